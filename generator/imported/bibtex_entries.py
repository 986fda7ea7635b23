"""BibTeX text to its entries as plain values, with all in the file that is no entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ImplicitComment,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

from generator.imported.found import Loss, loss

LONGEST_VALUE = 20_000
"""Characters of the longest value; strings that are made of strings can grow without end."""
TOKEN = re.compile(r'\s*(?:(?P<open>[{"])|(?P<bare>[^\s#{}"]+))')


def _braced(text: str, start: int) -> int:
    """Where the group that begins at `start` ends, in braces or in quotation marks; -1 where it does not end."""
    quoted, depth = text[start] == '"', 0
    for place in range(start + 1 if quoted else start, len(text)):
        sign = text[place]
        escaped = place > 0 and text[place - 1] == "\\"
        if sign == "{" and not escaped:
            depth += 1
        elif sign == "}" and not escaped:
            depth -= 1
            if depth == 0 and not quoted:
                return place
        elif quoted and sign == '"' and depth == 0:
            return place
    return -1


def value_of(written: str, strings: dict[str, str], used: set[str]) -> str | None:
    """A value as written, parts joined by `#` and names of strings put in; None where it is none or grows too long."""
    if len(written) > LONGEST_VALUE:
        return None
    place, text = 0, ""
    while True:
        token = TOKEN.match(written, place)
        if token is None:
            return None
        if token["open"]:
            end = _braced(written, token.start("open"))
            if end < 0:
                return None
            text += written[token.start("open") + 1 : end]
            place = end + 1
        else:
            name = token["bare"].lower()
            used.add(name)
            text += strings.get(name, token["bare"])
            place = token.end()
        if len(text) > LONGEST_VALUE:
            return None
        rest = written[place:].lstrip()
        if not rest:
            return text
        if not rest.startswith("#"):
            return None
        place = len(written) - len(rest) + 1


def _line(block: Block) -> str:
    return f"line {(block.start_line or 0) + 1}"


def _whole(block: Block) -> Block:
    """What stands in a block that the library refuses for a key that stands twice."""
    inner = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) else None
    return inner or block


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: its type and the names of its fields in small letters, its key, where it is, its values unquoted."""

    type: str
    key: str
    where: str
    fields: Mapping[str, str]


def entries_of(text: str) -> tuple[list[BibEntry], list[Loss]]:
    """The entries of a BibTeX file, strings put in, and what in it is none."""
    strings: dict[str, str] = {}
    used: set[str] = set()
    entries: list[BibEntry] = []
    lost: list[Loss] = []
    defined: dict[str, str] = {}
    library: Library = Splitter(text).split()
    for block in map(_whole, library.blocks):
        if isinstance(block, String):
            value = value_of(block.value, strings, used)
            defined[block.key.lower()] = _line(block)
            if value is None:
                lost.append(loss(_line(block), block.value, "a string that cannot be read or is too long"))
            else:
                strings[block.key.lower()] = value
        elif isinstance(block, Entry):
            where = f"entry {block.key!r}" if block.key else f"entry on {_line(block)}"
            fields: dict[str, str] = {}
            for field in block.fields:
                name = field.key.strip().lower()
                value = value_of(str(field.value), strings, used)
                if value is None or name in fields:
                    why = "the field stands twice" if name in fields else "a value that cannot be read or is too long"
                    lost.append(loss(f"{where}, field {name!r}", field.value, why))
                elif value.strip():
                    fields[name] = value
            entries.append(BibEntry(block.entry_type.lower(), block.key, where, fields))
        elif isinstance(block, ImplicitComment | ExplicitComment):
            lost.append(loss(_line(block), block.comment, "a comment"))
        elif isinstance(block, Preamble):
            lost.append(loss(_line(block), block.value, "a preamble for LaTeX"))
        else:
            lost.append(loss(_line(block), block.raw or "", "not a whole entry: look for a brace or a comma"))
    for name in sorted(set(strings) - used):
        lost.append(loss(defined[name], f"{name} = {strings[name]}", "a string that no entry uses"))
    return entries, lost
