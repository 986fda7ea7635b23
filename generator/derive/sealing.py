"""A short hash of any part of a corpus, the same in every process for equal parts."""

from __future__ import annotations

import hashlib
import marshal
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from generator.model.corpus import Claim, Source
from generator.model.places import Located, Places

PLAIN, PLAIN_FORM = b"plain", 0


class _Sealer(pickle.Pickler):
    """Writes a value so that only its content counts: no order of sets, no identity, no private state of models.

    Of a record that the reader has sealed, the seal stands for all that is written in it, and for what follows from
    that alone.
    """

    def reducer_override(self, value: Any) -> Any:
        """What is written in a value's place."""
        kind = value.__class__
        told = FOLLOWING[kind](value) if kind in FOLLOWING else ()
        if told:
            return kind, told
        way = _way(kind)
        if way is BaseModel:
            return kind, ({name: _ordered(part) for name, part in value.__dict__.items()},)
        if way is Mapping:
            return Mapping, (dict(value),)
        if isinstance(way, tuple):
            return kind, tuple([_ordered(getattr(value, name)) for name in way])
        return NotImplemented


def _claim(claim: Claim) -> tuple[Any, ...]:
    passages, known = [item.passages for item in claim.appearances], [item.known for item in claim.evidence]
    return (claim.places.seal, claim.asserted, passages, known) if claim.places.seal else ()


def _source(source: Source) -> tuple[Any, ...]:
    return tuple([getattr(source, name) for name in BESIDE]) if source.places.seal else ()


BESIDE = tuple(field.name for field in fields(Source) if field.name != "written")
FOLLOWING: Mapping[type, Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {
        Claim: _claim,
        Source: _source,
        Located: lambda located: (located.places.seal,) if located.places.seal else (),
        Places: lambda places: (places.seal,) if places.seal else (),
    }
)
"""What of a record that the reader has sealed does not follow from the seal, with the seal; nothing without one."""


@cache
def _way(kind: type) -> type | tuple[str, ...] | None:
    """Which of the kinds that are written in a way of their own a class is of; of other records, their fields."""
    found = next((own for own in (BaseModel, Mapping) if issubclass(kind, own)), None)
    return found or (tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None)


def _ordered(value: Any) -> Any:
    """A set in order; anything else as it is."""
    return (frozenset, sorted(value)) if isinstance(value, frozenset) else value


def sealed(value: Any) -> bytes:
    """A value's hash. What cannot be pickled cannot be sealed; nothing is ever read back from it.

    Sets may stand for themselves and in the fields of records; deeper ones would be told apart by their order. Plain
    values are written by `marshal` in its first form, which knows no identities, and is many times as fast.
    """
    with suppress(ValueError):
        return hashlib.blake2b(marshal.dumps(_ordered(value), PLAIN_FORM), digest_size=16, key=PLAIN).digest()
    written = BytesIO()
    sealer = _Sealer(written, 5)
    sealer.fast = True  # equal parts are written out each time: one object twice and two equal ones are the same
    sealer.dump(_ordered(value))
    return hashlib.blake2b(written.getbuffer(), digest_size=16).digest()
