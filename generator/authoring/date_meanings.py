"""What each phrase of a date lexicon means: the spans it can name, seen from the day on which it was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from generator.authoring.date_spans import (
    A_FEW,
    DAY,
    Span,
    holiday_span,
    month_span,
    moved,
    part_of,
    season_span,
    unit_at,
)

Groups = Mapping[str, str]
Direction = Literal["past", "future"]
Candidates = tuple[Span, ...]


class OpenEnd(Exception):
    """The words name no span; the text says why."""


def _yearly(make: Callable[[int], Span], groups: Groups, day: date) -> Candidates:
    """The span of the year that is written or said, or those of the years around the day."""
    if "year" in groups:
        return (make(int(groups["year"])),)
    years = range(day.year - 3, day.year + 4)
    if "of_year" in groups:
        years = range(day.year + int(groups["of_year"]), day.year + int(groups["of_year"]) + 1)
    return tuple(span for year in years if (span := _made(make, year)) is not None)


def _made(make: Callable[[int], Span], year: int) -> Span | None:
    try:
        return make(year)
    except ValueError:
        return None


def _date(groups: Groups, day: date) -> Candidates:
    month = int(groups.get("month") or groups["mon"])

    def make(year: int) -> Span:
        there = date(year, month, int(groups["day"]))
        return Span(there, there, "day")

    found = _yearly_or_none(make, groups, day)
    if not found:
        raise OpenEnd("there is no such day")
    return found


def _yearly_or_none(make: Callable[[int], Span], groups: Groups, day: date) -> Candidates:
    try:
        return _yearly(make, groups, day)
    except ValueError:
        return ()


def _days(groups: Groups, day: date) -> Candidates:
    month, first, last = int(groups["month"]), int(groups["day"]), int(groups["until"])

    def make(year: int) -> Span:
        return Span(date(year, month, first), date(year, month, last), "days")

    found = _yearly_or_none(make, groups, day) if first < last else ()
    if not found:
        raise OpenEnd("there is no such day")
    return found


def _slashed(groups: Groups, day: date) -> Candidates:
    one, two = int(groups["one"]), int(groups["two"])
    if max(one, two) > 12:
        month, number = (two, one) if one > 12 else (one, two)
        return _date({"month": str(month), "day": str(number), "year": groups["year"]}, day)
    if one != two:
        raise OpenEnd("day and month cannot be told apart")
    return _date({"month": str(one), "day": str(one), "year": groups["year"]}, day)


def _month(groups: Groups, day: date) -> Candidates:
    return _yearly(lambda year: month_span(year, int(groups["month"])), groups, day)


def _year(groups: Groups, day: date) -> Candidates:
    return (unit_at("year", date(int(groups["year"]), 1, 1)),)


def _two_years(groups: Groups) -> tuple[int, int]:
    first, until = int(groups["year"]), int(groups["until"])
    last = until if until > 99 else first // 100 * 100 + until
    if not first < last <= first + 99:
        raise OpenEnd("the years do not follow each other")
    return first, last


def _years(groups: Groups, day: date) -> Candidates:
    first, last = _two_years(groups)
    return (Span(date(first, 1, 1), date(last, 12, 31), "year"),)


def _season(groups: Groups, day: date) -> Candidates:
    name = groups["season"]
    if name == "winter" and "until" in groups:
        first, last = _two_years(groups)
        if last != first + 1:
            raise OpenEnd("a winter has two years that follow each other")
        return (season_span(first, name),)
    if name == "winter" and "year" in groups:
        raise OpenEnd("the winter at the beginning of the year, or the one at its end")
    if "until" in groups:
        raise OpenEnd("the season lies in one of the two years")
    return _yearly(lambda year: season_span(year, name), groups, day)


def _quarter(groups: Groups, day: date) -> Candidates:
    number = int(groups.get("q") or groups["ordinal"])
    return _yearly(lambda year: month_span(year, 3 * number - 2, 3, "quarter"), groups, day)


def _half(groups: Groups, day: date) -> Candidates:
    number = int(groups.get("h") or groups.get("q") or groups.get("halves") or groups["ordinal"])
    if number > 2:
        raise OpenEnd("a year has two halves")
    return _yearly(lambda year: month_span(year, 6 * number - 5, 6, "half"), groups, day)


def _holiday(groups: Groups, day: date) -> Candidates:
    return _yearly(lambda year: holiday_span(year, groups["holiday"]), groups, day)


def _unit(groups: Groups, day: date) -> Candidates:
    return (unit_at(groups["unit"], day, int(groups.get("which") or 0)),)


def _ending(groups: Groups, day: date) -> Candidates:
    part, unit = groups["ending"].split()
    if "year" in groups:
        return (part_of(unit_at("year", date(int(groups["year"]), 1, 1)), part),)
    shift = int(groups.get("of_year") or 0)
    near = range(shift, shift + 1) if "of_year" in groups else range(-1, 2)
    return tuple(part_of(unit_at(unit, day, step), part) for step in near)


def _weekday(groups: Groups, day: date) -> Candidates:
    monday = day - day.weekday() * DAY
    days = [monday + (7 * week + int(groups["weekday"]) - 1) * DAY for week in range(-3, 4)]
    return tuple(Span(there, there, "day") for there in days)


def _weekday_of(groups: Groups, day: date) -> Candidates:
    there = unit_at("week", day, int(groups["of_year"])).first + (int(groups["weekday"]) - 1) * DAY
    return (Span(there, there, "day"),)


def _weekend(groups: Groups, day: date) -> Candidates:
    weeks = [unit_at("week", day, step) for step in range(-3, 4)]
    return tuple(Span(week.last - DAY, week.last, "weekend") for week in weeks)


def _amount(groups: Groups) -> tuple[int | None, str]:
    """How many of which unit; None for a few."""
    count = groups.get("number") or groups.get("count")
    return (int(count) if count else None), groups.get("units") or groups["plural"]


def _after(groups: Groups, day: date) -> Candidates:
    count, unit = _amount(groups)
    if count is None:
        return (Span(day + DAY, moved(day, *A_FEW[unit]), "days", "end"),)
    there = unit_at(unit, day, count)
    return (there if unit == "day" else replace(there, doubt="both"),)


def _within(groups: Groups, day: date) -> Candidates:
    count, unit = _amount(groups)
    if count is None:
        return _after(groups, day)
    return (Span(day + DAY, moved(day, count, unit), "days"),)


def _ago(groups: Groups, day: date) -> Candidates:
    count, unit = _amount(groups)
    if count is None:
        reach, of = A_FEW[unit]
        return (Span(moved(day, -reach, of), day - DAY, "days", "both"),)
    there = unit_at(unit, day, -count)
    return (there if unit == "day" else replace(there, doubt="both"),)


def _past(groups: Groups, day: date) -> Candidates:
    count, unit = _amount(groups)
    if count is None and "units" in groups:
        count = 1
    if count is None:
        return _ago(groups, day)
    return (Span(moved(day, -count, unit), day, "days"),)


def _since_ago(groups: Groups, day: date) -> Candidates:
    if _amount(groups)[0] is None:
        raise OpenEnd("no number says since when")
    return _ago(groups, day)


def _refuses(words: str) -> Callable[[Groups, date], Candidates]:
    def refuse(groups: Groups, day: date) -> Candidates:
        raise OpenEnd(words)

    return refuse


def _day_from(shift: int | None) -> Callable[[Groups, date], Candidates]:
    return lambda groups, day: (unit_at("day", day, int(groups["deictic"]) if shift is None else shift),)


MEANINGS: Mapping[str, Callable[[Groups, date], Candidates]] = MappingProxyType(
    {
        "date": _date, "days": _days, "slashed": _slashed, "month": _month, "month-of": _month, "year": _year,
        "years": _years,
        "decade": lambda groups, day: (unit_at("decade", date(int(groups["decade"]), 1, 1)),),
        "unit": _unit, "day": _day_from(None), "tomorrow": _day_from(1),
        "weekday": _weekday, "weekday-of": _weekday_of, "weekend": _weekend,
        "after": _after, "within": _within, "ago": _ago, "past": _past, "since-ago": _since_ago,
        "season": _season, "season-of": _season, "quarter": _quarter, "quarter-of": _quarter,
        "half": _half, "half-of": _half, "holiday": _holiday, "holiday-of": _holiday,
        "ending": _ending, "ending-of": _ending,
        "recent": lambda groups, day: (Span(day, day, "day"),),
        "soon": lambda groups, day: (Span(day, day, "day"),),
        "fiscal": _refuses("a business year need not be the calendar year"),
        "reference": _refuses("it points to a date that is given elsewhere"),
        "undated": _refuses("it names no date"),
    }
)  # fmt: skip
"""The meanings that a lexicon may name, beside `nothing`."""


def chosen(candidates: Candidates, which: int | None, direction: Direction, day: date) -> Span:
    """One of several spans: the next or last one if that is said, else the nearest one gone or to come.

    To come is what has not wholly passed on the day, gone is what has begun by it. "Next" begins after the day,
    "last" has ended before it, "this" holds it, or lies in the same week or else year.
    """
    if len(candidates) == 1:
        return candidates[0]
    if which is None:
        found = [item for item in candidates if (item.last >= day if direction == "future" else item.first <= day)]
        place = 0 if direction == "future" else -1
    elif which > 0:
        found, place = [item for item in candidates if item.first > day], which - 1
    elif which < 0:
        found, place = [item for item in candidates if item.last < day], which
    else:
        daily = candidates[0].unit in {"day", "weekend"} and (candidates[1].first - candidates[0].first).days == 7
        own = unit_at("week" if daily else "year", day)
        now = [item for item in candidates if item.first <= day <= item.last]
        found, place = now or [item for item in candidates if own.first <= item.first <= own.last], 0
    try:
        return found[place]
    except IndexError:
        raise OpenEnd("it lies outside the calendar") from None
