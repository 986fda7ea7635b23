"""The Markdown that the program's own templates write to HTML, as Python-Markdown does, in a fraction of the time.

It knows one small dialect (blocks of HTML with `markdown="1"` or `"span"`, headings, paragraphs, tight lists, links and
emphasis) and steps back from everything else: then Python-Markdown is asked. Tests hold the two against each other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import markdown

from generator.publish.composed_blocks import ID, LINE_OPEN, Blocks, Page, Title
from generator.publish.composed_inline import Unknown, attribute

FOREIGN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\t]|<!--|<[?%]|\ufeff")
MARK = re.compile("\x02(\\d+)\x03")
"""Where the address of a link is to stand."""
EXTENSIONS = frozenset(("toc", "tables", "fenced_code", "attr_list", "md_in_html"))
UNDERSTOOD = "3.11"
"""The version of Python-Markdown whose ways this knows; patches of it are tested before they get into the lock file."""


def may_compose(config: Any) -> bool:
    """Whether Python-Markdown is the one that is known here, with the extensions that are known, as configured here."""
    contents = {"permalink": "#", "permalink_title": config.mdx_configs.get("toc", {}).get("permalink_title", "")}
    known = markdown.__version__.startswith(f"{UNDERSTOOD}.") or markdown.__version__ == UNDERSTOOD
    return (
        known
        and set(config.markdown_extensions) == EXTENSIONS
        and {name: told for name, told in config.mdx_configs.items() if told} == {"toc": contents}
    )


@dataclass(slots=True)
class Composed:
    """What became of a page: its HTML with a mark for each link, these links as written, its headings in order, whether
    the page begins with one, and all ids."""

    marked: str
    links: tuple[str, ...]
    titles: tuple[Title, ...]
    first_is_title: bool
    ids: frozenset[str]

    def html(self, address: Callable[[str], str]) -> str:
        """The HTML with the address of every link, which are asked for in the order of the page."""
        addresses = [attribute(address(link)) for link in self.links]
        return MARK.sub(lambda found: addresses[int(found[1])], self.marked)


def composed(markdown: str, permalink: str) -> Composed | None:
    """A page in the dialect to its HTML, else None; `permalink` is the title of the links beside headings."""
    if FOREIGN.search(markdown) or markdown.lstrip("\n").startswith(" "):
        return None
    ids = frozenset(html.unescape(id) for id in ID.findall(markdown))
    taken = {html.unescape(id) for found in LINE_OPEN.finditer(markdown) for id in ID.findall(found[0])}
    page = Page(permalink, used=taken)
    try:
        Blocks(markdown.strip("\n").split("\n"), page).run()
    except Unknown:
        return None
    made = "".join(page.out).strip()
    titles = tuple(page.titles)
    return Composed(made, tuple(page.links), titles, made.startswith("<h1"), ids | {title.id for title in titles})
