"""Reads the lexicon of hedging words, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict

from generator.model.lexicon import CueKind, Lexicon
from generator.read.site_templates import shaped_files


class Hedges(BaseModel):
    """The hedging words of one language, by kind, and the names that look like them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    possible: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    attributed: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]] = {}

    def by_kind(self) -> Mapping[CueKind, tuple[str, ...]]:
        """The words of each kind."""
        return MappingProxyType({"possible": self.possible, "expected": self.expected, "attributed": self.attributed})


def shaped_hedges(value: Any) -> Hedges:
    """The hedging words of a language as its file has them; ValueError where it is not of that shape."""
    return Hedges.model_validate(value)


def read_lexicon(*folders: Path) -> Lexicon:
    """The lexicon in the folders, a later one's files in the place of those before; ValueError where the first is
    broken, for it ships with the program."""
    found = shaped_files(folders, "*.yml", shaped_hedges)
    last = {Path(path).stem: versions[-1] for path, versions in found.items()}
    return Lexicon(
        MappingProxyType({language: hedges.by_kind() for language, hedges in last.items()}),
        MappingProxyType({language: MappingProxyType(hedges.names) for language, hedges in last.items()}),
    )
