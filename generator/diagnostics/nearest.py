"""The nearest known word to an unknown one, for hints."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from generator.diagnostics.types import Fix, Span


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word at the smallest edit distance, if it is near enough to be meant; ties go by alphabet.

    A word of one or two letters is near to anything, so it has none.
    """
    if len(word) < 3:
        return None
    limit = min(6, len(word) // 3)
    found = process.extract(word, sorted(known), scorer=OSA.distance, score_cutoff=limit, limit=None)
    return min(found, key=lambda match: (match[1], match[0]))[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest known word, or `otherwise`."""
    return proposal(word, known, otherwise=otherwise)[0]


def proposal(word: str, known: Iterable[str], *places: Span, otherwise: str = "") -> tuple[str, Fix | None]:
    """A hint that names the nearest known word, and the change that writes it at the places; else `otherwise`, None."""
    best = nearest(word, known)
    return (f"did you mean {best!r}?", Fix(places, best)) if best else (otherwise, None)
