"""Date expressions of German and English sentences: where they stand, what they mean, what stays open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.date_grammar import compile_grammar
from generator.authoring.date_phrases import DatePhrase, date_phrases
from generator.authoring.date_spans import easter
from generator.model.dates import UncertainDate
from generator.read.date_words import read_date_words
from generator.resolve.dates import parse_date
from tests.conftest import ROOT
from tests.date_table import ENGLISH, GERMAN, SAID, WITHOUT

GRAMMARS = {
    language: compile_grammar(words)
    for language, words in read_date_words(ROOT / "site_templates" / "lexicon" / "dates").items()
}
ROWS = [("de", *row) for row in GERMAN] + [("en", *row) for row in ENGLISH]
WORDS = {
    language: sorted({word for row in table for word in row[0].split()} | {"zwischen", "und", "between", "and", "die"})
    for language, table in (("de", GERMAN), ("en", ENGLISH))
}
BY_WEEKS = [
    ("de", "nächste Woche"), ("de", "vorgestern"), ("de", "am kommenden Freitag"), ("de", "in zwei Wochen"),
    ("de", "Ende kommender Woche"), ("en", "next week"), ("en", "tomorrow"), ("en", "last Friday"),
    ("en", "this weekend"), ("en", "in 10 days"), ("en", "within two weeks"),
]  # fmt: skip
BY_YEARS = [
    ("de", "Ende Mai"), ("de", "im vergangenen November"), ("de", "nächstes Jahr"), ("de", "im ersten Quartal"),
    ("de", "in drei Monaten"), ("de", "zu Weihnachten"), ("de", "bis zum Jahresende"), ("de", "zwischen März und Mai"),
    ("en", "in late May"), ("en", "next spring"), ("en", "last month"), ("en", "three months ago"),
    ("en", "by the end of next year"), ("en", "on 6 March"),
]  # fmt: skip
days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def _said(text: str) -> UncertainDate:
    parsed = parse_date(text)
    assert isinstance(parsed, UncertainDate)
    return parsed


def _only(language: str, sentence: str, said: str) -> DatePhrase:
    (found,) = date_phrases(sentence, GRAMMARS[language], _said(said))
    return found


def _bounds(when: str | None) -> tuple[date | None, date | None]:
    assert when is not None
    parsed = _said(when)
    return parsed.earliest, parsed.latest


def test_the_table_is_broad() -> None:
    """At least 60 expressions a language, and 50 sentences without any, were written by hand."""
    assert min(len(GERMAN), len(ENGLISH)) >= 60
    assert sum(map(len, WITHOUT.values())) >= 50
    assert len({row[0] for row in GERMAN + ENGLISH}) == len(GERMAN + ENGLISH)


@pytest.mark.parametrize(("language", "sentence", "words", "when"), ROWS, ids=lambda value: str(value))
def test_an_expression_means_its_interval(language: str, sentence: str, words: str, when: str | None) -> None:
    """Each sentence of the table holds one expression, with exactly these words and this interval."""
    found = _only(language, sentence, SAID)
    assert (found.words, found.when) == (words, when)
    assert sentence[found.start : found.end] == words
    assert found.note


@pytest.mark.parametrize(("language", "sentence"), [(tag, text) for tag, texts in WITHOUT.items() for text in texts])
def test_ordinary_sentences_hold_no_date(language: str, sentence: str) -> None:
    """Names, numbers, articles and verbs are not taken for dates: "die" is no Tuesday, "may" no month."""
    assert date_phrases(sentence, GRAMMARS[language], _said(SAID)) == ()


def test_the_rule_for_a_missing_year() -> None:
    """Without a year the nearest time to come is meant, and beside a verb in the past the nearest one gone."""
    assert _only("de", "Der Start folgt Ende Mai.", "2025-05-31").when == "2025-05-21/2025-05-31"
    assert _only("de", "Der Start folgt Ende Mai.", "2025-06-01").when == "2026-05-21/2026-05-31"
    assert _only("de", "Der Start war Ende Mai.", "2025-05-20").when == "2024-05-21/2024-05-31"
    assert _only("en", "It was founded in March.", "2025-03-15").when == "2025-03"
    first, second = date_phrases("It was founded in March and will open in May.", GRAMMARS["en"], _said(SAID))
    assert (first.when, second.when) == ("2024-03", "2025-05")


def test_the_clause_beside_decides() -> None:
    """A verb of the past in the main clause does not move what the subordinate clause foretells."""
    sentence = "The firm said on Monday that it will open the hall in May."
    monday, may = date_phrases(sentence, GRAMMARS["en"], _said(SAID))
    assert (monday.when, may.when) == ("2025-02-17", "2025-05")


def test_a_source_with_an_interval() -> None:
    """Readings from both ends of the source's date are joined where they touch, and left open where they lie apart."""
    assert _only("de", "Nächste Woche ist Pause.", "2025-02-20/2025-02-21").when == "2025-02-24/2025-03-02"
    assert _only("de", "Das geschah gestern.", "2025-02-20/2025-02-21").when == "2025-02-19/2025-02-20"
    assert _only("de", "Das folgt Ende Mai.", "2025-05-30/2025-06-02").when is None
    assert _only("de", "Das geschah gestern.", "2025").when is None
    assert _only("de", "Das geschah letztes Jahr.", "2025").when == "2024"


def test_without_a_date_of_the_source() -> None:
    """Relative words of an undated source stay open; absolute dates do not need one."""
    (week,) = date_phrases("Nächste Woche ist Pause.", GRAMMARS["de"], None)
    (day,) = date_phrases("Am 3. März 2025 ist Pause.", GRAMMARS["de"], None)
    assert (week.when, day.when) == (None, "2025-03-03")
    assert week.note == "the source has no date to count from"


@given(st.sampled_from(["de", "en"]), days, st.data())
def test_offsets_and_intervals_are_sound(language: str, said: date, data: st.DataObject) -> None:
    """Over any jumble of the table's words: offsets are exact, ascending and apart, dates well-formed and in order."""
    sentence = " ".join(data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=12)))
    found = date_phrases(sentence, GRAMMARS[language], _said(said.isoformat()))
    assert all(one.end <= two.start for one, two in pairwise(found))
    for phrase in found:
        assert sentence[phrase.start : phrase.end] == phrase.words == phrase.words.strip()
        if phrase.when is not None:
            first, last = _bounds(phrase.when)
            assert first is None or last is None or first <= last


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """No text makes the reading fail."""
    for grammar in GRAMMARS.values():
        for phrase in date_phrases(text, grammar, _said(SAID)):
            assert text[phrase.start : phrase.end] == phrase.words


@given(days, st.integers(-500, 500), st.sampled_from(BY_WEEKS))
def test_weeks_shift_with_the_day(said: date, weeks: int, phrase: tuple[str, str]) -> None:
    """What is counted in days and weeks moves by as many weeks as the day on which it was said."""
    shift = timedelta(weeks=weeks)
    language, words = phrase
    one = _bounds(_only(language, words, said.isoformat()).when)
    other = _bounds(_only(language, words, (said + shift).isoformat()).when)
    assert [day + shift for day in one if day] == [day for day in other if day]


@given(days.filter(lambda day: day.day < 29), st.sampled_from(BY_YEARS))
def test_years_shift_with_the_day(said: date, phrase: tuple[str, str]) -> None:
    """What is counted in months and years moves by a year with the day on which it was said."""
    language, words = phrase
    one = _bounds(_only(language, words, said.isoformat()).when)
    other = _bounds(_only(language, words, said.replace(year=said.year + 1).isoformat()).when)
    for day, later in zip(one, other, strict=True):
        assert (day is None) == (later is None)
        if day and later:
            assert (later.year, later.month) == (day.year + 1, day.month)


@pytest.mark.parametrize("day", ["2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2000-04-23", "1954-04-18"])
def test_easter(day: str) -> None:
    """Easter Sunday falls where the almanac has it."""
    assert easter(int(day[:4])).isoformat() == day
