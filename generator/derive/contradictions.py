"""Claims that cannot both be true, grouped by what they are about, with the ancestry that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from generator.model.corpus import Claim, Corpus
from generator.resolve.dates import values_agree
from generator.resolve.lineage import independent_groups, roots_behind


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A group of claims linked by pairs that cannot both be true.

    `subject` and `attribute` name what they disagree on, where they assert values of it (empty where they were only
    declared to contradict); `origins` are the groups of their appearances that share no origin with each other.
    """

    subject: str
    attribute: str
    claims: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    origins: tuple[tuple[str, ...], ...]

    @property
    def anchor(self) -> str:
        """A name that is unique among all groups."""
        return f"{self.subject}-{self.attribute}" if self.subject else self.claims[0]


def _asserting(corpus: Corpus) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in corpus.claims.values():
        asserts = claim.written.asserts
        if asserts is not None and claim.written.hedge.level != "denied":
            groups[asserts.of, asserts.property].append(claim)
    return {key: tuple(claims) for key, claims in sorted(groups.items())}


def _declared(corpus: Corpus) -> frozenset[tuple[str, str]]:
    return frozenset(
        (min(claim.id, item.claim), max(claim.id, item.claim))
        for claim in corpus.claims.values()
        for item in claim.written.relations
        if item.type == "contradicts" and item.claim in corpus.claims
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

    roots = {
        f"{id} {item.written.source}": roots_behind(corpus, corpus.claims[id])[item.written.source]
        for id in claims
        for item in corpus.claims[id].appearances
        if item.written.source in corpus.sources
    }
    return Contradiction(
        subject, prop, tuple(sorted(claims, key=order)), tuple(sorted(pairs)), independent_groups(roots, roots)
    )


def contradictions(corpus: Corpus) -> tuple[Contradiction, ...]:
    """All groups: first those that disagree on a property of a subject, then those only declared to."""
    found: list[Contradiction] = []
    told: set[tuple[str, str]] = set()
    for (subject, prop), claims in _asserting(corpus).items():
        values = {claim.id: claim.written.asserts.value for claim in claims if claim.written.asserts}
        pairs = frozenset(
            (min(one, other), max(one, other))
            for one, other in combinations(values, 2)
            if not values_agree(values[one], values[other])
        )
        if pairs:
            told |= pairs
            quarrelling = tuple(id for id in values if any(id in pair for pair in pairs))
            found.append(_group(corpus, subject, prop, quarrelling, pairs))
    declared = frozenset(_declared(corpus) - told)
    for ids in _connected(declared):
        pairs = frozenset(pair for pair in declared if pair[0] in ids)
        found.append(_group(corpus, "", "", ids, pairs))
    return tuple(found)
