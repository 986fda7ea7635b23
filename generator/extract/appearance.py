"""How an element of a page looks as far as that can hide its words: what it takes from its parent and what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.extract.colours import Colour, colour_in, too_near

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
USUAL_SIZE = 16.0
SMALLEST = 2.0
"""Pixels: smaller letters cannot be seen."""
FAR = 500.0
"""Pixels beyond which what is moved out to the left or the top is off the page."""
FAINTEST = 0.05
LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d{1,2})?)\s*(px|pt|pc|in|cm|mm|q|em|rem|ex|ch|vw|vh|vmin|vmax|%)?")
PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945,
          "rem": USUAL_SIZE, "vw": 12.8, "vh": 7.2, "vmin": 7.2, "vmax": 12.8}  # fmt: skip
SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "smaller": 13.0}
NOTHING_LEFT = re.compile(
    r"rect\((?:\s*0(?:px)?[\s,]*){4}\)|rect\((?:\s*1px[\s,]*){4}\)|inset\(\s*(?:[5-9]\d|100)%|"
    r"(?:circle|ellipse)\(\s*0|polygon\((?:[\s,]*0(?:px|%)?){2,}\)"
)
FOLDED = re.compile(r"(?:scale(?:3d|x|y)?\(\s*0(?:\.0*)?\s*[,)])|(?:rotate[xy]\(\s*90deg)")
MOVED = re.compile(r"translate(?:3d|x|y)?\(([^)]*)\)")
SEEN_ANYWAY = frozenset({"html", "body"})
"""Elements that scripts show when a page has loaded: what they all hide at first says nothing."""
Declared = Mapping[str, tuple[str, bool]]
"""By property: the value that holds for an element, and whether that is sure."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look here: left out (`gone`), doubtful, and what decides that further down."""

    gone: bool = False
    doubtful: bool = False
    unseen: bool = False
    doubtful_unseen: bool = False
    size: float = USUAL_SIZE
    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    sure_colours: bool = True
    indent: float = 0.0

    @property
    def hidden(self) -> bool:
        """Whether nobody can see words that stand here."""
        return self.gone or self.unseen or self.size < SMALLEST or self.indent <= -FAR

    @property
    def in_doubt(self) -> bool:
        """Whether that is likely but not sure: the same colour as the ground, rules that may not hold."""
        inked = self.ink is not None and self.ground is not None and too_near(self.ink, self.ground)
        return self.doubtful or self.doubtful_unseen or inked


def length(value: str, size: float) -> float | None:
    """A length in pixels (`size` is that of an em); None where it is none."""
    match = LENGTH.fullmatch(value.strip())
    if match is None:
        return None
    number, unit = float(match[1]), match[2] or ""
    if unit in {"em", "%"}:
        return number * size * (0.01 if unit == "%" else 1)
    return number * (size / 2 if unit in {"ex", "ch"} else PIXELS[unit])


def _said(declared: Declared, name: str) -> str:
    return declared[name][0] if name in declared else ""


def _far_out(declared: Declared, size: float) -> bool:
    placed = _said(declared, "position") in {"absolute", "fixed", "relative", "sticky"}
    places = ["margin-left", "margin-top", *(("left", "top") if placed else ())]
    out = any((length(_said(declared, name), size) or 0.0) <= -FAR for name in places)
    beyond = placed and any((length(_said(declared, name), size) or 0.0) >= 4 * FAR for name in ("right", "bottom"))
    moved = any(
        abs(length(part, size) or 0.0) >= FAR
        for found in MOVED.findall(_said(declared, "transform"))
        for part in found.split(",")
    )
    beyond = beyond or (placed and (length(_said(declared, "left"), size) or 0.0) >= 10 * FAR)
    return out or beyond or moved


def _no_room(declared: Declared, size: float) -> bool:
    """Whether an element is cut off at a height or a width of nothing."""
    cut = {_said(declared, name).split(" ")[0] for name in ("overflow", "overflow-x", "overflow-y")}
    if not cut & {"hidden", "clip", "auto", "scroll"}:
        return False
    sides = (length(_said(declared, name), size) for name in ("height", "width", "max-height", "max-width"))
    return any(side is not None and side <= SMALLEST for side in sides)


def _taken_away(declared: Declared, size: float) -> str:
    """The property that takes an element and all in it from the page; empty for none."""
    if _said(declared, "display") == "none":
        return "display"
    opacity = _said(declared, "opacity")
    faint = length(opacity.replace("%", ""), 1.0) if opacity else None
    if faint is not None and faint / (100 if "%" in opacity else 1) <= FAINTEST:
        return "opacity"
    if _said(declared, "content-visibility") == "hidden":
        return "content-visibility"
    for name in ("clip", "clip-path"):
        if NOTHING_LEFT.match(_said(declared, name)):
            return name
    if FOLDED.search(_said(declared, "transform")):
        return "transform"
    if _said(declared, "scale") in {"0", "0 0"} or _said(declared, "zoom") in {"0", "0%"}:
        return "scale" if "scale" in declared else "zoom"
    if "opacity(0" in _said(declared, "filter") and not re.search(r"opacity\(0?\.[1-9]", _said(declared, "filter")):
        return "filter"
    if _far_out(declared, size):
        return next(name for name in ("left", "top", "right", "bottom", "margin-left", "margin-top", "transform")
                    if name in declared)  # fmt: skip
    if _no_room(declared, size):
        return next(name for name in ("overflow", "overflow-x", "overflow-y") if name in declared)
    return ""


def _size(declared: Declared, before: float) -> float:
    value = _said(declared, "font-size")
    if not value and "font" in declared:
        found = re.search(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%)|0)(?:\s|/)", _said(declared, "font"))
        value = found[1] if found else ""
    found_length = SIZES.get(value, length(value, before))
    return before if found_length is None else found_length


def _ground(declared: Declared, before: Colour | None) -> Colour | None:
    for name in ("background-color", "background"):
        value = _said(declared, name)
        if not value:
            continue
        if "url(" in value or "gradient(" in value or "var(" in value:
            return None
        found = colour_in(value)
        if found is not None and len(found) == 3:
            return found
    return before


def looked_at(tag: str, declared: Declared, before: Look) -> Look:
    """How an element looks, by what holds for it and how that looks in which it stands."""
    if not declared:
        return before
    look = replace(before, size=_size(declared, before.size), ground=_ground(declared, before.ground))
    ink = _said(declared, "-webkit-text-fill-color") or _said(declared, "color")
    if ink and ink not in {"inherit", "currentcolor"}:
        found = colour_in(ink)
        clear = found is not None and len(found) == 0
        look = replace(look, ink=found if found else None)
        if clear:
            name = "-webkit-text-fill-color" if "-webkit-text-fill-color" in declared else "color"
            clipped = "gradient" in _said(declared, "background")
            look = replace(look, doubtful=True) if clipped or not declared[name][1] else replace(look, unseen=True)
    visibility = _said(declared, "visibility")
    if visibility in {"hidden", "collapse"} and tag not in SEEN_ANYWAY:
        sure = declared["visibility"][1]
        look = replace(look, unseen=look.unseen or sure, doubtful_unseen=look.doubtful_unseen or not sure)
    elif visibility in {"visible", "initial"}:
        look = replace(look, unseen=False, doubtful_unseen=False)
    if "var(" in visibility + _said(declared, "display") + _said(declared, "opacity"):
        look = replace(look, doubtful=True)
    indent = _said(declared, "text-indent")
    if indent:
        look = replace(look, indent=length(indent.split(" ")[0], look.size) or 0.0)
    away = _taken_away(declared, look.size)
    if away and tag not in SEEN_ANYWAY:
        look = replace(look, gone=True) if declared[away][1] else replace(look, doubtful=True)
    if "font-size" in declared and not declared["font-size"][1] and look.size < SMALLEST <= before.size:
        look = replace(look, size=before.size, doubtful=True)
    return look
