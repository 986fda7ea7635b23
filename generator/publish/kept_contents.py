"""What Markdown makes of pages, rendered on all cores and kept from build to build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.model.keeping import key_of
from generator.model.progress import Step
from generator.publish.configuration import dialect
from generator.publish.page_content import PageContent, as_bytes, fill, from_bytes, html_from_bytes, page_content
from generator.publish.page_store import PageStore
from generator.publish.page_workers import Named, Setting, Workers, rendered
from generator.publish.standing import Standing

ON_THE_WAY_IN = ("pre_page", "page_read_source", "page_markdown")
"""Events at which a plugin may change a page before it is rendered; then pages are made as MkDocs makes them."""
AT_ONCE = 2000
"""How many pages are sent out together: their texts are in memory."""


class KeptContents:
    """What Markdown makes of the pages of one edition.

    With a `known_theme`, which looks at no other page than the one that it writes, the text of a page is in memory only
    while the page is made.
    """

    def __init__(
        self,
        store: PageStore,
        shelf: str,
        setting: Setting,
        workers: Workers | None,
        standing: Standing,
        known_theme: bool,
    ) -> None:
        self._store, self._shelf, self._setting, self._workers = store, shelf, setting, workers
        self._standing, self._away = standing, known_theme
        self._kept: dict[str, bytes] = {}

    def _key(self, page: Page) -> bytes:
        return key_of(self._setting.grounds, page.file.src_uri, page.markdown or "")

    def _found(self, key: bytes, files: Files) -> PageContent | None:
        """What is kept under a key and still holds."""
        kept = self._store.get(self._shelf, key)
        content = from_bytes(kept) if kept is not None else None
        return content if content is not None and content.holds(files) else None

    def ahead(self, config: MkDocsConfig, files: Files, step: Step) -> None:
        """Before the first page: renders all that are not kept on several cores, where that is worth it."""
        self._away = self._away and not any(config.plugins.events.values())
        if self._workers is None or any(config.plugins.events[event] for event in ON_THE_WAY_IN):
            return
        missing: dict[str, bytes] = {}
        for file in files.documentation_pages():
            page = file.page or Page(None, file, config)
            if not self._standing.stands(page):
                page.read_source(config)
                key = self._key(page)
                if not self._store.holds(self._shelf, key):
                    missing[file.src_uri] = key
                page.markdown = None

        def page_at(path: str) -> Page:
            return files.get_file_from_path(path).page  # type: ignore[union-attr, return-value]

        def here(batch: Sequence[Named]) -> list[PageContent]:
            return [page_content(page_at(path), config, files) for path, _ in batch]

        def keep(path: str, content: PageContent) -> None:
            if not content.faulty:
                self._store.put(self._shelf, missing[path], as_bytes(content))

        if len(missing) < self._workers.fewest:
            return
        listed = key_of(*sorted(f"{file.src_uri} {file.inclusion.name}" for file in files)).hex()
        setting = replace(self._setting, listed=listed, dialect=dialect(config))
        paths, begun = list(missing), 0
        while begun < len(paths):
            part = [page_at(path) for path in paths[begun : begun + AT_ONCE]]
            for page in part:
                page.read_source(config)
            told = [(page.file.src_uri, page.markdown or "") for page in part]
            rendered(self._workers, setting, told, here, keep, partial(_further, step, begun, len(paths)))
            for page in part:
                page.markdown = page.content = None
            begun += len(part)

    def render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """In the place of `Page.render`."""
        key = self._key(page)
        content = self._found(key, files)
        if content is None:
            content = page_content(page, config, files)
            if not content.faulty:
                self._store.put(self._shelf, key, as_bytes(content))
        if not content.faulty:
            self._kept[page.file.src_uri] = key
        fill(page, content, files)
        self._standing.made(page.file, content)

    def put_away(self, page: Page) -> None:
        """Lets go of the text of a page that is kept."""
        if self._away and page.file.src_uri in self._kept:
            page.markdown, page.content = "", None  # a page without any Markdown would have no title

    def take_out(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Gives a page its text again; one that is no longer kept is rendered once more."""
        key = self._kept.get(page.file.src_uri)
        if key is None or page.content is not None:
            return
        kept = self._store.get(self._shelf, key)
        if kept is not None:
            page.content = html_from_bytes(kept)
        else:
            page.read_source(config)
            self.render(page, config, files)


def _further(step: Step, before: int, total: int, done: int, of: int) -> None:
    step(before + done, total)
