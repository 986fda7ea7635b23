"""Claims that cannot both be true, grouped by what they are about, with the ancestry that they share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from generator.model.corpus import Corpus
from generator.resolve.assertions import asserting, cannot_both_hold
from generator.resolve.lineage import Origins, origins_of, roots_behind, speakers_in


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A group of claims linked by pairs that cannot both be true.

    `subject` and `attribute` name what they disagree on, where they assert values of it (empty where they were only
    declared to contradict). `sides` are claims that agree with each other, the largest side first; `origins` those of
    all pages on which they are made.
    """

    subject: str
    attribute: str
    claims: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, ...], ...]
    origins: Origins

    @property
    def anchor(self) -> str:
        """A name that is unique among all groups."""
        return f"{self.subject}-{self.attribute}" if self.subject else self.claims[0]


def _declared(corpus: Corpus) -> frozenset[tuple[str, str]]:
    return frozenset(
        (min(claim.id, other), max(claim.id, other))
        for claim in corpus.claims.values()
        for item in claim.written.relations
        if item.type == "contradicts" and (other := item.claim) is not None and other in corpus.claims
    )


def _connected(pairs: frozenset[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The claims of the pairs in groups that hang together."""
    groups: list[set[str]] = []
    for pair in sorted(pairs):
        touching = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(pair).union(*touching))
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _group(
    corpus: Corpus, subject: str, prop: str, claims: tuple[str, ...], pairs: frozenset[tuple[str, str]]
) -> Contradiction:
    def order(id: str) -> tuple[object, ...]:
        asserted = corpus.claims[id].asserted
        return (asserted.sort_key if asserted else (), id)

    ordered = tuple(sorted(claims, key=order))
    said: dict[str, tuple[str, ...]] = {}
    speakers: dict[str, frozenset[str]] = {}
    for claim in (corpus.claims[id] for id in ordered):
        roots, spoken = roots_behind(corpus, claim), speakers_in(claim)
        for item in claim.appearances:
            source = item.written.source
            if source in corpus.sources:
                said[source] = tuple(sorted({*said.get(source, ()), *roots[source]}))
                speakers[source] = speakers.get(source, frozenset()) | spoken.get(source, frozenset())
    return Contradiction(
        subject, prop, ordered, tuple(sorted(pairs)), _sides(ordered, pairs), origins_of(corpus, said, speakers)
    )


def _sides(claims: tuple[str, ...], pairs: frozenset[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Claims in groups of which no two contradict each other, the largest group first."""
    sides: list[list[str]] = []
    for id in claims:
        fitting = (side for side in sides if not any((min(id, one), max(id, one)) in pairs for one in side))
        side = next(fitting, None)
        if side is None:
            sides.append([id])
        else:
            side.append(id)
    return tuple(tuple(side) for side in sorted(sides, key=lambda side: (-len(side), side)))


def contradictions(corpus: Corpus) -> tuple[Contradiction, ...]:
    """All groups: first those that disagree on a property of a subject, then those only declared to."""
    found: list[Contradiction] = []
    known: set[tuple[str, str]] = set()
    for (subject, prop), claims in asserting(corpus).items():
        pairs = frozenset(
            (min(one.id, other.id), max(one.id, other.id))
            for one, other in combinations(claims, 2)
            if cannot_both_hold(one, other)
        )
        if pairs:
            known |= pairs
            disagreeing = tuple(claim.id for claim in claims if any(claim.id in pair for pair in pairs))
            found.append(_group(corpus, subject, prop, disagreeing, pairs))
    declared = frozenset(_declared(corpus) - known)
    for ids in _connected(declared):
        pairs = frozenset(pair for pair in declared if pair[0] in ids)
        found.append(_group(corpus, "", "", ids, pairs))
    return tuple(found)
