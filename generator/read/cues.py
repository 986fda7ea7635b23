"""Reads the cue words for drafts, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator.model.cues import Cues
from generator.read.yaml_events import read_yaml


def read_cues(folder: Path) -> Mapping[str, Cues]:
    """The cues in `folder` by language; raises ValueError where a file is broken, for they ship with the program."""
    found = {}
    for file in sorted(folder.glob("*.yml")):
        yaml, findings = read_yaml(file.name, file.read_text("utf-8"))
        if yaml is None or findings or not isinstance(yaml.value, dict):
            raise ValueError(f"the cues {file.name} cannot be read")
        lists = {
            name: MappingProxyType({key: tuple(words) for key, words in yaml.value[name].items()})
            for name in ("levels", "roles", "kinds")
        }
        found[file.stem] = Cues(**lists, speech=tuple(yaml.value["speech"]))
    return MappingProxyType(found)
