"""Claims and sources with all that is derived for them, as the files of JSON hold them."""

from __future__ import annotations

from generator.derive.facts import Facts
from generator.export.json_values import withheld_fields
from generator.export.pages import Pages
from generator.export.shapes import (
    ClaimFacts,
    ExportedAppearance,
    ExportedClaim,
    ExportedDate,
    ExportedEvidence,
    ExportedPassage,
    ExportedSource,
    ExportedState,
    SourceFacts,
    UsedBy,
)
from generator.model.corpus import Claim, Corpus, PlacedAppearance, Source
from generator.model.dates import UncertainDate
from generator.model.documents import Passage, Pinned
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.resolve.lineage import roots_behind


def exported_date(value: UncertainDate | None) -> ExportedDate | None:
    """A date with its bounds as ISO 8601 writes them; none where there is none."""
    if value is None:
        return None
    ends = [end for end in (value.begin, value.end) if end is not None]
    return ExportedDate(
        text=value.text,
        earliest=value.earliest.isoformat() if value.earliest else None,
        latest=value.latest.isoformat() if value.latest else None,
        interval=value.interval,
        uncertain=any(end.uncertain for end in ends),
        approximate=any(end.approximate for end in ends),
    )


def _passage(passage: Passage | None) -> ExportedPassage | None:
    return ExportedPassage(start=passage.start, end=passage.end, text=passage.text) if passage else None


def _passages(pinned: tuple[Pinned[object], ...]) -> tuple[tuple[ExportedPassage, ...], ...]:
    return tuple(
        tuple(ExportedPassage(start=it.start, end=it.end, text=it.text) for it in item.passages) for item in pinned
    )


def _appearance(corpus: Corpus, item: PlacedAppearance) -> ExportedAppearance:
    document = corpus.sources[item.written.source].document if item.written.source in corpus.sources else None
    around = document.around(item.passage) if document and item.passage else None
    return ExportedAppearance(
        source=item.written.source,
        passage=_passage(item.passage),
        continued=tuple(ExportedPassage(start=it.start, end=it.end, text=it.text) for it in item.continued),
        sentence=_passage(around),
    )


def exported_claim(corpus: Corpus, facts: Facts, pages: Pages, claim: Claim) -> ExportedClaim:
    """A claim with what follows for it from the corpus on the day."""
    state, roots = facts.states[claim.id], roots_behind(corpus, claim)
    said = {item.written.source for item in claim.appearances} | {item.written.source for item in claim.evidence}
    derived = ClaimFacts(
        page=pages.served("claim", claim.id),
        sentence=pages.by_language(lambda page: page.sentence(claim.id).text),
        state=ExportedState(
            name=state.name,
            words=pages.state_words(claim.id),
            days_late=state.days_late,
            because=state.because,
            superseded_by=tuple(sorted(state.superseded_by)),
            denied=state.denied,
        ),
        when=exported_date(claim.when),
        asserted=exported_date(claim.asserted),
        due=exported_date(claim.outcome.due) if claim.outcome else None,
        occurred=exported_date(claim.outcome.occurred) if claim.outcome else None,
        appearances=tuple(_appearance(corpus, item) for item in claim.appearances),
        evidence=tuple(
            ExportedEvidence(source=it.written.source, bearing=it.written.bearing, known=exported_date(it.known))
            for it in claim.evidence
        ),
        roots={id: roots[id] for id in sorted(said & roots.keys())},
        witnesses=facts.origins[claim.id].known,
        unknown_origins=facts.origins[claim.id].unknown,
        used_by=tuple(UsedBy(kind=kind, id=id) for kind, id in facts.used_by.get(("claim", claim.id), ())),
    )
    return ExportedClaim(record=claim.written, derived=derived, withheld=withheld_fields(claim.written))


def exported_source(corpus: Corpus, facts: Facts, pages: Pages, source: Source) -> ExportedSource:
    """A source with what follows for it from the corpus on the day."""
    coverage = facts.coverage.get(source.id, ())
    derived = SourceFacts(
        page=pages.served("source", source.id),
        name=pages.by_language(lambda page: page.source_name(source.id)),
        captured=source.captured,
        published=exported_date(source.published),
        known=source.known.isoformat(),
        roots=source.roots,
        made_into=corpus.index.derived_from.get(source.id, ()),
        document=source.document.path if source.document else None,
        sentences=tuple(
            ExportedPassage(start=it.start, end=it.end, text=it.text)
            for it in (source.document.sentences if source.document else ())
        ),
        uncovered=tuple(number for number, item in enumerate(coverage) if not item.covered),
        garbles=_passages(source.garbles),
        skipped=_passages(source.skipped),
        translated=_passages(source.translated),
    )
    return ExportedSource(record=source.written, derived=derived, withheld=withheld_fields(source.written))


def _named_sources(corpus: Corpus, claim: Claim) -> frozenset[str]:
    """The sources that a claim names, and their origins."""
    named = {id for _, marker, id in marked(claim.written, RefersTo) if marker.kind == "source"}
    known = {id for id in named if id in corpus.sources}
    return frozenset(known | {root for id in known for root in corpus.sources[id].roots})


def named_records(corpus: Corpus, claim: Claim) -> dict[str, list[str]]:
    """The ids of the records that a claim's file holds beside it, by their kind, in order; some may not be there."""
    record = claim.written
    named, voices = _named_sources(corpus, claim), {voice.who for voice in record.voices}
    about = {*record.about, *([record.asserts.of] if record.asserts else [])}
    publishers = {corpus.sources[id].written.publisher for id in named}
    return {
        "sources": sorted(named),
        "publishers": sorted(voices | publishers),
        "entities": sorted(about | voices),
    }
