"""What several tests share: the project folder, and small projects laid over the valid one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from generator.compiler import Checked, check_project
from generator.diagnostics import Diagnostic
from generator.extract.taking_in import take_in
from generator.read.lexicon import read_lexicon
from generator.report import as_text
from tests.built_site import ROOT, address, browser, site
from tests.hostile_sites import hostile_sites

settings.register_profile("same", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same")  # a change is judged by what it changes; new examples are sought where people work

CASES = ROOT / "tests" / "cases"
__all__ = [
    "ROOT", "CASES", "address", "browser", "checked", "findings_text", "hostile_sites", "incoming", "overlay", "root",
    "site",
]  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores, since a worker that waits for a browser leaves its core idle."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


def overlay(target: Path, case: Path | None = None) -> Path:
    """A copy of the small valid project in `target`, with the files of a case laid over it.

    A file of the case that is named `<name>.delete` removes the file `<name>`, and one named `<name>.link` makes
    `<name>` a symbolic link to what it holds. The files
    in its folder `incoming/` are to be taken in. With a file `committed` the valid project is committed to git first.
    """
    shutil.copytree(CASES / "_base", target, dirs_exist_ok=True)
    if case is not None:
        if (case / "committed").exists():
            for arguments in (("init",), ("add", "-A"), ("commit", "-m", "first")):
                command = ["git", "-C", str(target), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
                subprocess.run(command, check=True, capture_output=True)
        ignored = shutil.ignore_patterns("expected.txt", "committed")
        shutil.copytree(case, target, dirs_exist_ok=True, ignore=ignored)
        for mark in sorted(target.rglob("*.delete")):
            mark.with_suffix("").unlink()
            mark.unlink()
        for mark in sorted(target.rglob("*.link")):
            mark.with_suffix("").symlink_to(mark.read_text("utf-8").strip())
            mark.unlink()
    return target


def checked(project: Path, with_drafts: bool = False) -> Checked:
    """A project, checked with the lexicon that ships with the program."""
    return check_project(project, read_lexicon(ROOT / "site_templates" / "lexicon"), with_drafts)


def incoming(project: Path) -> tuple[Diagnostic, ...]:
    """What is found when the files in the folder incoming/ of a case are taken in."""
    files = sorted((project / "incoming").glob("*"))
    found = (take_in(file.relative_to(project).as_posix(), file.read_bytes()) for file in files)
    return tuple(item for item in found if isinstance(item, Diagnostic))


def findings_text(found: Checked, more: tuple[Diagnostic, ...] = ()) -> str:
    """All findings as a user reads them, without the excerpts of lines."""
    return "\n".join(as_text(finding, lambda span: None) for finding in (*found.findings, *more)) + "\n"
