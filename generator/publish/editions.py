"""One site, several languages: where each edition's pages lie, and what its navigation is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.search import SearchRecord
from generator.model.words import Words

DOCS = "build/docs"


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language: the folder of its Markdown, its folder on the site (empty for the leading one),
    the words of the interface by key, the notice that stands on all its pages (plain text, empty for none), what
    pages want in their heads by their path, and what the search knows of its pages."""

    language: str
    docs: str
    folder: str
    words: Mapping[str, str]
    notice: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    records: tuple[SearchRecord, ...] = ()


def edition_of(language: str, leading: str, words: Mapping[str, Words]) -> Edition:
    """The edition in a language; the leading one stands at the root of the site, the others in folders below it."""
    texts = words[language].texts if language in words else {}
    if language == leading:
        return Edition(language, DOCS, "", texts)
    return Edition(language, f"{DOCS}-{language}", language, texts)


def translated(nav: Any, words: Mapping[str, str]) -> Any:
    """A navigation as mkdocs.yml has it, its titles in the edition's language where its words know them."""
    if isinstance(nav, list):
        return [translated(item, words) for item in nav]
    if isinstance(nav, dict):
        return {words.get(f"nav.{title}", title): translated(item, words) for title, item in nav.items()}
    return nav
