"""The live session: pages kept from one build to the next change nothing in what is published."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from generator.compiler import compile_pages
from generator.publish import rendered_pages
from generator.publish.editions import edition_of
from generator.publish.folder import write_pages
from generator.publish.mkdocs_site import PublishError, publish
from generator.publish.page_workers import Setting
from generator.publish.rendered_pages import RenderedPages
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked, overlay

DAY = date(2026, 12, 1)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project with the site's own look."""
    project = overlay(tmp_path / "project")
    shutil.copytree(ROOT / "site_templates", project / "site_templates")
    shutil.copytree(ROOT / "content" / "guide", project / "content" / "guide")
    shutil.copy(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    return project


def _publish(project: Path, name: str, rendered: RenderedPages | None) -> dict[str, bytes]:
    pages = compile_pages(checked(project), read_templates(project / "site_templates"), DAY)
    write_pages(project / "build" / "docs", pages)
    site = project / name
    publish(project, DAY, site, (edition_of("en", "en", {}),), rendered)
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def test_kept_pages_publish_the_same_bytes(project: Path) -> None:
    """After a reworded claim and a page that has gone, a build with kept pages equals a plain one."""
    rendered = RenderedPages()
    first = _publish(project, "kept", rendered)
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("Nova is fast.", "Nova is very fast."))
    (project / "content" / "briefs" / "nova.md").unlink()
    kept, plain = _publish(project, "kept", rendered), _publish(project, "plain", None)
    assert kept == plain
    assert kept != first


def test_a_live_site_has_no_manifest(project: Path) -> None:
    """While the search is still to be made, no list of hashes says that the site is whole; a build writes it."""
    site = project / "site"
    assert "sha256sums.txt" in _publish(project, "site", None)
    publish(project, DAY, site, (edition_of("en", "en", {}),), search_later=True)
    assert (site / "index.html").is_file() and not (site / "sha256sums.txt").exists()


def test_a_refused_build_is_refused_again(project: Path) -> None:
    """A dead link that MkDocs refuses is not forgotten because its page was kept."""
    rendered = RenderedPages()
    (project / "content" / "guide" / "index.md").write_text("# Guide\n\n[nowhere](nowhere.md)\n")
    for _ in range(2):
        with pytest.raises(PublishError, match=r"nowhere\.md"):
            _publish(project, "kept", rendered)


def test_another_mkdocs_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a version of MkDocs that we do not know, nothing of it is replaced."""
    monkeypatch.setattr(rendered_pages, "UNDERSTOOD", "0")
    before = Page.render
    with RenderedPages().reused("", Setting("", "", "", ""), "", None):
        assert Page.render is before
