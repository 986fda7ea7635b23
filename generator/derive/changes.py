"""What changed from one state of the claims to another, in the language of claims and not of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.change_kinds import KINDS, Change, ClaimPair, Text
from generator.derive.field_changes import COMPARED, Found
from generator.model.claim_records import ClaimRecord
from generator.model.fields import ANY_LANGUAGE
from generator.model.history import History


def _told(pair: ClaimPair) -> Found:
    """Every change from one state of a claim to another: at least one for each field that differs."""
    for field in ClaimRecord.model_fields:
        if getattr(pair.old, field) != getattr(pair.new, field):
            found = tuple(COMPARED[field](pair)) if field in COMPARED else ()
            yield from found or (pair.change("details-changed", field),)


def _order(change: Change) -> tuple[str, int, str, str, str]:
    return change.claim, KINDS.index(change.kind), change.about, _plain(change.before), _plain(change.after)


def _plain(text: Text | str | None) -> str:
    return text if isinstance(text, str) else repr(sorted(text.items())) if text else ""


def changes_between(
    old: Mapping[str, ClaimRecord], new: Mapping[str, ClaimRecord], language: str = ANY_LANGUAGE
) -> tuple[Change, ...]:
    """What changed from `old` to `new`, both claims by id, in the order of ids and, within a claim, of KINDS.

    `language` is the site's: a text that names no language is in it, so that adding a translation does not look like
    rewording. Equal claims yield nothing; claims that differ yield at least one change each.
    """
    found: list[Change] = []
    for id in old.keys() | new.keys():
        if id not in old:
            found.append(Change("added", id, "", None, new[id].statement))
        elif id not in new:
            found.append(Change("withdrawn", id, "", old[id].statement, None))
        elif old[id] is not new[id]:
            found.extend(_told(ClaimPair(old[id], new[id], language)))
    return tuple(sorted(found, key=_order))


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A change with the commit that made it (its day and, as RFC 3339, its moment, in UTC), and the claim's statement
    after it, or before it where the claim was withdrawn."""

    sha: str
    day: date
    moment: str
    change: Change
    statement: Text


def changes(history: History, as_of: date, language: str = ANY_LANGUAGE) -> tuple[RecordedChange, ...]:
    """All changes of a history by the day of their commits, newest first, within a day the later commits first.

    None is from a day after `as_of`. What stood before a history that is not complete is no change.
    """
    found: list[tuple[date, int, tuple[RecordedChange, ...]]] = []
    before = history.before_first
    for number, revision in enumerate(history.revisions):
        if before is not None and revision.day <= as_of:
            made = changes_between(before, revision.claims, language)
            told = (
                RecordedChange(revision.sha, revision.day, revision.moment, change, held.statement)
                for change in made
                if (held := revision.claims.get(change.claim) or before.get(change.claim))
            )
            found.append((revision.day, number, tuple(told)))
        before = revision.claims
    return tuple(item for _, _, made in sorted(found, key=lambda row: row[:2], reverse=True) for item in made)
