"""Two versions of a text as one, with the words marked that went and that came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Fate = Literal["same", "removed", "added"]
TOKEN = re.compile(r"\s+|\w+(?:[-.,:'’/]\w+)*|[^\w\s]")
"""White space, words (numbers, dates and names such as GPT-4.5 are one word each), single signs."""
ALIKE = 0.3
"""Two texts that share less than this part of their words are shown one after the other."""
MOST = 4_000_000
"""Above this product of their numbers of words, texts are not compared word by word: it takes the square of time."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words and what became of it."""

    fate: Fate
    text: str


def _whole(before: str, after: str) -> Iterator[Run]:
    yield Run("removed", before)
    yield Run("added", after)


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Stretches of both texts in their order: whether they are equal, and the words of each."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    codes = matcher.get_opcodes()
    for number, (code, start, end, first, last) in enumerate(codes):
        same, words = code == "equal", "".join(old[start:end])
        # White space alone between two changes holds nothing together.
        held = not words.isspace() or number in {0, len(codes) - 1}
        yield same and held, words, "".join(new[first:last])


def word_diff(before: str, after: str) -> tuple[Run, ...]:
    """Both texts as one: what is the same and what was removed make `before`, the same and the added make `after`."""
    if before == after:
        return (Run("same", before),) if before else ()
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    words = len({word for word in old if not word.isspace()} & set(new))
    most = max(len(set(old) - {" "}), len(set(new) - {" "}), 1)
    runs: list[Run] = []
    if words < ALIKE * most or len(old) * len(new) > MOST:
        runs.extend(_whole(before, after))
    else:
        for same, group in groupby(_compared(old, new), key=lambda row: row[0]):
            rows = list(group)
            gone, come = "".join(row[1] for row in rows), "".join(row[2] for row in rows)
            runs.extend([Run("same", come)] if same else _whole(gone, come))
    return tuple(run for run in runs if run.text)
