"""The command `briefs build`: checks the content, writes its pages and publishes them."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from generator.commands.options import as_of_option, language_option, project_option
from generator.progress.cost import peak_memory
from generator.progress.line import finish
from generator.progress.stages import Stages
from generator.publish.cluster_address import EXTRA, is_address, is_installed
from generator.publish.last_build import read_last_build
from generator.read.input_seal import input_seal, program_seal


@contextmanager
def _uncollected() -> Iterator[None]:
    """While open, no garbage is sought that goes in circles: a build makes little, and seeking takes a sixth of it."""
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sought:
            gc.enable()


def _scheduler(context: click.Context, option: click.Parameter, address: str | None) -> str | None:
    """The address of a scheduler that can be asked; UsageError where it is none, or nothing is there to ask it with."""
    if address is None:
        return None
    if not is_address(address):
        raise click.BadParameter(f"{address!r} is no address; write it as tcp://127.0.0.1:8786", context, option)
    if not is_installed():
        raise click.UsageError(f"--scheduler needs Dask; install it with: pip install '{EXTRA}'", context)
    return address


@click.command()
@project_option
@as_of_option
@language_option
@click.option("--drafts", is_flag=True, help="Show the drafts too, as far as nothing is missing in them.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    callback=_scheduler,
    help="Render pages on the Dask cluster of this scheduler, such as tcp://127.0.0.1:8786 (default: on this machine).",
)
@click.option("--profile", is_flag=True, help="Then print where the time went, stage by stage, and the peak memory.")
def build(root: Path, as_of: date, language: str | None, drafts: bool, scheduler: str | None, profile: bool) -> None:
    """Check the content, write build/docs/ and publish it to site/."""
    stages = Stages()
    code = _build(root, as_of, language, drafts, scheduler, stages)
    if profile:
        click.echo(f"\n{stages.profile(peak_memory())}", err=True)
    sys.exit(code)


@_uncollected()
def _build(root: Path, as_of: date, language: str | None, drafts: bool, scheduler: str | None, stages: Stages) -> int:
    """Builds what has changed; the exit code."""
    started = time.monotonic()
    with stages.stage("looking for changes"):
        program = program_seal()
        inputs = input_seal(root, program, as_of.isoformat(), language or "", str(drafts))
        last = read_last_build(root, inputs)
    if last is not None:
        click.echo(last.printed, nl=False)
        finish(f"{last.told}; nothing has changed since, {_took(started)}")
        return last.exit_code
    from generator.commands.whole_build import Wish, built  # takes longer than to see that nothing has changed

    outcome = built(Wish(root, as_of, language, drafts, scheduler, program, inputs), stages)
    finish(f"{outcome.told}, {_took(started)}" if outcome.site else outcome.told)
    return outcome.code


def _took(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"
