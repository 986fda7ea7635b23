"""A seal tells any two parts of a corpus apart, and is the same for equal ones in every process."""

from __future__ import annotations

import subprocess
import sys
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.sealing import sealed
from generator.diagnostics import Span
from generator.model.claim_records import Voice
from generator.model.drafts import Unread
from generator.model.places import Places
from tests.conftest import ROOT

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=6,
) | st.frozensets(st.text(max_size=3), max_size=3)


def told(value: object) -> str:
    """A value with the types of its parts, which == does not tell apart, sets in order."""
    if isinstance(value, tuple):
        return f"({','.join(map(told, value))})"
    if isinstance(value, dict):
        return f"{{{','.join(f'{key!r}:{told(part)}' for key, part in value.items())}}}"
    if isinstance(value, frozenset):
        return f"set({sorted(value)!r})"
    return repr(value)


@given(values, values)
def test_seals_differ_where_values_do(one: object, other: object) -> None:
    """Two values have one seal if and only if they are written alike."""
    assert (sealed(one) == sealed(other)) == (told(one) == told(other))


def test_what_is_shared_does_not_count() -> None:
    """One object that stands twice is the same as two equal ones, and so is a mapping of either kind."""
    name = "".join(["no", "va"])
    assert sealed((name, name)) == sealed((name, "".join(["nov", "a"])))
    assert sealed(MappingProxyType({"a": name})) == sealed(MappingProxyType({"a": "nova"}))
    assert sealed(Voice(who="nova", role="origin")) == sealed(Voice(who=name, role="origin"))
    assert sealed(Voice(who="nova", role="origin")) != sealed(Voice(who="nova", role="author"))


def test_places_are_known_by_their_seal() -> None:
    """Of places that the reader has sealed, the seal counts; of others, each place does."""
    values = {("id",): Span("a.yml", 3, 1)}
    assert sealed(Places(values, {}, "x")) == sealed(Places({}, {}, "x")) != sealed(Places(values, {}, "y"))
    assert sealed(Places(values, {})) != sealed(Places({}, {}))


def test_the_order_of_sets_in_records_does_not_count() -> None:
    """A set in a field of a record is told by its members."""
    some, same = Unread(frozenset("abc"), frozenset(), frozenset()), Unread(frozenset("cba"), frozenset(), frozenset())
    assert sealed(some) == sealed(same) != sealed(Unread(frozenset("ab"), frozenset(), frozenset()))


def test_every_process_makes_the_same_seal() -> None:
    """The order of sets, which differs from process to process, is not in it."""
    words = "frozenset(['nova', 'star', 'late', 'soon', 'GPT'])"
    code = f"from generator.derive.sealing import sealed; print(sealed({words}).hex())"
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, text=True, check=True)
        for seed in ("1", "2", "3")
    ]
    assert len({run.stdout for run in runs}) == 1 and len(runs[0].stdout.strip()) == 32
