"""The command `briefs`: check, build and serve a project."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from generator.authoring.explain import explanation, rule_list
from generator.authoring.schema import ID_SCHEMA_FOLDER, SCHEMA_FOLDER, known_ids, schema_files
from generator.commands.draft import draft
from generator.commands.due import due
from generator.commands.new import new
from generator.commands.options import as_of_option, project_option
from generator.derive.known import known_on
from generator.diagnostics.catalogue import catalogue
from generator.diagnostics.nearest import did_you_mean
from generator.live import serve_project
from generator.publish.mkdocs_site import PublishError, publish
from generator.report import summary
from generator.steps import (
    REPORTS,
    checked_project,
    finish,
    languages_of,
    mend_project,
    progress,
    show_findings,
    show_report,
    write_docs,
)

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
@click.option("--format", "form", type=click.Choice(REPORTS), default="text", show_default=True, help="How to report.")
@click.option("--fix", is_flag=True, help="Mend what is safe, propose the rest, report what is left.")
@click.option("--yes", is_flag=True, help="With --fix: agree to all proposals but those that change quotes.")
def check(root: Path, as_of: date, form: str, fix: bool, yes: bool) -> None:
    """Report everything that is wrong with the content; write nothing, except with --fix."""
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    if fix:
        mend_project(root, yes)
    checked = checked_project(root)
    show_report(checked, root, form, as_of)
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


@main.command("schema")
@project_option
@click.option("--with-ids", is_flag=True, help="List the ids that there are, so that they complete too.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Write into this folder instead.")
def write_schemas(root: Path, with_ids: bool, into: Path | None) -> None:
    """Write the JSON Schemas of all records, for completion and hover in editors.

    They go to content/.schemas/, which belongs into the repository; with ids to .cache/schemas/, which does not.
    """
    known = known_ids(checked_project(root).corpus) if with_ids else None
    folder = into or root / (ID_SCHEMA_FOLDER if with_ids else SCHEMA_FOLDER)
    files = schema_files(known=known)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    finish(f"wrote {len(files)} schemas to {folder}")


@main.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a RULE such as Q001, with a wrong and a right example; without one, list all rules."""
    told = rule_list() if rule is None else explanation(rule.upper())
    if told is None:
        hint = did_you_mean(str(rule).upper(), catalogue(), otherwise="`briefs explain` lists all rules")
        raise click.UsageError(f"there is no rule {rule!r}: {hint}")
    click.echo(told)


for command in (draft, due, new):
    main.add_command(command)
