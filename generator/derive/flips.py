"""Where a claim departs from another one: what changed in polarity, number, date, voice or certainty, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.choices import Change, RelationType
from generator.model.corpus import Corpus

ORDER: tuple[Change, ...] = (
    "polarity", "entity", "number", "date", "certainty", "voice", "scope", "addition", "omission", "wording",
)  # fmt: skip
"""The gravest change first: what turns a meaning round before what only adds to it."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A claim (`later`) that departs from another one (`earlier`), or that adds something to a source (`added_to`).

    One of the two is None. `step` is the source in which the difference is first seen, `relation` the number of the
    later claim's relation that says so.
    """

    earlier: str | None
    added_to: str | None
    later: str
    type: RelationType
    how: Change | None
    step: str | None
    ref: str
    relation: int

    @property
    def anchor(self) -> str:
        """A short name that is unique among all flips."""
        return f"{self.later}-{self.relation}"


def _rank(flip: Flip) -> tuple[int, int, int, str, str]:
    number = int(flip.ref[1:]) if flip.ref[1:].isdigit() else 0
    weight = ORDER.index(flip.how) if flip.how else len(ORDER)
    return (weight, 0 if flip.ref else 1, number, flip.later, flip.earlier or flip.added_to or "")


def flips(corpus: Corpus) -> tuple[Flip, ...]:
    """All claims linked as `distorts`, or as `same-as` with a change, the gravest first."""
    found = [
        Flip(item.claim, item.source, claim.id, item.type, item.how, item.step, item.ref or "", number)
        for claim in corpus.claims.values()
        for number, item in enumerate(claim.written.relations)
        if (item.claim in corpus.claims or item.source in corpus.sources)
        and (item.type == "distorts" or (item.type == "same-as" and item.how))
    ]
    return gravest_first(found)


def gravest_first(found: Iterable[Flip]) -> tuple[Flip, ...]:
    """Flips in the order in which they are shown."""
    return tuple(sorted(found, key=_rank))
