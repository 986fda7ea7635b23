"""What claims assert of a property of a subject, and which of them cannot both hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from generator.model.corpus import Claim, Corpus
from generator.resolve.dates import date_or_none
from generator.resolve.values import values_agree


def asserting(corpus: Corpus) -> Mapping[tuple[str, str], tuple[Claim, ...]]:
    """The claims that give a property of a subject a value, by subject and property; denials give none."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in corpus.claims.values():
        asserts = claim.written.asserts
        if asserts is not None and claim.written.hedge.level != "denied":
            groups[asserts.of, asserts.property].append(claim)
    return {key: tuple(claims) for key, claims in sorted(groups.items())}


def cannot_both_hold(one: Claim, other: Claim) -> bool:
    """Whether two claims give one property values that exclude each other at one time.

    A value that is itself a date needs no time; of any other it counts when the claims are about (`when`): who headed
    an office in 2019 says nothing against who did in 2023. A claim without a time is taken to be about all of it.
    """
    first, second = one.written.asserts, other.written.asserts
    if first is None or second is None or values_agree(first.value, second.value):
        return False
    both_dates = date_or_none(first.value) is not None and date_or_none(second.value) is not None
    return both_dates or one.when is None or other.when is None or one.when.meets(other.when)
