"""Bytes as a document and a quote: what is found are the quoted words, and found is what stands there once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from generator.diagnostics import Diagnostic, Span
from generator.model.documents import Passage
from generator.model.source_records import Anchor
from generator.resolve.anchors import _word_starts, one_line, pin, searchable
from generator.resolve.documents import make_document
from generator.resolve.normalise import COMPOSING, normalise
from generator.resolve.seen_words import doubts

HERE = Span("content/claims/all.yml", 3, 12)
PART = "\0"
"""What parts document, quote, prefix and suffix."""
LONGEST = 3000
ALWAYS_TOLD = frozenset("\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\U000e0041\x1b\x08")
"""Characters that nobody sees and no writing needs."""
WORDS = (
    "\0", "\xad", "\u0301", "\u0308", "e\u0301", "\xa0", "\u2003", "\n", "\n\n", " ", "\u1100\u1161\u11a8", "\u0f71",
    "\u0f73", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\ufeff", "\ufe0f", "\U000e0041", "\u2060", "\u3000",
    "\x1b[8m", "Ende Mai", "Nova", ". ", "„", "“", "ß", "가", "\U00011131\U00011127", "\u2028", "\x85", "\r\n", "\t",
)  # fmt: skip
DOCUMENTS = (
    "Laut Bericht wird das Modell Nova voraussichtlich Ende Mai gestartet. Nova ist schnell. Nova ist schnell.",
    "Zuerst kam es im Mai.\n\nDann kam es im Mai, später im Ma\xadi.\nUnd a\u0301 á a.",
    "It will open in June. It will\xa0open  in\nJune? \u201cIt will\u201d open.",
)
QUOTES = ("Ende Mai", "Nova ist schnell", "im Mai", "It will open", "á a", "will open in June", "steht nirgends", "e")


def plain(text: str) -> str:
    """The comparable form by its definition: no soft hyphens, white space folded, NFC."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text.replace("\xad", "")))


def _whole(text: str, *cuts: int) -> bool:
    """Whether none of the cuts severs a letter from what belongs to it."""
    inner = [cut for cut in cuts if text[cut - 1 : cut].strip()]
    return not any(unicodedata.combining(text[cut]) or COMPOSING.match(text[cut]) for cut in inner if cut < len(text))


def _counted(text: str, words: str) -> int:
    places = range(len(text))
    return sum(text.startswith(words, at) and _whole(text, at, at + len(words)) for at in places)


def _found_rightly(text: str, anchor: Anchor, found: Passage | Diagnostic) -> None:
    words, count = plain(anchor.quote).strip(), 0
    if words:
        count = _counted(plain(text), words)
    if isinstance(found, Diagnostic):
        code = found.rule.code
        assert code in {"Q001", "Q002", "Q003"} and (code == "Q001") == (not count), (code, count)
        assert code != "Q003" or anchor.prefix or anchor.suffix
        assert code != "Q002" or count > 1
        return
    assert count == 1 or (count and (anchor.prefix or anchor.suffix)), count
    assert found.text == text[found.start : found.end]
    assert plain(found.text).strip() == words
    before, after = plain(text[: found.start]).rstrip(), plain(text[found.end :]).lstrip()
    assert before.endswith(plain(anchor.prefix or "").strip()) and after.startswith(plain(anchor.suffix or "").strip())


def try_one(data: bytes) -> None:
    """A document and a quote from it, with what stands before and behind, parted by NUL."""
    text, quote, prefix, suffix = [*data[:LONGEST].decode("utf-8", "replace").split(PART, 3), "", "", ""][:4]
    document = make_document("seeds/page.txt", text, "de")
    for passage in (*document.sentences, *document.paragraphs):
        assert passage.text == text[passage.start : passage.end] and passage.text.strip() == passage.text
    assert normalise(text).text == plain(text)
    where = searchable("page", document)
    anchor = Anchor(quote=quote or "x", prefix=prefix or None, suffix=suffix or None)
    found = pin(where, anchor, HERE, "claim")
    _found_rightly(text, anchor, found)
    assert pin(replace(where, words=_word_starts(where.normal.text)), anchor, HERE, "claim") == found
    if isinstance(found, Passage):
        assert "\n" not in one_line(found.text)
        assert document.span(found.start).line >= 1
        told = {item.rule.code for item in doubts(document, found, HERE, "claim")}
        assert "Q008" in told or not set(found.text) & ALWAYS_TOLD


def seeds() -> Iterator[bytes]:
    """Documents with quotes that stand there once, often and nowhere."""
    for text in DOCUMENTS:
        for quote in QUOTES:
            yield PART.join((text, quote)).encode()
            yield PART.join((text, quote, text[:5], text[-6:])).encode()
