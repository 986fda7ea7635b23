"""How predictions ended, by voice, publisher and hedge; scored only where that is fair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from generator.derive.days import outcome_day
from generator.derive.state import State, StateName
from generator.model.choices import FORETELLING
from generator.model.corpus import Claim, Corpus
from generator.model.dates import UncertainDate

LEAST = 5
"""Under so many that fell due, nothing is scored; a median needs as many delays."""
Standing = Literal["counted", "retrospective", "unknown"]
"""Counted: recorded in time. Retrospective: recorded after it fell due, or after its outcome was known. Unknown: nobody
can say when it was recorded."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """A prediction or plan as of a day.

    `fell_due` says that the last day on which it was due has passed. `slip` is how many days after that day it came,
    0 for one that came in time; None where it has not come, or nobody knows when.
    """

    claim: str
    standing: Standing
    state: StateName
    due: UncertainDate | None
    recorded: date | None
    fell_due: bool
    slip: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How the counted predictions of one voice, publisher or hedge ended.

    `fell_due` is the sum of on_time, probable, late, partly, did_not_happen, unresolvable and overdue (fell due, no
    outcome recorded); only those on time are hits. What no longer applies is not counted at all. Of those that have not
    fallen due, `early` have an outcome already, `due` are within their time, `open` before it. `slips` are the
    days of all that fell due and came, sorted.
    """

    key: str
    fell_due: int
    on_time: int
    probable: int
    late: int
    partly: int
    did_not_happen: int
    unresolvable: int
    overdue: int
    early: int
    due: int
    open: int
    slips: tuple[int, ...]

    @property
    def scored(self) -> bool:
        """Whether enough of them fell due to say anything in numbers."""
        return self.fell_due >= LEAST

    @property
    def share_on_time(self) -> float | None:
        """The share of those that fell due that came in time; None where nothing is scored."""
        return self.on_time / self.fell_due if self.scored else None

    @property
    def median_slip(self) -> float | None:
        """The median of `slips` in days; None where nothing is scored or too few delays are known."""
        return float(median(self.slips)) if self.scored and len(self.slips) >= LEAST else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The track record of all predictions as of a day; the groups in the order of their keys.

    `waiting` are all that have no outcome yet, whatever their standing: overdue ones first, then by their due date.
    """

    total: Tally
    voices: tuple[Tally, ...]
    publishers: tuple[Tally, ...]
    hedges: tuple[Tally, ...]
    retrospective: tuple[Foretold, ...]
    unknown: tuple[Foretold, ...]
    waiting: tuple[Foretold, ...]

    @property
    def scored(self) -> bool:
        """Whether anything at all is scored."""
        return any(tally.scored for tally in (self.total, *self.voices, *self.publishers, *self.hedges))


def _outcome_known_since(corpus: Corpus, claim: Claim) -> date | None:
    """The first day on which somebody can have known the outcome: when it came, even if no source had shown it yet."""
    occurred = claim.outcome.occurred if claim.outcome else None
    days = (outcome_day(corpus, claim), occurred.earliest if occurred else None)
    return min((day for day in days if day is not None), default=None)


def _standing(corpus: Corpus, claim: Claim, recorded: date | None, last: date | None) -> Standing:
    if recorded is None:
        return "unknown"
    known = _outcome_known_since(corpus, claim)
    return "retrospective" if any(day and recorded > day for day in (last, known)) else "counted"


def _slip(claim: Claim, state: State, last: date | None) -> int | None:
    occurred = claim.outcome.occurred if claim.outcome else None
    if state.name not in {"happened", "late"} or last is None or occurred is None or occurred.earliest is None:
        return None
    return max(0, (occurred.earliest - last).days)


def _foretold(corpus: Corpus, claim: Claim, state: State, recorded: date | None, as_of: date) -> Foretold:
    due = claim.outcome.due if claim.outcome else None
    last = due.latest if due else None
    return Foretold(
        claim=claim.id,
        standing=_standing(corpus, claim, recorded, last),
        state=state.name,
        due=due,
        recorded=recorded,
        fell_due=last is not None and last < as_of,
        slip=_slip(claim, state, last),
    )


def _tally(key: str, items: Iterable[Foretold]) -> Tally:
    fell, ahead = defaultdict[str, int](int), defaultdict[str, int](int)
    slips = []
    for item in items:
        (fell if item.fell_due else ahead)[item.state] += 1
        if item.fell_due and item.slip is not None:
            slips.append(item.slip)
    waiting = {"open": ahead.pop("open", 0), "due": ahead.pop("due", 0)}
    return Tally(
        key=key,
        fell_due=sum(fell.values()),
        on_time=fell["happened"],
        probable=fell["probably-happened"],
        late=fell["late"],
        partly=fell["partly-happened"],
        did_not_happen=fell["did-not-happen"],
        unresolvable=fell["unresolvable"],
        overdue=fell["overdue"],
        early=sum(ahead.values()),
        due=waiting["due"],
        open=waiting["open"],
        slips=tuple(sorted(slips)),
    )


def _voices(claim: Claim) -> frozenset[str]:
    """Those on whose word it was predicted: who said it first, who confirmed it, or the page itself.

    Whoever only passed it on is counted as a publisher, and as a voice only where nobody else is named. To whom words
    are only ascribed, nothing is counted: it is the word of who ascribes them.
    """
    proven = [voice for voice in claim.written.voices if voice.role != "ascribed"]
    own = {voice.who for voice in proven if voice.role != "reported"}
    return frozenset(own or {voice.who for voice in proven})


def _publishers(corpus: Corpus, claim: Claim) -> frozenset[str]:
    sources = {item.written.source for item in claim.appearances} & corpus.sources.keys()
    return frozenset(corpus.sources[id].written.publisher for id in sources)


def _grouped(pairs: Iterable[tuple[str, Foretold]]) -> tuple[Tally, ...]:
    groups: dict[str, list[Foretold]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return tuple(_tally(key, groups[key]) for key in sorted(groups))


def _by_due(item: Foretold) -> tuple[bool, date, str]:
    return item.state != "overdue", (item.due and item.due.latest) or date.max, item.claim


def ledger(corpus: Corpus, states: Mapping[str, State], recorded: Mapping[str, date], as_of: date) -> Ledger:
    """The track record of all predictions and plans of a corpus.

    In: their states as of the day, and since when each has been recorded (missing where nobody can say); what was
    recorded after the day was not on record then. Only counted predictions enter a tally. One that somebody *denied*
    is counted by its hedge, but not for its voices and publishers: its coming true speaks against them.
    """
    on_record = {id: day for id, day in recorded.items() if day <= as_of}
    foretelling = [claim for _, claim in sorted(corpus.claims.items()) if claim.written.kind in FORETELLING]
    items = [_foretold(corpus, claim, states[claim.id], on_record.get(claim.id), as_of) for claim in foretelling]
    counted = [
        (claim, item)
        for claim, item in zip(foretelling, items, strict=True)
        if item.standing == "counted" and item.state != "annulled"
    ]
    affirmed = [pair for pair in counted if pair[0].written.hedge.level != "denied"]
    return Ledger(
        total=_tally("", (item for _, item in counted)),
        voices=_grouped((who, item) for claim, item in affirmed for who in _voices(claim)),
        publishers=_grouped((id, item) for claim, item in affirmed for id in _publishers(corpus, claim)),
        hedges=_grouped((claim.written.hedge.level, item) for claim, item in counted),
        retrospective=tuple(sorted((i for i in items if i.standing == "retrospective"), key=_by_due)),
        unknown=tuple(sorted((i for i in items if i.standing == "unknown"), key=_by_due)),
        waiting=tuple(sorted((i for i in items if i.state in {"open", "due", "overdue"}), key=_by_due)),
    )
