"""A claim as one sentence: every level, role, kind and number, in every language of the interface.

`tests/sentences/` holds all of them as a list for reviewers; after a wanted change, write it anew with
`python -m tests.test_sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.model.choices import HedgeLevel, values_of
from generator.model.claim_records import ClaimRecord
from generator.read.words import read_words
from generator.render.language import Shown
from generator.render.sentence import Sentence, VoiceName, claim_sentence, leading_voices
from tests.conftest import ROOT

WORDS = read_words(ROOT / "site_templates" / "words")
LISTS = Path(__file__).parent / "sentences"
LEVELS: tuple[HedgeLevel, ...] = values_of(HedgeLevel)
VOICES = {
    "en": {
        "one": VoiceName("an unnamed person", False, kind="person"),
        "many": VoiceName("unnamed sources", True, kind="group"),
        "site": VoiceName("the German article", False, kind="publisher"),
        "outlet": VoiceName("The Verge", False, kind="publisher"),
        "firm": VoiceName("Acme", False, kind="organisation"),
        "head": VoiceName("Ada Lind", False, kind="person"),
    },
    "de": {
        "one": VoiceName("eine ungenannte Person", False, "einer ungenannten Person", "person"),
        "many": VoiceName("ungenannte Quellen", True, "ungenannten Quellen", "group"),
        "site": VoiceName("der deutsche Artikel", False, "dem deutschen Artikel", "publisher"),
        "outlet": VoiceName("The Verge", False, kind="publisher"),
        "firm": VoiceName("Acme", False, kind="organisation"),
        "head": VoiceName("Ada Lind", False, kind="person"),
    },
}
CASTS: dict[str, tuple[tuple[str, str], ...]] = {
    "one origin": (("one", "origin"),),
    "several persons": (("many", "origin"),),
    "two origins": (("head", "origin"), ("one", "origin")),
    "the page itself": (("site", "author"),),
    "one reporter": (("outlet", "reported"),),
    "reported and retold": (("outlet", "reported"), ("site", "reported")),
    "an origin, reported": (("one", "origin"), ("outlet", "reported")),
    "an origin, reported and retold": (("head", "origin"), ("outlet", "reported"), ("many", "reported")),
    "somebody who confirmed it": (("head", "confirmed"), ("outlet", "reported")),
    "ascribed": (("head", "ascribed"), ("site", "reported")),
    "ascribed to several by several": (("many", "ascribed"), ("outlet", "reported"), ("site", "reported")),
    "ascribed by nobody in particular": (("one", "ascribed"),),
    "of itself": (("firm", "origin"),),
    "of itself, reported": (("firm", "origin"), ("outlet", "reported")),
}
STATEMENTS = {
    "en": {"plan": "Acme will open the yard in May.", "event": "Acme opened the yard in May."},
    "de": {"plan": "Acme wird die Werft im Mai eröffnen.", "event": "Acme eröffnete die Werft im Mai."},
}
CONDITIONS = {"en": "The council agrees.", "de": "Der Rat stimmt zu."}
MARKS = {
    "en": {
        "stated": "", "presupposed": "taken for granted", "confirmed": "confirmed", "regarded": "regarded|view",
        "expected": "expected", "likely": "likely|probably", "possible": "possibl", "inferred": "conclu",
        "denied": "denied",
    },
    "de": {
        "stated": "", "presupposed": "vorausgesetzt|selbstverständlich", "confirmed": "bestätigt",
        "regarded": "gilt als|ansicht", "expected": "erwart", "likely": "wahrscheinlich", "possible": "möglich",
        "inferred": "folger", "denied": "bestritten",
    },
}  # fmt: skip
UNCLEAN = re.compile(r"\{|\}|  |,,|, ,|,:|\.\.|,\.|:\s*:|^[a-z]+ ")


@dataclass(frozen=True, slots=True)
class Case:
    """One combination, and its sentence in a language."""

    name: str
    level: HedgeLevel
    cast: tuple[tuple[str, str], ...]
    kind: str
    sentence: Sentence


def _record(level: HedgeLevel, cast: tuple[tuple[str, str], ...], kind: str, written_in: str) -> ClaimRecord:
    return ClaimRecord.model_validate(
        {
            "id": "yard",
            "statement": {written_in: STATEMENTS[written_in]["plan" if kind == "plan" else "event"]},
            "kind": kind,
            "about": ["firm"],
            "voices": [{"who": who, "role": role} for who, role in cast],
            "hedge": {"level": level},
            "appearances": [{"source": "page", "quote": "May"}],
        }
    )


def _cases(language: str, written_in: str, condition: str = "") -> Iterator[Case]:
    for level in LEVELS:
        for name, cast in CASTS.items():
            for kind in ("event", "plan"):
                record = _record(level, cast, kind, written_in)
                told = claim_sentence(record, VOICES[language], WORDS[language], written_in, Shown(condition, ""))
                yield Case(f"{level}, {kind}, {name}", level, cast, kind, told)


def _listed(language: str) -> str:
    rows = [f"{case.name}\n    {case.sentence.text}\n" for case in _cases(language, language)]
    rows += [
        f"{case.name}, on a condition\n    {case.sentence.text}\n"
        for case in _cases(language, language, CONDITIONS[language])
        if case.name.endswith("one origin")
    ]
    return "".join(rows)


@pytest.mark.parametrize("language", sorted(VOICES))
def test_the_reviewers_list_has_every_sentence(language: str) -> None:
    """The list in the repository is what the program writes."""
    assert (LISTS / f"{language}.txt").read_text("utf-8") == _listed(language)


@pytest.mark.parametrize("written_in", sorted(VOICES))
@pytest.mark.parametrize("language", sorted(VOICES))
@pytest.mark.parametrize("condition", [False, True])
def test_no_sentence_loses_voices_or_hedge(language: str, written_in: str, condition: bool) -> None:
    """Every combination names all its voices, its hedge and the statement as written, as one clean sentence."""
    own = language == written_in
    seen = 0
    for case in _cases(language, written_in, CONDITIONS[language] if condition else ""):
        text, voices = case.sentence.text, VOICES[language]
        for who, _ in case.cast:
            after = voices[who].after_preposition
            names = (voices[who].name, after, after.removeprefix("dem "))
            assert any(name.casefold() in text.casefold() for name in names), text
        assert re.search(MARKS[language][case.level], text, re.IGNORECASE), text
        statement = STATEMENTS[written_in]["plan" if case.kind == "plan" else "event"].removesuffix(".")
        assert statement in text or statement.removeprefix("Acme ") in text, text
        assert case.sentence.statement.language == ("" if own else written_in)
        assert not UNCLEAN.search(text), text
        assert text.endswith(".")
        assert ": " in case.sentence.before
        if condition:
            assert CONDITIONS[language].removesuffix(".") in case.sentence.after
        seen += 1
    assert seen == len(LEVELS) * len(CASTS) * 2


@pytest.mark.parametrize("language", sorted(VOICES))
def test_an_ascribed_voice_never_leads(language: str) -> None:
    """Words put into somebody's mouth are told as the words of who puts them there."""
    for case in _cases(language, language):
        ascribed = [who for who, role in case.cast if role == "ascribed"]
        leaders, others = leading_voices(_record(case.level, case.cast, case.kind, language))
        assert not {*leaders, *others} & set(ascribed)
        if ascribed and leaders:
            name = VOICES[language][leaders[0]].name
            assert case.sentence.text.casefold().startswith(name.casefold())


def test_a_voice_that_speaks_of_itself_is_named_once() -> None:
    """Never "According to Acme, Acme …": English takes a pronoun, German the name in the statement alone."""
    record = _record("stated", CASTS["of itself"], "event", "en")
    assert claim_sentence(record, VOICES["en"], WORDS["en"], "en").text == "Acme says: it opened the yard in May."
    german = _record("stated", CASTS["of itself"], "event", "de")
    told = claim_sentence(german, VOICES["de"], WORDS["de"], "de").text
    assert told == "Nach eigenen Angaben: Acme eröffnete die Werft im Mai."
    for language in VOICES:
        for case in _cases(language, language):
            if case.cast == CASTS["of itself"]:
                assert case.sentence.text.count("Acme") == 1 or case.level in {
                    "presupposed", "confirmed", "inferred", "denied",
                }  # fmt: skip


def test_no_sentence_shifts_its_tenses() -> None:
    """The forms that no editor would print are gone: a past tense before a statement of what is to come."""
    for case in _cases("en", "en"):
        assert not re.search(r"\b(?:was|were) (?:expected|possible) that\b", case.sentence.text)
    for case in _cases("de", "de"):
        assert not re.match(r"So |.*\berwarteten?:", case.sentence.text)


if __name__ == "__main__":
    LISTS.mkdir(exist_ok=True)
    for tag in sorted(VOICES):
        (LISTS / f"{tag}.txt").write_text(_listed(tag), "utf-8")
