"""What the drawing of a PDF refers to: colours, and layers that a reader has on or off (ISO 32000-1, 8.6 and 8.11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.extract.colours import Colour

DEVICES = frozenset({"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB"})


def number(value: Any) -> float:
    """A number of the file; 0 where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        return 0.0


def plain(value: Any) -> Any:
    """What a reference leads to."""
    return value.get_object() if hasattr(value, "get_object") else value


def _named(resources: Any, kind: str, name: str) -> Any:
    """Whatever is named so among the resources of a kind."""
    found = plain(resources)
    named = plain(found.get(kind)) if isinstance(found, dict) else None
    return plain(named.get(name)) if isinstance(named, dict) else None


def entry(resources: Any, kind: str, name: str) -> Any:
    """A named resource; None where there is none."""
    told = _named(resources, kind, name)
    return told if isinstance(told, dict) else None


def colour_space(resources: Any, name: str) -> str:
    """The kind of a colour space, as far as its numbers tell a colour; empty where they do not."""
    if name in DEVICES:
        return name
    told = _named(resources, "/ColorSpace", name)
    if isinstance(told, str):
        return told if told in DEVICES else ""
    if not isinstance(told, list) or not told:
        return ""
    if str(told[0]) == "/ICCBased" and len(told) > 1:
        profile = plain(told[1])
        count = profile.get("/N") if isinstance(profile, dict) else None
        return {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(int(number(count)), "")
    return str(told[0]) if str(told[0]) in DEVICES else ""


def fill_of(operands: Sequence[Any], operator: bytes, space: str) -> Colour | None:
    """The colour that an operation sets; None where its numbers do not tell it."""
    kind = {b"g": "/DeviceGray", b"rg": "/DeviceRGB", b"k": "/DeviceCMYK"}.get(operator, space)
    values = [max(0.0, min(1.0, number(item))) for item in operands]
    if kind.endswith("Gray") and len(values) == 1:
        return (round(values[0] * 255),) * 3
    if kind.endswith("RGB") and len(values) == 3:
        return tuple(round(value * 255) for value in values)
    if kind == "/DeviceCMYK" and len(values) == 4:
        return tuple(round(255 * (1 - min(1.0, value + values[3]))) for value in values[:3])
    return None


def _same(one: Any, others: Any) -> bool:
    found = plain(others)
    return isinstance(found, list) and any(plain(item) is plain(one) for item in found)


class Layers:
    """The layers of a file as readers first show them."""

    def __init__(self, root: Any) -> None:
        told = plain(root.get("/OCProperties")) if isinstance(root, dict) else None
        self.usual = plain(told.get("/D")) if isinstance(told, dict) else None

    def hides(self, layer: Any) -> bool:
        """Whether a layer, or a rule over layers, is off."""
        found = plain(layer)
        if not isinstance(found, dict):
            return False
        if found.get("/Type") == "/OCMD":
            groups = plain(found.get("/OCGs"))
            each = [self.hides(item) for item in (groups if isinstance(groups, list) else [groups])]
            policy = str(found.get("/P", "/AnyOn"))
            if not each:
                return False
            shown = {"/AllOn": not any(each), "/AnyOff": any(each), "/AllOff": all(each)}
            return not shown.get(policy, not all(each))
        if not isinstance(self.usual, dict):
            return False
        if self.usual.get("/BaseState") == "/OFF":
            return not _same(layer, self.usual.get("/ON"))
        return _same(layer, self.usual.get("/OFF"))

    def off(self, operands: Sequence[Any], resources: Any) -> bool:
        """Whether a marked stretch of the drawing is of a layer that is off."""
        if len(operands) < 2 or str(operands[0]) != "/OC":
            return False
        told = operands[1]
        return self.hides(entry(resources, "/Properties", str(told)) if isinstance(told, str) else told)
