"""Finds the date expressions of a text with what stands before them, and whether they speak of past or future."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.authoring.date_grammar import DateGrammar, Prefix
from generator.authoring.date_meanings import Direction


@dataclass(frozen=True, slots=True)
class Item:
    """A base with what stands before it."""

    start: int
    end: int
    meaning: str
    groups: Mapping[str, str]
    bare: bool
    part: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One or, in a range, two bases, with the bound before them."""

    start: int
    end: int
    items: tuple[Item, ...]
    bound: str = ""


def _items(text: str, grammar: DateGrammar) -> Iterator[Item]:
    """The bases of a text, the leftmost and longest first, without overlaps."""
    found = []
    for base in grammar.bases:
        for match in base.pattern.finditer(text):
            found.append((match.start(), -match.end(), base.bare, base.meaning, match))
    found.sort(key=lambda row: row[:3])
    done = 0
    for start, end, bare, meaning, match in found:
        if start < done:
            continue
        done = -end
        if meaning != "nothing":
            groups = dict(grammar.values(match))
            if meaning.endswith("-of"):
                groups["of_year"] = groups.pop("which", "") or groups.pop("nth")
            yield Item(start, -end, meaning, groups, bare)


def _before(text: str, start: int, prefixes: tuple[Prefix, ...], floor: int) -> tuple[int, str] | None:
    """The longest prefix that ends where a date begins: its start and its meaning."""
    found = [
        (match.start(), prefix.meaning)
        for prefix in prefixes
        if (match := prefix.pattern.search(text, floor, start)) is not None
    ]
    return min(found, default=None)


def _with_part(text: str, item: Item, grammar: DateGrammar, floor: int) -> Item:
    found = _before(text, item.start, grammar.parts, floor)
    return item if found is None else replace(item, start=found[0], part=found[1], bare=False)


def phrases_in(text: str, grammar: DateGrammar) -> Iterator[Phrase]:
    """The bases of a text with their parts and bounds, joined to ranges where the words between say so."""
    floor, waiting = 0, list(_items(text, grammar))
    while waiting:
        item = _with_part(text, waiting.pop(0), grammar, floor)
        phrase = Phrase(item.start, item.end, (item,))
        opener = _before(text, item.start, grammar.openers, floor)
        if waiting:
            other = _with_part(text, waiting[0], grammar, item.end)
            gap = text[item.end : other.start]
            joined = grammar.joints["to"].fullmatch(gap) or (opener and grammar.joints["and"].fullmatch(gap))
            if joined:
                waiting.pop(0)
                phrase = Phrase(opener[0] if opener else item.start, other.end, (item, other))
        if len(phrase.items) == 1:
            bound = _before(text, phrase.start, grammar.bounds, floor)
            if bound:
                phrase = replace(phrase, start=bound[0], bound=bound[1])
            elif item.bare and not (floor and grammar.joints["and"].fullmatch(text[floor : item.start])):
                continue
        floor = phrase.end
        yield phrase


def direction_of(text: str, phrase: Phrase, grammar: DateGrammar) -> Direction:
    """Whether the verb nearest to a phrase, in its own clause first, speaks of the past; else it is to come."""
    breaks = [match.span() for match in grammar.breaks.finditer(text)]
    left = max([end for _, end in breaks if end <= phrase.start], default=0)
    right = min([start for start, _ in breaks if start >= phrase.end], default=len(text))
    for clause in ((left, right), (0, len(text))):
        cues: list[tuple[int, int, Direction]] = []
        patterns: tuple[tuple[re.Pattern[str], int, Direction], ...] = (
            (grammar.future, 0, "future"), (grammar.past, 1, "past"), (grammar.perfect, 1, "past"),
        )  # fmt: skip
        for pattern, order, direction in patterns:
            for match in pattern.finditer(text, *clause):
                if match.end() <= phrase.start or match.start() >= phrase.end:
                    distance = max(phrase.start - match.end(), match.start() - phrase.end)
                elif pattern is grammar.perfect and not grammar.future.search(match.group()):
                    distance = 0
                else:
                    continue
                cues.append((distance, order, direction))
        if cues:
            return min(cues)[2]
    return "future"
