"""Keeps what MkDocs made of each page from build to build, its content and its whole HTML, and renders on all cores.

This leans on the inside of MkDocs 1.6.1 and does nothing under any other version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2
import mkdocs
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import write_file

from generator.model.keeping import key_of
from generator.model.progress import NO_PROGRESS, Progress
from generator.publish.folder import naming
from generator.publish.kept_contents import KeptContents
from generator.publish.page_content import PLAIN, UNDERSTOOD
from generator.publish.page_rounds import PageRounds
from generator.publish.page_shells import PageShells
from generator.publish.page_store import PageStore
from generator.publish.page_workers import Setting, Workers
from generator.publish.standing import Standing

NO_HEADS: Mapping[str, str] = MappingProxyType({})
ON_THE_WAY_OUT = ("page_context", "post_page")
"""Events at which a plugin may change a page; where one does, pages are made as MkDocs makes them."""


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
    """Pages by all that they follow from: path and Markdown, the targets of their links, configuration, theme, words
    and navigation; `program` is the seal of the program that makes them."""

    def __init__(self, store: PageStore | None = None, workers: Workers | None = None, program: str = "") -> None:
        self._store, self._program = store or PageStore(), program
        self._workers = workers
        self._compiled = _Compiled()
        self._standing: list[Standing] = []

    def forget(self) -> None:
        """Keeps nothing of a refused build, so that what it warned of is said again by the next one."""
        self._store.give_up()
        self._standing.clear()

    @property
    def store(self) -> PageStore:
        """Where results are kept from build to build."""
        return self._store

    @property
    def taken(self) -> frozenset[str]:
        """The files of the staged site that stand, heads and all, as they are published; nobody may write to them."""
        return frozenset(file for one in self._standing for file in one.taken)

    def published(self) -> None:
        """After the staged site has taken its place: keeps what stands in it."""
        for standing in self._standing:
            standing.publish()
        self._standing.clear()

    @contextmanager
    def reused(
        self,
        edition: str,
        setting: Setting,
        surroundings: str,
        last: Path | None,
        heads: Mapping[str, str] = NO_HEADS,
        known_theme: bool = False,
        progress: Progress = NO_PROGRESS,
    ) -> Iterator[None]:
        """While open, MkDocs makes only pages of the edition that are not kept; the others are filled in, or linked
        from the last site in `last`, where nobody has touched that; None where nothing of it may stand.

        Where a plugin wants to see each page, pages are made anew. `setting` is what content follows from, `heads` what
        pages want in their heads, and `surroundings` a text that differs whenever anything else around a page does.
        With a `known_theme`, the program's own, pages that look alike are filled into what it writes around them.
        `progress` is told how far MkDocs is.
        """
        if mkdocs.__version__ != UNDERSTOOD:
            yield
            return
        shelves = (f"content {edition}", f"page {edition}")
        standing = Standing(self._store, edition, last, heads, f"{self._program} {surroundings}")
        contents = KeptContents(self._store, shelves[0], setting, self._workers, standing, known_theme)
        pages = _Pages(self._store, shelves[1], surroundings, PageShells() if known_theme else None)
        plain_populate, plain_write, plain_env = mkdocs_build._populate_page, pages.plain, Theme.get_env
        plain_copy = File.copy_file
        gathered: list[Files] = []
        rounds = PageRounds(progress, edition)

        def populate(page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:
            if not gathered:
                gathered.append(files)
                rounds.total = len(files.documentation_pages())
                with progress.stage("rendering new pages", edition) as step:
                    standing.begin(config, files)
                    contents.ahead(config, files, step)
            rounds.page("gathering the pages")
            if not standing.populated(page, files):
                plain_populate(page, config, files, dirty)
                contents.put_away(page)

        def write(page: Page, config: MkDocsConfig, listed: Any, nav: Navigation, *rest: Any, **named: Any) -> None:
            rounds.page("writing the pages")
            if standing.written(page, pages.outline(nav)):
                return
            if page.markdown is None:  # it was thought to stand
                plain_populate(page, config, gathered[0])
            contents.take_out(page, config, gathered[0])
            with naming(page.file.abs_dest_path):
                pages.write(page, config, listed, nav, *rest, **named)
            contents.put_away(page)

        def copy(file: File, dirty: bool = False) -> None:
            with naming(file.abs_dest_path):
                if not standing.copied(file):
                    plain_copy(file, dirty)

        def render(page: Page, config: MkDocsConfig, files: Files) -> None:
            contents.render(page, config, files)

        def env(theme: Theme) -> jinja2.Environment:
            made = plain_env(theme)
            made.bytecode_cache = self._compiled
            return made

        Page.render = render  # type: ignore[method-assign, assignment]
        Theme.get_env = env  # type: ignore[method-assign, assignment]
        mkdocs_build._populate_page = populate
        mkdocs_build._build_page = write  # type: ignore[assignment]
        File.copy_file = copy  # type: ignore[method-assign, assignment]
        try:
            yield
            self._standing.append(standing)
            for shelf in shelves:
                self._store.settle(shelf, whole=not standing.taken)
        finally:
            rounds.end()
            File.copy_file = plain_copy  # type: ignore[method-assign]
            Page.render, Theme.get_env = PLAIN, plain_env  # type: ignore[method-assign]
            mkdocs_build._populate_page, mkdocs_build._build_page = plain_populate, plain_write


class _Pages:
    """The whole pages of one edition, as they are written."""

    def __init__(self, store: PageStore, shelf: str, surroundings: str, shells: PageShells | None) -> None:
        self._store, self._shelf, self._surroundings = store, shelf, surroundings
        self._navigation: dict[int, str] = {}
        self._shells = shells
        self.plain = mkdocs_build._build_page

    def outline(self, nav: Navigation) -> str:
        """What all pages show of others: the navigation with its titles."""
        if id(nav) not in self._navigation:
            told = repr((str(nav), [(other.title, other.url) for other in nav.pages]))
            self._navigation = {id(nav): hashlib.sha256(told.encode("utf-8")).hexdigest()}
        return self._navigation[id(nav)]

    def _around(self, page: Page, nav: Navigation) -> str:
        """What a page shows of others: the navigation and its neighbours."""
        near = [(other.title, other.url) for other in (page.previous_page, page.next_page) if other]
        return f"{self.outline(nav)} {near} {page.title}"

    def write(self, page: Page, config: MkDocsConfig, files: Any, nav: Navigation, *rest: Any, **named: Any) -> None:
        """In the place of MkDocs' `_build_page`."""
        grounds = (self._surroundings, page.file.src_uri, page.content or "", repr(page.meta), self._around(page, nav))
        key = key_of(*grounds, *map(str, page.toc or ()))
        seen = any(config.plugins.events[event] for event in ON_THE_WAY_OUT) or bool(named.get("excluded"))
        html = None if seen else self._store.get(self._shelf, key)
        target = Path(page.file.abs_dest_path)
        if html is None:
            filled = self._shells.page(page, config, files, nav, rest[0]) if self._shells and not seen else None
            if filled is not None:
                write_file(filled.encode("utf-8", "xmlcharrefreplace"), str(target))
            else:
                self.plain(page, config, files, nav, *rest, **named)
            if target.is_file():
                self._store.put(self._shelf, key, target.read_bytes())
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(html)
