"""Where cue words stand in a text, and where only a name is spelled like one, as the month May is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from generator.model.lexicon import Names

SENTENCE_START = re.compile(r"""(?:\A|[.!?…:]["'”“’»)\]]*\s|\n|["'“„«»‘‚])\s*[-–—(\["'“„«»‘‚]*\s*\Z""")
"""What stands before the first word of a sentence: nothing, the end of another, a new line, a quotation mark."""
NEAR = 12
"""How many characters before a word tell whether it begins a sentence."""


def _is_name(text: str, found: re.Match[str], names: Names) -> bool:
    """Whether a cue word is a name here: one inside a sentence, or followed by what only follows the name."""
    if found.group() not in names:
        return False
    before = text[max(0, found.start() - NEAR) : found.start()]
    if not SENTENCE_START.search(before if found.start() <= NEAR else f"x{before}"):
        return True
    following = names[found.group()]
    pattern = rf"\s*(?:{'|'.join(following)})(?!(?<=\w)\w)"
    return bool(following) and re.compile(pattern).match(text, found.end()) is not None


def cue_matches(text: str, cue: str, names: Names) -> Iterator[re.Match[str]]:
    """Every place where a cue stands as words of its own, whatever its case, and is none of the names."""
    for found in re.finditer(rf"(?<!\w){re.escape(cue)}(?!\w)", text, re.IGNORECASE):
        if not _is_name(text, found, names):
            yield found


@lru_cache(maxsize=64)
def _any(cues: tuple[str, ...]) -> re.Pattern[str]:
    """Matches where any of the cues stands, names included: most texts hold none."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))})(?!\w)", re.IGNORECASE)


def cue_in(text: str, cues: Iterable[str], names: Names) -> str | None:
    """The cue that stands first in a text, or None."""
    cues = tuple(cues)
    if not cues or _any(cues).search(text) is None:
        return None
    found = [(match.start(), cue) for cue in cues for match in list(cue_matches(text, cue, names))[:1]]
    return min(found)[1] if found else None
