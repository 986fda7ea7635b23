"""What proves a published site: every file has the hash that the manifest tells, and no other file is there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics.visible import escaped
from generator.publish.manifest import FILE, MOST_BYTES, ManifestRefused, digest_of, read_manifest

LARGEST = 4 * 1024**3
"""A file of a site that has more bytes is not read, and is not what a build has written."""
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Follows no link, and waits for nobody who would write into a pipe."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was found in the folder of a site: how many files the manifest lists, its own SHA-256, and every fault in
    words, one for each file."""

    files: int
    digest: str
    faults: tuple[str, ...]


def _manifest(folder: Path) -> bytes:
    try:
        opened = os.open(folder / FILE, READING)
    except FileNotFoundError:
        raise ManifestRefused(f"there is no {FILE} in it") from None
    except OSError as error:
        raise ManifestRefused(f"{FILE} cannot be read: {error.strerror}") from error
    try:
        state = os.fstat(opened)
        if not stat.S_ISREG(state.st_mode):
            raise ManifestRefused(f"{FILE} is no plain file")
        if state.st_size > MOST_BYTES:
            raise ManifestRefused(f"{FILE} is larger than {MOST_BYTES // 1024 // 1024} MiB")
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(opened)


def _files(folder: bytes) -> Iterator[tuple[bytes, str]]:
    """Everything below a folder that is no folder, by its name there, with what is wrong with it at first sight."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                inside = list(entries)
        except OSError:
            yield here[len(folder) + 1 :], "cannot be read"
            continue
        for entry in inside:
            name = entry.path[len(folder) + 1 :]
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_symlink():
                yield name, "is a link"
            else:
                yield name, "" if entry.is_file(follow_symlinks=False) else "is no plain file"


def _fault(file: bytes, digest: bytes) -> str:
    """What is wrong with a file that should have this hash; nothing where it has."""
    try:
        opened = os.open(file, READING)
    except OSError:
        return "cannot be read"
    try:
        state = os.fstat(opened)
        if not stat.S_ISREG(state.st_mode):
            return "is no plain file"
        if state.st_size > LARGEST:
            return "is larger than any file of a site"
        return "" if digest_of(opened) == digest else "was altered"
    except OSError:
        return "cannot be read"
    finally:
        os.close(opened)


def verified_site(folder: Path) -> SiteReport:
    """The folder of a published site to what proves it, or speaks against it; nothing is written.

    Files that are missing, added or altered, and links, are faults; modes, times and empty folders are not looked at.
    Raises ManifestRefused where the folder has no manifest that can be read.
    """
    content = _manifest(folder)
    listed, faults = read_manifest(content)
    top = os.fsencode(folder)
    told: list[tuple[bytes, str]] = []
    found = {FILE.encode()}
    for name, wrong in _files(top):
        found.add(name)
        if name == FILE.encode():
            continue
        if not wrong:
            wrong = _fault(os.path.join(top, name), listed[name]) if name in listed else "was added"  # noqa: PTH118
        if wrong:
            told.append((name, wrong))
    told += [(name, "is missing") for name in listed.keys() - found]
    named = (f"{escaped(os.fsdecode(name)) or '.'}: {wrong}" for name, wrong in sorted(told))
    return SiteReport(len(listed), hashlib.sha256(content).hexdigest(), (*faults, *named))
