"""A brief's page: the bottom line first, then the text, its claims as cards, its timeline, its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.derive.flips import gravest_first
from generator.model.corpus import Brief
from generator.render.brief_body import body_blocks, other_languages, shown_body
from generator.render.cards import cards, state_summary, term_notes
from generator.render.citation import brief_citations, citation_rows
from generator.render.edit_links import edit_link
from generator.render.escape import Md, html, joined
from generator.render.flip_pages import flip_view
from generator.render.page import PageContext
from generator.render.timelines import entries_about, timeline_view

WORDS_A_MINUTE = 220
MOST_FLIPS = 4
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


def _quarrels(page: PageContext, brief: Brief) -> tuple[Mapping[str, Any], ...]:
    """The brief's claims that evidence speaks against, each with what does."""
    return tuple(
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
    )


def _source_row(page: PageContext, id: str) -> Mapping[str, Any]:
    source = page.corpus.sources[id]
    roots = [page.link("source", root) for root in source.roots if root != id]
    return {
        "link": page.link("source", id),
        "published": page.date(source.published) or page.words.text("dates.undated"),
        "from": page.say("brief.from", sources=joined(roots, ", ")) if roots else Md(""),
    }


def brief_view(page: PageContext, brief: Brief) -> Mapping[str, Any]:
    """Everything that a brief's page shows."""
    written, body = brief.written, shown_body(page, brief)
    elsewhere = other_languages(page, brief)
    entries = entries_about(page, written.timeline)
    sources = _sources(page, brief)
    shown = gravest_first(flip for claim in brief.claims for flip in page.facts.departures.get(claim, ()))
    view: dict[str, Any] = {
        "title": page.named("brief", brief.id),
        "question": page.prose(written.question),
        "bottom_line": page.prose(written.bottom_line),
        "meta": page.say(
            "brief.meta",
            date=page.date(brief.date),
            minutes=page.say("brief.minutes", max(1, round(body.word_count / WORDS_A_MINUTE))),
            as_of=page.day(page.facts.as_of),
        ),
        "edit": edit_link(page, "brief", body.places),
        "body": body_blocks(page, body),
        "body_language": html(body.language) if elsewhere else Md(""),
        "only_in": page.only_in(elsewhere) if elsewhere else Md(""),
        "cards": cards(page, brief.claims),
        "states": state_summary(page, brief.claims),
        "flips": tuple(flip_view(page, flip) for flip in shown[:MOST_FLIPS]),
        "more_flips": page.say("flips.more", len(page.facts.flips)) if len(shown) > MOST_FLIPS else Md(""),
        "flips_page": page.to("flips.md"),
        "quarrels": _quarrels(page, brief),
        "timeline": timeline_view(page, entries),
        "sources": tuple(_source_row(page, id) for id in sources),
        "independence": page.say("brief.sources", len(sources)),
        "citations": citation_rows(brief_citations(page, brief)),
        "open_questions": tuple(page.prose(item) for item in written.open_questions),
    }
    view["terms"] = term_notes(page)
    return view
