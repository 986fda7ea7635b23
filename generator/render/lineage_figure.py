"""The lineage of a source as a figure: one row a source, lines from what it was made of, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.derive.ancestry import Ancestry, AncestryStep, ancestry
from generator.derive.flips import Flip, gravest_first
from generator.model.corpus import Source
from generator.render.escape import Md
from generator.render.flip_pages import flip_target
from generator.render.page import PageContext
from generator.resolve.lineage import is_origin

LANE = 18
"""Pixels from one lane to the next."""
DOT = 6


def _x(lane: int) -> int:
    return lane * LANE + LANE // 2 + 1


def _figure(step: AncestryStep, lanes: int, kind: str) -> Md:
    """The lines and the dot of one row, in pixels across and percent down; the words beside it say the same."""
    lines = [
        f'<line x1="{_x(line.start)}" y1="{top}" x2="{_x(line.end)}" y2="{bottom}"/>'
        for half, top, bottom in ((step.above, "0", "1.1rem"), (step.below, "1.1rem", "100%"))
        for line in half
    ]
    dot = f'<circle class="cb-dot cb-dot-{kind}" cx="{_x(step.lane)}" cy="1.1rem" r="{DOT}"/>'
    return Md(
        f'<div class="cb-lanes" style="width:{lanes * LANE + 2}px"><svg aria-hidden="true" focusable="false">'
        f"{''.join(lines)}{dot}</svg></div>"
    )


def _kind(source: Source, last: str) -> str:
    if source.id == last:
        return "here"
    if is_origin(source):
        return "origin"
    return "unseen" if source.written.access == "not-obtained" else "seen"


def _change(page: PageContext, flip: Flip) -> Mapping[str, Any]:
    return {
        "ref": flip.ref,
        "how": page.say(f"flips.how.{flip.how or 'wording'}"),
        "to": flip_target(page, flip),
        "claim": page.link("claim", flip.later),
    }


def _row(page: PageContext, step: AncestryStep, whole: Ancestry) -> Mapping[str, Any]:
    source = page.corpus.sources[step.source]
    kind = _kind(source, whole.source)
    return {
        "figure": _figure(step, whole.lanes, kind),
        "kind": kind,
        "link": page.link("source", step.source),
        "role": page.say(f"lineage.kind.{kind}") if kind in {"origin", "here"} else "",
        "unseen": source.written.access == "not-obtained",
        "made": tuple(
            page.say(
                f"lineage.how.{item.how}",
                source=page.link("source", item.source),
                certainty=page.say(f"lineage.certainty.{item.certainty}"),
            )
            for item in step.derivations
            if item.source in page.corpus.sources
        ),
        "changes": tuple(
            {"heading": page.say(f"lineage.{heading}"), "rows": tuple(_change(page, flip) for flip in found)}
            for heading, found in (("changed", step.flips), ("unplaced", whole.unplaced if kind == "here" else ()))
            if found
        ),
    }


def lineage_view(page: PageContext, source: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a source's lineage, origins first; empty where it derives from nothing."""
    made = page.corpus.index.in_source.get(source, ())
    departures = gravest_first(flip for claim in made for flip in page.facts.departures.get(claim, ()))
    whole = ancestry(page.corpus, source, departures)
    return tuple(_row(page, step, whole) for step in whole.steps) if len(whole.steps) > 1 else ()


def lineage_line(page: PageContext, source: str) -> tuple[Md, ...]:
    """The lineage in small: links from its first origin down to the source, along its last-named steps."""
    chain, current = [source], page.corpus.sources[source]
    while current.written.derived_from:
        parent = current.written.derived_from[0].source
        if parent not in page.corpus.sources or parent in chain:
            break
        chain.append(parent)
        current = page.corpus.sources[parent]
    return tuple(page.link("source", id) for id in reversed(chain))
