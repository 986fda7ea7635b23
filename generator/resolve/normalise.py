"""A document's text made comparable, with a map back: NFC, white space folded, soft hyphens out, nothing more."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

COMPOSING = re.compile(
    "[\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u0f73\u0f75\u0f81\u102e"
    "\u1161-\u1175\u11a8-\u11c2\u1b35\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c5"
    "\U000113c7-\U000113c9\U000114b0\U000114ba\U000114bd\U000115af\U0001611e-\U00016129\U00011930\U00016d67\U00016d68]"
)
"""Characters of combining class 0 that NFC may join to, or move before, what stands before them (to Unicode 16)."""


@dataclass(frozen=True, slots=True)
class NormalText:
    """A normalised text; `starts[i]` and `ends[i]` bound the stretch of the original that character i stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the stretch `[start, end)` of the normalised text."""
        return self.starts[start], self.ends[end - 1]


def belongs_to_letter_before(character: str) -> bool:
    """Whether a character is a mark or a part of the letter that it follows."""
    return unicodedata.combining(character) != 0 or COMPOSING.match(character) is not None


def _clusters(word: str) -> list[tuple[int, int]]:
    """The stretches of a word that NFC treats on their own."""
    starts = [index for index, character in enumerate(word) if index == 0 or not belongs_to_letter_before(character)]
    return list(zip(starts, [*starts[1:], len(word)], strict=True))


def normalise(text: str) -> NormalText:
    """Text to its comparable form (Unicode NFC, UAX 15) with an index map in code points.

    A soft hyphen inside a word leaves nothing behind, so NFC is applied to the word without it.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def emit(piece: str, start: int, end: int) -> None:
        characters.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))

    for match in re.finditer(r"\s[\s\xad]*|\S+", text):
        position = match.start()
        if match.group()[0].isspace():
            emit(" ", match.start(), match.end())
            continue
        word = match.group()
        if "\xad" not in word and unicodedata.is_normalized("NFC", word):
            characters.append(word)
            starts.extend(range(position, match.end()))
            ends.extend(range(position + 1, match.end() + 1))
            continue
        kept = [index for index, character in enumerate(word) if character != "\xad"]
        bare = word if len(kept) == len(word) else "".join(word[index] for index in kept)
        if unicodedata.is_normalized("NFC", bare):
            characters.append(bare)
            starts.extend(position + index for index in kept)
            ends.extend(position + index + 1 for index in kept)
            continue
        for start, end in _clusters(bare):
            emit(unicodedata.normalize("NFC", bare[start:end]), position + kept[start], position + kept[end - 1] + 1)
    return NormalText("".join(characters), tuple(starts), tuple(ends))
