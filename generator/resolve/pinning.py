"""Everything authored about a document to its passages there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from generator.diagnostics import Diagnostic
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import PlacedAppearance
from generator.model.documents import Passage, Pinned
from generator.model.places import Located
from generator.model.records import Anchor, Garble, Rendering, Skip, SourceRecord
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


def pin_appearances(
    located: Located[ClaimRecord], documents: dict[str, Searchable]
) -> tuple[tuple[PlacedAppearance, ...], tuple[Diagnostic, ...]]:
    """A claim's appearances, quotes of readable documents at their offsets; findings Q001-Q003."""
    placed, findings = [], []
    for index, appearance in enumerate(located.record.appearances):
        passage: Passage | None = None
        where = documents.get(appearance.source)
        if where is not None and appearance.quote is not None:
            anchor = Anchor(quote=appearance.quote, prefix=appearance.prefix, suffix=appearance.suffix)
            found = pin(where, anchor, located.places.at("appearances", index, "quote"), located.record.id)
            if isinstance(found, Diagnostic):
                findings.append(found)
            else:
                passage = found
        placed.append(PlacedAppearance(appearance, passage))
    return tuple(placed), tuple(findings)
