"""Keeps what MkDocs made of each page's Markdown between the builds of one live session.

This leans on the inside of MkDocs 1.6.1 and does nothing under any other version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

UNDERSTOOD = "1.6.1"


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything that rendering sets on a page; links to anchors by the path of the page they lead to."""

    content: str
    toc: Any
    title: str | None
    anchors: frozenset[str]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


class RenderedPages:
    """Rendered pages by all that they follow from: path, Markdown, the site's files and its configuration."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[tuple[str, str, str, str], Rendered]] = {}

    def forget(self) -> None:
        """Drops everything, so that what a refused build warned of is said again by the next one."""
        self._kept.clear()

    @contextmanager
    def reused(self, edition: str, configuration: str) -> Iterator[None]:
        """While open, MkDocs renders only pages of the edition that are not kept; the others are filled in."""
        if mkdocs.__version__ != UNDERSTOOD:
            yield
            return
        plain = Page.render
        fresh: dict[tuple[str, str, str, str], Rendered] = {}
        listed: dict[int, str] = {}

        def render(page: Page, config: MkDocsConfig, files: Files) -> None:
            names = listed.setdefault(id(files), "") or "\n".join(sorted(file.src_uri for file in files))
            listed[id(files)] = names
            key = (page.file.src_uri, page.markdown or "", names, configuration)
            kept = self._kept.get(edition, {}).get(key)
            if kept is None:
                plain(page, config, files)
                kept = _taken(page)
            else:
                _fill(page, kept, files)
            fresh[key] = kept

        Page.render = render  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            Page.render = plain  # type: ignore[method-assign]
            self._kept[edition] = fresh


def _taken(page: Page) -> Rendered:
    links = (page.links_to_anchors or {}).items()
    return Rendered(
        page.content or "",
        page.toc,
        page._title_from_render,
        frozenset(page.present_anchor_ids or ()),
        tuple((file.src_uri, tuple(anchors.items())) for file, anchors in links),
    )


def _fill(page: Page, kept: Rendered, files: Files) -> None:
    page.content = kept.content
    page.toc = kept.toc
    page._title_from_render = kept.title
    page.present_anchor_ids = set(kept.anchors)
    targets = ((files.get_file_from_path(path), anchors) for path, anchors in kept.links)
    page.links_to_anchors = {file: dict(anchors) for file, anchors in targets if file is not None}
