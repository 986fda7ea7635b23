"""What claims (whole ones and drafts) and marks of sources quote: which words, of which source, written where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Span
from generator.model.places import Places
from generator.model.source_records import Anchor, SourceRecord

QUOTING = ("appearances", "evidence")
"""The fields of a claim that quote."""

MARKING = ("garbles", "skipped", "translated")
"""The fields of a source that mark passages of its document."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that are said to stand in a source, and where that is said; `continues` the quote before it."""

    source: str
    anchor: Anchor
    span: Span
    continues: bool = False


def quote_at(record: Any, places: Places, field: str, number: int) -> tuple[Quoted, ...]:
    """What one appearance or piece of evidence of a claim quotes, part by part; nothing where it names no source."""
    item = getattr(record, field)[number]
    if item.quote is None or item.source is None:
        return ()
    anchor = Anchor(quote=item.quote, prefix=item.prefix, suffix=item.suffix, occurrence=item.occurrence)
    first = Quoted(item.source, anchor, places.at(field, number, "quote"))
    further = (
        Quoted(item.source, part, places.at(field, number, "continued", index, "quote"), continues=True)
        for index, part in enumerate(getattr(item, "continued", ()))
        if part.quote is not None
    )
    return (first, *further)


def quotes_in(record: Any, places: Places, fields: Sequence[str] = QUOTING) -> Iterator[Quoted]:
    """All that some fields of a claim quote; `record` is one as written, whole or a draft."""
    for field in fields:
        for number in range(len(getattr(record, field))):
            yield from quote_at(record, places, field, number)


def passages_of(record: SourceRecord, places: Places, field: str, number: int) -> Iterator[Quoted]:
    """The passages that one mark of a source names: its own, then those under `also`."""
    mark: Anchor = getattr(record, field)[number]
    yield Quoted(record.id, mark, places.at(field, number, "quote"))
    for index, anchor in enumerate(getattr(mark, "also", ())):
        yield Quoted(record.id, anchor, places.at(field, number, "also", index, "quote"))
