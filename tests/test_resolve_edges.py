"""Just inside and just outside of every bound by which quotes, dates, places and origins are led to what they mean."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Span
from generator.model.corpus import Corpus, MarkdownPart, ReferencePart
from generator.model.dates import UncertainDate
from generator.model.documents import Passage, Place
from generator.model.places import Located, Places
from generator.model.records import PublisherRecord
from generator.model.source_records import Anchor
from generator.resolve.anchors import LONG, occurrences, one_line, pin, searchable
from generator.resolve.brief_parts import split_body
from generator.resolve.corpus import first_asserted
from generator.resolve.dates import DateFault, date_or_none, day_fault, parse_date
from generator.resolve.documents import make_document, sentences
from generator.resolve.lineage import Origins, ancestors, origins, origins_of
from generator.resolve.normalise import NormalText, normalise
from generator.resolve.original_places import places_text, read_places
from generator.resolve.values import values_agree

HERE = Span("content/claims/a.yml", 3, 7)

DATES = {
    "2025": ("2025-01-01", "2025-12-31", "year", ""),
    "0001": ("0001-01-01", "0001-12-31", "year", ""),
    "9999": ("9999-01-01", "9999-12-31", "year", ""),
    "2025-01": ("2025-01-01", "2025-01-31", "month", ""),
    "2025-12": ("2025-12-01", "2025-12-31", "month", ""),
    "2024-02": ("2024-02-01", "2024-02-29", "month", ""),
    "2025-02": ("2025-02-01", "2025-02-28", "month", ""),
    "2025-02-28": ("2025-02-28", "2025-02-28", "day", ""),
    "2025-02-01": ("2025-02-01", "2025-02-01", "day", ""),
    "2025-02-XX": ("2025-02-01", "2025-02-28", "month", ""),
    "2025-XX": ("2025-01-01", "2025-12-31", "year", ""),
    "2025-XX-XX": ("2025-01-01", "2025-12-31", "year", ""),
    "199X": ("1990-01-01", "1999-12-31", "decade", ""),
    "19XX": ("1900-01-01", "1999-12-31", "century", ""),
    "000X": ("0001-01-01", "0009-12-31", "decade", ""),
    "00XX": ("0001-01-01", "0099-12-31", "century", ""),
    "2025-02-20~": ("2025-02-20", "2025-02-20", "day", "~"),
    "2025?": ("2025-01-01", "2025-12-31", "year", "?"),
    "2025-02%": ("2025-02-01", "2025-02-28", "month", "%"),
    "199X~": ("1990-01-01", "1999-12-31", "decade", "~"),
}
FAULTS = {
    "0000": ("D003", "the year 0000 does not exist here", "the earliest year is 0001"),
    "2025-00": ("D003", "there is no month 00", ""),
    "2025-13": ("D003", "there is no month 13", ""),
    "2025-20": ("D003", "there is no month 20", ""),
    "2025-21": ("D001", "'2025-21' is a season or a quarter", "write the interval of months that is meant"),
    "2025-41": ("D001", "'2025-41' is a season or a quarter", "write the interval of months that is meant"),
    "2025-42": ("D003", "there is no month 42", ""),
    "2025-02-00": ("D003", "2025-02 has no day 00", "its last day is 2025-02-28"),
    "2025-02-29": ("D003", "2025-02 has no day 29", "its last day is 2025-02-28"),
    "2025-XX-05": ("D001", "'2025-XX-05' names a day without a month", ""),
    "199X-05": ("D001", "'199X-05' leaves the year open but names a month", ""),
    "20.2.2025": ("D001", "'20.2.2025' is not a date", "write 2025-02-20"),
    "3.2.2025": ("D001", "'3.2.2025' is not a date", "write 2025-02-03"),
    "30.2.2025": ("D001", "'30.2.2025' is not a date", ""),
    "x" * 60: ("D001", f"'{'x' * 60}' is not a date", ""),
    "x" * 61: ("D001", f"'{'x' * 60}…' is not a date", ""),
    "2025/2/3": ("D001", "'2025/2/3' is not a date", "write 2025-02-03"),
    "2025/2": ("D001", "'2025/2' is not a date", "write 2025-02"),
    "2025/13": ("D001", "'2025/13' is not a date", "an interval has two ends: a/b"),
    "2025-2-3": ("D001", "'2025-2-3' is not a date", "write 2025-02-03"),
    "2025-2": ("D001", "'2025-2' is not a date", "write 2025-02"),
    "2025-2-33": ("D001", "'2025-2-33' is not a date", ""),
    "2025-02-20T10:00": ("D001", "'2025-02-20T10:00' is not a date", "write the day alone, without the time"),
    "Tuesday": ("D001", "'Tuesday' is not a date", ""),
    "10:00": ("D001", "'10:00' is not a date", ""),
    "2024/2025/2026": ("D001", "'2024/2025/2026' is not a date", "an interval has two ends: a/b"),
    "../..": ("D001", "'../..' is open at both ends", "give at least one end"),
    "/": ("D001", "'/' is open at both ends", "give at least one end"),
    "2025/2024": ("D002", "2024 is before 2025", "write 2024/2025"),
    "2025-03/2025-02-20": ("D002", "2025-02-20 is before 2025-03", "write 2025-02-20/2025-03"),
    "2025-03-10/2025": ("D002", "2025 is before 2025-03-10", "write 2025/2025-03-10"),
    "2025/soon": ("D001", "'soon' is not a date", ""),
    "soon/2025": ("D001", "'soon' is not a date", ""),
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_has_these_bounds(text: str) -> None:
    """Bounds, precision and qualifiers are those of EDTF; a qualifier widens nothing."""
    parsed = parse_date(text)
    assert isinstance(parsed, UncertainDate) and parsed.begin is not None and parsed.begin is parsed.end
    first, last, precision, qualifier = DATES[text]
    assert (str(parsed.earliest), str(parsed.latest), parsed.begin.precision) == (first, last, precision)
    assert (parsed.begin.uncertain, parsed.begin.approximate) == (qualifier in ("?", "%"), qualifier in ("~", "%"))
    assert parsed.text == text and parsed.interval is False


@pytest.mark.parametrize("text", [text for text in FAULTS if text != "2025-03-10/2025"])
def test_what_is_no_date_is_refused_in_these_words(text: str) -> None:
    """The rule, the message and what to write instead."""
    fault = parse_date(text)
    assert isinstance(fault, DateFault)
    assert (fault.rule.code, fault.message, fault.advice) == FAULTS[text]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025/2026", "2025-01-01", "2026-12-31"), ("2025/2025", "2025-01-01", "2025-12-31"),
        ("2025-02-20/2025-02-20", "2025-02-20", "2025-02-20"), ("../2025-02-20", "None", "2025-02-20"),
        ("2025-02-20/..", "2025-02-20", "None"), ("/2025", "None", "2025-12-31"), ("2025/", "2025-01-01", "None"),
        ("2025-03-10/2025", "2025-03-10", "2025-12-31"), ("2025/2025-03-10", "2025-01-01", "2025-03-10"),
        ("2025-12-31/2025", "2025-12-31", "2025-12-31"), ("2025-02/2025-02-01", "2025-02-01", "2025-02-01"),
        ("2024-12/2025-01~", "2024-12-01", "2025-01-31"),
    ],
)  # fmt: skip
def test_an_interval_has_these_bounds(text: str, first: str, last: str) -> None:
    """An interval goes from the first day of its beginning to the last of its end; an open end has none."""
    parsed = parse_date(text)
    assert isinstance(parsed, UncertainDate) and parsed.interval
    assert (str(parsed.earliest), str(parsed.latest), parsed.text) == (first, last, text)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("2025-02-20", True), ("2025-02", False), ("2025-02-20~", False), ("2025-02-20?", False), ("2025-02-20%", False),
     ("2025-02-20/2025-02-20", False), ("../2025-02-20", False), ("2025-02-20/..", False)],
)  # fmt: skip
def test_one_certain_day_is_asked_for(text: str, fits: bool) -> None:
    """Where a field asks for one day, an interval of one day, a month and an uncertain day are refused."""
    parsed = date_or_none(text)
    assert parsed is not None
    fault = day_fault(parsed)
    assert (fault is None) is fits
    if fault is not None:
        assert (fault.rule.code, fault.message) == ("D001", f"{text!r} is not one day")
        assert fault.advice == "write one day: 2025-02-20"


def test_values_agree_where_they_share_a_day_or_their_words() -> None:
    """Dates agree on a shared day, else not; texts whatever their case; a date and a text not, nor a text with part."""
    assert values_agree("2025-02", "2025-02-28") and values_agree("2025-02-28", "2025-02")
    assert not values_agree("2025-02", "2025-03-01")
    assert values_agree("Weiß", "WEISS") and not values_agree("red", "blue") and not values_agree("2025", "red")
    assert not values_agree("red", "2025") and values_agree("Bo  Berg", "bo berg")


def test_quantities_agree_whatever_their_form() -> None:
    """Equal numbers with equal units agree in every spelling; other numbers and other units do not."""
    same = ["48 million kg", "48000000 kg", "48,000,000 kg", "48.000.000 kg", "48 Mio. kg", "48 Millionen kg"]
    same += ["48,000 t", "48 000 tonnes"]
    for one in same:
        assert all(values_agree(one, other) for other in same), one
    assert values_agree("1,5 %", "1.5 percent") and values_agree("USD 11.9 billion", "11,900,000,000 usd")
    assert values_agree("1.234,5", "1,234.5") and values_agree("−3 m", "-300 cm") and values_agree("$5", "5 US$")
    for one, other in (
        ("48 million kg", "48 million t"), ("48 kg", "84 kg"), ("5 %", "5"), ("-3 m", "3 m"), ("2 of 3", "2"),
        ("GPT-4", "GPT-5"), ("48 kg", "48 kg of gold"),
    ):  # fmt: skip
        assert not values_agree(one, other) and not values_agree(other, one), one


@given(st.integers(0, 10**9), st.sampled_from(["", " kg", " MW", " percent", " boats"]))
def test_a_number_agrees_with_itself_and_with_no_other(number: int, unit: str) -> None:
    """Grouped as English or German does, a whole number is the same quantity; one more is another."""
    forms = [f"{number}{unit}", f"{number:,}{unit}"]
    forms += [f"{number:,}{unit}".replace(",", ".")] if number >= 10**6 else []
    assert all(values_agree(one, other) for one in forms for other in forms)
    assert not any(values_agree(f"{number + 1}{unit}", form) for form in forms)


def test_no_date_is_read_from_nothing() -> None:
    """A missing text and one that is no date give none."""
    assert date_or_none(None) is None and date_or_none("soon") is None


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (("2025-02-12", "2025-02~"), "2025-02-12"), (("2025-02", "2025-02-28"), "2025-02"),
        (("2025-03-01", "2025-02"), "2025-02"), (("2025/..", "2026"), "2026"), (("../2025", "2025-12-31"), "../2025"),
        (("2025-02-28", "2025-02/2025-02-28"), "2025-02/2025-02-28"),
        ((None, "2025"), "2025"), (("2025/..", "2024/.."), "2024/.."), (("2025?", "2025"), "2025"),
    ],
)  # fmt: skip
def test_said_first_is_what_was_certainly_said(texts: tuple[str | None, ...], first: str) -> None:
    """Of several dates that counts by whose end it was said; then the earlier beginning, then the text."""
    for order in (texts, texts[::-1]):
        found = first_asserted(date_or_none(text) for text in order)
        assert found is not None and found.text == first
    assert first_asserted([None]) is None and first_asserted([]) is None


def pinned(text: str, quote: str, **neighbours: str) -> Passage | Diagnostic:
    """What a quote is pinned to in a document of that text."""
    return pin(searchable("page", make_document("seeds/page.txt", text, "en")), Anchor(quote=quote, **neighbours),
               HERE, "claim")  # fmt: skip


def refused(text: str, quote: str, **neighbours: str) -> Diagnostic:
    found = pinned(text, quote, **neighbours)
    assert isinstance(found, Diagnostic)
    assert (found.span, found.target) == (HERE, "claim")
    return found


def test_a_quote_without_words_is_refused_as_such() -> None:
    """White space and soft hyphens are no words, in any document."""
    for quote in (" ", "\xad", " \xad "):
        found = refused("Some words.", quote)
        assert (found.rule.code, found.message, found.fix) == ("Q001", "this quote has no words", None)


def test_a_quote_at_both_ends_of_a_document_is_found() -> None:
    """The first and the last words, and all of them."""
    assert pinned("one two three", "one") == Passage(0, 3, "one")
    assert pinned("one two three", "three") == Passage(8, 13, "three")
    assert pinned("one two three", " one  two three ") == Passage(0, 13, "one two three")


def test_the_nearest_passage_is_cut_at_words() -> None:
    """The hint quotes whole words, without spaces or signs that the quote does not begin or end with."""
    text = "Before that, the (model) will be started at the end of May. Nothing else was said of it."
    found = refused(text, "will be startet at the end of Mai")
    assert found.message == "this quote is not in source 'page'" and found.rule.code == "Q001"
    assert found.fix is not None and found.fix.new == "will be started at the end of May"
    assert found.fix.doubtful and found.fix.places == (HERE,)
    assert found.hint == ('copy the words exactly; did you mean "will be started at the end of May"? It is the document'
                          " that counts")  # fmt: skip
    (near,) = found.related
    assert near.span == Span("seeds/page.txt", 1, text.index("will") + 1)
    assert near.note == 'the nearest passage reads "will be started at the end of May"'


def test_where_nothing_is_like_it_nothing_is_proposed() -> None:
    """A quote of quite other words has a hint without words, and no fix."""
    found = refused("Der Start war ein Erfolg.", "zyx 4711 qqq")
    assert (found.hint, found.fix, found.related) == ("nothing like it stands there: is it another source's?", None, ())
    assert refused("", "words").fix is None
    assert refused("vvuagbfaewdvyuf", "ebbagbfaeadjcff").fix is None, "59 of 100 is not alike"


def test_only_the_places_that_the_neighbours_leave_are_told() -> None:
    """Where a prefix leaves two of three places, the third is no longer one of those that may be meant."""
    where = searchable("page", make_document("seeds/page.txt", "q x a, p x a, p x a", "en"))
    found = pin(where, Anchor(quote="x a", prefix="p"), HERE, "claim")
    assert isinstance(found, Diagnostic) and [item.span.column for item in found.related] == [10, 17]


def test_a_proposal_over_two_lines_is_one_line() -> None:
    """What is written into a record has a space where the document has a line end; other spaces stay."""
    assert one_line("a \t\n\n  b  c\u00a0d") == "a b  c\u00a0d"
    found = refused("the end of\n   the month of May", "the end of the month of Mai")
    assert found.fix is not None and found.fix.new == "the end of the month of May"


def test_ambiguous_places_are_told_with_their_surroundings() -> None:
    """At most four places are listed, each with thirty characters on both sides; the message counts all."""
    text = "x" * 40 + " word " + "y" * 40 + " word a word b word c word"
    found = refused(text, "word")
    assert (found.rule.code, found.message) == ("Q002", "this quote occurs 5 times in source 'page'")
    assert len(found.related) == 4
    first = found.related[0]
    assert first.span == Span("seeds/page.txt", 1, 42)
    assert first.note == f'here after "{"x" * 29} ", before " {"y" * 29}"'
    assert found.hint == f"to mean the first, add `prefix: '{'x' * 40}'`"


def test_wrong_neighbours_list_all_places() -> None:
    """Where no place fits the prefix the finding tells where the words stand, and proposes nothing."""
    found = refused("a word, b word", "word", prefix="c")
    assert found.rule.code == "Q003" and len(found.related) == 2 and found.fix is None and found.hint == ""
    assert found.message == "the quote is there, but not between this prefix and suffix"


@pytest.mark.parametrize(
    ("text", "field", "neighbours"),
    [
        ("one two three four word and five six seven word", "prefix", "two three four"),
        ("a b c word x y z. a b c word x y w", "suffix", "x y z."),
        ("k a b c word x y z a b c word x y z a", "prefix", "k a b c"),
        ("word a, b c word", "suffix", "a, b c"),
    ],
)
def test_the_shortest_neighbours_that_tell_are_proposed(text: str, field: str, neighbours: str) -> None:
    """Three words of prefix, else of suffix; then one more, until only the first place has them."""
    found = refused(text, "word")
    assert found.fix is not None
    assert (found.fix.field, found.fix.new, found.fix.doubtful) == (field, neighbours, True)
    assert found.hint == f"to mean the first, add `{field}: '{neighbours}'`"
    settled = pinned(text, "word", **{field: neighbours})
    assert isinstance(settled, Passage) and settled.start == text.index("word")


@pytest.mark.parametrize(("same", "told"), [(11, True), (12, False)])
def test_neighbours_of_more_than_twelve_words_are_not_proposed(same: int, told: bool) -> None:
    """Where more than twelve words would be needed to tell, the advice is to quote more."""
    before, after = (" ".join(f"{sign}{number}" for number in range(many)) for sign, many in (("b", same), ("a", 20)))
    found = refused(f"one {before} word {after} two {before} word {after} two", "word")
    assert (found.fix.new if found.fix else None) == (f"one {before}" if told else None)
    assert found.hint.startswith("to mean the first" if told else "quote more of the sentence")


def test_where_no_neighbours_tell_the_advice_is_to_quote_more() -> None:
    """Words that repeat with all that is around them can be told apart by no twelve words."""
    found = refused("word " * 40, "word word")
    assert found.hint == "quote more of the sentence, so that the words stand there once"
    assert found.fix is None


def test_overlapping_places_are_places_each() -> None:
    """Where words overlap with themselves, each place counts."""
    assert refused("a b a b a", "a b a").message == "this quote occurs 2 times in source 'page'"
    assert refused("aaaa", "aa").message == "this quote occurs 3 times in source 'page'"


def test_a_letter_is_not_cut() -> None:
    """Words that end before a mark of their last letter, or begin with a mark of another one, do not stand there."""
    where = searchable("page", make_document("seeds/page.txt", "a q\u0301 b \u0301c", "en"))
    for words in ("q", "a q", "\u0301 b"):
        assert occurrences(where, words) == [], words
    found = {"\u0301": 7, "q\u0301": 2, "q\u0301 b": 2, "a q\u0301": 0, "\u0301c": 7, "b \u0301c": 5}
    for words, start in found.items():
        assert occurrences(where, words) == [start], words
    assert occurrences(searchable("page", make_document("a", "\u0301b", "en")), "\u0301b") == [0]


def test_spaces_around_what_stands_beside_a_quote_do_not_matter() -> None:
    """A prefix and a suffix settle which place is meant, however they are spaced."""
    where = searchable("page", make_document("seeds/page.txt", "o x a c, u x a b", "en"))
    for anchor in (Anchor(quote="x a", suffix=" b "), Anchor(quote="x a", prefix=" c, u ")):
        found = pin(where, anchor, HERE, "claim")
        assert isinstance(found, Passage) and found.start == 11


def test_words_of_long_documents_are_looked_up_where_they_stand() -> None:
    """At the start, and beside longer words that begin or end alike; from a hundred thousand characters on."""
    start, body = "one of all ", "alpha bc b d, x cb b d; bc bc bc "
    text = start + body + "filling " * 12_500
    assert searchable("page", make_document("a", text[:99_999] , "en")).words is None
    where = searchable("page", make_document("a", text[:99_999] + "g", "en"))
    assert where.words is not None
    for words in ("one of all", "one of all alpha", "alpha bc b d,", "x cb b d;", "bc b d,", "cb b d;", "of all alpha"):
        assert occurrences(where, words) == [text.index(words)], words
    assert occurrences(where, "zero one of all") == [] and occurrences(where, "all of one") == []


@pytest.mark.parametrize(
    ("text", "quote", "nearest"),
    [
        ("a (model is out) b", "xmodel is out", "model is out"),
        ("a (model is out) b", "(model it out", "(model is out"),
        ("the model is out) b", "model is outx", "model is out"),
        ("a model is out) b", "model it out)", "model is out)"),
        ("remodelled is out", "modelled it out", "remodelled is out"),
        ("so it is outer", "so it us out", "so it is outer"),
        ("x, model is out", "  , model it out", ", model is out"),
        ("..ba", "-a", "ba"),
        (" a1", "b1", "a1"),
        ("bba", "b a", "bba"),
        ("a1babb(", "babb)", "a1babb"),
        ("a b", "- b", "b"),
    ],
)
def test_what_is_proposed_begins_and_ends_as_the_quote_does(text: str, quote: str, nearest: str) -> None:
    """Whole words; a sign at either end only where the quote has one there."""
    found = refused(text, quote)
    assert found.fix is not None and found.fix.new == nearest


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_long_documents_find_the_same(more: int) -> None:
    """From a hundred thousand characters on words are looked up; what is found where is the same."""
    line = "alpha beta gamma delta "
    text = (line * (LONG // len(line) + 1))[: LONG + more - 12] + " rare last one"
    text = text[len(text) - LONG - more :]
    where = searchable("page", make_document("seeds/page.txt", text, "en"))
    assert (where.words is not None) is (len(where.normal.text) >= LONG)
    for words in ("beta gamma delta", "gamma", "ta gam", "a rare last", "rare last one", "alpha alpha beta", "z z z"):
        expected, at = [], where.normal.text.find(words)
        while at >= 0:
            expected.append(at)
            at = where.normal.text.find(words, at + 1)
        assert occurrences(where, words) == expected, words


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", NormalText("", (), ())),
        ("ab", NormalText("ab", (0, 1), (1, 2))),
        ("a \n b", NormalText("a b", (0, 1, 4), (1, 4, 5))),
        ("a\xadb", NormalText("ab", (0, 2), (1, 3))),
        ("a \xad b", NormalText("a b", (0, 1, 4), (1, 4, 5))),
        ("xe\u0301y", NormalText("x\u00e9y", (0, 1, 3), (1, 3, 4))),
        ("e\xad\u0301", NormalText("\u00e9", (0,), (3,))),
        ("\u0958", NormalText("\u0915\u093c", (0, 0), (1, 1))),
        ("q \u1100\u1161\u11a8", NormalText("q \uac01", (0, 1, 2), (1, 2, 5))),
    ],
)
def test_every_normal_character_knows_its_stretch(text: str, normal: NormalText) -> None:
    """Which stretch of the original each character stands for, one by one."""
    assert normalise(text) == normal
    if normal.text:
        assert normal.original(0, len(normal.text)) == (normal.starts[0], normal.ends[-1])


BAD_PLACES = (
    "", "[]", "1", "null", '"x"', "{", "{}", '{"format": 2, "places": []}', '{"format": 1}',
    '{"format": 1, "places": 1}',
    '{"format": 1, "places": [1]}', '{"format": 1, "places": [{}]}', '{"format": 1, "places": [{"start": "0"}]}',
    '{"format": 1, "places": [{"start": true}]}', '{"format": 1, "places": [{"start": 0.0}]}',
    '{"format": 1, "places": [{"start": 0, "page": 1}]}', '{"format": 1, "places": [{"start": 0, "headings": "a"}]}',
    '{"format": 1, "places": [{"start": 0, "headings": [1]}]}', '{"format": 1, "places": [{"start": 0, "unseen": 1}]}',
    '{"format": 1, "places": [{"start": -1}]}',
    '{"format": 1, "places": [{"start": 10}]}', '{"format": 1, "places": [{"start": 1}, {"start": 1}]}',
    '{"format": 1, "places": [{"start": 2}, {"start": 1}]}', "[" * 200_000,
)  # fmt: skip


@pytest.mark.parametrize("content", BAD_PLACES, ids=range(len(BAD_PLACES)))
def test_what_holds_no_places_is_none(content: str) -> None:
    """Other JSON, another version, other types, places outside the text or out of order: None, never an exception."""
    assert read_places(content, 10) is None


def test_places_are_read_as_they_are_written() -> None:
    """What is written is read back; no page and no headings are left out; the last character may begin a place."""
    places = (Place(0), Place(3, "ii"), Place(9, "", ("Über", "b")))
    written = places_text(places)
    assert read_places(written, 10) == places
    assert json.loads(written)["places"] == [{"start": 0}, {"start": 3, "page": "ii"},
                                             {"start": 9, "headings": ["Über", "b"]}]  # fmt: skip
    assert written == ('{"format": 1, "places": [\n{"start": 0},\n{"start": 3, "page": "ii"},\n'
                       '{"start": 9, "headings": ["Über", "b"]}\n]}\n')  # fmt: skip
    assert read_places('{"format": 1, "places": []}', 0) == ()
    hidden = (Place(0), Place(4, unseen=True))
    assert read_places(places_text(hidden), 9) == hidden and places_text(hidden).count("unseen") == 1


def test_sentences_and_paragraphs_have_exact_places() -> None:
    """White space around sentences and paragraphs belongs to none; lines without words are no paragraphs."""
    text = "  One. Two!  \n\n \t \n Three \n"
    found = make_document("seeds/a.txt", text, "en-GB")
    assert [passage.text for passage in found.paragraphs] == ["One. Two!", "Three"]
    assert [passage.text for passage in found.sentences] == ["One.", "Two!", "Three"]
    for passage in (*found.paragraphs, *found.sentences):
        assert text[passage.start : passage.end] == passage.text
    assert (found.path, found.text, found.extracted, found.places) == ("seeds/a.txt", text, False, ())
    assert sentences(" \n\t\n", "en") == ()
    assert sentences(". \u3000\u3000\x85\x1c", "en") == (Passage(0, 1, "."),)


def test_wide_spaces_move_no_sentence() -> None:
    """White space of several bytes is one character like any other, before a full stop too."""
    assert sentences("A\xa0.", "de") == (Passage(0, 3, "A\xa0."),)
    words = "Ein\u3000Wort. Und zwei."
    assert sentences(words, "de") == (Passage(0, 9, "Ein\u3000Wort."), Passage(10, 19, "Und zwei."))


def test_sentences_end_by_the_language_not_by_the_country() -> None:
    """A date with a full stop ends no sentence in German, in Austria as little as elsewhere."""
    words = "Am 3. Mai geht es los. Und so."
    assert [item.text for item in make_document("a", words, "de-AT").sentences] == ["Am 3. Mai geht es los.", "Und so."]
    assert len(make_document("a", words, "en").sentences) == 3


PARENTS = {"a": (), "b": ("a",), "c": ("b",), "d": ("a", "e"), "e": (), "x": ("y",), "y": ("x",), "z": ("x",)}
PARENTS["s"] = ("s",)


@pytest.mark.parametrize(
    ("source", "behind", "roots"),
    [
        ("a", "", "a"), ("b", "a", "a"), ("c", "ab", "a"), ("d", "ae", "ae"), ("x", "xy", "xy"), ("y", "xy", "xy"),
        ("z", "xy", "xy"), ("s", "s", "s"),
    ],
)  # fmt: skip
def test_origins_are_the_roots_of_a_lineage(source: str, behind: str, roots: str) -> None:
    """A source without origins is its own; a copy has those behind it; a circle is the origin of what ends in it."""
    assert ancestors(PARENTS, source) == set(behind)
    assert origins(PARENTS, source) == tuple(roots)


def _corpus(
    originals: str = "", publishers: dict[str, str] | None = None, owners: dict[str, str] | None = None
) -> Corpus:
    """Pages a to z: those named in `originals` are first publications, each of a publisher of its own unless said."""
    sources = {
        id: SimpleNamespace(
            captured=False,
            written=SimpleNamespace(
                original="yes" if id in originals else "no", original_basis="so", standing="established",
                derived_from=PARENTS.get(id, ()), publisher=(publishers or {}).get(id, id),
            ),
        )
        for id in "abcdesxyz"
    }  # fmt: skip
    records = {id: {"id": id, "name": id, "reason": "so", "owner": owner} for id, owner in (owners or {}).items()}
    nowhere = Places({}, {})
    houses = {id: Located(PublisherRecord.model_validate(record), nowhere) for id, record in records.items()}
    return cast(Corpus, SimpleNamespace(sources=sources, publishers=houses, entities={}))


@pytest.mark.parametrize(
    ("sources", "originals", "known", "unknown"),
    [
        ("", "", (), ()), ("a", "", (), (("a",),)), ("ab", "", (), (("a", "b"),)), ("ae", "", (), (("a",), ("e",))),
        ("ae", "a", (("a",),), (("e",),)), ("ae", "ae", (("a",), ("e",)), ()), ("ab", "a", (("a", "b"),), ()),
        ("aed", "ae", (("a", "d", "e"),), ()), ("eczd", "a", (("c", "d", "e"),), (("z",),)),
        ("zcs", "", (), (("c",), ("s",), ("z",))), ("aaa", "a", (("a",),), ()),
    ],
)  # fmt: skip
def test_origins_are_known_or_they_are_not(
    sources: str, originals: str, known: tuple[tuple[str, ...], ...], unknown: tuple[tuple[str, ...], ...]
) -> None:
    """A page that mixes two origins ties them into one group, in whatever order they come; what no record calls the
    first publication never counts as an origin."""
    for order in (sources, sources[::-1]):
        roots = {id: origins(PARENTS, id) for id in order}
        assert origins_of(_corpus(originals), roots) == Origins(known, unknown)


def test_a_witness_of_two_origins_ties_what_comes_after_it() -> None:
    """The first of three knows both origins of the others."""
    roots = {"a": ("x", "y"), "b": ("x",), "c": ("y",)}
    assert origins_of(_corpus("xy"), roots) == Origins((("a", "b", "c"),), ())


def test_one_house_and_one_speaker_are_one_origin() -> None:
    """Two first publications of one publisher, of one owner, or with the words of one person count once."""
    roots = {"a": ("a",), "e": ("e",)}
    assert len(origins_of(_corpus("ae"), roots).known) == 2
    assert len(origins_of(_corpus("ae", {"e": "a"}), roots).known) == 1
    assert len(origins_of(_corpus("ae", None, {"a": "House", "e": "house"}), roots).known) == 1
    spoken = {"a": frozenset({"ada"}), "e": frozenset({"ada"})}
    assert origins_of(_corpus("ae"), roots, spoken) == Origins((("a", "e"),), ())
    assert origins_of(_corpus(""), roots, spoken) == Origins((), (("a", "e"),))
    assert origins_of(_corpus("a"), roots, spoken) == Origins((("a", "e"),), ())


def test_the_parts_of_a_body_stand_where_they_stand() -> None:
    """Markdown and references in order, each with line and column; nothing before, between or after is no part."""
    body = "[[claim:a]][[term: b | two words ]]\nso [[timeline: about=n]] it\n[[source:s|]]"
    parts, findings = split_body("content/briefs/b.md", body, 8, "b")
    told = [(type(part).__name__, part.span.line, part.span.column) for part in parts]
    assert told == [
        ("ReferencePart", 8, 1), ("ReferencePart", 8, 12), ("MarkdownPart", 8, 36), ("TimelinePart", 9, 4),
        ("MarkdownPart", 9, 25),
    ]  # fmt: skip
    assert [part.text for part in parts if isinstance(part, MarkdownPart)] == ["\nso ", " it\n"]
    assert [finding.message for finding in findings] == ["[[source:s|]] is not understood"]
    (finding,) = findings
    assert (finding.hint, finding.fix, finding.target) == ("write [[source:ID]] or [[source:ID|words]]", None, "b")
    assert finding.span == Span("content/briefs/b.md", 10, 1)
    assert (parts[0].label, parts[1].label, parts[1].id) == ("", "two words", "b")  # type: ignore[union-attr]
    assert split_body("p", "words", 1, "b")[0][0].span == Span("p", 1, 1)
    assert split_body("p", "", 1, "b") == ((), ())
    assert split_body("p", "[[ claim: a ]]", 1, "b") == ((ReferencePart("claim", "a", "", Span("p", 1, 1)),), ())


def test_a_misspelled_kind_of_reference_is_proposed() -> None:
    """Brackets that name no kind are told the nearest one; those of a timeline how one is written."""
    (finding,) = split_body("p", "x [[clam:a]]", 3, "b")[1]
    assert finding.fix is not None and (finding.fix.new, finding.fix.old) == ("claim", "clam")
    assert finding.span == Span("p", 3, 3) and finding.message == "[[clam:a]] is not understood"
    for kind in ("clam", "sorce", "entty", "trm", "bref", "timline"):
        (finding,) = split_body("p", f"\n[[ {kind} : a]]", 3, "b")[1]
        assert finding.fix is not None and finding.fix.old == kind and finding.span == Span("p", 4, 1)
        assert finding.fix.new in ("claim", "source", "entity", "term", "brief", "timeline")
    (finding,) = split_body("p", "[[timeline]]", 1, "b")[1]
    assert finding.hint == "write [[timeline: about=ID]]"
    (finding,) = split_body("p", "[[qqqqqqq]]", 1, "b")[1]
    assert finding.fix is None
