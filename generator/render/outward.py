"""Links that lead out of the site say so to browsers and search engines (`rel`, HTML Living Standard, link types)."""

from __future__ import annotations

import re
from html import unescape

OUTWARD = "noopener nofollow external"
VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
ATTRIBUTES = rf"(?:\s+[\w:-]+(?:={VALUE})?)*?"
NOT_INSIDE = r"""(?=["']?[\0-\x20h&/\\])"""
"""How no link begins that the program itself writes to another page of the site."""
SILENT = re.compile(
    rf"<a(?=\s)(?={ATTRIBUTES}\s+href={NOT_INSIDE}({VALUE}))(?!{ATTRIBUTES}\s+rel=)", re.ASCII | re.IGNORECASE
)
"""The start of a link that says nothing of where it leads, before its address."""
PASSED_OVER = re.compile(r"[\0-\x20\"']")
"""The quotes around an address, and what browsers take out of it (WHATWG URL, basic parser)."""
OUT = re.compile(r"https?:|[/\\]{2}", re.IGNORECASE)


def say_outward(page: str) -> str:
    """HTML whose links to the web say that they lead out; a link that says something of its own keeps to that."""

    def said(link: re.Match[str]) -> str:
        address = PASSED_OVER.sub("", unescape(link[1]))
        return f'<a rel="{OUTWARD}"' if OUT.match(address) else link[0]

    return SILENT.sub(said, page)
