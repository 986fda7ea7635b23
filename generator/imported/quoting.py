"""Which quotes an imported claim may keep: few words of a page that is not captured, found words of one that is."""

from __future__ import annotations

from generator.checks.claims import LONGEST_QUOTE
from generator.diagnostics import Diagnostic, Span
from generator.model.corpus import Corpus
from generator.model.source_records import Anchor
from generator.resolve.anchors import pin, searchable


def quote_fault(corpus: Corpus, source: str, anchor: Anchor) -> str | None:
    """Why a quote from a source of the project, or from a new one, cannot be kept; None where it can."""
    known = corpus.sources.get(source)
    if known is None or known.document is None:
        long = len(anchor.quote.split()) > LONGEST_QUOTE
        return f"more than {LONGEST_QUOTE} words of a page that is not captured" if long else None
    found = pin(searchable(source, known.document), anchor, Span(""), "")
    return found.message if isinstance(found, Diagnostic) else None
