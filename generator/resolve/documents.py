"""Captured files to documents: bytes compared with the recorded hash, text cut into paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import sentencex

from generator.diagnostics import Diagnostic, Fix
from generator.diagnostics.catalogue import S001, S003, S005, S007
from generator.diagnostics.nearest import proposal
from generator.model.documents import Document, Passage, Place
from generator.model.drafts import SeedFile
from generator.model.places import Located
from generator.model.source_records import ExtractedDocument, SourceRecord
from generator.model.spans import Loc
from generator.resolve.original_places import read_places

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
"""White space of several bytes: sentencex panics on one before a full stop, as in "A\xa0."."""


def _stripped(text: str, start: int, end: int) -> Passage:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Passage(first, start + len(words.rstrip()), words.strip())


def sentences(text: str, language: str) -> tuple[Passage, ...]:
    """The sentences of a text with exact offsets, in order; boundaries by sentencex, paragraph by paragraph."""
    found = []
    for paragraph in PARAGRAPH.finditer(text):
        for boundary in sentencex.get_sentence_boundaries(language, WIDE_SPACE.sub(" ", paragraph.group())):
            start = paragraph.start() + boundary["start_index"]
            passage = _stripped(text, start, paragraph.start() + boundary["end_index"])
            if passage.text:
                found.append(passage)
    return tuple(found)


def make_document(path: str, text: str, language: str) -> Document:
    """A captured text as a document."""
    paragraphs = tuple(_stripped(text, match.start(), match.end()) for match in PARAGRAPH.finditer(text))
    return Document(path, text, sentences(text, language.split("-")[0]), paragraphs)


def _unlike(
    located: Located[SourceRecord],
    seeds: Mapping[str, SeedFile],
    path: str,
    field: str,
    sha256: str | None,
    hashed: Loc,
) -> Diagnostic | None:
    """What is wrong with a recorded file: S003 (no such file), S001 (bytes changed)."""
    record, places = located.record, located.places
    seed = seeds.get(path)
    if seed is None:
        same = next((other for other, item in sorted(seeds.items()) if item.sha256 == sha256), None)
        span = places.at(*hashed[:-1], field)
        hint, fix = proposal(path, seeds, span)
        if same:
            hint, fix = f"did you mean {same!r}? It has this SHA-256", Fix((span,), same)
        return Diagnostic(S003, span, f"there is no file {path}", hint, target=record.id, fix=fix)
    if sha256 is not None and seed.sha256 != sha256:
        message = f"{path} is not the document that was captured: its SHA-256 is {seed.sha256}"
        return Diagnostic(S001, places.at(*hashed), message, target=record.id)
    return None


def _open_original(
    located: Located[SourceRecord], told: ExtractedDocument, seeds: Mapping[str, SeedFile], length: int
) -> tuple[tuple[Place, ...], tuple[Diagnostic, ...]]:
    """The places of an extracted text in its original; findings S001, S003 and S007."""
    found = [_unlike(located, seeds, told.original, "original", told.sha256, ("document", "sha256"))]
    places: tuple[Place, ...] | None = ()
    if told.places is not None:
        fault = _unlike(located, seeds, told.places, "places", told.places_sha256, ("document", "places_sha256"))
        found.append(fault)
        if fault is None:
            places = read_places(seeds[told.places].text or "", length)
        if places is None:
            span = located.places.at("document", "places")
            found.append(
                Diagnostic(S007, span, f"{told.places} holds no places of this text", target=located.record.id)
            )
    return places or (), tuple(item for item in found if item is not None)


def open_document(
    located: Located[SourceRecord], seeds: Mapping[str, SeedFile]
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The document of a source, None where its text cannot be used, and what is wrong.

    Findings: S001 (bytes changed), S003 (no such file), S005 (not UTF-8), S007 (places that are none).
    """
    record, places = located.record, located.places
    if record.file is None:
        return None, ()
    fault = _unlike(located, seeds, record.file, "file", record.sha256, ("sha256",))
    if fault is not None:
        return None, (fault,)
    text = seeds[record.file].text
    if text is None:
        return None, (Diagnostic(S005, places.at("file"), f"{record.file} is not UTF-8 text", target=record.id),)
    document = make_document(record.file, text, record.language)
    if record.document is None:
        return document, ()
    found, findings = _open_original(located, record.document, seeds, len(text))
    return replace(document, places=found, extracted=True), findings
