"""Timeline rows as figures: foretold windows as bars, what happened as points, slips as arrows between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.derive.timeline import TimelineEntry
from generator.model.dates import UncertainDate
from generator.render.escape import Md, html

MARGIN = timedelta(days=20)
AHEAD = timedelta(days=90)
THINNEST = 0.6
NEAREST_TICKS = 9.0
"""Percent between two labels; nearer ones would run into each other on a phone."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a figure shows, its ticks (position in percent and label), and where the day of the build is."""

    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]
    today: float | None

    def position(self, day: date) -> float:
        """A day's place on the axis in percent, kept within it."""
        share = (day - self.first).days / max(1, (self.last - self.first).days) * 100
        return round(min(100.0, max(0.0, share)), 2)


def _days(entries: Sequence[TimelineEntry]) -> list[date]:
    values = [value for entry in entries for value in (entry.when, entry.occurred) if value]
    return [day for value in values for day in (value.earliest, value.latest) if day]


def axis_for(entries: Sequence[TimelineEntry], as_of: date, until: date | None = None) -> Axis:
    """An axis over the entries that ends at most 90 days after `as_of`, or at `until`, ticked by year or by months."""
    days = _days(entries) or [as_of]
    end = max(until or max(as_of, min(days)) + AHEAD, min(days))
    first, last = min(days) - MARGIN, min(max(days), end) + MARGIN
    months = (
        12 if (last - first).days > 1500 else 6 if (last - first).days > 700 else 3 if (last - first).days > 240 else 1
    )
    bare = Axis(first, last, (), None)
    ticks: list[tuple[float, str]] = []
    year, month = first.year, 1
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        at = bare.position(day)
        if day >= first and (not ticks or at - ticks[-1][0] >= NEAREST_TICKS):
            ticks.append((at, str(year) if month == 1 else f"{month:02}/{year % 100:02}"))
        year, month = (year + 1, 1) if month + months > 12 else (year, month + months)
    return Axis(first, last, tuple(ticks), bare.position(as_of) if first < as_of < last else None)


def _bounds(axis: Axis, value: UncertainDate) -> tuple[float, float]:
    start = axis.position(value.earliest) if value.earliest else 0.0
    end = axis.position(value.latest + timedelta(days=1)) if value.latest else 100.0
    return start, max(THINNEST, round(end - start, 2))


def _fades(value: UncertainDate) -> bool:
    ends = [point for point in (value.begin, value.end) if point]
    return len(ends) < 2 or any(point.approximate or point.uncertain or point.precision != "day" for point in ends)


def _slip(start: float, end: float) -> str:
    """A dashed line with an arrow head; the head is a nested figure, since paths know no percent."""
    return (
        f'<line class="cb-slip" x1="{start}%" x2="{end}%" y1="50%" y2="50%"/>'
        f'<svg x="{end}%" y="50%" class="cb-slip-head"><path d="M-16,-4 L-9,0 L-16,4"/></svg>'
    )


def row_figure(axis: Axis, entry: TimelineEntry, family: str) -> Md:
    """One entry as inline SVG in percent units; the words beside it say the same, so it is hidden from readers
    that listen."""
    start, width = _bounds(axis, entry.when)
    parts = ['<line class="cb-axis" x1="0" x2="100%" y1="50%" y2="50%"/>']
    parts += [f'<line class="cb-tick" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>' for at, _ in axis.ticks]
    if axis.today is not None:
        parts.append(f'<line class="cb-today" x1="{axis.today}%" x2="{axis.today}%" y1="0" y2="100%"/>')
    whole_day = not entry.when.interval and entry.when.begin is not None and entry.when.begin.precision == "day"
    if entry.foretold or not whole_day:
        fading = f' fill="url(#cb-fade-{family})"' if _fades(entry.when) else ""
        kind = "cb-window" if entry.foretold else "cb-span"
        soft = " cb-fading" if fading else ""
        parts.append(f'<rect class="{kind}{soft}"{fading} x="{start}%" width="{width}%" y="22%" height="56%" rx="3"/>')
    else:
        parts.append(f'<circle class="cb-point" cx="{start}%" cy="50%" r="6"/>')
    if entry.occurred:
        at, _ = _bounds(axis, entry.occurred)
        if entry.slip:
            parts.append(_slip(round(min(start + width, 100.0), 2), at))
        parts.append(f'<circle class="cb-point" cx="{at}%" cy="50%" r="6"/>')
    return Md(f'<svg class="cb-row-figure cb-{family}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>')


def axis_figure(axis: Axis, today: str) -> Md:
    """The labels of an axis as inline SVG; `today` is the word for the day of the build."""
    labels = [
        f'<text x="{at}%" y="14">{label}</text>'
        for at, label in axis.ticks
        if axis.today is None or abs(at - axis.today) >= NEAREST_TICKS
    ]
    if axis.today is not None:
        labels.append(f'<text class="cb-today-word" x="{axis.today}%" y="14">{html(today)}</text>')
    return Md(f'<svg class="cb-axis-figure" aria-hidden="true" focusable="false">{"".join(labels)}</svg>')
