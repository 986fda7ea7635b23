"""Fixes to changes of text: only the characters that mend the finding are touched."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.authoring.yaml_spans import BLOCK_STYLES, Scalar, scalars_by_place
from generator.authoring.yaml_text import line_break, scalar_text
from generator.diagnostics import Fix

WIDEST = 120


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A change of one file: the characters from `start` to before `end` become `new`."""

    path: str
    start: int
    end: int
    new: str


def _folded(text: str, scalar: Scalar, value: str) -> str | None:
    """A block scalar with another value, in its own header and indentation; None where folding would change it."""
    header, _, body = text[scalar.start : scalar.end].partition("\n")
    first = next((line for line in body.split("\n") if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    if not indent or not header.startswith(">"):
        return None
    lines = textwrap.wrap(value, WIDEST - len(indent), break_long_words=False, break_on_hyphens=False)
    if " ".join(lines) != value:
        return None
    mark = line_break(text)
    return header.rstrip("\r") + mark + "".join(f"{indent}{line}{mark}" for line in lines)


def _rewritten(text: str, scalar: Scalar, value: str) -> tuple[int, int, str]:
    """The stretch to replace and its new text, so that the scalar has another value."""
    if scalar.style not in BLOCK_STYLES:
        return scalar.start, scalar.end, scalar_text(value, scalar.style, scalar.flow)
    folded = _folded(text, scalar, value)
    if folded is not None:
        return scalar.start, _end_of_block(text, scalar), folded
    return scalar.start, _end_of_block(text, scalar), scalar_text(value) + line_break(text)


def _end_of_block(text: str, scalar: Scalar) -> int:
    """The end of a block scalar's last line that holds words, line break included."""
    words = text[scalar.start : scalar.end].rstrip()
    at = text.find("\n", scalar.start + len(words))
    return scalar.end if at < 0 else at + 1


def _added(text: str, scalar: Scalar, field: str, value: str) -> tuple[int, int, str]:
    """Where a field goes in beside a value, and its text."""
    if scalar.flow:
        return scalar.end, scalar.end, f", {field}: {scalar_text(value, flow=True)}"
    line = f"{' ' * scalar.column}{field}: {scalar_text(value)}"
    mark = line_break(text)
    if scalar.style in BLOCK_STYLES:
        at = _end_of_block(text, scalar)
        return at, at, f"{line}{mark}" if text[:at].endswith("\n") else f"{mark}{line}"
    at = text.find("\n", scalar.end)
    return (len(text), len(text), f"{mark}{line}") if at < 0 else (at + 1, at + 1, f"{line}{mark}")


def _line_start(text: str, line: int) -> int:
    """The offset at which a line begins, counted from 1."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
    return at


def edits_of(fix: Fix, texts: Mapping[str, str]) -> tuple[Edit, ...] | None:
    """The changes that carry out a fix, or None where a place cannot be found any more.

    `texts` holds the files by path, as they stand, line breaks and all.
    """
    found = []
    for span in fix.places:
        text = texts.get(span.path)
        if text is None:
            return None
        scalar = scalars_by_place(span.path, text).get(span)
        if scalar is not None and fix.field:
            found.append(Edit(span.path, *_added(text, scalar, fix.field, fix.new)))
        elif scalar is not None and (not fix.old or scalar.value == fix.old):
            found.append(Edit(span.path, *_rewritten(text, scalar, fix.new)))
        elif fix.old:
            start = _line_start(text, span.line)
            end = text.find("\n", start)
            at = text.find(fix.old, start + span.column - 1, end if end >= 0 else None)
            if at < 0:
                return None
            found.append(Edit(span.path, at, at + len(fix.old), fix.new))
        else:
            return None
    return tuple(sorted(set(found)))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after its edits; of two that overlap only the first is made."""
    made, position = [], 0
    for edit in sorted(edits):
        if edit.start >= position:
            made += [text[position : edit.start], edit.new]
            position = edit.end
    return "".join([*made, text[position:]])


def shown_change(path: str, before: str, after: str) -> str:
    """The lines that change, as a small unified diff."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, n=0, lineterm="")
    return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))
