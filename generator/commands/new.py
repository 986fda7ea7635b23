"""The group `briefs new`: asks for what a record needs and writes it."""

from __future__ import annotations

import click

from generator.commands.new_claims import claim
from generator.commands.new_names import brief, entity, term
from generator.commands.new_sources import publisher, source


@click.group()
def new() -> None:
    """Write a new record: asks for what is not given by options, and tells what is left to do.

    Exit codes: 0 written and without fault, 1 written and something is left to do, 2 nothing written.
    """


for command in (source, publisher, entity, term, claim, brief):
    new.add_command(command)
