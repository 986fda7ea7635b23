"""Finds the marked fields of authored records: every id they refer to, every date, every copied word, every file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.fields import SEED_PATTERN
from generator.model.places import Loc

Marker = TypeVar("Marker")


def _metadata(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        if not isinstance(argument, str):
            yield from _metadata(argument)


@cache
def _fields(shape: type[BaseModel]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Each field of a record type: its name, the name authors write, and all metadata of its type."""

    def row(name: str, info: FieldInfo) -> tuple[str, str, tuple[Any, ...]]:
        return name, info.alias or name, (*info.metadata, *_metadata(info.annotation))

    return tuple(row(name, info) for name, info in shape.model_fields.items())


def marked(record: BaseModel, marker: type[Marker], loc: Loc = ()) -> Iterator[tuple[Loc, Marker, str]]:
    """Every text of the record whose field carries a marker of the given type: path, marker, text."""
    for name, written_name, metadata in _fields(type(record)):
        value = getattr(record, name)
        found = next((item for item in metadata if isinstance(item, marker)), None)
        for index, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            here = (*loc, written_name) if index is None else (*loc, written_name, index)
            if isinstance(item, BaseModel):
                yield from marked(item, marker, here)
            elif isinstance(item, str) and found is not None:
                yield here, found, item


def named_files(value: Any) -> Iterator[str]:
    """The paths of captured files that a record names."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from named_files(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from named_files(part)
    elif isinstance(value, str) and re.fullmatch(SEED_PATTERN, value):
        yield value
