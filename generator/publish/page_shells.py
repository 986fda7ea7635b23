"""What the theme writes around pages, rendered once for all pages of a folder that look alike, and filled for each.

This leans on the inside of MkDocs 1.6.1; whoever uses it holds the version against `UNDERSTOOD`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jinja2
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

PROOFS = 3
"""So many pages of every kind are also rendered in full, and must be the same; else none of the kind is filled."""
TITLE, CONTENT, FOLDER, ANCHOR = (f"\ue000{name}\ue001" for name in "tcfa")
"""What stands in a shell for a page's own: letters of private use, which no filter of the theme changes."""
PLACE = re.compile("\ue000[tcfa]\ue001")
PLAIN_WORDS = re.compile(r"[^<>&\"'\s]+(?: [^<>&\"'\s]+)*")
"""A title that looks the same however it is escaped: pages with others are proved apart from these."""
PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
HEADING = "<h1"
"""The theme looks for a heading in the content, and writes one where there is none."""


@dataclass(slots=True)
class _Shell:
    """A page of one kind in pieces: texts, and between them the places of what is a page's own."""

    pieces: tuple[str, ...]
    proofs: int = 0
    holds: bool = True

    def filled(self, own: dict[str, str]) -> str:
        return "".join([own.get(piece, piece) for piece in self.pieces])


class PageShells:
    """The shells of one edition."""

    def __init__(self) -> None:
        self._shells: dict[tuple[str, ...], _Shell] = {}

    def page(
        self, page: Page, config: MkDocsConfig, files: Sequence[Any], nav: Navigation, env: jinja2.Environment
    ) -> str | None:
        """A page's whole HTML, as the theme would render it; None for one that must be rendered by itself."""
        own = _own(page)
        if own is None or page.previous_page or page.next_page or page.parent:
            return None
        template = env.get_template(page.meta.get("template", "main.html"))
        kind = _kind(page)
        shell = self._shells.get(kind)
        if shell is None:
            whole = template.render(get_context(nav, files, config, _stand_in(page)))
            shell = self._shells[kind] = _Shell(tuple(_pieces(whole)))
        filled = shell.filled(own)
        if shell.proofs < PROOFS and shell.holds:
            shell.proofs += 1
            shell.holds = filled == template.render(get_context(nav, files, config, page))
        return filled if shell.holds else None


def _own(page: Page) -> dict[str, str] | None:
    """What stands in a page in the place of each mark; None where the theme may write it in more than one way."""
    first = next(iter(page.toc), None)
    name = page.url.rstrip("/").rpartition("/")[2]
    anchor = first.id if first is not None else ""
    title, content = str(page.title or ""), page.content or ""
    named = PLAIN_NAME.fullmatch(name) and PLAIN_NAME.fullmatch(anchor) and page.url.endswith(f"{name}/")
    if not named or HEADING not in content or "\ue000" in content + title or page.edit_url or page.is_homepage:
        return None
    shown = str(escape(Markup(title).striptags()))  # noqa: S704 - the theme does the same, and what comes out is escaped
    return {TITLE: shown, CONTENT: content, FOLDER: name, ANCHOR: anchor}


def _kind(page: Page) -> tuple[str, ...]:
    """What all pages that are filled into one shell have in common."""
    first, *more = page.toc
    around = page.url.rstrip("/").rpartition("/")[0]
    headings = repr([first.level, [_outline(item) for item in first.children], [_outline(item) for item in more]])
    plain = PLAIN_WORDS.fullmatch(str(page.title)) is not None
    return around, repr(page.meta), headings, str((page.canonical_url is None, plain))


def _outline(item: AnchorLink) -> tuple[str, str, int, tuple[Any, ...]]:
    return item.title, item.id, item.level, tuple(_outline(child) for child in item.children)


def _stand_in(page: Page) -> Page:
    """The page with marks in the place of what is its own."""
    made, name = copy.copy(page), page.url.rstrip("/").rpartition("/")[2]
    made.file = copy.copy(page.file)
    made.file.url = f"{page.url[: -len(name) - 1]}{FOLDER}/"
    if page.canonical_url:
        made.canonical_url = f"{page.canonical_url[: -len(name) - 1]}{FOLDER}/"
    made.title, made.content = TITLE, f"{HEADING}{CONTENT}"
    first, *more = page.toc
    own = AnchorLink(TITLE, ANCHOR, first.level)
    own.children = first.children
    made.toc = TableOfContents([own, *more])
    return made


def _pieces(whole: str) -> list[str]:
    """A rendered stand-in cut at its marks; what makes the theme see a heading is no part of the content."""
    whole = whole.replace(f"{HEADING}{CONTENT}", CONTENT)
    pieces, at = [], 0
    for found in PLACE.finditer(whole):
        pieces += [whole[at : found.start()], found[0]]
        at = found.end()
    return [*pieces, whole[at:]]
