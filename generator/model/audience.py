"""Who is told which stage of the work begins and how far it is: what passes and the publishing ask of whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Step = Callable[[int, int], None]
"""Takes how many items of a stage are done, and how many there are."""
TOLD_EVERY = 32
"""Items between two calls of a step: often enough for people, too seldom to cost anything."""


class Audience(Protocol):
    """Is told of stages; they may lie within one another."""

    def stage(self, name: str, of: str = "") -> AbstractContextManager[Step]:
        """Open while a stage lasts; `of` says which of several such stages it is. Yields what takes the counts."""


def unheard(done: int, total: int) -> None:
    """The step of a stage that nobody listens to."""


class Nobody:
    """An audience that is not there."""

    def stage(self, name: str, of: str = "") -> AbstractContextManager[Step]:
        """Tells nobody."""
        return nullcontext(unheard)


NOBODY = Nobody()


def counted(items: Sequence[Item], step: Step) -> Iterator[Item]:
    """The items one by one; the step is told of every few dozen, and of the last."""
    for done, item in enumerate(items):
        if done % TOLD_EVERY == 0:
            step(done, len(items))
        yield item
    step(len(items), len(items))
