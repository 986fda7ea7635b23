"""Whether a text says no, read by the words of its language."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.lexicon import Lexicon

APOSTROPHES = str.maketrans("’ʼ", "''")


@lru_cache(maxsize=64)
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the phrases as words of their own, the longest first."""
    listed = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)


def negation_in(text: str, language: str, lexicon: Lexicon) -> str | None:
    """The first word of a text that says no; None where nothing does, or where nobody knows the language.

    Turns of phrase such as "not only" say yes, and a word joined to another by a hyphen ("no-wake") is none of these.
    """
    said, affirmed = lexicon.of(language, "negation"), lexicon.of(language, "affirmed")
    if not said:
        return None
    plain = text.translate(APOSTROPHES)
    if affirmed:
        plain = _any(affirmed).sub(lambda found: "_" * len(found.group()), plain)
    found = _any(said).search(plain)
    return found.group() if found else None
