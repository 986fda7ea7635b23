"""Since when things can be known: a claim, its evidence, its outcome."""

from __future__ import annotations

from datetime import date, timedelta

from generator.model.corpus import Claim, Corpus, DatedEvidence
from generator.resolve.dates import date_or_none


def is_later(text: str | None, day: date) -> bool:
    """Whether a date as written (EDTF) begins only after `day`; no date is never later."""
    written = date_or_none(text)
    return written is not None and written.known_since > day


def appearance_day(corpus: Corpus, claim: Claim, source: str) -> date:
    """The day since which a source can be known to make a claim.

    A page that is continued, such as a list of releases, can tell of an event only from the day of the event on.
    """
    known = corpus.sources[source].known
    begun = claim.when.earliest if claim.written.kind == "event" and claim.when is not None else None
    return max(known, begun) if begun is not None else known


def claim_day(corpus: Corpus, claim: Claim) -> date:
    """The day on which a claim was first made in a source that could be known."""
    return min((appearance_day(corpus, claim, item.written.source) for item in claim.appearances), default=date.min)


def evidence_day(corpus: Corpus, item: DatedEvidence) -> date:
    """The day since which a piece of evidence can be known: its own `known_from`, never before its source."""
    source = corpus.sources[item.written.source].known
    if item.written.known_from is None or item.known is None:
        return source
    return max(source, item.known.known_since)


def outcome_day(corpus: Corpus, claim: Claim) -> date | None:
    """The day since which a claim's outcome can be known; None where none is recorded.

    That is the day on which it happened, or, where nothing happened, the day after the last one on which it was due
    unless the record says why it was settled `early`; and in no case before a source shows it.
    """
    resolution, dates = claim.written.resolution, claim.outcome
    if resolution is None or resolution.outcome is None or dates is None:
        return None
    shown = min((corpus.sources[item.source].known for item in resolution.evidence), default=date.min)
    if dates.occurred is not None:
        return max(shown, dates.occurred.known_since)
    due = dates.due.latest if dates.due else None
    if due is None or due == date.max or resolution.early is not None:
        return shown
    return max(shown, due + timedelta(days=1))
