"""The command `briefs init`: a site of one's own, complete and without a finding, to be changed step by step."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import click

from generator.authoring.schema import SCHEMA_FOLDER, schema_files
from generator.commands.options import UNUSABLE
from generator.progress.line import finish
from generator.read.site_templates import NEW_SITE, packaged

VERSION = "@VERSION@"
"""What stands in the files of a new site for the version that made it."""
KEPT = frozenset({".git"})
"""What may be in the folder before."""


def new_site() -> dict[str, bytes]:
    """The files of a new site by their path, the schemas for editors among them."""
    folder = packaged() / NEW_SITE
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes().replace(
            VERSION.encode(), version("claim-briefs").encode()
        )
        for file in folder.rglob("*")
        if file.is_file()
    }
    files.update({f"{SCHEMA_FOLDER}/{name}": content for name, content in schema_files().items()})
    return dict(sorted(files.items()))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Make a site of your own in DIR: an example to change, configuration, editor settings and workflows.

    DIR is made, or empty but for a git repository. Exit code 2 where there is anything else in it.
    """
    if folder.is_dir() and (found := sorted(path.name for path in folder.iterdir() if path.name not in KEPT)):
        finish(f"error: {folder} is not empty, it has {found[0]}: name a new folder")
        sys.exit(UNUSABLE)
    files = new_site()
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    finish(f"wrote {len(files)} files to {folder}; next: `briefs serve --project {folder}`, and its README.md")
