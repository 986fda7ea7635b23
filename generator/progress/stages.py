"""The stages of a command: each is told to the user and measured, and a table shows where the time went."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click

from generator.model.progress import Step, unheard
from generator.progress.cost import Clock, Memory, process_clock
from generator.progress.line import CLEAR, line_of, on_terminal, terminal_width

REDRAWN_EVERY = 0.1
"""Seconds between two drawings of a line."""
OUTSIDE = "outside any stage, such as the start of Python"
SHORTEST = 0.005
"""Seconds that can be read in a table with two decimals."""
MB = 1_000_000


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
        self._clock, self._words, self._began = clock, words, clock.wall()
        self._drawn, self._counts = -math.inf, (0, 0)

    def draw(self) -> None:
        """Puts the line in the place of what stands there."""
        line = line_of(self._words, *self._counts, self._clock.wall() - self._began, terminal_width())
        click.echo(CLEAR + line, err=True, nl=False)

    def step(self, done: int, total: int) -> None:
        """Draws the line with these counts, not more often than can be read."""
        now = self._clock.wall()
        if now - self._drawn >= REDRAWN_EVERY:
            self._drawn, self._counts = now, (done, total)
            self.draw()


class Stages:
    """What a command does, stage by stage. On a terminal one line tells it; in a pipe each outermost stage is a line.

    `spent` is the time of each stage so far, without that of stages within it, whose sum is the time of all.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or process_clock()
        self.spent: dict[str, Spent] = {}
        self._within: list[Spent] = []
        self._lines: list[_Line] = []

    @contextmanager
    def stage(self, name: str, of: str = "") -> Iterator[Step]:
        """Tells of a stage and measures it, also where it fails; those of the same name are summed up.

        Yields what takes the counts: how many items are done, and how many there are.
        """
        step = self._tell(f"{name} ({of})" if of else name)
        began = self._now()
        self._within.append(Spent())
        try:
            yield step
        finally:
            took, inner = self._now() - began, self._within.pop()
            row = name if inner == Spent() else f"{name}: the rest"
            self.spent[row] = self.spent.get(row, Spent()) + took - inner
            if self._within:
                self._within[-1] += took
            self._told()

    def _now(self) -> Spent:
        return Spent(self._clock.wall(), self._clock.cpu())

    def _tell(self, words: str) -> Step:
        if on_terminal():
            self._lines.append(_Line(self._clock, words))
            self._lines[-1].draw()
            return self._lines[-1].step
        if not self._within:
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

    def profile(self, memory: Memory) -> str:
        """Where the time went since the process began, as text for people; all stages must be closed."""
        return profile_table(self.spent, self._now(), memory)


def profile_table(spent: Mapping[str, Spent], whole: Spent, memory: Memory) -> str:
    """A row for each stage, one for what lies outside of them, their sum, and the peak memory.

    In: the time of each stage, without that of others, and of the whole process, in seconds. Stages that took no time
    have no row. The share is that of the time on the clock.
    """
    told = {name: cost for name, cost in spent.items() if max(cost.wall, cost.cpu) >= SHORTEST}
    rows = {**told, OUTSIDE: whole - sum(spent.values(), Spent()), "all": whole}
    width = max(map(len, rows))
    lines = [f"{'where the time went':{width}}   wall s    CPU s   share"]
    for name, cost in rows.items():
        share = cost.wall / whole.wall if whole.wall > 0 else 0.0
        lines.append(f"{name:{width}} {cost.wall:8.2f} {cost.cpu:8.2f} {share:7.0%}")
    if memory.own:
        lines.append(
            f"memory at the peak: {memory.own / MB:.0f} MB; none of its child processes "
            f"had more than {memory.largest_child / MB:.0f} MB"
        )
    return "\n".join(lines)
