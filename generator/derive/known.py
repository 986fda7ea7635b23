"""The corpus as it could be known on a day: what was said, shown or written later is not in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.derive.days import appearance_day, claim_day, evidence_day, is_later, outcome_day
from generator.derive.known_records import (
    known_entities,
    known_publishers,
    known_site,
    known_terms,
    known_tombstones,
    with_changes,
    withheld_prose,
)
from generator.model.claim_records import Relation, Resolution
from generator.model.corpus import (
    Brief,
    BriefPart,
    Claim,
    Corpus,
    LaterPart,
    ReferencePart,
    ResolvedOutcome,
    Source,
    TimelinePart,
)
from generator.model.source_records import Fault
from generator.resolve.corpus import first_asserted
from generator.resolve.lineage import origins


@dataclass(frozen=True, slots=True)
class _Kept:
    """The ids of what is known on the day, by the kind of record that a reference names."""

    day: date
    ids: Mapping[str, frozenset[str]]

    def has(self, kind: str, id: str) -> bool:
        """Whether a reference of the kind still leads somewhere; glossary terms always do."""
        return kind not in self.ids or id in self.ids[kind]


def _faults(source: Source, kept: _Kept) -> tuple[Fault, ...]:
    """The faults of a source that could be seen: those shown by no source in particular, or by one that is known."""
    found = []
    for fault in source.written.faults:
        against = tuple(id for id in fault.against if kept.has("source", id))
        if against or not fault.against:
            found.append(with_changes(fault, against=against))
    return tuple(found)


def _source(source: Source, kept: _Kept, parents: Mapping[str, tuple[str, ...]]) -> Source:
    """A known source with the steps of its lineage, the faults and the notes that are known too."""
    record = source.written
    written = with_changes(
        record,
        derived_from=tuple(step for step in record.derived_from if kept.has("source", step.source)),
        faults=_faults(source, kept),
        retrieved=None if is_later(record.retrieved, kept.day) else record.retrieved,
        **withheld_prose(record, kept.day),
    )
    places = source.places if written is record else source.places.unsealed()
    return replace(source, written=written, places=places, roots=origins(parents, source.id))


def _relations(claim: Claim, kept: _Kept) -> tuple[Relation, ...]:
    return tuple(
        with_changes(item, step=item.step if item.step and kept.has("source", item.step) else None)
        for item in claim.written.relations
        if (item.claim is None or kept.has("claim", item.claim))
        and (item.source is None or kept.has("source", item.source))
    )


def _resolution(corpus: Corpus, claim: Claim, kept: _Kept) -> tuple[Resolution | None, ResolvedOutcome | None]:
    """Criteria and due date, and of the outcome what is known: all that it rests on so far, or nothing."""
    resolution, outcome = claim.written.resolution, claim.outcome
    known = outcome_day(corpus, claim)
    if resolution is None or outcome is None or known is None:
        return resolution, outcome
    if known > kept.day:
        nothing = with_changes(resolution, outcome=None, occurred=None, early=None, evidence=(), note=None)
        return nothing, ResolvedOutcome(outcome.due, None)
    shown = tuple(item for item in resolution.evidence if kept.has("source", item.source))
    return with_changes(resolution, evidence=shown), outcome


def _ways(via: tuple[str, ...], kept: _Kept) -> tuple[str, ...]:
    return tuple(id for id in via if kept.has("source", id))


def _claim(corpus: Corpus, claim: Claim, kept: _Kept) -> Claim:
    """A known claim with the appearances, evidence, relations, judgement and outcome that are known too."""
    record, day = claim.written, kept.day
    appearances = tuple(
        replace(item, written=with_changes(item.written, via=_ways(item.written.via, kept)))
        for item in claim.appearances
        if appearance_day(corpus, claim, item.written.source) <= day
    )
    evidence = tuple(
        replace(item, written=with_changes(item.written, via=_ways(item.written.via, kept)))
        for item in claim.evidence
        if evidence_day(corpus, item) <= day
    )
    resolution, outcome = _resolution(corpus, claim, kept)
    condition = record.condition_claim
    written = with_changes(
        record,
        appearances=tuple(item.written for item in appearances),
        evidence=tuple(item.written for item in evidence),
        relations=_relations(claim, kept),
        condition_claim=condition if condition and kept.has("claim", condition) else None,
        assessment=None if record.assessment and is_later(record.assessment.on, day) else record.assessment,
        resolution=resolution,
        **withheld_prose(record, day),
    )
    asserted = first_asserted(corpus.sources[item.written.source].published for item in appearances)
    return replace(
        claim,
        written=written,
        places=claim.places if written is record else claim.places.unsealed(),
        asserted=asserted,
        appearances=appearances,
        evidence=evidence,
        outcome=outcome,
    )


def _part(part: BriefPart, kept: _Kept) -> BriefPart | None:
    if isinstance(part, ReferencePart):
        return part if kept.has(part.kind, part.id) else LaterPart(part.label)
    if isinstance(part, TimelinePart):
        return part if kept.has("entity", part.about) else None
    return part


def _parts(parts: tuple[BriefPart, ...], kept: _Kept) -> tuple[BriefPart, ...]:
    return tuple(known for part in parts if (known := _part(part, kept)) is not None)


def _brief(brief: Brief, kept: _Kept) -> Brief:
    """A known brief with plain words in the place of references to what is not known yet."""
    selection = with_changes(
        brief.written.claims,
        ids=tuple(id for id in brief.written.claims.ids if kept.has("claim", id)),
        about=tuple(id for id in brief.written.claims.about if kept.has("entity", id)),
        sources=tuple(id for id in brief.written.claims.sources if kept.has("source", id)),
    )
    timeline = tuple(id for id in brief.written.timeline if kept.has("entity", id))
    translations = {
        language: replace(item, parts=_parts(item.parts, kept)) for language, item in brief.translations.items()
    }
    return replace(
        brief,
        written=with_changes(brief.written, claims=selection, timeline=timeline),
        parts=_parts(brief.parts, kept),
        claims=tuple(id for id in brief.claims if kept.has("claim", id)),
        translations=translations,
    )


def known_on(corpus: Corpus, day: date) -> Corpus:
    """A sound corpus to what of it could be known on a day.

    Claims that were first made later, later sources, evidence, appearances, relations, outcomes, assessments, briefs,
    tombstones and milestones are not there; names and publishers of which only later things speak are not there
    either. Prose of ours that rests on later knowledge is an empty text, for which pages choose their words. No
    reference is left that leads nowhere. `places` stay those of the whole record: they say where it is written.
    """
    kept_sources = frozenset(id for id, source in corpus.sources.items() if source.known <= day)
    kept_claims = {id: claim for id, claim in corpus.claims.items() if claim_day(corpus, claim) <= day}
    kept_briefs = {id: b for id, b in corpus.briefs.items() if not is_later(b.written.date, day)}
    entities = known_entities(corpus, kept_claims, day)
    publishers = known_publishers(corpus, kept_claims, kept_sources, day)
    kept = _Kept(
        day,
        {
            "source": kept_sources,
            "claim": frozenset(kept_claims),
            "brief": frozenset(kept_briefs),
            "entity": frozenset(entities),
            "publisher": frozenset(publishers),
        },
    )
    steps = {id: {step.source for step in corpus.sources[id].written.derived_from} for id in kept_sources}
    parents = {id: tuple(sorted(behind & kept_sources)) for id, behind in steps.items()}
    return replace(
        corpus,
        site=known_site(corpus.site, day),
        sources={id: _source(source, kept, parents) for id, source in corpus.sources.items() if id in kept_sources},
        publishers=publishers,
        entities=entities,
        terms=known_terms(corpus, entities, kept_sources, day),
        claims={id: _claim(corpus, claim, kept) for id, claim in kept_claims.items()},
        briefs={id: _brief(brief, kept) for id, brief in kept_briefs.items()},
        tombstones=known_tombstones(corpus, kept.has, day),
    )
