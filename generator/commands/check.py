"""The command `briefs check`: reports what is wrong with the content, and mends it where it is told to."""

from __future__ import annotations

import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import click

from generator.authoring.mending import Proposal, mend
from generator.commands.options import CLEAN, FINDINGS, as_of_option, project_option
from generator.compiler import Checked
from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import catalogue
from generator.model.corpus import Corpus
from generator.progress.line import finish
from generator.report import as_code_quality, as_github, as_json, as_sarif, as_text, summary
from generator.steps import checked_project, line_reader, show_findings

REPORTS = ("text", "json", "github", "gitlab", "sarif")


def _show_report(checked: Checked, root: Path, form: str, as_of: date) -> None:
    """Prints every finding to standard output in one of the `REPORTS`."""
    if form == "text":
        show_findings(checked, root)
    elif form == "github":
        for finding in checked.findings:
            click.echo(as_github(finding))
    elif form == "gitlab":
        click.echo(as_code_quality(checked.findings))
    elif form == "json":
        click.echo(as_json(checked.findings, checked.waived, as_of))
    else:
        click.echo(as_sarif(checked.findings, checked.waived, catalogue(), version("claim-briefs")))


def _mend(root: Path, sure: bool) -> None:
    """Mends a project in place and tells what was done; `sure` agrees to every proposal that changes no evidence.

    Without a terminal nobody can be asked, and only what is safe is done.
    """

    def found() -> tuple[Corpus, tuple[Diagnostic, ...]]:
        checked = checked_project(root)
        return checked.corpus, checked.findings

    def agree(proposal: Proposal) -> bool:
        if (sure and not proposal.doubtful) or not sys.stdin.isatty():
            return sure and not proposal.doubtful
        finish("")
        click.echo(f"{as_text(proposal.finding, line_reader(root))}\n{proposal.change}", err=True)
        return click.confirm("Make this change?", default=False, err=True)

    mended = mend(root, found, agree)
    for words in mended.safe:
        finish(f"mended {words}")
    finish(f"proposed changes: {mended.taken} made, {mended.left} left")
    if mended.left and not sys.stdin.isatty():
        finish("what is left needs somebody to agree: run `briefs check --fix` in a terminal")


@click.command()
@project_option
@as_of_option
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", show_default=True, help="How to report.")
@click.option("--fix", is_flag=True, help="Mend what is safe, propose the rest, report what is left.")
@click.option("--yes", is_flag=True, help="With --fix: agree to all proposals but those that change quotes.")
def check(root: Path, as_of: date, form: str, fix: bool, yes: bool) -> None:
    """Report everything that is wrong with the content; write nothing, except with --fix."""
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    if fix:
        _mend(root, yes)
    checked = checked_project(root)
    _show_report(checked, root, form, as_of)
    finish(f"{summary(checked.findings, len(checked.waived))} as of {as_of}")
    sys.exit(CLEAN if checked.clean else FINDINGS)
