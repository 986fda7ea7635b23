"""From which day on each page can be known: by what it says, what derives from it, and what evidence says of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.resolve.knowledge import known_days

Told = dict[str, Any]

WORLDS: dict[str, tuple[dict[str, Told], list[tuple[str, str | None]], dict[str, str]]] = {
    "its own day": ({"a": {"published": "2025-05-07"}}, [], {"a": "2025-05-07"}),
    "the last day of its month": ({"a": {"published": "2025-05"}}, [], {"a": "2025-05-31"}),
    "the day that it names itself": (
        {"a": {"published": "2025-05", "known_from": "2025-06-02"}}, [("a", "2025-05-09")], {"a": "2025-06-02"}),
    "the day that it names itself, whatever it derives from": (
        {"a": {"known_from": "2025-06"}, "b": {"known_from": "2025-05-03", "from": ["a"]}}, [],
        {"a": "2025-06-01", "b": "2025-05-03"}),
    "evidence within its month": (
        {"a": {"published": "2025-05"}}, [("a", "2025-05-12"), ("a", "2025-05-09")], {"a": "2025-05-09"}),
    "evidence on the last day of its month": (
        {"a": {"published": "2025-05"}}, [("a", "2025-05-31")], {"a": "2025-05-31"}),
    "evidence after its month": ({"a": {"published": "2025-05"}}, [("a", "2025-06-01")], {"a": "2025-05-31"}),
    "evidence before its month": ({"a": {"published": "2025-05"}}, [("a", "2025-04-09")], {"a": "2025-05-31"}),
    "evidence without a day": ({"a": {"published": "2025-05"}}, [("a", None)], {"a": "2025-05-31"}),
    "evidence from another page": (
        {"a": {"published": "2025-05"}, "b": {"published": "2024"}}, [("b", "2025-05-09")],
        {"a": "2025-05-31", "b": "2024-12-31"}),
    "no end": ({"a": {"published": "2025-05-03/.."}}, [("a", "2025-05-09")], {"a": "2025-05-03"}),
    "no beginning": ({"a": {"published": "../2025-05-03"}}, [], {"a": "2025-05-03"}),
    "no date, evidence": ({"a": {}}, [("a", "2025-05-12"), ("a", "2025-05-09")], {"a": "2025-05-09"}),
    "no date, and read": ({"a": {"retrieved": "2025-07-01"}}, [], {"a": "2025-07-01"}),
    "no date, read after what derives from it": (
        {"a": {"retrieved": "2025-07-01"}, "b": {"published": "2025-06-01", "from": ["a"]}}, [],
        {"a": "2025-06-01", "b": "2025-06-01"}),
    "no date, read before what derives from it": (
        {"a": {"retrieved": "2025-05-01"}, "b": {"published": "2025-06-01", "from": ["a"]}}, [],
        {"a": "2025-05-01", "b": "2025-06-01"}),
    "nothing is known, but what it derives from": (
        {"a": {"published": "2025-05-07"}, "b": {"from": ["a"]}}, [], {"a": "2025-05-07", "b": "2025-05-07"}),
    "nothing is known": ({"a": {}}, [], {"a": "0001-01-01"}),
    "the last day of its month, though it derives from an earlier page": (
        {"a": {"published": "2025-05-07"}, "b": {"published": "2025-05", "from": ["a"]}}, [],
        {"a": "2025-05-07", "b": "2025-05-31"}),
    "the last day of its year, though it derives from earlier pages": (
        {"a": {"published": "2025-05-07"}, "b": {"published": "2025-05-09"},
         "c": {"published": "2025", "from": ["a", "b"]}},
        [], {"a": "2025-05-07", "b": "2025-05-09", "c": "2025-12-31"}),
    "as far as its date allows": (
        {"a": {"published": "2025-06-07"}, "b": {"published": "2025-05", "from": ["a"]}}, [],
        {"a": "2025-06-07", "b": "2025-05-31"}),
    "no later than what derives from it": (
        {"a": {"published": "2025"}, "b": {"published": "2025-05-09", "from": ["a"]}}, [],
        {"a": "2025-05-09", "b": "2025-05-09"}),
    "no earlier than its first day, whatever derives from it": (
        {"a": {"published": "2025-06"}, "b": {"published": "2025-05-09", "from": ["a"]}}, [],
        {"a": "2025-06-01", "b": "2025-05-09"}),
    "nothing is known of the page between": (
        {"a": {"published": "2025-05-07"}, "b": {"from": ["a"]}, "c": {"published": "2025", "from": ["b"]}}, [],
        {"a": "2025-05-07", "b": "2025-12-31", "c": "2025-12-31"}),
    "a circle": (
        {"a": {"published": "2025", "from": ["b"]}, "b": {"published": "2025-05", "from": ["a"]}}, [],
        {"a": "2025-05-31", "b": "2025-05-31"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WORLDS)
def test_a_page_is_known_from_its_day(name: str) -> None:
    """Each small world, and the day from which each of its pages is known."""
    told, evidence, expected = WORLDS[name]
    fields = ("published", "known_from", "retrieved")
    sources = {id: SimpleNamespace(record=SimpleNamespace(**{name: of.get(name) for name in fields}))
               for id, of in told.items()}  # fmt: skip
    parents = {id: tuple(of.get("from", ())) for id, of in told.items()}
    claims = [SimpleNamespace(evidence=[SimpleNamespace(source=source, known_from=day)]) for source, day in evidence]
    found = known_days(cast(Any, sources), parents, cast(Any, claims))
    assert {id: str(day) for id, day in found.items()} == expected
