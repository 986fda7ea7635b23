"""Quotes that pass the gate in another spelling than their document's: what only normalisation makes equal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Fix, Span
from generator.model.claim_records import Appearance, Evidence
from generator.model.corpus import Corpus
from generator.model.source_records import Anchor
from generator.resolve.anchors import one_line, pin, searchable


def _anchors(corpus: Corpus) -> Iterator[tuple[str, Anchor, Span]]:
    """Everything that quotes a readable document: the source, the words, their place."""
    for source in corpus.sources.values():
        marks: tuple[tuple[str, tuple[Anchor, ...]], ...] = (
            ("garbles", source.written.garbles),
            ("skipped", source.written.skipped),
            ("translated", source.written.translated),
        )
        for field, anchors in marks:
            for number, anchor in enumerate(anchors):
                yield source.id, anchor, source.places.at(field, number, "quote")
                for index, part in enumerate(getattr(anchor, "also", ())):
                    yield source.id, part, source.places.at(field, number, "also", index, "quote")
    for claim in corpus.claims.values():
        parts: tuple[tuple[str, tuple[Appearance | Evidence, ...]], ...] = (
            ("appearances", claim.written.appearances),
            ("evidence", claim.written.evidence),
        )
        for field, items in parts:
            for number, item in enumerate(items):
                if item.quote is not None:
                    anchor = Anchor(quote=item.quote, prefix=item.prefix, suffix=item.suffix)
                    yield item.source, anchor, claim.places.at(field, number, "quote")


def respelled_quotes(corpus: Corpus) -> tuple[Fix, ...]:
    """For every quote that its document spells otherwise (composed letters, white space, soft hyphens): the change.

    Line breaks of the document are spaces in a record; there they could not be told from folded lines.
    """
    texts = {id: searchable(id, source.document) for id, source in corpus.sources.items() if source.document}
    found = []
    for source, anchor, span in _anchors(corpus):
        passage = pin(texts[source], anchor, span, "") if source in texts else None
        if passage is not None and not isinstance(passage, Diagnostic):
            words = one_line(passage.text)
            if words != anchor.quote:
                found.append(Fix((span,), words))
    return tuple(found)
