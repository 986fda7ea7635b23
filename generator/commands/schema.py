"""The command `briefs schema`: writes what editors need to complete and explain records."""

from __future__ import annotations

from pathlib import Path

import click

from generator.authoring.schema import ID_SCHEMA_FOLDER, SCHEMA_FOLDER, known_ids, schema_files
from generator.commands.options import project_option
from generator.progress.line import finish
from generator.steps import checked_project


@click.command()
@project_option
@click.option("--with-ids", is_flag=True, help="List the ids that there are, so that they complete too.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Write into this folder instead.")
def schema(root: Path, with_ids: bool, into: Path | None) -> None:
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
