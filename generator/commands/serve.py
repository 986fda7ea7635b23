"""The command `briefs serve`: shows the site while its inputs are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.commands.options import as_of_option, language_option, project_option
from generator.live import serve_project


@click.command()
@project_option
@as_of_option
@language_option
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(root: Path, as_of: date, language: str | None, port: int) -> None:
    """Show the site and rebuild it whenever an input is saved; a faulty input leaves the last good site."""
    serve_project(root, as_of, port, language)
