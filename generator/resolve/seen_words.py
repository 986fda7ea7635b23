"""Quoted passages that are there, but that a reader of the document may not see as they are quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import Q007, Q008
from generator.model.documents import Document, Passage

INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that show nothing (Default_Ignorable_Code_Point of UAX 44, and the blank of Braille); soft hyphens are no
part of a quote."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]|\r(?!\n)")
STYLED = re.compile("(?:\x1b\\[|\x9b)([0-9;:]*)m")
JOINERS = frozenset("\u200c\u200d")
DIRECTIONS = frozenset("\u200e\u200f\u061c")
NEAR = 200
"""Within how many characters letters that run from right to left explain a mark of direction."""
BREAK = "\u200b"
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]")
VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180f]")


def _needed(text: str, at: int) -> bool:
    """Whether an invisible character is of the writing: it joins letters, chooses a form, sets a direction."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in JOINERS or VARIANTS.match(sign):
        return before > "\u02ff" and (sign not in JOINERS or after > "\u02ff" or not after.strip())
    if sign in DIRECTIONS:
        near = text[max(0, at - NEAR) : at + NEAR]
        return any(letter.isalpha() and unicodedata.bidirectional(letter) in {"R", "AL"} for letter in near)
    return sign == BREAK and bool(WITHOUT_SPACES.match(before) and WITHOUT_SPACES.match(after))


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip()


def _invisible(document: Document, passage: Passage) -> int | None:
    """Where the first character stands in a passage, or a control character on its lines, that is not seen."""
    text = document.text
    start, end = text.rfind("\n", 0, passage.start) + 1, text.find("\n", passage.end)
    found = CONTROL.search(text, start, len(text) if end < 0 else end)
    places = [found.start()] if found else []
    places += (
        match.start()
        for match in INVISIBLE.finditer(text, passage.start, passage.end)
        if not _needed(text, match.start())
    )
    return min(places, default=None)


def _concealed(document: Document, passage: Passage) -> bool:
    """Whether a plain text tells terminals to conceal what comes (ECMA-48, SGR 8), and not to stop."""
    concealed = False
    for match in STYLED.finditer(document.text, 0, passage.start):
        for code in re.split("[;:]", match[1]):
            concealed = code == "8" or (concealed and code not in {"", "0", "28"})
    return concealed


def doubts(document: Document, passage: Passage, span: Span, target: str) -> Iterator[Diagnostic]:
    """Q007 where a passage is of words that may be unseen, Q008 where it holds characters that are."""
    at = _invisible(document, passage)
    if at is not None:
        what = _named(document.text[at])
        near = Related(document.span(at), f"here stands {what}")
        yield Diagnostic(Q008, span, f"the passage holds a character that nobody sees: {what}", "", (near,), target)
    if any(place.unseen for place in document.places_of(passage)) or _concealed(document, passage):
        message = "these words are in the file, but a reader of the document may not see them"
        near = Related(document.span(passage.start), "the words stand here")
        yield Diagnostic(Q007, span, message, "", (near,), target)
