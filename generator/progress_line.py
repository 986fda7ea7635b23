"""The line that tells on a terminal what is being done: words, counts, and after two seconds a bar and the time left."""

from __future__ import annotations

import math
import os
import sys

CLEAR = "\r\033[K"
SILENT_SECONDS = 2.0
"""So long a stage has neither bar nor time left."""
SILENT_SHARE = 0.05
"""Below this share of the items nothing is said of the time left."""
STEADYING_SECONDS = 3.0
"""In this time a new pace takes the place of two thirds of the one that was told before."""
BAR = 20
USUAL_WIDTH = 80


def on_terminal() -> bool:
    """Whether progress goes to a terminal that can clear a line."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """How many characters fit in a line; the usual number where the terminal does not say."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH


def time_left(done: int, total: int, seconds: float) -> float | None:
    """Seconds that the rest takes at the pace so far; None while too little is done to say."""
    if seconds < SILENT_SECONDS or done <= 0 or done < total * SILENT_SHARE:
        return None
    return seconds * max(total - done, 0) / done


def steadied(before: float | None, passed: float, now: float | None) -> float | None:
    """What to tell of the time left, `passed` seconds after telling `before`, when the pace says `now`.

    Between the two, and the nearer to `now` the more time has passed, so that one slow page makes no jump.
    """
    if before is None or now is None:
        return now
    expected = max(before - passed, 0.0)
    return now + (expected - now) * math.exp(-passed / STEADYING_SECONDS)


def rounded(seconds: float) -> str:
    """A time left in words, no finer than can be known."""
    if seconds < 57.5:
        near = 5 * round(seconds / 5)
        return f"about {near} s left" if near > 0 else "a few seconds left"
    minutes = seconds / 60
    if minutes < 9.5:
        return f"about {round(minutes)} min left"
    if minutes < 87.5:
        return f"about {5 * round(minutes / 5)} min left"
    return f"about {round(minutes / 60)} h left"


def line_of(words: str, done: int, total: int, seconds: float, left: float | None, width: int) -> str:
    """What a line of `width` characters says `seconds` after a stage began; what does not fit is left out.

    Without a total there are no counts, and without a time left none is told.
    """
    parts = [f"{words} …"]
    if total > 0:
        if seconds >= SILENT_SECONDS:
            full = min(BAR * done // total, BAR)
            parts.append(f"[{'#' * full}{'-' * (BAR - full)}]")
        parts.append(f"{done:,} of {total:,}")
        if left is not None:
            parts.append(rounded(left))
    line = parts[0]
    for part in parts[1:]:
        if len(line) + 1 + len(part) < width:
            line += f" {part}"
    return line[: max(width - 1, 0)]
