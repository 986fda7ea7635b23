"""Timeline rows as figures: foretold windows as bars, what happened as points, slips as lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.derive.timeline import TimelineEntry
from generator.model.dates import UncertainDate
from generator.render.escape import Md

MARGIN = timedelta(days=20)
AHEAD = timedelta(days=90)
THINNEST = 0.6


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that a figure shows, and its ticks: position in percent and label."""

    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]

    def position(self, day: date) -> float:
        """A day's place on the axis in percent, kept within it."""
        share = (day - self.first).days / max(1, (self.last - self.first).days) * 100
        return round(min(100.0, max(0.0, share)), 2)


def _days(entries: Sequence[TimelineEntry]) -> list[date]:
    values = [value for entry in entries for value in (entry.when, entry.occurred) if value]
    return [day for value in values for day in (value.earliest, value.latest) if day]


def axis_for(entries: Sequence[TimelineEntry], as_of: date) -> Axis:
    """An axis over the entries that ends at most 90 days after `as_of`, ticked by year or by quarter."""
    days = _days(entries) or [as_of]
    first, last = min(days) - MARGIN, min(max(days), max(as_of, min(days)) + AHEAD) + MARGIN
    months = 12 if (last - first).days > 900 else 3 if (last - first).days > 240 else 1
    bare = Axis(first, last, ())
    ticks, year, month = [], first.year, 1
    while date(year, month, 1) <= last:
        day = date(year, month, 1)
        if day >= first:
            label = str(year) if month == 1 else f"{month:02}/{year % 100:02}"
            ticks.append((bare.position(day), label))
        year, month = (year + 1, 1) if month + months > 12 else (year, month + months)
    return Axis(first, last, tuple(ticks))


def _bounds(axis: Axis, value: UncertainDate) -> tuple[float, float]:
    start = axis.position(value.earliest) if value.earliest else 0.0
    end = axis.position(value.latest + timedelta(days=1)) if value.latest else 100.0
    return start, max(THINNEST, round(end - start, 2))


def _fades(value: UncertainDate) -> bool:
    ends = [point for point in (value.begin, value.end) if point]
    return len(ends) < 2 or any(point.approximate or point.uncertain for point in ends)


def row_figure(axis: Axis, entry: TimelineEntry, family: str) -> Md:
    """One entry as inline SVG in percent units; the words beside it say the same, so it is hidden from readers
    that listen."""
    start, width = _bounds(axis, entry.when)
    parts = ['<line class="cb-axis" x1="0" x2="100%" y1="50%" y2="50%"/>']
    parts += [f'<line class="cb-tick" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>' for at, _ in axis.ticks]
    whole_day = not entry.when.interval and entry.when.begin is not None and entry.when.begin.precision == "day"
    if entry.foretold or not whole_day:
        fading = " cb-fading" if _fades(entry.when) else ""
        kind = "cb-window" if entry.foretold else "cb-span"
        parts.append(f'<rect class="{kind}{fading}" x="{start}%" width="{width}%" y="25%" height="50%" rx="3"/>')
    else:
        parts.append(f'<circle class="cb-point" cx="{start}%" cy="50%" r="6"/>')
    if entry.occurred:
        at, _ = _bounds(axis, entry.occurred)
        if entry.slip:
            end = round(min(start + width, 100.0), 2)
            parts.append(f'<line class="cb-slip" x1="{end}%" x2="{at}%" y1="50%" y2="50%"/>')
        parts.append(f'<circle class="cb-point" cx="{at}%" cy="50%" r="6"/>')
    return Md(f'<svg class="cb-row-figure cb-{family}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>')


def axis_figure(axis: Axis) -> Md:
    """The labels of an axis as inline SVG."""
    labels = "".join(f'<text x="{at}%" y="14">{label}</text>' for at, label in axis.ticks)
    return Md(f'<svg class="cb-axis-figure" aria-hidden="true" focusable="false">{labels}</svg>')
