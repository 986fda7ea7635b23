"""Tables of the dialect that our templates write, to HTML as Python-Markdown's extension for tables writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.publish.composed_inline import Unknown, inline

ROW = re.compile(r"\| [^\\`]*\|")
RULE = re.compile(r"\|(?: -{3,}:? \|)+")
"""The line below the head; a column that ends with a colon stands at the right."""
RIGHT = ' style="text-align: right;"'


def _cells(row: str) -> list[str]:
    return [part.strip(" ") for part in row[1:-1].split("|")]


def table(rows: Sequence[str], links: list[str]) -> str:
    """The lines of a table, the links in them added to the list and marked; each row must have as many cells as the
    head. Raises Unknown."""
    if len(rows) < 3 or RULE.fullmatch(rows[1]) is None:
        raise Unknown(rows[-1])
    places = [RIGHT if cell.endswith(":") else "" for cell in _cells(rows[1])]

    def made(row: str, kind: str) -> str:
        cells = _cells(row)
        if len(cells) != len(places):
            raise Unknown(row)
        told = (f"<{kind}{place}>{inline(cell, links)}</{kind}>\n" for cell, place in zip(cells, places, strict=True))
        return f"<tr>\n{''.join(told)}</tr>\n"

    body = "".join(made(row, "td") for row in rows[2:])
    return f"<table>\n<thead>\n{made(rows[0], 'th')}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
