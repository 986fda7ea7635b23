"""The stages of a command: each is told to the user and measured, and a table shows where the time went."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click

from generator.model.audience import Step, unheard
from generator.process_cost import Clock, Memory, process_clock
from generator.progress_line import CLEAR, line_of, on_terminal, steadied, terminal_width, time_left

REDRAWN_EVERY = 0.1
"""Seconds between two drawings of a line."""
OUTSIDE = "outside any stage, such as the start of Python"
REST = "the rest"
MB = 1_000_000

Place = tuple[str, ...]
"""The names of a stage and of those that it lies in, outermost first."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of the processor."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        """The time of both."""
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: Spent) -> Spent:
        """What is left of a time when another is taken out of it."""
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


class _Line:
    """The line of one stage on a terminal."""

    def __init__(self, clock: Clock, words: str) -> None:
        self._clock, self._words = clock, words
        self._began = self._looked = clock.wall()
        self._drawn, self._left, self._counts = -math.inf, None, (0, 0)

    _left: float | None

    def draw(self) -> None:
        """Puts the line in the place of what stands there."""
        line = line_of(self._words, *self._counts, self._looked - self._began, self._left, terminal_width())
        click.echo(CLEAR + line, err=True, nl=False)

    def step(self, done: int, total: int) -> None:
        """Draws the line again, not more often than can be read."""
        now = self._clock.wall()
        if now - self._drawn < REDRAWN_EVERY and done < total:
            return
        self._left = steadied(self._left, now - self._looked, time_left(done, total, now - self._began))
        self._looked = self._drawn = now
        self._counts = done, total
        self.draw()


class Stages:
    """What a command does, stage by stage. On a terminal one line tells it; in a pipe each outermost stage is a line."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or process_clock()
        self.spent: dict[Place, Spent] = {}
        self._open: Place = ()
        self._lines: list[_Line] = []

    @contextmanager
    def stage(self, name: str, of: str = "") -> Iterator[Step]:
        """Tells of a stage and measures it, also where it fails; those of the same name are summed up.

        Yields what takes the counts: how many items are done, and how many there are.
        """
        outer, path = self._open, (*self._open, name)
        self.spent.setdefault(path, Spent())
        step = self._tell(f"{name} ({of})" if of else name)
        began = self._now()
        self._open = path
        try:
            yield step
        finally:
            self._open = outer
            self.spent[path] += self._now() - began
            self._told()

    def _now(self) -> Spent:
        return Spent(self.clock.wall(), self.clock.cpu())

    def _tell(self, words: str) -> Step:
        if on_terminal():
            self._lines.append(_Line(self.clock, words))
            self._lines[-1].draw()
            return self._lines[-1].step
        if not self._open:
            click.echo(words, err=True)
        return unheard

    def _told(self) -> None:
        """After a stage: shows again the one that it lies in, or an empty line."""
        if self._lines:
            self._lines.pop()
            if self._lines:
                self._lines[-1].draw()
            else:
                click.echo(CLEAR, err=True, nl=False)

    def table(self, memory: Memory) -> str:
        """Where the time went since the process began, as text for people; stages must be closed."""
        return profile_table(self.spent, self._now(), memory)


def profile_table(spent: Mapping[Place, Spent], whole: Spent, memory: Memory) -> str:
    """Stages in their order, those within others below them, what lies outside, the sum, and the peak memory.

    In: the time of each stage and of the whole process, in seconds. The share is that of the time on the clock.
    """
    within = sum((cost for path, cost in spent.items() if len(path) == 1), Spent())
    rows = [*_rows(spent, ()), (OUTSIDE, whole - within), ("all", whole)]
    width = max(len(name) for name, _ in rows)
    lines = [f"{'where the time went':{width}}   wall s    CPU s   share"]
    for name, cost in rows:
        share = cost.wall / whole.wall if whole.wall > 0 else 0.0
        lines.append(f"{name:{width}} {cost.wall:8.2f} {cost.cpu:8.2f} {share:7.0%}")
    if memory.own:
        child = f", {memory.largest_child / MB:.0f} MB by its largest child" if memory.largest_child else ""
        lines.append(f"memory at the peak: {memory.own / MB:.0f} MB by this process{child}")
    return "\n".join(lines)


def _rows(spent: Mapping[Place, Spent], outer: Place) -> Iterator[tuple[str, Spent]]:
    """The stages within another one, each followed by those within it and by what these leave of its time."""
    depth, below = len(outer), Spent()
    for path, cost in spent.items():
        if len(path) == depth + 1 and path[:depth] == outer:
            yield "  " * depth + path[-1], cost
            yield from _rows(spent, path)
            below += cost
    if outer and below != Spent():
        yield "  " * depth + REST, spent[outer] - below
