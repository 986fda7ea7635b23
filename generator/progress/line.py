"""The line that tells on a terminal what is being done: words and counts; after two seconds a bar and the time left."""

from __future__ import annotations

import os
import sys

import click

from generator.diagnostics.visible import inert_lines

CLEAR = "\r\033[K"
SILENT_SECONDS = 2.0
"""So long a stage has neither bar nor time left."""
SILENT_SHARE = 0.05
"""Below this share of the items nothing is said of the time left."""
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
    """Seconds that the rest takes at the pace of the `seconds` so far; None while too little is done to say, and when
    there is no rest."""
    if seconds < SILENT_SECONDS or done <= 0 or done < total * SILENT_SHARE or done >= total:
        return None
    return seconds * (total - done) / done


def told_left(seconds: float) -> str:
    """A time left in words, no finer than can be known."""
    if seconds < 57.5:
        near = 5 * round(seconds / 5)
        return f"about {near} s left" if near > 0 else "a few seconds left"
    minutes = seconds / 60
    if minutes < 9.5:
        return f"about {round(minutes)} min left"
    if minutes < 92.5:
        return f"about {5 * round(minutes / 5)} min left"
    return f"about {round(minutes / 60)} h left"


def line_of(words: str, done: int, total: int, seconds: float, width: int) -> str:
    """What a line that is `width` characters wide says `seconds` after a stage began.

    Without a total there are no counts. What does not fit is left out from the right, and the last column stays empty:
    some terminals begin a new line when it is filled.
    """
    parts = [f"{words} …"]
    if total > 0:
        if seconds >= SILENT_SECONDS:
            full = min(BAR * done // total, BAR)
            parts.append(f"[{'#' * full}{'-' * (BAR - full)}]")
        parts.append(f"{done:,} of {total:,}")
        left = time_left(done, total, seconds)
        if left is not None:
            parts.append(told_left(left))
    while len(parts) > 1 and len(" ".join(parts)) >= width:
        parts.pop()
    return " ".join(parts)[: max(width - 1, 0)]


def finish(words: str) -> None:
    """A closing line, in the place of whatever progress a terminal shows."""
    click.echo((CLEAR if on_terminal() else "") + inert_lines(words), err=True)
