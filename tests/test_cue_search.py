"""Cue words are found where they hedge or credit, and not where a name is only spelled like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.speech import hedges_in, kinds_in
from generator.checks.cue_search import cue_in, cue_matches
from generator.commands.tongue import read_tongue
from generator.derive.review import lost_hedge
from generator.model.lexicon import NO_NAMES
from tests.conftest import ROOT

TONGUE = read_tongue(ROOT)
LEXICON = TONGUE.lexicon
ENGLISH, GERMAN = LEXICON.names_of("en"), LEXICON.names_of("de")
MONTHS = [
    "It will come in May 2025.", "by late May", "on May 21", "It was May when it came.", "Theresa May said so.",
    "May 2025 is the date.", "May 21st was a Wednesday.", "May is when it comes.", "It is late. May was early.",
    "May and June are warm.", "May-June 2025", "May's weather", "May, at last", "(May 2025)", "He said in “late May”.",
    "from April to\nlate May 2025", "May to July",
]  # fmt: skip
HEDGES = [
    "It may come in summer.", "It may, in the end, come.", "May be late.", "May launch in autumn", "MAY LAUNCH SOON",
    "He was asked. May it come? It may.", "The note says: “May come in summer.”", "It may come in May 2025.",
    "In May 2025 it may come.", "Done!\n- May come later", "that May 2025 may come",
]  # fmt: skip


@pytest.mark.parametrize("text", MONTHS)
def test_the_month_is_no_cue(text: str) -> None:
    """May, the month or a name, hedges nothing, inside a sentence or at its start."""
    assert cue_in(text, ("may",), ENGLISH) is None
    assert hedges_in(text, "en-GB", LEXICON, TONGUE.cues_of("en")) == ()


@pytest.mark.parametrize("text", HEDGES)
def test_the_verb_is_a_cue(text: str) -> None:
    """The verb "may" hedges, in capitals too, also beside the month, and where it begins a sentence."""
    assert cue_in(text, ("may",), ENGLISH) == "may"
    assert [cue.words.lower() for cue in hedges_in(text, "en", LEXICON, TONGUE.cues_of("en"))].count("may") >= 1


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        (" " * 12 + "May come", "may"), (" " * 13 + "May come", None), ("." + " " * 11 + "May come", "may"),
        ("." + " " * 12 + "May come", None), ("." + " " * 13 + "May come", None), ("A May come", None),
        ("“May come", "may"),
    ],
)  # fmt: skip
def test_a_dozen_characters_tell_whether_a_sentence_begins(text: str, cue: str | None) -> None:
    """What stands further before a word says nothing about it."""
    assert cue_in(text, ("may",), ENGLISH) == cue


def test_a_cue_is_a_word_of_its_own() -> None:
    """Not the beginning and not the end of another."""
    text = "dismay, maybe, may"
    assert [match.start() for match in cue_matches(text, "may", NO_NAMES)] == [15]
    assert cue_in("dismay, maybe", ("may",), NO_NAMES) is None and cue_in(text, (), NO_NAMES) is None


def test_the_place_is_that_of_the_verb() -> None:
    """Beside the month it is the verb that is found, where it stands."""
    text = "In May 2025 it may come; in May."
    assert [match.start() for match in cue_matches(text, "may", ENGLISH)] == [text.index("may")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Laut Quellen kommt es.", True), ("Es kommt. Laut Quellen im Mai.", True), ("„Laut Quellen“", True),
        ("Es kommt, laut Quellen, im Mai.", True), ("Er gab keinen Laut von sich.", False), ("LAUT QUELLEN", True),
    ],
)  # fmt: skip
def test_a_german_noun_is_no_cue(text: str, found: bool) -> None:
    """The German noun "Laut" credits nobody; the word that does counts at the start of a sentence and inside one."""
    assert (cue_in(text, ("laut",), GERMAN) is not None) == found


def test_a_target_is_no_forecast() -> None:
    """The noun "Soll" hedges nothing, and a person called Will foretells nothing."""
    assert cue_in("Das Soll ist erfüllt.", LEXICON.of("de", "expected"), GERMAN) is None
    assert cue_in("Soll es kommen?", LEXICON.of("de", "expected"), GERMAN) == "soll"
    assert kinds_in("It was Will Smith.", "en", LEXICON, TONGUE.cues_of("en")) == ()
    assert [cue.words for cue in kinds_in("Will it come?", "en", LEXICON, TONGUE.cues_of("en"))] == ["Will"]


def test_a_changed_month_is_no_lost_hedge() -> None:
    """A statement that names another month has lost no hedging word; one that drops the verb has."""
    assert not lost_hedge({"": "It comes in May 2025."}, {"": "It comes in June 2025."}, "en", LEXICON)
    assert lost_hedge({"": "It may come in May 2025."}, {"": "It comes in May 2025."}, "en", LEXICON)


@given(st.text("mayMAY .\n„“2", max_size=30))
def test_names_only_take_cues_away(text: str) -> None:
    """Without names every whole word counts; with them only places go at which the name stands as it is spelled."""
    every = [match.start() for match in cue_matches(text, "may", NO_NAMES)]
    assert every == [match.start() for match in re.finditer(r"(?<!\w)may(?!\w)", text, re.IGNORECASE)]
    kept = {match.start() for match in cue_matches(text, "may", ENGLISH)}
    assert kept <= set(every)
    assert all(text[start : start + 3] == "May" for start in set(every) - kept)


def test_of_several_cues_the_first_is_told() -> None:
    """Whatever their order in the lexicon, the cue that stands first in the text is the one; of none there is none."""
    for cues in (("could", "may"), ("may", "could")):
        assert cue_in("it may come, or could", cues, NO_NAMES) == "may"
        assert cue_in("it could come, or may", cues, NO_NAMES) == "could"
    assert cue_in("it may come", (), NO_NAMES) is None and cue_in("it comes", ("may",), NO_NAMES) is None
