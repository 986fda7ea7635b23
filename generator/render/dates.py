"""Uncertain dates in words, in the reader's language (CLDR patterns by Babel)."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date, format_skeleton

from generator.model.dates import DatePoint, UncertainDate

PHRASES = {
    "en": {
        "about": "around {}", "uncertain": "{} (uncertain)", "from": "from {}", "until": "until {}",
        "decade": "the {}s", "century": "the years {} to {}", "days": "{} day", "days+": "{} days",
    },
    "de": {
        "about": "um {}", "uncertain": "{} (unsicher)", "from": "ab {}", "until": "bis {}",
        "decade": "die {}er Jahre", "century": "die Jahre {} bis {}", "days": "{} Tag", "days+": "{} Tage",
    },
}  # fmt: skip


def day_words(day: date, language: str) -> str:
    """One day: `7 August 2025`, `7. August 2025`."""
    pattern = "d. MMMM y" if language == "de" else "d MMMM y"
    return format_date(day, pattern, locale=language)


def _point_words(point: DatePoint, language: str) -> str:
    phrases = PHRASES[language]
    if point.precision == "day":
        words = day_words(point.first, language)
    elif point.precision == "month":
        words = format_skeleton("yMMMM", point.first, locale=language)
    elif point.precision == "year":
        words = str(point.first.year)
    elif point.precision == "decade":
        words = phrases["decade"].format(point.first.year)
    else:
        words = phrases["century"].format(point.first.year, point.last.year)
    if point.approximate:
        words = phrases["about"].format(words)
    return phrases["uncertain"].format(words) if point.uncertain else words


def _shared_end(begin: DatePoint, end: DatePoint, language: str) -> str | None:
    """A short form where both days lie in one month: `21–31 May 2025`."""
    plain = not (begin.approximate or begin.uncertain or end.approximate or end.uncertain)
    same = (begin.first.year, begin.first.month) == (end.first.year, end.first.month)
    if not (plain and same and begin.precision == end.precision == "day"):
        return None
    dot = "." if language == "de" else ""
    return f"{begin.first.day}{dot}–{day_words(end.first, language)}"


def date_words(value: UncertainDate | None, language: str) -> str:
    """A date or an interval in words; empty where there is none."""
    if value is None:
        return ""
    phrases = PHRASES[language]
    if not value.interval and value.begin:
        return _point_words(value.begin, language)
    if value.begin and value.end:
        short = _shared_end(value.begin, value.end, language)
        return short or f"{_point_words(value.begin, language)} – {_point_words(value.end, language)}"
    if value.begin:
        return phrases["from"].format(_point_words(value.begin, language))
    return phrases["until"].format(_point_words(value.end, language)) if value.end else ""


def days_words(count: int, language: str) -> str:
    """A number of days in words."""
    return PHRASES[language]["days" if count == 1 else "days+"].format(count)
