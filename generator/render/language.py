"""Which of a text's languages to show, and what languages are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and its language; the language is empty where it is the page's own."""

    text: str
    language: str


def pick(local: Mapping[str, str] | None, language: str) -> Shown:
    """The text in the given language, else the one without a language, else the first, marked with its own."""
    if not local:
        return Shown("", "")
    for key in (language, ""):
        if key in local:
            return Shown(local[key], "")
    key = min(local)
    return Shown(local[key], key)


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one (CLDR); the tag itself where there is none."""
    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return "several languages" if tag == "mul" else tag
