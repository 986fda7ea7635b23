"""Reads the words of the interface: one folder a language, one YAML file a page or part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.words import Words
from generator.read.site_templates import shaped_files

FALLBACK = "en"
"""The language whose texts stand in for those that another one lacks."""


def _flat(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _flat(f"{prefix}.{key}", part)
    else:
        yield prefix, value


def shaped_words(value: Any) -> Mapping[str, str]:
    """The texts of a file by their keys below it; ValueError where it is no table of texts."""
    if not isinstance(value, dict):
        raise ValueError("it is no table of texts")
    texts = {key: text for name, part in value.items() for key, text in _flat(name, part)}
    if wrong := [key for key, text in texts.items() if not isinstance(text, str)]:
        raise ValueError(f"{wrong[0]} is no text")
    return MappingProxyType(texts)


def read_words(*folders: Path) -> MappingProxyType[str, Words]:
    """The words of every language in the folders, keys being `file.name`.

    A later folder's texts take the place of those before, key by key: it needs only those that differ. A language that
    the first folder does not have shows what it lacks in English. ValueError where the first folder is broken, for it
    ships with the program.
    """
    found: dict[str, dict[str, str]] = {}
    for path, versions in shaped_files(folders, "*/*.yml", shaped_words).items():
        language, page = path.split("/")[0], Path(path).stem
        for texts in versions:
            found.setdefault(language, {}).update({f"{page}.{key}": text for key, text in texts.items()})
    if len(folders) > 1:
        found = {language: {**found[FALLBACK], **texts} for language, texts in found.items()}
    return MappingProxyType({name: Words(name, MappingProxyType(texts)) for name, texts in sorted(found.items())})
