"""Reads a table (CSV) whose columns are fields of claims, voices, subjects, pages and verdicts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from generator.export.csv_files import active
from generator.imported.claim_making import made_of
from generator.imported.column_mapping import OWN, Mappings
from generator.imported.found import Found, ImportRefused, Loss, in_order, loss, plain_text
from generator.imported.told import APPEARANCE, CLAIM, EVIDENCE, FIXED, QUESTION, SUBJECT, VOICE, Piece, Pieces, Told
from generator.model.corpus import Corpus

DELIMITERS = (",", ";", "\t")
MOST_COLUMNS = 1000
SPLIT = frozenset({*VOICE, *SUBJECT, *QUESTION})
"""Fields of which a cell may hold several, where the mapping names the sign between them."""


def _delimiter(text: str) -> str:
    """The sign that parts the first line into most columns."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=lambda sign: (first.count(sign), -DELIMITERS.index(sign)))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ImportRefused(f"not a table: {error}") from error
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise ImportRefused("the table has no line with the names of its columns")
    return rows


def _header(names: list[str], mappings: Mappings) -> None:
    if len(names) > MOST_COLUMNS:
        raise ImportRefused(f"the table has more than {MOST_COLUMNS} columns")
    for name in names:
        if name and names.count(name) > 1:
            raise ImportRefused(f"the column {loss('', name, '').value!r} stands twice")
    if not mappings.ours:
        for name in (*mappings.columns, *mappings.ignored):
            if name not in names:
                raise ImportRefused(
                    f"the mapping names the column {loss('', name, '').value!r}, and the table has none"
                )
    elif not set(mappings.columns) & set(names):
        raise ImportRefused("no column is called like a field: say with --mapping which one is what")


def _original(cell: str, ours: bool) -> str:
    """A cell of ours without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if ours and cell.startswith("'") and active(cell[1:]) else cell


def _parts(piece: Piece, name: str, several: str) -> list[Piece]:
    if not several or name not in SPLIT:
        return [piece]
    return [Piece(text.strip(), piece.where) for text in piece.text.split(several) if text.strip()]


def _items(cells: Mapping[str, Piece], fields: Mapping[str, str], mappings: Mappings) -> tuple[Pieces, ...]:
    """The voices, subjects, appearances or verdicts of a row: usually one, or as many as a cell holds."""
    split = {name: _parts(cells[name], name, mappings.several) for name in fields if name in cells}
    count = max(map(len, split.values()), default=0)
    fixed = {name: Piece(text, FIXED) for name, text in mappings.fixed.items() if name in fields}
    found = []
    for number in range(count):
        own = {name: parts[number] for name, parts in split.items() if number < len(parts)}
        found.append({**fixed, **own})
    return tuple(found)


def _told(cells: Mapping[str, Piece], mappings: Mappings) -> Told:
    claim = _items(cells, CLAIM, mappings)
    return Told(
        claim=claim[0] if claim else {},
        questions=tuple(item["claim_open_question"] for item in _items(cells, QUESTION, mappings)),
        voices=_items(cells, VOICE, mappings),
        subjects=_items(cells, SUBJECT, mappings),
        appearances=_items(cells, APPEARANCE, mappings),
        evidence=_items(cells, EVIDENCE, mappings),
    )


def _cell(text: str, name: str, mappings: Mappings) -> str:
    """A cell as its field has it: the value for the words, where the mapping has one."""
    words = mappings.values.get(name, {})
    return words.get(text, words.get(text.strip(), text))


def read_claim_table(content: bytes, corpus: Corpus, day: date, mappings: Mappings = OWN) -> Found:
    """A table in UTF-8 to drafts of claims and what they name, or to sources where its rows tell of pages alone.

    Without mappings it is the sheet that this program exports, or one whose columns are called like the fields. Rows
    with the same id, or the same statement, are one claim. Losses are placed by row, the names of the columns being
    row 1. ImportRefused where the file is no table, or lacks a column that the mapping names.
    """
    text = plain_text(content)
    names, *rows = _rows(text, mappings.delimiter or _delimiter(text))
    names = [name.strip() for name in names]
    _header(names, mappings)
    told: list[Told] = []
    losses: list[Loss] = []
    for number, row in enumerate(rows, start=2):
        cells: dict[str, Piece] = {}
        for place, written in enumerate(row):
            name = names[place] if place < len(names) else ""
            cell, field = _original(written, mappings.ours), mappings.columns.get(name)
            where = f"row {number}, column {name!r}" if name else f"row {number}, column {place + 1}"
            if not cell.strip():
                continue
            if field is not None:
                cells[field] = Piece(_cell(cell, field, mappings), where)
            elif name in mappings.ignored:
                if not mappings.ours:
                    losses.append(loss(where, cell, "the mapping leaves this column out"))
            else:
                why = "a cell without a named column" if not name else "the mapping has no field for this column"
                losses.append(loss(where, cell, why))
        if cells:
            told.append(_told(cells, mappings))
    made = made_of(told, corpus, day)
    return Found(made.records, in_order((*losses, *made.losses)))
