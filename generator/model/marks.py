"""Finds the marked fields of authored records: every id they refer to, every date, every copied word, every file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.fields import SEED_PATTERN
from generator.model.spans import Loc

Marker = TypeVar("Marker")


def _metadata(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        if not isinstance(argument, str):
            yield from _metadata(argument)


def _shapes(annotation: Any) -> Iterator[type[BaseModel]]:
    """The types of record that may stand in a field."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _shapes(argument)


@cache
def written_names(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a type of record, each with its name as authors write it."""
    return tuple((name, info.alias or name) for name, info in kind.model_fields.items())


@cache
def _fields(shape: type[BaseModel], marker: Any) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a record type that carry a marker of the type, or hold records that do: the name, the name that
    authors write, and the marker, if it is the field's own."""

    def found(info: FieldInfo) -> Any:
        metadata = (*info.metadata, *_metadata(info.annotation))
        return next((item for item in metadata if isinstance(item, marker)), None)

    rows = ((name, info, found(info)) for name, info in shape.model_fields.items())
    return tuple(
        (name, info.alias or name, own)
        for name, info, own in rows
        if own is not None or any(_fields(inner, marker) for inner in _shapes(info.annotation) if inner is not shape)
    )


def marked(record: BaseModel, marker: type[Marker], loc: Loc = ()) -> Iterator[tuple[Loc, Marker, str]]:
    """Every text of the record whose field carries a marker of the given type: path, marker, text."""
    for name, written_name, found in _fields(type(record), cast(Any, marker)):
        value = getattr(record, name)
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
