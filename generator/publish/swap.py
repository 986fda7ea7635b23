"""A staged site takes the place of the published one in one step."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from generator.publish.folder import remove

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def _exchanged(one: Path, other: Path) -> bool:
    """Swaps two folders atomically (Linux renameat2); False where the system or file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return done == 0


def aside(staged: Path) -> Path:
    """Where the published site stands for the moment between two renames, where there is no exchange."""
    return staged.with_name(f"{staged.name}-old")


def swap_in(staged: Path, published: Path) -> None:
    """Puts `staged` in the place of `published` and deletes what stood there; both lie on one file system.

    Where folders cannot be exchanged, the old site is put aside first; a build that is killed then leaves no site, and
    `restore` brings it back. Raises OSError where the site cannot be put there; it then stays as it was.
    """
    if not published.exists():
        published.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(published)
        return
    old = staged
    if not _exchanged(staged, published):
        old = aside(staged)
        remove(old)
        published.rename(old)
        try:
            staged.rename(published)
        except OSError:
            old.rename(published)
            raise
    remove(old)


def restore(staged: Path, published: Path) -> None:
    """After a build that was killed: the old site comes back if nothing has taken its place; what is left else goes."""
    old = aside(staged)
    if old.is_dir() and not old.is_symlink() and not os.path.lexists(published):
        old.rename(published)
    remove(old)
    remove(staged)
