"""Reads the lexicon of hedging words, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from generator.model.lexicon import CueKind, Lexicon, Names
from generator.read.site_templates import shaped_files

NAMES = "names"
HEDGES = TypeAdapter(dict[CueKind, tuple[str, ...]])
ALIKE = TypeAdapter(dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Hedges:
    """The hedging words of one language, by kind, and the names that look like them."""

    words: Mapping[CueKind, tuple[str, ...]]
    names: Names


def shaped_hedges(value: Any) -> Hedges:
    """The hedging words of a language as its file has them; ValueError where it is not of that shape."""
    words, names = value, {}
    if isinstance(value, dict):
        words, names = {key: part for key, part in value.items() if key != NAMES}, value.get(NAMES, {})
    return Hedges(MappingProxyType(HEDGES.validate_python(words)), MappingProxyType(ALIKE.validate_python(names)))


def read_lexicon(*folders: Path) -> Lexicon:
    """The lexicon in the folders, a later one's files in the place of those before; ValueError where the first is
    broken, for it ships with the program."""
    found = shaped_files(folders, "*.yml", shaped_hedges)
    last = {Path(path).stem: versions[-1] for path, versions in found.items()}
    return Lexicon(
        MappingProxyType({language: hedges.words for language, hedges in last.items()}),
        MappingProxyType({language: hedges.names for language, hedges in last.items()}),
    )
