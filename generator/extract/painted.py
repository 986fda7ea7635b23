"""What a PDF's page shows: its words with what is painted below and above them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.extract.colours import Colour
from generator.extract.paint_resources import Layers
from generator.extract.plane import Box, within

SEEN, DOUBTFUL, GONE = 2, 1, 0
"""Words that are seen; those in the colour of their ground, covered, or never painted (a layer below a scan); and those
that cannot be: off the page, too small, in a layer that is off."""
WHITE: Colour = (255, 255, 255)
MOST_GROUNDS = 300
MOST_WORDS = 20_000


@dataclass(slots=True)
class Stretch:
    """The drawing of a page or a form: its operations, and how visible each that shows words is."""

    operations: list[tuple[Any, bytes]]
    holder: Any = None
    resources: Any = None
    seen: dict[int, int] = field(default_factory=dict)

    def only(self, visibility: int) -> list[tuple[Any, bytes]]:
        """The operations without those that show words otherwise visible."""
        return [item for at, item in enumerate(self.operations) if self.seen.get(at, visibility) == visibility]


@dataclass(slots=True)
class _Word:
    stretch: Stretch
    at: int
    box: Box
    order: int


class Painting:
    """What is painted on one page; after `finish` its `stretches` say how visible all words are."""

    def __init__(self, page_box: Box, layers: Layers, parse: Any) -> None:
        self.page_box, self.layers, self.parse = page_box, layers, parse
        self.grounds: list[tuple[Box, Colour | None, int]] = []
        self.words: list[_Word] = []
        self.order = 0
        self.stretches: dict[int, Stretch] = {}

    def show(self, stretch: Stretch, at: int, box: Box, visibility: int) -> None:
        """Notes words; drawn more than once they are as visible as where they are most so."""
        self.order += 1
        stretch.seen[at] = max(visibility, stretch.seen.get(at, GONE))
        if visibility == SEEN and len(self.words) < MOST_WORDS:
            self.words.append(_Word(stretch, at, box, self.order))

    def ground(self, box: Box, colour: Colour | None) -> None:
        """Notes something that covers what was drawn there."""
        self.order += 1
        self.grounds.append((box, colour, self.order))

    def colour_below(self, box: Box) -> Colour | None:
        """The colour on which words at a place stand; None where it is not known."""
        return next((colour for at, colour, _ in reversed(self.grounds[-MOST_GROUNDS:]) if within(box, at)), WHITE)

    def finish(self) -> None:
        """Words that something painted later covers are in doubt."""
        large = sorted(self.grounds, key=lambda item: (item[0][0] - item[0][2]) * (item[0][3] - item[0][1]))
        covered: dict[tuple[int, int], bool] = {}
        for word in self.words:
            hit = any(order > word.order and within(word.box, box) for box, _, order in large[:MOST_GROUNDS])
            key = (id(word.stretch), word.at)
            covered[key] = covered.get(key, True) and hit
        for word in self.words:
            if covered[id(word.stretch), word.at]:
                word.stretch.seen[word.at] = DOUBTFUL
