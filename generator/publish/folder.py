"""Pages to a folder: what changed is written, what is stale is deleted, what is equal is left alone."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from generator.model.templates import Page

UNFINISHED = ".new"
"""How the name of a file ends that is not yet written to its end."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files there are now, how many of them were written, and how many others deleted."""

    files: int
    written: int
    deleted: int


@contextmanager
def naming(file: Path | str) -> Iterator[None]:
    """While open, an OSError that names no file, as that of a full disk, gets the name of this one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(file)
        raise


def remove(path: Path) -> None:
    """Removes whatever stands at a path: a file, a folder with all that is in it, a link but not what it leads to."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
        return
    try:
        shutil.rmtree(path)
    except PermissionError:  # a folder that was made unwritable can be made writable again by whom it belongs to
        for folder, _, _ in os.walk(path):
            Path(folder).chmod(0o700)
        shutil.rmtree(path)


def make_way(file: Path) -> None:
    """Removes what stands in the place of a file and is none, a link too."""
    if file.is_symlink() or not file.is_file():
        remove(file)


def write_whole(file: Path, content: bytes, lasting: bool = False) -> None:
    """Writes a file so that nobody ever sees a half of it: beside its place, and then into it.

    A file that is there keeps its mode. What is to be `lasting` is on the disk before it takes its place. Raises
    OSError, and then nothing is left.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = _beside(file)
    try:
        with naming(file):
            _write_new(fresh, content, lasting)
            if file.is_file():
                shutil.copymode(file, fresh)
            fresh.replace(file)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def write_first(file: Path, content: bytes) -> None:
    """Writes a new file as `write_whole` does, to last; raises FileExistsError where there is one, which then stays."""
    if os.path.lexists(file):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    fresh = _beside(file)
    try:
        with naming(file):
            _write_new(fresh, content, lasting=True)
            try:
                os.link(fresh, file)
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                fresh.rename(file)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}{UNFINISHED}")


def _write_new(file: Path, content: bytes, lasting: bool) -> None:
    file.unlink(missing_ok=True)
    with file.open("xb") as opened:
        opened.write(content)
        if lasting:
            opened.flush()
            os.fsync(opened.fileno())


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
    where they lead, and so are pipes and devices, which have no end."""
    with os.scandir(folder) as entries:
        for entry in entries:
            own = f"{path}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _held(entry.path, f"{own}/")
            elif entry.is_file(follow_symlinks=False):
                yield own, entry.stat().st_size
            else:
                Path(entry.path).unlink()


def put(folder: Path, path: str, content: bytes) -> None:
    """Writes a file below a folder; what stands in its way, a file for its folder or a folder for itself, is removed.

    The file is a new one, so that another name of the old one keeps what it holds.
    """
    above = folder
    for name in path.split("/")[:-1]:
        above /= name
        if above.is_symlink() or not above.is_dir():
            above.unlink(missing_ok=True)
            above.mkdir()
    file = folder / path
    remove(file)
    with naming(file):
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
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.mkdir(parents=True)
    before = dict(_held(str(folder)))
    wanted: set[str] = set()
    written = 0
    for page in pages:
        wanted.add(page.path)
        if before.get(page.path) != len(page.content) or (folder / page.path).read_bytes() != page.content:
            put(folder, page.path, page.content)
            written += 1
    stale = before.keys() - wanted
    for path in sorted(stale):
        if not (folder / path).is_dir():  # a page in a folder of that name has taken its place
            with suppress(FileNotFoundError, NotADirectoryError):
                (folder / path).unlink()
    for inside in sorted(folder.iterdir()):
        if inside.is_dir():
            _without_empty(inside)
    return Written(len(wanted), written, len(stale))
