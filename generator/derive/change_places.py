"""Where in the new record a change of a claim can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from generator.derive.change_kinds import Change
from generator.model.claim_records import ClaimRecord
from generator.model.spans import Loc

FIELDS: Mapping[str, Loc] = MappingProxyType(
    {
        "outcome": ("resolution", "outcome"), "due": ("resolution", "due"), "criteria": ("resolution", "criteria"),
        "reworded": ("statement",), "statement": ("statement",), "kind": ("kind",), "date": ("when",),
        "condition": ("condition",), "assertion": ("asserts",), "hedge": ("hedge", "level"),
        "confidence": ("assessment", "confidence"), "credibility": ("assessment", "credibility"),
        "assessed": ("assessment",), "assessment": ("assessment",),
    }
)  # fmt: skip
"""By the first word of the kind."""
LISTS: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "voice": ("voices", "who", ()),
        "appearance": ("appearances", "source", ("quote", "paraphrase")),
        "quote": ("appearances", "source", ("quote",)),
        "translation": ("appearances", "source", ("translation",)),
        "paraphrase": ("appearances", "source", ("paraphrase",)),
        "evidence": ("evidence", "source", ("paraphrase",)),
        "bearing": ("evidence", "source", ("bearing",)),
        "relation": ("relations", "claim", ()),
    }
)
"""By the first word of the kind: the list, what names its items, and which fields hold what the change shows."""


def _in_list(items: Sequence[Any], change: Change, key: str, shown: tuple[str, ...]) -> Loc | None:
    """The item that a change is about, and the field in it that holds the new value."""
    named = [(index, item) for index, item in enumerate(items) if getattr(item, key) == change.about]
    for index, item in named:
        for field in shown:
            if change.after is not None and getattr(item, field) == change.after:
                return index, field
    return (named[0][0],) if named and change.after is not None else None


def place_in(change: Change, record: ClaimRecord) -> Loc:
    """The path of what changed in the record after the change; where something went, of what held it."""
    first = change.kind.split("-")[0]
    if first == "subject":
        return ("about", record.about.index(change.about)) if change.about in record.about else ("about",)
    if first == "condition" and record.condition_claim is not None and change.after == record.condition_claim:
        return ("condition_claim",)
    if first in LISTS:
        field, key, shown = LISTS[first]
        found = _in_list(getattr(record, field), change, key, shown)
        if found is None and field == "evidence" and record.resolution is not None:
            found = _in_list(record.resolution.evidence, change, key, shown if first == "evidence" else ())
            return ("resolution", "evidence", *(found or ()))
        return (field, *(found or ()))
    return FIELDS.get(first, ())
