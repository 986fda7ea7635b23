"""The text of a page is in memory only while the page is made, and comes back to it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from generator.publish.editions import edition_of
from generator.publish.kept_contents import KeptContents
from generator.publish.mkdocs_site import publish
from generator.publish.page_store import PageStore
from generator.publish.rendered_pages import RenderedPages
from tests.test_live import DAY
from tests.test_page_shells import project, published

__all__ = ["project"]


class Forgetful(PageStore):
    """A store that loses every third content that it is asked for."""

    asked = 0

    def get(self, shelf: str, key: bytes) -> bytes | None:
        """What is kept, or not."""
        if not shelf.startswith("content"):
            return super().get(shelf, key)
        self.asked += 1
        return None if self.asked % 3 == 0 else super().get(shelf, key)


def test_texts_are_put_away(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the program's theme all texts are put away; those that are lost meanwhile are rendered once more."""
    put_away, seen = KeptContents.put_away, list[Page]()
    with monkeypatch.context() as never:
        never.setattr(KeptContents, "put_away", lambda *_: None)
        plain = published(project)

    def noted(contents: KeptContents, page: Page) -> None:
        put_away(contents, page)
        seen.append(page)

    monkeypatch.setattr(KeptContents, "put_away", noted)
    store, site = Forgetful(), project / "forgetful"
    publish(project, DAY, site, (edition_of("en", "en", {}),), RenderedPages(store))
    made = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    assert len(seen) > 40 and all((page.content, page.markdown) == (None, "") for page in seen)
    assert store.asked > 40 and made == plain
