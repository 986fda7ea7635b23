"""Reads the lexicon of hedging words, one YAML file a language."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import get_args

from generator.model.lexicon import CueKind, Lexicon
from generator.read.shipped import shipped_files


def read_lexicon(folder: Path) -> Lexicon:
    """The lexicon in `folder`; raises ValueError where a file of it is broken, for it ships with the program."""
    cues, names = {}, {}
    kinds: tuple[CueKind, ...] = get_args(CueKind)
    for language, value in shipped_files(folder, "the lexicon"):
        alike = value.get("names", {})
        names[language] = MappingProxyType({name: tuple(following) for name, following in alike.items()})
        cues[language] = MappingProxyType({kind: tuple(value.get(kind, ())) for kind in kinds})
    return Lexicon(MappingProxyType(cues), MappingProxyType(names))
