"""Asks for what a new record needs: answers are judged at once, and given ones are not asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import click

Judge = Callable[[str], str | None]


def fine(answer: str) -> str | None:
    """Takes every answer that is not empty."""
    return None if answer.strip() else "it is empty"


def among(choices: Sequence[str]) -> Judge:
    """Takes one of the choices."""
    return lambda answer: None if answer in choices else f"write one of: {', '.join(choices)}"


def each(judge: Judge) -> Judge:
    """Takes answers joined by commas or spaces, of which the judge takes every one."""

    def judged(answer: str) -> str | None:
        faults = [fault for item in listed(answer) if (fault := judge(item))]
        return faults[0] if faults else fine(answer)

    return judged


def listed(answer: str) -> list[str]:
    """An answer of several items, as items."""
    return answer.replace(",", " ").split()


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks on the terminal; with `take_proposed` it asks for nothing for which it has a proposal."""

    take_proposed: bool = False

    def ask(
        self, given: str | None, option: str, question: str, judge: Judge = fine, proposed: str | None = None
    ) -> str:
        """The answer given by an option, else the one typed; UsageError where that is refused or missing."""
        if given is None and self.take_proposed and proposed is not None:
            given = proposed
        if given is not None:
            fault = judge(given)
            if fault:
                raise click.UsageError(f"{option}: {fault}")
            return given
        if self.take_proposed:
            raise click.UsageError(f"give {option}: {question}")

        def judged(answer: str) -> str:
            fault = judge(answer)
            if fault:
                raise click.UsageError(fault)
            return answer

        return str(click.prompt(question, default=proposed, value_proc=judged, err=True))

    def confirm(self, question: str) -> bool:
        """Whether the author agrees; without asking where proposals are taken."""
        return self.take_proposed or click.confirm(question, default=True, err=True)
