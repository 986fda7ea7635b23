"""The words of the interface: every language has all of them, every page finds those that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

from generator.read.words import read_words
from tests.conftest import ROOT

WORDS = read_words(ROOT / "site_templates" / "words")
PLACE = re.compile(r"\{([a-z_]+)\}")
SAID = re.compile(r"""\bsay\(\s*"([a-z_.\-0-9]+)\"""")


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
