"""Quotes are found word for word, whatever letters they are spelled with, and nothing else is found."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Span
from generator.model.documents import Passage
from generator.model.source_records import Anchor
from generator.resolve.anchors import Searchable, pin, searchable
from generator.resolve.documents import make_document
from generator.resolve.normalise import COMPOSING, normalise

HERE = Span("content/claims/all.yml", 3, 12)
SOFT_HYPHEN = "\xad"
PIECES = (
    "a", "b", "e", "o", "ä", "ß", "1", "4", ".", ",", "-", "„", "“", " ", "  ", "\n", "\t", "\xa0", "\u2003", "\u3000",
    SOFT_HYPHEN, "\u0301", "\u0308", "\u0315", "\u0327", "\u0323", "e\u0301", "\u212b", "\u2126", "\ufb01",
    "\u1100", "\u1161", "\u11a8", "가", "각", "\u09c7", "\u09be", "\u0f71", "\u0f73", "\u0f81", "\U00011131", "\U00011127",
    "👩", "\u200d", "👧", "\ufe0f", "🏽", "\u200f", "א", "ש", "\u05bc", "\u05c1", "ע", "م", "\u0651", "\u064e", "中", "文",
)  # fmt: skip
"""Letters that compose, reorder, join, run the other way, or vanish."""
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=40).map("".join)


def document(text: str) -> Searchable:
    """A captured document with the given text, ready to be searched."""
    return searchable("page", make_document("seeds/page.txt", text, "de"))


def plain(text: str) -> str:
    """The comparable form, by its definition: no soft hyphens, white space folded, NFC."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text.replace(SOFT_HYPHEN, "")))


def whole(text: str, *cuts: int) -> bool:
    """Whether no cut severs a letter from marks or parts of it that follow."""
    following = ["".join(character for character in text[cut:] if character != SOFT_HYPHEN)[:1] for cut in cuts]
    return not any(unicodedata.combining(item) or COMPOSING.match(item) for item in following if item)


@given(texts)
@example("a \xad b")
@example("\xad\xad a\n\xad\n\xadb\xad")
@example("a\u0315\u0f73")
def test_normal_text_is_nfc_without_soft_hyphens_and_with_single_spaces(text: str) -> None:
    """The normalised text is the NFC of the text without soft hyphens, each run of white space one space."""
    assert normalise(text).text == plain(text)


@given(texts)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """What is comparable already stays as it is."""
    once = normalise(text).text
    assert normalise(once).text == once


@given(texts)
def test_the_map_is_ordered_and_inside_the_text(text: str) -> None:
    """Each normal character stands for a stretch of the original that is not empty, in order, inside it."""
    normal = normalise(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)
    assert list(normal.ends) == sorted(normal.ends)


def test_every_letter_that_composes_backwards_is_known() -> None:
    """Of all Unicode, exactly the characters that NFC can join to or move before their left neighbour are listed."""
    composing = set(map(chr, [*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)]))
    for point in range(0x110000):
        character = chr(point)
        parts = unicodedata.decomposition(character).split()
        if len(parts) == 2 and not parts[0].startswith("<") and unicodedata.is_normalized("NFC", character):
            composing.add(chr(int(parts[1], 16)))
    for point in range(0x110000):
        first = unicodedata.normalize("NFD", chr(point))[0]
        if unicodedata.combining(first) or first in composing:
            composing.add(chr(point))
    class_zero = {character for character in composing if unicodedata.combining(character) == 0}
    listed = {chr(point) for point in range(0x110000) if COMPOSING.match(chr(point))}
    assert class_zero <= listed
    assert all(unicodedata.category(letter) == "Cn" for letter in listed - class_zero), "only letters newer than Python"


@given(texts, st.data())
def test_a_quote_cut_anywhere_is_found_back(text: str, data: st.DataObject) -> None:
    """Any stretch of whole letters is found, or told to be ambiguous and then settled by what stands around it."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    assume(plain(quote).strip() and whole(text, start, end))
    where = document(text)
    found = pin(where, Anchor(quote=quote), HERE, "claim")
    if isinstance(found, Diagnostic):
        assert found.rule.code == "Q002"
        anchor = Anchor(quote=quote, prefix=text[:start] or None, suffix=text[end:] or None)
        found = pin(where, anchor, HERE, "claim")
        assert isinstance(found, Passage), "all that stands before and after settles every ambiguity"
        assert plain(text[: found.start]).strip() == plain(text[:start]).strip()
    assert found.text == text[found.start : found.end]
    assert normalise(found.text).text == plain(quote).strip()


@given(texts, st.data())
def test_spelling_of_letters_and_spaces_does_not_matter(text: str, data: st.DataObject) -> None:
    """A quote typed in NFD, with soft hyphens or with other white space is the same quote."""
    words = plain(text).strip()
    assume(words)
    space = data.draw(st.sampled_from(["\n", "  ", "\xa0", "\t\n ", " \xad "]))
    typed = unicodedata.normalize("NFD", words).replace(" ", space)
    found = pin(document(text), Anchor(quote=data.draw(st.sampled_from(["", SOFT_HYPHEN])) + typed), HERE, "claim")
    assert isinstance(found, Passage)
    assert plain(found.text) == words


@given(texts, texts)
def test_words_that_do_not_stand_there_are_never_found(text: str, quote: str) -> None:
    """A quote passes only if its normalised words stand in the normalised text; the rest is one finding, no crash."""
    assume(quote)
    found = pin(document(text), Anchor(quote=quote), HERE, "claim")
    words = plain(quote).strip()
    if not words or words not in plain(text):
        assert isinstance(found, Diagnostic)
        assert (found.rule.code, found.span) == ("Q001", HERE)
        assert found.advice


@given(st.lists(st.text("abcdeäöü", min_size=3, max_size=9), min_size=4, max_size=12), st.data())
def test_a_near_match_never_passes(words: list[str], data: st.DataObject) -> None:
    """One changed letter makes a quote absent; the hint alone tells of the passage that is like it."""
    text = " ".join(words)
    index = data.draw(st.integers(0, len(text) - 1).filter(lambda position: text[position] != " "))
    changed = text[:index] + "x" + text[index + 1 :]
    found = pin(document(text), Anchor(quote=changed), HERE, "claim")
    assert isinstance(found, Diagnostic)
    assert found.rule.code == "Q001"
    assert any("the nearest passage reads" in item.note for item in found.related)


@pytest.mark.parametrize(
    "quote", ["bis Ende 2025", "Bis Ende 2024", "bis Ende 2024!", "bisEnde 2024", "bis Ende ２０２４", "bis Ende 2O24"]
)
def test_likeness_is_not_identity(quote: str) -> None:
    """Another year, another case, another sign, a missing space, a look-alike: none of them is the quote."""
    found = pin(document("Es dauert bis Ende 2024."), Anchor(quote=quote), HERE, "claim")
    assert isinstance(found, Diagnostic)


@pytest.mark.parametrize(
    "neighbours, expected",
    [
        ({}, "Q002"),
        ({"prefix": "Erst"}, 5),
        ({"prefix": "dann"}, 16),
        ({"prefix": "zuletzt"}, 29),
        ({"suffix": ", dann"}, 5),
        ({"suffix": "zuletzt"}, 16),
        ({"prefix": "rst", "suffix": ", da"}, 5),
        ({"prefix": " Erst ", "suffix": ",  dann"}, 5),
        ({"prefix": "Erst", "suffix": "zuletzt"}, "Q003"),
        ({"prefix": "niemals"}, "Q003"),
    ],
)
def test_neighbours_settle_which_one_is_meant(neighbours: dict[str, str], expected: int | str) -> None:
    """Prefix and suffix pick one of several places; wrong ones are Q003, none at all Q002; all places are listed."""
    found = pin(document("Erst Wort, dann Wort zuletzt Wort"), Anchor(quote="Wort", **neighbours), HERE, "claim")
    if isinstance(found, Diagnostic):
        assert found.rule.code == expected
        assert len(found.related) == 3
    else:
        assert found.start == expected


@given(texts)
@example(" ")
def test_the_nearest_passage_is_a_stretch_of_the_document(text: str) -> None:
    """What a hint quotes stands in the document, letter for letter, at the place it names."""
    found = pin(document(text), Anchor(quote="Das e\u0301steht ä1 4 nicht da 가"), HERE, "claim")
    for related in found.related if isinstance(found, Diagnostic) else ():
        words = related.note.removeprefix('the nearest passage reads "').removesuffix('"')
        below = "\n".join(text.split("\n")[related.span.line - 1 :])
        assert below[related.span.column - 1 :].startswith(words)
