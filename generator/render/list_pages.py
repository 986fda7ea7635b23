"""The pages that list: briefs, claims, sources, publishers, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.corpus import Source
from generator.model.source_choices import READ
from generator.render.cards import (
    article_order,
    cards,
    few,
    state_summary,
)
from generator.render.edit_links import edit_link
from generator.render.escape import Md, html, joined
from generator.render.page import PageContext

MOST_CARDS = 600
"""More claims than these are not all shown on one page."""
ENTITY_KINDS = ("organisation", "person", "group", "product", "event")


def brief_rows(page: PageContext) -> tuple[Mapping[str, Any], ...]:
    """All briefs as rows, oldest first: link, question, bottom line, date, how many claims."""
    rows = sorted(page.corpus.briefs.values(), key=lambda brief: (brief.written.date, brief.id))
    return tuple(
        {
            "anchor": html(f"brief-{brief.id}"),
            "link": page.link("brief", brief.id),
            "question": page.plain(brief.written.question),
            "bottom_line": page.plain(brief.written.bottom_line),
            "date": page.date(brief.date),
            "claims": page.say("parts.claims", len(brief.claims)),
        }
        for brief in rows
    )


def briefs_view(page: PageContext) -> Mapping[str, Any]:
    """All briefs with their questions."""
    return {"title": page.say("lists.briefs.title"), "briefs": brief_rows(page)}


def _by_source(page: PageContext) -> tuple[tuple[Md, Md], ...]:
    """Every source that makes claims, with their number: the page of the source has them."""
    made = sorted(page.corpus.index.in_source.items(), key=lambda item: (page.source_name(item[0]).casefold(), item[0]))
    return tuple((page.link("source", id), page.say("parts.claims", len(ids))) for id, ids in made)


def claims_view(page: PageContext) -> Mapping[str, Any]:
    """All claims: those of each captured source in its order, then the others by date; of very many, how many each
    source has."""
    corpus = page.corpus
    shown = {
        "title": page.say("lists.claims.title"),
        "states": state_summary(page, corpus.claims),
        "count": len(corpus.claims),
    }
    if len(corpus.claims) > MOST_CARDS:
        return {**shown, "groups": (), "sources": _by_source(page)}
    groups, grouped = [], set()
    for source in corpus.sources.values():
        if source.captured:
            here = corpus.index.in_source.get(source.id, ())
            grouped |= set(here)
            groups.append(
                (
                    html(f"source-{source.id}"),
                    page.say("lists.claims.in_source", source=page.source_name(source.id)),
                    cards(page, article_order(page, here)),
                )
            )
    others = [claim.id for claim in corpus.claims.values() if claim.id not in grouped]
    waiting = [id for id in others if page.facts.states[id].name in {"open", "due", "overdue"}]
    groups.append(
        (
            html("elsewhere"),
            page.say("lists.claims.elsewhere"),
            cards(page, article_order(page, [id for id in others if id not in waiting])),
        )
    )
    groups.append((html("open"), page.say("lists.claims.open"), cards(page, article_order(page, waiting))))
    return {**shown, "groups": [group for group in groups if group[2]], "sources": ()}


def _source_row(page: PageContext, source: Source) -> Mapping[str, Any]:
    return {
        "link": page.link("source", source.id),
        "ref": source.written.ref or "",
        "published": page.date(source.published) or page.words.text("dates.undated"),
        "publisher": page.link("publisher", source.written.publisher),
        "summary": page.plain(source.written.summary),
        "roots": joined([page.link("source", root) for root in source.roots if root != source.id], ", "),
    }


def sources_view(page: PageContext) -> Mapping[str, Any]:
    """All sources: captured, cited, known to be wrong, not obtained."""
    everything = sorted(page.corpus.sources.values(), key=lambda s: (s.written.ref or "Z", s.id))
    groups: dict[str, list[Mapping[str, Any]]] = {"captured": [], "cited": [], "wrong": [], "unseen": []}
    for source in everything:
        heading = "cited"
        if source.captured:
            heading = "captured"
        elif source.written.access == "not-obtained":
            heading = "unseen"
        elif source.written.faults:
            heading = "wrong"
        groups[heading].append(_source_row(page, source))
    return {
        "title": page.say("lists.sources.title"),
        "groups": [(page.say(f"lists.sources.{name}"), rows) for name, rows in groups.items() if rows],
        "count": len(everything),
    }


def _sources(page: PageContext, ids: Iterable[str]) -> tuple[Md, ...]:
    return tuple(page.link("source", id) for id in ids)


def _said(page: PageContext, publisher: str) -> tuple[Md, ...]:
    """The claims that a publisher is a voice of."""
    users = page.facts.used_by.get(("publisher", publisher), ())
    return tuple(page.link("claim", id) for kind, id in users if kind == "claim")


def publishers_view(page: PageContext) -> Mapping[str, Any]:
    """All publishers with their reliability and sources."""
    corpus = page.corpus
    by_publisher: dict[str, list[str]] = {}
    for source in corpus.sources.values():
        by_publisher.setdefault(source.written.publisher, []).append(source.id)
    read = Counter(
        source.written.publisher for source in corpus.sources.values() if source.written.access in READ
    )
    rows = sorted(
        corpus.publishers.values(), key=lambda item: (page.name("publisher", item.record.id).casefold(), item.record.id)
    )
    return {
        "title": page.say("lists.publishers.title"),
        "publishers": tuple(
            {
                "id": item.record.id,
                "name": page.name("publisher", item.record.id),
                "reliability": item.record.reliability or page.say("source.no_grade"),
                "read": page.say("lists.publishers.read", read.get(item.record.id, 0)),
                "reason": page.plain(item.record.reason),
                "owner": item.record.owner or "",
                "address": page.external(item.record.url) if item.record.url else Md(""),
                "edit": edit_link(page, "publisher", item.places),
                "sources": joined(few(page, _sources(page, by_publisher.get(item.record.id, ()))), ", "),
                "said": joined(few(page, _said(page, item.record.id)), " · "),
            }
            for item in rows
        ),
    }  # fmt: skip


def entities_view(page: PageContext) -> Mapping[str, Any]:
    """All names by kind."""
    corpus = page.corpus
    groups = []
    for kind in ENTITY_KINDS:
        records = [item.record for item in corpus.entities.values() if item.record.kind == kind]
        rows = tuple(
            {
                "link": page.link("entity", record.id),
                "description": page.plain(record.description),
                "claims": page.say(
                    "entity.counts",
                    about=page.say("parts.claims", len(corpus.index.about.get(record.id, ()))),
                    said=len(corpus.index.said_by.get(record.id, ())),
                ),
            }
            for record in sorted(records, key=lambda item: page.name("entity", item.id).casefold())
        )
        if rows:
            groups.append((page.say(f"entity.kinds.{kind}"), rows))
    return {"title": page.say("lists.entities.title"), "groups": groups}
