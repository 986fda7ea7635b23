"""What changed in each field of a claim: one function a field, each telling its kinds of change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from generator.derive.change_kinds import (
    CONFIDENCE,
    DEGREES,
    Change,
    ChangeKind,
    ClaimPair,
    Text,
    hedge_change,
)
from generator.model.claim_records import Appearance, ClaimRecord, Evidence, Relation, Resolution, ResolutionEvidence
from generator.model.fields import ANY_LANGUAGE

Item = TypeVar("Item")
Found = Iterator[Change]


def paired(
    old: Sequence[Item], new: Sequence[Item], key: Callable[[Item], Hashable]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Items of two lists as changed pairs of one key, those that went, those that came; equal ones are left out.

    Where several items share a key, they pair off in their order.
    """
    gone, come = list(old), list(new)
    for item in old:
        if item in come:
            come.remove(item)
            gone.remove(item)
    waiting: dict[Hashable, list[Item]] = defaultdict(list)
    for item in come:
        waiting[key(item)].append(item)
    pairs, lost = [], []
    for item in gone:
        if waiting[key(item)]:
            pairs.append((item, waiting[key(item)].pop(0)))
        else:
            lost.append(item)
    return pairs, lost, [item for items in waiting.values() for item in items]


def _statement(pair: ClaimPair) -> Found:
    old, new = pair.old.statement, pair.new.statement
    if pair.reworded(old, new):
        yield pair.change("reworded", "", old, new)
    elif old.keys() - {ANY_LANGUAGE, pair.language} != new.keys() - {ANY_LANGUAGE, pair.language}:
        yield pair.change("statement-translated", "", old, new)


def _codes(pair: ClaimPair) -> Found:
    yield pair.change("kind-changed", "", pair.old.kind, pair.new.kind)


def _date(pair: ClaimPair) -> Found:
    yield pair.change("date-changed", "", pair.old.when, pair.new.when)


def _condition(pair: ClaimPair) -> Found:
    if pair.reworded(pair.old.condition, pair.new.condition):
        yield pair.change("condition-changed", "", pair.old.condition, pair.new.condition)


def _condition_claim(pair: ClaimPair) -> Found:
    yield pair.change("condition-changed", "", pair.old.condition_claim, pair.new.condition_claim)


def _asserts(pair: ClaimPair) -> Found:
    before, after = (
        f"{r.asserts.of} · {r.asserts.property} · {r.asserts.value}" if r.asserts else None
        for r in (pair.old, pair.new)
    )
    yield pair.change("assertion-changed", "", before, after)


def _about(pair: ClaimPair) -> Found:
    for id in sorted(set(pair.new.about) - set(pair.old.about)):
        yield pair.change("subject-added", id)
    for id in sorted(set(pair.old.about) - set(pair.new.about)):
        yield pair.change("subject-removed", id)


def _hedge(pair: ClaimPair) -> Found:
    old, new = pair.old.hedge.level, pair.new.hedge.level
    if old != new:
        yield pair.change(hedge_change(old, new), "", old, new)


def _voices(pair: ClaimPair) -> Found:
    roles: list[dict[str, list[str]]] = []
    for record in (pair.old, pair.new):
        roles.append({})
        for voice in record.voices:
            roles[-1].setdefault(voice.who, []).append(voice.role)
    old, new = roles
    for who in sorted(old.keys() | new.keys()):
        before, after = (" ".join(sorted(side.get(who, ()))) for side in roles)
        if who not in old:
            yield pair.change("voice-added", who, None, after)
        elif who not in new:
            yield pair.change("voice-removed", who, before, None)
        elif before != after:
            yield pair.change("voice-recast", who, before, after)


def _appearances(pair: ClaimPair) -> Found:
    def words(item: Appearance) -> str | Text | None:
        return item.quote or item.paraphrase

    pairs, gone, come = paired(pair.old.appearances, pair.new.appearances, lambda item: item.source)
    for new in come:
        yield pair.change("appearance-added", new.source, None, words(new))
    for old in gone:
        yield pair.change("appearance-removed", old.source, words(old), None)
    for old, new in pairs:
        if old.quote != new.quote:
            yield pair.change("quote-changed", new.source, old.quote, new.quote)
        if pair.reworded(old.paraphrase, new.paraphrase):
            yield pair.change("paraphrase-changed", new.source, old.paraphrase, new.paraphrase)
        if pair.reworded(old.translation, new.translation):
            yield pair.change("translation-changed", new.source, old.translation, new.translation)


def _source(item: Evidence | ResolutionEvidence) -> str:
    return item.source


def _evidence_changes(
    pair: ClaimPair, old: Sequence[Evidence | ResolutionEvidence], new: Sequence[Evidence | ResolutionEvidence]
) -> Found:
    pairs, gone, come = paired(old, new, _source)
    yield from (pair.change("evidence-added", item.source, None, item.paraphrase) for item in come)
    yield from (pair.change("evidence-removed", item.source, item.paraphrase, None) for item in gone)
    for before, after in pairs:
        if pair.reworded(before.paraphrase, after.paraphrase):
            yield pair.change("evidence-changed", after.source, before.paraphrase, after.paraphrase)
        if isinstance(before, Evidence) and isinstance(after, Evidence) and before.bearing != after.bearing:
            yield pair.change("bearing-changed", after.source, before.bearing, after.bearing)


def _relations(pair: ClaimPair) -> Found:
    def words(item: Relation) -> str:
        return f"{item.type} {item.how}" if item.how else item.type

    def other(item: Relation) -> str:
        return item.claim or item.source or ""

    pairs, gone, come = paired(pair.old.relations, pair.new.relations, other)
    yield from (pair.change("relation-added", other(item), None, words(item)) for item in come)
    yield from (pair.change("relation-removed", other(item), words(item), None) for item in gone)
    for before, after in pairs:
        if words(before) != words(after):
            yield pair.change("relation-changed", other(after), words(before), words(after))


def _grounds(record: ClaimRecord) -> Sequence[Evidence | ResolutionEvidence]:
    return (*record.evidence, *(record.resolution.evidence if record.resolution else ()))


def _new_evidence(pair: ClaimPair) -> bool:
    """Whether the claim gained evidence, for its being true or for its outcome."""
    return bool(paired(_grounds(pair.old), _grounds(pair.new), _source)[2])


def _assessment(pair: ClaimPair) -> Found:
    old, new = pair.old.assessment, pair.new.assessment
    if old is None or new is None:
        if new is not None:
            yield pair.change("assessed", "", None, new.confidence)
        elif old is not None:
            yield pair.change("assessment-withdrawn", "", old.confidence, None)
        return
    rise = CONFIDENCE.index(new.confidence) - CONFIDENCE.index(old.confidence)
    if rise > 0:
        shown = _new_evidence(pair)
        raised: ChangeKind = "confidence-raised-with-evidence" if shown else "confidence-raised-without-evidence"
        yield pair.change(raised, "", old.confidence, new.confidence)
    elif rise < 0:
        yield pair.change("confidence-lowered", "", old.confidence, new.confidence)
    if old.credibility != new.credibility:
        moved: ChangeKind = "credibility-changed"
        if old.credibility in DEGREES and new.credibility in DEGREES:
            rise = DEGREES.index(new.credibility) - DEGREES.index(old.credibility)
            moved = "credibility-raised" if rise > 0 else "credibility-lowered"
        yield pair.change(moved, "", str(old.credibility), str(new.credibility))


def outcome_words(resolution: Resolution | None) -> str | None:
    """The outcome and, after a space, the date of it where there is one; a date without an outcome is none."""
    if resolution is None or resolution.outcome is None:
        return None
    return f"{resolution.outcome} {resolution.occurred}" if resolution.occurred else resolution.outcome


def _resolution(pair: ClaimPair) -> Found:
    old, new = pair.old.resolution, pair.new.resolution
    if old is None and new is not None:
        yield pair.change("due-set", "", None, new.due)
    elif old is not None and new is None:
        yield pair.change("due-removed", "", old.due, None)
    elif old is not None and new is not None:
        if old.due != new.due:
            yield pair.change("due-moved", "", old.due, new.due)
        if pair.reworded(old.criteria, new.criteria):
            yield pair.change("criteria-changed", "", old.criteria, new.criteria)
    before, after = outcome_words(old), outcome_words(new)
    if before != after:
        kind: ChangeKind = "outcome-changed" if before else "outcome-recorded"
        yield pair.change(kind if after else "outcome-withdrawn", "", before, after)
    elif old is not None and new is not None:
        yield from _evidence_changes(pair, old.evidence, new.evidence)


def _evidence(pair: ClaimPair) -> Found:
    yield from _evidence_changes(pair, pair.old.evidence, pair.new.evidence)


COMPARED: Mapping[str, Callable[[ClaimPair], Found]] = MappingProxyType(
    {
        "statement": _statement,
        "kind": _codes,
        "about": _about,
        "voices": _voices,
        "hedge": _hedge,
        "asserts": _asserts,
        "when": _date,
        "condition": _condition,
        "condition_claim": _condition_claim,
        "appearances": _appearances,
        "evidence": _evidence,
        "relations": _relations,
        "assessment": _assessment,
        "resolution": _resolution,
    }
)
"""Who tells what changed in a field; what none of them tells is a change of details."""
