"""The pages that list: home, briefs, claims, sources, publishers, names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.model.corpus import Claim, Source
from generator.render.cards import (
    article_order,
    cards,
    state_summary,
    term_notes,
)
from generator.render.page import PageContext

NEWEST = 6
SETTLED = frozenset({"happened", "late", "partly-happened", "did-not-happen", "borne-out", "contradicted", "disputed"})
ENTITY_HEADINGS = (
    ("organisation", "Organisations"), ("person", "Persons"), ("group", "Groups and unnamed voices"),
    ("product", "Products and technologies"), ("event", "Events"),
)  # fmt: skip


def _found_out(page: PageContext, claim: Claim) -> date:
    """The day from which a claim's state has been known: its outcome's, or that of its newest evidence."""
    if claim.outcome and claim.outcome.occurred:
        return claim.outcome.occurred.known_since
    days = [item.known.known_since for item in claim.evidence if item.known and item.known.begun_by(page.facts.as_of)]
    return max(days, default=claim.when.known_since if claim.when else date.min)


def _due(page: PageContext, claim: Claim) -> date | None:
    return claim.outcome.due.latest if claim.outcome and claim.outcome.due else None


def home_view(page: PageContext) -> Mapping[str, Any]:
    """The front page: the question, the answer, the newest findings, what fell due, the numbers."""
    corpus, facts = page.corpus, page.facts
    claims = corpus.claims.values()
    settled = [claim for claim in claims if facts.states[claim.id].name in SETTLED]
    newest = sorted(settled, key=lambda claim: (_found_out(page, claim), claim.id), reverse=True)[:NEWEST]
    waiting = [claim for claim in claims if facts.states[claim.id].name in {"open", "due", "overdue"}]
    upcoming = sorted(waiting, key=lambda claim: (_due(page, claim) or date.max, claim.id))
    fell_due = [c for c in claims if (due := _due(page, c)) and due <= facts.as_of and c not in waiting]
    fell_due.sort(key=lambda claim: (_due(page, claim) or date.min, claim.id), reverse=True)
    captured = [source for source in corpus.sources.values() if source.captured]
    rows = [row for source in captured for row in facts.coverage.get(source.id, ())]
    return {
        "title": corpus.site.title,
        "question": page.prose(corpus.site.question),
        "answer": page.prose(corpus.site.answer),
        "as_of": page.day(facts.as_of),
        "briefs": _briefs(page),
        "newest": cards(page, [claim.id for claim in newest]),
        "upcoming": tuple(
            {"link": page.link("claim", c.id), "chip": page.chip(c.id), "due": _due_words(page, c)} for c in upcoming
        ),
        "fell_due": tuple(
            {"link": page.link("claim", c.id), "chip": page.chip(c.id), "due": _due_words(page, c)}
            for c in fell_due[:NEWEST]
        ),
        "fell_due_count": len(fell_due),
        "states": state_summary(page, corpus.claims),
        "numbers": (
            (len(corpus.claims), "claims", page.to("claims/index.md")),
            (len(corpus.sources), "sources", page.to("sources/index.md")),
            (len({root for source in corpus.sources.values() for root in source.roots}), "origins",
             page.to("sources/index.md")),
            (len(corpus.briefs), "briefs", page.to("briefs/index.md")),
            (len(corpus.terms), "terms", page.to("glossary.md")),
        ),
        "covered": sum(row.covered for row in rows),
        "sentences": len(rows),
        "captured": tuple(page.link("source", source.id) for source in captured),
        "terms": term_notes(page),
    }  # fmt: skip


def _due_words(page: PageContext, claim: Claim) -> str:
    return page.date(claim.outcome.due) if claim.outcome else ""


def _briefs(page: PageContext) -> tuple[Mapping[str, Any], ...]:
    rows = sorted(page.corpus.briefs.values(), key=lambda brief: (brief.written.date, brief.id))
    return tuple(
        {
            "link": page.link("brief", brief.id),
            "question": page.plain(brief.written.question),
            "bottom_line": page.plain(brief.written.bottom_line),
            "date": page.date(brief.date),
            "claims": len(brief.claims),
        }
        for brief in rows
    )


def briefs_view(page: PageContext) -> Mapping[str, Any]:
    """All briefs with their questions."""
    return {"title": "Briefs", "briefs": _briefs(page)}


def claims_view(page: PageContext) -> Mapping[str, Any]:
    """All claims: those of each captured source in its order, then the others by date."""
    corpus = page.corpus
    groups, grouped = [], set()
    for source in corpus.sources.values():
        if source.captured:
            here = [c.id for c in corpus.claims.values() if any(a.written.source == source.id for a in c.appearances)]
            grouped |= set(here)
            groups.append((f"In {page.source_name(source.id)}", cards(page, article_order(page, here))))
    others = [claim.id for claim in corpus.claims.values() if claim.id not in grouped]
    waiting = [id for id in others if page.facts.states[id].name in {"open", "due", "overdue"}]
    groups.append(("In other sources", cards(page, article_order(page, [id for id in others if id not in waiting]))))
    groups.append(("Still open", cards(page, article_order(page, waiting))))
    states = state_summary(page, corpus.claims)
    return {
        "title": "Claims",
        "groups": [group for group in groups if group[1]],
        "states": states,
        "count": len(corpus.claims),
    }


def _source_row(page: PageContext, source: Source) -> Mapping[str, Any]:
    return {
        "link": page.link("source", source.id),
        "ref": source.written.ref or "",
        "published": page.date(source.published) or "undated",
        "publisher": page.link("publisher", source.written.publisher),
        "summary": page.plain(source.written.summary),
        "roots": tuple(page.link("source", root) for root in source.roots if root != source.id),
    }


def sources_view(page: PageContext) -> Mapping[str, Any]:
    """All sources: captured, cited, known to be wrong, not obtained."""
    everything = sorted(page.corpus.sources.values(), key=lambda s: (s.written.ref or "Z", s.id))
    groups: dict[str, list[Mapping[str, Any]]] = {
        "Captured documents": [], "Cited sources": [], "Known to be wrong": [], "Not obtained": [],
    }  # fmt: skip
    for source in everything:
        heading = "Cited sources"
        if source.captured:
            heading = "Captured documents"
        elif source.written.access == "not-obtained":
            heading = "Not obtained"
        elif source.written.faults:
            heading = "Known to be wrong"
        groups[heading].append(_source_row(page, source))
    return {"title": "Sources", "groups": [group for group in groups.items() if group[1]], "count": len(everything)}


def publishers_view(page: PageContext) -> Mapping[str, Any]:
    """All publishers with their reliability and sources."""
    corpus = page.corpus
    by_publisher: dict[str, list[str]] = {}
    for source in corpus.sources.values():
        by_publisher.setdefault(source.written.publisher, []).append(source.id)
    rows = sorted(
        corpus.publishers.values(), key=lambda item: (page.name("publisher", item.record.id).casefold(), item.record.id)
    )
    return {
        "title": "Publishers",
        "publishers": tuple(
            {
                "id": item.record.id,
                "name": page.name("publisher", item.record.id),
                "reliability": item.record.reliability,
                "reason": page.plain(item.record.reason),
                "owner": item.record.owner or "",
                "address": page.external(item.record.url) if item.record.url else "",
                "sources": tuple(page.link("source", id) for id in by_publisher.get(item.record.id, ())),
                "said": tuple(
                    page.link("claim", id) for kind, id in page.facts.used_by.get(("publisher", item.record.id), ())
                    if kind == "claim"
                ),
            }
            for item in rows
        ),
    }  # fmt: skip


def entities_view(page: PageContext) -> Mapping[str, Any]:
    """All names by kind."""
    corpus = page.corpus
    groups = []
    for kind, heading in ENTITY_HEADINGS:
        records = [item.record for item in corpus.entities.values() if item.record.kind == kind]
        rows = tuple(
            {
                "link": page.link("entity", record.id),
                "description": page.plain(record.description),
                "claims": sum(record.id in claim.written.about for claim in corpus.claims.values()),
            }
            for record in sorted(records, key=lambda item: page.name("entity", item.id).casefold())
        )
        if rows:
            groups.append((heading, rows))
    return {"title": "Names", "groups": groups}
