"""What is known of a claim's truth as of a day: always derived, never written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.derive.days import claim_day, evidence_day, outcome_day
from generator.model.choices import FORETELLING
from generator.model.corpus import Claim, Corpus, DatedEvidence
from generator.resolve.lineage import claim_origins, roots_behind, speaker_keys

StateName = Literal[
    "open", "due", "overdue", "happened", "probably-happened", "late", "partly-happened", "did-not-happen", "annulled",
    "unresolvable", "borne-out", "supported", "partly", "qualified", "disputed", "contradicted", "said", "unsupported",
    "opinion",
]  # fmt: skip
WEAK_STANDING = frozenset({"aggregator", "copy"})
WEAK_GRADES = frozenset({"D", "E", "F"})
FAILED = frozenset({"did-not-happen", "late", "annulled", "contradicted"})
"""States in which a condition, as it was put, was not met."""


@dataclass(frozen=True, slots=True)
class State:
    """A claim's state, by how many days it came late, what it follows from, and what has superseded it.

    The state is that of the statement: where the words deny it (`denied`), what did not happen was denied rightly.
    """

    name: StateName
    days_late: int | None
    because: tuple[str, ...]
    superseded_by: tuple[str, ...]
    denied: bool = False


def known_evidence(corpus: Corpus, claim: Claim, as_of: date) -> tuple[DatedEvidence, ...]:
    """The evidence that could be known on the day."""
    return tuple(item for item in claim.evidence if evidence_day(corpus, item) <= as_of)


def days_late(claim: Claim) -> int | None:
    """Days from the last day on which it was due to the first on which it can have happened; None if not late."""
    dates = claim.outcome
    if dates is None or not (dates.due and dates.due.latest and dates.occurred and dates.occurred.earliest):
        return None
    days = (dates.occurred.earliest - dates.due.latest).days
    return days if days > 0 else None


def _outcome_known(corpus: Corpus, claim: Claim, as_of: date) -> bool:
    known = outcome_day(corpus, claim)
    return known is not None and known <= as_of


def _condition_failed(corpus: Corpus, claim: Claim, as_of: date, asked: frozenset[str]) -> bool:
    """Whether the claim that this one has for its condition is known not to have come true, or not as it was put."""
    condition = corpus.claims.get(claim.written.condition_claim or "")
    if condition is None or condition.id in asked:
        return False
    name = _state_name(corpus, condition, as_of, asked | {claim.id})[0]
    held = {"happened", "borne-out"} if condition.written.hedge.level == "denied" else FAILED
    return name in held


def _foretold(
    corpus: Corpus, claim: Claim, as_of: date, asked: frozenset[str]
) -> tuple[StateName, tuple[str, ...]]:
    """The state of a prediction or plan: its outcome once known, else where the day stands to its due date."""
    resolution, dates = claim.written.resolution, claim.outcome
    if resolution is not None and resolution.outcome is not None and _outcome_known(corpus, claim, as_of):
        name: StateName = "partly-happened" if resolution.outcome == "partly" else resolution.outcome
        return name, tuple(sorted({item.source for item in resolution.evidence}))
    if _condition_failed(corpus, claim, as_of, asked):
        return "annulled", ()
    due = dates.due if dates else None
    if due is None or due.latest is None or (due.earliest is not None and as_of < due.earliest):
        return "open", ()
    return ("overdue" if as_of > due.latest else "due"), ()


def _says_again(claim: Claim, roots: Mapping[str, tuple[str, ...]], source: str) -> bool:
    """Whether a page only says what the claim says: it makes the claim itself, or retells what that was made from."""
    said = {item.written.source for item in claim.appearances}
    behind = {root for id in said for root in roots.get(id, ())}
    return source in said or (source not in behind and set(roots.get(source, ())) <= behind)


def _foretells(corpus: Corpus, claim: Claim, source: str) -> bool:
    """Whether a page was written before an event that a claim tells of: it can announce the event, not show it."""
    published, when = corpus.sources[source].published, claim.when
    if claim.written.kind != "event" or published is None or when is None:
        return False
    return published.latest is not None and when.earliest is not None and published.latest < when.earliest


def _is_weak(corpus: Corpus, source: str) -> bool:
    """Whether a source cannot overrule those whom a claim is about: a copy, a collection, an unreliable publisher."""
    written = corpus.sources[source].written
    publisher = corpus.publishers.get(written.publisher)
    return written.standing in WEAK_STANDING or (
        publisher is not None and publisher.record.reliability in WEAK_GRADES
    )


def _independent_support(corpus: Corpus, claim: Claim, supporting: Iterable[str]) -> int:
    """How many known origins, none of them the claim's own voice, bear a claim out."""
    own = {key for voice in claim.written.voices for key in speaker_keys(corpus, voice.who)}
    others = [id for id in supporting if not own & speaker_keys(corpus, corpus.sources[id].written.publisher)]
    return len(claim_origins(corpus, claim, others).known)


def _factual(corpus: Corpus, claim: Claim, as_of: date) -> tuple[StateName, tuple[str, ...]]:
    """The state of a statement of fact: what bears on it, and whether that comes from independent origins.

    That it is said, on however many pages, never shows that it is so.
    """
    roots = roots_behind(corpus, claim)
    looked_at = [item for item in known_evidence(corpus, claim, as_of) if item.written.source in roots]
    evidence = [
        item
        for item in looked_at
        if item.written.bearing != "inconclusive"
        and not (
            item.written.bearing == "supports"
            and (_says_again(claim, roots, item.written.source) or _foretells(corpus, claim, item.written.source))
        )
    ]
    because = tuple(sorted({item.written.source for item in evidence}))
    by_bearing = {
        bearing: [item.written.source for item in evidence if item.written.bearing == bearing]
        for bearing in ("supports", "qualifies", "contradicts")
    }
    supports, qualifies, contradicts = by_bearing["supports"], by_bearing["qualifies"], by_bearing["contradicts"]
    said = {item.written.source for item in claim.appearances if item.written.source in corpus.sources}
    if contradicts:
        primary = any(corpus.sources[id].written.standing == "primary" for id in said)
        outweighed = primary and all(_is_weak(corpus, id) for id in contradicts)
        return ("disputed" if supports or qualifies or outweighed else "contradicted"), because
    if qualifies:
        return ("partly" if supports else "qualified"), because
    if supports:
        return ("borne-out" if _independent_support(corpus, claim, supports) > 1 else "supported"), because
    settled_nothing = any(item.written.bearing == "inconclusive" for item in looked_at)
    judged = claim.written.assessment is not None and any(corpus.sources[id].captured for id in said)
    return ("unsupported" if settled_nothing or judged else "said"), ()


def _state_name(
    corpus: Corpus, claim: Claim, as_of: date, asked: frozenset[str] = frozenset()
) -> tuple[StateName, tuple[str, ...]]:
    """A claim's state by its kind, and the sources from which it follows; the states of `asked` wait for it."""
    if claim.written.kind == "opinion":
        known = known_evidence(corpus, claim, as_of)
        return "opinion", tuple(sorted({item.written.source for item in known}))
    if claim.written.kind in FORETELLING:
        return _foretold(corpus, claim, as_of, asked)
    return _factual(corpus, claim, as_of)


def _is_so(corpus: Corpus, claim: Claim, as_of: date) -> bool:
    """Whether what a claim says has begun by a day, and was known then."""
    return (claim.when is None or claim.when.begun_by(as_of)) and claim_day(corpus, claim) <= as_of


def state_of(corpus: Corpus, claim: Claim, as_of: date) -> State:
    """The state of a claim on a day."""
    name, because = _state_name(corpus, claim, as_of)
    newer = tuple(
        id
        for id, relation in corpus.index.related_to.get(claim.id, ())
        if relation.type == "supersedes"
        and _is_so(corpus, corpus.claims[id], as_of)
    )
    late = days_late(claim) if name == "late" else None
    return State(name, late, because, newer, denied=claim.written.hedge.level == "denied")
