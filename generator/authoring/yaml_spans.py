"""Where the YAML of an input file stands in its text, to the character, so that nothing else need be touched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import yaml

from generator.diagnostics import Span

FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
BLOCK_STYLES = frozenset("|>")


@dataclass(frozen=True, slots=True)
class Region:
    """The YAML part of a file: where it begins in the file's text, and how many lines precede it."""

    text: str
    start: int
    lines_before: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar in a file: offsets of its first character and after its last, and how it is written.

    `column` is the column (from 0) of its key, or of itself where it has none; `flow` says that it stands within
    brackets. The end of a block scalar lies after the line break of its last line.
    """

    start: int
    end: int
    value: str
    style: str
    flow: bool
    column: int


def yaml_region(path: str, text: str) -> Region | None:
    """The YAML of a file: all of it, or a brief's front matter; None for a brief without one."""
    if not path.endswith(".md"):
        start = 1 if text.startswith("\ufeff") else 0
        return Region(text[start:], start, 0)
    match = FRONT.match(text)
    return Region(match["yaml"], match.start("yaml"), 1) if match else None


def _scalars(path: str, region: Region) -> Iterator[tuple[Span, Scalar]]:
    keys: list[tuple[bool, bool, int]] = []
    """For each open collection: whether it is a mapping, whether it is in brackets, and its latest key's column."""
    pending = [False]
    for event in yaml.parse(region.text, Loader=yaml.SafeLoader):
        mark: Any = event.start_mark
        after: Any = event.end_mark
        if isinstance(event, yaml.CollectionStartEvent):
            keys.append((isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), mark.column))
            pending.append(True)
        elif isinstance(event, yaml.CollectionEndEvent):
            keys.pop()
            pending.pop()
            pending[-1] = not pending[-1]
        elif isinstance(event, yaml.ScalarEvent):
            mapping, flow, column = keys[-1] if keys else (False, False, mark.column)
            if mapping and pending[-1]:
                column = mark.column
                keys[-1] = (mapping, flow, column)
            pending[-1] = not pending[-1]
            span = Span(path, mark.line + 1 + region.lines_before, mark.column + 1)
            start, end = region.start + mark.index, region.start + after.index
            yield span, Scalar(start, end, str(event.value), event.style or "", flow, column)


@lru_cache(maxsize=8)
def scalars_by_place(path: str, text: str) -> Mapping[Span, Scalar]:
    """Every scalar of a file that can be read, by its place; of two at one place (an empty one) the first."""
    region = yaml_region(path, text)
    found: dict[Span, Scalar] = {}
    try:
        for span, scalar in _scalars(path, region) if region else ():
            found.setdefault(span, scalar)
    except yaml.YAMLError:
        return MappingProxyType({})
    return MappingProxyType(found)
