"""One site, several languages: where each edition's pages lie, and what its navigation is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.words import Words

DOCS = "build/docs"


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language: the folder of its Markdown, its folder on the site (empty for the leading one),
    the words of the interface by key, and the notice that stands on all its pages (plain text, empty for none)."""

    language: str
    docs: str
    folder: str
    words: Mapping[str, str]
    notice: str = ""


def edition_of(language: str, leading: str, words: Mapping[str, Words]) -> Edition:
    """The edition in a language; the leading one stands at the root of the site, the others in folders below it."""
    texts = words[language].texts if language in words else {}
    if language == leading:
        return Edition(language, DOCS, "", texts)
    return Edition(language, f"{DOCS}-{language}", language, texts)


def edition_address(site_url: str, edition: Edition) -> str:
    """The absolute address of an edition, ending in a slash; empty where the site has none."""
    if not site_url:
        return ""
    return f"{site_url.rstrip('/')}/{edition.folder}/" if edition.folder else f"{site_url.rstrip('/')}/"


def translated(nav: Any, words: Mapping[str, str]) -> Any:
    """A navigation as mkdocs.yml has it, its titles in the edition's language where its words know them."""
    if isinstance(nav, list):
        return [translated(item, words) for item in nav]
    if isinstance(nav, dict):
        return {words.get(f"nav.{title}", title): translated(item, words) for title, item in nav.items()}
    return nav
