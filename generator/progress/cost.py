"""What this process has taken since it began: time on the clock, processor time with its children, memory."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
KIB = 1024
BEGAN, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN = 19, 11, 12, 13, 14
"""The places of a process's times in Linux's /proc/PID/stat (proc(5)), counted from 0 after its name."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds since the process began: on the clock, and of the processor, its own and its children's."""

    wall: Callable[[], float]
    cpu: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process has had at most, in bytes, and what none of its ended children exceeded; 0 where nobody knows."""

    own: int
    largest_child: int


def _ticks(pid: int | str) -> list[int] | None:
    """The times of a process on Linux; None where it has ended, and on other systems."""
    try:
        told = (PROC / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return [int(field) if field.lstrip("-").isdecimal() else 0 for field in told]
    except OSError:
        return None


def _seconds(ticks: int) -> float:
    return ticks / os.sysconf("SC_CLK_TCK")


def _age() -> float:
    """How long ago this process began; where the system does not say, what it has computed since."""
    computed = time.process_time()
    own = _ticks("self")
    if own is None or not hasattr(time, "CLOCK_BOOTTIME"):
        return computed
    return max(time.clock_gettime(time.CLOCK_BOOTTIME) - _seconds(own[BEGAN]), computed)


def cpu_seconds() -> float:
    """Processor time of this process, of its children that have ended, and on Linux of its workers that still run."""
    running = multiprocessing.active_children()  # asked first: it counts those that have ended among the ended
    ended = os.times()
    seconds = time.process_time() + ended.children_user + ended.children_system
    for child in running:
        ticks = _ticks(child.pid or 0)
        if ticks is not None:
            seconds += _seconds(sum(ticks[at] for at in (USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN)))
    return seconds


def process_clock() -> Clock:
    """The clock of this process."""
    zero = time.monotonic() - _age()
    return Clock(lambda: time.monotonic() - zero, cpu_seconds)


def peak_memory() -> Memory:
    """The peak so far (getrusage(2)); a child that began as a copy of this process counts what it shares with it."""
    with suppress(ImportError):  # Windows has no such module
        import resource

        unit = 1 if sys.platform == "darwin" else KIB
        peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return Memory(*(peak * unit for peak in peaks))
    return Memory(0, 0)
