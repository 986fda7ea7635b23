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
from generator.resolve.quotes import QUOTING, Quoted, passages_of, quote_at, quotes_in
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


def _pinned(quote: Quoted | None, documents: Mapping[str, Searchable], target: str) -> Passage | Diagnostic | None:
    """Quoted words at their offsets; None where there is nothing to look for, or nothing to look into."""
    where = documents.get(quote.source) if quote is not None else None
    return pin(where, quote.anchor, quote.span, target) if quote is not None and where is not None else None


def _told(
    quote: Quoted | None, documents: Mapping[str, Searchable], found: Passage | Diagnostic | None, target: str
) -> tuple[Diagnostic, ...]:
    """What is wrong with a quote, or to be told of the passage that was found."""
    if quote is None or found is None:
        return ()
    if isinstance(found, Diagnostic):
        return (found,)
    return tuple(doubts(documents[quote.source].document, found, quote.span, target))


def pin_appearances(
    located: Located[ClaimRecord], documents: Mapping[str, Searchable]
) -> tuple[tuple[PlacedAppearance, ...], tuple[Diagnostic, ...]]:
    """A claim's appearances, quotes of readable documents at their offsets; findings Q001-Q003, Q007, Q008."""
    placed: list[PlacedAppearance] = []
    findings: list[Diagnostic] = []
    for number, appearance in enumerate(located.record.appearances):
        quote = quote_at(located.record, located.places, "appearances", number)
        found = _pinned(quote, documents, located.record.id)
        findings += _told(quote, documents, found, located.record.id)
        placed.append(PlacedAppearance(appearance, None if isinstance(found, Diagnostic) else found))
    return tuple(placed), tuple(findings)


def quote_findings(
    located: Located[Any], documents: Mapping[str, Searchable], fields: Sequence[str] = QUOTING
) -> tuple[Diagnostic, ...]:
    """Q001-Q003, Q007 and Q008 for what some fields of a claim, or of a draft of one, quote from readable documents."""
    quotes = quotes_in(located.record, located.places, fields)
    target = located.record.id
    return tuple(
        item for quote in quotes for item in _told(quote, documents, _pinned(quote, documents, target), target)
    )
