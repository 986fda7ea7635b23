"""Colours as style sheets and documents write them."""

from __future__ import annotations

import colorsys
import re

Colour = tuple[int, ...]
"""Red, green and blue from 0 to 255; empty where it is clear as glass."""
HEX = re.compile(r"#([0-9a-f]{3,8})\b")
FUNCTION = re.compile(r"(rgba?|hsla?)\(([^)]*)\)")
NUMBER = re.compile(r"(-?[\d.]+)(%|deg)?")
NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "green": (0, 128, 0), "blue": (0, 0, 255),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "mintcream": (245, 255, 250), "linen": (250, 240, 230),
    "seashell": (255, 245, 238), "honeydew": (240, 255, 240), "aliceblue": (240, 248, 255), "transparent": (),
    "canvas": (255, 255, 255), "navy": (0, 0, 128), "maroon": (128, 0, 0), "lime": (0, 255, 0), "aqua": (0, 255, 255),
    "teal": (0, 128, 128), "olive": (128, 128, 0), "purple": (128, 0, 128), "fuchsia": (255, 0, 255),
    "orange": (255, 165, 0), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "beige": (245, 245, 220),
    "cornsilk": (255, 248, 220), "lightyellow": (255, 255, 224), "oldlace": (253, 245, 230), "gold": (255, 215, 0),
}  # fmt: skip
"""The names of colours that pages have as their ground; words in others are taken to be seen."""
CLEAR = 0.05
NEAR = 24
"""Up to which difference of each part two colours cannot be told apart by most readers."""


def _from_function(kind: str, inside: str) -> Colour | None:
    parts = NUMBER.findall(inside)
    if len(parts) < 3:
        return None
    try:
        values = [float(number) * (0.01 if unit == "%" else 1) for number, unit in parts]
    except ValueError:
        return None
    if len(values) > 3 and values[3] <= CLEAR:
        return ()
    if kind.startswith("hsl"):
        red, green, blue = colorsys.hls_to_rgb(values[0] % 360 / 360, min(values[2], 1), min(values[1], 1))
        return (round(red * 255), round(green * 255), round(blue * 255))
    scaled = [value * 255 if unit == "%" else value for value, (_, unit) in zip(values, parts, strict=True)]
    return tuple(max(0, min(255, round(value))) for value in scaled[:3])


def colour_in(text: str) -> Colour | None:
    """The first colour that a value of a style sheet names; None where it names none that is known."""
    if match := HEX.search(text):
        digits = match[1]
        if len(digits) in {3, 4}:
            digits = "".join(2 * digit for digit in digits)
        if len(digits) == 8 and int(digits[6:], 16) <= CLEAR * 255:
            return ()
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4)) if len(digits) in {6, 8} else None
    if match := FUNCTION.search(text):
        return _from_function(match[1], match[2])
    words = (NAMED[word] for word in re.findall(r"[a-z]+", text) if word in NAMED)
    return next(words, None)


def too_near(one: Colour, other: Colour) -> bool:
    """Whether words in one colour cannot be told from a ground in the other."""
    return len(one) == len(other) == 3 and all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))
