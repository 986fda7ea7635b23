"""The tool that puts faults into the program knows its faults, and its list of survivors is no older than the code."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.mutants import __main__ as tool
from tests.mutants.changes import Change, changes

SOURCE = '''"""A module."""
LIMIT = 3


def shown(words: str, most: int = LIMIT) -> str:
    """Words, cut."""
    if len(words) > most and words:
        return words[:most].strip()
    return sorted(words, key=str)
'''


def faults() -> list[Change]:
    return list(changes("generator/shown.py", SOURCE))


def test_faults_are_of_what_runs() -> None:
    """Operators, conditions, numbers, slices, calls and returns are turned; notes and types are left alone."""
    assert [(fault.line, fault.place, fault.what) for fault in faults()] == [
        (2, "LIMIT", "3 → 4"),
        (2, "LIMIT", "3 → 2"),
        (7, "shown", "len(words) > most and words → not (len(words) > most and words)"),
        (7, "shown", "len(words) > most and words → len(words) > most or words"),
        (7, "shown", "len(words) > most and words → words"),
        (7, "shown", "len(words) > most and words → len(words) > most"),
        (7, "shown", "len(words) > most → len(words) >= most"),
        (8, "shown", "return words[:most].strip() → return None"),
        (8, "shown", "words[:most].strip() → words[:most]"),
        (8, "shown", "words[:most] → words[:]"),
        (9, "shown", "return sorted(words, key=str) → return None"),
        (9, "shown", "sorted(words, key=str) → sorted(words)"),
        (9, "shown", "sorted(words, key=str) → sorted(words, key=str, reverse=True)"),
    ]


def test_a_fault_leaves_the_others_out() -> None:
    """Each fault is alone in its function: the others are not there, nor is the source changed by asking."""
    assert len({fault.key for fault in faults()}) == len(faults())
    assert [fault.key for fault in faults()] == [fault.key for fault in faults()]


def test_the_outcome_is_judged() -> None:
    """Too few noticed, a survivor without a reason, and a reason for one that is noticed: each is said."""
    found = faults()
    noticed = [(fault, "a test") for fault in found]
    assert tool.judged({"checks": noticed}, {}) == []
    one_survives = [(found[0], ""), *noticed[1:]]
    assert tool.judged({"checks": one_survives}, {found[0].key: "equal"}) == []
    assert tool.judged({"checks": one_survives}, {}) == ["no reason is given for generator/shown.py | LIMIT | 3 → 4"]
    assert tool.judged({"checks": noticed}, {found[0].key: "equal"}) == [
        "listed, but noticed: generator/shown.py | LIMIT | 3 → 4"
    ]
    two_survive = [(found[0], ""), (found[1], ""), *noticed[2:]]
    reasons = {fault.key: "equal" for fault in found[:2]}
    assert tool.judged({"checks": two_survive}, reasons) == ["checks: 11 of 13 faults are noticed, fewer than 90%"]


def test_every_listed_survivor_is_a_fault_that_there_is() -> None:
    """What is listed as unnoticed names a line that still stands so, and says why nobody notices."""
    listed = tool.listed()
    places = {module: {place for other, place, _ in listed if other == module} for module, _, _ in listed}
    sources = {module: (ROOT / module).read_text("utf-8") for module in places}
    there = {fault.key for module in places for fault in changes(module, sources[module], places[module])}
    assert listed.keys() <= there
    assert places.keys() <= {module for area in tool.AREAS for module in tool.modules(area)}
    assert all(reason.strip() for reason in listed.values())


def test_the_list_is_read_by_its_indentation() -> None:
    """Several faults may share a reason, which may have several lines; a line that names no fault is refused."""
    told = tool.listed("# so\n\na.py\n  f: x → y\n  g: x: y → z\n    One\n    reason.\n  f: 1 → 2\n    Other.\nb.py\n")
    assert told == {
        ("a.py", "f", "x → y"): "One reason.",
        ("a.py", "g", "x: y → z"): "One reason.",
        ("a.py", "f", "1 → 2"): "Other.",
    }
    for wrong in ("  f: x → y", "a.py\n  f"):
        with pytest.raises(ValueError, match="no fault"):
            tool.listed(wrong)
