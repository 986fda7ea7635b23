"""The milestones that a site keeps: for each, the world as of that day, and what had changed since the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.facts import Facts, derive
from generator.derive.known import known_on
from generator.derive.state import State
from generator.model.choices import FORETELLING
from generator.model.corpus import Corpus
from generator.resolve.dates import date_or_none

Title = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StateChange:
    """A claim whose state is another one than at the milestone before."""

    claim: str
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone: its day, what happened on it, the corpus and its facts as of that day, and what is new.

    `appeared` are the claims first made since the milestone before, `changed` those older ones whose state changed.
    """

    day: date
    titles: tuple[Title, ...]
    corpus: Corpus
    facts: Facts
    appeared: tuple[str, ...]
    changed: tuple[StateChange, ...]

    @property
    def predictions(self) -> tuple[str, ...]:
        """What had been foretold by the day, by due date, then by id."""
        foretold = [claim for claim in self.corpus.claims.values() if claim.written.kind in FORETELLING]

        def due(id: str) -> tuple[date, str]:
            outcome = self.corpus.claims[id].outcome
            return (outcome.due.latest or date.max if outcome and outcome.due else date.max), id

        return tuple(sorted((claim.id for claim in foretold), key=due))


def _differs(before: State, after: State) -> bool:
    """Whether a reader sees another state: the same one on more evidence is no change."""
    seen = (before.name, before.days_late, before.superseded_by)
    return seen != (after.name, after.days_late, after.superseded_by)


def _changes(before: Mapping[str, State], after: Mapping[str, State]) -> tuple[StateChange, ...]:
    return tuple(
        StateChange(id, before[id], state)
        for id, state in sorted(after.items())
        if id in before and _differs(before[id], state)
    )


def milestone_views(corpus: Corpus, as_of: date) -> tuple[MilestoneView, ...]:
    """The views of all milestones up to a day, the earliest first; several milestones of one day are one view."""
    titles: dict[date, list[Title]] = {}
    for milestone in corpus.site.milestones:
        on = date_or_none(milestone.on)
        if on is not None and on.known_since <= as_of:
            titles.setdefault(on.known_since, []).append(milestone.title)
    views: list[MilestoneView] = []
    before: Mapping[str, State] = {}
    for day in sorted(titles):
        known = known_on(corpus, day)
        facts = derive(known, day, find_uses=False)
        appeared = tuple(id for id in known.claims if id not in before)
        changed = _changes(before, facts.states)
        views.append(MilestoneView(day, tuple(titles[day]), known, facts, appeared, changed))
        before = facts.states
    return tuple(views)
