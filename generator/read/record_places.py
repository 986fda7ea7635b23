"""Where each record of a file stands, and a hash of all that is written in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from generator.diagnostics import Span
from generator.model.places import Places
from generator.model.spans import Loc, SpanPacker
from generator.read.files import InputFile
from generator.read.yaml_events import YamlText


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def _seal(file: InputFile, lines: Sequence[str], start: Span, end: int) -> str:
    """A hash of the lines of a record (given as digests, for many records may share one long line), from its start to
    before the end (counted from 1), and of where they stand."""
    first = start.line
    return _digest("\n".join((file.path, str(first), str(start.column), *lines[first - 1 : max(end - 1, first)])))


def split_places(file: InputFile, text: str, yaml: YamlText, packer: SpanPacker) -> tuple[Places, ...]:
    """The places of each record of a file, a list of them or a single one, in one walk over all of them."""
    lines = [_digest(line) for line in text.split("\n")]
    if not isinstance(yaml.value, list):
        seal = _seal(file, lines, Span(file.path, 1, 1), len(lines) + 1)
        return (Places(packer.packed(file.path, yaml.values), packer.packed(file.path, yaml.keys), seal),)
    count = len(yaml.value)
    values: list[dict[Loc, Span]] = [{} for _ in range(count)]
    keys: list[dict[Loc, Span]] = [{} for _ in range(count)]
    for loc, span in yaml.values.items():
        if loc and isinstance(loc[0], int):
            values[loc[0]][loc[1:]] = span
    for loc, span in yaml.keys.items():
        if isinstance(loc[0], int):
            keys[loc[0]][loc[1:]] = span
    starts = [value[()] for value in values]
    ends = (*(start.line for start in starts[1:]), len(lines) + 1)[: len(starts)]
    seals = (_seal(file, lines, start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(
        Places(packer.packed(file.path, value), packer.packed(file.path, key), seal)
        for value, key, seal in zip(values, keys, seals, strict=True)
    )
