"""Ids to records: what is defined twice, what is referred to and exists nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.diagnostics import Diagnostic, Fix, Related, Span
from generator.diagnostics.catalogue import R001, R002, R004
from generator.diagnostics.nearest import proposal
from generator.model.drafts import Drafts, Unread
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.model.places import Located
from generator.model.records import TombstoneRecord

LISTED = 4
VOICES = frozenset({"entity", "publisher"})


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
            message, hint = f"the {kind} {id!r} is defined twice", ""
            if id not in found:
                message = f"the id {id!r} is taken: another kind of record already bears it"
                hint = "give one of the two another id: entities and publishers share theirs"
            findings.append(Diagnostic(R002, span, message, hint, related, id))
        found.setdefault(id, located)
    return dict(sorted(found.items())), tuple(findings)


def _with_article(kind: str) -> str:
    return f"an {kind}" if kind.startswith("e") else f"a {kind}"


def _told_once(uses: Mapping[tuple[str, str], list[Reference]]) -> dict[tuple[str, str], list[Reference]]:
    """The uses of unknown ids, those as a voice together with those as the entity or publisher that a voice is."""
    told = {key: list(places) for key, places in uses.items()}
    for kind, id in uses:
        if kind in VOICES and ("voice", id) in told:
            told[kind, id] += told.pop(("voice", id))
    return told


def unknown(
    references: Iterable[Reference],
    known: Mapping[str, Mapping[str, Any]],
    tombstones: Mapping[str, Located[TombstoneRecord]],
    unread: Unread,
    begun: Collection[str],
) -> tuple[frozenset[tuple[str, str]], tuple[Diagnostic, ...]]:
    """The (kind, id) pairs that no record has, and one finding for each: R004 where it was retired, else R001.

    All uses of one unknown id are one finding at the first of them. What an unread record may define is
    missing, but is no finding of its own. `begun` are the ids of claims that are drafts.
    """
    uses: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.id not in known[reference.kind]:
            uses[reference.kind, reference.id].append(reference)
    findings = []
    for (kind, id), places in sorted(_told_once(uses).items()):
        if unread.may_define(kind, id):
            continue
        places.sort(key=lambda item: item.span)
        first, others = places[0], places[1:]
        related = [Related(item.span, "also used here") for item in others[:LISTED]]
        more = f" (and {len(others)} more time{'s' if len(others) > 1 else ''})" if others else ""
        tombstone = tombstones.get(id)
        if tombstone is not None and tombstone.record.kind in ({kind} | (VOICES if kind == "voice" else set())):
            instead = tombstone.record.replaced_by
            hint = f"use {instead!r} instead" if instead else "remove it: nothing replaced this id"
            fix = Fix(tuple(item.span for item in (first, *others)), instead, id) if instead else None
            related.insert(0, Related(tombstone.places.at("id"), "retired here"))
            message = f"the {kind} {id!r} is retired{more}"
            findings.append(Diagnostic(R004, first.span, message, hint, tuple(related), first.owner, fix))
            continue
        elsewhere = min((other for other, records in known.items() if id in records), default="")
        other_kind = f"{id!r} is {_with_article(elsewhere)}" if elsewhere else ""
        if kind == "claim" and id in begun:
            other_kind = f"{id!r} is a draft: finish it first"
        meant, fix = proposal(id, known[kind], first.span, *(item.span for item in others))
        hint = "; ".join(filter(None, (other_kind, meant)))
        fix = replace(fix, old=id) if fix else None
        message = f"there is no {kind} {id!r}{more}"
        findings.append(Diagnostic(R001, first.span, message, hint, tuple(related), first.owner, fix))
    return frozenset(uses), tuple(findings)


def replacements(tombstones: Mapping[str, Located[TombstoneRecord]]) -> tuple[Reference, ...]:
    """What tombstones refer to as replacements; one that was retired in its turn leads on by its own tombstone."""
    found = []
    for id, located in tombstones.items():
        kind, new = located.record.kind, located.record.replaced_by
        next_one = tombstones.get(new) if new is not None else None
        if new is not None and (next_one is None or next_one.record.kind != kind):
            found.append(Reference(kind, new, located.places.at("replaced_by"), id))
    return tuple(found)


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
