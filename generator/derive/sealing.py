"""A short hash of any part of a corpus, the same in every process for equal parts."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from pydantic import BaseModel

from generator.model.places import Places


class _Sealer(pickle.Pickler):
    """Writes a value so that only its content counts: no order of sets, no identity, no private state of models."""

    def reducer_override(self, value: Any) -> Any:
        """What is written in a value's place."""
        way = _way(value.__class__)
        if way is BaseModel:
            return value.__class__, (value.__dict__,)
        if way is Places and value.seal:
            return Places, (value.seal,)
        if way is frozenset:
            return frozenset, (sorted(value),)
        if way is Mapping:
            return Mapping, (dict(value),)
        return NotImplemented


@cache
def _way(kind: type) -> type | None:
    """Which of the kinds that are written in a way of their own a class is of."""
    return next((own for own in (BaseModel, Places, frozenset, Mapping) if issubclass(kind, own)), None)


def sealed(value: Any) -> bytes:
    """A value's hash. What cannot be pickled cannot be sealed; nothing is ever read back from it."""
    written = BytesIO()
    sealer = _Sealer(written, 5)
    sealer.fast = True  # equal parts are written out each time: one object twice and two equal ones are the same
    sealer.dump(value)
    return hashlib.blake2b(written.getbuffer(), digest_size=16).digest()
