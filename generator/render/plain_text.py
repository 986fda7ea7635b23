"""Markdown to the words a reader sees, for the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

import markdown
from pydantic_core import from_json, to_json

from generator.model.keeping import Keeping, Shelf
from generator.render.brief_body import EXTENSIONS

KEPT = 64
"""Texts kept from one build of a live session to the next: a guide and its briefs."""
SHELF = "plain texts"
BLOCKS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "br", "pre", "dt", "dd"})
OPENERS = frozenset({"h1", "h2"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the first or second level with its anchor and the text below it; all empty before the first."""

    anchor: str
    heading: str
    text: str


class _Sections(HTMLParser):
    """The sections of a rendered text: per section its anchor, and the pieces of its heading and of its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._in_heading = False

    def handle_data(self, data: str) -> None:
        _, heading, words = self.found[-1]
        (heading if self._in_heading else words).append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in OPENERS:
            self.found.append((dict(attrs).get("id") or "", [], []))
            self._in_heading = True
        elif tag in BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in OPENERS:
            self._in_heading = False


def _flat(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


@lru_cache(maxsize=KEPT)
def sections(text: str) -> tuple[Section, ...]:
    """Markdown as its sections in plain text, without marks, addresses and front matter."""
    if text.startswith("---\n"):
        text = text.partition("\n---\n")[2]
    parser = _Sections()
    parser.feed(markdown.markdown(text, extensions=list(EXTENSIONS)))
    parser.close()
    found = (Section(anchor, _flat(heading), _flat(words)) for anchor, heading, words in parser.found)
    return tuple(section for section in found if section.heading or section.text)


def _as_bytes(found: tuple[Section, ...]) -> bytes:
    return to_json([(it.anchor, it.heading, it.text) for it in found])


def _from_bytes(kept: bytes) -> tuple[Section, ...]:
    return tuple(Section(*told) for told in from_json(kept))


class PlainTexts:
    """Reads Markdown as plain text; with `keeping` each text is read once for all builds."""

    def __init__(self, keeping: Keeping | None = None) -> None:
        self._shelf = Shelf(keeping, SHELF)

    def sections(self, text: str) -> tuple[Section, ...]:
        """The sections of a text."""
        return self._shelf.kept_or_made((text,), lambda: sections(text), _as_bytes, _from_bytes)

    def line(self, text: str) -> str:
        """A text as one line."""
        return " ".join(f"{section.heading} {section.text}".strip() for section in self.sections(text))

    def settle(self) -> None:
        """After all texts: lets go of what was kept and not asked for."""
        self._shelf.settle()
