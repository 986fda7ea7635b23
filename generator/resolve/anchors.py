"""Quotes to offsets: exact search in the normalised document; what is only near never passes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from generator.diagnostics import Diagnostic, Fix, Related, Span
from generator.diagnostics.catalogue import Q001, Q002, Q003, Q009
from generator.model.documents import Document, Passage
from generator.model.source_records import Anchor
from generator.resolve.normalise import NormalText, belongs_to_letter_before, normalise

LINE_BREAK = re.compile(r"[^\S\n]*\n\s*")
LISTED = 4
SHOWN = 30
NEIGHBOURS = 3
MOST_NEIGHBOURS = 12


LONG = 100_000
"""From so many characters on, words are looked up: else each of thousands of quotes is sought through all of it."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A document ready to be searched; of a long one, `words` say where each word begins in the normalised text."""

    source: str
    document: Document
    normal: NormalText
    words: Mapping[str, Sequence[int]] | None = None

    def passage(self, start: int, end: int) -> Passage:
        """The stretch `[start, end)` of the normalised text, as it stands in the document."""
        first, last = self.normal.original(start, end)
        return Passage(first, last, self.document.text[first:last])


def searchable(source: str, document: Document) -> Searchable:
    """A document with its normalised text, made once for all its quotes."""
    normal = normalise(document.text)
    return Searchable(source, document, normal, _word_starts(normal.text) if len(normal.text) >= LONG else None)


def _word_starts(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a normalised text begins, in order; words stand between single spaces."""
    found: dict[str, list[int]] = {}
    start = 0
    for word in text.split(" "):
        found.setdefault(word, []).append(start)
        start += len(word) + 1
    return found


def one_line(words: str) -> str:
    """Words of a document as they are written into a record: a line break is a space, all else stays as it stands."""
    return LINE_BREAK.sub(" ", words)


def occurrences(where: Searchable, words: str) -> list[int]:
    """Where normalised words begin in a document's normalised text, in order, if whole letters stand there.

    In a long document they are sought only where the rarest of those words stands that have spaces on both sides.
    """
    return [start for start in _places(where, words) if not _severed(where.normal.text, start, start + len(words))]


def _severed(text: str, start: int, end: int) -> bool:
    """Whether a stretch ends before marks or parts of its last letter, or begins with those of another one."""
    cuts = [text[end : end + 1], *([text[start]] if start and not text[start - 1].isspace() else [])]
    return any(belongs_to_letter_before(item) for item in cuts if item)


def _places(where: Searchable, words: str) -> list[int]:
    text, starts = where.normal.text, where.words
    inner = words.split(" ")[1:-1]
    if starts is None or not inner:
        return _scanned(text, words)
    rarest = min(inner, key=lambda word: len(starts.get(word, ())))
    before = words.index(f" {rarest} ") + 1
    found = (start - before for start in starts.get(rarest, ()))
    return [start for start in found if start >= 0 and text.startswith(words, start)]


def _scanned(text: str, words: str) -> list[int]:
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def _beside(text: str, start: int, end: int, anchor: Anchor) -> bool:
    before = normalise(anchor.prefix).text.strip() if anchor.prefix else ""
    after = normalise(anchor.suffix).text.strip() if anchor.suffix else ""
    return text[:start].rstrip().endswith(before) and text[end:].lstrip().startswith(after)


def _nearest_passage(where: Searchable, words: str) -> Passage | None:
    """The passage most like the words (normalised indel similarity of the best window), for hints only."""
    text = where.normal.text
    match = fuzz.partial_ratio_alignment(words, text, score_cutoff=60)
    if match is None or match.dest_end <= match.dest_start:
        return None
    start, end = match.dest_start, match.dest_end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and (text[start].isspace() or (words[0].isalnum() and not text[start].isalnum())):
        start += 1
    while end > start and (text[end - 1].isspace() or (words[-1].isalnum() and not text[end - 1].isalnum())):
        end -= 1
    if start == end:
        return None
    return where.passage(start, end)


def _not_found(where: Searchable, words: str, span: Span, target: str) -> Diagnostic:
    message = f"this quote is not in source {where.source!r}"
    best = _nearest_passage(where, words)
    if best is None:
        return Diagnostic(Q001, span, message, "nothing like it stands there: is it another source's?", target=target)
    near = Related(where.document.span(best.start), f'the nearest passage reads "{best.text}"')
    hint = f'copy the words exactly; did you mean "{best.text}"? It is the document that counts'
    return Diagnostic(Q001, span, message, hint, (near,), target, Fix((span,), one_line(best.text), doubtful=True))


def _whereabouts(where: Searchable, start: int, size: int) -> Related:
    """The place of one occurrence, with what stands on both sides of it."""
    text, end = where.normal.text, start + size
    before, after = text[max(0, start - SHOWN) : start], text[end : end + SHOWN]
    return Related(where.document.span(where.normal.starts[start]), f'here after "{before}", before "{after}"')


def _neighbour_hint(text: str, found: list[int], words: str, span: Span) -> tuple[str, Fix | None]:
    """The shortest prefix or else suffix, from three words on, that only the first occurrence has."""
    first, size = found[0], len(words)
    for count in range(NEIGHBOURS, MOST_NEIGHBOURS + 1):
        prefix = " ".join(text[:first].split()[-count:])
        suffix = " ".join(text[first + size :].split()[:count])
        for field, neighbours in (("prefix", prefix), ("suffix", suffix)):
            if not neighbours:
                continue
            anchor = Anchor.model_validate({"quote": words, field: neighbours})
            if not any(_beside(text, other, other + size, anchor) for other in found[1:]):
                fix = Fix((span,), neighbours, field=field, doubtful=True)
                return f"to mean the first, add `{field}: '{neighbours}'`", fix
    return "quote more of the sentence, so that the words stand there once", None


def _not_so_often(
    where: Searchable, settled: list[int], size: int, anchor: Anchor, span: Span, target: str
) -> Diagnostic:
    listed = tuple(_whereabouts(where, start, size) for start in settled[:LISTED])
    times = "once" if len(settled) == 1 else f"{len(settled)} times"
    message = f"occurrence {anchor.occurrence} is asked for, but these words occur {times} in source {where.source!r}"
    hint = f"write `occurrence: {len(settled)}` or less" if len(settled) > 1 else "remove `occurrence`"
    return Diagnostic(Q003, span, message, hint, listed, target)


def pin(where: Searchable, anchor: Anchor, span: Span, target: str, begin: int = 0) -> Passage | Diagnostic:
    """An anchor to its passage from the offset `begin` on, or a finding.

    Findings: Q001 (not there), Q002 (ambiguous), Q003 (neighbours differ, or it does not occur so often) and Q009 (it
    stands only before `begin`, where the part of the quote before it ends).
    """
    text = where.normal.text
    words = normalise(anchor.quote).text.strip()
    if not words:
        return Diagnostic(Q001, span, "this quote has no words", target=target)
    found = occurrences(where, words)
    if not found:
        return _not_found(where, words, span, target)
    settled = [start for start in found if _beside(text, start, start + len(words), anchor)]
    if settled and anchor.occurrence is not None:
        if anchor.occurrence > len(settled):
            return _not_so_often(where, settled, len(words), anchor, span, target)
        settled = [settled[anchor.occurrence - 1]]
    if settled and begin:
        settled = [start for start in settled if where.normal.original(start, start + len(words))[0] >= begin]
        if not settled:
            listed = tuple(_whereabouts(where, start, len(words)) for start in found[:LISTED])
            message = "this part of the quote is not after the part that it continues"
            return Diagnostic(Q009, span, message, "", listed, target)
    if len(settled) == 1:
        return where.passage(settled[0], settled[0] + len(words))
    listed = tuple(_whereabouts(where, start, len(words)) for start in (settled or found)[:LISTED])
    if not settled:
        message = "the quote is there, but not between this prefix and suffix"
        return Diagnostic(Q003, span, message, "", listed, target)
    message = f"this quote occurs {len(settled)} times in source {where.source!r}"
    hint, fix = _neighbour_hint(text, settled, words, span)
    return Diagnostic(Q002, span, message, hint, listed, target, fix)
