"""HTML with only the words that a reader of the page sees: the same markup, without the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from generator.extract.open_elements import LITERAL, OpenElements
from generator.extract.style_rules import StyleRule, style_rules


class _Watching(HTMLParser):
    """Follows a page; notes where words stand that are hidden, or may be."""

    def __init__(self, markup: str, rules: Sequence[StyleRule]) -> None:
        super().__init__(convert_charrefs=True)
        self.open = OpenElements(rules)
        self.lines = [0]
        at = markup.find("\n")
        while at >= 0:
            self.lines.append(at + 1)
            at = markup.find("\n", at + 1)
        self.literal = ""
        self.inside: list[str] = []
        self.hidden: list[tuple[int, int]] = []
        self.doubtful: list[tuple[int, int]] = []
        self.begun: tuple[int, list[tuple[int, int]]] | None = None

    def _here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _event(self) -> None:
        """Ends the run of words before what comes now."""
        if self.begun is not None:
            start, kind = self.begun
            kind.append((start, self._here()))
            self.begun = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._event()
        if self.literal:
            return
        told: dict[str, str] = {}
        for name, value in attrs:
            told.setdefault(name, value or "")
        self.open.start(tag, told)
        if tag in LITERAL:
            self.literal, self.inside = tag, []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open.drawing:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._event()
        if self.literal:
            if tag != self.literal or self.literal == "plaintext":
                return
            said = "".join(self.inside)
            opened = said.rfind("<!--")
            if tag == "script" and opened >= 0 and "<script" in said[opened:].lower() and "-->" not in said[opened:]:
                self.inside = []
                return
            self.literal = ""
        self.open.end(tag)

    def handle_data(self, data: str) -> None:
        self._event()
        if self.literal:
            self.inside.append(data)
        look = self.open.look
        if look.hidden and self.literal != "title":
            self.begun = (self._here(), self.hidden)
        elif look.in_doubt:
            self.begun = (self._here(), self.doubtful)

    def handle_comment(self, data: str) -> None:
        self._event()

    def handle_decl(self, decl: str) -> None:
        self._event()

    def handle_pi(self, data: str) -> None:
        self._event()

    def unknown_decl(self, data: str) -> None:
        self._event()


class _Sheets(HTMLParser):
    """The style sheets that stand in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        media = (dict(attrs).get("media") or "").lower()
        if tag == "style" and ("print" not in media or "screen" in media or "all" in media):
            self.open = True
            self.found.append([])

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[-1].append(data)


def without(markup: str, stretches: Sequence[tuple[int, int]]) -> str:
    """Markup without the words at some stretches, which are in order."""
    pieces, at = [], 0
    for start, end in stretches:
        pieces.append(markup[at:start])
        at = end
    return "".join([*pieces, markup[at:]])


@dataclass(frozen=True, slots=True)
class SeenMarkup:
    """A page without its hidden words, and without those of which it is doubtful that they are seen, if there are."""

    seen: str
    certain: str | None


def seen_markup(markup: str, sheets: Sequence[str] = ()) -> SeenMarkup:
    """A page of HTML by what it declares itself, and by style sheets that belong to it.

    What scripts do, and sheets that are not given, stays unknown.
    """
    inside = _Sheets()
    inside.feed(markup)
    inside.close()
    watching = _Watching(markup, style_rules([*sheets, *("".join(parts) for parts in inside.found)]))
    watching.feed(markup)
    watching.close()
    if watching.begun is not None:
        watching.begun[1].append((watching.begun[0], len(markup)))
    seen = without(markup, watching.hidden)
    certain = without(markup, sorted([*watching.hidden, *watching.doubtful])) if watching.doubtful else None
    return SeenMarkup(seen, certain)
