"""Verdicts of reviewers, in numbers and in words, to what they say of a claim."""

from __future__ import annotations

import re
from typing import Literal

Bearing = Literal["supports", "qualifies", "contradicts"]

FALSE = frozenset(
    {"false", "wrong", "fake", "incorrect", "untrue", "debunked", "hoax", "unwahr", "falsch", "erfunden", "widerlegt"}
)
TRUE = frozenset({"true", "correct", "accurate", "wahr", "richtig", "stimmt", "korrekt"})
"""Words that by themselves are a verdict. With any other word beside them ("mostly false") they are none."""
EDGE = 0.01


def _number(text: str) -> float | None:
    plain = text.strip().replace(",", ".")
    return float(plain) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", plain) else None


def bearing_of(verdict: str, rating: str = "", best: str = "", worst: str = "") -> Bearing | None:
    """What a verdict says; None where neither its number nor its words tell.

    The best number of the scale speaks for the claim, the worst one against it, any between them qualifies it. A scale
    must be told, and a number must lie on it. Of words only a single known one counts.
    """
    words = verdict.casefold().strip(" .!\"'„“”»«")
    if words in TRUE | FALSE:
        return "supports" if words in TRUE else "contradicts"
    value, top, bottom = _number(rating), _number(best), _number(worst)
    if value is None or top is None or bottom is None or top == bottom:
        return None
    share = (value - bottom) / (top - bottom)
    if not 0 <= share <= 1:
        return None
    return "supports" if share > 1 - EDGE else "contradicts" if share < EDGE else "qualifies"


def verdict_words(verdict: str, rating: str, best: str, worst: str, explanation: str) -> str:
    """A verdict as a paraphrase: its words, its number with the ends of the scale, and why."""
    scale = f"{worst or '?'}–{best or '?'}" if best or worst else ""
    number = "; ".join(part for part in (rating, scale) if part)
    head = f"{verdict} ({number})" if verdict and number else verdict or number
    if head and explanation:
        return f"{head}{'' if head.endswith(('.', '!', '?')) else '.'} {explanation}"
    return head or explanation
