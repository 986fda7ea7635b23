"""Pages to a folder: what changed is written, what is stale is deleted, what is equal is left alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.model.progress import Step, counted, unheard
from generator.model.templates import Page


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written and how many deleted."""

    written: int
    deleted: int


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file so that nobody ever sees a half of it: beside its place, and then into it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def write_pages(folder: Path, pages: Iterable[Page], step: Step = unheard) -> Written:
    """Makes `folder` hold exactly the pages; unchanged files are not touched. The step is told how many are done."""
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
    for path, content in counted(tuple(wanted.items()), step):
        file = folder / path
        if file.is_file() and file.read_bytes() == content:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written += 1
    return Written(written, deleted)
