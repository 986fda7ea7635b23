"""One build of a project at a time: the lock that others wait for, and that goes with the process that holds it."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from generator.publish.folder import naming, remove

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # on Windows, where a build then keeps nobody out
    fcntl = None

FILE = "build/building.lock"
"""It lies where a build cannot do without writing, and holds the number of the process that builds."""
WAIT_SECONDS = 10.0
"""How long to wait for a build that goes on beside this one."""
PAUSE_SECONDS = 0.05
HELD = (errno.EACCES, errno.EAGAIN)
PLAIN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follows a link nor waits for somebody at the other end of a pipe."""


class BuildHeld(Exception):
    """Another process builds the project; the message is for the user."""


def _quiet(words: str) -> None:
    """Where nobody wants to know."""


class BuildLock:
    """The lock of a project; whoever holds it may take it again, from any thread, and gives it back as often.

    It is a lock of the system on a file (fcntl(2), record locks): it ends with the process however that ends, and
    processes that begin as copies do not have it. Where the file system has no locks, nobody is kept out.
    """

    def __init__(self, root: Path, tell: Callable[[str], None] = _quiet) -> None:
        self._file, self._tell = root / FILE, tell
        self._guard, self._holds, self._opened = threading.Lock(), 0, -1

    def acquire(self) -> bool:
        """Takes the lock, after a wait if need be; whether this process did not hold it already.

        Raises BuildHeld, or OSError where nothing can be written.
        """
        with self._guard:
            afresh = not self._holds
            if afresh:
                self._opened = self._taken()
            self._holds += 1
            return afresh

    def release(self) -> None:
        """Gives the lock back once; the file goes with the last time."""
        with self._guard:
            self._holds -= 1
            if not self._holds:
                with suppress(OSError):
                    self._file.unlink()
                os.close(self._opened)

    def _taken(self) -> int:
        """The locked file, open."""
        until, told = time.monotonic() + WAIT_SECONDS, False
        while True:
            opened = self._open()
            if opened is not None and self._locked(opened):
                if self._stands(opened):
                    break
            elif opened is not None:
                holder = os.read(opened, 20).decode("ascii", "replace").strip()
                whose = f"process {holder}" if holder.isdigit() else "another process"
                if time.monotonic() > until:
                    os.close(opened)
                    raise BuildHeld(
                        f"{whose} is building this project: wait until it is done, or end it, and build again"
                    )
                if not told:
                    self._tell(f"waiting for {whose}, which is building this project")
                    told = True
                time.sleep(PAUSE_SECONDS)
            if opened is not None:
                os.close(opened)
        try:
            with naming(self._file):
                os.ftruncate(opened, 0)
                os.write(opened, b"%d\n" % os.getpid())
        except OSError:
            os.close(opened)
            raise
        return opened

    def _open(self) -> int | None:
        """The file, made if it is not there; None where something else stood in its place, which is removed."""
        if self._file.parent.is_symlink():
            raise OSError(errno.ELOOP, "is a link, and a build does not write where it leads", str(self._file.parent))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            opened = os.open(self._file, PLAIN, 0o666)
        except OSError:
            if not os.path.lexists(self._file) or stat.S_ISREG(self._file.lstat().st_mode):
                raise
            remove(self._file)
            return None
        found = os.fstat(opened)
        if stat.S_ISREG(found.st_mode) and found.st_nlink <= 1:
            return opened
        os.close(opened)
        with suppress(FileNotFoundError):
            remove(self._file)
        return None

    @staticmethod
    def _locked(opened: int) -> bool:
        if fcntl is None:
            return True
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in HELD
        return True

    def _stands(self, opened: int) -> bool:
        """Whether the locked file is still the one at its place: whoever held it before has removed it."""
        try:
            return os.path.samestat(os.fstat(opened), self._file.stat())
        except OSError:
            return False
