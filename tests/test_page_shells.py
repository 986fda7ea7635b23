"""Pages that are filled into a shell are, to the byte, what the theme renders; under another theme none is filled."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.compiler import compile_pages
from generator.publish import page_shells
from generator.publish.editions import edition_of
from generator.publish.folder import write_pages
from generator.publish.mkdocs_site import publish
from generator.publish.page_shells import PageShells
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked, overlay
from tests.test_live import DAY

ODD = """Nova "is" <b>fast</b> & it's {{ late }} *soon* [x](y) `z` \ue010 1. ok"""


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were filled."""
    seen, page = [], PageShells.page

    def watched(self: PageShells, one: Any, *rest: Any) -> str | None:
        made = page(self, one, *rest)
        seen.extend([one.url] if made is not None else [])
        return made

    monkeypatch.setattr(PageShells, "page", watched)
    return seen


def many_names(project: Path) -> None:
    """Several pages of each kind, with names of all sorts."""
    names = ["plain name", "other name", *(f"{ODD} {number}" for number in range(5)), "a third", "a fourth"]
    entities = (
        f"- id: odd-{number}\n  name: {{en: {name!r}}}\n  kind: product\n  description: Some thing.\n"
        for number, name in enumerate(name.replace("'", "''").replace("''", "’") for name in names)
    )
    (project / "content" / "entities" / "odd.yml").write_text("".join(entities), "utf-8")


def published(project: Path) -> dict[str, bytes]:
    """The site by path."""
    pages = compile_pages(checked(project), read_templates(ROOT / "site_templates"), DAY)
    write_pages(project / "build" / "docs", pages)
    site = project / "site"
    publish(project, DAY, site, (edition_of("en", "en", {}),))
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def rendered(project: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The site with every page rendered by the theme."""
    with monkeypatch.context() as plain:
        plain.setattr(PageShells, "page", lambda *_: None)
        return published(project)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project with many names and the program's own theme."""
    project = overlay(tmp_path / "project")
    shutil.copytree(ROOT / "content" / "guide", project / "content" / "guide")
    shutil.copy(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    many_names(project)
    return project


def test_filled_pages_are_rendered_pages(project: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever their titles hold, most pages are filled, and every one is what the theme makes of it."""
    site = published(project)
    assert len([url for url in filled if url.startswith("entities/odd-")]) == 9
    assert site == rendered(project, monkeypatch)


def test_what_is_not_proved_is_rendered(project: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is filled in is not what the theme writes, the first pages of each kind show it; none is filled."""
    stripped = page_shells.Markup.striptags
    monkeypatch.setattr(page_shells.Markup, "striptags", lambda text: f"{stripped(text)}!")
    published(project)
    assert filled == []


def test_another_theme_is_rendered(project: Path, filled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A project's own theme may write anything around any page, so none is filled."""
    theme = project / "site_templates" / "theme"
    theme.mkdir(parents=True)
    shown = '{% block announce %}{% if page.url == "entities/odd-8/" %}This one.{% endif %}{% endblock %}'
    theme.joinpath("main.html").write_text(f'{{% extends "base.html" %}}\n{shown}\n')
    site = published(project)
    assert filled == [] and b"This one." in site["entities/odd-8/index.html"]
    assert site == rendered(project, monkeypatch)
