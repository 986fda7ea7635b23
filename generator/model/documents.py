"""Captured documents: their text, its sentences, and passages pinned to offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.diagnostics import Span

Written = TypeVar("Written", covariant=True)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a document: code-point offsets into its text, end-exclusive, and the words there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """From `start` on, a code-point offset into the text, the original is on this page, or under these headings.

    `unseen` words are in the file, but who reads it may not see them: they are white, covered or a layer below a scan.
    """

    start: int
    page: str = ""
    headings: tuple[str, ...] = ()
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a captured source, its sentences in order, and where its paragraphs begin.

    `places` lead back to the original where the text was extracted from one; they are in order.
    """

    path: str
    text: str
    sentences: tuple[Passage, ...]
    paragraphs: tuple[Passage, ...]
    places: tuple[Place, ...] = ()
    extracted: bool = False

    def places_of(self, passage: Passage) -> tuple[Place, ...]:
        """The places of the original that a passage touches, in order; none where the original is the text itself."""
        first = bisect_right(self.places, passage.start, key=lambda place: place.start)
        last = bisect_left(self.places, passage.end, key=lambda place: place.start)
        return self.places[max(first - 1, 0) : last]

    def span(self, offset: int) -> Span:
        """The place of an offset in the file."""
        return Span(self.path).after(self.text[:offset])

    def sentence_at(self, offset: int) -> Passage | None:
        """The sentence that holds the offset."""
        return next((sentence for sentence in self.sentences if sentence.start <= offset < sentence.end), None)

    def around(self, passage: Passage) -> Passage:
        """The whole sentences that a passage touches."""
        touched = [item for item in self.sentences if item.start < passage.end and passage.start < item.end]
        start = min([item.start for item in touched], default=passage.start)
        end = max([item.end for item in touched], default=passage.end)
        return Passage(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Pinned(Generic[Written]):
    """Something authored about a document, with the passages it was found at."""

    written: Written
    passages: tuple[Passage, ...]
