"""A build that takes what it can from the last one writes what a build from nothing writes, whatever was edited."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.compiler import Snapshot, check_project, compose, snapshot
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.repository import Repository
from generator.model.templates import Page
from generator.publish.page_store import PageStore
from generator.read.lexicon import read_lexicon
from generator.read.site_templates import template_folders
from generator.read.templates import read_templates
from tests.conftest import ROOT
from tests.edited_project import EDITS, EditedProject

SEQUENCES, CHUNKS, EDITS_EACH = 300, 12, 3
PACKAGED = read_templates(ROOT / "site_templates")
LEXICON = read_lexicon(ROOT / "site_templates" / "lexicon")
REPOSITORY = Repository("gitlab", "https://git.example.org/x")


def shown(project: EditedProject) -> Snapshot | None:
    """The project as of its day; None where it may not be built."""
    found = check_project(project.root, LEXICON)
    return snapshot(found, project.day) if found.sound else None


def made(project: EditedProject, shown: Snapshot, keeping: Keeping | None) -> tuple[Page, ...]:
    """All pages in the project's language."""
    templates = read_templates(*template_folders(project.root)) if project.overrides() else PACKAGED
    at = Publication("https://claims.example.org/", ("en", "de"), None, REPOSITORY)
    return compose(shown, templates, project.language, at, keeping)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_kept_changes_nothing(chunk: int, tmp_path: Path) -> None:
    """After each of several random edits, what is composed from what earlier builds kept is what is composed anew."""
    seen: Counter[str] = Counter()
    for seed in range(chunk, SEQUENCES, CHUNKS):
        project = EditedProject(tmp_path / str(seed), seed)
        keeping, told = Keeping(PageStore(), "the program"), []
        first = shown(project)
        assert first is not None
        made(project, first, keeping)
        for _ in range(EDITS_EACH):
            undo = project.edit()
            now = shown(project)
            if now is None:
                undo()
                continue
            told.append(project.told)
            seen[project.told] += 1
            assert made(project, now, keeping) == made(project, now, None), (seed, told)
    print(seen)
    assert len(seen) > len(EDITS) * 2 // 3
