"""Passages that a reader may not see: which characters are of the writing, and what a terminal is told to conceal."""

from __future__ import annotations

import re

import pytest

from generator.diagnostics import Span
from generator.model.documents import Passage
from generator.resolve.documents import make_document
from generator.resolve.seen_words import NEAR, doubts

HERE = Span("content/claims/all.yml", 3, 12)
FAR = "x" * NEAR


def told(text: str, quoted: str = "") -> list[str]:
    """The rules that tell something of a passage, or of the whole text, each with the character it names."""
    document = make_document("seeds/page.txt", text, "en")
    words = quoted or text
    start = text.index(words)
    passage = Passage(start, start + len(words), words)
    found = doubts(document, passage, HERE, "claim")
    return [" ".join([item.rule.code, *re.findall(r"U\+(\w+)", item.message)]) for item in found]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("\u0645\u200c\u0645", ""),
        ("\u0645\u200c", ""),
        ("\u0645\u200c x", ""),
        ("\u0645\u200cx", "200C"),
        ("x\u200c\u0645", "200C"),
        ("\u200c\u0645\u0645", "200C"),
        ("\u02ff\u200c\u0645", "200C"),
        ("\u0300\u200c\u0645", ""),
        ("\u0645\u200c\u02ffx", "200C"),
        ("\u0645\u200c\u0300", ""),
        ("\u2764\ufe0fx", ""),
        ("x\ufe0f\u2764", "FE0F"),
        ("\u0645\u2060\u0645", "2060"),
        ("\u0e01\u2060\u0e01", "2060"),
        ("\u0e01\u200b\u0e01", ""),
        ("\u0e01\u200bx", "200B"),
        ("x\u200b\u0e01", "200B"),
    ],
)
def test_signs_within_letters(text: str, sign: str) -> None:
    """Joiners and forms behind what is no Latin letter, breaks between letters of a script without spaces."""
    assert told(text) == ([f"Q008 {sign}"] if sign else [])


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("\u05d0\u200e", True),
        ("\u0645\u200e", True),
        ("1\u200e", False),
        ("x\u200e", False),
        (f"\u05d0{FAR[1:]}\u200e", True),
        (f"\u05d0{FAR}\u200e", False),
        (f"\u200e{FAR[2:]}\u05d0", True),
        (f"\u200e{FAR[1:]}\u05d0", False),
        (f"\u05d0{FAR[: NEAR // 2]}\u200e{FAR[: NEAR // 4]}", True),
    ],
)
def test_marks_of_direction(text: str, needed: bool) -> None:
    """Near a letter that runs from right to left, on either side."""
    assert (told(text) == []) is needed


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("It opens.", ""),
        ("It opens. \x08", "0008"),
        ("It opens. \x08\nLater.", "0008"),
        ("It opens.\n\x08", ""),
        ("\x08It opens.", "0008"),
        ("So\n\x08It opens.", "0008"),
        ("So\x08\nIt opens.", ""),
        ("So\x08x\nIt opens.", ""),
    ],
)
def test_control_characters_of_its_lines(text: str, sign: str) -> None:
    """They can hide what stands beside them; those of other lines cannot."""
    assert told(text, "It opens.") == ([f"Q008 {sign}"] if sign else [])


def test_the_first_character_is_named() -> None:
    """Of a control character and one that shows nothing, the one that comes first."""
    assert told("\x08 it op\u2060ens", "it op\u2060ens") == ["Q008 0008"]
    assert told("it op\u2060ens \x08", "it op\u2060ens") == ["Q008 2060"]


@pytest.mark.parametrize(
    ("before", "hidden"),
    [
        ("\x1b[8m", True),
        ("\x9b8m", True),
        ("\x1b[1;8m", True),
        ("\x1b[1:8m", True),
        ("\x1b[8;1m", True),
        ("\x1b[8m \x1b[1m", True),
        ("\x1b[8m \x1b[0m", False),
        ("\x1b[8m \x1b[m", False),
        ("\x1b[8m \x1b[28m", False),
        ("\x1b[0m \x1b[8m", True),
        ("\x1b[1m", False),
        ("\x1b[0m", False),
        ("", False),
    ],
)
def test_what_terminals_conceal(before: str, hidden: bool) -> None:
    """From the order to conceal on to the one that ends it, whatever is ordered between."""
    assert told(f"{before}\nIt opens.", "It opens.") == (["Q007"] if hidden else [])
