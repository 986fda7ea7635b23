"""Bytes as a date and as words about dates: bounds in order or one fault, and what is proposed can be read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from generator.authoring.date_grammar import DateGrammar, compile_grammar
from generator.authoring.date_phrases import date_phrases
from generator.model.dates import UncertainDate
from generator.read.date_words import read_date_words
from generator.resolve.dates import DateFault, day_fault, parse_date
from generator.resolve.values import values_agree
from tests.fuzzing.projects import ROOT

PART = "\0"
LONGEST = 400
WORDS = (
    "2025", "0000", "0001", "9999", "-", "/", "..", "~", "?", "%", "X", "XX", "-02-29", "-12-31", "/..", "../",
    "T00:00:00", "Ende ", "Anfang ", "early ", "Q1 ", "next ", "last ", "by ", "until ", "vor ", "seit ", "May ",
    "Mai ", "1999 Jahre ", "years ago", "summer ", "Monday ", "Weihnachten ", "in 9000 years", "vor 9999 Jahren",
    "31. Februar ", "the 1st ", "between ", " and ", "٣", "²", "\0",
)  # fmt: skip
SAID = ("2025-02-20", "0001-01-01", "9999-12-31", "2025-02", "2024/2025", "../2025", "20XX")
TEXTS = (
    "2025-05-21/2025-05-31", "2025-02~", "202X", "../2025-06", "2025-13-40", "24.12.2025",
    "Ende Mai 2025 oder Anfang Juni", "by the end of next year, at the latest on 3 May 2026",
    "in der ersten Hälfte des Jahres 2026", "vor drei Jahren, seit Montag",
    "between 3 and 5 June 2025; late summer 2025; in Q3; within two weeks",
    "zwischen dem 3. und 5. Juni, nach Ostern 2026",
)  # fmt: skip


@cache
def _grammars() -> Mapping[str, DateGrammar]:
    folder = ROOT / "site_templates" / "lexicon" / "dates"
    return {language: compile_grammar(words) for language, words in sorted(read_date_words(folder).items())}


def _sound(text: str) -> UncertainDate | DateFault:
    found = parse_date(text)
    if isinstance(found, DateFault):
        assert found.rule.code in {"D001", "D002", "D003"} and found.message and len(found.message.splitlines()) == 1
        if found.instead:
            assert isinstance(parse_date(found.instead), UncertainDate), found
        return found
    assert found.text == text and parse_date(found.text) == found
    assert found.begin or found.end
    for point in filter(None, (found.begin, found.end)):
        assert point.first <= point.last
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert found.begun_by(date.max) and found.meets(found) and values_agree(text, text)
    assert found.ended_by(date.max) == (found.latest is not None)
    fault = day_fault(found)
    assert (fault is None) == (found.earliest == found.latest and not found.interval and not set(text) & set("~?%"))
    return found


def try_one(data: bytes) -> None:
    """A date, another one, and words that may speak of dates in every language, parted by NUL."""
    first, second, words = [*data[:LONGEST].decode("utf-8", "replace").split(PART, 2), "", ""][:3]
    one, other = _sound(first), _sound(second)
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        assert one.meets(other) == other.meets(one)
        assert values_agree(first, second) == values_agree(second, first)
    said = other if isinstance(other, UncertainDate) else None
    for grammar in _grammars().values():
        end = 0
        for phrase in date_phrases(words or first, grammar, said):
            assert end <= phrase.start < phrase.end and phrase.words == (words or first)[phrase.start : phrase.end]
            end = phrase.end
            assert phrase.when is not None or phrase.note
            if phrase.when is not None:
                assert isinstance(parse_date(phrase.when), UncertainDate), phrase


def seeds() -> Iterator[bytes]:
    """Dates of every form, and sentences in which dates stand."""
    for text in TEXTS:
        for said in SAID:
            yield PART.join((text, said, text)).encode()
            yield PART.join((said, said, text)).encode()
