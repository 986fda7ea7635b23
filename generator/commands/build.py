"""The command `briefs build`: checks the content, writes its pages and publishes them."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, as_of_option, language_option, project_option
from generator.derive.known import known_on
from generator.model.keeping import Keeping
from generator.publish.cluster import EXTRA, ClusterError, cluster_workers, is_address, is_installed
from generator.publish.last_build import read_last_build, write_last_build
from generator.publish.mkdocs_site import PublishError, publish
from generator.publish.page_store import PAGES, PageStore
from generator.publish.page_workers import local_workers
from generator.publish.rendered_pages import RenderedPages
from generator.read.input_seal import input_seal, program_seal
from generator.render.environment import TemplateFault
from generator.report import summary
from generator.steps import checked_project, findings_text, finish, languages_of, progress, write_docs


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
def build(root: Path, as_of: date, language: str | None, drafts: bool, scheduler: str | None) -> None:
    """Check the content, write build/docs/ and publish it to site/."""
    started = time.monotonic()
    program = program_seal()
    inputs = input_seal(root, program, as_of.isoformat(), language or "", str(drafts))
    last = read_last_build(root, inputs)
    if last is not None:
        click.echo(last.printed, nl=False)
        finish(f"{last.told}; nothing has changed since, {_took(started)}")
        sys.exit(last.exit_code)
    checked = checked_project(root, with_drafts=drafts)
    printed = findings_text(checked, root)
    click.echo(printed, nl=False)
    if not checked.sound:
        finish(f"{summary(checked.findings, len(checked.waived))}; nothing was built")
        sys.exit(FINDINGS)
    try:
        opened = cluster_workers(scheduler, program, finish) if scheduler else local_workers()
        with closing(PageStore(root / PAGES)) as store, opened as workers:
            keeping = Keeping(store, program)
            editions, written = write_docs(root, checked, as_of, languages_of(checked, language), keeping)
            progress("publishing with MkDocs")
            publish(root, as_of, root / "site", editions, RenderedPages(store, workers, program))
    except (ClusterError, PublishError, TemplateFault) as error:
        finish(f"error: {error}\nthe last site stays")
        sys.exit(UNUSABLE)
    known = known_on(checked.corpus, as_of)
    told = f"built site/ as of {as_of}: {len(known.claims)} claims, {len(known.sources)} sources"
    code = CLEAN if checked.clean else FINDINGS
    write_last_build(root, inputs, printed, told, code)
    finish(f"{told}, {written}, {_took(started)}")
    sys.exit(code)


def _took(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"
