"""EDTF dates (ISO 8601-2, levels 0 and 1) to uncertain dates with strict bounds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.diagnostics import Rule
from generator.diagnostics.catalogue import D001, D002, D003
from generator.diagnostics.visible import cut
from generator.model.dates import DatePoint, Precision, UncertainDate

POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<qualifier>[~?%]?)", re.ASCII
)
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
SLASHED = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?", re.ASCII)
UNPADDED = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
SEASONS = range(21, 42)
LONGEST = 60
"""As much of a text is named as is needed to find it."""


@dataclass(frozen=True, slots=True)
class DateFault:
    """Why a text is not a date of this project, and how to write it where that can be told."""

    rule: Rule
    message: str
    hint: str = ""
    instead: str = ""

    @property
    def advice(self) -> str:
        """What to do: write what was meant, where that is clear."""
        return f"write {self.instead}" if self.instead else self.hint


def _respelled(text: str) -> str:
    """The usual other spellings of a day as EDTF; empty for all others."""
    if match := DOTTED.fullmatch(text):
        respelled = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
        return respelled if isinstance(_point(respelled), DatePoint) else ""
    if match := SLASHED.fullmatch(text) or UNPADDED.fullmatch(text):
        parts = [match[1], *(part.zfill(2) for part in match.groups()[1:] if part)]
        respelled = "-".join(parts)
        return respelled if isinstance(_point(respelled), DatePoint) else ""
    return ""


def _no_date(text: str, hint: str = "") -> DateFault:
    if "T" in text and ":" in text:
        hint = "write the day alone, without the time"
    return DateFault(D001, f"{cut(text, LONGEST)!r} is not a date", hint, _respelled(text))


def _point(text: str) -> DatePoint | DateFault:
    match = POINT.fullmatch(text)
    if match is None:
        return _no_date(text)
    year, month, day = match["year"], match["month"], match["day"]
    flags = {"uncertain": match["qualifier"] in {"?", "%"}, "approximate": match["qualifier"] in {"~", "%"}}
    if "X" in year:
        if month is not None:
            return DateFault(D001, f"{text!r} leaves the year open but names a month")
        span = year.count("X")
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        precision: Precision = "decade" if span == 1 else "century"
        return DatePoint(date(max(first, 1), 1, 1), date(last, 12, 31), precision, **flags)
    if int(year) == 0:
        return DateFault(D003, "the year 0000 does not exist here", "the earliest year is 0001")
    if month in {None, "XX"}:
        if day not in {None, "XX"}:
            return DateFault(D001, f"{text!r} names a day without a month")
        return DatePoint(date(int(year), 1, 1), date(int(year), 12, 31), "year", **flags)
    if int(month) in SEASONS:
        return DateFault(D001, f"{text!r} is a season or a quarter", "write the interval of months that is meant")
    if not 1 <= int(month) <= 12:
        return DateFault(D003, f"there is no month {month}")
    length = calendar.monthrange(int(year), int(month))[1]
    if day in {None, "XX"}:
        return DatePoint(date(int(year), int(month), 1), date(int(year), int(month), length), "month", **flags)
    if not 1 <= int(day) <= length:
        return DateFault(D003, f"{year}-{month} has no day {day}", f"its last day is {year}-{month}-{length}")
    whole = date(int(year), int(month), int(day))
    return DatePoint(whole, whole, "day", **flags)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> UncertainDate | DateFault:
    """A date as authors write it to one with bounds, or why it is none (D001, D002, D003).

    Read are EDTF level 0 dates and intervals without times, and of level 1 the qualifiers `~ ? %` on whole
    dates, unspecified digits, and open or unknown ends. Bounds are strict: a qualifier never widens them.
    """
    if "/" not in text:
        point = _point(text)
        return point if isinstance(point, DateFault) else UncertainDate(text, point, point)
    left, _, right = text.partition("/")
    if SLASHED.fullmatch(text) or "/" in right:
        return _no_date(text, "an interval has two ends: a/b")
    ends: list[DatePoint | None] = []
    for part in (left, right):
        read = None if part in {"", ".."} else _point(part)
        if isinstance(read, DateFault):
            return read
        ends.append(read)
    begin, end = ends
    if begin is None and end is None:
        return DateFault(D001, f"{text!r} is open at both ends", "give at least one end")
    if begin and end and begin.first > end.last:
        return DateFault(D002, f"{right} is before {left}", instead=f"{right}/{left}")
    return UncertainDate(text, begin, end, interval=True)


def date_or_none(text: str | None) -> UncertainDate | None:
    """The date, or None where there is none or it was already refused."""
    parsed = parse_date(text) if text is not None else None
    return parsed if isinstance(parsed, UncertainDate) else None


def day_fault(parsed: UncertainDate) -> DateFault | None:
    """Why a date is not one certain day, where a field asks for that."""
    point = parsed.begin
    if parsed.interval or point is None or point.precision != "day" or point.uncertain or point.approximate:
        return DateFault(D001, f"{parsed.text!r} is not one day", "write one day: 2025-02-20")
    return None
