"""Reads the lexicon of words by which the rules read a language, one YAML file a language."""

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
CUES = TypeAdapter(dict[CueKind, tuple[str, ...]])
ALIKE = TypeAdapter(dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class LexiconFile:
    """The words of one language, by kind, and the names that look like them."""

    words: Mapping[CueKind, tuple[str, ...]]
    names: Names


def shaped_lexicon(value: Any) -> LexiconFile:
    """The words of a language as its file has them; ValueError where it is not of that shape."""
    words, names = value, {}
    if isinstance(value, dict):
        words, names = {key: part for key, part in value.items() if key != NAMES}, value.get(NAMES, {})
    return LexiconFile(MappingProxyType(CUES.validate_python(words)), MappingProxyType(ALIKE.validate_python(names)))


def read_lexicon(*folders: Path) -> Lexicon:
    """The lexicon in the folders; ValueError where the first is broken, for it ships with the program.

    A later file of a language stands in the place of those before, but for the kinds of words that it does not list:
    they are as in the file before it.
    """
    cues: dict[str, Mapping[CueKind, tuple[str, ...]]] = {}
    names: dict[str, Names] = {}
    for path, versions in shaped_files(folders, "*.yml", shaped_lexicon).items():
        language = Path(path).stem
        cues[language] = MappingProxyType({kind: words for item in versions for kind, words in item.words.items()})
        names[language] = versions[-1].names
    return Lexicon(MappingProxyType(cues), MappingProxyType(names))
