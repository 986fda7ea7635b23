"""A brief's page: the bottom line first, then the text, its claims as cards, its timeline, its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.corpus import Brief
from generator.render.brief_body import body_blocks, word_count
from generator.render.cards import cards, state_summary, term_notes, timeline_view
from generator.render.page import PageContext
from generator.resolve.lineage import independent_groups

WORDS_A_MINUTE = 220
QUARRELS = frozenset({"disputed", "contradicted"})


def _sources(page: PageContext, brief: Brief) -> tuple[str, ...]:
    """The sources of a brief's claims: where they are made, and what bears on them."""
    found: set[str] = set()
    for id in brief.claims:
        written = page.corpus.claims[id].written
        found |= {item.source for item in written.appearances} | {item.source for item in written.evidence}
        if written.resolution:
            found |= {item.source for item in written.resolution.evidence}
    return tuple(sorted(found))


def brief_view(page: PageContext, brief: Brief) -> Mapping[str, Any]:
    """Everything that a brief's page shows."""
    written = brief.written
    wanted = set(written.timeline)
    entries = [item for item in page.facts.timeline if wanted & set(page.corpus.claims[item.claim].written.about)]
    sources = _sources(page, brief)
    roots = {id: source.roots for id, source in page.corpus.sources.items()}
    view: dict[str, Any] = {
        "title": page.name("brief", brief.id),
        "question": page.prose(written.question),
        "bottom_line": page.prose(written.bottom_line),
        "date": page.date(brief.date),
        "as_of": page.day(page.facts.as_of),
        "minutes": max(1, round(word_count(brief) / WORDS_A_MINUTE)),
        "body": body_blocks(page, brief),
        "cards": cards(page, brief.claims),
        "states": state_summary(page, brief.claims),
        "quarrels": tuple(
            {
                "link": page.link("claim", id),
                "chip": page.chip(id),
                "against": tuple(
                    {"source": page.link("source", item.source), "words": page.prose(item.paraphrase)}
                    for item in page.corpus.claims[id].written.evidence
                    if item.bearing != "supports"
                ),
            }
            for id in brief.claims
            if page.facts.states[id].name in QUARRELS
        ),
        "timeline": timeline_view(page, entries),
        "sources": tuple(
            {
                "link": page.link("source", id),
                "published": page.date(page.corpus.sources[id].published) or "undated",
                "roots": tuple(page.link("source", root) for root in page.corpus.sources[id].roots if root != id),
            }
            for id in sources
        ),
        "source_count": len(sources),
        "origin_count": len(independent_groups(roots, sources)),
        "open_questions": tuple(page.prose(item) for item in written.open_questions),
    }
    view["terms"] = term_notes(page)
    return view
