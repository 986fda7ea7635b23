"""The spans of one record by their path inside it, packed: records of one shape share the paths, marks are numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from generator.diagnostics import Span

Loc = tuple[str | int, ...]


class Spans(Mapping[Loc, Span]):
    """The spans of one record in the file at `path`; `marks` are line and column of each of the paths, in order."""

    __slots__ = ("_marks", "_path", "_places")

    def __init__(self, path: str, places: Mapping[Loc, int], marks: array[int]) -> None:
        self._path, self._places, self._marks = path, places, marks

    def __getitem__(self, loc: Loc) -> Span:
        number = 2 * self._places[loc]
        return Span(self._path, self._marks[number], self._marks[number + 1])

    def __contains__(self, loc: object) -> bool:
        return loc in self._places

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class SpanPacker:
    """Packs the spans of records; remembers their shapes."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[Loc, ...], Mapping[Loc, int]] = {}
        self._locs: dict[Loc, Loc] = {}

    def packed(self, path: str, spans: Mapping[Loc, Span]) -> Spans:
        """The spans of one record, all in the file at `path`."""
        shape = tuple(spans)
        places = self._shapes.get(shape)
        if places is None:
            shape = tuple([self._locs.setdefault(loc, loc) for loc in shape])
            places = self._shapes[shape] = {loc: number for number, loc in enumerate(shape)}
        marks = array("I", [mark for span in spans.values() for mark in (span.line, span.column)])
        return Spans(path, places, marks)
