"""What the last build followed from and what it left, so that the next one can see that nothing is to be done."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.publish.folder import files_below, write_whole

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
    """A text that differs whenever somebody has touched what a build wrote: names, sizes and times of all files."""
    told: list[str] = []
    before = len(str(root))
    for folder in LEFT:
        if (root / folder).is_dir():
            for entry in files_below(str(root / folder)):
                found = entry.stat(follow_symlinks=False)
                told.append(f"{entry.path[before:]}\0{found.st_size}\0{found.st_mtime_ns}\0")
    return hashlib.sha256("".join(told).encode("utf-8", "surrogateescape")).hexdigest()


def read_last_build(root: Path, inputs: str | None) -> LastBuild | None:
    """The last build, where it followed from the same and nobody has touched what it wrote; else None."""
    if inputs is None:
        return None
    try:
        last = LastBuild(**json.loads((root / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    fits = last.inputs == inputs and (root / LEFT[0]).is_dir() and last.outputs == outputs_state(root)
    return last if fits else None


def write_last_build(root: Path, inputs: str | None, printed: str, told: str, exit_code: int) -> None:
    """Keeps what the next build needs to see that nothing has changed."""
    file = root / FILE
    file.unlink(missing_ok=True)
    if inputs is None:
        return
    last = LastBuild(inputs, outputs_state(root), printed, told, exit_code)
    write_whole(file, json.dumps(asdict(last)).encode("utf-8"))
