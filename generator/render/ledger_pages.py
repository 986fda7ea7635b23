"""The track record of predictions: what is scored, what is not, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.numbers import format_decimal, format_percent

from generator.derive.ledger import LEAST, Foretold, Tally
from generator.render.escape import Md, md
from generator.render.page import PageContext

COLUMNS = (
    "fell_due", "on_time", "probable", "late", "partly", "did_not_happen", "unresolvable", "overdue", "early", "due",
    "open",
)  # fmt: skip

MOST_ITEMS = 200
"""Longer lists of predictions end here and say how many more there are: the files under data/ have all."""


def _name(page: PageContext, group: str, key: str) -> Md:
    if group == "voices":
        return page.link("voice", key)
    if group == "publishers":
        return page.link("publisher", key)
    return md(page.words.text(f"hedges.{key}"))


def _row(page: PageContext, name: Md, tally: Tally, columns: tuple[str, ...]) -> Mapping[str, Any]:
    """A tally in words: its counts in the order of the columns, then what is scored, or why nothing is."""
    share, delay = tally.share_on_time, tally.median_slip
    score = page.words.text("ledger.too_few")
    if share is not None:
        score = page.words.filled(
            "ledger.share",
            on_time=tally.on_time,
            fell_due=tally.fell_due,
            share=format_percent(share, locale=page.language),
        )
    slip = page.words.text("ledger.no_median")
    if delay is not None:
        days = format_decimal(delay, locale=page.language)
        slip = page.words.filled("ledger.median", days=days, n=len(tally.slips))
    return {"name": name, "counts": tuple(getattr(tally, column) for column in columns), "score": score, "slip": slip}


def _item(page: PageContext, item: Foretold) -> Mapping[str, Any]:
    return {
        "link": page.link("claim", item.claim),
        "chip": page.chip(item.claim),
        "due": page.date(item.due),
        "recorded": page.day(item.recorded) if item.recorded else "",
    }


def _listed(page: PageContext, items: Sequence[Foretold]) -> tuple[tuple[Mapping[str, Any], ...], Md]:
    """As many of the predictions as a reader may want to see, and how many more there are."""
    rest = len(items) - MOST_ITEMS
    more = page.say("parts.and_more", rest) if rest > 0 else Md("")
    return tuple(_item(page, item) for item in items[:MOST_ITEMS]), more


def track_record_view(page: PageContext) -> Mapping[str, Any]:
    """The ledger as tables per voice, publisher and hedge, and the lists of what is not counted."""
    ledger, history = page.facts.ledger, page.facts.history
    groups = (("voices", ledger.voices), ("publishers", ledger.publishers), ("hedges", ledger.hedges))
    # A column of zeros only makes a table too wide for a phone.
    columns = tuple(name for name in COLUMNS if name == "fell_due" or getattr(ledger.total, name))
    why_unknown = "uncommitted" if history.complete else "shallow" if history.revisions else "no_git"
    return {
        "title": page.words.text("ledger.title"),
        "as_of": page.day(page.facts.as_of),
        "least": LEAST,
        "scored": ledger.scored,
        "fell_due": ledger.total.fell_due,
        "total": _row(page, md(page.words.text("ledger.all")), ledger.total, columns),
        "columns": tuple(page.words.text(f"ledger.column.{column}") for column in columns),
        "groups": tuple(
            {
                "heading": page.words.text(f"ledger.by.{group}"),
                "id": f"by-{group}",
                "first": page.words.text(f"ledger.first.{group}"),
                "rows": tuple(_row(page, _name(page, group, tally.key), tally, columns) for tally in tallies),
            }
            for group, tallies in groups
            if tallies
        ),
        "retrospective": _listed(page, ledger.retrospective),
        "retrospective_count": len(ledger.retrospective),
        "unknown": _listed(page, ledger.unknown),
        "why_unknown": page.words.text(f"ledger.unknown.{why_unknown}"),
        "waiting": _listed(page, ledger.waiting),
    }
