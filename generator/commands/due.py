"""The command `briefs due`: which predictions fall due, with the block in which to record how they ended."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from generator.authoring.due_list import as_json, as_markdown, as_text, falling_due
from generator.commands.options import as_of_option, project_option
from generator.derive.known import known_on
from generator.progress.line import finish
from generator.steps import checked_project


class Stretch(click.ParamType[int]):
    """A number of days, weeks, months of 30 days or years of 365, in days."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d{1,4})([dwmy]?)", str(value))
        if match is None:
            self.fail(f"{value!r} is not a stretch of time; write 30d, 4w, 6m or 1y", param, ctx)
        return int(match[1]) * {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}[match[2]]


@click.command()
@project_option
@as_of_option
@click.option("--within", type=Stretch(), default="30d", show_default=True, help="How far ahead to look: 30d, 4w, 6m.")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
def due(root: Path, as_of: date, within: int, form: str) -> None:
    """List predictions and plans that fall due or are overdue, soonest first.

    Exit code 0 whether or not something is due: it is a list and no check.
    """
    corpus = known_on(checked_project(root).corpus, as_of)
    items = falling_due(corpus, as_of, within)
    shown = {"text": as_text, "markdown": as_markdown}
    click.echo(as_json(items, as_of, within) if form == "json" else shown[form](items), nl=False)
    overdue = sum(item.overdue for item in items)
    finish(f"{len(items)} due within {within} days of {as_of}, {overdue} of them overdue")
