"""Goes over the lines of a page in the dialect of our templates: elements, headings, paragraphs, lists, tables."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markdown.extensions.toc import slugify, strip_tags, unique

from generator.publish.composed_inline import Unknown, attribute, inline, opened
from generator.publish.composed_tables import ROW, table

LINE_OPEN = re.compile(r'<([a-z][a-z0-9]*)((?:\s[^<>]*?)?)\smarkdown="(1|span)"([^<>]*)>')
RAW_OPEN = re.compile(r"<([a-z][a-z0-9]*)(?:\s[^<>]*)?>")
CLOSE = re.compile(r"</([a-z][a-z0-9]*)>")
HEADING = re.compile(r"(#{1,6}) (\S.*?)\s*")
TAG = re.compile(r"</?([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
LOOSE = re.compile(r"[<>]|&(?!(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)")
"""What is written anew where it stands alone."""
ITEM = re.compile(r"(-|1\.) (.*)")
KINDS = {"-": "ul", "1.": "ol"}
NO_WORDS = re.compile(r"[-+|>`~=_:\s]|\*\s|\*\*\*|\d+[.)]\s|!\[")
"""How a line begins that may be something else than words."""
ID = re.compile(r'\sid="([^"]*)"')
BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "noscript", "ol", "p", "pre",
    "script", "section", "style", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HOLDERS = frozenset({"blockquote", "details", "div", "noscript", "section"})
"""Elements in which our templates write paragraphs and lists."""
HELD_APART = frozenset({"dd", "dt", "li", "p", "summary", "td", "th", "h2"})
"""Elements that hold words, so that elements in them are blocks among these."""


@dataclass(slots=True)
class Title:
    """A heading: its level, its id, and its words as the table of contents shows them."""

    level: int
    id: str
    name: str


@dataclass(slots=True)
class Page:
    """A page in the making: what is written, the links in it, its headings, and the ids that are taken."""

    permalink: str
    links: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    counters: dict[str, int] = field(default_factory=dict)


class Blocks:
    """Goes over the lines of a page and writes its HTML."""

    def __init__(self, lines: list[str], page: Page) -> None:
        self.lines, self.page, self.at = lines, page, 0
        self.open: list[str] = []
        self.begun: list[bool] = [False]
        self.within, self.last = "", ""
        self.pending: list[str] = []
        self.words: list[str] = []
        self.items: list[str] = []
        self.listed = ""
        self.rows: list[str] = []
        self.blank = True

    def write(self, text: str) -> None:
        """A part of the innermost open element; below an entry of a list they stand apart by an empty line."""
        found = RAW_OPEN.match(text)
        self.last = found[1] if found else ""
        if self.begun[-1] and not HELD_APART.isdisjoint(self.open):
            self.page.out.append("\n")
        self.begun[-1] = True
        self.page.out.append(text)

    def flush(self) -> None:
        """Ends a paragraph, a list or a table."""
        if (self.words or self.items or self.rows) and self.open and self.open[-1] not in HOLDERS:
            raise Unknown("words at once in an element that holds others")
        if self.words:
            self.write(f"<p>{inline(chr(10).join(self.words), self.page.links)}</p>\n")
            self.words = []
        if self.items:
            made = "".join(f"<li>{inline(item, self.page.links)}</li>\n" for item in self.items)
            self.write(f"<{self.listed}>\n{made}</{self.listed}>\n")
            self.items = []
        if self.rows:
            self.write(table(self.rows, self.page.links))
            self.rows = []

    def run(self) -> None:
        for line in self.lines:
            self.line(line)
        self.flush()
        if self.open or self.within:
            raise Unknown("not closed")

    def line(self, line: str) -> None:
        if self.within:
            self.more(line)
            return
        if not line.strip():
            if self.items:
                self.blank = True
                return
            self.flush()
            self.blank = True
            return
        if self.rows or line[0] == "|":
            if not (self.rows or self.blank) or self.words or self.items or ROW.fullmatch(line) is None:
                raise Unknown(line)
            self.rows.append(line)
            self.blank = False
            return
        if line[0] == "<" and self.element(line):
            self.blank = False
            return
        if line[0] == "#":
            found = HEADING.fullmatch(line)
            if found is None or (self.open and self.open[-1] not in HOLDERS):
                raise Unknown(line)
            self.flush()
            self.heading(len(found[1]), found[2])
        elif (entry := ITEM.fullmatch(line)) is not None:
            item, kind = entry[2], KINDS[entry[1]]
            if self.items and kind != self.listed:
                raise Unknown("two lists in one")
            if self.words or (self.items and self.blank) or not item.strip() or NO_WORDS.match(item) or item[0] == "#":
                raise Unknown("loose list")
            if not self.items and (self.last in ("ul", "ol") or (self.open and not self.blank)):
                raise Unknown("a list that follows its element at once")
            self.items.append(item)
            self.listed = kind
        elif NO_WORDS.match(line) or line.endswith("  ") or (self.items and not self.blank):
            raise Unknown(line)
        else:
            if self.items:
                self.flush()
            self.words.append(line)
        self.blank = False

    def heading(self, level: int, words: str, own: str = "", attributes: str = "") -> None:
        made = inline(words, self.page.links)
        if made.rstrip().endswith("#"):
            raise Unknown("closed heading")
        name = strip_tags(made)
        id = own or unique(slugify(html.unescape(name), "-"), self.page.used, self.page.counters)
        self.page.links.append(f"#{id}")
        place = f"\x02{len(self.page.links) - 1}\x03"
        anchor = f'<a class="headerlink" href="{place}" title="{attribute(self.page.permalink)}">#</a>'
        told = attributes or f' id="{id}"'
        self.write(f"<h{level}{told}>{made}{anchor}</h{level}>\n")
        self.page.titles.append(Title(level, id, name))

    def element(self, line: str) -> bool:
        """A line that begins with a tag of a block; False where it begins with one inside a line."""
        found = LINE_OPEN.match(line)
        if found is None:
            closing = CLOSE.match(line)
            if closing is not None and closing[1] in BLOCK:
                self.close(line, closing)
                return True
            raw = RAW_OPEN.match(line)
            if raw is None:
                raise Unknown(line)
            if raw[1] not in BLOCK:
                return False
            self.raw(line, raw)
            return True
        tag, attributes, kind, rest = found[1], found[2] + found[4], found[3], line[found.end() :]
        if self.items or tag not in BLOCK:
            self.flush() if tag in BLOCK else self.refuse(line)
        self.flush()
        if kind == "span" or tag in ("p", "h2", "dt", "summary"):
            self.span(tag, attributes, rest)
        else:
            self.write(f"{opened(tag, attributes)}\n")
            self.open.append(tag)
            self.begun.append(False)
            if rest:
                self.line(rest)
        return True

    def refuse(self, line: str) -> None:
        raise Unknown(line)

    def span(self, tag: str, attributes: str, rest: str) -> None:
        end = f"</{tag}>"
        words, found, after = rest.partition(end)
        if not found:
            raise Unknown(rest)
        if re.fullmatch("h[1-6]", tag):
            own = ID.search(attributes)
            if own is None or after.strip():
                raise Unknown(rest)
            self.heading(int(tag[1]), words, html.unescape(own[1]), opened("", attributes)[1:-1])
            return
        self.write(f"{opened(tag, attributes)}{inline(words, self.page.links)}{end}\n")
        if after.strip():
            self.line(after)

    def close(self, line: str, found: re.Match[str]) -> None:
        self.flush()
        if not self.open or self.open.pop() != found[1]:
            raise Unknown(line)
        if not self.begun.pop():
            if found[1] not in ("ul", "ol") or not HELD_APART.isdisjoint(self.open):
                raise Unknown(line)
            self.page.out[-1] = self.page.out[-1].removesuffix("\n")
        self.last = found[1]
        self.page.out.append(f"</{found[1]}>\n")
        rest = line[found.end() :]
        if rest.strip():
            self.line(rest)

    def raw(self, line: str, found: re.Match[str]) -> None:
        self.within, self.pending = found[1], []
        self.flush()
        self.more(line)

    def more(self, line: str) -> None:
        """Another line of an element without Markdown, up to its end."""
        self.pending.append(line)
        whole = "\n".join(self.pending)
        begun, ended = len(re.findall(rf"<{self.within}[\s>]", whole)), whole.count(f"</{self.within}>")
        if begun > ended:
            return
        if begun < ended or not whole.endswith(f"</{self.within}>") or LOOSE.search(TAG.sub("", whole)):
            raise Unknown(whole)
        self.within = ""
        self.write(self.kept(whole) + "\n" if self.open else whole + "\n\n")

    def kept(self, whole: str) -> str:
        """An element without Markdown inside one with it: its own tag is written anew, what is in it stays."""
        tags = [found for found in TAG.finditer(whole) if found[1] in BLOCK]
        if len(self.pending) > 1 or len(tags) != 2:
            raise Unknown(whole)
        start = tags[0]
        if ID.search(start[2]) or re.fullmatch("h[1-6]", start[1]):
            raise Unknown(whole)
        return opened(start[1], start[2]) + whole[start.end() :]
