"""YAML files read once for all builds: what a file holds and where follows from its text alone."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from pydantic_core import from_json, to_json

from generator.diagnostics import Diagnostic, Span
from generator.model.keeping import Keeping, key_of
from generator.model.spans import Loc
from generator.read.yaml_events import YamlText, read_yaml

SHELF = "yaml"


class KeptYaml:
    """Reads YAML as `read_yaml` does; with `keeping`, a text without findings is read once for all builds."""

    def __init__(self, keeping: Keeping | None = None) -> None:
        self._keeping = keeping

    def read(self, path: str, text: str, lines_before: int = 0) -> tuple[YamlText | None, tuple[Diagnostic, ...]]:
        """Text of a YAML file to located plain values, and findings, as `read_yaml` tells them."""
        if self._keeping is None:
            return read_yaml(path, text, lines_before)
        store, key = self._keeping.store, key_of(self._keeping.program, str(lines_before), text)
        kept = store.get(SHELF, key)
        if kept is not None:
            value, values, keys = from_json(kept)
            return YamlText(value, _spans(path, values), _spans(path, keys)), ()
        found, findings = read_yaml(path, text, lines_before)
        if found is not None and not findings:
            with suppress(ValueError):  # half a character, which no JSON can hold
                store.put(SHELF, key, to_json([found.value, _told(found.values), _told(found.keys)]))
        return found, findings

    def settle(self) -> None:
        """After all files: lets go of what was kept and not asked for."""
        if self._keeping is not None:
            self._keeping.store.settle(SHELF)


def _told(places: Mapping[Loc, Span]) -> list[list[Any]]:
    return [[*loc, span.line, span.column] for loc, span in places.items()]


def _spans(path: str, told: list[list[Any]]) -> MappingProxyType[Loc, Span]:
    return MappingProxyType({tuple(loc): Span(path, line, column) for *loc, line, column in told})
