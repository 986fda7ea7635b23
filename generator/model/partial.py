"""Record types of which any field may be missing: what unfinished records are read as."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin

from pydantic import BaseModel, Field, create_model

from generator.model.fields import Record


def _partial(annotation: Any) -> Any:
    """A type with the partial form of every record type in it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return partial(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return tuple[tuple(_partial(argument) for argument in arguments)]  # type: ignore[misc]
    records = [item for item in arguments if isinstance(item, type) and issubclass(item, BaseModel)]
    return partial(records[0]) | None if records else annotation


@cache
def partial(shape: type[BaseModel]) -> type[BaseModel]:
    """The record type whose fields may all be missing, at any depth: then they are None, or empty if they hold a list.

    What is there must be as in the whole record, and keeps its markers.
    """
    fields: dict[str, Any] = {}
    for name, info in shape.model_fields.items():
        loose = _partial(info.annotation)
        marked: Any = Annotated[loose, *info.metadata] if info.metadata else loose
        missing = () if get_origin(info.annotation) is tuple else None
        fields[name] = (marked | None, Field(missing if info.is_required() else info.default, alias=info.alias))
    return cast("type[BaseModel]", create_model(f"Partial{shape.__name__}", __base__=Record, **fields))
