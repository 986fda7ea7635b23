"""Everything authored about a document to its passages there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from generator.diagnostics import Diagnostic
from generator.model.claim_records import Appearance, ClaimRecord, Evidence
from generator.model.corpus import PlacedAppearance
from generator.model.documents import Passage, Pinned
from generator.model.places import Located
from generator.model.source_records import Anchor, Garble, Rendering, Skip, SourceRecord
from generator.resolve.anchors import Searchable, pin

AnchorType = TypeVar("AnchorType", bound=Anchor)
PinnedSource = tuple[tuple[Pinned[Garble], ...], tuple[Pinned[Skip], ...], tuple[Pinned[Rendering], ...]]


def _pin_all(
    field: str, anchors: Sequence[AnchorType], located: Located[SourceRecord], where: Searchable
) -> tuple[tuple[Pinned[AnchorType], ...], tuple[Diagnostic, ...]]:
    pinned, findings = [], []
    for index, anchor in enumerate(anchors):
        passages: list[Passage] = []
        also: Sequence[Anchor] = getattr(anchor, "also", ())
        spans = [located.places.at(field, index, "quote")]
        spans += [located.places.at(field, index, "also", number, "quote") for number in range(len(also))]
        parts: list[Anchor] = [anchor, *also]
        for part, span in zip(parts, spans, strict=True):
            found = pin(where, part, span, located.record.id)
            if isinstance(found, Diagnostic):
                findings.append(found)
            else:
                passages.append(found)
        if passages:
            pinned.append(Pinned(anchor, tuple(sorted(passages))))
    return tuple(pinned), tuple(findings)


def pin_source(located: Located[SourceRecord], where: Searchable) -> tuple[PinnedSource, tuple[Diagnostic, ...]]:
    """The garbles, skipped passages and renderings of a source at their offsets; findings Q001-Q003."""
    record = located.record
    garbles, first = _pin_all("garbles", record.garbles, located, where)
    skipped, second = _pin_all("skipped", record.skipped, located, where)
    translated, third = _pin_all("translated", record.translated, located, where)
    return (garbles, skipped, translated), (*first, *second, *third)


def _pin_words(
    located: Located[ClaimRecord], field: str, number: int, documents: Mapping[str, Searchable]
) -> Passage | Diagnostic | None:
    """The quote of one appearance or piece of evidence at its offsets; None where there is nothing to look for."""
    item: Appearance | Evidence = getattr(located.record, field)[number]
    where = documents.get(item.source)
    if where is None or item.quote is None:
        return None
    anchor = Anchor(quote=item.quote, prefix=item.prefix, suffix=item.suffix)
    return pin(where, anchor, located.places.at(field, number, "quote"), located.record.id)


def pin_appearances(
    located: Located[ClaimRecord], documents: Mapping[str, Searchable]
) -> tuple[tuple[PlacedAppearance, ...], tuple[Diagnostic, ...]]:
    """A claim's appearances, quotes of readable documents at their offsets; findings Q001-Q003."""
    placed, findings = [], []
    for number, appearance in enumerate(located.record.appearances):
        found = _pin_words(located, "appearances", number, documents)
        if isinstance(found, Diagnostic):
            findings.append(found)
        placed.append(PlacedAppearance(appearance, None if isinstance(found, Diagnostic) else found))
    return tuple(placed), tuple(findings)


def evidence_findings(located: Located[ClaimRecord], documents: Mapping[str, Searchable]) -> tuple[Diagnostic, ...]:
    """Q001-Q003 for the words that a claim's evidence quotes from readable documents."""
    found = (_pin_words(located, "evidence", number, documents) for number in range(len(located.record.evidence)))
    return tuple(item for item in found if isinstance(item, Diagnostic))
