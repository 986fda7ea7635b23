"""What keeps a file from being written or read, in words for the user."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FULL = "the disk is full: make room, and try again"
UNALLOWED = "this user may not write there: change who may, and try again"
WORDS: Mapping[int, str] = MappingProxyType(
    {
        errno.ENOSPC: FULL,
        errno.EDQUOT: "this user may not take more of the disk: make room, and try again",
        errno.EFBIG: "files may not be that large here: raise the limit (ulimit -f), and try again",
        errno.EROFS: "it lies on a disk that can only be read",
        errno.EACCES: UNALLOWED,
        errno.EPERM: UNALLOWED,
        errno.EXDEV: "it lies on another disk than the project",
    }
)


def fault_told(error: OSError, root: Path) -> str:
    """The words for an error of the system: what could not be written, by its place in the project, and what to do.

    Of a file elsewhere only the name is told.
    """
    named = error.filename2 if error.errno == errno.EXDEV and error.filename2 else error.filename
    if isinstance(named, int) or not named:
        what = "a file"
    else:
        file = Path(os.path.abspath(os.fsdecode(named)))  # noqa: PTH100 - a link is told by its own place
        home = Path(os.path.abspath(root))  # noqa: PTH100
        what = file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name
        if file.exists() and not os.access(file, os.R_OK):
            return f"cannot read {what}: {error.strerror}"
    return f"cannot write {what}: {WORDS.get(error.errno or 0) or error.strerror or type(error).__name__}"
