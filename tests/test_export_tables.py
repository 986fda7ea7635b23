"""The corpus as CSV and as SQLite: other programs read back what went in, and nothing in it is run."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from generator.export.all_tables import all_tables
from generator.export.claim_pieces import Gathered, PieceMaker
from generator.export.csv_files import ACTIVE, csv_file, neutral
from generator.export.pages import pages_of
from generator.export.sqlite_file import sqlite_file
from generator.export.tables import Column, Table, table
from generator.export.views import VIEWS
from generator.model.publication import Publication
from generator.read.templates import read_templates
from tests.conftest import ROOT
from tests.exported import BASE, DAY, EARLIER, corpus, exported, files, shown_on

GUIDE = ROOT / "content" / "guide" / "data.md"
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))


def tables() -> tuple[Table, ...]:
    """The tables of the real content."""
    shown, at = shown_on(DAY), Publication(BASE)
    pages = pages_of(shown.known, shown.facts, read_templates(ROOT / "site_templates").words, "en", at)
    maker = PieceMaker(shown.known, shown.facts, [page.words for page in pages.contexts], at, None)
    gathered = Gathered()
    for id in shown.known.claims:
        gathered.add(maker.pieces(id))
    made = all_tables(shown.known, shown.facts, pages, gathered.tables())
    return tuple(one.holding(tuple(one.rows), one.lines) for one in made)


def one_column(texts: list[str]) -> Table:
    """A table with texts in its second column."""
    columns = (Column("id", "Number.", "integer", required=True), Column("text", "Text."))
    return table("texts", "Texts", "Texts.", columns, ("id",), [{"id": n, "text": it} for n, it in enumerate(texts)])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database, opened as a file."""
    (tmp_path / "corpus.sqlite").write_bytes(files()["corpus.sqlite"])
    with closing(sqlite3.connect(tmp_path / "corpus.sqlite")) as connection:
        yield connection


def test_every_table_reads_back_from_csv() -> None:
    """The csv module reads every table as it is, an apostrophe taken off where one was put before a text."""
    for made in tables():
        content = files()[f"csv/{made.name}.csv"].decode("utf-8")
        assert content.endswith("\r\n")
        head, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
        assert head == [column.name for column in made.columns]
        read = [[cell.removeprefix("'") for cell in row] for row in rows]
        assert read == [["" if cell is None else str(cell) for cell in row] for row in made.rows], made.name


@given(st.lists(TEXT))
def test_any_text_reads_back_from_csv(texts: list[str]) -> None:
    """Commas, quotes and line ends of all kinds come back; no cell begins as a formula."""
    content = csv_file(one_column(texts)).decode("utf-8")
    _, *rows = csv.reader(io.StringIO(content, newline=""), strict=True)
    assert [row[1].removeprefix("'") for row in rows] == texts
    assert not any(row[1].startswith(tuple(set(ACTIVE) - {"'"})) for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'tis"])
def test_formulas_are_neutralised(text: str) -> None:
    """What a spreadsheet may run gets an apostrophe; numbers of our own and other texts get none."""
    assert neutral(text) == f"'{text}"
    assert neutral(f"a{text}") == f"a{text}"
    assert neutral(-1) == -1 and neutral(None) is None


def test_the_description_of_the_csv_names_every_column() -> None:
    """CSV on the Web: every table and column is described, and foreign keys lead to tables that there are."""
    described = {item["url"]: item["tableSchema"] for item in json.loads(files()["csv-metadata.json"])["tables"]}
    assert set(described) == {path for path in files() if path.startswith("csv/")}
    for url, schema in described.items():
        head = files()[url].decode("utf-8").split("\r\n")[0].split(",")
        assert [column["name"] for column in schema["columns"]] == head
        assert all(column["dc:description"].endswith(".") for column in schema["columns"])
        assert all(key["reference"]["resource"] in described for key in schema.get("foreignKeys", ()))


@pytest.mark.parametrize("day", [DAY, EARLIER], ids=str)
def test_the_database_is_sound(day: Any, tmp_path: Path) -> None:
    """SQLite finds no damage and no reference that leads nowhere, on a past day too; pages have a fixed size."""
    (tmp_path / "x.sqlite").write_bytes(files(day)["corpus.sqlite"])
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA page_size").fetchone() == (4096,)
        for view in VIEWS:
            connection.execute(f"SELECT * FROM {view.name}").fetchall()
        rows = connection.execute("SELECT id FROM claims ORDER BY id").fetchall()
    assert [id for (id,) in rows] == sorted(shown_on(day).known.claims)


def test_the_database_holds_the_tables(database: sqlite3.Connection) -> None:
    """Every table comes back row by row, and its foreign keys are declared."""
    for made in tables():
        assert tuple(database.execute(f'SELECT * FROM "{made.name}"').fetchall()) == made.rows
        declared = {row[3]: row[2] for row in database.execute(f'PRAGMA foreign_key_list("{made.name}")')}
        assert declared == {column.name: column.refers_to for column in made.columns if column.refers_to}


def test_the_full_text_index_finds_words(database: sqlite3.Connection) -> None:
    """A word of a quote finds it, whatever its case and without its accents; so does a claim's own word."""
    found = database.execute(
        "SELECT a.claim_id FROM appearances_fts f JOIN appearances a ON a.rowid = f.rowid "
        "WHERE appearances_fts MATCH 'VORAUSSICHTLICH'"
    ).fetchall()
    assert ("gpt-5-public-launch-late-may-2025",) in found
    plain = "SELECT count(*) FROM appearances_fts WHERE appearances_fts MATCH ?"
    assert database.execute(plain, ("verfugbar*",)).fetchone() == database.execute(plain, ("verfügbar*",)).fetchone()
    assert database.execute("SELECT count(*) FROM claims_fts WHERE claims_fts MATCH 'Orion'").fetchone()[0] > 0


def test_two_databases_are_the_same_bytes() -> None:
    """Equal tables yield equal bytes, and the version of the library is not among them."""
    assert sqlite_file(tables()) == sqlite_file(tables()) == files()["corpus.sqlite"]
    assert exported()["corpus.sqlite"] == files()["corpus.sqlite"]
    assert files()["corpus.sqlite"][96:100] == (3_040_000).to_bytes(4, "big")


def test_a_reference_that_leads_nowhere_is_refused() -> None:
    """No database is made whose foreign keys do not hold."""
    columns = (Column("id", "Id."), Column("claims_id", "A claim.", refers_to="lost"))
    lost = Table("lost", "Lost", "Lost.", columns, ("id",), (("a", "b"),))
    with pytest.raises(sqlite3.IntegrityError, match="lost refers to a row of lost"):
        sqlite_file((*tables(), lost))


QUERY = re.compile(r"^([^\n]+)\n\n```sql\n(.+?)^```", re.MULTILINE | re.DOTALL)


def test_the_guide_s_questions_are_answered(database: sqlite3.Connection) -> None:
    """Each of the ten questions of the guide is answered by its SQL, with at least one row."""
    asked = QUERY.findall(GUIDE.read_text("utf-8"))
    assert len(asked) == 10
    for question, query in asked:
        assert database.execute(query).fetchall(), question


def test_datasette_serves_it(tmp_path: Path) -> None:
    """Datasette shows titles and descriptions, finds by full text, follows foreign keys, and answers in JSON."""
    file = tmp_path / "corpus.sqlite"
    file.write_bytes(files()["corpus.sqlite"])
    described = json.loads(files()["datasette.json"])

    async def pages() -> dict[str, Any]:
        served = Datasette([str(file)], metadata=described)
        await served.invoke_startup()
        paths = {
            "home": "/",
            "database": "/corpus",
            "claims": "/corpus/claims",
            "claim": "/corpus/claims/gpt-5-public-launch-late-may-2025",
            "found": "/corpus/claims.json?_search=Orion&_shape=array",
            "view": "/corpus/predictions",
            "appearances": "/corpus/appearances",
        }
        answers = {name: await served.client.get(path) for name, path in paths.items()}
        assert all(answer.status_code == 200 for answer in answers.values())
        return {name: answer.text for name, answer in answers.items()}

    with ThreadPoolExecutor(1) as beside:  # a browser that is open in this thread has its own loop running there
        shown = beside.submit(asyncio.run, pages()).result()
    assert corpus()["site"]["title"] in shown["home"]
    assert "Statements that can be checked" in shown["claims"]
    assert "Predictions and plans" in shown["view"]
    assert "expected" in shown["claim"]
    assert 0 < len(json.loads(shown["found"])) < len(corpus()["claims"])
    assert 'href="/corpus/sources/downcodes-238170-de"' in shown["appearances"], "a foreign key is a link"


def test_every_table_and_view_has_a_title() -> None:
    """Datasette's description knows every table and view, and no other; every column is described."""
    described = json.loads(files()["datasette.json"])["databases"]["corpus"]["tables"]
    assert set(described) == {made.name for made in tables()} | {view.name for view in VIEWS}
    for made in tables():
        assert set(described[made.name]["columns"]) == {column.name for column in made.columns}
