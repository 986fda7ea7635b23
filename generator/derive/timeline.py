"""All dated claims in the order of their dates: what happened, what was foretold, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.state import days_late
from generator.model.choices import FORETELLING
from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate

LONGEST = 600
"""More entries than these do not stand on one page."""


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


def stretches(entries: Iterable[TimelineEntry]) -> Mapping[str, tuple[TimelineEntry, ...]]:
    """A timeline by the years in which its entries begin, a year with very many of them by its months: `2025`,
    `2025-05`. Each in the order of the timeline."""
    years: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        years.setdefault(f"{entry.when.known_since.year:04}", []).append(entry)
    found: dict[str, list[TimelineEntry]] = {}
    for year, own in years.items():
        for entry in own:
            key = f"{entry.when.known_since:%Y-%m}" if len(own) > LONGEST else year
            found.setdefault(key, []).append(entry)
    return {key: tuple(found[key]) for key in sorted(found)}


def in_time(entries: Iterable[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """Entries in the order of the timeline."""
    return tuple(sorted(entries, key=lambda entry: (entry.when.known_since, entry.when.sort_key, entry.claim)))
