"""Reads the date lexicons, one YAML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.date_words import DateWords
from generator.read.site_templates import shaped_files


def _classes(value: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """Each class as word to value; a plain list has words without values."""
    return MappingProxyType(
        {
            name: MappingProxyType(dict(words) if isinstance(words, dict) else dict.fromkeys(words, ""))
            for name, words in value.items()
        }
    )


def shaped_date_words(value: Any) -> DateWords:
    """A date lexicon as its file has it; ValueError where it is not of that shape."""
    try:
        return DateWords(
            language="",
            words=_classes(value["words"]),
            bases=tuple((row[0], row[1], "bare" in row[2:]) for row in value["bases"]),
            parts=tuple((row[0], row[1]) for row in value["parts"]),
            bounds=tuple((row[0], row[1]) for row in value["bounds"]),
            ranges=MappingProxyType({name: tuple(words) for name, words in value["ranges"].items()}),
            tense=MappingProxyType(dict(value["tense"])),
        )
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not laid out as a date lexicon: {error}") from error


def read_date_words(*folders: Path) -> Mapping[str, DateWords]:
    """The date lexicons in the folders by language, a later one's files in the place of those before; ValueError where
    the first is broken, for it ships with the program."""
    found = shaped_files(folders, "*.yml", shaped_date_words)
    return MappingProxyType(
        {Path(path).stem: replace(versions[-1], language=Path(path).stem) for path, versions in found.items()}
    )
