"""Tables as CSV (RFC 4180), safe to open in a spreadsheet, and their description (CSV on the Web)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any

from generator.export.tables import Cell, Column, Table

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""How a text begins that a spreadsheet may take for a formula, and the sign that keeps it from doing so."""
PASSED_OVER = "\" \u00a0\u3000"
"""Quotes and spaces, which some readers strip from a cell before they look at it."""
TYPES = {"text": "string", "integer": "integer", "date": "date", "boolean": "integer"}


class _Line:
    """What the writer of CSV writes to: hands each line back."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def active(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, or its first sign for our guard."""
    bare = text if text[:1] not in PASSED_OVER else text.lstrip(PASSED_OVER)
    return bare[:1] in ACTIVE


def neutral(cell: Cell) -> Cell:
    """A text with an apostrophe before it where it begins so that a spreadsheet may take it for a formula.

    A text that begins with an apostrophe gets one too, so that taking the first apostrophe away always gives the text.
    """
    return f"'{cell}" if isinstance(cell, str) and active(cell) else cell


def csv_lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as lines of CSV, which end in CR LF, with quotes where they are needed."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    return "".join([str(writer.writerow([neutral(cell) for cell in row])) for row in rows])


def csv_file(table: Table) -> bytes:
    """A table as CSV in UTF-8: a line with the names of the columns, and one for each row."""
    lines = csv_lines(table.rows) if table.lines is None else table.lines
    return (csv_lines([[column.name for column in table.columns]]) + lines).encode("utf-8")


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "dc:description": column.description,
        "datatype": TYPES[column.type],
        "required": column.required,
    }


def _described(table: Table) -> dict[str, Any]:
    keys = [
        {
            "columnReference": column.name,
            "reference": {"resource": f"csv/{column.refers_to}.csv", "columnReference": "id"},
        }
        for column in table.columns
        if column.refers_to
    ]
    return {
        "url": f"csv/{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def csv_description(tables: tuple[Table, ...]) -> dict[str, Any]:
    """What the tables and their columns are, in the vocabulary of CSV on the Web (W3C, `csvw`)."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": [_described(table) for table in tables],
    }
