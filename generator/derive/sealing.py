"""A short hash of any part of a corpus, the same in every process for equal parts."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from typing import Any

from pydantic import BaseModel

from generator.model.places import Places


class _Sealer(pickle.Pickler):
    """Writes a value so that only its content counts: no order of sets, no identity, no private state of models."""

    def reducer_override(self, value: Any) -> Any:
        """What is written in a value's place."""
        kind = value.__class__
        way = _way(kind)
        if way is BaseModel:
            return kind, ({name: _ordered(part) for name, part in value.__dict__.items()},)
        if way is Places and value.seal:
            return Places, (value.seal,)
        if way is Mapping:
            return Mapping, (dict(value),)
        if isinstance(way, tuple):
            return kind, tuple([_ordered(getattr(value, name)) for name in way])
        return NotImplemented


@cache
def _way(kind: type) -> type | tuple[str, ...] | None:
    """Which of the kinds that are written in a way of their own a class is of; of other records, their fields."""
    found = next((own for own in (BaseModel, Places, Mapping) if issubclass(kind, own)), None)
    return found or (tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None)


def _ordered(value: Any) -> Any:
    """A set in order; anything else as it is."""
    return (frozenset, sorted(value)) if isinstance(value, frozenset) else value


def sealed(value: Any) -> bytes:
    """A value's hash. What cannot be pickled cannot be sealed; nothing is ever read back from it.

    Sets may stand for themselves and in the fields of records; deeper ones would be told apart by their order.
    """
    written = BytesIO()
    sealer = _Sealer(written, 5)
    sealer.fast = True  # equal parts are written out each time: one object twice and two equal ones are the same
    sealer.dump(_ordered(value))
    return hashlib.blake2b(written.getbuffer(), digest_size=16).digest()
