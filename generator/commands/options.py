"""What commands share: their exit codes, the project, the day, the language, and days as values."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2
"""Exit codes of all commands; notes are no findings here, for nothing is wrong."""


class Day(click.ParamType[date]):
    """A calendar day on the command line."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2025-03-01", param, ctx)


def default_as_of() -> date:
    """The day of the build: SOURCE_DATE_EPOCH (reproducible-builds.org) where it is set, else today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds") from None


def _named_in_text(context: click.Context, option: click.Parameter, root: Path) -> Path:
    """The project's folder, if its whole name is text; templates are found by it, and findings name it."""
    try:
        str(root.absolute()).encode("utf-8")
    except UnicodeEncodeError:
        raise click.BadParameter("the name of this folder is not text in UTF-8") from None
    return root


project_option = click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    callback=_named_in_text,
    help="The folder that holds content/ and seeds/ (default: this one).",
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=default_as_of,
    help="The day as of which to build (default: SOURCE_DATE_EPOCH, else today).",
)
language_option = click.option(
    "--language",
    metavar="TAG",
    help="Build the site in this language only, such as en or de (default: all of content/site.yml).",
)
