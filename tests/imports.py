"""What the tests of imports share: an empty project, the command, and what a build with its drafts exports."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from generator.cli import main
from generator.compiler import check_project, snapshot
from generator.export.site_files import data_files
from generator.imported.found import Found
from generator.model.corpus import Corpus
from generator.model.publication import Publication
from generator.read.lexicon import read_lexicon
from generator.read.templates import read_templates
from tests.conftest import CASES, ROOT, checked

DAY = date(2026, 12, 1)
FILES = ROOT / "tests" / "imported"


def empty_project(folder: Path) -> Path:
    """A project that holds nothing but its site record."""
    (folder / "content").mkdir(parents=True)
    shutil.copy(CASES / "_base" / "content" / "site.yml", folder / "content" / "site.yml")
    return folder


def run(project: Path, *command: str | Path) -> Result:
    """What `briefs import` says, on a fixed day."""
    words = [str(word) for word in command]
    return CliRunner().invoke(main, ["import", *words, "--project", str(project), "--as-of", DAY.isoformat()])


def written(project: Path) -> Mapping[str, str]:
    """The imported files by folder: their texts, one after another."""
    files = sorted((project / "content").rglob("imported-*.yml"))
    found: dict[str, str] = {}
    for file in files:
        found[file.parent.name] = found.get(file.parent.name, "") + file.read_text("utf-8")
    return found


def data_with_drafts(project: Path) -> Mapping[str, bytes]:
    """All files below data/ of a build with drafts, whose check must find no error."""
    found = check_project(project, read_lexicon(ROOT / "site_templates" / "lexicon"), with_drafts=True)
    assert found.sound, found.findings
    shown = snapshot(found, DAY)
    publication = Publication("", ("en", "de"))
    pages = data_files(shown.known, shown.facts, read_templates(ROOT / "site_templates"), "en", publication)
    return {page.path.removeprefix("data/"): page.content for page in pages}


def corpus_of(project: Path) -> Corpus:
    """A project's corpus."""
    return checked(project).corpus


def texts_of(value: Any) -> list[str]:
    """All texts and numbers in a plain value, as texts."""
    if isinstance(value, Mapping):
        return [text for part in value.values() for text in texts_of(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts_of(part)]
    return [] if value is None else [str(value)]


def record(found: Found, kind: str, id: str) -> Mapping[str, Any]:
    """One of the records that were found."""
    return next(record for other, record in found.records if (other, record["id"]) == (kind, id))
