"""Where a passage stands in the original of its source: pages, headings, or lines of a text, in words."""

from __future__ import annotations

from generator.model.documents import Document, Passage
from generator.render.escape import Md
from generator.render.page import PageContext


def _pages(page: PageContext, labels: list[str]) -> Md:
    if len(labels) == 1:
        return page.say("place.page", page=labels[0])
    return page.say("place.pages", first=labels[0], last=labels[-1])


def _lines(page: PageContext, document: Document, passage: Passage) -> Md:
    first, last = document.span(passage.start).line, document.span(max(passage.start, passage.end - 1)).line
    if first == last:
        return page.say("place.line", line=first)
    return page.say("place.lines", first=first, last=last)


def place_words(page: PageContext, document: Document, passage: Passage) -> Md:
    """The pages of a PDF, else the headings of a text that has them, else, where nothing was extracted, the lines."""
    if not document.extracted:
        return _lines(page, document, passage) if document.text.strip().count("\n") else Md("")
    places = document.places_of(passage)
    labels = list(dict.fromkeys(place.page for place in places if place.page))
    if labels:
        return _pages(page, labels)
    if places and places[0].headings:
        return page.say("place.headings", path=" › ".join(places[0].headings))
    return Md("")
