"""What differs in the claims of two revisions: what changes_between tells, where it stands, and every detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.derive.change_kinds import Change
from generator.derive.change_places import place_in
from generator.derive.changes import changes_between
from generator.derive.difference import Difference
from generator.derive.leaves import Leaf, differing
from generator.derive.review import flag_of
from generator.diagnostics import Span
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Claim, Corpus
from generator.model.lexicon import Lexicon
from generator.model.places import Located, Places

Written = Mapping[str, Located[ClaimRecord]]
TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "statement": ("reworded", "statement-translated"),
        "kind": ("kind-changed",),
        "about": ("subject-added", "subject-removed"),
        "voices": ("voice-added", "voice-removed", "voice-recast"),
        "voices.role": ("voice-recast",),
        "hedge.level": ("hedge-strengthened", "hedge-weakened", "hedge-changed"),
        "asserts.of": ("assertion-changed",),
        "asserts.property": ("assertion-changed",),
        "asserts.value": ("assertion-changed",),
        "when": ("date-changed",),
        "condition": ("condition-changed",),
        "condition_claim": ("condition-changed",),
        "appearances": ("appearance-added", "appearance-removed"),
        "appearances.quote": ("quote-changed",),
        "appearances.paraphrase": ("paraphrase-changed",),
        "appearances.translation": ("translation-changed",),
        "evidence": ("evidence-added", "evidence-removed"),
        "evidence.paraphrase": ("evidence-changed",),
        "evidence.bearing": ("bearing-changed",),
        "relations": ("relation-added", "relation-removed"),
        "relations.type": ("relation-changed",),
        "relations.how": ("relation-changed",),
        "assessment.confidence": (
            "assessed", "assessment-withdrawn", "confidence-raised-with-evidence",
            "confidence-raised-without-evidence", "confidence-lowered",
        ),
        "assessment.credibility": ("credibility-raised", "credibility-lowered", "credibility-changed"),
        "resolution.criteria": ("criteria-changed",),
        "resolution.due": ("due-set", "due-moved", "due-removed"),
        "resolution.outcome": ("outcome-recorded", "outcome-changed", "outcome-withdrawn"),
        "resolution.occurred": ("outcome-recorded", "outcome-changed", "outcome-withdrawn"),
        "resolution.evidence": ("evidence-added", "evidence-removed"),
        "resolution.evidence.paraphrase": ("evidence-changed",),
    }
)  # fmt: skip
"""Which kinds of change tell of a value, by its path; what none of them tells is told as a detail."""
UNCOMPARED = frozenset({"id", "draft"})


def _told(leaf: Leaf, made: Sequence[Change]) -> bool:
    kinds = TOLD.get(leaf.field, ())
    return any(item.kind in kinds and leaf.key in {"", item.about} for item in made)


def _stands(places: Places, loc: tuple[str | int, ...]) -> Span:
    return places.key(*loc)


def _details(
    old: ClaimRecord, new: Located[ClaimRecord], made: Sequence[Change], language: str
) -> Iterator[tuple[Change, Span]]:
    """The changes of one claim with their places, each value that differs in one of them."""
    leaves = [leaf for leaf in differing(old, new.record, language) if leaf.field not in UNCOMPARED]
    untold = [leaf for leaf in leaves if not _told(leaf, made)]
    covered = {leaf.field.split(".")[0] for leaf in untold}
    for item in made:
        if item.kind != "details-changed":
            yield item, _stands(new.places, place_in(item, new.record))
        elif item.about not in covered:
            yield item, _stands(new.places, (item.about,))
    for leaf in untold:
        change = Change("details-changed", new.record.id, leaf.path, leaf.before, leaf.after)
        yield change, _stands(new.places, leaf.loc)


def changed_claims(old: Written, new: Written, language: str, lexicon: Lexicon) -> Iterator[Difference]:
    """What differs in the claims that both sides have; flagged where a reviewer should look."""
    shared = sorted(old.keys() & new.keys())
    before, after = ({id: side[id].record for id in shared} for side in (old, new))
    made: dict[str, list[Change]] = {}
    for change in changes_between(before, after, language):
        made.setdefault(change.claim, []).append(change)
    for id, changes in made.items():
        proven = any(item.kind == "evidence-added" for item in changes)
        for item, span in _details(before[id], new[id], changes, language):
            flag = flag_of(item.kind, item.about, item.before, item.after, language, lexicon)
            if item.kind == "credibility-raised" and not proven:
                flag = "confidence-without-evidence"
            yield Difference("claim", id, item.kind, item.about, item.before, item.after, flag=flag, span=span)


def _passages(claim: Claim, corpus: Corpus) -> Mapping[tuple[str, str], list[tuple[int, Span, Span]]]:
    """Where the quotes of a claim stand: by source and words, each with its offset, its place there and its own."""
    found: dict[tuple[str, str], list[tuple[int, Span, Span]]] = {}
    for number, item in enumerate(claim.appearances):
        source = corpus.sources.get(item.written.source)
        if item.passage is not None and item.written.quote is not None and source and source.document:
            place = source.document.span(item.passage.start)
            own = claim.places.key("appearances", number, "quote")
            key = item.written.source, item.written.quote
            found.setdefault(key, []).append((item.passage.start, place, own))
    return found


def moved_quotes(old: Corpus, new: Corpus) -> Iterator[Difference]:
    """Quotes whose words stay and that `prefix` or `suffix` now lead to another place of the same document."""
    for id in sorted(old.claims.keys() & new.claims.keys()):
        before = _passages(old.claims[id], old)
        for key, places in _passages(new.claims[id], new).items():
            source, _ = key
            was = before.get(key, [])
            same = source in old.sources and old.sources[source].written.sha256 == new.sources[source].written.sha256
            lost, come = ([row for row in a if row[0] not in {other[0] for other in b}]
                          for a, b in ((was, places), (places, was)))  # fmt: skip
            for one, two in zip(lost if same else (), come, strict=False):
                yield Difference(
                    "claim", id, "quote-moved", source, str(one[1]), str(two[1]), flag="quote-moved", span=two[2]
                )
