"""Quotes that pass the gate in another spelling than their document's: what only normalisation makes equal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Fix
from generator.model.corpus import Corpus
from generator.resolve.anchors import one_line, pin, searchable
from generator.resolve.quotes import MARKING, Quoted, passages_of, quotes_in


def _quotes(corpus: Corpus) -> Iterator[Quoted]:
    """Everything that quotes a document."""
    for source in corpus.sources.values():
        for field in MARKING:
            for number in range(len(getattr(source.written, field))):
                yield from passages_of(source.written, source.places, field, number)
    for claim in corpus.claims.values():
        yield from quotes_in(claim.written, claim.places)
    for draft in corpus.unfinished:
        if draft.written is not None:
            yield from quotes_in(draft.written.record, draft.written.places)


def respelled_quotes(corpus: Corpus) -> tuple[Fix, ...]:
    """For every quote that its document spells otherwise (composed letters, white space, soft hyphens): the change.

    Line breaks of the document are spaces in a record; there they could not be told from folded lines.
    """
    texts = {id: searchable(id, source.document) for id, source in corpus.sources.items() if source.document}
    found = []
    for quote in _quotes(corpus):
        passage = pin(texts[quote.source], quote.anchor, quote.span, "") if quote.source in texts else None
        if passage is not None and not isinstance(passage, Diagnostic):
            words = one_line(passage.text)
            if words != quote.anchor.quote:
                found.append(Fix((quote.span,), words))
    return tuple(found)
