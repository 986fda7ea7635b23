"""The command `briefs build`: checks the content, writes its pages and publishes them."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import click

from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, as_of_option, language_option, project_option
from generator.model.keeping import Keeping
from generator.progress.cost import peak_memory
from generator.progress.stages import Stages
from generator.publish.cluster import EXTRA, ClusterError, cluster_workers, is_address, is_installed
from generator.publish.last_build import read_last_build, write_last_build
from generator.publish.mkdocs_site import PublishError, publish
from generator.publish.page_store import PAGES, PageStore
from generator.publish.page_workers import local_workers
from generator.publish.rendered_pages import RenderedPages
from generator.read.input_seal import input_seal, program_seal
from generator.render.environment import TemplateFault
from generator.report import summary
from generator.steps import checked_project, findings_text, finish, languages_of, write_docs


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
    with closing(PageStore(root / PAGES)) as store:
        keeping = Keeping(store, program)
        checked = checked_project(root, drafts, stages, keeping)
        printed = findings_text(checked, root)
        click.echo(printed, nl=False)
        if not checked.sound:
            finish(f"{summary(checked.findings, len(checked.waived))}; nothing was built")
            return FINDINGS
        try:
            with cluster_workers(scheduler, program, finish) if scheduler else local_workers() as workers:
                languages = languages_of(checked, language)
                editions, written, known = write_docs(root, checked, as_of, languages, keeping, stages=stages)
                with stages.stage("publishing with MkDocs"):
                    rendered = RenderedPages(store, workers, program)
                    publish(root, as_of, root / "site", editions, rendered, progress=stages)
        except (ClusterError, PublishError, TemplateFault) as error:
            finish(f"error: {error}\nthe last site stays")
            return UNUSABLE
    told = f"built site/ as of {as_of}: {len(known.claims)} claims, {len(known.sources)} sources"
    code = CLEAN if checked.clean else FINDINGS
    with stages.stage("noting what was built"):
        write_last_build(root, inputs, printed, told, code)
    finish(f"{told}, {written}, {_took(started)}")
    return code


def _took(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"
