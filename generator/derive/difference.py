"""What differs between two revisions of a project, record by record, in the language of claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from generator.derive.change_kinds import KINDS, Text
from generator.derive.review import Flag
from generator.diagnostics import Span

RecordKind = Literal["claim", "source", "publisher", "entity", "term", "brief", "site", "waiver", "tombstone"]
RECORDS: tuple[RecordKind, ...] = get_args(RecordKind)
"""In the order in which they are told."""
OF_RECORDS = (
    "unreadable", "added", "replaces", "finished", "redrafted", "withdrawn", "removed", "document-changed",
    "lineage-added", "lineage-removed", "lineage-changed", "origins-changed", "quote-moved", "changed",
)  # fmt: skip
"""Kinds beside those of change_kinds, in the order in which they are told, before those."""
ORDER: Mapping[str, int] = {kind: number for number, kind in enumerate(dict.fromkeys((*OF_RECORDS, *KINDS)))}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    `kind` is one of ORDER. `about` names what it concerns inside the record or beside it: an id, a path, a side.
    `before` and `after` are words per language or plain text. `fields` names what changed in a record that is told in
    short. `reason` is that of a tombstone. `flag` says why a reviewer should look at it, None where that is not needed.
    `span` is the place in the new revision, or in the old one where `gone`.
    """

    record: RecordKind
    id: str
    kind: str
    about: str = ""
    before: Text | str | None = None
    after: Text | str | None = None
    fields: tuple[str, ...] = ()
    reason: Text | None = None
    draft: bool = False
    flag: Flag | None = None
    span: Span | None = None
    gone: bool = False


def _sort_key(item: Difference) -> tuple[int, str, bool, int, str, str, str]:
    def plain(text: Text | str | None) -> str:
        return text if isinstance(text, str) else repr(sorted(text.items())) if text else ""

    return (
        RECORDS.index(item.record), item.id, item.draft, ORDER[item.kind], item.about, plain(item.before),
        plain(item.after),
    )  # fmt: skip


def in_their_order(found: Iterator[Difference]) -> tuple[Difference, ...]:
    """Differences by kind of record, id and kind of change; drafts, which no page shows, carry no flag."""
    told = (replace(item, flag=None) if item.draft else item for item in found)
    return tuple(sorted(told, key=_sort_key))
