"""The words and phrases in which a language speaks of dates, as its lexicon lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's date lexicon: classes of words with their values, and phrases built from them.

    `bases` are (meaning, pattern, whether it counts only beside a part, a bound or in a range); `parts` and
    `bounds` are (meaning, pattern) of what may stand before a base; `ranges` and `tense` hold patterns by name.
    """

    language: str
    words: Mapping[str, Mapping[str, str]]
    bases: tuple[tuple[str, str, bool], ...]
    parts: tuple[tuple[str, str], ...]
    bounds: tuple[tuple[str, str], ...]
    ranges: Mapping[str, tuple[str, ...]]
    tense: Mapping[str, str]
