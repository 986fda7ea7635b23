"""What a new reading of a source's original would change: its text, and where every quote of it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Fix, Span
from generator.extract.blocks import Extraction
from generator.model.claim_records import Appearance, Evidence
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document, Passage
from generator.model.source_records import Anchor
from generator.resolve.anchors import Searchable, pin, searchable
from generator.resolve.documents import make_document

NOWHERE = Span("")


@dataclass(frozen=True, slots=True)
class Move:
    """A quote with what quotes it: where it stands now and in the new text, in words; None where it does not."""

    owner: str
    quote: str
    before: str | None
    after: str | None
    reason: str = ""

    @property
    def lost(self) -> bool:
        """Whether the quote anchors now and would not any more."""
        return self.before is not None and self.after is None


def _anchors(corpus: Corpus, source: Source) -> Iterator[tuple[str, Anchor]]:
    """Everything that quotes the source, by what quotes it."""
    written = source.written
    marks: tuple[tuple[str, tuple[Anchor, ...]], ...] = (
        ("garbles", written.garbles),
        ("garbles", tuple(other for item in written.garbles for other in item.also)),
        ("skipped", written.skipped),
        ("translated", written.translated),
    )
    for field, items in marks:
        yield from ((field, item) for item in items)
    for claim in corpus.claims.values():
        quoting: tuple[Appearance | Evidence, ...] = (*claim.written.appearances, *claim.written.evidence)
        for place in quoting:
            if place.source == source.id and place.quote is not None:
                yield claim.id, Anchor(quote=place.quote, prefix=place.prefix, suffix=place.suffix)


def _place(document: Document, passage: Passage) -> str:
    """Where a passage stands, for authors: pages, else headings, else the line of the text."""
    places = document.places_of(passage)
    pages = list(dict.fromkeys(place.page for place in places if place.page))
    if pages:
        return f"page {'-'.join(dict.fromkeys((pages[0], pages[-1])))}"
    if places and places[0].headings:
        return " > ".join(places[0].headings)
    return f"line {document.span(passage.start).line}"


def _found(where: Searchable, anchor: Anchor) -> tuple[str | None, str]:
    found = pin(where, anchor, NOWHERE, "")
    return (None, found.message) if isinstance(found, Diagnostic) else (_place(where.document, found), "")


def moves(corpus: Corpus, source: Source, now: Document, found: Extraction) -> tuple[Move, ...]:
    """Every quote of a source, looked up word for word in the text as it is and as it would be."""
    fresh = replace(make_document(now.path, found.text, source.written.language), places=found.places)
    old, new = searchable(source.id, now), searchable(source.id, fresh)
    made = []
    for owner, anchor in _anchors(corpus, source):
        before, _ = _found(old, anchor)
        after, reason = _found(new, anchor)
        made.append(Move(owner, anchor.quote, before, after, reason))
    return tuple(made)


def text_change(before: str, after: str, path: str) -> str:
    """The paragraphs in which two texts differ, as a unified diff; empty where none does."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, n=0, lineterm="")
    return "\n".join(lines)


def record_fixes(source: Source, told: dict[str, str]) -> tuple[Fix, ...]:
    """The changes of a source's record, by its field (those of `document` with a dot), that the new files need."""
    fixes = []
    for field, value in told.items():
        loc = tuple(field.split("."))
        if loc in source.places.values:
            fixes.append(Fix((source.places.at(*loc),), value))
        else:
            fixes.append(Fix((source.places.at("document", "extractor"),), value, field=loc[-1]))
    return tuple(fixes)
