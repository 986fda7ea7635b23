"""What the last build followed from and what it left, so that the next one can see that nothing is to be done."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.publish.build_lock import FILE as LOCK
from generator.publish.folder import files_below, remove
from generator.publish.sealed_files import read_sealed, write_sealed

FILE = ".cache/last-build.json"
LEFT = ("site", "build")
"""The folders that a build writes."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that went through: the hash of all it followed from, the state of all it wrote, what it printed and told,
    and its exit code."""

    inputs: str
    outputs: str
    printed: str
    told: str
    exit_code: int


def outputs_state(root: Path) -> str:
    """A text that differs whenever somebody has touched what a build wrote: names, sizes and times of all files, but
    not of the lock that is there while a build goes on."""
    told: list[str] = []
    before, lock = len(str(root)), str(root / LOCK)
    for folder in LEFT:
        if (root / folder).is_dir():
            for entry in files_below(str(root / folder)):
                if entry.path == lock:
                    continue
                found = entry.stat(follow_symlinks=False)
                told.append(f"{entry.path[before:]}\0{found.st_size}\0{found.st_mtime_ns}\0")
    return hashlib.sha256("".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def read_last_build(root: Path, inputs: str | None) -> LastBuild | None:
    """The last build, where it followed from the same and nobody has touched what it wrote; else None.

    None too where the lock of a build is there: one goes on, or was killed and has left something.
    """
    written = read_sealed(root / FILE)
    if inputs is None or written is None or os.path.lexists(root / LOCK):
        return None
    try:
        last = LastBuild(**json.loads(written))
    except (ValueError, TypeError):  # as another version of the program wrote it
        return None
    fits = last.inputs == inputs and (root / LEFT[0]).is_dir() and last.outputs == outputs_state(root)
    return last if fits else None


def write_last_build(root: Path, inputs: str | None, printed: str, told: str, exit_code: int) -> None:
    """Keeps what the next build needs to see that nothing has changed; where it cannot be kept, the next one builds."""
    with suppress(OSError):
        remove(root / FILE)
        if inputs is not None:
            last = LastBuild(inputs, outputs_state(root), printed, told, exit_code)
            write_sealed(root / FILE, json.dumps(asdict(last)).encode("utf-8"))
