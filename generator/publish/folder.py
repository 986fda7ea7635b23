"""Pages to a folder: what changed is written, what is stale is deleted, what is equal is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from generator.model.templates import Page


@dataclass(frozen=True, slots=True)
class Written:
    """How many files there are now, how many of them were written, and how many others deleted."""

    files: int
    written: int
    deleted: int


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file so that nobody ever sees a half of it: beside its place, and then into it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def files_below(folder: str) -> Iterator[os.DirEntry[str]]:
    """All files below a folder, with paths that begin with it, in the order of their names."""
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=attrgetter("name"))
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path)
        else:
            yield entry


def _held(folder: str, path: str = "") -> Iterator[tuple[str, int]]:
    """The files below a folder, by their path in it, with their sizes; links are removed, so that nothing is written
    where they lead."""
    with os.scandir(folder) as entries:
        for entry in entries:
            own = f"{path}{entry.name}"
            if entry.is_symlink():
                Path(entry.path).unlink()
            elif entry.is_dir():
                yield from _held(entry.path, f"{own}/")
            else:
                yield own, entry.stat().st_size


def _write(folder: Path, path: str, content: bytes) -> None:
    """Writes a file; what stands in its way, a file for its folder or a folder for itself, is removed."""
    above = folder
    for name in path.split("/")[:-1]:
        above /= name
        if not above.is_dir():
            above.unlink(missing_ok=True)
            above.mkdir()
    file = folder / path
    if file.is_dir():
        shutil.rmtree(file)
    file.write_bytes(content)


def _without_empty(folder: Path) -> bool:
    """Removes empty folders below a folder, and then itself, if nothing is left in it; whether it is gone."""
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if not entry.is_dir() or not _without_empty(Path(entry.path))]
    if not left:
        folder.rmdir()
    return not left


def write_pages(folder: Path, pages: Iterable[Page]) -> Written:
    """Makes `folder` hold exactly the pages, which it takes one by one; unchanged files are not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    before = dict(_held(str(folder)))
    wanted: set[str] = set()
    written = 0
    for page in pages:
        wanted.add(page.path)
        if before.get(page.path) != len(page.content) or (folder / page.path).read_bytes() != page.content:
            _write(folder, page.path, page.content)
            written += 1
    stale = before.keys() - wanted
    for path in sorted(stale):
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
    for inside in sorted(folder.iterdir()):
        if inside.is_dir():
            _without_empty(inside)
    return Written(len(wanted), written, len(stale))
