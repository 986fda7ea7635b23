"""All dated claims in the order of their dates: what happened, what was foretold, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.derive.state import days_late
from generator.model.choices import FORETELLING
from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A claim on the timeline: when it is about, whether it was foretold, what happened when, days of slip."""

    claim: str
    when: UncertainDate
    foretold: bool
    occurred: UncertainDate | None
    slip: int | None


def timeline(corpus: Corpus, as_of: date) -> tuple[TimelineEntry, ...]:
    """The entries of all claims with a date, earliest first; outcomes after `as_of` are not known yet."""
    entries = []
    for claim in corpus.claims.values():
        if claim.when is None:
            continue
        occurred = claim.outcome.occurred if claim.outcome else None
        known = occurred if occurred is not None and occurred.begun_by(as_of) else None
        foretold = claim.written.kind in FORETELLING
        entries.append(TimelineEntry(claim.id, claim.when, foretold, known, days_late(claim) if known else None))
    return in_time(entries)


def in_time(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Entries in the order of the timeline."""
    return tuple(sorted(entries, key=lambda entry: (entry.when.known_since, entry.when.sort_key, entry.claim)))
