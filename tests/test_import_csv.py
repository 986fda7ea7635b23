"""Tables from elsewhere become drafts by a mapping; the sheet of a build comes back as it was; losses are listed."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.export.claim_sheet import PARTS
from generator.imported.claim_tables import read_claim_table
from generator.imported.column_mapping import read_mapping
from generator.imported.found import Found, ImportRefused
from generator.imported.told import FIELDS
from generator.read.files import FORBIDDEN
from tests.conftest import ROOT, checked, overlay
from tests.exported import files
from tests.imports import DAY, FILES, corpus_of, data_with_drafts, empty_project, record, run, texts_of, written
from tests.test_import_claimreview import nothing

TABLE, MAPPING = FILES / "table.csv", FILES / "table.mapping.yml"
GUIDE = ROOT / "content" / "guide" / "imports.md"


def read(text: str, mapping: str | None = None) -> Found:
    """What is read from a table, by a mapping or as our own sheet."""
    if mapping is None:
        return read_claim_table(text.encode("utf-8"), nothing(), DAY)
    return read_claim_table(text.encode("utf-8"), nothing(), DAY, read_mapping(mapping.encode("utf-8")))


def test_a_table_becomes_drafts(tmp_path: Path) -> None:
    """Columns become fields, words become values, rows of one statement one claim, and the check finds no fault."""
    project = empty_project(tmp_path / "project")
    done = run(project, "csv", TABLE, "--mapping", MAPPING)
    assert done.exit_code == 0, done.output
    found = checked(project)
    assert {item.rule.code for item in found.findings} == {"A001"}
    claims = {item.id: item.written.record for item in found.corpus.unfinished if item.written}
    ferry = claims["die-faehre-hatte-2025-eine-million-fahrgaeste"]
    assert (ferry.kind, ferry.when, dict(ferry.statement)) == (
        "quantity", "2025", {"de": "Die Fähre hatte 2025 eine Million Fahrgäste."},
    )  # fmt: skip
    assert [it.who for it in ferry.voices] == ["inselreederei", "ada-beispiel"]
    assert [it.source for it in ferry.appearances] == ["inselbote-2", "radio-insel"]
    assert [(it.source, it.bearing) for it in ferry.evidence] == [
        ("pruefstelle", "contradicts"), ("zweiter-blick", "qualifies"),
    ]  # fmt: skip
    hourly = claims["die-faehre-faehrt-ab-1-mai-2026-stuendlich"]
    assert (hourly.kind, hourly.when, hourly.about) == ("prediction", "2026-05-01", ("inselfaehre", "inselreederei"))


def test_the_losses_are_listed(tmp_path: Path) -> None:
    """Columns that are passed over, cells beyond the columns, broken dates and addresses: each with row and column."""
    done = run(empty_project(tmp_path / "project"), "csv", TABLE, "--mapping", MAPPING)
    for line in (
        "not taken over: the mapping leaves this column out",
        "  row 2, column 'Notiz': bitte prüfen",
        "not taken over: a cell without a named column",
        "  row 5, column 12: zu viel",
        "not taken over: not a date",
        "  row 5, column 'Datum': irgendwann",
        "not taken over: not an address of the web",
        "  row 5, column 'Adresse': keine Adresse",
    ):
        assert line in done.output.splitlines(), done.output
    assert "4 values not taken over" in done.output


@pytest.mark.parametrize("kind", ["claimreview", "csv"])
def test_import_export_import_is_a_fixed_point(kind: str, tmp_path: Path) -> None:
    """The sheet of a build with drafts is read into an empty project, without a mapping, as the same YAML."""
    first, second, third = (empty_project(tmp_path / name) for name in ("first", "second", "third"))
    if kind == "csv":
        assert run(first, "csv", TABLE, "--mapping", MAPPING).exit_code == 0
    else:
        assert run(first, "claimreview", FILES / "feed.json").exit_code == 0
    exported = tmp_path / "claim_sheet.csv"
    exported.write_bytes(data_with_drafts(first)["csv/claim_sheet.csv"])
    done = run(second, "csv", exported)
    assert done.exit_code == 0 and "everything was taken over" in done.output, done.output
    assert set(written(first)) == {"claims", "sources", "publishers", "entities"}
    assert written(second) == written(first)
    exported.write_bytes(data_with_drafts(second)["csv/claim_sheet.csv"])
    run(third, "csv", exported)
    assert written(third) == written(first)


def test_formulas_come_back_as_texts(tmp_path: Path) -> None:
    """A text that a spreadsheet would run gets its apostrophe in the export, and loses it again in the import."""
    project = empty_project(tmp_path / "project")
    run(project, "csv", TABLE, "--mapping", MAPPING)
    sheet = data_with_drafts(project)["csv/claim_sheet.csv"].decode("utf-8")
    assert "'=SUMME(A1:A9)" in sheet and ",=SUMME" not in sheet
    found = read(sheet)
    claim = record(found, "claims", "summe-a1-a9-ist-eine-behauptung")
    assert claim["statement"] == {"de": "=SUMME(A1:A9) ist eine Behauptung."}


def test_the_real_sheet_comes_in_as_drafts(tmp_path: Path) -> None:
    """The sheet of the real content comes in without error, a draft for each claim."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "claim_sheet.csv"
    file.write_bytes(files()["csv/claim_sheet.csv"])
    done = run(project, "csv", file)
    found = checked(project)
    assert found.sound, found.findings
    assert {item.id for item in found.corpus.unfinished} == set(checked(ROOT).corpus.claims)
    assert "more than 11 words of a page that is not captured" in done.output


def test_the_sheet_and_the_fields_have_the_same_names() -> None:
    """Every column of the sheet is a field, and every field that a record holds by itself is a column."""
    columns = {f"{part}_{name}" for part, (_, names) in PARTS.items() for name in names}
    composed = {f"evidence_{name}" for name in ("verdict", "rating", "best", "worst", "explanation")}
    assert columns == set(FIELDS) - composed - {"appearance_said"}


def test_the_guide_lists_every_field() -> None:
    """Each field stands in the tables of the guide by its name, with what it becomes."""
    guide = GUIDE.read_text("utf-8")
    for name in FIELDS:
        part, _, end = name.partition("_")
        pages = {"source": "`source_`", "review": "`source_`"}
        told = f"| `{name}` |" if part not in pages else f"| `{end}` |"
        assert told in guide, name


def test_pages_alone_become_sources(tmp_path: Path) -> None:
    """A table of pages without claims gives sources and publishers, and references those of the project."""
    project, file = overlay(tmp_path / "project"), tmp_path / "pages.csv"
    file.write_text("source_url,source_title,source_publisher,source_published\n"
                    "https://weekly.example/two,Two,The Weekly,2026-01-02\n"
                    "https://new.example/,New,New Paper,2026-01\n", "utf-8")  # fmt: skip
    done = run(project, "csv", file)
    assert done.exit_code == 0, done.output
    assert set(written(project)) == {"sources", "publishers"}
    assert "publisher: weekly" in written(project)["sources"]
    assert "id: new-paper" in written(project)["publishers"] and "weekly" not in written(project)["publishers"]


def test_a_claim_without_a_page_is_left_unfinished(tmp_path: Path) -> None:
    """A claim of which no page is told comes in, and the check says that `appearances` is missing."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "bare.csv"
    file.write_text("claim_statement,voice_name\nThe moon is round.,Ada\n", "utf-8")
    assert run(project, "csv", file).exit_code == 0
    (draft,) = checked(project).corpus.unfinished
    assert draft.lacks == ("appearances",)


def test_a_quote_from_a_captured_source_is_kept(tmp_path: Path) -> None:
    """Words that stand in a captured document of the project are kept as a quote; words that do not are a loss."""
    project, file = overlay(tmp_path / "project"), tmp_path / "quotes.csv"
    file.write_text("claim_statement,source_id,appearance_quote,subject_id\n"
                    "The start went well.,nova-article,Der Start war ein Erfolg,nova\n"
                    "Nova is slow.,nova-article,Nova ist langsam,nova\n", "utf-8")  # fmt: skip
    done = run(project, "csv", file)
    assert "quote: Der Start war ein Erfolg" in written(project)["claims"]
    assert "langsam" not in written(project)["claims"] and "Nova ist langsam" in done.output
    assert checked(project).sound


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("", "has no `columns`"), ("columns: 3", "is a mapping of words"), ("columns: {A: claim_statment}", "no field"),
        ("columns: {A: claim_statement, B: claim_statement}", "two columns"), ("columns: {}", "is empty"),
        ("columns: {Zz: claim_statement}", "the table has none"), ("colums: {A: b}\ncolumns: {}", "not known"),
        ("columns: {A: claim_statement}\ndelimiter: abc", "one sign"), ("a: &x 1", "line 1"), ("[" * 50, "line 1"),
        ("columns: {A: claim_statement}\nvalues: [1]", "`values`"), ("columns: [", "line"),
        ("columns: {A: claim_statement}\nignored: x", "`ignored`"), ("columns: {A: [x]}", "is a mapping of words"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_one_line(mapping: str, words: str) -> None:
    """Unknown keys, fields and columns, wrong shapes and broken YAML are named in one line."""
    with pytest.raises(ImportRefused) as refused:
        read("A,B\n1,2\n", mapping)
    assert words in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no line with the names"), (b"\n\n", "no line with the names"), (b"\xff", "not UTF-8"),
        (b"a\0b", "NUL"), (b'claim_id\n"open', "not a table"), (b"claim_id,claim_id\n", "stands twice"),
        (b"a,b\n1,2\n", "say with --mapping"), (b"claim_id\n" + b"x" * 200_000, "not a table"),
        (b"claim_id," * 2000, "columns"), (b"claim_id\n", "nothing in it is new"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_one_line(content: bytes, words: str, tmp_path: Path) -> None:
    """A file that is no table, or not ours and without a mapping, is refused, and nothing is written."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "bad.csv"
    file.write_bytes(content)
    done = run(project, "csv", file)
    assert done.exit_code == 2 and words in done.output, done.output
    assert "Traceback" not in done.output and not written(project)


CELL = st.one_of(
    st.just(""),
    st.sampled_from(["https://a.example/1", "2026-01-02", "01.02.2026", "no", "person", "de", "state", "supports"]),
    st.tuples(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=10), st.uuids()).map(
        lambda it: f"{it[0]} {it[1]}"
    ),
)


def as_csv(names: list[str], rows: list[list[str]]) -> str:
    """A table as CSV."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([names, *rows])
    return made.getvalue()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_nothing_is_dropped_in_silence(data: Any) -> None:
    """Every cell of any table, ragged rows too, turns up in the records or is listed as a loss with its place."""
    names = data.draw(st.lists(st.sampled_from([*FIELDS, "other"]), min_size=1, max_size=12, unique=True))
    if names == ["other"]:
        names = ["claim_statement"]
    rows = data.draw(st.lists(st.lists(CELL, max_size=len(names) + 1), min_size=1, max_size=4))
    found = read(as_csv(names, rows))
    told = _plain(" ".join(texts_of([record for _, record in found.records])))
    keys = {key for _, record in found.records for part in record.values() if isinstance(part, dict) for key in part}
    keys |= {"de"} if "'de'" in repr(found.records) else set()
    lost = {where for item in found.losses for where in [item.where]}
    for number, row in enumerate(rows, start=2):
        for place, cell in enumerate(row):
            name = names[place] if place < len(names) else ""
            where = f"row {number}, column {name!r}" if name else f"row {number}, column {place + 1}"
            written_as = _plain(cell[1:] if cell[:1] == "'" else cell)
            day = "2026-02-01" if cell == "01.02.2026" else written_as
            defaults = cell == "no" or cell in keys
            assert not cell.strip() or where in lost or written_as in told or day in told or defaults, (where, cell)


def _plain(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).replace(";", " ").split())


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.one_of(st.none(), st.text(max_size=100)))
def test_no_text_breaks_the_reader(text: str, mapping: str | None) -> None:
    """Any text as a table, and any text as its mapping, is read or refused in one line."""
    try:
        read(text.encode("utf-8", "replace").decode("utf-8"), mapping and mapping.encode("utf-8", "replace").decode())
    except ImportRefused as reason:
        assert "\n" not in str(reason)


def test_the_same_claim_is_not_written_twice(tmp_path: Path) -> None:
    """A table that was imported already adds nothing."""
    project = empty_project(tmp_path / "project")
    run(project, "csv", TABLE, "--mapping", MAPPING)
    again = run(project, "csv", TABLE, "--mapping", MAPPING)
    assert again.exit_code == 2 and "already" in again.output
    assert corpus_of(project).claim_ids


def test_a_date_that_is_called_inferred_has_a_reason(tmp_path: Path) -> None:
    """Where a table calls a date inferred and does not say from what, the record says so; the check has no error."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "inferred.csv"
    file.write_text("claim_statement,source_url,source_published,source_date_basis\n"
                    "The moon is round.,https://a.example/,2025-05,inferred\n", "utf-8")  # fmt: skip
    done = run(project, "csv", file)
    assert done.exit_code == 0, done.output
    assert "says that the date is inferred" in written(project)["sources"]
