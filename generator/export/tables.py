"""The corpus as tables: what each is called, what stands in its columns, and what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Cell = str | int | None
Row = tuple[Cell, ...]
Type = Literal["text", "integer", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what stands in it, its type, the table whose key it names, and whether a row can lack it.

    A date is a day as ISO 8601 writes it; a boolean is 1 or 0.
    """

    name: str
    description: str
    type: Type = "text"
    refers_to: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its title and description for people, its columns, which of them are its key, its rows.

    The rows can be gone through as often as one likes. `lines` are the rows as CSV, where they are written already.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Iterable[Row] = ()
    lines: str | None = None

    def holding(self, rows: Iterable[Row], lines: str | None = None) -> Table:
        """The table with other rows."""
        return replace(self, rows=rows, lines=lines)


def filled(shape: Table, rows: Iterable[Mapping[str, Cell]]) -> tuple[Row, ...]:
    """Rows by the names of columns as those of a table; what a row does not name is empty. KeyError for other names."""
    names = [column.name for column in shape.columns]
    known = frozenset(names)
    found = []
    for row in rows:
        if not row.keys() <= known:
            raise KeyError(f"{shape.name} has no column {sorted(row.keys() - known)}")
        found.append(tuple([row.get(name) for name in names]))
    return tuple(found)


def table(
    name: str, title: str, description: str, columns: tuple[Column, ...], key: tuple[str, ...],
    rows: list[Mapping[str, Cell]],
) -> Table:  # fmt: skip
    """A table from rows by the names of columns, as `filled` takes them."""
    shape = Table(name, title, description, columns, key)
    return shape.holding(filled(shape, rows))


def id_of(what: str) -> Column:
    """The column with a record's own id."""
    return Column("id", f"Id of the {what}; the last part of its page's address.", required=True)


def reference(name: str, description: str, table_name: str, required: bool = False) -> Column:
    """A column that names a row of another table by its id."""
    return Column(name, description, refers_to=table_name, required=required)


def number(name: str, description: str, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, description, "integer", required=required)


def position(of: str) -> Column:
    """The column that keeps the order in which authors wrote what hangs on a record."""
    return Column("position", f"Its place among those of the {of}, from 1.", "integer", required=True)


def date_columns(name: str, what: str) -> tuple[Column, ...]:
    """Three columns for a date that may be uncertain: as written, its first and its last day."""
    return (
        Column(name, f"{what}, as written (EDTF)."),
        Column(f"{name}_earliest", "The first day that this can mean.", "date"),
        Column(f"{name}_latest", "The last day that this can mean.", "date"),
    )
