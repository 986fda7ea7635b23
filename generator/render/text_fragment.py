"""Links to the very words on somebody else's page: text fragments (WICG, Scroll to Text Fragment)."""

from __future__ import annotations

from urllib.parse import quote

from generator.model.corpus import Source
from generator.model.documents import Passage
from generator.render.addresses import web_address

LONGEST = 200
"""Characters of a passage that is named whole; of a longer one its first and its last words are."""
ENDS = 6
"""Words at either end of a long passage."""
CONTEXT = 4
"""Words before and after a passage that occurs more than once."""


def fragment_part(text: str) -> str:
    """One part of a text directive: percent-encoded UTF-8; a hyphen, comma or ampersand would end the part."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")


def _line_around(text: str, passage: Passage) -> tuple[str, str]:
    """The rest of the lines before and behind a passage: context may not reach over the edge of a paragraph."""
    start = text.rfind("\n", 0, passage.start) + 1
    end = text.find("\n", passage.end)
    return text[start : passage.start], text[passage.end : end if end >= 0 else len(text)]


def _context(text: str, passage: Passage) -> tuple[str, str]:
    """Whole words before and behind a passage; nothing on a side where it begins or ends inside a word."""
    before, behind = _line_around(text, passage)
    torn_before = bool(before) and before[-1].isalnum() and passage.text[:1].isalnum()
    torn_behind = bool(behind) and behind[0].isalnum() and passage.text[-1:].isalnum()
    prefix = "" if torn_before else " ".join(before.split()[-CONTEXT:])
    suffix = "" if torn_behind else " ".join(behind.split()[:CONTEXT])
    return prefix, suffix


def text_directive(text: str, passage: Passage) -> str:
    """`text=[prefix-,]start[,end][,-suffix]` for a passage of a page's text.

    A passage that is long or runs over several lines is named by its ends; one whose words occur more than once
    (letter case and white space aside, as browsers compare) gets its neighbours.
    """
    words = passage.text.split()
    parts = [fragment_part(passage.text)]
    searched = " ".join(words)
    lines = passage.text.strip().split("\n")
    if len(lines) > 1 or (len(passage.text) > LONGEST and len(words) > 2 * ENDS):
        first, last = (lines[0].split(), lines[-1].split()) if len(lines) > 1 else (words, words)
        searched = " ".join(first[:ENDS])
        parts = [fragment_part(searched), fragment_part(" ".join(last[-ENDS:]))]
    if " ".join(text.split()).casefold().count(searched.casefold()) > 1:
        prefix, suffix = _context(text, passage)
        parts = [
            *([fragment_part(prefix) + "-"] if prefix else []),
            *parts,
            *(["-" + fragment_part(suffix)] if suffix else []),
        ]
    return "text=" + ",".join(parts)


def text_fragment(source: Source, passage: Passage) -> str:
    """The address of a captured source's page with the passage marked; empty where it has no address or no text.

    Browsers that do not know text fragments open the page at its top.
    """
    address = web_address(source.written.url or "")
    if not address or source.document is None or not passage.text.strip():
        return ""
    hash_sign = "" if "#" in address else "#"
    return f"{address}{hash_sign}:~:{text_directive(source.document.text, passage)}"
