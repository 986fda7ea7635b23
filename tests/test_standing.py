"""What stands of the last site is linked into the next one; whatever may have changed is made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.mkdocs_site import PublishError
from generator.publish.page_store import PageStore
from generator.publish.rendered_pages import RenderedPages
from tests.test_live import DAY, _publish, project

__all__ = ["DAY", "project"]
ASIDE = "guide/aside/index.html"
"""A page that is not in the navigation and shows no record."""


def aside(project: Path) -> None:
    (project / "content" / "guide" / "aside.md").write_text("# Aside\n")


def reworded(project: Path) -> None:
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("Nova is fast.", "Nova is very fast."))


def inode(project: Path, path: str) -> int:
    return (project / "kept" / path).stat().st_ino


@pytest.fixture
def rendered(project: Path) -> RenderedPages:
    """A session that has published the project once."""
    aside(project)
    session = RenderedPages(PageStore(), None, "the program")
    _publish(project, "kept", session)
    return session


def test_only_what_changed_is_written(project: Path, rendered: RenderedPages) -> None:
    """After a reworded claim the pages that show it are other files; a page without it and assets are the same ones."""
    stands, changes = (ASIDE, "assets/claim-briefs.css"), ("claims/nova-is-fast/index.html", "index.html")
    before = {path: inode(project, path) for path in (*stands, *changes)}
    reworded(project)
    assert _publish(project, "kept", rendered) == _publish(project, "plain", None)
    assert [path for path in before if inode(project, path) == before[path]] == [*stands]


def test_a_touched_file_does_not_stand(project: Path, rendered: RenderedPages) -> None:
    """What somebody has written into the published site is gone after the next build."""
    page, asset = project / "kept" / ASIDE, project / "kept" / "assets" / "header.js"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<H1"))
    asset.unlink()
    reworded(project)
    assert _publish(project, "kept", rendered) == _publish(project, "plain", None)


def test_another_navigation_leaves_no_page(project: Path, rendered: RenderedPages) -> None:
    """Pages show the navigation, so none stands when a title in it is another one."""
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("Glossary: glossary.md", "Words: glossary.md"))
    assert "Words: glossary.md" in settings.read_text()
    assert _publish(project, "kept", rendered) == _publish(project, "plain", None)


def test_another_heading_of_a_page_in_the_navigation_leaves_no_page(project: Path) -> None:
    """A page that the navigation names by its file alone is called there as its heading is; with another one every
    page is made anew, those too that were thought to stand."""
    aside(project)
    settings, page = project / "mkdocs.yml", project / "content" / "guide" / "named.md"
    settings.write_text(settings.read_text().replace("  - Glossary: glossary.md", "  - guide/named.md"))
    assert "guide/named.md" in settings.read_text()
    page.write_text("# Alpha\n\nWords.\n")
    session = RenderedPages(PageStore(), None, "the program")
    _publish(project, "kept", session)
    page.write_text("# Beta\n\nWords.\n")
    assert _publish(project, "kept", session) == _publish(project, "plain", None)


def test_another_program_leaves_nothing(project: Path) -> None:
    """What another version of the program made does not stand."""
    store = PageStore()
    aside(project)
    _publish(project, "kept", RenderedPages(store, None, "one"))
    before = inode(project, ASIDE)
    _publish(project, "kept", RenderedPages(store, None, "two"))
    assert inode(project, ASIDE) != before


def test_a_standing_page_notices_an_anchor_that_went(project: Path, rendered: RenderedPages) -> None:
    """A page that stands is refused when what it links to is no longer on the other page."""
    guide = project / "content" / "guide"
    (guide / "one.md").write_text("# One\n\n[part](two.md#part)\n")
    (guide / "two.md").write_text("# Two\n\n## Part\n")
    _publish(project, "kept", rendered)
    _publish(project, "kept", rendered)
    (guide / "two.md").write_text("# Two\n\n## Other part\n")
    with pytest.raises(PublishError, match=r"one\.md.*#part"):
        _publish(project, "kept", rendered)
    (guide / "two.md").write_text("# Two\n\n## Part\n\nMore.\n")
    assert _publish(project, "kept", rendered) == _publish(project, "plain", None)
