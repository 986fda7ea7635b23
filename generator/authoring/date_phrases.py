"""Finds the date expressions of a sentence and works out the interval that each means, or says why it stays open.

How the words are read (everything here proposes; the author confirms):

- Relative words are counted from the day of publication, or from the day on which the words were said.
- Without a year, and for weekdays: the nearest one to come, unless the verb beside it is in the past; then the
  nearest one gone. "Ende Mai" in a page of February 2025 is May 2025.
- "In three weeks" is the calendar unit three further on, and approximate; days are exact. "Within three weeks"
  runs from the next day. "A few" reaches as far as `date_spans.A_FEW` says.
- "Until" and "by" include the time named and have no beginning; "since" and "from" have no end.
- A range takes a missing year from its other end.
- Where the source's own date is an interval, the result covers both readings if they touch, else it stays open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.authoring.date_finding import Item, Phrase, direction_of, phrases_in
from generator.authoring.date_grammar import DateGrammar
from generator.authoring.date_meanings import MEANINGS, Direction, OpenEnd, chosen
from generator.authoring.date_spans import DAY, Span, part_of
from generator.model.dates import UncertainDate

PhraseKind = Literal["date", "recent", "soon", "reference", "undated"]
ABSOLUTE = frozenset({"year", "years", "decade", "slashed"})
WIDEST = 31
"""Days: a source whose own date is less exact than a month tells nothing about "next week"."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date expression: offsets in the text, end-exclusive, its words, its EDTF date or None, and how or why not."""

    start: int
    end: int
    words: str
    kind: PhraseKind
    when: str | None
    note: str


@dataclass(frozen=True, slots=True)
class _Window:
    """A span whose ends may be open."""

    span: Span
    bound: str

    @property
    def text(self) -> str:
        first, last = self.span.first.isoformat(), self.span.last.isoformat()
        if self.bound == "until":
            return f"../{last}"
        if self.bound == "before":
            return f"../{(self.span.first - DAY).isoformat()}"
        if self.bound == "since":
            return f"{first}/.."
        if self.bound == "after":
            return f"{(self.span.last + DAY).isoformat()}/.."
        return replace(self.span, doubt="both").text if self.bound == "about" else self.span.text


def _resolve_item(item: Item, day: date, direction: Direction) -> Span:
    which = item.groups.get("which")
    spans = MEANINGS[item.meaning](item.groups, day)
    if item.part:
        spans = tuple(part_of(span, item.part) for span in spans)
    fixed = item.meaning == "unit" or item.meaning.endswith("-of") or which is None
    return chosen(spans, None if fixed else int(which or 0), direction, day)


def _resolve_range(first: Item, second: Item, day: date, direction: Direction) -> Span:
    """Both ends; the one without a year of its own follows the other."""
    if "year" in second.groups and "year" not in first.groups:
        end = _resolve_item(second, day, direction)
        begin = _resolve_item(first, end.last, "past")
    else:
        begin = _resolve_item(first, day, direction)
        end = _resolve_item(second, begin.first, "future")
    if end.last < begin.first:
        raise OpenEnd("it ends before it begins")
    same = begin.unit == end.unit and begin.unit in {"month", "year", "quarter", "season", "half"}
    unit = begin.unit if same else "days"
    return Span(begin.first, end.last, "season" if unit == "month" else unit)


def _resolve_on(phrase: Phrase, day: date, direction: Direction) -> _Window:
    """What a phrase means when said on a day; OpenEnd where that cannot be told."""
    if len(phrase.items) == 2:
        return _Window(_resolve_range(*phrase.items, day, direction), "")
    item = phrase.items[0]
    bound = phrase.bound
    if item.meaning in {"recent", "soon"}:
        bound = "until" if item.meaning == "recent" else "since"
    elif item.meaning == "since-ago":
        bound = "since"
    elif bound == "before" and item.part == "late":
        bound = "until"
    return _Window(_resolve_item(item, day, direction), bound)


def _covering(one: _Window, other: _Window, days: int) -> _Window:
    """What covers both readings; OpenEnd where they lie apart, or the source's date is too wide to tell."""
    if one.text == other.text:
        return one
    if days > WIDEST:
        raise OpenEnd("the date of the source is too wide to count from")
    if one.bound in {"until", "since"}:
        latest = max(one, other, key=lambda window: (window.span.first, window.span.last))
        return latest if one.bound == "until" else min(one, other, key=lambda window: window.span.first)
    if (other.span.first - one.span.last).days > days + 1:
        raise OpenEnd("it depends on which day of the source's date is meant")
    first, last = min(one.span.first, other.span.first), max(one.span.last, other.span.last)
    return _Window(Span(first, last, "days", one.span.doubt), one.bound)


def _absolute(phrase: Phrase) -> bool:
    """Whether the phrase means the same on every day; a range does where one end gives its year to the other."""
    dated = any("year" in item.groups for item in phrase.items)
    return dated or all(item.meaning in ABSOLUTE for item in phrase.items)


def _how(phrase: Phrase, direction: Direction, counted: bool) -> str:
    """In a few words, how the interval follows from the phrase."""
    item = phrase.items[-1]
    notes = []
    if item.meaning in {"recent", "soon"}:
        notes.append("before it was said" if item.meaning == "recent" else "after it was said, no end is named")
    elif counted and "which" not in item.groups and "of_year" not in item.groups and item.meaning in YEARLESS:
        notes.append("the nearest one to come" if direction == "future" else "the nearest one gone")
    elif counted:
        notes.append("counted from the day it was said")
    if item.part:
        notes.append("which part of the time that is, is a convention")
    return "; ".join(notes) or "as written"


YEARLESS = frozenset({"date", "days", "month", "season", "quarter", "half", "holiday", "weekday", "weekend", "ending"})


def _resolved(text: str, phrase: Phrase, grammar: DateGrammar, said: UncertainDate | None) -> tuple[str | None, str]:
    direction = direction_of(text, phrase, grammar)
    counted = not _absolute(phrase)
    first, last = (said.earliest, said.latest) if said else (None, None)
    first, last = first or last, last or first
    try:
        if not counted or phrase.items[0].meaning in {"reference", "undated"}:
            return _resolve_on(phrase, date(2000, 1, 1), direction).text, _how(phrase, direction, counted)
        if first is None or last is None:
            return None, "the source has no date to count from"
        one, other = _resolve_on(phrase, first, direction), _resolve_on(phrase, last, direction)
        return _covering(one, other, (last - first).days).text, _how(phrase, direction, counted)
    except OpenEnd as reason:
        return None, str(reason)
    except (ValueError, OverflowError):
        return None, "it lies outside the calendar"


def date_phrases(text: str, grammar: DateGrammar, said: UncertainDate | None) -> tuple[DatePhrase, ...]:
    """The date expressions of a text, in order, without overlaps.

    In: the text, the grammar of its language, and when it was said, usually the source's date of publication.
    Out: each expression with its offsets (code points) and its date in EDTF, or None with the reason.
    """
    found = []
    for phrase in phrases_in(text, grammar):
        when, note = _resolved(text, phrase, grammar, said)
        meaning = phrase.items[0].meaning
        kind: PhraseKind = meaning if meaning in {"recent", "soon", "reference", "undated"} else "date"  # type: ignore[assignment]
        found.append(DatePhrase(phrase.start, phrase.end, text[phrase.start : phrase.end], kind, when, note))
    return tuple(found)
