"""Results kept from build to build under what they follow from: what a pass asks of whoever keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Store(Protocol):
    """Keeps results on shelves, as long as builds ask for them; may forget any at any time, and never yields others."""

    def get(self, shelf: str, key: bytes) -> bytes | None:
        """What is kept under a key."""

    def put(self, shelf: str, key: bytes, result: bytes) -> None:
        """Keeps a result in the place of any that was kept under the key."""

    def settle(self, shelf: str) -> None:
        """After a build that went through: lets go of what several builds in a row have not asked for."""


def key_of(*grounds: str) -> bytes:
    """The key of a result that follows from the texts."""
    digest = hashlib.blake2b(digest_size=20)
    for ground in grounds:
        told = ground.encode("utf-8", "surrogatepass")
        digest.update(len(told).to_bytes(8, "big") + told)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where results are kept, and a text that differs whenever the program does that made them."""

    store: Store
    program: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The results of one kind, each of which follows from texts; where there is no keeping each is made."""

    keeping: Keeping | None
    name: str

    def kept_or_made(
        self,
        grounds: tuple[str, ...],
        make: Callable[[], Result],
        told: Callable[[Result], bytes | None],
        read: Callable[[bytes], Result],
    ) -> Result:
        """What is kept for the grounds, read; else what is made, and kept as it is told, if it is to be kept at all."""
        if self.keeping is None:
            return make()
        store, key = self.keeping.store, key_of(self.keeping.program, *grounds)
        kept = store.get(self.name, key)
        if kept is not None:
            return read(kept)
        made = make()
        content = told(made)
        if content is not None:
            store.put(self.name, key, content)
        return made

    def settle(self) -> None:
        """After all of them: lets go of what was kept and not asked for."""
        if self.keeping is not None:
            self.keeping.store.settle(self.name)
