"""Shapes, frames and rows of a DOCX file in which words cannot be seen: hidden ones, and those off the page."""

from __future__ import annotations

from typing import Any

from generator.extract.appearance import Look, looked_at
from generator.extract.style_rules import declarations
from generator.extract.word_looks import OFF, W, is_on

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
POINT = 12_700
"""English metric units, in which drawings are measured."""
INCH = 72 * POINT
FARTHEST = 40
"""Inches from what it is anchored to: Word has no larger pages than 22."""
LEAST = 2
"""Points: a box that is smaller in one direction shows no line of words."""
TWENTIETHS = 1440
"""Twentieths of a point to an inch."""


def _number(text: str | None) -> int:
    try:
        return int(float(text or "0"))
    except (ValueError, OverflowError):
        return 0


def _drawing_unseen(node: Any) -> bool:
    told = node.find(f"{WP}docPr")
    if told is not None and told.get("hidden", "0").lower() not in OFF:
        return True
    extent = node.find(f"{WP}extent")
    if extent is not None and min(_number(extent.get("cx")), _number(extent.get("cy"))) <= LEAST * POINT:
        return True
    offsets = [_number(item.text) for item in node.iter(f"{WP}posOffset")]
    size = [_number(extent.get(name)) for name in ("cx", "cy")] if extent is not None else [0, 0]
    return any(
        offset >= FARTHEST * INCH or offset + side <= -8 * INCH
        for offset, side in zip(offsets, size, strict=False)
    )  # fmt: skip


def _frame_unseen(node: Any) -> bool:
    frame = node.find(f"{W}pPr/{W}framePr")
    if frame is None:
        return False
    return any(abs(_number(frame.get(f"{W}{name}"))) >= 20 * TWENTIETHS for name in ("x", "y"))


def off_the_page(node: Any) -> bool:
    """Whether an element of a document is a drawing, a shape or a frame in which nothing can be seen."""
    if node.tag in {f"{WP}anchor", f"{WP}inline"}:
        return _drawing_unseen(node)
    if node.tag == f"{W}p":
        return _frame_unseen(node)
    if isinstance(node.tag, str) and node.tag.startswith(VML):
        style = {name: (value, True) for name, value, _ in declarations(node.get("style", ""))}
        return looked_at("shape", style, Look()).hidden
    return False


def hidden_row(row: Any) -> bool:
    """Whether a row of a table is marked as hidden."""
    return bool(is_on(row.find(f"{W}trPr/{W}hidden")))
