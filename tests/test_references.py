"""Ids that no record has: one finding for each, at its first use, with what is known of it; and what quotes words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.diagnostics import Diagnostic, Span
from generator.model.claim_records import ClaimRecord
from generator.model.drafts import Unread
from generator.model.source_records import Anchor, SourceRecord
from generator.resolve.quotes import MARKING, QUOTING, quote_at
from generator.resolve.references import Reference, unknown

KINDS = ("source", "publisher", "entity", "term", "claim", "brief", "voice")
NOTHING = Unread(frozenset(), frozenset(), frozenset())


def at(line: int) -> Span:
    """A place."""
    return Span("content/claims/a.yml", line, 5)


def found(
    uses: str, known: str = "", retired: str = "", unread: Unread = NOTHING, begun: str = ""
) -> tuple[Diagnostic, ...]:
    """What is found where ids are used as `kind:id:line`, others are known, and some retired, maybe with an heir."""
    references = [Reference(kind, id, at(int(line)), f"owner-{line}")
                  for kind, id, line in (use.split(":") for use in uses.split())]  # fmt: skip
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for kind, id in (item.split(":") for item in known.split()):
        records[kind][id] = None
    tombstones = {}
    for kind, id, heir in (item.split(":") for item in retired.split()):
        places = SimpleNamespace(at=lambda *loc: Span("content/tombstones.yml", 1, 1))
        tombstones[id] = SimpleNamespace(record=SimpleNamespace(kind=kind, replaced_by=heir or None), places=places)
    missing, findings = unknown(references, records, cast(Any, tombstones), unread, begun.split())
    assert missing == {(item.kind, item.id) for item in references if item.id not in records[item.kind]}
    return findings


TOLD = {
    "known": (("entity:nova:1", "entity:nova"), []),
    "known as another kind": (
        ("entity:nova:1", "term:nova source:nova"), [(1, "there is no entity 'nova'", "'nova' is a source")]),
    "known as an entity": (
        ("term:nova:1", "entity:nova voice:nova"), [(1, "there is no term 'nova'", "'nova' is an entity")]),
    "known as a publisher": (
        ("term:nova:1", "publisher:nova voice:nova"), [(1, "there is no term 'nova'", "'nova' is a publisher")]),
    "nothing like it": (("entity:nova:1", "entity:qqqq"), [(1, "there is no entity 'nova'", "")]),
    "something like it": (
        ("entity:nowa:1", "entity:nova"), [(1, "there is no entity 'nowa'", "did you mean 'nova'?")]),
    "twice": (("entity:nova:7 entity:nova:3",), [(3, "there is no entity 'nova' (and 1 more time)", "")]),
    "three times": (
        ("entity:nova:7 entity:nova:3 entity:nova:5",), [(3, "there is no entity 'nova' (and 2 more times)", "")]),
    "as a voice and as an entity": (
        ("voice:nova:3 entity:nova:7",), [(3, "there is no entity 'nova' (and 1 more time)", "")]),
    "as a publisher and as a voice": (
        ("publisher:nova:3 voice:nova:7",), [(3, "there is no publisher 'nova' (and 1 more time)", "")]),
    "as a voice and as a term": (
        ("voice:nova:3 term:nova:7",),
        [(7, "there is no term 'nova'", ""), (3, "there is no voice 'nova'", "")]),
    "several, by kind and id": (
        ("source:b:1 entity:c:2 source:a:3",),
        [(2, "there is no entity 'c'", ""), (3, "there is no source 'a'", ""), (1, "there is no source 'b'", "")]),
    "a draft": (
        ("claim:nova:1", "", "", NOTHING, "nova"),
        [(1, "there is no claim 'nova'", "'nova' is a draft: finish it first")]),
    "the id of a draft as another kind": (
        ("entity:nova:1", "", "", NOTHING, "nova"), [(1, "there is no entity 'nova'", "")]),
    "what an unread record may define, and another": (
        ("entity:a:1 entity:b:2", "", "", Unread(frozenset({"a"}), frozenset(), frozenset())),
        [(2, "there is no entity 'b'", "")]),
    "retired, and another": (
        ("entity:a:1 entity:b:2", "", "entity:a:"),
        [(1, "the entity 'a' is retired", "remove it: nothing replaced this id"), (2, "there is no entity 'b'", "")]),
    "retired for another": (("term:a:1", "", "term:a:z"), [(1, "the term 'a' is retired", "use 'z' instead")]),
    "retired as another kind": (("term:a:1", "", "entity:a:z"), [(1, "there is no term 'a'", "")]),
    "retired as a publisher, used as a voice": (
        ("voice:a:1", "", "publisher:a:"), [(1, "the voice 'a' is retired", "remove it: nothing replaced this id")]),
    "retired as an entity, used as a voice": (
        ("voice:a:1", "", "entity:a:"), [(1, "the voice 'a' is retired", "remove it: nothing replaced this id")]),
    "retired as a term, used as a voice": (("voice:a:1", "", "term:a:"), [(1, "there is no voice 'a'", "")]),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_an_unknown_id_is_told_once(name: str) -> None:
    """At its first use and about the record there, with the number of the others, and what the id is instead."""
    asked, told = TOLD[name]
    findings = found(*cast(Any, asked))
    assert [(item.span.line, item.message, item.hint) for item in findings] == told
    assert [item.target for item in findings] == [f"owner-{line}" for line, _, _ in told]


def test_a_mend_changes_every_use() -> None:
    """What was meant takes the place of the id wherever that stands; where nothing was meant there is no mend."""
    (finding,) = found("entity:nowa:2 entity:nowa:1", "entity:nova")
    assert finding.fix is not None and (finding.fix.new, finding.fix.old) == ("nova", "nowa")
    assert finding.fix.places == (at(1), at(2)) and [item.span for item in finding.related] == [at(2)]
    (finding,) = found("term:a:1 term:a:2 term:a:3", "", "term:a:z")
    assert finding.fix is not None and (finding.fix.new, finding.fix.old) == ("z", "a")
    assert finding.fix.places == (at(1), at(2), at(3))
    assert [item.note for item in finding.related] == ["retired here", "also used here", "also used here"]
    assert found("term:a:1", "", "term:a:")[0].fix is None and found("term:a:1")[0].fix is None


def test_only_some_of_many_uses_are_listed() -> None:
    """The next four; the message has the number of all."""
    (finding,) = found(" ".join(f"term:a:{line}" for line in range(1, 8)))
    assert [item.span.line for item in finding.related] == [2, 3, 4, 5] and "(and 6 more times)" in finding.message


def test_all_that_quotes_is_looked_at() -> None:
    """Every field of a claim with quotes, and every field of a source that marks passages; what has no words, or
    names no source, quotes nothing."""
    written = {name for name, field in ClaimRecord.model_fields.items() if "Appearance" in str(field.annotation)}
    assert set(QUOTING) == written | {"evidence"}
    parts = {name: getattr(field.annotation, "__args__", ()) for name, field in SourceRecord.model_fields.items()}
    kinds = {name: found[0] for name, found in parts.items() if found and isinstance(found[0], type)}
    assert set(MARKING) == {name for name, kind in kinds.items() if issubclass(kind, Anchor)}
    nothing = {"quote": None, "source": "nova", "prefix": "", "suffix": ""}
    places = cast(Any, SimpleNamespace(at=lambda *loc: at(1)))
    for item in (nothing, nothing | {"quote": "It opens.", "source": None}):
        record = SimpleNamespace(appearances=[SimpleNamespace(**item)])
        assert quote_at(record, places, "appearances", 0) == ()
