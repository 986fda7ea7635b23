"""The steps that the commands share: check a project, show what was found, write its pages, tell what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

import click

from generator.compiler import (
    Checked,
    Snapshot,
    check_project,
    compose,
    compose_data,
    compose_records,
    notice,
    snapshot,
)
from generator.diagnostics import Span
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.progress import Step
from generator.model.publication import Publication
from generator.model.templates import Page, Templates
from generator.progress.stages import Stages
from generator.publish.editions import Edition, edition_of
from generator.publish.folder import write_pages
from generator.publish.preview_images import kept_drawings
from generator.read.history import read_history
from generator.read.lexicon import read_lexicon
from generator.read.repository import read_repository
from generator.read.site_address import read_site_address
from generator.read.site_templates import template_folders
from generator.read.templates import read_templates
from generator.report import as_text


def line_reader(root: Path) -> Callable[[Span], str | None]:
    """Looks a line up in its file, for the excerpt below a finding."""
    lines: dict[str, list[str]] = {}

    def line_of(span: Span) -> str | None:
        if span.path not in lines:
            file = root / span.path
            plain = file.is_file() and not file.is_symlink()
            text = file.read_bytes().decode("utf-8-sig", "replace") if plain else ""
            lines[span.path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text.strip("\r\n") else []
        found = lines[span.path]
        return found[span.line - 1] if 0 < span.line <= len(found) else None

    return line_of


def findings_text(checked: Checked, root: Path) -> str:
    """Every finding as text for people."""
    line_of = line_reader(root)
    return "".join(f"{as_text(finding, line_of)}\n\n" for finding in checked.findings)


def show_findings(checked: Checked, root: Path) -> None:
    """Prints every finding to standard output, as text for people."""
    click.echo(findings_text(checked, root), nl=False)


def require_project(root: Path) -> None:
    """Raises UsageError where a folder is no project."""
    if not (root / "content").is_dir():
        raise click.UsageError(f"{root} holds no project: it has no folder content/")


def checked_project(
    root: Path, with_drafts: bool = False, stages: Stages | None = None, keeping: Keeping | None = None
) -> Checked:
    """Reads and checks a project, without its drafts unless asked; UsageError where the folder is none."""
    require_project(root)
    stages = stages or Stages()
    with stages.stage("checking the content"):
        return check_project(root, read_lexicon(*template_folders(root, "lexicon")), with_drafts, stages, keeping)


def languages_of(checked: Checked, only: str | None) -> tuple[str, ...]:
    """The languages to build: the one asked for, else the site's own and those it is also in; the first leads."""
    site = checked.corpus.site
    return (only,) if only else tuple(dict.fromkeys((site.language, *site.also_in)))


def _pages(
    compose: Callable[[Step], Iterable[Page]], edition: Edition, heads: dict[str, str], stages: Stages
) -> Iterator[Page]:
    """The pages of an edition as they come, as a stage; notes what each wants in its head."""
    with stages.stage("making the pages", edition.folder) as step:
        for page in compose(step):
            if page.head:
                heads[page.path] = page.head
            yield page


def _staged(files: Iterable[Page], stages: Stages) -> Iterator[Page]:
    """The files for other programs as they come, as a stage of their own."""
    with stages.stage("making the files for other programs"):
        yield from files


def write_docs(
    root: Path,
    checked: Checked,
    as_of: date,
    languages: tuple[str, ...],
    keeping: Keeping | None = None,
    compose_data: Callable[[Snapshot, Templates, Publication, Keeping | None], Iterable[Page]] = compose_data,
    stages: Stages | None = None,
) -> tuple[tuple[Edition, ...], str, Corpus]:
    """Compiles and writes the Markdown of every language.

    Returns what to publish, what was done in words, and the corpus as it is known on the day.

    The files for other programs stand with the leading language; a live session makes them less often.
    """
    stages = stages or Stages()
    with stages.stage("composing the pages"):
        with stages.stage("reading templates and history"):
            templates = read_templates(*template_folders(root))
            publication = Publication(read_site_address(root), languages, kept_drawings(root), read_repository(root))
            history = read_history(root)
        with stages.stage("deriving what follows"):
            shown = snapshot(checked, as_of, history)
        editions, files, changed, removed = [], 0, 0, 0
        for language in languages:
            edition = edition_of(language, languages[0], templates.words)
            heads: dict[str, str] = {}
            make = partial(compose, shown, templates, language, publication, keeping)
            pages = _pages(make, edition, heads, stages)
            data = compose_data(shown, templates, publication, keeping) if language == languages[0] else ()
            done = write_pages(root / edition.docs, chain(pages, _staged(data, stages)))
            with stages.stage("listing what can be searched for", edition.folder) as step:
                records = compose_records(shown, templates, language, keeping, step)
            told = notice(shown, templates, language)
            editions.append(replace(edition, heads=heads, notice=told, records=records))
            files, changed, removed = files + done.files, changed + done.written, removed + done.deleted
    return tuple(editions), f"{files} files, {changed} changed, {removed} removed", shown.known
