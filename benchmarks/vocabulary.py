"""The text of made-up projects: words that nobody has used before, each as often as words of its rank are."""

from __future__ import annotations

from functools import cache
from random import Random

SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou")
TWO, THREE = len(SYLLABLES) ** 2, len(SYLLABLES) ** 3
ENDINGS = ("", "n", "r")
TERM_ENDINGS = ("ment", "ness", "ship", "tion", "ware")
FUNCTION_WORDS = ("the", "of", "and", "in", "to", "a", "for", "with", "on", "by", "from", "as", "at", "its", "this")
COMMON = 40_000
"""How many different words the texts have, besides names and terms."""
FUNCTION_SHARE = 0.35
STRIDE_TWO, STRIDE_THREE = 3_001, 100_003
"""Primes that divide neither number of stems: stepping by them visits each stem once, and neighbours look unlike."""
FIRST_TERM, FIRST_NAME = 100_000, 200_000
"""Where the stems of terms and of names begin, so that no word is ever both."""


def _stem(number: int) -> str:
    """The stem of two syllables, or of three from the 4,901st on; another number, another stem."""
    if number < TWO:
        high, low = divmod(number * STRIDE_TWO % TWO, len(SYLLABLES))
        return SYLLABLES[high] + SYLLABLES[low]
    rest, low = divmod((number - TWO) * STRIDE_THREE % THREE, len(SYLLABLES))
    high, middle = divmod(rest, len(SYLLABLES))
    return SYLLABLES[high] + SYLLABLES[middle] + SYLLABLES[low]


@cache
def common_words() -> tuple[str, ...]:
    """The words of all texts, the most frequent first; none of them is a word that hedges."""
    return tuple(_stem(rank // len(ENDINGS)) + ENDINGS[rank % len(ENDINGS)] for rank in range(COMMON))


def term_noun(number: int) -> str:
    """The noun of a term; no two terms have the same, and no text has it by accident."""
    return _stem(FIRST_TERM + number) + TERM_ENDINGS[number % len(TERM_ENDINGS)]


def name(number: int) -> str:
    """A proper name that nothing else has."""
    return _stem(FIRST_NAME + number).capitalize() + ENDINGS[number % len(ENDINGS)]


def zipf(rng: Random, count: int) -> int:
    """A number below `count`: each doubling of the rank is as likely as any other (Zipf's law, exponent 1)."""
    return min(count - 1, int((count + 1) ** rng.random()) - 1)


def phrase(rng: Random, count: int) -> str:
    """`count` words; the first may be an article, the last is none."""
    table, chance = common_words(), rng.random
    words = [
        FUNCTION_WORDS[int(chance() * len(FUNCTION_WORDS))]
        if chance() < FUNCTION_SHARE
        else table[int(COMMON ** chance()) - 1]
        for _ in range(count - 1)
    ]
    words.append(table[int(COMMON ** chance()) - 1])
    return " ".join(words)


def sentence(rng: Random, low: int, high: int) -> str:
    """A sentence of `low` to `high` words, with its capital and its full stop."""
    text = phrase(rng, rng.randint(low, high))
    return f"{text[0].upper()}{text[1:]}."
