"""What is known of a claim's truth as of a day: always derived, never written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.derive.days import claim_day, evidence_day, outcome_day
from generator.model.choices import FORETELLING
from generator.model.corpus import Claim, Corpus, DatedEvidence
from generator.resolve.lineage import independent_groups, roots_behind

StateName = Literal[
    "open", "due", "overdue", "happened", "late", "partly-happened", "did-not-happen", "unresolvable",
    "borne-out", "partly", "disputed", "contradicted", "single-origin", "unsupported", "unchecked", "opinion",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """A claim's state, by how many days it came late, what it follows from, and what has superseded it."""

    name: StateName
    days_late: int | None
    because: tuple[str, ...]
    superseded_by: tuple[str, ...]


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


def _foretold(corpus: Corpus, claim: Claim, as_of: date) -> tuple[StateName, tuple[str, ...]]:
    """The state of a prediction or plan: its outcome once known, else where the day stands to its due date."""
    resolution, dates = claim.written.resolution, claim.outcome
    if resolution is not None and resolution.outcome is not None and _outcome_known(corpus, claim, as_of):
        name: StateName = "partly-happened" if resolution.outcome == "partly" else resolution.outcome
        return name, tuple(sorted({item.source for item in resolution.evidence}))
    due = dates.due if dates else None
    if due is None or due.latest is None or (due.earliest is not None and as_of < due.earliest):
        return "open", ()
    return ("overdue" if as_of > due.latest else "due"), ()


def _factual(corpus: Corpus, claim: Claim, as_of: date) -> tuple[StateName, tuple[str, ...]]:
    """The state of a statement of fact: what bears on it, and from how many independent origins."""
    evidence = known_evidence(corpus, claim, as_of)
    because = tuple(sorted({item.written.source for item in evidence}))
    bearings = {item.written.bearing for item in evidence}
    if "contradicts" in bearings:
        return ("disputed" if bearings & {"supports", "qualifies"} else "contradicted"), because
    if "qualifies" in bearings:
        return ("partly" if "supports" in bearings else "disputed"), because
    said = {item.written.source for item in claim.appearances}
    roots = roots_behind(corpus, claim)
    witnesses = independent_groups(roots, {id for id in said | set(because) if id in roots})
    if "supports" in bearings:
        return ("borne-out" if len(witnesses) > 1 else "single-origin"), because
    if len(witnesses) > 1:
        return "borne-out", tuple(sorted(said))
    if claim.written.assessment is not None and any(corpus.sources[id].captured for id in said if id in corpus.sources):
        return "unsupported", ()
    cited = tuple(sorted(id for id in said if id in corpus.sources and not corpus.sources[id].captured))
    return ("single-origin", cited) if cited else ("unchecked", ())


def _is_so(corpus: Corpus, claim: Claim, as_of: date) -> bool:
    """Whether what a claim says has begun by a day, and was known then."""
    return (claim.when is None or claim.when.begun_by(as_of)) and claim_day(corpus, claim) <= as_of


def state_of(corpus: Corpus, claim: Claim, as_of: date) -> State:
    """The state of a claim on a day."""
    kind = claim.written.kind
    if kind == "opinion":
        name: StateName = "opinion"
        because = tuple(sorted({item.written.source for item in known_evidence(corpus, claim, as_of)}))
    elif kind in FORETELLING:
        name, because = _foretold(corpus, claim, as_of)
    else:
        name, because = _factual(corpus, claim, as_of)
    newer = tuple(
        id
        for id, relation in corpus.index.related_to.get(claim.id, ())
        if relation.type == "supersedes"
        and _is_so(corpus, corpus.claims[id], as_of)
    )
    return State(name, days_late(claim) if name == "late" else None, because, newer)
