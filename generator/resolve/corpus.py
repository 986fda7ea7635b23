"""Drafts to one corpus: ids to records, quotes to offsets, dates to bounds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from generator.diagnostics import Diagnostic, Fix
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import (
    Brief,
    Claim,
    Corpus,
    DatedEvidence,
    ResolvedOutcome,
    Source,
)
from generator.model.corpus_index import CorpusIndex
from generator.model.dates import UncertainDate
from generator.model.drafts import BriefDraft, Drafts
from generator.model.fields import HoldsDate
from generator.model.marks import marked
from generator.model.places import Located
from generator.model.records import SiteRecord
from generator.resolve.anchors import Searchable, searchable
from generator.resolve.brief_bodies import brief_bodies
from generator.resolve.dates import DateFault, date_or_none, day_fault, parse_date
from generator.resolve.documents import open_document
from generator.resolve.knowledge import known_days
from generator.resolve.lineage import circle_findings, origins, parents_of
from generator.resolve.pinning import pin_appearances, pin_source, quote_findings
from generator.resolve.references import everything, index, references_in, replacements, reused, unknown

Findings = tuple[Diagnostic, ...]
NO_SITE = SiteRecord(title="?", question={"en": "?"}, description={"en": "?"}, answer={"en": "?"}, language="en")


def date_findings(records: Sequence[Located[Any]]) -> Findings:
    """Findings D001-D003 for every date of the records that cannot be read."""
    findings = []
    for located in records:
        for loc, marker, text in marked(located.record, HoldsDate):
            parsed = parse_date(text)
            fault = parsed if isinstance(parsed, DateFault) else day_fault(parsed) if marker.day_only else None
            if fault is not None:
                target = str(getattr(located.record, "id", ""))
                span = located.places.at(*loc)
                fix = Fix((span,), fault.instead) if fault.instead else None
                findings.append(Diagnostic(fault.rule, span, fault.message, fault.advice, target=target, fix=fix))
    return tuple(findings)


def _open_documents(drafts: Drafts, sources: Mapping[str, Located[Any]]) -> tuple[dict[str, Searchable], Findings]:
    seeds = {seed.path: seed for seed in drafts.seeds}
    documents: dict[str, Searchable] = {}
    findings: list[Diagnostic] = []
    for id, located in sources.items():
        document, found = open_document(located, seeds)
        findings.extend(found)
        if document is not None:
            documents[id] = searchable(id, document)
    return documents, tuple(findings)


def _certainly_by(published: UncertainDate) -> tuple[date, date, str]:
    """The day by which it has certainly come: a page "around February" is no earlier than one of the 12th."""
    return (published.latest or date.max, published.earliest or date.min, published.text)


def first_asserted(published: Iterable[UncertainDate | None]) -> UncertainDate | None:
    """Of the dates of the sources in which something is said, the one by which it was certainly said."""
    return min((item for item in published if item is not None), key=_certainly_by, default=None)


def _claim(
    located: Located[ClaimRecord], appearances: tuple[Any, ...], published: Mapping[str, UncertainDate | None]
) -> Claim:
    record = located.record
    evidence = tuple(
        DatedEvidence(item, date_or_none(item.known_from) or published.get(item.source)) for item in record.evidence
    )
    resolution = record.resolution
    return Claim(
        written=record,
        places=located.places,
        when=date_or_none(record.when),
        asserted=first_asserted(published.get(item.written.source) for item in appearances),
        appearances=appearances,
        evidence=evidence,
        outcome=ResolvedOutcome(date_or_none(resolution.due), date_or_none(resolution.occurred))
        if resolution
        else None,
    )


def _selected(draft: BriefDraft, made: CorpusIndex, claims: Collection[str]) -> tuple[str, ...]:
    """The claims of a brief, of all that there are: those named, then those about its entities or from its sources by
    their ids, each once."""
    selection = draft.located.record.claims
    chosen = [id for id in selection.ids if id in claims]
    found = {id for entity in selection.about for id in made.about.get(entity, ())}
    found |= {id for source in selection.sources for id in made.in_source.get(source, ())}
    return tuple(dict.fromkeys((*chosen, *sorted(found))))


def _begun(drafts: Drafts) -> tuple[Located[Any], ...]:
    """What there is of the claims that are drafts; those that are built like claims, as asked, are not among them."""
    whole = {located.places.at("id") for located in drafts.claims}
    found = (item.written for item in drafts.unfinished)
    return tuple(located for located in found if located is not None and located.places.at("id") not in whole)


def resolve(drafts: Drafts) -> tuple[Corpus, Findings]:
    """Drafts to a corpus with every id, quote and date led to what it means.

    Findings: R001, R002, R004, Q001-Q003, Q007, Q008, D001-D003, S001, S003, S005, S007, L001, B002, B008-B010.
    """
    findings: list[Diagnostic] = []

    doubled: set[str] = set()

    def by_id(kind: str, records: Sequence[Located[Any]], taken: Any = None) -> dict[str, Any]:
        found, faults = index(kind, records, taken)
        findings.extend(faults)
        if faults:
            doubled.add(kind)
        return found

    sources, publishers = by_id("source", drafts.sources), by_id("publisher", drafts.publishers)
    entities = by_id("entity", drafts.entities, {id: item.places.at("id") for id, item in publishers.items()})
    terms, claim_records = by_id("term", drafts.terms), by_id("claim", drafts.claims)
    briefs = by_id("brief", [draft.located for draft in drafts.briefs])
    tombstones = by_id("tombstone", drafts.tombstones)
    known: dict[str, Mapping[str, Any]] = {
        "source": sources, "publisher": publishers, "entity": entities, "term": terms, "claim": claim_records,
        "brief": briefs, "voice": {**publishers, **entities},
    }  # fmt: skip

    texts = brief_bodies(drafts)
    findings.extend(texts.findings)
    references = [reference for located in everything(drafts) for reference in references_in(located)]
    references += [*texts.references, *replacements(tombstones)]
    begun, drafted = _begun(drafts), {item.id for item in drafts.unfinished}
    needed = {(item.kind, item.id) for item in references}
    references += [
        item for located in begun for item in references_in(located) if item.kind != "claim" or item.id not in drafted
    ]
    meant = {PurePosixPath(item.places.at("id").path).stem for item in briefs.values()}
    unread = drafts.unread.without_names(doubled).with_words((meant | texts.stray_ids) - briefs.keys())
    missing, found = unknown(references, known, tombstones, unread, drafted)
    findings += [*found, *reused(known, tombstones), *texts.translation_findings(drafts.briefs, missing)]
    settings = [drafts.site] if drafts.site else []
    findings += date_findings([*everything(drafts), *begun, *settings, *drafts.waivers, *drafts.tombstones])

    documents, found = _open_documents(drafts, sources)
    findings.extend(found)
    parents = parents_of(sources)
    findings.extend(circle_findings(sources, parents))
    published = {id: date_or_none(located.record.published) for id, located in sources.items()}
    known_since = known_days(sources, parents, [located.record for located in claim_records.values()])

    claims: dict[str, Claim] = {}
    unknown_sources = any(kind == "source" for kind, _ in missing & needed)
    unsettled = set(sources) if "claim" in drafts.unread.kinds or unknown_sources else set()
    for id, located in claim_records.items():
        appearances, found = pin_appearances(located, documents)
        findings += [*found, *quote_findings(located, documents, ("evidence",))]
        wrong = any(finding.rule.severity == "error" for finding in found)
        unsettled.update(item.source for item in located.record.appearances if wrong or item.quote is None)
        claims[id] = _claim(located, appearances, published)
    for located in begun:
        findings += quote_findings(located, documents)

    resolved: dict[str, Source] = {}
    for id, located in sources.items():
        pinned, found = pin_source(located, documents[id]) if id in documents else (((), (), ()), ())
        findings.extend(found)
        garbles, skipped, translated = pinned
        resolved[id] = Source(
            located.record, located.places, published[id], documents[id].document if id in documents else None,
            garbles, skipped, translated, origins(parents, id), known_since[id],
            settled=not found and id not in unsettled,
        )  # fmt: skip

    made = CorpusIndex(claims, resolved)
    corpus = Corpus(
        site=drafts.site.record if drafts.site else NO_SITE,
        sources=resolved,
        publishers=publishers,
        entities=entities,
        terms=terms,
        claims=claims,
        briefs={
            draft.located.record.id: Brief(
                draft.located.record, draft.located.places, date_or_none(draft.located.record.date),
                texts.bodies[draft.path].parts, _selected(draft, made, claims), texts.translated(draft),
            )
            for draft in sorted(drafts.briefs, key=lambda item: item.located.record.id)
        },
        waivers=drafts.waivers,
        tombstones=tombstones,
        guide=drafts.guide,
        seeds=drafts.seeds,
        published=drafts.published,
        missing=missing,
        unread=unread,
        unfinished=drafts.unfinished,
    )  # fmt: skip
    return corpus, tuple(findings)
