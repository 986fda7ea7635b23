"""Since when each prediction has stood in the repository, which is what lets it be scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generator.model.choices import FORETELLING
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Claim
from generator.model.history import History
from generator.resolve.dates import date_or_none


def _last_day(record: ClaimRecord) -> date | None:
    due = date_or_none(record.resolution.due) if record.resolution else None
    return due.latest if due else None


def recorded_days(history: History, claims: Mapping[str, Claim]) -> Mapping[str, date]:
    """For each prediction and plan, the day of the first commit in which it stands, foretold, with its due day of now.

    The id decides, never the file. A due day that was moved counts from its move: a date set afterwards foretells
    nothing. A claim is missing where it was never committed so, and all are where the history is not complete.
    """
    found: dict[str, date] = {}
    if not history.complete:
        return found
    due = {
        id: claim.outcome.due.latest
        for id, claim in claims.items()
        if claim.written.kind in FORETELLING and claim.outcome and claim.outcome.due
    }
    for revision in history.revisions:
        for id in due.keys() & revision.claims.keys() - found.keys():
            record = revision.claims[id]
            if record.kind in FORETELLING and _last_day(record) == due[id]:
                found[id] = revision.day
    return MappingProxyType(dict(sorted(found.items())))
