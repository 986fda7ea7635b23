"""Runs one program and tells what it took: processor time with all its children, time on the clock, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLED_EVERY = 0.05
"""Seconds between two looks at the memory of the processes."""
TOLD = 2_000
"""How many of the last characters that a failed program wrote are shown."""
PROC = Path("/proc")
TO_MB = 1 / 1024
"""From the KiB of /proc and of rusage on Linux."""


class ProgramFailed(Exception):
    """A program that is measured ended with an error; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: CPU seconds (user and system, with children), wall seconds, the memory in MiB that the largest
    process had at its peak, and that all had together at the worst of the moments looked at."""

    cpu: float
    wall: float
    largest: float
    together: float

    def __add__(self, other: Cost) -> Cost:
        """The cost of one after the other."""
        peaks = max(self.largest, other.largest), max(self.together, other.together)
        return Cost(self.cpu + other.cpu, self.wall + other.wall, *peaks)


def _children(pid: int) -> list[int]:
    """A process and all that it started, as far as they still run."""
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        for listed in (PROC / str(current) / "task").glob("*/children"):
            try:
                waiting += [int(child) for child in listed.read_text("ascii").split()]
            except OSError:
                continue
    return found


def _memory(pid: int) -> tuple[int, int]:
    """What a process has had at most and has now, in KiB; zeros once it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0, 0
    values = dict(line.split(":", 1) for line in lines if line.startswith(("VmHWM:", "VmRSS:")))
    peak, now = (int(values.get(name, "0").split()[0]) for name in ("VmHWM", "VmRSS"))
    return peak, now


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.largest, self.together, self.done = pid, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            seen = [_memory(pid) for pid in _children(self.pid)]
            self.largest = max(self.largest, *(peak for peak, _ in seen))
            self.together = max(self.together, sum(now for _, now in seen))
            self.done.wait(SAMPLED_EVERY)


def run(command: Sequence[str | Path], folder: Path, log: Path, surroundings: dict[str, str] | None = None) -> Cost:
    """Runs a program in `folder` to its end, its output in the file `log`; ProgramFailed where its exit code is not 0.

    The CPU time is the kernel's for the program and for every child that was waited for (wait4).
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(surroundings or {})},
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    watch.done.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        told = log.read_bytes().decode("utf-8", "replace")[-TOLD:]
        raise ProgramFailed(f"{' '.join(map(str, command))}\nended with {process.returncode}:\n{told}")
    own = usage.ru_maxrss if sys.platform == "linux" else usage.ru_maxrss // 1024
    largest = max(own, watch.largest)
    return Cost(usage.ru_utime + usage.ru_stime, wall, largest * TO_MB, max(watch.together, largest) * TO_MB)
