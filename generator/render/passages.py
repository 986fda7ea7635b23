"""A stretch of a document with everything that lies over it: claimed passages, garbles and terms."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.documents import Passage
from generator.render.escape import Md, html
from generator.render.page import PageContext, spaced


@dataclass(frozen=True, slots=True)
class Layer:
    """A passage to be marked: as a claimed one (`claim`) or as a garble, its id, and what follows its last word."""

    passage: Passage
    kind: str
    anchor: str
    family: str
    after: Md
    title: str = ""


def _open(layer: Layer, first: bool) -> str:
    anchor = f' id="{html(layer.anchor)}"' if first and layer.anchor else ""
    if layer.kind == "garble":
        title = f' title="{html(layer.title)}"' if layer.title else ""
        return f'<span class="cb-garble"{anchor}{title}>'
    return f'<mark class="cb-passage cb-{layer.family}"{anchor}>'


def _close(layer: Layer) -> str:
    return "</span>" if layer.kind == "garble" else "</mark>"


def _term(page: PageContext, term: str, words: str) -> Md:
    """A linked term; a space at its end, where a layer cuts it between two words, stays behind the link."""
    return Md(page.term_link(term, words) + (" " if words[-1].isspace() else ""))


def marked_up(
    page: PageContext, text: str, stretch: Passage, layers: Sequence[Layer], language: str, link_terms: bool
) -> Md:
    """The words of `stretch` as Markdown, every layer marked in pieces so that overlapping ones nest cleanly.

    A term that a layer cuts is linked up to the cut; the bytes of the words are never changed.
    """
    inside = [layer for layer in layers if layer.passage.start < stretch.end and stretch.start < layer.passage.end]
    edges = {stretch.start, stretch.end}
    for layer in inside:
        edges |= {max(stretch.start, layer.passage.start), min(stretch.end, layer.passage.end)}
    links: list[tuple[Passage, str]] = []
    for passage, term in page.fresh_mentions(stretch.text, language) if link_terms else ():
        start, end = passage.start + stretch.start, passage.end + stretch.start
        end = min([end, *(edge for edge in edges if start < edge)])
        links.append((Passage(start, end, text[start:end]), term))
        edges |= {start, end}
    terms = {passage.start: term for passage, term in links}
    pieces: list[str] = []
    bounds = sorted(edges)
    for start, end in itertools.pairwise(bounds):
        over = [layer for layer in inside if layer.passage.start <= start and end <= layer.passage.end]
        over.sort(key=lambda layer: (layer.kind == "garble", layer.passage.start, -layer.passage.end, layer.anchor))
        words = text[start:end]
        shown = _term(page, terms[start], words) if start in terms else spaced(words)
        pieces += [_open(layer, layer.passage.start == start) for layer in over]
        pieces.append(shown)
        pieces += [_close(layer) for layer in reversed(over)]
        pieces += [layer.after for layer in sorted(inside, key=lambda layer: layer.anchor) if layer.passage.end == end]
    return Md("".join(pieces))
