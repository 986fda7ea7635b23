"""Lines as they are printed to paragraphs: hyphens at their ends undone, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from statistics import median

from generator.extract.blocks import Block, clean_words

DIGITS = re.compile(r"[0-9]{1,9}")
BROKEN_WORD = re.compile(r"(\w+)([-\u2010])$")
SOFT_AT_END = re.compile(r"\u00ad\s*$")
OWN_HYPHEN = "\u2010"
"""What browsers break words with: where a document has it, `-` at the end of a line belongs to the word."""
COMPOUND = re.compile(r"\w+[-\u2010\u2011]\w+")
SENTENCE_END = re.compile(r"[.!?:…。！？؟][\"'”“’»«)\]]*$")
HAN = r"\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f"
"""Kana, Han and their marks, which are written without blanks."""
NO_SPACES = re.compile(f"[{HAN}\u0e00-\u0e7f]")
"""These and Thai: a line ends there without a blank."""
BESIDE_HAN = re.compile(f"(?<=[{HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{HAN}])")
"""Blanks that programs set between Han and Latin signs: nothing tells one that was typed from one that is drawn."""
RANGE_WORDS = frozenset({"und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "y", "o", "e"})
"""What may follow a hyphen that only stands for a part of a compound ("Haupt- und Nebensatz")."""
LETTERS_OF_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
                        0xFB06: "st"}  # fmt: skip
EDGES = 2
FEWEST_PAGES = 2
MOST_NUMBERS = 4
MUCH_LARGER = 1.02
WIDE_GAP = 1.3
FEWEST_GAPS = 3
USUAL_LEADING = 1.4
"""The distance of two lines as a part of their letters' size where too few lines tell the usual one."""
NOTE_SIZE = 0.95
"""Up to which part of the text's size letters are those of footnotes."""
NOTE_MARK = re.compile(r"(?:\d{1,3}(?!\d)|[*\u2020\u2021\u00a7]{1,3})\W{0,3}\w")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, the page, where it begins in points from the page's lower left, and its letters' size.

    Positions are 0 where the document does not tell them.
    """

    text: str
    page: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class _Habits:
    """What a document does throughout: compounds that stand in it unbroken, what it breaks words with, its leadings."""

    compounds: frozenset[str]
    sign: str
    leadings: Mapping[float, float]


def _keys(line: Line, number: int) -> frozenset[tuple[str, ...]]:
    """What a line says, each number in it as it is or as the distance from the page's own number."""
    parts = DIGITS.split(line.text)
    if not 1 < len(parts) <= MOST_NUMBERS + 1:
        return frozenset({(line.text,)})
    forms = [(found, f"page{int(found) - number:+}") for found in DIGITS.findall(line.text)]
    return frozenset((*parts, *chosen) for chosen in product(*forms))


def without_running_heads(pages: Sequence[Sequence[Line]]) -> tuple[tuple[Line, ...], ...]:
    """The pages without the lines at their edges that most of them share, but for numbers that count the pages."""

    def edges(page: Sequence[Line]) -> set[int]:
        return {*range(min(EDGES, len(page))), *range(max(0, len(page) - EDGES), len(page))}

    keys = [{at: _keys(page[at], number) for at in edges(page)} for number, page in enumerate(pages)]
    shared = Counter(key for page in keys for key in frozenset[tuple[str, ...]]().union(*page.values()))
    often = {key for key, count in shared.items() if count >= FEWEST_PAGES and 2 * count > len(pages)}
    return tuple(
        tuple(line for at, line in enumerate(page) if not keys[number].get(at, frozenset()) & often)
        for number, page in enumerate(pages)
    )


def _tight(before: str, after: str) -> bool:
    """Whether no blank stands between two lines: they are of a script without, and no two Latin words meet there."""
    if NO_SPACES.match(before[-1:]) or NO_SPACES.match(after[:1]):
        return bool(NO_SPACES.search(before) and NO_SPACES.search(after))
    return bool(before[-1:].isdigit() and after[:1].isdigit() and NO_SPACES.search(before) and NO_SPACES.search(after))


def _joint(before: str, after: str, habits: _Habits) -> tuple[str, str]:
    """The first of two lines of a paragraph without the hyphen that only breaks a word, and what joins them."""
    broken = BROKEN_WORD.search(before)
    following = re.match(r"\w+", after)
    if broken is None or following is None:
        return before, "" if _tight(before, after) else " "
    if following[0].lower() in RANGE_WORDS:
        return before, " "
    whole = f"{broken[1]}-{following[0]}".lower()
    if broken[2] in habits.sign and after[0].islower() and broken[1][-1].isalpha() and whole not in habits.compounds:
        return before[:-1], ""
    return before, ""


def _parted(before: Line, after: Line, leading: float) -> bool:
    """Whether a paragraph ends between two lines."""
    if before.unseen != after.unseen:
        return True
    sizes = sorted((before.size, after.size))
    if sizes[0] and sizes[1] > MUCH_LARGER * sizes[0]:
        return True
    down = before.y - after.y
    if before.page != after.page or down < 0:
        return SENTENCE_END.search(before.text) is not None
    if leading and down > WIDE_GAP * leading:
        return True
    indent = after.x - before.x
    return SENTENCE_END.search(before.text) is not None and 0.5 * after.size < indent < 4 * after.size


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """By the size of letters: the usual distance of two lines."""
    gaps: dict[float, list[float]] = {}
    for before, after in pairwise(lines):
        if before.page == after.page and before.size == after.size and before.y > after.y:
            gaps.setdefault(after.size, []).append(before.y - after.y)
    return {
        size: median(found) if len(found) >= FEWEST_GAPS else min(*found, USUAL_LEADING * size)
        for size, found in gaps.items()
    }


def _cleaned(line: Line) -> Line:
    words = clean_words(SOFT_AT_END.sub(OWN_HYPHEN, line.text.translate(LETTERS_OF_LIGATURES)))
    return replace(line, text=BESIDE_HAN.sub("", words))


def _usual_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _columns(lines: Sequence[Line]) -> Iterator[range]:
    """The stretches of lines that go down a page."""
    start = 0
    for number, line in enumerate(lines, 1):
        after = lines[number] if number < len(lines) else None
        if after is None or after.page != line.page or after.y > line.y:
            yield range(start, number)
            start = number


def _notes(lines: Sequence[Line]) -> Iterator[range]:
    """The footnotes of each column: the small lines at its end, from the first with a mark on."""
    small = NOTE_SIZE * _usual_size(lines)
    for column in _columns(lines):
        start = column.stop
        while start > column.start and lines[start - 1].size < small:
            start -= 1
        marked = next((at for at in range(start, column.stop) if NOTE_MARK.match(lines[at].text)), column.stop)
        if start > column.start:
            yield range(marked, column.stop)


def _without_notes(lines: Sequence[Line]) -> tuple[list[Line], dict[int, list[Line]]]:
    """The lines without those of footnotes, and these by the count of lines before them."""
    kept: list[Line] = []
    notes: dict[int, list[Line]] = {}
    at = 0
    for found in _notes(lines):
        kept += lines[at : found.start]
        at = found.stop
        if found:
            notes.setdefault(len(kept), []).extend(lines[found.start : at])
    return [*kept, *lines[at:]], notes


def _joined(lines: Sequence[Line], notes: Mapping[int, Sequence[Line]], habits: _Habits) -> Iterator[Block]:
    """Lines to paragraphs; footnotes follow the paragraph in which they stand."""
    pieces: list[str] = []
    joint = "\n\n"
    waiting: list[Line] = []
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        ends = after is None or _parted(line, after, habits.leadings.get(after.size, 0.0))
        words, joining = (line.text, "") if after is None or ends else _joint(line.text, after.text, habits)
        pieces.append(words)
        waiting += notes.get(number + 1, ())
        if after is None or ends or after.page != line.page:
            yield Block("".join(pieces), line.page, joint=joint, unseen=line.unseen)
            pieces, joint = [], "\n\n" if ends else joining
        else:
            pieces.append(joining)
        if ends:
            starts = [
                at
                for at, one in enumerate(waiting)
                if not at or (NOTE_MARK.match(one.text) and SENTENCE_END.search(waiting[at - 1].text))
            ]
            for start, stop in pairwise([*starts, len(waiting)]):
                yield from _joined(waiting[start:stop], {}, habits)
            waiting = []


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The paragraphs of printed pages, each piece with its page; a broken word is whole again."""
    cleaned = [[one for one in map(_cleaned, page) if one.text] for page in pages]
    lines = [line for page in without_running_heads(cleaned) for line in page]
    habits = _Habits(
        frozenset(found.lower() for line in lines for found in COMPOUND.findall(line.text)),
        OWN_HYPHEN if any(line.text.endswith(OWN_HYPHEN) for line in lines) else "-",
        _leadings(lines),
    )
    return _joined(*_without_notes(lines), habits)
