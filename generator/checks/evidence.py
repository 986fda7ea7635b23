"""Rules on evidence: corroboration counts origins, predictions are followed, contradictions are declared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.diagnostics import Diagnostic, Related
from generator.diagnostics.catalogue import E001, E002, E003, E004, E005, E006, E007
from generator.model.choices import FORETELLING, Outcome, values_of
from generator.model.corpus import Claim, Corpus
from generator.model.dates import UncertainDate
from generator.model.source_choices import READ
from generator.resolve.assertions import asserting, cannot_both_hold
from generator.resolve.lineage import claim_origins

CAME = frozenset({"happened", "late", "partly"})
REASONED = frozenset({"probably-happened", "annulled"})
"""Outcomes that say why they are put so."""
SETTLING = frozenset({"contradicts", "distorts", "supersedes", "refines"})


def uncorroborated(corpus: Corpus) -> Iterator[Diagnostic]:
    """E001: credibility 1 or confidence `high` on fewer than two independent origins (STANAG 2511).

    Where none of the pages was read, E007 says so, and how many origins they have is not asked.
    """
    for claim in corpus.claims.values():
        assessment = claim.written.assessment
        if assessment is None:
            continue
        said = {item.source for item in claim.written.appearances}
        support = said | {item.source for item in claim.written.evidence if item.bearing == "supports"}
        everything = said | {item.source for item in claim.written.evidence}
        if not everything <= corpus.sources.keys():
            continue
        if assessment.credibility == 1:
            field, counted, verdict = "credibility", support, "credibility 1 (confirmed)"
        elif assessment.confidence == "high":
            field, counted, verdict = "confidence", everything, "confidence high"
        else:
            continue
        origins = claim_origins(corpus, claim, counted)
        read = any(corpus.sources[id].written.access in READ for id in everything)
        if read and len(origins.known) < 2:
            span = claim.places.at("assessment", field)
            sources = f"{len(counted)} sources" if len(counted) > 1 else "one source"
            message = f"{verdict}, but {len(origins.known) or 'no'} independent origin is on record for its {sources}"
            yield Diagnostic(E001, span, message, target=claim.id)


def own_witnesses(corpus: Corpus) -> Iterator[Diagnostic]:
    """E006: support from a page on which the claim is made itself: that something is said never shows that it is so."""
    for claim in corpus.claims.values():
        said = {item.source for item in claim.written.appearances}
        for number, item in enumerate(claim.written.evidence):
            if item.bearing == "supports" and item.source in said:
                span = claim.places.at("evidence", number, "source")
                message = f"{item.source!r} makes this claim, so it is no evidence that it is so"
                yield Diagnostic(E006, span, message, target=claim.id)


def unread_grounds(corpus: Corpus) -> Iterator[Diagnostic]:
    """E007: credibility 1 or confidence `high` where none of the claim's sources was read, not even in part."""
    for claim in corpus.claims.values():
        assessment = claim.written.assessment
        named = {item.source for item in claim.written.appearances}
        named |= {item.source for item in claim.written.evidence}
        if assessment is None or not named or not named <= corpus.sources.keys():
            continue
        sure = assessment.credibility in {1, "known-false"}
        firm = sure or assessment.confidence == "high"
        if firm and not any(corpus.sources[id].written.access in READ for id in named):
            field = "credibility" if sure else "confidence"
            sources = f"none of the {len(named)} sources" if len(named) > 1 else "the one source"
            message = f"this judgement is firm, but {sources} was {'' if len(named) > 1 else 'not '}read"
            yield Diagnostic(E007, claim.places.at("assessment", field), message, target=claim.id)


def unfollowed_predictions(corpus: Corpus) -> Iterator[Diagnostic]:
    """E002: a prediction or a plan without a resolution block."""
    for claim in corpus.claims.values():
        if claim.written.kind in FORETELLING and claim.written.resolution is None:
            message = f"this {claim.written.kind} does not say how and by when it will be judged"
            yield Diagnostic(E002, claim.places.key("kind"), message, target=claim.id)


def unshown_outcomes(corpus: Corpus) -> Iterator[Diagnostic]:
    """E003: an outcome without evidence or without its date, or a date without an outcome."""
    for claim in corpus.claims.values():
        resolution = claim.written.resolution
        if resolution is None:
            continue
        if resolution.outcome is None:
            if resolution.occurred or resolution.evidence:
                span = claim.places.at("resolution")
                hint = f"add `outcome`: {', '.join(values_of(Outcome)[:-1])} or {values_of(Outcome)[-1]}"
                yield Diagnostic(E003, span, "there is evidence of an end, but no `outcome`", hint, target=claim.id)
            continue
        span = claim.places.at("resolution", "outcome")
        if resolution.outcome in REASONED and resolution.outcome_reason is None:
            message = f"the outcome {resolution.outcome!r} does not say why"
            hint = "add `outcome_reason: The list names the day of the version, not that of the first use.`"
            yield Diagnostic(E003, span, message, hint, target=claim.id)
        if not resolution.evidence and resolution.outcome != "annulled":
            message = f"the outcome {resolution.outcome!r} rests on no evidence"
            yield Diagnostic(E003, span, message, "add `evidence` with a source and a paraphrase", target=claim.id)
        if resolution.outcome in CAME and resolution.occurred is None:
            message = f"the outcome {resolution.outcome!r} has no date"
            yield Diagnostic(E003, span, message, "add `occurred`", target=claim.id)


def _before(one: UncertainDate | None, other: UncertainDate | None) -> bool:
    """Whether all of one lies before all of the other."""
    return bool(one and other and one.latest and other.earliest and one.latest < other.earliest)


def _date_quarrel(corpus: Corpus, claim: Claim) -> tuple[str, str] | None:
    """What an outcome's dates say against it, and what to do."""
    resolution, dates = claim.written.resolution, claim.outcome
    if resolution is None or resolution.outcome is None or dates is None or dates.due is None:
        return None
    occurred = dates.occurred
    if occurred is None and resolution.outcome in CAME:
        return None
    if _before(occurred, claim.asserted):
        return "it happened before it was foretold", "correct `occurred`, or the dates of the sources"
    if resolution.outcome in {"happened", "probably-happened"} and _before(dates.due, occurred):
        return "it happened after it fell due", "write `outcome: late`, or correct `due` or `occurred`"
    if resolution.outcome == "late" and not _before(dates.due, occurred):
        return "it did not happen after it fell due", "write `outcome: happened`, or correct `due` or `occurred`"
    if resolution.early is not None or resolution.outcome == "annulled":
        return None
    if occurred is not None:
        sooner = "it happened before the time it was foretold for"
        hint = "say why that counts in `early`, or correct the dates"
        return (sooner, hint) if _before(occurred, claim.when) else None
    known = [corpus.sources[item.source].published for item in resolution.evidence if item.source in corpus.sources]
    latest = max((day.latest for day in known if day and day.latest), default=None)
    if latest is not None and (dates.due.latest is None or latest < dates.due.latest):
        return "it was judged before it fell due", "say why that can be judged in `early`, or correct the dates"
    return None


def untimely_outcomes(corpus: Corpus) -> Iterator[Diagnostic]:
    """E004: an outcome that its own dates contradict, or one before the due date without a reason."""
    for claim in corpus.claims.values():
        quarrel = _date_quarrel(corpus, claim)
        if quarrel:
            yield Diagnostic(E004, claim.places.at("resolution", "outcome"), *quarrel, target=claim.id)


def undeclared_contradictions(corpus: Corpus) -> Iterator[Diagnostic]:
    """E005: two claims that give one property of one subject values that cannot both hold, not declared as related."""
    for (of, prop), claims in asserting(corpus).items():
        decided = [
            claim
            for claim in claims
            if not any(
                ("claim", item.claim) in corpus.missing if item.claim else item.source is None
                for item in claim.written.relations
            )
        ]
        for one, other in combinations(decided, 2):
            declared = {(one.id, item.claim) for item in one.written.relations if item.type in SETTLING}
            declared |= {(other.id, item.claim) for item in other.written.relations if item.type in SETTLING}
            if (one.id, other.id) in declared or (other.id, one.id) in declared or not cannot_both_hold(one, other):
                continue
            first, second = sorted((one, other), key=lambda claim: claim.places.at("id"))
            values = [claim.written.asserts.value for claim in (second, first) if claim.written.asserts]
            message = f"{prop} of {of}: {values[0]!r} here, {values[1]!r} in {first.id!r}"
            related = (Related(first.places.at("asserts", "value"), "the other value"),)
            span = second.places.at("asserts", "value")
            yield Diagnostic(E005, span, message, related=related, target=second.id)
