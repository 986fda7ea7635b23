"""Every folder in tests/cases/ is one behaviour: its files laid over a valid project yield its expected.txt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.diagnostics.catalogue import catalogue
from tests.conftest import CASES, checked, findings_text, incoming, overlay

FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir() and not folder.name.startswith("_"))


def test_the_base_project_is_clean(tmp_path: Path) -> None:
    """The project that every case changes has no findings of its own."""
    assert checked(overlay(tmp_path)).findings == ()


@pytest.mark.parametrize("case", FOLDERS, ids=lambda folder: folder.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """A case yields exactly the findings it expects, place, words and hints included."""
    expected = case / "expected.txt"
    project = overlay(tmp_path, case)
    found = findings_text(checked(project), incoming(project))
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_every_rule_has_a_case() -> None:
    """Each rule of the catalogue is fired by a case named after it."""
    for code in catalogue():
        named = [folder for folder in FOLDERS if folder.name.startswith(f"{code.lower()}-")]
        assert any(f"[{code}]" in (folder / "expected.txt").read_text("utf-8") for folder in named), code
