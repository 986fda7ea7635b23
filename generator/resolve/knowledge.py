"""Since when what a source says can be known: from its date, from what draws on it, or from the day it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from generator.model.claim_records import ClaimRecord
from generator.model.places import Located
from generator.model.source_records import SourceRecord
from generator.resolve.dates import date_or_none
from generator.resolve.lineage import Parents, ancestors

Window = tuple[date, date]
"""The first and the last day on which a page can have appeared."""


def _named_days(claims: Iterable[ClaimRecord]) -> Mapping[str, list[date]]:
    """For every source, the days since which evidence is said to be known from it."""
    days: dict[str, list[date]] = defaultdict(list)
    for claim in claims:
        for item in claim.evidence:
            known = date_or_none(item.known_from)
            if known is not None:
                days[item.source].append(known.known_since)
    return days


def _window(record: SourceRecord, named: Iterable[date]) -> Window | None:
    """The days that the record leaves open for the page; None where neither it nor any evidence says."""
    stated = date_or_none(record.known_from)
    if stated is not None:
        return stated.known_since, stated.known_since
    published = date_or_none(record.published)
    if published is None:
        first = min(named, default=None)
        return (first, first) if first else None
    first, last = published.known_since, published.latest or published.known_since
    closer = min((day for day in named if first <= day <= last), default=None)
    return (closer, closer) if closer is not None else (first, last)


def known_days(
    sources: Mapping[str, Located[SourceRecord]], parents: Parents, claims: Iterable[ClaimRecord]
) -> Mapping[str, date]:
    """The first day on which each source can certainly be known.

    It is the source's own `known_from`, else the last day that its date leaves open (a page "of February" may have
    appeared on the 28th), narrowed by evidence that is known from it since a day within that date, and by what derives
    from it: that came later. A source without a date counts from the earliest `known_from` of the evidence that names
    it, else from the day on which it was read, and from no later than what derives from it; one of which nothing at
    all is known counts from the sources it derives from, or always.
    """
    named = _named_days(claims)
    windows = {id: _window(located.record, named.get(id, ())) for id, located in sources.items()}
    behind = {id: ancestors(parents, id) for id in sources}
    dated = {id: window for id, window in windows.items() if window is not None}
    heirs: dict[str, list[date]] = defaultdict(list)
    for id, (_, last) in dated.items():
        for other in behind[id]:
            heirs[other].append(last)
    known = {id: max(first, min([last, *heirs[id]])) for id, (first, last) in dated.items()}
    for id in sources:
        if id not in known:
            read = date_or_none(sources[id].record.retrieved)
            bounds = [*heirs[id], *([read.known_since] if read else [])]
            floor = max((known[other] for other in behind[id] if other in known), default=date.min)
            known[id] = min(bounds, default=floor)
    return known
