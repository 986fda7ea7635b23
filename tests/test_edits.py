"""A build that takes what it can from the last one writes what a build from nothing writes, whatever was edited."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generator.compiler import Snapshot, check_project, compose, compose_data, compose_records, snapshot
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.repository import Repository
from generator.model.templates import Page
from generator.publish.editions import edition_of
from generator.publish.folder import write_pages
from generator.publish.mkdocs_site import publish
from generator.publish.page_store import PageStore
from generator.publish.rendered_pages import RenderedPages
from generator.read.lexicon import read_lexicon
from generator.read.site_templates import template_folders
from generator.read.templates import read_templates
from tests.conftest import ROOT
from tests.edited_project import EDITS, EditedProject
from tests.proving import amount

SEQUENCES, CHUNKS, EDITS_EACH = amount(60, 300), amount(3, 12), 3
PUBLISHED, EDITS_PUBLISHED = 6, 4
PACKAGED = read_templates(ROOT / "site_templates")
LEXICON = read_lexicon(ROOT / "site_templates" / "lexicon")
REPOSITORY = Repository("gitlab", "https://git.example.org/x")


def shown(project: EditedProject, keeping: Keeping | None = None) -> Snapshot | None:
    """The project as of its day; None where it may not be built."""
    found = check_project(project.root, LEXICON, keeping=keeping)
    return snapshot(found, project.day) if found.sound else None


def made(project: EditedProject, shown: Snapshot, keeping: Keeping | None) -> tuple[Page, ...]:
    """All pages in the project's language, and the files for other programs."""
    templates = read_templates(*template_folders(project.root)) if project.overrides() else PACKAGED
    at = Publication("https://claims.example.org/", ("en", "de"), None, REPOSITORY)
    pages = compose(shown, templates, project.language, at, keeping)
    return (*pages, *compose_data(shown, templates, at, keeping))


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
            assert shown(project, keeping) == now, (seed, told)
            assert made(project, now, keeping) == made(project, now, None), (seed, told)
    print(seen)
    assert len(seen) > len(EDITS) * 2 // 3


def published(project: EditedProject, shown: Snapshot, site: str, store: PageStore | None) -> dict[str, bytes]:
    """The whole site in both languages, made with what is kept and what stands, or from nothing."""
    templates = read_templates(*template_folders(project.root))
    at = Publication("https://claims.example.org/", ("en", "de"), None, REPOSITORY)
    keeping, editions = store and Keeping(store, "the program"), []
    for language in at.languages:
        edition = edition_of(language, "en", templates.words)
        pages = tuple(compose(shown, templates, language, at, keeping))
        more = compose_data(shown, templates, at, keeping) if language == "en" else ()
        write_pages(project.root / edition.docs, (*pages, *more))
        heads = {page.path: page.head for page in pages if page.head}
        editions.append(replace(edition, heads=heads, records=compose_records(shown, templates, language, keeping)))
    target = project.root / site
    publish(project.root, project.day, target, tuple(editions), store and RenderedPages(store, None, "the program"))
    return {file.relative_to(target).as_posix(): file.read_bytes() for file in target.rglob("*") if file.is_file()}


@pytest.mark.parametrize("seed", range(1_000, 1_000 + PUBLISHED))
def test_what_stands_changes_nothing(seed: int, tmp_path: Path) -> None:
    """After random edits, the site that was published over the last one is the site that is published from nothing."""
    project, store, told = EditedProject(tmp_path / "project", seed, claims=5), PageStore(), []
    first = shown(project)
    assert first is not None
    before = published(project, first, "site", store)
    for _ in range(EDITS_PUBLISHED):
        undo = project.edit()
        now = shown(project)
        if now is None:
            undo()
            continue
        told.append(project.told)
        after = published(project, now, "site", store)
        assert after == published(project, now, "anew", None), (seed, told)
        assert not (project.root / "build" / "site-staged").exists()
        before = after
    assert before
