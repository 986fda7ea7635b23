"""Names, publishers, terms, the site and tombstones as they could be known on a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from generator.derive.days import is_later
from generator.model.claim_records import Appearance, ClaimRecord, Evidence
from generator.model.corpus import Claim, Corpus
from generator.model.fields import Record
from generator.model.places import Located
from generator.model.records import Alias, EntityRecord, PublisherRecord, SiteRecord, TermRecord, TombstoneRecord
from generator.model.source_records import SourceRecord

RecordType = TypeVar("RecordType", bound=Record)
WITHHELD: Mapping[str, str] = MappingProxyType({})
"""The text in the place of prose that rests on later knowledge: it has no language, pages choose its words."""
UNJUDGED = None
"""The reliability of a publisher that is not graded."""


def with_changes(record: RecordType, **changes: Any) -> RecordType:
    """The record with some fields changed; the record itself where they are so already."""
    real = {name: value for name, value in changes.items() if getattr(record, name) != value}
    return record.model_copy(update=real) if real else record


def withheld_prose(record: ClaimRecord | SourceRecord, day: date) -> Mapping[str, Any]:
    """The fields of our own prose in a claim or a source, withheld where they tell of things after the day."""
    if not is_later(record.note_known_from, day):
        return {}
    return {"note": WITHHELD if record.note is not None else None, "open_questions": ()}


def _heard(corpus: Corpus, claims: Iterable[Claim], day: date) -> frozenset[str]:
    """The voices whose words pages pass on that could be known on a day."""
    items: list[Appearance | Evidence] = []
    for claim in claims:
        items += [*claim.written.appearances, *claim.written.evidence]
    return frozenset(
        item.speaker
        for item in items
        if item.speaker and item.source in corpus.sources and corpus.sources[item.source].known <= day
    )


def _named_by(claims: Iterable[Claim]) -> frozenset[str]:
    """The names of which claims speak, and the voices on which they rest."""
    found: set[str] = set()
    for claim in claims:
        record = claim.written
        found.update(record.about, (voice.who for voice in record.voices))
        found.update([record.asserts.of] if record.asserts else [])
    return frozenset(found)


def _alias(alias: Alias, day: date) -> Alias | None:
    """A name that was borne by the day; that it was given up later is not known yet."""
    if is_later(alias.since, day):
        return None
    return with_changes(alias, until=None, note=None) if is_later(alias.until, day) else alias


def _entity(located: Located[EntityRecord], kept: Collection[str], day: date) -> Located[EntityRecord]:
    record = located.record
    changed = with_changes(
        record,
        aliases=tuple(known for alias in record.aliases if (known := _alias(alias, day)) is not None),
        description=WITHHELD if is_later(record.known_from, day) else record.description,
        related=tuple(id for id in record.related if id in kept),
    )
    return located.holding(changed)


def known_entities(corpus: Corpus, claims: Mapping[str, Claim], day: date) -> Mapping[str, Located[EntityRecord]]:
    """The entities that known claims name, and those that no claim names unless we know of them only later.

    Where no claim is known yet, no name is.
    """
    all_named = _named_by(corpus.claims.values()) | _heard(corpus, corpus.claims.values(), date.max)
    named = _named_by(claims.values()) | _heard(corpus, claims.values(), day)
    begun = bool(claims) or not corpus.claims
    kept = {
        id: item
        for id, item in corpus.entities.items()
        if id in named or (begun and id not in all_named and not is_later(item.record.known_from, day))
    }
    return {id: _entity(item, kept, day) for id, item in kept.items()}


def known_publishers(
    corpus: Corpus, claims: Mapping[str, Claim], sources: Collection[str], day: date
) -> Mapping[str, Located[PublisherRecord]]:
    """The publishers of known sources and claims, and those of none unless we know of them only later.

    A judgement that rests on later knowledge is not made yet: the publisher cannot be judged.
    """
    everywhere = _heard(corpus, corpus.claims.values(), date.max)
    everywhere |= _named_by(corpus.claims.values()) | {item.written.publisher for item in corpus.sources.values()}
    begun = bool(sources) or not corpus.sources
    used = _heard(corpus, claims.values(), day)
    used |= _named_by(claims.values()) | {corpus.sources[id].written.publisher for id in sources}
    found = {}
    for id, located in corpus.publishers.items():
        record = located.record
        later = is_later(record.known_from, day)
        if id in used or (begun and id not in everywhere and not later):
            changes = {"reliability": UNJUDGED, "reason": WITHHELD, "note": None} if later else {}
            found[id] = located.holding(with_changes(record, **changes))
    return found


def known_terms(
    corpus: Corpus, entities: Collection[str], sources: Collection[str], day: date
) -> Mapping[str, Located[TermRecord]]:
    """All terms; definitions that rest on later knowledge are withheld, and so are links to them and to later pages."""
    later_pages = {
        address
        for id, source in corpus.sources.items()
        if id not in sources
        for address in (source.written.url, *source.written.also_at)
        if address
    }
    withheld = {id for id, located in corpus.terms.items() if is_later(located.record.known_from, day)}
    found = {}
    for id, located in corpus.terms.items():
        record, later = located.record, id in withheld
        changed = with_changes(
            record,
            definition=WITHHELD if later else record.definition,
            note=None if later else record.note,
            see_also=() if later else tuple(other for other in record.see_also if other not in withheld),
            entity=record.entity if record.entity in entities else None,
            reference=None if later or record.reference in later_pages else record.reference,
        )
        found[id] = located.holding(changed)
    return found


def known_site(site: SiteRecord, day: date) -> SiteRecord:
    """The site with its answer withheld where that rests on later knowledge, and the milestones reached by the day."""
    return with_changes(
        site,
        answer=WITHHELD if is_later(site.answer_known_from, day) else site.answer,
        milestones=tuple(item for item in site.milestones if not is_later(item.on, day)),
    )


def known_tombstones(
    corpus: Corpus, leads_on: Callable[[str, str], bool], day: date
) -> Mapping[str, Located[TombstoneRecord]]:
    """The tombstones set by the day; a replacement that is not there yet is not named."""
    standing = {id: item for id, item in corpus.tombstones.items() if not is_later(item.record.on, day)}
    found = {}
    for id, located in standing.items():
        record = located.record
        new = record.replaced_by
        known = new is not None and (new in standing or leads_on(record.kind, new))
        found[id] = located.holding(with_changes(record, replaced_by=new if known else None))
    return found
