"""The page of all changes, and the history of one claim for its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator.derive.changes import RecordedChange
from generator.render.change_words import change_sentence, claim_name, sentences
from generator.render.escape import Md
from generator.render.page import PageContext

FEED = "feeds/changes.xml"
FEED_LINK = '{: rel="alternate" type="application/atom+xml" }'
OPEN = 40
"""How many entries the page shows unfolded; the rest is folded by day."""
SMALL = frozenset({"details-changed", "statement-translated"})
"""What a reader need not see at once: a change of neither words nor outcome nor witnesses."""
MOST = 400
"""How many entries the page holds; older ones stand in the histories of the claims."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit changed in one claim."""

    made: tuple[RecordedChange, ...]

    @property
    def first(self) -> RecordedChange:
        return self.made[0]

    @property
    def anchor(self) -> str:
        """The entry's id on the page, which never changes."""
        return f"change-{self.first.sha[:12]}-{self.first.change.claim}"

    @property
    def small(self) -> bool:
        """Whether nothing but details changed."""
        return all(item.change.kind in SMALL for item in self.made)


@dataclass(frozen=True, slots=True)
class Dated:
    """One change of a claim: its day and the sentence that tells it."""

    day: str
    sentence: Md


def entries(made: Iterable[RecordedChange]) -> tuple[Entry, ...]:
    """Changes gathered by commit and claim, in the order in which they come."""
    groups = groupby(made, key=lambda item: (item.sha, item.change.claim))
    return tuple(Entry(tuple(items)) for _, items in groups)


def _row(page: PageContext, entry: Entry) -> Mapping[str, Any]:
    return {
        "id": entry.anchor,
        "claim": claim_name(page, entry.first).markdown,
        "sentences": tuple(change_sentence(page, item.change).markdown for item in entry.made),
    }


def _day(page: PageContext, day: date, told: tuple[Entry, ...], room: int) -> Mapping[str, Any]:
    """One day: as many entries as there is room for, and folded the others, those of mere details apart."""
    rows = tuple(_row(page, entry) for entry in told if not entry.small)
    small = tuple(_row(page, entry) for entry in told if entry.small)
    return {
        "id": f"day-{day.isoformat()}",
        "name": page.day(day),
        "count": len(told),
        "shown": rows[:room],
        "folded": tuple(
            (page.say(f"changes.{name}", len(items)), items)
            for name, items in (("folded", rows[room:]), ("small", small))
            if items
        ),
    }


def changes_view(page: PageContext) -> Mapping[str, Any]:
    """All changes by day, newest first; what is older is folded, what is older still is only counted."""
    history, told = page.facts.history, entries(page.facts.changes)
    days, room = [], OPEN
    for on, items in groupby(told[:MOST], key=lambda entry: entry.first.day):
        day = _day(page, on, tuple(items), room)
        days.append(day)
        room -= len(day["shown"])
    return {
        "title": page.words.text("changes.title"),
        "days": days,
        "older": len(told) - min(len(told), MOST),
        "as_of": page.day(page.facts.as_of),
        "complete": history.complete,
        "known": bool(history.revisions),
        "since": page.day(history.revisions[0].day) if history.revisions else "",
        "feed": FEED if page.publication.base else "",
        "feed_link": Md(f"[{page.say('changes.feed')}]({page.to(FEED)}){FEED_LINK}"),
        "language": page.language,
    }


def claim_history(page: PageContext, claim: str) -> tuple[Dated, ...]:
    """What happened to one claim, newest first: a row per commit with its day and its changes in sentences.

    Empty where nothing is known: without git, or for a claim that was never committed. In a history that is not
    complete, what stood before its first commit is missing.
    """
    own = entries(page.facts.changed.get(claim, ()))
    return tuple(Dated(page.day(entry.first.day), sentences(page, entry.made).markdown) for entry in own)
