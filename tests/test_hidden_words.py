"""Words that a reader of the document cannot see verify no quote in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.extract.reading import read
from generator.model.documents import Document
from generator.model.source_records import Anchor
from generator.resolve.anchors import pin, searchable
from generator.resolve.documents import make_document
from generator.resolve.original_places import places_text, read_places
from generator.resolve.seen_words import doubts
from tests.hidden_ways import SEEN, UNSEEN, all_ways

WAYS = all_ways()
HERE = Span("content/claims/all.yml", 3, 12)
LETTERS = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202e", "\u2066", "\u2069", "\u061c", "\u3164",
    "\u2800", "\U000e0041", "\ufe0f", "\U000e0100", "\u034f", "\u180e", "\x1b", "\x08",
)  # fmt: skip


def _document(name: str, content: bytes) -> Document:
    """A document as it is taken in, its places written to their file and read again."""
    if name.endswith(".txt"):
        return make_document(name, content.decode(), "en")
    found = read(name, content)
    places = read_places(places_text(found.places), len(found.text))
    assert places is not None
    return replace(make_document(name, found.text, "en"), places=places, extracted=True)


def _told(document: Document, quote: str) -> set[str]:
    """The rules that tell something of a quote."""
    found = pin(searchable("page", document), Anchor(quote=quote), HERE, "claim")
    if isinstance(found, Diagnostic):
        return {found.rule.code}
    return {item.rule.code for item in doubts(document, found, HERE, "claim")}


def test_there_are_enough_ways() -> None:
    """At least sixty, over all formats."""
    assert len(WAYS) >= 100
    assert {name.rpartition(".")[2] for _, name, _ in WAYS} == {"html", "md", "epub", "docx", "pdf", "txt"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0])
def test_unseen_words_verify_nothing_in_silence(way: tuple[str, str, bytes]) -> None:
    """The words that are seen are quoted without a word; those that are not are refused (Q001) or told (Q007, Q008)."""
    _, name, content = way
    document = _document(name, content)
    assert _told(document, UNSEEN) & {"Q001", "Q007", "Q008"}
    assert _told(document, SEEN) == set()


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: f"U+{ord(letter):04X}")
def test_invisible_characters_in_a_quote_are_named(letter: str) -> None:
    """A passage with such a character among Latin letters is told of, with the place and the number of it."""
    document = make_document("seeds/page.txt", f"The town says: it will {letter}never open.", "en")
    found = pin(searchable("page", document), Anchor(quote=f"it will {letter}never open"), HERE, "claim")
    assert not isinstance(found, Diagnostic)
    (told,) = (item for item in doubts(document, found, HERE, "claim") if item.rule.code == "Q008")
    assert f"U+{ord(letter):04X}" in told.message and told.span == HERE
    assert told.related[0].span == Span("seeds/page.txt", 1, 24)


@pytest.mark.parametrize(
    "words", ["می\u200cخواهم", "ज्ञ\u094d\u200dय", "👩\u200d👧", "❤\ufe0f", "אב\u200eג", "ไทย\u200bไทย"]
)
def test_what_a_script_needs_is_no_trick(words: str) -> None:
    """Joiners between letters that join, forms of signs, and marks beside letters that run left are fine."""
    assert _told(make_document("seeds/page.txt", f"Say {words}.", "en"), words) == set()
