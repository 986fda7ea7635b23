"""The keys of records in the order of their record type; comments and every other character stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel

from generator.authoring.yaml_spans import BLOCK_STYLES, yaml_region
from generator.authoring.yaml_text import line_break
from generator.read.shapes import fields_at, part_shape
from generator.read.yaml_events import read_yaml


@dataclass(frozen=True, slots=True, order=True)
class _Move:
    """A stretch of the text, and the same characters in another order."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value in a block mapping: blank and comment lines above it, then its own lines."""

    above: str
    own: str


def _applied(text: str, start: int, end: int, moves: Iterable[_Move]) -> str:
    """A stretch of the text after the moves in it."""
    made, position = [], start
    for move in sorted(moves):
        made += [text[position : move.start], move.new]
        position = move.end
    return "".join([*made, text[position:end]])


def _content_end(text: str, node: Any) -> int:
    """The offset after the last character that belongs to a node (a block collection ends with its last part)."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        return max(int(key.end_mark.index), _content_end(text, value))
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _content_end(text, node.value[-1])
    if isinstance(node, yaml.ScalarNode) and node.style in BLOCK_STYLES:
        keeps_blank_lines = "+" in text[start : text.find("\n", start)]
        return end if keeps_blank_lines else start + len(text[start:end].rstrip())
    return end


def _after_line(text: str, at: int) -> int:
    """The offset after the line break that ends the line of the character before `at`."""
    if text[:at].endswith("\n"):
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _after_comments(text: str, at: int, limit: int, column: int) -> int:
    """The offset after the lines indented deeper than the column that follow at once: comments on what stands above."""
    while at < limit:
        line = text[at : _after_line(text, at + 1)]
        if not line.strip() or len(line) - len(line.lstrip(" ")) <= column:
            break
        at += len(line)
    return at


def _ranks(keys: Sequence[str], order: Sequence[str]) -> list[int]:
    """The numbers of the keys in the order of the record type; with an unknown key, which is a fault, as they stand."""
    known = set(keys) <= set(order)
    return sorted(range(len(keys)), key=lambda number: order.index(keys[number]) if known else number)


def _block(text: str, node: Any, shape: type[BaseModel], order: Sequence[str]) -> _Move:
    """A block mapping's lines with its keys in order.

    Lines above a key that are blank or hold a comment no deeper than it go with it. They cannot stand between the
    dash of a list and a first key, so a key that has such lines is not moved there.
    """
    starts = [int(key.start_mark.index) for key, _ in node.value]
    begins = [text.rfind("\n", 0, start) + 1 for start in starts]
    column = starts[0] - begins[0]
    listed = text[begins[0] : starts[0]].strip() != ""
    first = position = starts[0] if listed else begins[0]
    entries = []
    for number, (key, value) in enumerate(node.value):
        limit = begins[number + 1] if number + 1 < len(begins) else len(text)
        end = _after_line(text, max(_content_end(text, value), int(key.end_mark.index)))
        end = _after_comments(text, end, limit, column)
        start = position if number == 0 else begins[number]
        own = _applied(text, start, end, _moves(text, value, part_shape(shape, str(key.value))))
        entries.append(_Entry(text[position:start], own))
        position = end
    ranks = _ranks([str(key.value) for key, _ in node.value], order)
    if listed and entries[ranks[0]].above:
        ranks = sorted(ranks)
    return _Move(first, position, _joined(entries, ranks, column if listed else 0, line_break(text)))


def _joined(entries: Sequence[_Entry], ranks: Sequence[int], dash: int, line_break: str) -> str:
    """The entries in the given order; the first one stands after a dash that is `dash` characters wide."""
    if list(ranks) == sorted(ranks):
        return "".join(entry.above + entry.own for entry in entries)
    made = []
    for place, number in enumerate(ranks):
        entry = entries[number]
        own = entry.own if entry.own.endswith("\n") else entry.own + line_break
        if place == 0:
            own = own[dash:] if number else own
        elif number == 0:
            own = " " * dash + own
        made.append(entry.above + own)
    joined = "".join(made)
    return joined if entries[-1].own.endswith("\n") else joined.removesuffix(line_break)


def _flow(text: str, node: Any, shape: type[BaseModel], order: Sequence[str]) -> _Move:
    """A mapping in brackets with its keys in order; as it is where a comment or an empty value is in the way."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    parts, between, position, able = [], [], start, True
    for key, value in node.value:
        first, last = int(key.start_mark.index), int(value.end_mark.index)
        between.append(text[position:first])
        parts.append(_applied(text, first, last, _moves(text, value, part_shape(shape, str(key.value)))))
        able = able and value.start_mark.index < value.end_mark.index and "#" not in between[-1]
        position = last
    ranks = _ranks([str(key.value) for key, _ in node.value], order)
    made = [gap + parts[number] for gap, number in zip(between, ranks if able else sorted(ranks), strict=True)]
    return _Move(start, end, "".join(made) + text[position:end])


def _moves(text: str, node: Any, shape: type[BaseModel] | None) -> list[_Move]:
    """What has to change places inside a node, so that the keys of all records in it are in order."""
    if isinstance(node, yaml.SequenceNode):
        return [move for item in node.value for move in _moves(text, item, shape)]
    if not isinstance(node, yaml.MappingNode) or shape is None or not node.value:
        return []
    order = tuple(fields_at(shape, ()))
    return [(_flow if node.flow_style else _block)(text, node, shape, order)]


def in_key_order(path: str, text: str, shape: type[BaseModel]) -> str:
    """A file of records with their keys in the order of the record type.

    Only whole lines, or whole entries within brackets, change places. What the text says stays the same: where
    that cannot be shown, the text is given back as it was.
    """
    region = yaml_region(path, text)
    if region is None:
        return text
    before, faults = read_yaml(path, region.text)
    if before is None or faults:
        return text
    node = yaml.compose(region.text, Loader=yaml.SafeLoader)
    made = _applied(region.text, 0, len(region.text), _moves(region.text, node, shape))
    after, faults = read_yaml(path, made)
    if after is None or faults or after.value != before.value or sorted(made) != sorted(region.text):
        return text
    return text[: region.start] + made + text[region.start + len(region.text) :]
