"""Dates as uncertain as their sources leave them, kept as written, with strict bounds for sorting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "decade", "century"]


@dataclass(frozen=True, slots=True)
class DatePoint:
    """One end of a date: its strict first and last day, its precision, and its qualifiers (EDTF level 1)."""

    first: date
    last: date
    precision: Precision
    uncertain: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date or an interval as written; `begin` or `end` is None where the interval is open."""

    text: str
    begin: DatePoint | None
    end: DatePoint | None
    interval: bool = False

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None where the interval has no beginning."""
        return self.begin.first if self.begin else None

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None where the interval has no end."""
        return self.end.last if self.end else None

    @property
    def known_since(self) -> date:
        """The day it is ordered by: its earliest, or its latest where it has no beginning."""
        return self.earliest or self.latest or date.max

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Earliest day, then latest, then the text; open ends sort outermost."""
        return (self.earliest or date.min, self.latest or date.max, self.text)

    def ended_by(self, day: date) -> bool:
        """Whether the whole of it lies on or before `day`."""
        return self.latest is not None and self.latest <= day

    def begun_by(self, day: date) -> bool:
        """Whether any of it can lie on or before `day`."""
        return self.earliest is None or self.earliest <= day

    def meets(self, other: UncertainDate) -> bool:
        """Whether some day can lie in both."""
        starts_in_time = self.earliest is None or other.latest is None or self.earliest <= other.latest
        return starts_in_time and (other.earliest is None or self.latest is None or other.earliest <= self.latest)
