"""Of a document whose rights allow excerpts only, nothing is published but the sentences that are quoted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.pack_check import verified
from generator.cli import main
from generator.compiler import compile_pages, compose_records, snapshot
from generator.derive.excerpts import excerpt
from generator.model.corpus import Source
from generator.model.documents import Passage
from generator.publish.pack_file import unzipped
from generator.read.templates import read_templates
from tests.conftest import CASES, ROOT, checked, overlay

DAY = date(2026, 12, 1)
SECRET, QUOTED = "Der Start war ein Erfolg.", ("voraussichtlich Ende Mai gestartet", "Nova ist schnell")
MARK = ("kind: article", "kind: article\n  reprint: excerpt-only")


@pytest.fixture(scope="module", params=["whole", "excerpt-only"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bool]:
    """The small valid project, with its document marked or not, and whether it is."""
    root = overlay(tmp_path_factory.mktemp("excerpts") / "project")
    file, marked = root / "content" / "sources" / "all.yml", request.param == "excerpt-only"
    if marked:
        file.write_text(file.read_text("utf-8").replace(*MARK, 1), "utf-8")
    return root, marked


def test_pages_and_data_hold_quoted_sentences_only(project: tuple[Path, bool]) -> None:
    """A sentence that no claim quotes stands in no page, no file of data/ and no search record, the others do."""
    root, marked = project
    found, templates = checked(root), read_templates(ROOT / "site_templates")
    assert found.sound
    pages = {page.path: page.content for page in compile_pages(found, templates, DAY, "en")}
    records = repr(compose_records(snapshot(found, DAY), templates, "en")).encode()
    telling = sorted(path for path, content in pages.items() if b"Erfolg" in content)
    assert (telling == []) == marked and (b"Erfolg" in records) == (not marked)
    for words in QUOTED:
        assert words.split()[-1].encode() in pages["sources/nova-article.md"] and words.encode() in records
    assert ("data/documents/nova-article.txt" in pages) == (not marked)
    told = pages["sources/nova-article.md"].decode()
    assert ("excerpts only" in told and "1 sentence not shown" in told) == marked
    assert "3 of 3" in told, "how much of the document is covered is told in numbers all the same"


def test_a_pack_leaves_the_document_out(project: tuple[Path, bool], tmp_path: Path) -> None:
    """The document is not in the pack, and the proof says for how many quotes it is missing."""
    root, marked = project
    target = tmp_path / "nova.zip"
    command = ["pack", "nova", "--project", str(root), "--as-of", "2026-12-01", "--output", str(target), "--no-pdf"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    files, report = unzipped(target.read_bytes()), verified(target.read_bytes())
    assert ("seeds/nova.txt" in files) == (not marked) and report.faults == ()
    assert (report.quotes == 0 and report.unproven > 0) if marked else (report.quotes > 0 and report.unproven == 0)
    assert any(SECRET.encode() in content for content in files.values()) == (not marked)
    said = CliRunner().invoke(main, ["verify", str(target)]).output
    assert ("may not be passed on" in said) == marked


@given(st.lists(st.tuples(st.integers(0, 95), st.integers(1, 30)), max_size=4))
def test_offsets_stay_and_nothing_else_does(quoted: list[tuple[int, int]]) -> None:
    """Whatever is quoted: each shown sentence stands at its offsets, every other letter is a space, lines stay."""
    source = checked_source()
    assert source.document is not None
    text = source.document.text
    passages = [
        Passage(start, min(len(text), start + length), text[start : start + length]) for start, length in quoted
    ]
    left = excerpt(source, passages).document
    assert left is not None and len(left.text) == len(text)
    assert [n for n, letter in enumerate(left.text) if letter == "\n"] == [n for n, it in enumerate(text) if it == "\n"]
    shown = {n for one in map(source.document.around, passages) for n in range(one.start, one.end)}
    for place, letter in enumerate(text):
        assert left.text[place] == letter if place in shown or letter.isspace() else left.text[place] == " "
    assert all(left.text[one.start : one.end] == one.text for one in left.sentences)


def checked_source() -> Source:
    """The captured source of the small valid project."""
    return checked(CASES / "_base").corpus.sources["nova-article"]
