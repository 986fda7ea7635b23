"""Every folder in tests/mending/ is one behaviour of `--fix`: files before, what the author answers, files after."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.authoring.edits import edited, edits_of
from generator.authoring.key_order import in_key_order
from generator.authoring.mending import Mended, Proposal, mend
from generator.authoring.yaml_spans import scalars_by_place
from generator.authoring.yaml_text import scalar_text
from generator.cli import main
from generator.diagnostics import Diagnostic, Fix, Span
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Corpus
from generator.read.files import UNWRITABLE
from generator.read.yaml_events import read_yaml
from tests.conftest import CASES, ROOT, checked, overlay
from tests.record_schemas import record_types

MENDING = ROOT / "tests" / "mending"
FOLDERS = sorted(MENDING.iterdir())
UNFIXED = {"Y010"}
FAULTS = sorted(folder for folder in CASES.iterdir() if (folder / "expected.txt").is_file())


def _content(project: Path) -> dict[str, bytes]:
    return {
        file.relative_to(project).as_posix(): file.read_bytes()
        for file in sorted((project / "content").rglob("*"))
        if file.is_file()
    }


def _mended(project: Path, answers: list[str]) -> tuple[Mended, list[str]]:
    """A project mended in place, with the rules that were asked about; answers are `CODE yes` or `CODE no`."""
    asked = []

    def check() -> tuple[Corpus, tuple[Diagnostic, ...]]:
        found = checked(project)
        return found.corpus, found.findings

    def agree(proposal: Proposal) -> bool:
        code = proposal.finding.rule.code
        asked.append(code)
        return dict(line.split() for line in answers)[code] == "yes"

    return mend(project, check, agree), asked


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mending(folder: Path, tmp_path: Path) -> None:
    """From `before`, laid over the small valid project, the answers lead to `after`, and every answer was asked for."""
    project = overlay(tmp_path, folder / "before")
    start = _content(project)
    answers = (folder / "answers.txt").read_text("utf-8").splitlines()
    _, asked = _mended(project, answers)
    changed = {path: content for path, content in _content(project).items() if content != start[path]}
    if os.environ.get("UPDATE_CASES"):
        shutil.rmtree(folder / "after", ignore_errors=True)
        for path, content in changed.items():
            (folder / "after" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "after" / path).write_bytes(content)
    after = folder / "after"
    expected = {file.relative_to(after).as_posix(): file.read_bytes() for file in after.rglob("*") if file.is_file()}
    assert changed == expected
    assert sorted(set(asked)) == [line.split()[0] for line in sorted(answers)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mending_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """What was mended is mended: a second run finds nothing more to do, except what was declined."""
    project = overlay(tmp_path, folder / "before")
    answers = (folder / "answers.txt").read_text("utf-8").splitlines()
    _mended(project, answers)
    once = _content(project)
    again, _ = _mended(project, answers)
    assert _content(project) == once
    assert again.safe == ()
    assert again.taken == 0


@pytest.mark.parametrize("case", FAULTS, ids=lambda folder: folder.name)
def test_a_hint_and_its_fix_say_the_same(case: Path, tmp_path: Path) -> None:
    """The words that a fix writes stand in the hint, and once it is made the finding is gone from its place."""
    project = overlay(tmp_path, case)
    for finding in checked(project).findings:
        if finding.fix is None:
            continue
        assert finding.fix.new in finding.advice.replace("\n", " ")
        texts = {path: content.decode() for path, content in _content(project).items()}
        edits = edits_of(finding.fix, texts)
        assert edits
        copy = tmp_path.with_name(f"{tmp_path.name}-{finding.span.line}-{finding.span.column}")
        shutil.copytree(project, copy)
        for path in {edit.path for edit in edits}:
            (copy / path).write_text(edited(texts[path], (e for e in edits if e.path == path)), "utf-8", newline="")
        left = checked(copy).findings
        assert (finding.rule.code, finding.span) not in {(item.rule.code, item.span) for item in left}


def test_rules_whose_hint_names_the_words_carry_a_fix(tmp_path: Path) -> None:
    """Whenever a hint says "did you mean", the finding holds the change as data; but files are moved by people."""
    for number, case in enumerate(FAULTS):
        if "did you mean" in (case / "expected.txt").read_text("utf-8"):
            for finding in checked(overlay(tmp_path / str(number), case)).findings:
                proposes = "did you mean" in finding.advice and finding.rule.code not in UNFIXED
                assert proposes <= (finding.fix is not None), finding


def _project(tmp_path: Path) -> Path:
    project = overlay(tmp_path)
    claims = project / "content/claims/all.yml"
    text = claims.read_text("utf-8").replace("Ende Mai gestartet", "Ende Mei gestartet")
    claims.write_text(text.replace("  when: 2025-06-10", "  when: 10.6.2025"), "utf-8")
    site = project / "content/site.yml"
    site.write_text("language: en\n" + site.read_text("utf-8").replace("language: en\n", ""), "utf-8")
    return project


def test_nobody_to_ask(tmp_path: Path) -> None:
    """Without a terminal only what is safe is done, and the command says what it left."""
    project = _project(tmp_path)
    done = CliRunner().invoke(main, ["check", "--fix", "--project", str(project)])
    assert done.exit_code == 1
    assert "mended content/site.yml: keys in order" in done.stderr
    assert "proposed changes: 0 made, 2 left" in done.stderr
    assert "in a terminal" in done.stderr
    assert "Q001" in done.stdout
    assert "D001" in done.stdout


def test_yes_never_accepts_a_near_match(tmp_path: Path) -> None:
    """`--yes` respells the date and leaves the quote, which only somebody who reads it can judge."""
    project = _project(tmp_path)
    done = CliRunner().invoke(main, ["check", "--fix", "--yes", "--project", str(project)])
    assert done.exit_code == 1
    text = (project / "content/claims/all.yml").read_text("utf-8")
    assert "when: 2025-06-10" in text
    assert "Ende Mei" in text
    assert CliRunner().invoke(main, ["check", "--yes", "--project", str(project)]).exit_code == 2


def test_a_terminal_is_asked(tmp_path: Path) -> None:
    """In a terminal each proposal is shown as finding and diff, and made on `y` alone."""
    project = _project(tmp_path)
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "generator", "check", "--fix", "--project", str(project)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=follower, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        os.write(leader, b"y\nn\n")
        out, err = run.communicate(timeout=120)
    os.close(leader)
    os.close(follower)
    assert "-      quote: wird das Modell Nova voraussichtlich Ende Mei gestartet" in err
    assert "+      quote: wird das Modell Nova voraussichtlich Ende Mai gestartet" in err
    assert err.count("Make this change?") == 2
    assert "proposed changes: 1 made, 1 left" in err
    assert "Q001" not in out
    assert "D001" in out
    assert run.returncode == 1


PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30).filter(
    lambda value: not UNWRITABLE.search(value)
)
"""What a value may hold: signs that no file may hold are refused as escapes too."""


@given(PLAIN, st.sampled_from(["", "'", '"']), st.booleans())
def test_any_text_is_written_so_that_it_is_read_back(value: str, style: str, flow: bool) -> None:
    """A text of one line written as a scalar, in brackets or out, quoted or not, is the same text when read."""
    written = scalar_text(value, style, flow)
    text = f"{{a: {written}, b: x}}" if flow else f"a: {written}\nb: x\n"
    located, findings = read_yaml("x.yml", text)
    assert findings == ()
    assert located is not None
    assert located.value["b"] == "x"
    assert (located.value["a"] or "") == value


@given(PLAIN.filter(bool), PLAIN.filter(bool), st.booleans())
def test_a_fix_touches_its_place_only(old: str, new: str, flow: bool) -> None:
    """After a change of one value all other values, all comments and the line count are as before."""
    one = scalar_text(old, flow=flow)
    text = f"# top\n- {{k: {one}, z: '1'}}\n" if flow else f"# top\n- k: {one}   # beside\n  z: '1'\n"
    span = Span("x.yml", 2, 7 if flow else 6)
    edits = edits_of(Fix((span,), new), {"x.yml": text})
    assert edits is not None
    made = edited(text, edits)
    located, _ = read_yaml("x.yml", made)
    assert located is not None
    assert located.value == [{"k": new, "z": "1"}]
    assert made.count("#") - new.count("#") == text.count("#") - old.count("#")
    assert made.count("\n") == text.count("\n")


KEYS = ["id", "statement", "kind", "about", "when", "note", "note_known_from"]
VALUES = st.sampled_from(
    [
        "a",
        "'b: c'",
        "[x, y]",
        "{de: eins, en: one}",
        ">-\n    folded\n    text",
        "|\n    kept\n\n    lines",
        "\n    - x\n    - y",
    ]
)
LINES = st.sampled_from(["", "", "  # to the key below\n", "\n", "    # deeper\n"])


@settings(deadline=None)
@given(st.permutations(KEYS), st.tuples(*[VALUES] * 7), st.tuples(*[LINES] * 7), st.booleans())
def test_keys_change_places_and_nothing_else_does(
    keys: list[str], values: tuple[str, ...], above: tuple[str, ...], windows: bool
) -> None:
    """Whatever the order, comments and styles: the same values, the same lines, keys in order, and no second change."""
    entries = [f"{line}  {key}: {value}\n" for line, key, value in zip(above, keys, values, strict=True)]
    text = "# top\n-" + "".join([entries[0].removeprefix(above[0])[1:], *entries[1:]]) + "# end\n"
    text = text.replace("\n", "\r\n") if windows else text
    made = in_key_order("content/claims/x.yml", text, ClaimRecord)
    before, after = read_yaml("x", text)[0], read_yaml("x", made)[0]
    assert before is not None
    assert after is not None
    assert after.value == before.value
    lines = [sorted(line.lstrip(" -") for line in one.splitlines()) for one in (text, made)]
    assert lines[0] == lines[1]
    assert in_key_order("content/claims/x.yml", made, ClaimRecord) == made
    stays = "#" in above[keys.index("id")] or above[keys.index("id")].strip(" ") == "\n"
    if not stays or keys[0] == "id":
        assert list(after.value[0]) == KEYS


@pytest.mark.parametrize(
    "shape", sorted(record_types(), key=lambda shape: shape.__name__), ids=lambda shape: shape.__name__
)
def test_every_field_has_its_place(shape: type[BaseModel]) -> None:
    """Every field of every record and of every part of one, in a block and in brackets, goes where its type has it."""
    order = [info.alias or name for name, info in shape.model_fields.items()]
    backwards = order[::-1]
    block = in_key_order("x.yml", "".join(f"{key}: x\n" for key in backwards), shape)
    assert block == "".join(f"{key}: x\n" for key in order)
    flow = in_key_order("x.yml", "{" + ", ".join(f"{key}: x" for key in backwards) + "}\n", shape)
    assert flow == "{" + ", ".join(f"{key}: x" for key in order) + "}\n"


def test_scalars_are_found_where_the_reader_finds_them() -> None:
    """Every value and key of the real content stands at the same place for the editor of text as for the reader."""
    for path, content in _content(ROOT).items():
        if path.endswith(".yml"):
            located, _ = read_yaml(path, content.decode())
            assert located is not None
            found = scalars_by_place(path, content.decode())
            assert set(located.keys.values()) <= set(found)
