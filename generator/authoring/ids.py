"""Ids for new records: made of names, and such as no record bears yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from types import MappingProxyType

from generator.model.fields import RESERVED_ID

SPELLED_OUT = MappingProxyType(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "å": "a",
        "ł": "l",
        "đ": "d",
        "þ": "th",
    }
)
LONGEST = 64
"""Characters that an id may have."""


def slug(text: str, fallback: str, longest: int = LONGEST) -> str:
    """A text as an id: small letters and digits joined by hyphens, whole words up to `longest` characters.

    Letters with marks lose them, German umlauts are spelled out; what begins with a digit, and a word
    that no id may be, gets `fallback` before it.
    """
    spelled = "".join(SPELLED_OUT.get(sign, sign) for sign in text.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words: list[str] = re.findall("[a-z0-9]+", re.sub("['’]", "", plain))
    if not words or not words[0][0].isalpha():
        words = [fallback, *words]
    found = words[0][:longest]
    for word in words[1:]:
        if len(found) + 1 + len(word) > longest:
            break
        found += f"-{word}"
    return f"{fallback}-{found}" if RESERVED_ID.fullmatch(found) else found


def free_id(id: str, taken: Collection[str], number: int = 2) -> str:
    """The id, or the same with the lowest number that makes it new; those below `number` are known to be taken."""
    found = id
    while found in taken:
        found = f"{id[: LONGEST - len(str(number)) - 1].rstrip('-')}-{number}"
        number += 1
    return found
