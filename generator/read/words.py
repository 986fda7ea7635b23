"""Reads the words of the interface: one folder a language, one YAML file a page or part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.words import Words
from generator.read.shipped import shipped_files


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(f"{prefix}.{key}", part)
    else:
        yield prefix, str(value)


def read_words(folder: Path) -> MappingProxyType[str, Words]:
    """The words of every language in `folder`, keys being `file.name`; raises ValueError where a file is broken,
    for they ship with the program."""
    found = {}
    for language in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts: dict[str, str] = {}
        for name, value in shipped_files(language, f"the words {language.name}:"):
            texts.update(_flat(name, value))
        found[language.name] = Words(language.name, MappingProxyType(texts))
    return MappingProxyType(found)
