"""Reads the lexicon of hedging words, one YAML file a language."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from generator.model.lexicon import CueKind, Lexicon
from generator.read.site_templates import shaped_files

HEDGES = TypeAdapter(dict[CueKind, tuple[str, ...]])


def shaped_hedges(value: Any) -> MappingProxyType[CueKind, tuple[str, ...]]:
    """The hedging words of a language as its file has them; ValueError where it is not of that shape."""
    return MappingProxyType(HEDGES.validate_python(value))


def read_lexicon(*folders: Path) -> Lexicon:
    """The lexicon in the folders, a later one's files in the place of those before; ValueError where the first is
    broken, for it ships with the program."""
    found = shaped_files(folders, "*.yml", shaped_hedges)
    return Lexicon(MappingProxyType({Path(path).stem: versions[-1] for path, versions in found.items()}))
