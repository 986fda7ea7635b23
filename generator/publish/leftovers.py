"""What builds that were killed or refused left behind is taken away, and what must not be followed with it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.publish.build_lock import FILE, BuildLock
from generator.publish.folder import UNFINISHED, remove
from generator.publish.swap import restore
from generator.read.history import is_committed

STAGING = "build/site-staged"
SEARCH_STAGING = "build/search-staged"
CACHE = ".cache"
WRITTEN = ("build", CACHE)
"""The folders that belong to builds alone, besides the site itself."""
UNFINISHED_CACHE = re.compile(rf".*{re.escape(UNFINISHED)}|\.[0-9a-f]{{40,64}}\.\d+|[0-9a-f]{{32}}-\d+")
"""Files and folders that are made under such names and get another one once they are whole."""


class NotOurs(Exception):
    """A folder that builds write is none of this project; the message is for the user."""


def _judge(root: Path) -> None:
    """Refuses a folder of a build that is a link, since that would be followed, and a cache that came with a commit."""
    for name in (*WRITTEN, "site"):
        if (root / name).is_symlink():
            raise NotOurs(f"{name} is a link, and a build writes nowhere else: remove the link, and build again")
    if is_committed(root, CACHE):
        raise NotOurs(
            f"{CACHE} is committed to git, and what is kept there is published as it is, whoever sent it: take it out "
            f"with `git rm -r --cached {CACHE}`, commit, and build again"
        )


def _sweep(folder: Path, but: str) -> None:
    """Removes all below a folder that is neither a plain file nor a folder, or was not written to its end, but one."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.path == but:
                continue
            plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
            if not plain or UNFINISHED_CACHE.fullmatch(entry.name):
                remove(Path(entry.path))
            elif entry.is_dir(follow_symlinks=False):
                _sweep(Path(entry.path), but)


def _tidy(root: Path) -> None:
    restore(root / STAGING, root / "site")
    remove(root / SEARCH_STAGING)
    for name in WRITTEN:
        folder = root / name
        if folder.is_dir() and os.access(folder, os.W_OK):
            _sweep(folder, str(root / FILE))


@contextmanager
def building(root: Path, lock: BuildLock) -> Iterator[None]:
    """While open, this process alone builds the project, beginning with what is whole and leaving nothing half done.

    Raises NotOurs, BuildHeld where another process goes on building, OSError where nothing can be written.
    """
    _judge(root)
    afresh = lock.acquire()
    try:
        if afresh:
            _tidy(root)
        yield
    finally:
        with suppress(OSError):
            remove(root / STAGING)
        lock.release()
