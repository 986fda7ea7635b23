"""The kinds of change that a claim can go through, and what one change says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from generator.model.choices import Credibility, HedgeLevel
from generator.model.claim_records import ClaimRecord

ChangeKind = Literal[
    "added", "withdrawn",
    "outcome-recorded", "outcome-changed", "outcome-withdrawn",
    "due-set", "due-moved", "due-removed", "criteria-changed",
    "reworded", "statement-translated", "kind-changed", "date-changed", "condition-changed", "assertion-changed",
    "subject-added", "subject-removed",
    "hedge-strengthened", "hedge-weakened", "hedge-changed",
    "voice-added", "voice-removed", "voice-recast",
    "appearance-added", "appearance-removed", "quote-changed", "translation-changed", "paraphrase-changed",
    "evidence-added", "evidence-removed", "evidence-changed", "bearing-changed",
    "confidence-raised-with-evidence", "confidence-raised-without-evidence", "confidence-lowered",
    "credibility-raised", "credibility-lowered", "credibility-changed",
    "assessed", "assessment-withdrawn",
    "relation-added", "relation-removed", "relation-changed",
    "details-changed",
]  # fmt: skip
"""In the order in which the changes of one claim are told: what came of it first, trifles last."""
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)

ASSURANCE: Mapping[HedgeLevel, int] = MappingProxyType(
    {
        "possible": 0, "expected": 1, "likely": 1, "inferred": 1, "regarded": 1, "stated": 2, "presupposed": 2,
        "confirmed": 3,
    }
)  # fmt: skip
"""How much the words vouch for the claim: `possible` leaves it open; `expected`, `likely`, `inferred` and `regarded`
reckon with it; `stated` and `presupposed` treat it as so; `confirmed` adds that the voice itself has said so. `denied`
is no degree of assurance but its opposite: a change from or to it neither strengthens nor weakens."""
CONFIDENCE = ("low", "moderate", "high")
DEGREES: tuple[Credibility, ...] = ("known-false", 5, 4, 3, 2, 1)
"""Credibility from the least to the most; 6 (cannot be judged) is no degree."""

Text = Mapping[str, str]
"""Words per language, as records hold them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one claim.

    `about` names what it concerns inside the claim: the id of a source, a voice, an entity or a claim, or the name of
    the field whose details changed. `before` and `after` are what stood and what stands there: words per language for
    texts in our own words; plain text for quotes, dates as written, and codes, several of them parted by a space; None
    where there is nothing to show.
    """

    kind: ChangeKind
    claim: str
    about: str = ""
    before: Text | str | None = None
    after: Text | str | None = None


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """A claim before and after; `language` is that of texts which name none."""

    old: ClaimRecord
    new: ClaimRecord
    language: str

    def reworded(self, before: Text | None, after: Text | None) -> bool:
        """Whether a text changed in a language that it has before and after, and not only gained or lost one."""
        if before is None or after is None:
            return before is not after
        old, new = ({tag or self.language: text for tag, text in side.items()} for side in (before, after))
        shared = old.keys() & new.keys()
        return not shared or any(old[tag] != new[tag] for tag in shared)

    def change(
        self, kind: ChangeKind, about: str = "", before: Text | str | None = None, after: Text | str | None = None
    ) -> Change:
        """A change of this claim."""
        return Change(kind, self.new.id, about, before, after)


def hedge_change(old: HedgeLevel, new: HedgeLevel) -> ChangeKind:
    """Whether one hedge vouches for more than another, for less, or only in another way."""
    before, after = ASSURANCE.get(old), ASSURANCE.get(new)
    if before is None or after is None or before == after:
        return "hedge-changed"
    return "hedge-strengthened" if after > before else "hedge-weakened"
