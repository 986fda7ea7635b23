"""One commit of the project as a folder that is read like the one on disk, and gone when it has been read."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.read.history import REGULAR, blobs, git_bytes

INPUTS = ("content", "seeds")
LINK = "120000"
"""The mode of a symbolic link in a tree."""
NOT_IN = frozenset({"", ".", "..", ".git"})


class NoRevision(Exception):
    """A revision that cannot be read, with the reason in words for the person who named it."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as somebody named it."""

    named: str
    sha: str


def _asked(root: Path, *arguments: str) -> str | None:
    found = git_bytes(root, *arguments)
    return None if found is None else found.decode("utf-8", "replace").strip()


def commit_named(root: Path, named: str) -> Commit:
    """The commit that a name stands for in the project's repository; NoRevision where there is none."""
    # What begins with a hyphen stays a name and is no option of git.
    sha = _asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{named}^{{commit}}")
    if sha:
        return Commit(named, sha)
    if shutil.which("git") is None:
        raise NoRevision("git is not installed, and without it no revision can be read")
    shallow = _asked(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        raise NoRevision(f"{root} lies in no git repository, so there is no revision {named!r}")
    hint = "; this clone is shallow: fetch the commit first" if shallow == "true" else ""
    raise NoRevision(f"{named!r} names no commit of this repository{hint}")


def common_commit(root: Path, one: Commit, other: Commit) -> Commit:
    """The last commit that both have behind them (git merge-base), under the name of `one`; NoRevision without one."""
    sha = _asked(root, "merge-base", one.sha, other.sha)
    if not sha:
        raise NoRevision(f"{one.named!r} and {other.named!r} have no commit in common here")
    return Commit(one.named, sha)


def _entries(root: Path, commit: Commit) -> Iterator[tuple[str, str, PurePosixPath]]:
    """The inputs in a commit: mode, name of the object, path relative to the project."""
    listed = git_bytes(root, "ls-tree", "-r", "-z", commit.sha, "--", *INPUTS)
    if listed is None:
        raise NoRevision(f"the files of {commit.named!r} cannot be listed")
    for entry in filter(None, listed.split(b"\0")):
        head, _, name = entry.partition(b"\t")
        mode, _, sha = head.decode("ascii").split(" ")
        path = PurePosixPath(os.fsdecode(name))
        if path.is_absolute() or NOT_IN & set(os.fsdecode(name).lower().split("/")):
            raise NoRevision(f"{commit.named!r} holds a file with an impossible name")
        yield mode, sha, path


def _write(root: Path, commit: Commit, folder: Path) -> None:
    entries = tuple(_entries(root, commit))
    wanted = {sha for mode, sha, _ in entries if mode in REGULAR}
    contents = dict(blobs(root, wanted))
    if contents.keys() != wanted:
        raise NoRevision(f"this clone lacks files of {commit.named!r}; fetch them first")
    for mode, sha, path in entries:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if mode in REGULAR:
            file.write_bytes(contents[sha])
        elif mode == LINK:
            # It is told as a link, and leads nowhere.
            file.symlink_to("nowhere")


@contextmanager
def unpacked(root: Path, commit: Commit) -> Iterator[Path]:
    """A folder with `content/` and `seeds/` as they are in the commit, deleted afterwards.

    Raises NoRevision where the commit cannot be read whole. Nothing of it is run or followed: filters, hooks and
    attributes of the repository do not apply, and links lead nowhere.
    """
    with tempfile.TemporaryDirectory(prefix="briefs-") as name:
        folder = Path(name)
        try:
            _write(root, commit, folder)
        except OSError as error:
            raise NoRevision(f"{commit.named!r} cannot be written out: {error.strerror}") from None
        yield folder
