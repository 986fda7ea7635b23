"""Reads the date lexicons, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.date_words import DateWords
from generator.read.shipped import shipped_files


def _classes(value: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Each class as word to value; a plain list has words without values."""
    return MappingProxyType(
        {
            name: MappingProxyType(dict(words) if isinstance(words, dict) else dict.fromkeys(words, ""))
            for name, words in value.items()
        }
    )


def read_date_words(folder: Path) -> Mapping[str, DateWords]:
    """The date lexicons in `folder` by language; raises ValueError where one is broken, for they ship with the
    program."""
    found = {}
    for language, value in shipped_files(folder, "the date lexicon"):
        found[language] = DateWords(
            language=language,
            words=_classes(value["words"]),
            bases=tuple((row[0], row[1], "bare" in row[2:]) for row in value["bases"]),
            parts=tuple((row[0], row[1]) for row in value["parts"]),
            bounds=tuple((row[0], row[1]) for row in value["bounds"]),
            ranges=MappingProxyType({name: tuple(words) for name, words in value["ranges"].items()}),
            tense=MappingProxyType(dict(value["tense"])),
        )
    return MappingProxyType(found)
