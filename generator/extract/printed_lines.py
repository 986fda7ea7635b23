"""Lines as they are printed to paragraphs: hyphens at their ends undone, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
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
NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
"""Kana, Han and Thai, which are written without spaces between words."""
RANGE_WORDS = frozenset({"und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "y", "o", "e"})
"""What may follow a hyphen that only stands for a part of a compound ("Haupt- und Nebensatz")."""
LETTERS_OF_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
                        "\ufb05": "st", "\ufb06": "st"}  # fmt: skip
EDGES = 2
FEWEST_PAGES = 2
MOST_NUMBERS = 4
MUCH_LARGER = 1.02
WIDE_GAP = 1.3


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


def _joint(before: str, after: str, compounds: Collection[str], sign: str) -> tuple[str, str]:
    """The first of two lines of a paragraph without the hyphen that only breaks a word, and what joins them."""
    broken = BROKEN_WORD.search(before)
    following = re.match(r"\w+", after)
    if broken is None or following is None:
        tight = NO_SPACES.match(before[-1:]) and NO_SPACES.match(after[:1])
        return before, "" if tight else " "
    if following[0].lower() in RANGE_WORDS:
        return before, " "
    whole = f"{broken[1]}-{following[0]}".lower()
    if broken[2] in sign and after[0].islower() and broken[1][-1].isalpha() and whole not in compounds:
        return before[:-1], ""
    return before, ""


def _parted(before: Line, after: Line, leading: float) -> bool:
    """Whether a paragraph ends between two lines."""
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
    return {size: median(found) for size, found in gaps.items()}


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The paragraphs of printed pages, each piece with its page; a broken word is whole again."""
    table = str.maketrans(LETTERS_OF_LIGATURES)
    cleaned = [
        [replace(line, text=clean_words(SOFT_AT_END.sub(OWN_HYPHEN, line.text.translate(table)))) for line in page]
        for page in pages
    ]
    lines = [line for page in without_running_heads([[one for one in page if one.text] for page in cleaned])
             for line in page]  # fmt: skip
    compounds = {found.lower() for line in lines for found in COMPOUND.findall(line.text)}
    leadings = _leadings(lines)
    sign = OWN_HYPHEN if any(line.text.endswith(OWN_HYPHEN) for line in lines) else "-"
    pieces: list[str] = []
    joint = "\n\n"
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else None
        ends = after is None or _parted(line, after, leadings.get(after.size, 0.0))
        words, joining = (line.text, "") if after is None or ends else _joint(line.text, after.text, compounds, sign)
        pieces.append(words)
        if after is None or ends or after.page != line.page:
            yield Block("".join(pieces), line.page, joint=joint)
            pieces, joint = [], "\n\n" if ends else joining
        else:
            pieces.append(joining)
