"""The group `briefs import`: what others hold, written as the records of a project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.authoring.corpus_import import ImportRefused, project_files, read_corpus
from generator.authoring.schema import SCHEMA_FOLDER
from generator.commands.init import new_site
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE
from generator.progress.line import finish
from generator.publish.folder import write_whole
from generator.report import summary
from generator.steps import checked_project, show_findings

SETTINGS = "mkdocs.yml"
README = "seeds/README.md"


@click.group(name="import")
def import_() -> None:
    """Read in what others hold, as records of a project.

    Exit codes: 0 written and without fault, 1 written and something is left to do, 2 nothing written.
    """


def _records_of(root: Path) -> list[str]:
    """The files of a project that already hold records or documents."""
    files = [file for folder in ("content", "seeds") for file in sorted((root / folder).rglob("*")) if file.is_file()]
    paths = [file.relative_to(root).as_posix() for file in files]
    return [path for path in paths if path != README and not path.startswith(f"{SCHEMA_FOLDER}/")]


def _surroundings(root: Path) -> dict[str, bytes]:
    """What a new site has besides its example, where the folder is none yet."""
    if (root / SETTINGS).exists():
        return {}
    return {
        path: content
        for path, content in new_site().items()
        if (not path.startswith(("content/", "seeds/")) or path == README or path.startswith(f"{SCHEMA_FOLDER}/"))
        and not (root / path).exists()
    }


@import_.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder to write to; it is made, or holds no records yet (default: this one).",
)
@click.option(
    "--documents",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder with captured files whose text the corpus does not hold, by their names.",
)
def corpus(file: Path, root: Path, documents: Path | None) -> None:
    """Make a project of FILE, the data/corpus.json of a site: all records, briefs and captured texts.

    Drafts, the guide and the history are not part of a corpus. Texts that a corpus of a past day withholds are
    replaced by words that say so, where a record must have them.
    """
    try:
        read = read_corpus(file.read_bytes())
        files, absent = project_files(read)
    except ImportRefused as reason:
        finish(f"error: {file}: {reason}; nothing was written")
        sys.exit(UNUSABLE)
    if found := _records_of(root):
        finish(f"error: {root} already holds {found[0]}: name a new folder; nothing was written")
        sys.exit(UNUSABLE)
    files = {**_surroundings(root), **files}
    for path in absent:
        held = documents / Path(path).name if documents else None
        if held is not None and held.is_file() and not held.is_symlink():
            files[path] = held.read_bytes()
    for path, content in files.items():
        write_whole(root / path, content, lasting=True)
    for path in absent:
        if path not in files:
            click.echo(f"{path} is not in the corpus: put it there, or name its folder with --documents", err=True)
    checked = checked_project(root)
    show_findings(checked, root)
    told = f"{len(read.claims)} claims, {len(read.sources)} sources, {len(read.briefs)} briefs"
    finish(f"wrote {len(files)} files to {root}: {told}; {summary(checked.findings, len(checked.waived))}")
    sys.exit(FINDINGS if checked.findings else CLEAN)
