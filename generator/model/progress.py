"""What passes and the publishing tell of the work: which stage begins, and how many of its items are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Step = Callable[[int, int], None]
"""Takes how many items of a stage are done, and how many there are."""


class Progress(Protocol):
    """Is told of stages; they may lie within one another."""

    def stage(self, name: str, of: str = "") -> AbstractContextManager[Step]:
        """Open while a stage lasts; `of` says which of several such stages it is. Yields what takes the counts."""


def unheard(done: int, total: int) -> None:
    """The step of a stage that nobody listens to."""


class NoProgress:
    """Progress that nobody listens to."""

    def stage(self, name: str, of: str = "") -> AbstractContextManager[Step]:
        """Tells nobody."""
        return nullcontext(unheard)


NO_PROGRESS = NoProgress()


def counted(items: Sequence[Item], step: Step) -> Iterator[Item]:
    """The items one by one; the step is told before each, and after the last."""
    for done, item in enumerate(items):
        step(done, len(items))
        yield item
    step(len(items), len(items))
