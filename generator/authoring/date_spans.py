"""Calendar arithmetic of date expressions: units, their parts, what lies before or after a day."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

Unit = Literal["day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "days"]
Doubt = Literal["", "end", "both"]
DAY = timedelta(days=1)
SEASONS: Mapping[str, int] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9, "winter": 12})
"""The first month of each season of three months (meteorological, northern hemisphere)."""
MONTHS: Mapping[str, int] = MappingProxyType({"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12})
A_FEW: Mapping[str, tuple[int, str]] = MappingProxyType(
    {"day": (1, "week"), "week": (2, "month"), "month": (6, "month"), "quarter": (4, "quarter"), "year": (5, "year")}
)
"""How far "a few" of a unit may reach: a week of days, two months of weeks, half a year of months, five years."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of days, both ends included; `doubt` says which ends are approximate (EDTF `~`)."""

    first: date
    last: date
    unit: Unit
    doubt: Doubt = ""

    @property
    def text(self) -> str:
        """The span in EDTF: days, months and years as such, seasons and quarters by months, else by days."""
        end = "~" if self.doubt else ""
        begin = "~" if self.doubt == "both" else ""
        first, last = self.first.isoformat(), self.last.isoformat()
        if self.unit == "year":
            return first[:4] + end if first[:4] == last[:4] else f"{first[:4]}{begin}/{last[:4]}{end}"
        if self.unit == "month" and first[:7] == last[:7]:
            return first[:7] + end
        if self.unit in {"season", "quarter", "half"}:
            return f"{first[:7]}{begin}/{last[:7]}{end}"
        if self.unit == "decade":
            return f"{first[:3]}X{end}"
        return first + end if first == last else f"{first}{begin}/{last}{end}"


def month_span(year: int, month: int, count: int = 1, unit: Unit = "month") -> Span:
    """`count` whole months from the given one; months beyond 12 run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return Span(date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]), unit)


def unit_at(unit: str, day: date, shift: int = 0) -> Span:
    """The calendar unit (ISO week, month, quarter …) that lies `shift` units from the one that holds the day."""
    if unit == "day":
        there = day + shift * DAY
        return Span(there, there, "day")
    if unit == "week":
        monday = day - day.weekday() * DAY + shift * timedelta(weeks=1)
        return Span(monday, monday + 6 * DAY, "week")
    if unit == "decade":
        year = day.year - day.year % 10 + 10 * shift
        return Span(date(year, 1, 1), date(year + 9, 12, 31), "decade")
    size = MONTHS[unit]
    number = (day.year * 12 + day.month - 1) // size + shift
    start = number * size
    return month_span(start // 12, start % 12 + 1, size, unit)  # type: ignore[arg-type]


def moved(day: date, count: int, unit: str) -> date:
    """The day `count` units later (earlier if negative); a day that the month lacks becomes the month's last."""
    if unit in {"day", "week"}:
        return day + count * (7 if unit == "week" else 1) * DAY
    months = day.year * 12 + day.month - 1 + count * MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def season_span(year: int, season: str) -> Span:
    """A season that begins in a year: winter 2024 is December 2024 to February 2025."""
    return month_span(year, SEASONS[season], 3, "season")


def _third(span: Span, part: str) -> tuple[date, date]:
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    size = months // 3
    offset = {"early": 0, "mid": (months - size) // 2, "late": months - size}[part]
    piece = month_span(span.first.year, span.first.month + offset, size)
    return piece.first, piece.last


def part_of(span: Span, part: str) -> Span:
    """The early, mid or late part of a span, or one of its halves.

    Months: days 1-10, 11-20, 21 to the end. Years: first quarter, May to August, last quarter. Weeks: Monday and
    Tuesday, Wednesday and Thursday, Friday to Sunday. Decades: three, four and three years. Else thirds by months.
    """
    first, last, unit = span.first, span.last, span.unit
    if part in {"half1", "half2"}:
        middle = first + (last - first + DAY) // 2 - DAY
        if unit == "year":
            middle = date(first.year, 6, 30)
        bounds = (first, middle) if part == "half1" else (middle + DAY, last)
    elif unit == "month":
        tenth, twentieth = first + 9 * DAY, first + 19 * DAY
        bounds = {"early": (first, tenth), "mid": (tenth + DAY, twentieth), "late": (twentieth + DAY, last)}[part]
    elif unit == "year":
        months = {"early": (1, 3), "mid": (5, 4), "late": (10, 3)}[part]
        piece = month_span(first.year, *months)
        bounds = piece.first, piece.last
    elif unit == "week":
        days = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}[part]
        bounds = first + days[0] * DAY, first + days[1] * DAY
    elif unit == "decade":
        years = {"early": (0, 2), "mid": (3, 6), "late": (7, 9)}[part]
        bounds = date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31)
    elif unit in {"season", "quarter", "half"}:
        bounds = _third(span, part)
    else:
        return span
    return replace(span, first=bounds[0], last=bounds[1], unit="days")


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (anonymous algorithm, Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday_span(year: int, name: str) -> Span:
    """A holiday of a year; Christmas is 24 to 26 December, Easter and Pentecost their Sunday and Monday."""
    fixed = {
        "christmas": ((12, 24), (12, 26)), "christmas-eve": ((12, 24), (12, 24)), "christmas-day": ((12, 25), (12, 25)),
        "new-years-eve": ((12, 31), (12, 31)), "new-year": ((1, 1), (1, 1)),
    }  # fmt: skip
    if name in fixed:
        first, last = (date(year, *day) for day in fixed[name])
    elif name == "turn-of-the-year":
        first, last = date(year, 12, 31), date(year + 1, 1, 1)
    elif name == "thanksgiving":
        november = date(year, 11, 1)
        first = last = november + ((3 - november.weekday()) % 7 + 21) * DAY
    else:
        sunday = easter(year) + (49 * DAY if name == "pentecost" else 0 * DAY)
        first, last = sunday, sunday + DAY
    return Span(first, last, "day" if first == last else "days")
