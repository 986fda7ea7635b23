"""YAML files read once for all builds: what a file holds and where follows from its text alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from pydantic_core import from_json, to_json

from generator.diagnostics import Diagnostic, Span
from generator.model.keeping import Keeping, Shelf
from generator.model.spans import Loc
from generator.read.yaml_events import YamlText, read_yaml

SHELF = "yaml"
Reading = tuple[YamlText | None, tuple[Diagnostic, ...]]


class KeptYaml:
    """Reads YAML as `read_yaml` does; with `keeping`, a text without findings is read once for all builds."""

    def __init__(self, keeping: Keeping | None = None) -> None:
        self._shelf = Shelf(keeping, SHELF)

    def read(self, path: str, text: str, lines_before: int = 0) -> Reading:
        """Text of a YAML file to located plain values, and findings, as `read_yaml` tells them."""
        return self._shelf.kept_or_made(
            (str(lines_before), text),
            lambda: read_yaml(path, text, lines_before),
            _as_bytes,
            lambda kept: _from_bytes(path, kept),
        )

    def settle(self) -> None:
        """After all files: lets go of what was kept and not asked for."""
        self._shelf.settle()


def _as_bytes(reading: Reading) -> bytes | None:
    found, findings = reading
    if found is not None and not findings:
        with suppress(ValueError):  # half a character, which no JSON can hold
            return to_json([found.value, _told(found.values), _told(found.keys)])
    return None


def _from_bytes(path: str, kept: bytes) -> Reading:
    value, values, keys = from_json(kept)
    return YamlText(value, _spans(path, values), _spans(path, keys)), ()


def _told(places: Mapping[Loc, Span]) -> list[list[Any]]:
    return [[*loc, span.line, span.column] for loc, span in places.items()]


def _spans(path: str, told: list[list[Any]]) -> MappingProxyType[Loc, Span]:
    return MappingProxyType({tuple(loc): Span(path, line, column) for *loc, line, column in told})
