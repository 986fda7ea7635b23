"""Which quotes an imported claim may keep: few words of a page that is not captured, found words of one that is."""

from __future__ import annotations

from generator.checks.claims import LONGEST_QUOTE
from generator.diagnostics import Diagnostic, Span
from generator.model.corpus import Corpus
from generator.model.source_records import Anchor
from generator.resolve.anchors import pin, searchable


def quote_fault(corpus: Corpus, source: str, *parts: Anchor) -> str | None:
    """Why a quote in parts, from a source of the project or from a new one, cannot be kept; None where it can."""
    known = corpus.sources.get(source)
    if known is None or known.document is None:
        long = sum(len(part.quote.split()) for part in parts) > LONGEST_QUOTE
        return f"more than {LONGEST_QUOTE} words of a page that is not captured" if long else None
    text = searchable(source, known.document)
    found = (pin(text, part, Span(""), "") for part in parts)
    return next((item.message for item in found if isinstance(item, Diagnostic)), None)
