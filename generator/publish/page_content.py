"""What Python-Markdown makes of one page, with all that this rests on besides its text: the targets of its links.

This leans on the inside of MkDocs 1.6.1; whoever uses it holds the version against `UNDERSTOOD`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from generator.publish.composed_markdown import composed, may_compose

UNDERSTOOD = "1.6.1"
PLAIN = Page.render
"""How MkDocs renders a page; taken here, before anybody may have put something else in its place."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents."""

    title: str
    id: str
    level: int
    below: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything that rendering sets on a page; links to anchors by the path of the page they lead to.

    `targets` are the paths that were looked up for its links, each with the address of what was found (None: nothing);
    `faulty` says that something was warned of, so that the page is not to be kept.
    """

    html: str
    headings: tuple[Heading, ...]
    title: str | None
    anchors: tuple[str, ...]
    links: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    targets: tuple[tuple[str, str | None], ...]
    faulty: bool

    def holds(self, files: Files) -> bool:
        """Whether all links still lead where they led."""
        return all(_address(files.get_file_from_path(path)) == address for path, address in self.targets)


def _address(file: File | None) -> str | None:
    return None if file is None else f"{file.url} {file.inclusion.name}"


class _Looked:
    """The files of the site, keeping what was looked for in them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.seen: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path, as MkDocs finds it."""
        found = self._files.get_file_from_path(path)
        self.seen[path] = _address(found)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class Collector(logging.Handler):
    """Keeps MkDocs' warnings, so that they are shown in one place."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def listening() -> Iterator[Collector]:
    """What MkDocs warns of while the context is open; nothing of it is printed."""
    logger, collector = logging.getLogger("mkdocs"), Collector()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield collector
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


def _headings(contents: Any) -> tuple[Heading, ...]:
    return tuple(Heading(item.title, item.id, item.level, _headings(item.children)) for item in contents)


def _contents(headings: tuple[Heading, ...]) -> list[AnchorLink]:
    made = []
    for heading in headings:
        link = AnchorLink(heading.title, heading.id, heading.level)
        link.children = _contents(heading.below)
        made.append(link)
    return made


def _compose(page: Page, config: MkDocsConfig, files: Any) -> bool:
    """Sets on a page what rendering it would set, where it is written in the dialect of our own templates."""
    if not may_compose(config):
        return False
    made = composed(page.markdown or "", config.mdx_configs["toc"]["permalink_title"])
    if made is None:
        return False
    leading = _RelativePathTreeprocessor(page.file, files, config)
    page.content = made.html(leading.path_to_url)
    titles: list[Any] = [{"level": title.level, "id": title.id, "name": title.name} for title in made.titles]
    page.toc = get_toc(nest_toc_tokens(titles))
    page._title_from_render = made.titles[0].name if made.first_is_title else None
    page.present_anchor_ids = set(made.ids)
    page.links_to_anchors = leading.links_to_anchors
    return True


def page_content(page: Page, config: MkDocsConfig, files: Files) -> PageContent:
    """Renders a page whose source has been read as MkDocs does, and takes what was set on it."""
    looked: Any = _Looked(files)
    with listening() as heard:
        if not _compose(page, config, looked):
            PLAIN(page, config, looked)
    links = (page.links_to_anchors or {}).items()
    return PageContent(
        html=page.content or "",
        headings=_headings(page.toc),
        title=page._title_from_render,
        anchors=tuple(sorted(page.present_anchor_ids or ())),
        links=tuple((file.src_uri, tuple(anchors.items())) for file, anchors in links),
        targets=tuple(sorted(looked.seen.items())),
        faulty=bool(heard.lines),
    )


def fill(page: Page, content: PageContent, files: Files) -> None:
    """Sets on a page what rendering it would set."""
    page.content = content.html
    contents = _contents(content.headings)
    for first in contents[:1]:
        first.active = True  # type: ignore[attr-defined]
    page.toc = TableOfContents(contents)
    page._title_from_render = content.title
    page.present_anchor_ids = set(content.anchors)
    targets = ((files.get_file_from_path(path), anchors) for path, anchors in content.links)
    page.links_to_anchors = {file: dict(anchors) for file, anchors in targets if file is not None}


def as_bytes(content: PageContent) -> bytes:
    """The content for keeping: a line of JSON, and after it the HTML as it stands."""

    def plain(headings: tuple[Heading, ...]) -> list[Any]:
        return [[it.title, it.id, it.level, plain(it.below)] for it in headings]

    told = [plain(content.headings), content.title, content.anchors, content.links, content.targets]
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"{line}\n{content.html}".encode("utf-8", "surrogatepass")


def html_from_bytes(kept: bytes) -> str:
    """The HTML of a content that was kept."""
    return kept.partition(b"\n")[2].decode("utf-8", "surrogatepass")


def from_bytes(kept: bytes) -> PageContent:
    """The content that was kept."""

    def headings(listed: list[Any]) -> tuple[Heading, ...]:
        return tuple(Heading(title, id, level, headings(below)) for title, id, level, below in listed)

    line, _, html = kept.decode("utf-8", "surrogatepass").partition("\n")
    contents, title, anchors, links, targets = json.loads(line)
    return PageContent(
        html=html,
        headings=headings(contents),
        title=title,
        anchors=tuple(anchors),
        links=tuple((path, tuple((anchor, link) for anchor, link in pairs)) for path, pairs in links),
        targets=tuple((path, address) for path, address in targets),
        faulty=False,
    )
