"""Reads the cue words for drafts, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from generator.model.cues import Cues
from generator.read.site_templates import shaped_files

CUES = TypeAdapter(Cues)


def shaped_cues(value: Any) -> Cues:
    """The cues of a language as its file has them; ValueError where it is not of that shape."""
    return CUES.validate_python(value)


def read_cues(*folders: Path) -> Mapping[str, Cues]:
    """The cues in the folders by language, a later one's files in the place of those before; ValueError where the
    first is broken, for it ships with the program."""
    found = shaped_files(folders, "*.yml", shaped_cues)
    return MappingProxyType({Path(path).stem: versions[-1] for path, versions in found.items()})
