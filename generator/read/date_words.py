"""Reads the date lexicons, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.date_words import DateWords
from generator.read.yaml_events import read_yaml


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
    for file in sorted(folder.glob("*.yml")):
        yaml, findings = read_yaml(file.name, file.read_text("utf-8"))
        if yaml is None or findings or not isinstance(yaml.value, dict):
            raise ValueError(f"the date lexicon {file.name} cannot be read")
        value = yaml.value
        found[file.stem] = DateWords(
            language=file.stem,
            words=_classes(value["words"]),
            bases=tuple((row[0], row[1], "bare" in row[2:]) for row in value["bases"]),
            parts=tuple((row[0], row[1]) for row in value["parts"]),
            bounds=tuple((row[0], row[1]) for row in value["bounds"]),
            ranges=MappingProxyType({name: tuple(words) for name, words in value["ranges"].items()}),
            tense=MappingProxyType(dict(value["tense"])),
        )
    return MappingProxyType(found)
