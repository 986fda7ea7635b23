"""Timelines for pages: rows of figures and words under an axis, grouped by year where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.derive.timeline import TimelineEntry, in_time
from generator.render.escape import Md, md
from generator.render.figures import axis_figure, axis_for, row_figure
from generator.render.page import PageContext
from generator.render.states import look_of

SPILL = timedelta(days=90)
"""How far a year's scale reaches into the next one, for what slipped."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a timeline: its claim, its figure, link, chip, the date in words, what happened in words."""

    claim: str
    figure: Md
    link: Md
    chip: Md
    when: str
    time: str
    happened: Md
    kind: Md


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A timeline as figure and table; `first_row` counts the rows of the groups before it."""

    axis: Md
    rows: tuple[Row, ...]
    heading: str = ""
    first_row: int = 0


def _row(page: PageContext, entry: TimelineEntry, figure: Md) -> Row:
    start = entry.when.earliest or entry.when.latest
    happened = page.date(entry.occurred)
    return Row(
        claim=entry.claim,
        figure=figure,
        link=page.link("claim", entry.claim),
        chip=page.chip(entry.claim),
        when=page.date(entry.when),
        time=start.isoformat() if start else "",
        happened=page.say("parts.days_late", entry.slip, date=happened) if entry.slip else md(happened),
        kind=page.say("parts.foretold" if entry.foretold else "parts.dated"),
    )


def entries_about(page: PageContext, entities: Iterable[str]) -> tuple[TimelineEntry, ...]:
    """The entries of all claims about any of the entities."""
    claims = dict.fromkeys(id for entity in entities for id in page.corpus.index.about.get(entity, ()))
    return in_time(entry for id in claims for entry in page.facts.entries.get(id, ()))


def timeline_view(
    page: PageContext,
    entries: Sequence[TimelineEntry],
    heading: str = "",
    first_row: int = 0,
    until: date | None = None,
) -> TimelineView | None:
    """Entries as rows under one axis, which ends at `until` if it is given; None where there is nothing to show."""
    if not entries:
        return None
    axis = axis_for(entries, page.facts.as_of, until)
    rows = tuple(
        _row(page, entry, row_figure(axis, entry, look_of(page.facts.states[entry.claim]).family))
        for entry in entries
    )
    return TimelineView(axis_figure(axis, page.words.text("parts.axis_today")), rows, heading, first_row)


def timeline_by_year(page: PageContext, entries: Sequence[TimelineEntry]) -> tuple[TimelineView, ...]:
    """Entries grouped by the year in which they begin, each group under an axis of its own, so that it is zoomed."""
    years: dict[int, list[TimelineEntry]] = {}
    for entry in entries:
        years.setdefault(entry.when.known_since.year, []).append(entry)
    views, first_row = [], 0
    for year, group in sorted(years.items()):
        view = timeline_view(page, group, str(year), first_row, until=date(year, 12, 31) + SPILL)
        if view is not None:
            views.append(view)
            first_row += len(group)
    return tuple(views)
