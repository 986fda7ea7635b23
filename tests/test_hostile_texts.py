"""Hostile texts in every field that takes text: nothing stops the build, gets out of its place, or gets lost."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin
from xml.etree import ElementTree

import icalendar
import pytest

from generator.model.fields import HoldsDate, RefersTo
from tests.hostile_sites import ENVIRONMENT, TELLING, TEXTS, Built
from tests.hostile_texts import CORPUS, FAMILIES, SECRET
from tests.looking import disclosed, files_with
from tests.record_schemas import record_types

CLOSED = frozenset({"SiteRecord.edit_path", "WaiverRecord.target"})
"""Texts of which the compiler itself says what they may be: a path in the repository, the id of a record."""
ANCHORS = ("Garble", "Anchor", "Skip", "Rendering", "Evidence", "Appearance")
BOUNDED = frozenset(
    {"TermRecord.definition", "BriefRecord.bottom_line", "Hedge.cue", "label", "former"}
    | {f"{owner}.{part}" for owner in ANCHORS for part in ("quote", "prefix", "suffix")}
)
"""Of at most sixty words or three sentences, a word of a quote, without brackets, or standing in a document: a quote is
tried in each way that a passage can be marked, all ways together with every text."""
RARE = frozenset(
    {
        "Hedge.cue",
        "Anchor.quote",
        "Anchor.prefix",
        "Anchor.suffix",
        "former",
        "Evidence.quote",
        "Evidence.prefix",
        "Evidence.suffix",
    }
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
HASHED = (".pf_fragment", ".pf_index", ".pf_meta", ".pf_filter")
"""How the names of the search's files end, which are made of what is in them."""
XML = ("*.xml", "*.svg", "*.atom")


def _free(annotation: Any, bounds: tuple[Any, ...] = ()) -> bool:
    """Whether a type holds a text whose form nothing prescribes."""
    if get_origin(annotation) is Annotated:
        return _free(get_args(annotation)[0], (*bounds, *get_args(annotation)[1:]))
    if annotation is str:
        return not any(isinstance(it, (RefersTo, HoldsDate)) or getattr(it, "pattern", None) for it in bounds)
    if get_origin(annotation) is Literal or isinstance(annotation, type):
        return False
    parts = get_args(annotation)
    if get_origin(annotation) is Mapping:
        return _free(parts[1])
    return any(_free(part) for part in parts if part is not Ellipsis)


def text_fields() -> set[str]:
    """Every field of every record type that holds text of the author's choice."""
    return {
        f"{model.__name__}.{info.alias or name}"
        for model in record_types()
        for name, info in model.model_fields.items()
        if _free(info.annotation, tuple(info.metadata))
    }


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def test_the_corpus_is_large_and_of_many_families() -> None:
    """There are over 3,000 different texts of a hundred families, and a run takes some of every family."""
    assert len({folded(item.text) for item in CORPUS}) > 3_000 and len(FAMILIES) >= 100
    assert {item.family for item in TEXTS} == set(FAMILIES)


def test_every_field_that_takes_text_is_tried(hostile_sites: Mapping[str, Built]) -> None:
    """A new field for text has to be given hostile texts: the fields are those of the record types."""
    tried = {item.field for item in hostile_sites["hostile"].placed}
    assert text_fields() - CLOSED - tried == set()
    assert len(text_fields()) > 50


def test_every_text_goes_through_every_field(hostile_sites: Mapping[str, Built]) -> None:
    """Each text stands in a value of each field, but for those that are bounded, or of which a site has one: these take
    texts of nearly every family."""
    families = {folded(item.text): item.family for item in TEXTS}
    by_field: dict[str, str] = {}
    for item in hostile_sites["hostile"].placed:
        by_field[item.field] = folded(f"{by_field.get(item.field, '')} ⁂ {item.value}")
    for name, whole in by_field.items():
        held = {family for text, family in families.items() if text in whole}
        if name.startswith(("SiteRecord", "Milestone")) or name in BOUNDED:
            assert len(held) > 0.8 * len(FAMILIES) or name in RARE, name
        else:
            assert [text for text in families if text not in whole] == [], name


def test_no_text_stops_a_page(hostile_sites: Mapping[str, Built]) -> None:
    """With hostile texts the site has the same files as with harmless ones, but for those of the search index."""
    files = [
        {
            file.relative_to(built.site).as_posix()
            for file in built.site.rglob("*")
            if file.is_file() and file.suffix not in HASHED
        }
        for built in (hostile_sites["hostile"], hostile_sites["harmless"])
    ]
    assert files[0] == files[1] and len(files[0]) > 100


def test_no_secret_is_disclosed(hostile_sites: Mapping[str, Built]) -> None:
    """What lies in and around the project, and in the environment, is in no file that was made and not in the log."""
    built = hostile_sites["hostile"]
    assert disclosed(built.project)
    made = [name for name in disclosed(built.project) if name.startswith(("site/", "build/", ".cache/"))]
    assert made == ["build/.env"]
    assert SECRET not in built.printed


def test_nothing_tells_of_the_machine(hostile_sites: Mapping[str, Built]) -> None:
    """Neither the folder of the project nor a value of the environment stands in the site, its Markdown or the log."""
    built = hostile_sites["hostile"]
    for told in (TELLING, *ENVIRONMENT.values()):
        assert told not in built.printed
        for folder in ("site", "build/docs"):
            assert files_with(told, built.project / folder) == [], told
    assert "Traceback" not in built.printed


@cache
def _strings(file: Path) -> frozenset[str]:
    def inner(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            for part in value.values() if isinstance(value, dict) else value:
                yield from inner(part)

    return frozenset(inner(json.loads(file.read_bytes())))


UNTOLD = frozenset({"document", "label", "former", "WaiverRecord.reason", "TombstoneRecord.reason"})


def test_json_reads_back(hostile_sites: Mapping[str, Built]) -> None:
    """Every value of every field stands in the corpus of the data files letter for letter."""
    built = hostile_sites["hostile"]
    told = _strings(built.site / "data" / "corpus.json")
    lost = [item for item in built.placed if item.field not in UNTOLD and item.value.strip() not in told]
    # A term and its forms bear a number, so that no two of them are the same.
    numbered = [item for item in lost if item.field in {"TermRecord.term", "TermRecord.variants"}]
    assert all(any(item.value.strip() in text for text in told) for item in numbered)
    assert {item.field for item in lost if item not in numbered} == set()


def _tables(built: Built) -> dict[str, list[list[str]]]:
    files = sorted((built.site / "data" / "csv").glob("*.csv"))
    return {file.stem: list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8"), newline=""))) for file in files}


def test_csv_and_sqlite_read_back(hostile_sites: Mapping[str, Built]) -> None:
    """Without the apostrophe that guards them, the cells of CSV are those of the database, and hold the statements."""
    built = hostile_sites["hostile"]
    database = sqlite3.connect(f"file:{built.site / 'data' / 'corpus.sqlite'}?mode=ro", uri=True)
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    compared = 0
    for name, rows in _tables(built).items():
        if name not in names:
            continue
        columns, *cells = rows
        listed = database.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
        stored = sorted([["" if cell is None else str(cell) for cell in row] for row in listed])
        assert sorted([[cell.removeprefix("'") for cell in row] for row in cells]) == stored, name
        compared += 1
    assert compared > 10
    shown = {cell.removeprefix("'") for row in _tables(built)["claims"] for cell in row}
    assert {item.value for item in built.placed if item.field == "ClaimRecord.statement"} <= shown
    database.close()


def test_no_cell_is_a_formula(hostile_sites: Mapping[str, Built]) -> None:
    """In every CSV file no cell begins as a formula does, even where a reader strips quotes and spaces."""
    cells = 0
    files = sorted(hostile_sites["hostile"].site.rglob("*.csv"))
    for file in files:
        for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8"), newline="")):
            for cell in row:
                cells += 1
                plain = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert plain or not cell.lstrip(' "\u00a0\u3000\ufeff\u200b').startswith(FORMULA), cell
    assert cells > 1_000 and len(files) > 10


def test_feeds_figures_and_sitemaps_are_well_formed(hostile_sites: Mapping[str, Built]) -> None:
    """Every file of XML parses, the feed tells of every claim, and every figure in a page parses as XML too."""
    built = hostile_sites["hostile"]
    files = [file for kind in XML for file in sorted(built.site.rglob(kind))]
    for file in files:
        ElementTree.fromstring(file.read_bytes())
    figures = 0
    for page in built.pages:
        text = (built.site / page / "index.html" if not page.endswith(".html") else built.site / page).read_text(
            "utf-8"
        )
        for figure in re.findall(r'<svg class="cb-.*?</svg>', text, re.DOTALL):
            ElementTree.fromstring(figure)
            figures += 1
    feed = ElementTree.fromstring((built.site / "feeds" / "changes.xml").read_bytes())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 0
    assert len(files) >= 2 and figures > 10


def test_the_calendar_parses(hostile_sites: Mapping[str, Built]) -> None:
    """The calendar has one event for each prediction, and each one's words are those that were put in."""
    built = hostile_sites["hostile"]
    calendar = icalendar.Calendar.from_ical((built.site / "due.ics").read_bytes())
    told = [folded(str(event["DESCRIPTION"])) for event in calendar.walk("VEVENT")]
    criteria = [folded(item.value) for item in built.placed if item.field == "Resolution.criteria"]
    assert len(told) == len(criteria) > 1
    assert all(any(words in each for each in told) for words in criteria)


def test_structured_data_is_inert(hostile_sites: Mapping[str, Built]) -> None:
    """JSON-LD in a page holds no sign of HTML, parses, and holds the statement."""
    built = hostile_sites["hostile"]
    values = {item.page: item.value for item in built.placed if item.field == "ClaimRecord.statement"}
    for page, value in values.items():
        text = (built.site / page.removesuffix(".md") / "index.html").read_text("utf-8")
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert len(found) == 1 and not set("<>&") & set(found[0]), page
        assert any(folded(value) in folded(words) for words in _words(json.loads(found[0]))), page


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def test_git_names_and_messages_stay_out(hostile_sites: Mapping[str, Built]) -> None:
    """Nothing of who committed, and of what they wrote into their messages, is on the site."""
    built = hostile_sites["hostile"]
    changes = (built.project / "build" / "docs" / "changes.md").read_text("utf-8")
    assert "Before" in changes and "a@example.org" not in changes


@pytest.mark.parametrize("name", ["hostile", "harmless"])
def test_the_build_tells_what_it_did(name: str, hostile_sites: Mapping[str, Built]) -> None:
    """Both builds end as builds end; of the hostile texts it is told where a quote holds what nobody sees, no more."""
    printed = hostile_sites[name].printed
    assert "built site/ as of" in printed
    assert set(re.findall(r"(?:error|warning|note)\[(\w+)\]", printed)) == ({"Q008"} if name == "hostile" else set())
