"""Pages to a folder: what changed is written, what is stale is deleted, what is equal is left alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.model.templates import Page


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written and how many deleted."""

    written: int
    deleted: int


def write_pages(folder: Path, pages: Iterable[Page]) -> Written:
    """Makes `folder` hold exactly the pages; unchanged files are not touched."""
    wanted = {page.path: page.content for page in pages}
    folder.mkdir(parents=True, exist_ok=True)
    deleted = 0
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.relative_to(folder).as_posix() not in wanted:
            file.unlink()
            deleted += 1
    written = 0
    for path, content in wanted.items():
        file = folder / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written += 1
    return Written(written, deleted)
