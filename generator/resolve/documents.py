"""Captured files to documents: bytes compared with the recorded hash, text cut into paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping

import sentencex

from generator.diagnostics import Diagnostic, Fix
from generator.diagnostics.catalogue import S001, S003, S005
from generator.diagnostics.nearest import proposal
from generator.model.documents import Document, Passage
from generator.model.drafts import SeedFile
from generator.model.places import Located
from generator.model.source_records import SourceRecord

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def _stripped(text: str, start: int, end: int) -> Passage:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Passage(first, start + len(words.rstrip()), words.strip())


def sentences(text: str, language: str) -> tuple[Passage, ...]:
    """The sentences of a text with exact offsets, in order; boundaries by sentencex, paragraph by paragraph."""
    found = []
    for paragraph in PARAGRAPH.finditer(text):
        for boundary in sentencex.get_sentence_boundaries(language, paragraph.group()):
            start = paragraph.start() + boundary["start_index"]
            passage = _stripped(text, start, paragraph.start() + boundary["end_index"])
            if passage.text:
                found.append(passage)
    return tuple(found)


def make_document(path: str, text: str, language: str) -> Document:
    """A captured text as a document."""
    paragraphs = tuple(_stripped(text, match.start(), match.end()) for match in PARAGRAPH.finditer(text))
    return Document(path, text, sentences(text, language.split("-")[0]), paragraphs)


def open_document(
    located: Located[SourceRecord], seeds: Mapping[str, SeedFile]
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document of a source, or None and why: S001 (bytes changed), S003 (no such file), S005 (not UTF-8)."""
    record, places = located.record, located.places
    if record.file is None:
        return None, ()
    seed = seeds.get(record.file)
    if seed is None:
        same = next((path for path, other in sorted(seeds.items()) if other.sha256 == record.sha256), None)
        span = places.at("file")
        hint, fix = proposal(record.file, seeds, span)
        if same:
            hint, fix = f"did you mean {same!r}? It has this SHA-256", Fix((span,), same)
        return None, (Diagnostic(S003, span, f"there is no file {record.file}", hint, target=record.id, fix=fix),)
    if record.sha256 is not None and seed.sha256 != record.sha256:
        message = f"{record.file} is not the document that was captured: its SHA-256 is {seed.sha256}"
        return None, (Diagnostic(S001, places.at("sha256"), message, target=record.id),)
    if seed.text is None:
        return None, (Diagnostic(S005, places.at("file"), f"{record.file} is not UTF-8 text", target=record.id),)
    return make_document(record.file, seed.text, record.language), ()
