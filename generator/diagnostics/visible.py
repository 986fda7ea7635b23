"""Words of authors in what is printed: control signs made visible, and no order to a build server."""

from __future__ import annotations

import re

ORDER = "::"
"""How a line begins that GitHub Actions takes for a command; white space may stand before it."""
OLD_ORDER, SHOWN_ORDER = "##[", "##⟦"
"""How an older form of commands begins, which is sought anywhere in a line, and what is shown for it, as wide."""

CONTROLS = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What JSON leaves as it is, and a terminal may obey."""


LONGEST = 100


def cut(text: str, most: int = LONGEST) -> str:
    """A text as a message can hold it: what is longer than any name is cut."""
    return text if len(text) <= most else f"{text[:most]}…"


def _shown(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")


def escaped(text: str) -> str:
    """A text on one line: signs that do not print, half characters too, as escapes such as `\\n`."""
    return text if text.isprintable() else "".join(map(_shown, text))


def visible(text: str) -> str:
    """A text on one line without signs that do not print, and without an order to a build server in it."""
    return escaped(text).replace(OLD_ORDER, SHOWN_ORDER)


def inert(line: str) -> str:
    """A line to print that may begin with authored words: visible, with a sign before it where it would be an order."""
    shown = visible(line)
    return f"\\{shown}" if shown.lstrip().startswith(ORDER) else shown


def inert_lines(text: str) -> str:
    """A text of several lines, each made inert."""
    return "\n".join(map(inert, text.split("\n")))


def inert_json(text: str) -> str:
    """JSON without the older form of commands and control signs: they stand in strings only, where an escape
    says the same."""
    escaped = CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return escaped.replace(OLD_ORDER, "##\\u005b")
