"""The timeline of all dated claims on one page, or of very many on pages for years and months."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.derive.facts import Facts
from generator.derive.timeline import LONGEST, TimelineEntry
from generator.render.escape import Md, md
from generator.render.page import PageContext
from generator.render.states import LOOKS
from generator.render.timelines import timeline_by_year
from generator.resolve.dates import date_or_none

TIMELINE, FOLDER = "timeline.md", "timeline"
View = Callable[[PageContext], Mapping[str, Any]]


def _choices(page: PageContext, kind: str, ids: set[str]) -> tuple[Mapping[str, str], ...]:
    """Records as the choices of a filter, by name."""
    rows = ({"id": id, "name": page.name(kind, id)} for id in ids)
    return tuple(sorted(rows, key=lambda row: (row["name"].casefold(), row["id"])))


def _timeline_view(page: PageContext, entries: Sequence[TimelineEntry], title: str) -> Mapping[str, Any]:
    """A timeline with filters for its rows."""
    corpus = page.corpus
    rows = []
    for entry in entries:
        claim = corpus.claims[entry.claim]
        rows.append(
            {
                "about": " ".join(claim.written.about),
                "voices": " ".join(voice.who for voice in claim.written.voices if voice.role != "ascribed"),
                "sources": " ".join(sorted({item.written.source for item in claim.appearances})),
                "state": page.facts.states[claim.id].name,
            }
        )
    filters = tuple(
        {
            "field": field,
            "label": page.say(f"timeline.filter.{field}"),
            "choices": _choices(page, kind, {id for row in rows for id in row[field].split()}),
        }
        for field, kind in (("about", "entity"), ("voices", "voice"), ("sources", "source"))
    )
    states = [name for name in LOOKS if name in {row["state"] for row in rows}]
    return {
        "title": title,
        "views": page.to("views/index.md"),
        "groups": timeline_by_year(page, entries),
        "rows": rows,
        "filters": filters,
        "states": tuple({"id": name, "name": page.words.text(f"states.{name}.label")} for name in states),
        "as_of": page.day(page.facts.as_of),
    }


def _stretch_name(page: PageContext, stretch: str) -> str:
    """A year or a month in words."""
    return page.date(date_or_none(stretch))


def _stretches_view(page: PageContext) -> Mapping[str, Any]:
    """The years, or months, each with the number of its claims."""
    counts = {stretch: len(entries) for stretch, entries in page.facts.stretches.items()}
    return {
        "title": page.say("timeline.title"),
        "intro": page.say("timeline.many", sum(counts.values())),
        "views": page.to("views/index.md"),
        "stretches": tuple(
            (Md(f"[{md(_stretch_name(page, stretch))}]({page.to(_path(stretch))})"), page.say("parts.claims", count))
            for stretch, count in counts.items()
        ),
    }


def _path(stretch: str) -> str:
    return f"{FOLDER}/{stretch}.md"


def _stretch_view(page: PageContext, stretch: str) -> Mapping[str, Any]:
    title = page.words.filled("timeline.stretch_title", stretch=_stretch_name(page, stretch))
    return _timeline_view(page, page.facts.stretches[stretch], title)


def _whole_view(page: PageContext) -> Mapping[str, Any]:
    return _timeline_view(page, page.facts.timeline, page.words.text("timeline.title"))


def timeline_pages(facts: Facts) -> Iterator[tuple[str, str, View]]:
    """The pages of the timeline: path, template, and what computes its content."""
    if len(facts.timeline) <= LONGEST:
        yield TIMELINE, "timeline", _whole_view
        return
    yield TIMELINE, "timeline-stretches", _stretches_view
    for stretch in facts.stretches:
        yield _path(stretch), "timeline", lambda page, stretch=stretch: _stretch_view(page, stretch)  # type: ignore[misc]
