"""HTML as it stands to blocks under their headings; made for the clean HTML that other libraries hand over."""

from __future__ import annotations

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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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


def markup_blocks(markup: str, page: str = "", path: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """The blocks of a piece of HTML or XHTML, each with the headings above it, which begin with `path`."""
    reader = _Reader(page, path)
    reader.feed(markup)
    reader.close()
    return tuple(reader.blocks)


def markup_title(markup: str) -> str:
    """What the first `title` element says."""
    reader = _Reader("", ())
    reader.feed(markup)
    reader.close()
    return clean_words(reader.titles[0]) if reader.titles else ""
