"""Bytes as untrusted text: escaped, it is shown letter for letter wherever it is put, and adds nothing to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import markdown

from generator.publish.composed_markdown import EXTENSIONS, composed
from generator.render.escape import html, joined, md, preformatted
from tests.test_escape import HOSTILE, PLACES, folded, rendered

TITLE = "Link to this"
LONGEST = 300
WORDS = ("\0", "\x01", "\x02", "\x03", "\x02klzzwxh:0\x03", "\x02amp\x03", "wzxhzdk:1", "STX", *HOSTILE)
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
"""What no input can hold: texts come from YAML and from documents (see FORBIDDEN in generator/read/files.py)."""
RAW = '<div class="cb"><p title="{}">{}</p></div>'
PRE = '<pre class="cb">{}</pre>'


@cache
def _elements(place: str) -> tuple[tuple[object, ...], str]:
    page = rendered(place.replace("{}", "Word"))
    return tuple(page.elements), page.words


def _shown(place: str, escaped: str, meant: str) -> None:
    page, (elements, words) = rendered(place.replace("{}", escaped)), _elements(place)
    assert tuple(page.elements) == elements, (place, escaped)
    assert folded(page.words) == folded(words.replace("Word", meant)), (place, escaped)


def _same_short_way(source: str) -> None:
    """The short way to HTML makes what Python-Markdown makes, or steps back."""
    made = composed(source, TITLE)
    if made is not None:
        configured = {"toc": {"permalink": "#", "permalink_title": TITLE}}
        whole = markdown.markdown(source, extensions=sorted(EXTENSIONS), extension_configs=configured)
        assert made.html(lambda link: link) == whole, source


def try_one(data: bytes) -> None:
    """A text through every escape filter into the place that the first byte chooses; and as the Markdown of a page."""
    text = NOT_TEXT.sub("", data[1:LONGEST].decode("utf-8", "replace"))
    place = [*PLACES.values()][data[0] % len(PLACES)] if data else "{}"
    meant = folded(text)
    if meant:
        _shown(place, md(text), meant)
        _shown(place, joined([md(text), md(text[::-1])], " "), folded(f"{meant} {folded(text[::-1])}"))
        _same_short_way(place.replace("{}", md(text)))
        page = rendered(RAW.replace("{}", html(text)))
        assert page.words == meant and page.values == ["cb", meant], text
        assert tuple(page.elements) == _elements(RAW)[0]
    if text.strip("\n"):
        page = rendered(PRE.replace("{}", preformatted(text)))
        assert tuple(page.elements) == _elements(PRE)[0]
        lines = [" " * (len(line) - len(line.lstrip(" "))) + folded(line) for line in text.rstrip("\n").split("\n")]
        assert page.words == "\n".join(lines), (page.words, lines)
    _same_short_way(text)


def seeds() -> Iterator[bytes]:
    """Every known trick in every place."""
    for number in range(len(PLACES)):
        for text in HOSTILE:
            yield bytes([number]) + text.encode()
