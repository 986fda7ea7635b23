"""Glossary terms are found by listed forms alone, the longest first, however many there are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.terms import one_of

forms = st.lists(st.text("ab c.-+(", min_size=1, max_size=5), min_size=1, max_size=8)


def plainly(listed: list[str]) -> str:
    """The same pattern as a list of all forms, the longest first."""
    longest_first = sorted(set(listed), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


@given(forms, st.text("ab c.-+(", max_size=30))
def test_shared_beginnings_change_nothing(listed: list[str], text: str) -> None:
    """A pattern whose forms share their beginnings finds what the plain list of them finds, at the same places."""
    around = r"(?<![\w-])%s(?![\w-])"
    found, wanted = (re.compile(around % made(listed)).finditer(text) for made in (one_of, plainly))
    assert [match.span() for match in found] == [match.span() for match in wanted]
