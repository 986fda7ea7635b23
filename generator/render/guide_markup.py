"""The Markdown of the guide: what its pages may contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

import markdown

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import B007
from generator.model.drafts import GuidePage
from generator.model.keeping import Shelf
from generator.render.brief_body import ALLOWED, CODE, EXTENSIONS
from generator.render.markup_allowed import Allowed, odd_element

PAGE = ".md"
SHELF = "guide"
UNKEPT = Shelf(None, SHELF)
GUIDE = Allowed(
    ALLOWED.tags | {"h1", "h5", "h6", "img"},
    MappingProxyType({
        **ALLOWED.attributes,
        **{f"h{level}": frozenset({"id"}) for level in range(1, 7)},
        "img": frozenset({"src", "alt", "title"}),
        "code": frozenset({"class"}),
        "pre": frozenset({"class"}),
    }),
)  # fmt: skip
REMARK = re.compile(r"<!--[\w\s,.:;/'-]*?-->")
"""A comment that nothing can be hidden in, words without signs of markup; taken out after rendering, for where it
stands decides what the lines around it are."""
RAW = re.compile(r"<(?=[A-Za-z/!?])|\{:|\{\s*[#.][\w-]")
"""What most often is the fault, to be pointed at; whether there is one, the rendered page tells."""
FRONT_MATTER = re.compile(r"---[ \t]*\n")
PICTURE = re.compile(r'<img [^<>]*?src="([^"]*)"')
OWN = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""The address of a file in the page's folder or below it."""
ODD_LINK = re.compile(r"\[[^\[\]\n]*\]\(\s*<?(?!https?:)[^\s/()]*[:&]")
"""A link whose address names another way than the web's, or hides its name in references."""
NAMES = {"<": "HTML", "{": "attribute lists"}
KEPT = 64
"""Pages whose faults are remembered from one check of a live session to the next."""
INDENTED = re.compile(r"(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*\n?|\n)+")
Fault = tuple[int, str]
"""Where in a page something stands that may not, and what is wrong."""


def _blanked(text: str, *shapes: re.Pattern[str]) -> str:
    for shape in shapes:
        text = shape.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    return text


def _faults(text: str) -> Iterator[Fault]:
    if FRONT_MATTER.match(text):
        yield 0, "the guide does without front matter"
    rendered = REMARK.sub("", markdown.markdown(text, extensions=list(EXTENSIONS)))
    odd = odd_element(rendered, GUIDE)
    if odd is not None:
        raw = tuple(RAW.finditer(_blanked(text, REMARK, CODE, INDENTED)))
        yield from ((match.start(), f"the guide does without {NAMES[match.group()[0]]}") for match in raw)
        if not raw:
            link = ODD_LINK.search(text) if odd == "a" else None
            place = link.start() if link else max(text.lower().find(f"<{odd}"), 0)
            yield place, f"the page contains a <{odd}> that is not allowed"
    for address in PICTURE.findall(rendered):
        if OWN.fullmatch(address) is None:
            yield max(text.find(f"({address}"), 0), f"the picture {address!r} is not one of the guide's own"


@lru_cache(maxsize=KEPT)
def _listed(text: str) -> tuple[Fault, ...]:
    return tuple(_faults(text))


def guide_findings(page: GuidePage, shelf: Shelf = UNKEPT) -> tuple[Diagnostic, ...]:
    """B007 for everything in a page of the guide that its allow-list would take out after rendering: HTML, attribute
    lists, front matter, addresses other than of the web, pictures from elsewhere. Pictures have no findings.

    On the shelf is kept of which pages nothing is found.
    """
    if not page.path.endswith(PAGE):
        return ()
    text = page.content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    faults = shelf.kept_or_made(
        (text,), lambda: _listed(text), lambda found: None if found else b"nothing", lambda kept: ()
    )
    start = Span(f"content/{page.path}")
    return tuple(Diagnostic(B007, start.after(text[:offset]), message) for offset, message in faults)
