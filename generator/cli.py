"""The command `briefs`: the list of its commands, each read when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "build": "build", "check": "check", "diff": "diff", "draft": "draft", "due": "due", "explain": "explain",
        "import": "imports_bibliographies:import_", "init": "init", "new": "new", "override": "override",
        "pack": "pack", "reextract": "reextract", "schema": "schema", "serve": "serve", "verify": "pack:verify",
    }
)  # fmt: skip
"""By the name of each command: its module, and what it is called there where that is not the same."""


class _Commands(click.Group):
    """Reads the module of a command only when it is needed: what the others need takes longer than most checks."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, called = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"generator.commands.{module}"), called or cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what the system refuses to write or to read is told in words, with exit code 2."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as error:
            told = import_module("generator.publish.disk_faults").fault_told(error, Path())
            click.echo(f"error: {told}", err=True)
            sys.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-briefs", prog_name="briefs")
def main() -> None:
    """Compile documents and claims into a checked, cross-linked site.

    Exit codes: 0 clean, 1 findings, 2 unusable.
    """
