"""Ids to records: what is defined twice, what is referred to and exists nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import R001, R002, R004
from generator.diagnostics.nearest import did_you_mean
from generator.model.drafts import Drafts, Unread
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.model.places import Located
from generator.model.records import TombstoneRecord

LISTED = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of an id: the kind of record meant, the id, the place, and the record that uses it."""

    kind: str
    id: str
    span: Span
    owner: str


def references_in(located: Located[Any]) -> tuple[Reference, ...]:
    """All ids that a record refers to."""
    owner = str(getattr(located.record, "id", ""))
    return tuple(
        Reference(marker.kind, text, located.places.at(*loc), owner)
        for loc, marker, text in marked(located.record, RefersTo)
    )


def index(
    kind: str, records: Iterable[Located[Any]], taken: Mapping[str, Span] | None = None
) -> tuple[dict[str, Located[Any]], tuple[Diagnostic, ...]]:
    """Records by id in the order of ids; the second use of an id is R002; the first one stands."""
    found: dict[str, Located[Any]] = {}
    findings = []
    for located in sorted(records, key=lambda item: item.places.at("id")):
        id, span = located.record.id, located.places.at("id")
        first = found[id].places.at("id") if id in found else (taken or {}).get(id)
        if first is not None:
            related = (Related(first, "first defined here"),)
            findings.append(Diagnostic(R002, span, f"the {kind} {id!r} is defined twice", related=related, target=id))
        found.setdefault(id, located)
    return dict(sorted(found.items())), tuple(findings)


def unknown(
    references: Iterable[Reference],
    known: Mapping[str, Mapping[str, Any]],
    tombstones: Mapping[str, Located[TombstoneRecord]],
    unread: Unread,
) -> tuple[frozenset[tuple[str, str]], tuple[Diagnostic, ...]]:
    """The (kind, id) pairs that no record has, and one finding for each: R004 where it was retired, else R001.

    All uses of one unknown id are one finding at the first of them. What an unread record may define is
    missing, but is no finding of its own.
    """
    uses: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.id not in known[reference.kind]:
            uses[reference.kind, reference.id].append(reference)
    findings = []
    for (kind, id), places in sorted(uses.items()):
        if unread.may_define(kind, id):
            continue
        places.sort(key=lambda item: item.span)
        first, others = places[0], places[1:]
        related = [Related(item.span, "also used here") for item in others[:LISTED]]
        more = f" (and {len(others)} more times)" if others else ""
        tombstone = tombstones.get(id)
        if tombstone is not None and tombstone.record.kind == kind:
            instead = tombstone.record.replaced_by
            hint = f"use {instead!r} instead" if instead else ""
            related.insert(0, Related(tombstone.places.at("id"), "retired here"))
            message = f"the {kind} {id!r} is retired{more}"
            findings.append(Diagnostic(R004, first.span, message, hint, tuple(related), first.owner))
            continue
        elsewhere = sorted(other for other, records in known.items() if other != "voice" and id in records)
        hint = f"{id!r} is a {elsewhere[0]}" if elsewhere else did_you_mean(id, known[kind])
        message = f"there is no {kind} {id!r}{more}"
        findings.append(Diagnostic(R001, first.span, message, hint, tuple(related), first.owner))
    return frozenset(uses), tuple(findings)


def reused(
    known: Mapping[str, Mapping[str, Located[Any]]], tombstones: Mapping[str, Located[TombstoneRecord]]
) -> tuple[Diagnostic, ...]:
    """R004 for every record that bears a retired id of its kind."""
    return tuple(
        Diagnostic(
            R004,
            known[tombstone.record.kind][id].places.at("id"),
            f"the id {id!r} is retired and may not be used again",
            related=(Related(tombstone.places.at("id"), "retired here"),),
            target=id,
        )
        for id, tombstone in tombstones.items()
        if id in known[tombstone.record.kind]
    )


def everything(drafts: Drafts) -> tuple[Located[Any], ...]:
    """All records of a project that can refer to others."""
    briefs = tuple(draft.located for draft in drafts.briefs)
    return (
        *drafts.sources,
        *drafts.publishers,
        *drafts.entities,
        *drafts.terms,
        *drafts.claims,
        *briefs,
    )
