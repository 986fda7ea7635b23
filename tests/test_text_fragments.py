"""Text fragments: the directive names exactly the passage, and its parts never break it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.documents import Passage
from generator.render.text_fragment import fragment_part, text_directive, text_fragment
from tests.conftest import ROOT, checked


def passage(text: str, words: str, nth: int = 0) -> Passage:
    """The nth place of some words in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Passage(start, start + len(words), words)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("für Größe", "f%C3%BCr%20Gr%C3%B6%C3%9Fe"),
        ("GPT-4.5 - so", "GPT%2D4.5%20%2D%20so"),
        ("a, b & c", "a%2C%20b%20%26%20c"),
        ("„Ende Mai“", "%E2%80%9EEnde%20Mai%E2%80%9C"),
        ("two\n  lines", "two%20lines"),
        ("50% #1", "50%25%20%231"),
    ],
)
def test_parts_are_percent_encoded(words: str, part: str) -> None:
    """Umlauts, quotes, spaces and the signs of the directive itself are encoded; white space counts once."""
    assert fragment_part(words) == part


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_sign_of_a_part_can_end_it(words: str) -> None:
    """An encoded part holds no hyphen, comma, ampersand or white space, and decodes to the words."""
    part = fragment_part(words)
    assert not set(part) & set("-,& \n#")
    assert unquote(part) == " ".join(words.split())


def test_words_that_occur_once_stand_alone() -> None:
    """Nothing is added to a passage that is found without help."""
    text = "It starts in May. It ends in June."
    assert text_directive(text, passage(text, "starts in May")) == "text=starts%20in%20May"


def test_words_that_occur_twice_get_their_neighbours() -> None:
    """Prefix and suffix tell one place from another, also where only the case differs."""
    text = "First in May it came. Then In May it went."
    assert text_directive(text, passage(text, "in May")) == "text=First-,in%20May,-it%20came.%20Then%20In"
    assert text_directive(text, passage(text, "In May")) == "text=May%20it%20came.%20Then-,In%20May,-it%20went."


def test_neighbours_stay_inside_the_line() -> None:
    """Context does not reach over the edge of a paragraph, where a browser would not find it."""
    text = "One.\nin May it came.\nin May"
    assert text_directive(text, passage(text, "in May")) == "text=in%20May,-it%20came."
    assert text_directive(text, passage(text, "in May", 1)) == "text=in%20May"


def test_a_torn_word_is_no_neighbour() -> None:
    """Where a passage ends inside a word, that side has no context: browsers match whole words there."""
    text = "Servers come. Server come."
    found = text_directive(text, Passage(0, 6, "Server"))
    assert found == "text=Server"


def test_a_long_passage_is_named_by_its_ends() -> None:
    """Of more than 200 characters, or of several lines, the first and the last words are given."""
    words = [f"word{number}" for number in range(60)]
    text = " ".join(words)
    assert text_directive(text, Passage(0, len(text), text)) == (
        "text=word0%20word1%20word2%20word3%20word4%20word5,word54%20word55%20word56%20word57%20word58%20word59"
    )
    lines = "Heading here\nand a line"
    assert text_directive(lines, Passage(0, len(lines), lines)) == "text=Heading%20here,and%20a%20line"


def test_links_of_the_real_document_name_their_passage() -> None:
    """Every quote of the captured article leads to its page with a directive that decodes to the quote's words."""
    corpus = checked(ROOT).corpus
    source = corpus.sources["downcodes-238170-de"]
    seen = 0
    for claim in corpus.claims.values():
        for item in claim.appearances:
            if item.passage is not None and item.written.source == source.id:
                address = text_fragment(source, item.passage)
                directive = address.split("#:~:text=")[1]
                parts = [unquote(part) for part in directive.split(",") if not part.startswith("-") and part[-1] != "-"]
                words = " ".join(item.passage.text.split())
                assert words.startswith(parts[0]) and words.endswith(parts[-1])
                seen += 1
    assert seen >= 35


def test_a_cited_source_has_no_link_to_words() -> None:
    """Where there is no document, there is no passage to lead to."""
    corpus = checked(ROOT).corpus
    cited = next(source for source in corpus.sources.values() if not source.captured)
    assert text_fragment(cited, Passage(0, 1, "x")) == ""
