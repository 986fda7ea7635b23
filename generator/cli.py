"""The command `briefs`: check, build and serve a project."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from generator.commands.diff import diff
from generator.commands.draft import draft
from generator.commands.due import due
from generator.commands.new import new
from generator.commands.options import as_of_option, project_option
from generator.derive.known import known_on
from generator.live import serve_project
from generator.publish.mkdocs_site import PublishError, publish
from generator.report import summary
from generator.steps import checked_project, finish, languages_of, progress, show_findings, write_docs

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2


language_option = click.option(
    "--language",
    metavar="TAG",
    help="Build the site in this language only, such as en or de (default: all of content/site.yml).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claim-briefs", prog_name="briefs")
def main() -> None:
    """Compile documents and claims into a checked, cross-linked site.

    Exit codes: 0 clean, 1 findings, 2 unusable.
    """


@main.command()
@project_option
@as_of_option
def check(root: Path, as_of: date) -> None:
    """Report everything that is wrong with the content, and write nothing."""
    checked = checked_project(root)
    show_findings(checked, root)
    finish(f"{summary(checked.findings, len(checked.waived))} as of {as_of}")
    sys.exit(FINDINGS if checked.findings else CLEAN)


@main.command("build")
@project_option
@as_of_option
@language_option
@click.option("--drafts", is_flag=True, help="Show the drafts too, as far as nothing is missing in them.")
def build_site(root: Path, as_of: date, language: str | None, drafts: bool) -> None:
    """Check the content, write build/docs/ and publish it to site/."""
    started = time.monotonic()
    checked = checked_project(root, with_drafts=drafts)
    show_findings(checked, root)
    if not checked.sound:
        finish(f"{summary(checked.findings, len(checked.waived))}; nothing was built")
        sys.exit(FINDINGS)
    editions, written = write_docs(root, checked, as_of, languages_of(checked, language))
    progress("publishing with MkDocs")
    try:
        publish(root, as_of, root / "site", editions)
    except PublishError as error:
        finish(f"error: {error}\nthe last site stays")
        sys.exit(UNUSABLE)
    known = known_on(checked.corpus, as_of)
    claims, sources = len(known.claims), len(known.sources)
    took = f"{time.monotonic() - started:.1f} s"
    finish(f"built site/ as of {as_of}: {claims} claims, {sources} sources, {written}, {took}")
    sys.exit(FINDINGS if checked.findings else CLEAN)


@main.command()
@project_option
@as_of_option
@language_option
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(root: Path, as_of: date, language: str | None, port: int) -> None:
    """Show the site and rebuild it whenever an input is saved; a faulty input leaves the last good site."""
    serve_project(root, as_of, port, language)


for command in (diff, draft, due, new):
    main.add_command(command)
