"""HTML as it stands to blocks under their headings; made for the clean HTML that other libraries hand over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from generator.extract.blocks import Block, clean_row, clean_words, heading_path

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select"})
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
NOTE_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})[\])]?|[↩↑⤴^\ufe0e\ufe0f]{1,3}", re.IGNORECASE
)
"""What the link to a note, or the one back from it, shows."""
NOTE_LINKS = frozenset({"noteref", "doc-noteref", "doc-backlink"})
"""Links of that kind by what they declare (EPUB Structural Semantics, DPUB-ARIA)."""
AFTER_WORDS = re.compile(r"[\w.,;:!?…\"'”“’»«)\]]")
"""What the mark of a note stands behind."""
OF_SITES = frozenset({"main", "article", "nav", "aside", "footer", "form", "script", "iframe", "button", "input"})
"""What pages of sites have, and documents that a word processor exports have not."""
LINKED_PART = 5
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip


class _Reader(HTMLParser):
    """Collects the words of blocks; keeps no tree, so that depth costs nothing."""

    def __init__(self, page: str, path: tuple[str, ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.page, self.path = page, path
        self.words: list[str] = []
        self.row: list[str] = []
        self.cells = self.silent = self.level = self.pre = 0
        self.title: list[str] | None = None
        self.titles: list[str] = []
        self.tags: set[str] = set()
        self.link: tuple[int, bool, str] | None = None
        self.linked = 0

    def flush(self) -> None:
        """Ends a block."""
        words, self.words = clean_words("".join(self.words)), []
        if self.cells:
            self.words = [words, " "] if words else []
            return
        if self.row:
            row, self.row = clean_row(self.row), []
            self._add(row)
        if words and self.level:
            self.path = heading_path(self.path, self.level, words)
        self._add(words)

    def _add(self, words: str) -> None:
        if words.strip():
            self.blocks.append(Block(words, self.page, self.path))

    def _end_cell(self) -> None:
        if self.cells:
            self.row.append("".join(self.words))
            self.words, self.cells = [], 0

    def _begin_link(self, told: dict[str, str | None]) -> None:
        kinds = {*(told.get("role") or "").split(), *(told.get("epub:type") or "").split()}
        target = told.get("href") or ""
        attached = target.startswith("#") and bool(self.words) and AFTER_WORDS.match(self.words[-1][-1:]) is not None
        self.link = (len(self.words), attached or bool(kinds & NOTE_LINKS), target)

    def _end_link(self) -> None:
        """Ends a link; the mark of a note is no part of the sentence that it stands in."""
        if self.link is None:
            return
        (start, noted, target), self.link = self.link, None
        words = "".join(self.words[start:]).strip()
        if noted and NOTE_MARK.fullmatch(words):
            del self.words[start:]
        elif target and not target.startswith("#"):
            self.linked += len(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a" and not self.silent:
            self._begin_link(dict(attrs))
        if tag == "title":
            self.title = []
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag in CELLS:
            self._end_cell()
            if not self.row:
                self.flush()
            self.words, self.cells = [], 1
        elif tag not in INLINE and tag not in VOID:
            if tag in {"tr", "table"}:
                self._end_cell()
            self.flush()
            self.level = HEADINGS.get(tag, 0)
            self.pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag not in INLINE and tag not in SILENT:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if tag == "title" and self.title is not None:
            self.titles.append("".join(self.title))
            self.title = None
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in CELLS:
            self._end_cell()
        elif tag not in INLINE and tag not in VOID:
            if tag in {"tr", "table", "tbody", "thead"}:
                self._end_cell()
            self.flush()
            self.level = 0
            self.pre = max(0, self.pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self.title is not None:
            self.title.append(data)
        elif not self.silent:
            self.words.append(data if self.pre else " ".join(data.split("\n")))

    def close(self) -> None:
        super().close()
        self._end_cell()
        self.flush()


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page of markup says: its blocks, what its first `title` element says, and whether it is a document alone,
    as programs export it: without parts of a site around it, and with few links."""

    blocks: tuple[Block, ...]
    title: str
    is_document: bool


def read_markup(markup: str, page: str = "", path: tuple[str, ...] = ()) -> Markup:
    """A piece of HTML or XHTML, its blocks with the headings above them, which begin with `path`."""
    reader = _Reader(page, path)
    reader.feed(markup)
    reader.close()
    words = sum(len(block.text) for block in reader.blocks)
    alone = not reader.tags & OF_SITES and LINKED_PART * reader.linked <= words
    return Markup(tuple(reader.blocks), clean_words(reader.titles[0]) if reader.titles else "", alone)


def markup_blocks(markup: str, page: str = "", path: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """The blocks of `read_markup`."""
    return read_markup(markup, page, path).blocks


def letters(text: str) -> str:
    """The letters and digits of a text, by which blocks are the same that stand on other lines."""
    return "".join(filter(str.isalnum, text))


def marked(blocks: Sequence[Block], certain: str | None) -> tuple[Block, ...]:
    """Blocks, those marked as unseen whose words do not stand in the markup of which all is seen for certain."""
    if certain is None:
        return tuple(blocks)
    seen = "".join(letters(block.text) for block in markup_blocks(certain))
    return tuple(block if letters(block.text) in seen else replace(block, unseen=True) for block in blocks)
