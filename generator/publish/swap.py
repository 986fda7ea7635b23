"""A staged site takes the place of the published one in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

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


def swap_in(staged: Path, published: Path) -> None:
    """Puts `staged` in the place of `published` and deletes what stood there; both lie on one file system."""
    if not published.exists():
        published.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(published)
        return
    if not _exchanged(staged, published):
        old = staged.with_name(staged.name + "-old")
        shutil.rmtree(old, ignore_errors=True)
        published.rename(old)
        staged.rename(published)
        staged = old
    shutil.rmtree(staged)
