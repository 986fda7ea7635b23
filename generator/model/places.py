"""Where every part of an authored record stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from generator.diagnostics import Span
from generator.model.spans import Loc

RecordType = TypeVar("RecordType")


@dataclass(frozen=True, slots=True)
class Places:
    """The spans of all values and keys of one record, by their path inside the record.

    `seal`, where the reader gives one, is the same only where all of them are, and all that is written in the record.
    """

    values: Mapping[Loc, Span]
    keys: Mapping[Loc, Span]
    seal: str = ""

    def unsealed(self) -> Places:
        """The same places, for a record that is no longer as it is written."""
        return replace(self, seal="") if self.seal else self

    def at(self, *loc: str | int) -> Span:
        """The value at `loc`, or the nearest enclosing one where it is not written."""
        while loc not in self.values:
            loc = loc[:-1]
        return self.values[loc]

    def key(self, *loc: str | int) -> Span:
        """The key at `loc`, or the value there where it has no key of its own (list items)."""
        return self.keys[loc] if loc in self.keys else self.at(*loc)


@dataclass(frozen=True, slots=True)
class Located(Generic[RecordType]):
    """An authored record together with its places."""

    record: RecordType
    places: Places

    def holding(self, record: RecordType) -> Located[RecordType]:
        """The same places with a record that was made of this one; itself where nothing of it has changed."""
        return self if record is self.record else Located(record, self.places.unsealed())
