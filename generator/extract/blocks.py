"""What every extractor yields: blocks of text with their places, and the text and places composed of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.model.documents import Place

UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that no record could quote (see `FORBIDDEN` in generator/read/files.py), and soft hyphens, which are no
part of a word and would hide it from whatever looks for words."""
SPACES = re.compile(r"[^\S\n]+")
AROUND_BREAK = re.compile(r" ?\n ?")
LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item of a list or row of a table, with the page or the headings that it stands under."""

    text: str
    page: str = ""
    headings: tuple[str, ...] = ()
    joint: str = "\n\n"
    """What stands between it and the block before: less than a blank line where it goes on with that one."""
    unseen: bool = False
    """Whether words of it are in the file that a reader of the document may not see."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; empty where it says nothing. Dates are EDTF, languages BCP 47 tags."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a document, the places of its parts, what it says of itself, and what read it."""

    text: str
    places: tuple[Place, ...]
    metadata: Metadata = field(default_factory=Metadata)
    extractor: str = ""


def clean_words(text: str) -> str:
    """Words on as few lines as they stood on: runs of white space are one space, unwritable characters go."""
    lines = SPACES.sub(" ", UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")))
    return AROUND_BREAK.sub("\n", lines).strip()


def clean_row(cells: Iterable[str]) -> str:
    """The cells of a row of a table on one line, parted by tabs."""
    return "\t".join(clean_words(cell).replace("\n", " ") for cell in cells).strip()


def heading_path(path: tuple[str, ...], level: int, words: str) -> tuple[str, ...]:
    """The headings above what follows a heading: those of higher levels (1 is the highest), then itself."""
    above = (*path, *("",) * level)[: level - 1]
    return (*above, " ".join(words.split())[:LONGEST_HEADING])


def composed(blocks: Iterable[Block], metadata: Metadata, extractor: str) -> Extraction:
    """Blocks to one text, a blank line between two; a place wherever page, headings or visibility change."""
    parts: list[str] = []
    places: list[Place] = []
    size = 0
    for block in blocks:
        if not block.text:
            continue
        headings = tuple(words for words in block.headings if words)
        if parts:
            parts.append(block.joint)
            size += len(block.joint)
        place = Place(size, block.page, headings, block.unseen)
        if (block.page or headings or block.unseen or places) and (
            not places or replace(places[-1], start=size) != place
        ):
            places.append(place)
        parts.append(block.text)
        size += len(block.text)
    text = "".join(parts)
    return Extraction(text + "\n" if text else "", tuple(places), metadata, extractor)
