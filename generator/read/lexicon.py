"""Reads the lexicon of hedging words, one YAML file a language."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from generator.model.lexicon import Lexicon
from generator.read.yaml_events import read_yaml


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon in `folder`; raises ValueError where a file of it is broken, for it ships with the program."""
    cues, names = {}, {}
    for file in sorted(folder.glob("*.yml")):
        yaml, findings = read_yaml(file.name, file.read_text("utf-8"))
        if yaml is None or findings or not isinstance(yaml.value, dict):
            raise ValueError(f"the lexicon {file.name} cannot be read")
        written = dict(yaml.value)
        alike = written.pop("names", {})
        names[file.stem] = MappingProxyType({name: tuple(following) for name, following in alike.items()})
        cues[file.stem] = MappingProxyType({kind: tuple(words) for kind, words in written.items()})
    return Lexicon(MappingProxyType(cues), MappingProxyType(names))
