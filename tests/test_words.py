"""The words of the interface: every language has all of them, every page finds those that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from babel import Locale

from generator.model.claim_records import ClaimRecord, HedgeLevel
from generator.model.words import Words
from generator.read.words import read_words
from generator.render.sentence import VoiceName, claim_sentence
from tests.conftest import ROOT

WORDS = read_words(ROOT / "site_templates" / "words")
PLACE = re.compile(r"\{([a-z_]+)\}")
SAID = re.compile(r"""\bsay\(\s*"([a-z_.\-0-9]+)\"""")
LEVELS: tuple[HedgeLevel, ...] = ("stated", "presupposed", "confirmed", "expected", "possible", "inferred", "denied")
MARKS = {
    "en": {"stated": "According to", "presupposed": "took for granted", "confirmed": "said to have confirmed",
           "expected": "expected", "possible": "possible", "inferred": "concluded", "denied": "denied"},
    "de": {"stated": "So ", "presupposed": "voraus", "confirmed": "bestätigt haben",
           "expected": "erwartete", "possible": "für möglich", "inferred": "schloss", "denied": "bestritt"},
}  # fmt: skip
PLURAL = {
    "en": {"confirmed": "are said"},
    "de": {"presupposed": "setzten", "confirmed": "sollen", "expected": "erwarteten", "possible": "hielten",
           "inferred": "schlossen", "denied": "bestritten"},
}  # fmt: skip
VOICES = {
    "en": {"one": VoiceName("Sam Altman", False), "site": VoiceName("downcodes.com", False),
           "many": VoiceName("unnamed sources", True), "outlet": VoiceName("The Verge", False)},
    "de": {"one": VoiceName("eine ungenannte Person", False), "site": VoiceName("downcodes.com", False),
           "many": VoiceName("ungenannte Quellen", True), "outlet": VoiceName("The Verge", False)},
}  # fmt: skip
CASTS = (
    (("one", "origin"),),
    (("many", "origin"),),
    (("site", "author"),),
    (("outlet", "reported"),),
    (("one", "origin"), ("outlet", "reported")),
    (("one", "origin"), ("many", "reported")),
    (("one", "origin"), ("site", "origin"), ("outlet", "reported"), ("many", "reported")),
    (("one", "confirmed"), ("outlet", "reported")),
    (("many", "reported"), ("one", "confirmed"), ("site", "author")),
)
STATEMENTS = {"en": "The model will come in May.", "de": "Das Modell kommt im Mai."}
CONDITIONS = {"en": "The plan holds.", "de": "Der Plan hält."}


def test_every_title_of_the_navigation_has_words() -> None:
    """Each title in mkdocs.yml is known by its words in every language, so that no edition shows another's."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    titles = re.findall(r"^ +- ([^:]+):", settings.partition("\nnav:\n")[2], re.MULTILINE)
    assert len(titles) > 30
    for words in WORDS.values():
        assert [title for title in titles if f"nav.{title}" not in words.texts] == []


def test_every_language_has_the_same_words() -> None:
    """No key is missing in one language, and each text has the same places for values in all of them."""
    assert set(WORDS) >= {"en", "de"}
    english = WORDS["en"].texts
    for words in WORDS.values():
        assert set(words.texts) == set(english)
        for key, text in words.texts.items():
            if not key.endswith((".one", ".other")):
                assert set(PLACE.findall(text)) == set(PLACE.findall(english[key])), key
        Locale.parse(words.language)


def _asked() -> Iterator[str]:
    for file in sorted((ROOT / "site_templates").rglob("*.j2")):
        yield from SAID.findall(file.read_text("utf-8"))


def test_templates_ask_for_words_that_exist() -> None:
    """Every key that a template names is in the catalogue."""
    texts = WORDS["en"].texts
    asked = set(_asked())
    assert len(asked) > 100
    assert sorted(key for key in asked if key not in texts and f"{key}.other" not in texts) == []


def test_templates_hold_no_words_of_their_own() -> None:
    """Between the marks of a template stands no text that a reader would see in one language only."""
    for file in sorted((ROOT / "site_templates" / "pages").glob("*.j2")):
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", file.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"\A\s*---\n.*?\n---\n", "", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>|\]\([^)]*\)|\{:[^}]*\}", " ", text)
        seen = [
            word for word in re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", text) if word not in {"SHA", "BibTeX", "CSL", "JSON"}
        ]
        assert seen == [], f"{file.name}: {seen}"


def _record(level: HedgeLevel, cast: tuple[tuple[str, str], ...], conditional: bool, language: str) -> ClaimRecord:
    return ClaimRecord.model_validate(
        {
            "id": "model-in-may",
            "statement": {language: STATEMENTS[language]},
            "kind": "prediction",
            "about": ["model"],
            "voices": [{"who": who, "role": role} for who, role in cast],
            "hedge": {"level": level},
            "appearances": [{"source": "page", "quote": "May"}],
            **({"condition": {language: CONDITIONS[language]}} if conditional else {}),
        }
    )


@pytest.mark.parametrize("page_language", ["en", "de"])
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("level", "cast", "conditional"), list(product(LEVELS, CASTS, (False, True))))
def test_no_sentence_loses_voices_or_hedge(
    level: HedgeLevel, cast: tuple[tuple[str, str], ...], conditional: bool, language: str, page_language: str
) -> None:
    """Every combination names all its voices, its hedge in its verb, and the statement, as one clean sentence."""
    words: Words = WORDS[page_language]
    sentence = claim_sentence(_record(level, cast, conditional, language), VOICES[page_language], words, language)
    text = sentence.text
    for who, _ in cast:
        name = VOICES[page_language][who].name
        assert name in text or name[0].upper() + name[1:] in text
    assert MARKS[page_language][level].casefold() in text.casefold()
    assert STATEMENTS[language].rstrip(".").casefold() in text.casefold()
    assert sentence.statement.language == ("" if language == page_language else language)
    leading = [who for who, role in cast if role == _leading(cast)]
    several = len(leading) > 1 or any(VOICES[page_language][who].plural for who in leading)
    if several and level in PLURAL[page_language]:
        assert PLURAL[page_language][level].casefold() in text.casefold()
    assert not re.search(r"\{|\}|  |,,|, ,|,:|\.\.|,\.|^[a-z]+ ", text), text
    assert text.endswith(".")
    if conditional:
        assert CONDITIONS[language].rstrip(".").casefold() in text.casefold()


def _leading(cast: tuple[tuple[str, str], ...]) -> str:
    return next(role for role in ("origin", "confirmed", "author", "reported") if role in {role for _, role in cast})
