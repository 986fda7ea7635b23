"""What several tests share: the project folder, and small projects laid over the valid one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.compiler import Checked, check_project
from generator.read.lexicon import read_lexicon
from generator.report import as_text
from tests.built_site import ROOT, address, browser, site

CASES = ROOT / "tests" / "cases"
__all__ = ["ROOT", "CASES", "address", "browser", "checked", "findings_text", "overlay", "root", "site"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


def overlay(target: Path, case: Path | None = None) -> Path:
    """A copy of the small valid project in `target`, with the files of a case laid over it.

    A file of the case that is named `<name>.delete` removes the file `<name>`.
    """
    shutil.copytree(CASES / "_base", target, dirs_exist_ok=True)
    if case is not None:
        shutil.copytree(case, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
        for mark in sorted(target.rglob("*.delete")):
            mark.with_suffix("").unlink()
            mark.unlink()
    return target


def checked(project: Path) -> Checked:
    """A project, checked with the lexicon that ships with the program."""
    return check_project(project, read_lexicon(ROOT / "site_templates" / "lexicon"))


def findings_text(found: Checked) -> str:
    """All findings as a user reads them, without the excerpts of lines."""
    return "\n".join(as_text(finding, lambda span: None) for finding in found.findings) + "\n"
