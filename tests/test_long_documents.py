"""Quotes in long documents are looked up by their rarest word, and found exactly where a search would find them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.resolve import anchors
from generator.resolve.anchors import occurrences, searchable
from generator.resolve.documents import make_document

letters = st.text(alphabet="ab \n", max_size=60)


@given(letters, letters, st.integers(0, 60), st.integers(0, 60))
def test_both_ways_find_the_same(text: str, other: str, start: int, size: int) -> None:
    """Overlapping occurrences, those at both ends and those inside of words are found, in order; nothing else is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "LONG", 0)
        where = searchable("source", make_document("seeds/a.txt", text, "en"))
    assert where.words is not None
    whole = where.normal.text
    for words in (whole[start : start + size].strip(), " ".join(other.split())):
        if words:
            found = [match.start() for match in re.finditer(f"(?={re.escape(words)})", whole)]
            assert occurrences(where, words) == found


def test_short_documents_are_searched() -> None:
    """A document of usual length needs no list of its words."""
    assert searchable("source", make_document("seeds/a.txt", "Some words. " * 50, "en")).words is None
    assert searchable("source", make_document("seeds/a.txt", "Some words. " * 9_000, "en")).words is not None
