"""Keeps what MkDocs made of each page between the builds of one live session: its content, and its whole HTML.

This leans on the inside of MkDocs 1.6.1 and does nothing under any other version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
import mkdocs
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

UNDERSTOOD = "1.6.1"
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything that rendering sets on a page; links to anchors by the path of the page they lead to."""

    content: str
    toc: Any
    title: str | None
    anchors: frozenset[str]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(slots=True)
class _Edition:
    """What is kept of one edition: rendered content, and HTML by all that surrounds it."""

    rendered: dict[Key, Rendered] = field(default_factory=dict)
    written: dict[tuple[str, ...], bytes] = field(default_factory=dict)


class _Compiled(jinja2.BytecodeCache):
    """The theme's templates as code, by their text."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fills in the code of a template that was compiled before."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keeps the code of a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class RenderedPages:
    """Pages by all that they follow from: path, Markdown, the site's files, its configuration, theme and navigation."""

    def __init__(self) -> None:
        self._kept: dict[str, _Edition] = {}
        self._compiled = _Compiled()

    def forget(self) -> None:
        """Drops everything, so that what a refused build warned of is said again by the next one."""
        self._kept.clear()

    @contextmanager
    def reused(self, edition: str, surroundings: str) -> Iterator[None]:
        """While open, MkDocs makes only pages of the edition that are not kept; the others are filled in.

        Where a plugin wants to see each page on its way out, whole pages are made anew.
        `surroundings` is a text that differs whenever the configuration or the theme does.
        """
        if mkdocs.__version__ != UNDERSTOOD:
            yield
            return
        plain_render, plain_write, plain_env = Page.render, mkdocs_build._build_page, Theme.get_env
        kept, fresh = self._kept.get(edition, _Edition()), _Edition()
        names: dict[int, str] = {}

        def render(page: Page, config: MkDocsConfig, files: Files) -> None:
            listed = names.setdefault(id(files), "") or "\n".join(sorted(file.src_uri for file in files))
            names[id(files)] = listed
            key = (page.file.src_uri, page.markdown or "", listed, surroundings)
            found = kept.rendered.get(key)
            if found is None:
                plain_render(page, config, files)
                found = _taken(page)
            else:
                _fill(page, found, files)
            fresh.rendered[key] = found

        def write(page: Page, config: MkDocsConfig, doc_files: Any, nav: Navigation, *rest: Any, **named: Any) -> None:
            key = (page.file.src_uri, page.content or "", repr(page.meta), _outline(page, nav), surroundings)
            watched = config.plugins.events["page_context"] or config.plugins.events["post_page"]
            html, target = None if watched else kept.written.get(key), Path(page.file.abs_dest_path)
            if html is None:
                plain_write(page, config, doc_files, nav, *rest, **named)
                html = target.read_bytes() if target.is_file() else b""
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(html)
            fresh.written[key] = html

        def env(theme: Theme) -> jinja2.Environment:
            made = plain_env(theme)
            made.bytecode_cache = self._compiled
            return made

        Page.render = render  # type: ignore[method-assign, assignment]
        Theme.get_env = env  # type: ignore[method-assign, assignment]
        mkdocs_build._build_page = write
        try:
            yield
        finally:
            Page.render, Theme.get_env = plain_render, plain_env  # type: ignore[method-assign]
            mkdocs_build._build_page = plain_write
            self._kept[edition] = fresh


def _outline(page: Page, nav: Navigation) -> str:
    """What a page shows of the others: the navigation with its titles, and its neighbours."""
    near = [(other.title, other.url) for other in (page.previous_page, page.next_page) if other]
    listed = [(other.title, other.url) for other in nav.pages]
    return hashlib.sha256(repr((str(nav), listed, near, page.title)).encode("utf-8")).hexdigest()


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
