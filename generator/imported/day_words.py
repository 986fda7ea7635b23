"""Dates and languages as bibliographies write them, to the dates and language tags of records."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale
from babel.dates import get_month_names

from generator.model.fields import LANGUAGE_PATTERN
from generator.resolve.dates import DateFault, parse_date

SPOKEN = ("en", "de", "fr", "es", "it", "nl", "pt")
"""Languages whose names of months are known."""
TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d[0-9:.,Zz+\-\s]*")
ROUGH = re.compile(r"(?:c\.|ca\.?|circa|um|about)\s*(\d{4})", re.IGNORECASE)
YEARS = re.compile(r"(\d{4})\s*(?:--?|[–—/])\s*(\d{4})")
SPELLINGS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4}),\s*(?P<month>[^\W\d]+)\.?(?:\s+(?P<day>\d{1,2}))?"),
    re.compile(r"(?P<month>[^\W\d]+)\.?,?\s+(?P<year>\d{4})"),
)
SPELT: Mapping[str, str] = MappingProxyType(
    {
        "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "australian": "en-AU",
        "canadian": "en-CA", "ngerman": "de", "germanb": "de", "austrian": "de-AT", "naustrian": "de-AT",
        "nswissgerman": "de-CH", "swissgerman": "de-CH", "francais": "fr", "brazil": "pt-BR", "brazilian": "pt-BR",
        "portuges": "pt", "castilian": "es", "magyar": "hu", "farsi": "fa", "eng": "en", "ger": "de", "deu": "de",
        "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "dut": "nl", "nld": "nl", "por": "pt",
    }
)  # fmt: skip
"""Names of languages in babel and biblatex, and codes of ISO 639-2, that have a shorter tag."""


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in SPOKEN:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found.setdefault(name.casefold().rstrip("."), number)
    return MappingProxyType(found | {"sept": 9, "mär": 3, "mrz": 3})


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for locale in ("en", "de"):
        for tag, name in Locale(locale).languages.items():
            if re.fullmatch("[a-z]{2,3}", tag):
                found.setdefault(name.casefold(), tag)
    return MappingProxyType({**found, **SPELT})


def month_number(text: str) -> int | None:
    """The month that a number or a name means (English, German and five other languages); None where it is none."""
    text = text.strip().casefold().rstrip(".")
    number = int(text) if re.fullmatch("[0-9]{1,2}", text) else _months().get(text, 0)
    return number if 1 <= number <= 12 else None


def written_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """A date in EDTF; None where there is no such day."""
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04}" if day is None else None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _spelt(text: str) -> str | None:
    for pattern in SPELLINGS:
        match = pattern.fullmatch(text)
        month = month_number(match["month"]) if match else None
        if match and month is not None:
            day = match.groupdict().get("day")
            return written_date(int(match["year"]), month, int(day) if day else None)
    return None


def read_date(text: str) -> str | None:
    """A date in EDTF, ISO 8601 or words as a date of this project; None where it is none. A time of day is left off."""
    text = " ".join(text.split())[:80]
    timed = TIMED.fullmatch(text)
    parsed = parse_date(timed[1] if timed else text)
    if isinstance(parsed, DateFault) and parsed.instead:
        parsed = parse_date(parsed.instead)
    if not isinstance(parsed, DateFault):
        return parsed.text
    if match := ROUGH.fullmatch(text):
        return f"{match[1]}~" if int(match[1]) else None
    if match := YEARS.fullmatch(text):
        ends = parse_date(f"{match[1]}/{match[2]}")
        return None if isinstance(ends, DateFault) else ends.text
    return _spelt(text)


def names_time(text: str) -> bool:
    """Whether a date also tells the time of day, which no record keeps."""
    return TIMED.fullmatch(" ".join(text.split())[:80]) is not None


def language_tag(text: str) -> str | None:
    """A tag or the name of a language as a tag (BCP 47); None where it is none."""
    plain = text.strip()
    if known := _languages().get(plain.casefold()):
        return known
    head, _, tail = plain.replace("_", "-").partition("-")
    tag = f"{head.lower()}-{tail}" if tail else head.lower()
    return tag if re.fullmatch(LANGUAGE_PATTERN.strip("^$"), tag) else None
