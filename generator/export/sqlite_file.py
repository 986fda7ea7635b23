"""Tables as a database of SQLite with foreign keys, full-text search and views, and its description for Datasette."""

from __future__ import annotations

import sqlite3
from typing import Any

from generator.export.tables import Column, Table
from generator.export.views import VIEWS

DATABASE = "corpus.sqlite"
PAGE_SIZE = 4096
SQL_TYPES = {"text": "TEXT", "integer": "INTEGER", "date": "TEXT", "boolean": "INTEGER"}
SEARCHED = {
    "claims": ("statement", "sentence", "note"),
    "appearances": ("quote", "sentence", "translation", "paraphrase"),
    "sources": ("name", "summary"),
}
"""The tables with a full-text index, and which columns are in it."""
LIBRARY_VERSION = slice(96, 100)
"""Where a database says which version of SQLite wrote it last; nothing depends on it (file format, 1.3)."""
LIBRARY = (3_040_000).to_bytes(4, "big")


def _name(text: str) -> str:
    """A name in SQL; names here are ours, of small letters and underscores."""
    return f'"{text}"'


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    return f"{_name(column.name)} {SQL_TYPES[column.type]}{needed}"


def _create(table: Table) -> str:
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    parts += [
        f"FOREIGN KEY ({_name(column.name)}) REFERENCES {_name(column.refers_to)} (id)"
        for column in table.columns
        if column.refers_to
    ]
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _index(table: Table, column: Column) -> str:
    return f"CREATE INDEX {_name(f'{table.name}_by_{column.name}')} ON {_name(table.name)} ({_name(column.name)})"


def _full_text(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    listed, index = ", ".join(map(_name, columns)), f"{table}_fts"
    connection.execute(
        f"CREATE VIRTUAL TABLE {_name(index)} USING fts5({listed}, content={_name(table)}, "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f"INSERT INTO {_name(index)} ({_name(index)}) VALUES ('rebuild')")
    connection.execute(f"INSERT INTO {_name(index)} ({_name(index)}) VALUES ('optimize')")


def sqlite_file(tables: tuple[Table, ...]) -> bytes:
    """The tables, views and indexes as the bytes of a database, made in memory.

    Equal tables yield equal bytes with one version of SQLite: rows go in in their order, the size of pages is fixed,
    and the version of the library, which the file would name, is not told. Raises sqlite3.IntegrityError where a
    reference leads nowhere.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(_create(table))
        for table in tables:
            places = ", ".join("?" for _ in table.columns)
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", table.rows)
            for column in table.columns:
                if column.refers_to and column.name != table.key[0]:
                    connection.execute(_index(table, column))
        for name, columns in SEARCHED.items():
            _full_text(connection, name, columns)
        for view in VIEWS:
            connection.execute(f"CREATE VIEW {_name(view.name)} AS\n{view.query}")
        connection.execute("COMMIT")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise sqlite3.IntegrityError(f"{broken[0]} refers to a row of {broken[2]} that is not there")
        made = bytearray(connection.serialize())
    finally:
        connection.close()
    made[LIBRARY_VERSION] = LIBRARY
    return bytes(made)


def datasette_description(tables: tuple[Table, ...], title: str, description: str, address: str) -> dict[str, Any]:
    """What Datasette shows of the database (its `metadata.json`): titles, descriptions, columns, what to sort by."""
    shown: dict[str, Any] = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
        }
        for table in tables
    }
    shown |= {view.name: {"title": view.title, "description": view.description} for view in VIEWS}
    for name, label in {"claims": "statement", "sources": "name", "entities": "name", "publishers": "name",
                        "terms": "term", "briefs": "title"}.items():  # fmt: skip
        shown[name]["label_column"] = label
    about = {"title": title, "description": description, **({"source_url": address} if address else {})}
    return {**about, "databases": {DATABASE.partition(".")[0]: {**about, "tables": shown}}}
