"""Every folder in tests/diffs/ is one kind of change: what `briefs diff` says of its two revisions."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from generator.authoring.diff_words import FLAGS
from generator.cli import main
from generator.derive.change_kinds import KINDS
from generator.derive.compare import compare
from generator.derive.difference import ORDER
from generator.read.lexicon import read_lexicon
from tests.conftest import ROOT, checked, overlay
from tests.repositories import Repository, git

DIFFS = ROOT / "tests" / "diffs"
FOLDERS = sorted(folder for folder in DIFFS.iterdir() if folder.is_dir())
SHA = re.compile(r"(?<=[(`])[0-9a-f]{10}(?=[)`])")
SCHEMA = json.loads((DIFFS / "diff.schema.json").read_text("utf-8"))
TOLD_BY_THE_TABLE = frozenset(KINDS) - {"quote-changed", "reworded", "hedge-strengthened", "outcome-recorded"}
"""Kinds of change of claims, each proved by an edit in tests/test_changes.py already."""


def diff(project: Path, *arguments: str) -> Result:
    """`briefs diff` in a project."""
    return CliRunner().invoke(main, ["diff", "--project", str(project), *arguments])


def laid_over(target: Path, files: Path) -> Path:
    """The project with the files of a state laid over it; `<name>.delete` removes the file `<name>`."""
    # Not the times of the folder's files, by which git would take one for the other.
    shutil.copytree(files, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for mark in sorted(target.rglob("*.delete")):
        mark.with_suffix("").unlink()
        mark.unlink()
    return target


def revisions(target: Path, case: Path) -> Path:
    """A repository whose commit `before` is the small valid project with the case's first state, and on whose disk lies
    the second one."""
    repository = Repository(target)
    overlay(target, case / "before")
    repository.commit("2026-01-01T12:00:00Z")
    git(target, "tag", "before")
    return laid_over(target, case / "after")


def _expected(file: Path, found: str) -> str:
    if os.environ.get("UPDATE_DIFFS"):
        file.write_text(found, "utf-8")
    return file.read_text("utf-8")


@pytest.mark.parametrize("case", FOLDERS, ids=lambda folder: folder.name)
def test_diff(case: Path, tmp_path: Path) -> None:
    """A change is told in exactly the words expected, as text, where given as Markdown, and as JSON of the schema;
    between two commits as between a commit and the disk."""
    project = revisions(tmp_path, case)
    text = diff(project, "before")
    assert text.exit_code == 0, text.output
    assert SHA.sub("sha", text.stdout) == _expected(case / "expected.txt", SHA.sub("sha", text.stdout))
    if (case / "expected.md").exists():
        markdown = SHA.sub("sha", diff(project, "before", "--format", "markdown").stdout)
        assert markdown == _expected(case / "expected.md", markdown)
    done = diff(project, "before", "--format", "json", "--fail-on-flagged")
    made = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(made)
    assert {item["kind"] for item in made["changes"]} <= set(ORDER)
    flagged = [item for item in made["changes"] if item["flag"]]
    marked = len(re.findall(r"^! ", text.stdout, re.MULTILINE))
    apart = len({item["title"] if item["flag"] == "unreadable" else number for number, item in enumerate(flagged)})
    assert made["flagged"] == len(flagged) and marked == apart
    assert done.exit_code == (1 if flagged else 0)
    git(project, "add", "-A", "-f")
    git(project, "commit", "-q", "--allow-empty", "-m", "after")
    committed = json.loads(diff(project, "before", "HEAD", "--format", "json").stdout)
    assert committed["changes"] == made["changes"]


def test_every_kind_of_change_has_a_folder(tmp_path: Path) -> None:
    """Each kind that the comparison knows is told in some folder, or proved by the table of edits of claims."""
    lexicon = read_lexicon(ROOT / "site_templates" / "lexicon")
    told = set[str]()
    for case in FOLDERS:
        old, new = tmp_path / case.name / "old", tmp_path / case.name / "new"
        before = checked(overlay(old, case / "before")).corpus
        shutil.copytree(old, new)
        after = checked(laid_over(new, case / "after")).corpus
        told |= {item.kind for item in compare(before, after, lexicon)}
    assert set(ORDER) - told <= TOLD_BY_THE_TABLE


def test_flags_have_folders() -> None:
    """Each reason to flag a change is the question below some line of an expected text."""
    texts = "".join((case / "expected.txt").read_text("utf-8") for case in FOLDERS)
    assert [flag for flag, question in FLAGS.items() if f"    {question}\n" not in texts] == []
