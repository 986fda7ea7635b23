"""What differs in a source that both revisions have: its document, its lineage, and the rest in short."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.difference import Difference
from generator.derive.field_changes import paired
from generator.model.corpus import Source
from generator.model.source_records import Derivation, SourceRecord

SHORT = 12
"""So many digits of a hash tell two documents apart."""


def _document(record: SourceRecord) -> str | None:
    return f"{record.file} ({(record.sha256 or '?')[:SHORT]})" if record.file else None


def _step(item: Derivation) -> str:
    return f"{item.how} {item.certainty}"


def _lineage(old: Source, new: Source) -> Iterator[Difference]:
    steps = new.written.derived_from
    pairs, gone, come = paired(old.written.derived_from, steps, lambda item: item.source)
    for item in gone:
        span = new.places.key("derived_from")
        yield Difference("source", new.id, "lineage-removed", item.source, _step(item), flag="lineage", span=span)
    for item in come:
        span = new.places.key("derived_from", steps.index(item))
        yield Difference("source", new.id, "lineage-added", item.source, None, _step(item), flag="lineage", span=span)
    for before, after in pairs:
        if _step(before) != _step(after):
            span = new.places.key("derived_from", steps.index(after))
            yield Difference(
                "source", new.id, "lineage-changed", after.source, _step(before), _step(after), flag="lineage",
                span=span,
            )  # fmt: skip


def changed_source(old: Source, new: Source) -> Iterator[Difference]:
    """What changed in one source. A lineage that changed only further back is told by its origins, without a flag."""
    before, after = old.written, new.written
    told = set[str]()
    if (before.file, before.sha256) != (after.file, after.sha256):
        told |= {"file", "sha256"}
        span = new.places.key("file")
        documents = _document(before), _document(after)
        yield Difference("source", new.id, "document-changed", "", *documents, flag="document-replaced", span=span)
    lineage = tuple(_lineage(old, new))
    told |= {"derived_from"} if lineage else set()
    yield from lineage
    if old.roots != new.roots:
        span, origins = new.places.key("derived_from"), (" ".join(old.roots), " ".join(new.roots))
        yield Difference(
            "source", new.id, "origins-changed", "", *origins, flag="lineage" if lineage else None, span=span
        )
    fields = [
        name for name in type(after).model_fields if name not in told and getattr(before, name) != getattr(after, name)
    ]
    if fields:
        yield Difference("source", new.id, "changed", fields=tuple(fields), span=new.places.key(fields[0]))
