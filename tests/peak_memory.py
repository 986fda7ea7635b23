"""The most memory that a program has had."""

from __future__ import annotations

import re
from pathlib import Path


def peak_mebibytes() -> int:
    """That of this program alone; `getrusage` would count that of the process that started it too."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) >> 10
