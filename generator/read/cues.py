"""Reads the cue words for drafts, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator.model.cues import Cues
from generator.read.shipped import shipped_files


def read_cues(folder: Path) -> Mapping[str, Cues]:
    """The cues in `folder` by language; raises ValueError where a file is broken, for they ship with the program."""
    found = {}
    for language, value in shipped_files(folder, "the cues"):
        lists = {
            name: MappingProxyType({key: tuple(words) for key, words in value[name].items()})
            for name in ("levels", "roles", "kinds")
        }
        found[language] = Cues(**lists, speech=tuple(value["speech"]))
    return MappingProxyType(found)
