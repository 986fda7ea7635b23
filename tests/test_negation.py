"""A text that says no is told from one that only holds such a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks.negation import negation_in
from generator.read.lexicon import read_lexicon
from tests.conftest import ROOT

FOLDER = ROOT / "site_templates" / "lexicon"
LEXICON = read_lexicon(FOLDER)


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "It did not fall.", "not"),
        ("en", "Nobody has seen it.", "Nobody"),
        ("en-GB", "It doesn’t fall.", "doesn't"),
        ("en", "Not only the pier fell, but no lamp burns.", "no"),
        ("de", "Sie fährt nicht.", "nicht"),
        ("de-AT", "Keiner hat es gesehen.", "Keiner"),
        ("de", "Es kommt weder heute noch morgen.", "weder"),
    ],
)
def test_a_text_that_says_no(language: str, text: str, word: str) -> None:
    """The word that says no is found whatever its case, its apostrophe and the region of the language."""
    assert negation_in(text, language, LEXICON) == word


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Not only the pier fell."),
        ("en", "It stands in the no-wake zone."),
        ("en", "Nothing but rain fell."),
        ("en", "The knot is tight."),
        ("de", "Nicht nur der Pier fiel."),
        ("de", "Die Kleine fährt."),
        ("fr", "Ce n'est pas vrai, no."),
    ],
)
def test_a_text_that_does_not(language: str, text: str) -> None:
    """Turns of phrase, words with hyphens, parts of words and unknown languages say nothing."""
    assert negation_in(text, language, LEXICON) is None


def test_a_kind_that_a_project_does_not_list_is_the_program_s(tmp_path: Path) -> None:
    """An own file of a language replaces the kinds that it lists, and leaves the others."""
    shutil.copytree(FOLDER, tmp_path / "program")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "en.yml").write_text("possible: [mayhap]\n", "utf-8")
    lexicon = read_lexicon(tmp_path / "program", tmp_path / "own")
    assert lexicon.of("en", "possible") == ("mayhap",)
    assert lexicon.of("en", "negation") == LEXICON.of("en", "negation")
    assert lexicon.of("de", "possible") == LEXICON.of("de", "possible")
