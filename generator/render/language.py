"""Which of a text's languages to show, and what languages are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from generator.model.fields import ANY_LANGUAGE


@dataclass(frozen=True, slots=True)
class Shown:
    """A text and its language; the language is empty where it is the page's own."""

    text: str
    language: str


def pick(local: Mapping[str, str] | None, language: str, site_language: str) -> Shown:
    """The text in the page's language, else in the site's, else the first, marked with its own.

    A text that names no language is in the site's.
    """
    if not local:
        return Shown("", "")
    own = [language, *([ANY_LANGUAGE] if language == site_language else [])]
    for key in own:
        if key in local:
            return Shown(local[key], "")
    for key in (site_language, ANY_LANGUAGE):
        if key in local:
            return Shown(local[key], site_language)
    key = min(local)
    return Shown(local[key], key)


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row as a sentence of the language has them, such as "A, B and C" (CLDR)."""
    try:
        return format_list(names, locale=Locale.parse(language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return ", ".join(names)


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one (CLDR); the tag itself where there is none."""
    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(language) or tag
    except (UnknownLocaleError, ValueError):
        return tag
