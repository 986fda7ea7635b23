"""Everything authored about a document to its passages there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import PlacedAppearance
from generator.model.documents import Passage, Pinned
from generator.model.places import Located
from generator.model.source_records import Anchor, Garble, Rendering, Skip, SourceRecord
from generator.resolve.anchors import Searchable, pin
from generator.resolve.quotes import QUOTING, Quoted, passages_of, quote_at
from generator.resolve.seen_words import doubts

AnchorType = TypeVar("AnchorType", bound=Anchor)
PinnedSource = tuple[tuple[Pinned[Garble], ...], tuple[Pinned[Skip], ...], tuple[Pinned[Rendering], ...]]


def _pin_all(
    field: str, anchors: Sequence[AnchorType], located: Located[SourceRecord], where: Searchable
) -> tuple[tuple[Pinned[AnchorType], ...], tuple[Diagnostic, ...]]:
    pinned, findings = [], []
    for index, anchor in enumerate(anchors):
        passages: list[Passage] = []
        for quote in passages_of(located.record, located.places, field, index):
            found = pin(where, quote.anchor, quote.span, quote.source)
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


def _pinned(
    quotes: Sequence[Quoted], documents: Mapping[str, Searchable], target: str
) -> tuple[tuple[Passage, ...], tuple[Diagnostic, ...]]:
    """The parts of a quote at their offsets, each after the one before, with what is wrong with them or to be said.

    Nothing where there is nothing to look into; parts after one that was not found are not looked for.
    """
    passages: list[Passage] = []
    findings: list[Diagnostic] = []
    for quote in quotes:
        where = documents.get(quote.source)
        if where is None:
            break
        found = pin(where, quote.anchor, quote.span, target, passages[-1].end if passages else 0)
        if isinstance(found, Diagnostic):
            findings.append(found)
            break
        findings += doubts(where.document, found, quote.span, target)
        passages.append(found)
    return tuple(passages), tuple(findings)


def pin_appearances(
    located: Located[ClaimRecord], documents: Mapping[str, Searchable]
) -> tuple[tuple[PlacedAppearance, ...], tuple[Diagnostic, ...]]:
    """A claim's appearances, quotes of readable documents at their offsets; findings Q001-Q003, Q007-Q009."""
    placed: list[PlacedAppearance] = []
    findings: list[Diagnostic] = []
    for number, appearance in enumerate(located.record.appearances):
        quotes = quote_at(located.record, located.places, "appearances", number)
        passages, told = _pinned(quotes, documents, located.record.id)
        findings += told
        placed.append(PlacedAppearance(appearance, passages[0] if passages else None, passages[1:]))
    return tuple(placed), tuple(findings)


def quote_findings(
    located: Located[Any], documents: Mapping[str, Searchable], fields: Sequence[str] = QUOTING
) -> tuple[Diagnostic, ...]:
    """Q001-Q003 and Q007-Q009 for what some fields of a claim, or of a draft of one, quote from readable documents."""
    record = located.record
    return tuple(
        finding
        for field in fields
        for number in range(len(getattr(record, field)))
        for finding in _pinned(quote_at(record, located.places, field, number), documents, record.id)[1]
    )
