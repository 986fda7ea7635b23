"""The front page: the question and its answer, what was found out last, what changed on the way, what fell due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from generator.derive.state import StateName
from generator.model.corpus import Claim
from generator.render.cards import state_summary, term_notes
from generator.render.escape import Md
from generator.render.flip_pages import flip_view
from generator.render.list_pages import brief_rows
from generator.render.page import PageContext
from generator.render.timelines import timeline_view
from generator.resolve.lineage import is_origin

MOST_ROWS, MOST_BRIEFS, MOST_SOURCES = 40, 24, 12
"""How many the front page shows; the pages that it leads to have all."""
NEWEST = 6
MOST_FLIPS = 3
SETTLED: frozenset[StateName] = frozenset(
    {
        "happened", "probably-happened", "late", "partly-happened", "did-not-happen", "borne-out", "supported",
        "contradicted", "disputed",
    }
)
WAITING: frozenset[StateName] = frozenset({"open", "due", "overdue"})


def _found_out(page: PageContext, claim: Claim) -> date:
    """The day from which a claim's state has been known: its outcome's, or that of its newest evidence."""
    if claim.outcome and claim.outcome.occurred:
        return claim.outcome.occurred.known_since
    days = [item.known.known_since for item in claim.evidence if item.known and item.known.begun_by(page.facts.as_of)]
    return max(days, default=claim.when.known_since if claim.when else date.min)


def _due(claim: Claim) -> date | None:
    return claim.outcome.due.latest if claim.outcome and claim.outcome.due else None


def _line(page: PageContext, claim: Claim, day: str) -> Mapping[str, Any]:
    """A claim as one line: its sentence, its state, a day."""
    return {"link": page.link("claim", claim.id), "chip": page.chip(claim.id), "day": day}


def _day_words(page: PageContext, claim: Claim) -> str:
    """When it happened, as far as the record says; nothing where only evidence has a date."""
    return page.date(claim.outcome.occurred) if claim.outcome and claim.outcome.occurred else ""


def _due_words(page: PageContext, claim: Claim) -> str:
    return page.date(claim.outcome.due) if claim.outcome else ""


def _late(page: PageContext) -> Sequence[Any]:
    """The dated predictions that came late or never, for the figure."""
    entries = page.facts.timeline
    return [item for item in entries if page.facts.states[item.claim].name in {"late", "did-not-happen", "overdue"}]


def _numbers(page: PageContext) -> tuple[tuple[int, Md, Md], ...]:
    """The site in numbers: how many, of what, and the page that lists them."""
    corpus = page.corpus
    roots = [source for source in corpus.sources.values() if is_origin(source)]
    rows = (
        ("claims", len(corpus.claims), "claims/index.md"),
        ("sources", len(corpus.sources), "sources/index.md"),
        ("origins", len(roots), "sources/index.md"),
        ("flips", len(page.facts.flips), "flips.md"),
        ("contradictions", len(page.facts.contradictions), "contradictions.md"),
        ("briefs", len(corpus.briefs), "briefs/index.md"),
        ("terms", len(corpus.terms), "glossary.md"),
    )
    return tuple((count, page.say(f"home.numbers.{name}", count), page.to(target)) for name, count, target in rows)


def _coverage(page: PageContext, source: str) -> Md:
    rows = page.facts.coverage.get(source, ())
    return page.say("parts.sentences_covered", covered=sum(row.covered for row in rows), total=len(rows))


def home_view(page: PageContext) -> Mapping[str, Any]:
    """Everything that the front page shows."""
    corpus, facts = page.corpus, page.facts
    claims, briefs = corpus.claims.values(), brief_rows(page)
    settled = [claim for claim in claims if facts.states[claim.id].name in SETTLED]
    newest = sorted(settled, key=lambda claim: (_found_out(page, claim), claim.id), reverse=True)[:NEWEST]
    waiting = [claim for claim in claims if facts.states[claim.id].name in WAITING]
    upcoming = sorted(waiting, key=lambda claim: (_due(claim) or date.max, claim.id))
    fell_due = [c for c in claims if (due := _due(c)) and due <= facts.as_of and facts.states[c.id].name not in WAITING]
    fell_due.sort(key=lambda claim: (_due(claim) or date.min, claim.id), reverse=True)
    captured, late = [source for source in corpus.sources.values() if source.captured], _late(page)
    return {
        "title": corpus.site.title,
        "question": page.prose(corpus.site.question),
        "answer": page.prose(corpus.site.answer),
        "as_of": page.day(facts.as_of),
        "numbers": _numbers(page),
        "states": state_summary(page, corpus.claims),
        "briefs": briefs[-MOST_BRIEFS:],
        "more_briefs": page.say("parts.and_more", len(briefs) - MOST_BRIEFS) if len(briefs) > MOST_BRIEFS else Md(""),
        "flips": tuple(flip_view(page, flip) for flip in facts.flips[:MOST_FLIPS]),
        "more_flips": page.say("flips.more", len(facts.flips)),
        "newest": tuple(_line(page, claim, _day_words(page, claim)) for claim in newest),
        "upcoming": tuple(_line(page, claim, _due_words(page, claim)) for claim in upcoming[:MOST_ROWS]),
        "more_upcoming": page.say("parts.and_more", len(upcoming) - MOST_ROWS) if len(upcoming) > MOST_ROWS else Md(""),
        "late": timeline_view(page, late[-MOST_ROWS:]),
        "more_late": page.say("parts.and_more", len(late) - MOST_ROWS) if len(late) > MOST_ROWS else Md(""),
        "fell_due": tuple(_line(page, claim, _due_words(page, claim)) for claim in fell_due[:NEWEST]),
        "fell_due_words": page.say("home.fell_due_words", len(fell_due)),
        "captured": tuple((page.link("source", item.id), _coverage(page, item.id)) for item in captured[:MOST_SOURCES]),
        "more_captured": page.say("parts.and_more", more) if (more := len(captured) - MOST_SOURCES) > 0 else Md(""),
        "terms": term_notes(page),
    }  # fmt: skip
