"""The command `briefs`: the list of its commands."""

from __future__ import annotations

import click

from generator.commands.build import build
from generator.commands.check import check
from generator.commands.diff import diff
from generator.commands.draft import draft
from generator.commands.due import due
from generator.commands.explain import explain
from generator.commands.imports_bibliographies import import_
from generator.commands.init import init
from generator.commands.new import new
from generator.commands.override import override
from generator.commands.pack import pack, verify
from generator.commands.reextract import reextract
from generator.commands.schema import schema
from generator.commands.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-briefs", prog_name="briefs")
def main() -> None:
    """Compile documents and claims into a checked, cross-linked site.

    Exit codes: 0 clean, 1 findings, 2 unusable.
    """


COMMANDS = (
    *(init, check, build, serve),
    *(new, draft, reextract, import_, diff, due),
    *(pack, verify, schema, override, explain),
)

for command in COMMANDS:
    main.add_command(command)
