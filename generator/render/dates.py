"""Uncertain dates in words, in the reader's language (CLDR patterns by Babel)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from generator.model.dates import DatePoint, UncertainDate
from generator.model.words import Words


def day_words(day: date, words: Words) -> str:
    """One day: `7 August 2025`, `7. August 2025`."""
    return _day(day, words.text("dates.day_pattern"), words.language)


@lru_cache(maxsize=10_000)
def _day(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=language)


@lru_cache(maxsize=2_000)
def _month(day: date, language: str) -> str:
    return format_skeleton("yMMMM", day, locale=language)


def _point_words(point: DatePoint, words: Words) -> str:
    if point.precision == "day":
        text = day_words(point.first, words)
    elif point.precision == "month":
        text = _month(point.first, words.language)
    elif point.precision == "year":
        text = str(point.first.year)
    elif point.precision == "decade":
        text = words.filled("dates.decade", year=point.first.year)
    else:
        text = words.filled("dates.century", first=point.first.year, last=point.last.year)
    if point.approximate:
        text = words.filled("dates.about_day" if point.precision == "day" else "dates.about", date=text)
    return words.filled("dates.uncertain", date=text) if point.uncertain else text


def _shared_end(begin: DatePoint, end: DatePoint, words: Words) -> str | None:
    """A short form where both days lie in one month: `21–31 May 2025`."""
    plain = not (begin.approximate or begin.uncertain or end.approximate or end.uncertain)
    same = (begin.first.year, begin.first.month) == (end.first.year, end.first.month)
    if not (plain and same and begin.precision == end.precision == "day"):
        return None
    return words.filled("dates.days_of_month", first=begin.first.day, last=day_words(end.first, words))


def date_words(value: UncertainDate | None, words: Words) -> str:
    """A date or an interval in words; empty where there is none."""
    if value is None:
        return ""
    if not value.interval and value.begin:
        return _point_words(value.begin, words)
    if value.begin and value.end:
        short = _shared_end(value.begin, value.end, words)
        return short or f"{_point_words(value.begin, words)} – {_point_words(value.end, words)}"
    if value.begin:
        return words.filled("dates.from", date=_point_words(value.begin, words))
    return words.filled("dates.until", date=_point_words(value.end, words)) if value.end else ""
