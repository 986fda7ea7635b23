"""The pen that draws a PDF's page, followed as far as it tells which words are seen (ISO 32000-1, 8 and 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.extract.colours import Colour, too_near
from generator.extract.paint_resources import colour_space, entry, fill_of, number
from generator.extract.painted import DOUBTFUL, GONE, SEEN, Painting, Stretch
from generator.extract.plane import UNIT, Box, Matrix, apart, box_of, moved, shared, times

SMALLEST = 1.0
"""Points of the letters' size."""
FAINTEST = 0.05
NARROWEST = 2.0
"""Percent of the letters' width."""
UNPAINTED = frozenset({3, 7})
STROKED = frozenset({1, 5})
SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
PATH_ENDS = FILLS | {b"n", b"S", b"s"}
MEAN_WIDTH = 0.5
DEEPEST = 8
FAR = 1e6


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix = UNIT
    fill: Colour | None = (0, 0, 0)
    stroke: Colour | None = (0, 0, 0)
    spaces: tuple[str, str] = ("/DeviceGray", "/DeviceGray")
    opacity: float = 1.0
    plain: bool = True
    mode: int = 0
    size: float = 0.0
    width: float = 100.0
    leading: float = 0.0
    clip: Box = (-FAR, -FAR, FAR, FAR)


def draw(painting: Painting, key: int, stretch: Stretch, state: _State | None = None, depth: int = 0) -> None:
    """Judges a stretch and the forms that it draws."""
    painting.stretches[key] = stretch
    _Pen(painting, stretch, state or _State(clip=painting.page_box), depth).run()


class _Pen:
    """The graphics state while one stretch is drawn."""

    def __init__(self, painting: Painting, stretch: Stretch, state: _State, depth: int) -> None:
        self.painting, self.stretch, self.state, self.depth = painting, stretch, state, depth
        self.kept: list[_State] = []
        self.line, self.text = UNIT, UNIT
        self.path: list[tuple[float, float]] = []
        self.off: list[bool] = []
        self.clipping = False

    def run(self) -> None:
        """Draws all operations."""
        for at, (operands, operator) in enumerate(self.stretch.operations):
            self.step(at, operands, operator)

    def step(self, at: int, operands: Any, operator: bytes) -> None:
        """Draws one operation."""
        if operator in SHOWS:
            self.show(at, operands, operator)
        elif operator == b"q":
            self.kept.append(self.state)
        elif operator == b"Q":
            self.state = self.kept.pop() if self.kept else self.state
        elif operator == b"cm" and len(operands) == 6:
            self.state = replace(self.state, ctm=times(_matrix(operands), self.state.ctm))
        elif operator in (b"BDC", b"BMC"):
            self.off.append(operator == b"BDC" and self.painting.layers.off(operands, self.stretch.resources))
        elif operator == b"EMC":
            self.off = self.off[:-1]
        elif operator == b"Do" and operands:
            self.place(str(operands[0]))
        elif operator == b"INLINE IMAGE":
            self.picture()
        elif operator in PATH_ENDS or operator in (b"re", b"m", b"l", b"c", b"v", b"y", b"W", b"W*"):
            self.outline(operands, operator)
        elif operator in (b"BT", b"Tm", b"Td", b"TD", b"T*"):
            self.move(operands, operator)
        else:
            self.set(operands, operator)

    def move(self, operands: Any, operator: bytes) -> None:
        """Sets where the next words begin."""
        if operator == b"BT":
            self.line = UNIT
        elif operator == b"Tm" and len(operands) == 6:
            self.line = _matrix(operands)
        elif operator == b"T*":
            self.line = times((1, 0, 0, 1, 0, -self.state.leading), self.line)
        elif len(operands) == 2:
            self.line = times((1, 0, 0, 1, number(operands[0]), number(operands[1])), self.line)
            if operator == b"TD":
                self.state = replace(self.state, leading=-number(operands[1]))
        self.text = self.line

    def set(self, operands: Any, operator: bytes) -> None:
        """Sets what stays until it is set anew."""
        value = number(operands[0]) if operands and operator in (b"Tr", b"Tz", b"TL") else 0.0
        if operator == b"Tf" and len(operands) == 2:
            self.state = replace(self.state, size=number(operands[1]))
        elif operator == b"Tr":
            self.state = replace(self.state, mode=int(value))
        elif operator == b"Tz":
            self.state = replace(self.state, width=value)
        elif operator == b"TL":
            self.state = replace(self.state, leading=value)
        elif operator == b"gs" and operands:
            told = entry(self.stretch.resources, "/ExtGState", str(operands[0]))
            opacity = number(told.get("/ca", self.state.opacity)) if told else self.state.opacity
            plain = str(told.get("/BM", "/Normal")) in {"/Normal", "/Compatible"} if told else True
            self.state = replace(self.state, opacity=opacity, plain=plain)
        elif operator in (b"cs", b"CS") and operands:
            space = colour_space(self.stretch.resources, str(operands[0]))
            own = (space, self.state.spaces[1]) if operator == b"cs" else (self.state.spaces[0], space)
            self.state = replace(self.state, spaces=own)
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            self.state = replace(self.state, fill=fill_of(operands, operator, self.state.spaces[0]))
        elif operator in (b"G", b"RG", b"K", b"SC", b"SCN"):
            self.state = replace(self.state, stroke=fill_of(operands, operator.lower(), self.state.spaces[1]))

    def outline(self, operands: Any, operator: bytes) -> None:
        """Draws a path, fills it or clips by it."""
        if operator == b"re" and len(operands) == 4:
            x, y, width, height = (number(item) for item in operands)
            self.path += [moved(x, y, self.state.ctm), moved(x + width, y + height, self.state.ctm),
                          moved(x, y + height, self.state.ctm), moved(x + width, y, self.state.ctm)]  # fmt: skip
        elif operator in (b"W", b"W*"):
            self.clipping = True
        elif operator not in PATH_ENDS:
            numbers = [number(item) for item in operands]
            self.path += [moved(x, y, self.state.ctm) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        else:
            if self.path and operator in FILLS:
                self.cover(self.path, self.state.fill)
            if self.path and self.clipping:
                self.state = replace(self.state, clip=shared(box_of(self.path), self.state.clip))
            self.path, self.clipping = [], False

    def cover(self, points: Sequence[tuple[float, float]], colour: Colour | None) -> None:
        """Covers a part of the page, unless what is drawn can be seen through."""
        if self.state.plain and self.state.opacity > 0.5 and not any(self.off):
            self.painting.ground(shared(box_of(points), self.state.clip), colour)

    def picture(self) -> None:
        """Puts a picture over a part of the page."""
        self.cover([moved(x, y, self.state.ctm) for x, y in ((0, 0), (1, 1), (0, 1), (1, 0))], None)

    def place(self, name: str) -> None:
        """Draws a picture or a form."""
        told = entry(self.stretch.resources, "/XObject", name)
        if not told:
            return
        if told.get("/Subtype") == "/Image":
            if "/SMask" not in told and "/Mask" not in told and told.get("/ImageMask") is None:
                self.picture()
            return
        if told.get("/Subtype") != "/Form" or self.depth >= DEEPEST:
            return
        known = self.painting.stretches.get(id(told))
        form = known or self.painting.parse(told, self.stretch.resources, name)
        matrix = told.get("/Matrix")
        ctm = times(_matrix(matrix), self.state.ctm) if matrix is not None and len(matrix) == 6 else self.state.ctm
        state = replace(self.state, ctm=ctm, clip=_bounded(told.get("/BBox"), ctm, self.state.clip))
        if any(self.off) or self.painting.layers.hides(told.get("/OC")):
            state = replace(state, opacity=0.0)
        draw(self.painting, id(told), form, state, self.depth + 1)

    def show(self, at: int, operands: Any, operator: bytes) -> None:
        """Judges words where they stand."""
        if operator in (b"'", b'"'):
            self.move([], b"T*")
        letters = _letters(operands)
        state = self.state
        drawn = times(self.text, state.ctm)
        length = letters * MEAN_WIDTH * abs(state.size) * state.width / 100
        box = box_of([moved(0, 0, drawn), moved(length, 0.7 * state.size, drawn), moved(0, 0.7 * state.size, drawn)])
        self.text = times((1, 0, 0, 1, length, 0), self.text)
        high = abs(state.size) * max(abs(drawn[3]), abs(drawn[1]), abs(drawn[2]))
        stroked = state.mode in STROKED
        ink, ground = state.stroke if stroked else state.fill, self.painting.colour_below(box)
        visibility = SEEN
        if (
            any(self.off)
            or high < SMALLEST
            or state.width <= NARROWEST
            or apart(box, state.clip)
            or state.opacity <= FAINTEST
        ):
            visibility = GONE
        elif state.mode in UNPAINTED or (ink is not None and ground is not None and too_near(ink, ground)):
            visibility = DOUBTFUL
        self.painting.show(self.stretch, at, box, visibility)


def _letters(operands: Any) -> int:
    """About how many letters an operation shows."""
    shown = operands[-1] if operands else ""
    pieces = shown if isinstance(shown, list) else [shown]
    return sum(len(piece) for piece in pieces if isinstance(piece, str | bytes))


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (number(item) for item in values)
    return a, b, c, d, e, f


def _bounded(told: Any, ctm: Matrix, clip: Box) -> Box:
    """The clip within the box of a form."""
    if told is None or len(told) != 4:
        return clip
    x, y, right, top = (number(item) for item in told)
    corners = [moved(a, b, ctm) for a, b in ((x, y), (right, top), (x, top), (right, y))]
    return shared(box_of(corners), clip)
