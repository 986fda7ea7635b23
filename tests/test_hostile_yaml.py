"""Hostile YAML from strangers: refused at its place, in seconds, in little memory, and nothing else is opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from generator.compiler import check_project
from generator.read.files import InputFile, clean_text
from generator.read.lexicon import read_lexicon
from generator.read.yaml_events import read_yaml
from tests.conftest import ROOT, checked, overlay
from tests.hostile_runs import misplaced
from tests.hostile_yaml import BIDIRECTIONAL, ESCAPES, RECORD, hostile_files, mutated
from tests.proving import amount

SECONDS, MEBIBYTES = 5.0, 512


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What came of every hostile file, and of all of them together, in a process of its own."""
    command = [sys.executable, "-m", "tests.hostile_runs", str(tmp_path_factory.mktemp("runs"))]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return told[:-1], told[-1]


def test_each_hostile_file_is_refused_at_its_place(runs: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """Some 600 hostile files: no exception, at least one finding in each, every finding inside its file."""
    told = runs[0]
    assert len(told) == len(hostile_files()) >= 300
    assert [item for item in told if item["fault"] or item["misplaced"]] == []
    assert [item["name"] for item in told if not item["here"]] == []


def test_no_hostile_file_takes_long_or_much(runs: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """None takes 5 seconds of computing or 512 MiB, and none is answered by more findings than anybody reads."""
    told, whole = runs
    assert [item["name"] for item in told if item["seconds"] > SECONDS] == []
    assert whole["mebibytes"] < MEBIBYTES
    assert max(item["findings"] for item in told) <= 1_010


def test_no_hostile_file_opens_another(runs: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """Nothing beside the project is opened or listed, whatever tags and directives say."""
    assert runs[1]["opened"] == []


def test_what_is_shown_of_hostile_files_can_be_printed(runs: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """No control and no mark of direction reaches a terminal."""
    assert [item for item in runs[0] if item["unprintable"]] == []


@pytest.mark.parametrize("escape", ESCAPES)
def test_an_escape_cannot_say_what_a_file_may_not(escape: str) -> None:
    """An escape in double quotes for a forbidden character is one finding at the value."""
    found = read_yaml("x.yml", f'a: x\nb: "y{escape}z"\n')[1]
    assert [(item.span.line, item.span.column) for item in found] == [(2, 4)]
    assert {item.rule.code for item in found} <= {"Y001", "Y002"}


@pytest.mark.parametrize("escape", [r"\N", r"\L", r"\u200e", r"\u200f", r"\u061c", r"\ufeff", r"\U000E0041"])
def test_an_escape_may_say_what_stands_in_a_document(escape: str) -> None:
    """A quote may hold marks of right-to-left text and the like by an escape, which everybody sees, not as they are."""
    found, findings = read_yaml("x.yml", f'a: "y{escape}z"\n')
    assert findings == () and found is not None and len(found.value["a"]) == 3
    raw = clean_text(InputFile("x.yml", f"a: {found.value['a']}\n".encode()))[1]
    assert [item.rule.code for item in raw] == ["Y002"]


@pytest.mark.parametrize("letter", BIDIRECTIONAL)
def test_marks_of_direction_are_refused_where_they_stand(letter: str) -> None:
    """Each of the twelve bidirectional controls of Unicode is Y002 at its own line and column."""
    found = clean_text(InputFile("x.yml", f"a: b\r# c\r\nd: e{letter}f\n".encode()))[1]
    assert [(item.rule.code, item.span.line, item.span.column) for item in found] == [("Y002", 3, 5)]


@pytest.mark.parametrize("field", ["nаme", "ｎame", "name\u0301", "naｍe", "Name", "\u200bname"])
def test_a_field_that_only_looks_right_is_told_the_right_one(field: str, tmp_path: Path) -> None:
    """A field name with look-alike or unseen letters is Y006, and the hint names the field."""
    project = overlay(tmp_path)
    (project / "content/entities/strange.yml").write_text(RECORD.replace("name", field), "utf-8")
    found = checked(project).findings
    assert [item.rule.code for item in found] == ["Y006"]
    assert found[0].hint.startswith("did you mean 'name'")


def test_a_value_of_many_bytes_is_not_said_again(tmp_path: Path) -> None:
    """Findings about huge values stay short, so that many of them stay printable."""
    project = overlay(tmp_path)
    huge = "x" * 500_000
    (project / "content/entities/strange.yml").write_text(f"- id: {huge}\n  kind: {huge[1:]}\n  {huge[2:]}: y\n")
    assert all(len(item.message) + len(item.target) < 700 for item in checked(project).findings)


def _mutations(seed: int, count: int, project: Path) -> tuple[int, list[str]]:
    chance, lexicon = Random(seed), read_lexicon(ROOT / "site_templates" / "lexicon")
    real = [file for file in sorted((ROOT / "content").rglob("*.*")) if file.suffix in {".yml", ".md"}]
    real = [file for file in real if "guide" not in file.parts]
    refused, wrong = 0, []
    for number in range(count):
        file = chance.choice(real)
        place = project / "content" / file.relative_to(ROOT / "content")
        place = place if file.name == "site.yml" else place.with_name(f"strange{file.suffix}")
        before = place.read_bytes() if place.exists() else None
        content = file.read_bytes()
        start = chance.randrange(len(content))
        content = content if file.name == "site.yml" else content[content.rfind(b"\n- ", 0, start) + 1 :][:4_000]
        place.write_bytes(mutated(content, chance))
        found = check_project(project, lexicon).findings
        refused += bool(found)
        wrong += [f"{number}: {told}" for told in misplaced(project, found)]
        if before is None:
            place.unlink()
        else:
            place.write_bytes(before)
    return refused, wrong


def test_mutations_of_the_real_content_are_refused_in_place(tmp_path: Path) -> None:
    """Seeded accidents in the real content raise nothing, and every finding is inside its file."""
    count = amount(300, 5_000)
    refused, wrong = _mutations(7, count, overlay(tmp_path))
    assert wrong == []
    assert refused > count // 2


def test_a_hundred_planted_errors_are_all_listed_in_order(tmp_path: Path) -> None:
    """One run lists 100 errors in 50 files, sorted by place, and nothing else."""
    project = overlay(tmp_path)
    expected = []
    for number in range(50):
        path = f"content/entities/more-{number:02}.yml"
        text = f"- id: Wrong_{number}\n  name: A\n  kind: product\n  description: B\n"
        text += f"- id: right-{number}\n  name: A\n  kind: thing\n  description: B\n"
        (project / path).write_text(text)
        expected += [f"{path}:1:7 Y009", f"{path}:7:9 Y008"]
    assert [f"{item.span} {item.rule.code}" for item in checked(project).findings] == expected


FAULTY = (
    b"- id: odd\n  name: A\n  kind: thing\n",
    b"a: b\n  c: d\n",
    b"- &a b\n- *a\n",
    b"# one\n- [x\n",
    b"a: 'b\n",
    b"# one\n# two\nx: \xff\n",
    b"# one\nx: \xe2\x80\xae\n",
    b"a: 1\na: 2\n",
    b"- !x y\n",
    b"# \xc3\xb6\nx: \x00\n",
)


@pytest.mark.parametrize("content", FAULTY)
def test_line_ends_and_byte_order_marks_move_nothing(content: bytes, tmp_path: Path) -> None:
    """CR, LF and CRLF twins of a file, with and without a byte order mark, have their findings at the same places."""
    project, told = overlay(tmp_path), set()
    for end in (b"\n", b"\r", b"\r\n"):
        for mark in (b"", b"\xef\xbb\xbf"):
            (project / "content/entities/strange.yml").write_bytes(mark + content.replace(b"\n", end))
            found = [item for item in checked(project).findings if item.span.path.endswith("strange.yml")]
            told.add(tuple((item.rule.code, str(item.span)) for item in found))
    assert len(told) == 1 and told != {()}


def test_columns_count_code_points_and_turn_into_those_of_editors() -> None:
    """A finding's column counts letters; before it, letters beyond U+FFFF count twice in the protocol of editors."""
    line = "a: [😀, 𝒳, &x b]"
    found = read_yaml("x.yml", line)[1]
    column = found[0].span.column
    assert line[column - 1 :].startswith("&x")
    character = len(line[: column - 1].encode("utf-16-le")) // 2
    assert (column, character) == (11, 12)


def test_a_file_with_more_faults_than_anybody_reads_says_so(tmp_path: Path) -> None:
    """After 1,000 findings of one file a last one says that the rest is not listed."""
    project = overlay(tmp_path)
    (project / "content/entities/strange.yml").write_text("".join(f"k{number}: x\n" for number in range(3_000)))
    found = checked(project).findings
    assert len(found) == 1_001
    assert sum("the rest is not listed" in item.message for item in found) == 1
