"""The shortest anchor by which a passage is found again, proved by the search that checks quotes."""

from __future__ import annotations

from generator.diagnostics import Span
from generator.model.documents import Passage
from generator.model.source_records import Anchor
from generator.read.files import UNWRITABLE
from generator.resolve.anchors import Searchable, pin

HERE = Span("", 1, 1)


def _pins(where: Searchable, anchor: Anchor, passage: Passage) -> bool:
    if UNWRITABLE.search(f"{anchor.quote}{anchor.prefix or ''}{anchor.suffix or ''}"):
        return False
    found = pin(where, anchor, HERE, "")
    return isinstance(found, Passage) and (found.start, found.end) == (passage.start, passage.end)


def anchor_of(where: Searchable, passage: Passage) -> Anchor | None:
    """An anchor that pins the passage, and only it: its words, with as few neighbours as tell it apart.

    A suffix or a prefix of up to all words on one side is tried, then both; None where no anchor can (a passage
    without words, one with characters that no record may hold, or one that begins or ends inside a character as the
    search sees it).
    """
    if not passage.text.strip():
        return None
    plain = Anchor(quote=passage.text)
    if _pins(where, plain, passage):
        return plain
    before = where.document.text[: passage.start].split()
    after = where.document.text[passage.end :].split()
    steps = [1, 2, 3, 5, 8, 13, 21, 34, max(len(before), len(after))]
    for count in steps:
        suffix, prefix = " ".join(after[:count]) or None, " ".join(before[-count:]) or None
        for anchor in (
            Anchor(quote=passage.text, suffix=suffix),
            Anchor(quote=passage.text, prefix=prefix),
            Anchor(quote=passage.text, prefix=prefix, suffix=suffix),
        ):
            if _pins(where, anchor, passage):
                return anchor
    return None
