"""Authored records of claims and briefs, as written."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.model.fields import (
    ClaimId,
    DateText,
    DayText,
    EntityId,
    Id,
    Label,
    LocalText,
    Quote,
    Record,
    SourceId,
    VoiceId,
    Words,
)

ClaimKind = Literal["event", "state", "plan", "prediction", "quantity", "opinion"]
HedgeLevel = Literal["stated", "presupposed", "confirmed", "expected", "possible", "inferred", "denied"]
Role = Literal["origin", "confirmed", "reported", "author"]
Bearing = Literal["supports", "qualifies", "contradicts"]
RelationType = Literal["supports", "contradicts", "refines", "supersedes", "distorts", "same-as"]
Change = Literal[
    "polarity", "number", "date", "voice", "certainty", "entity", "scope", "addition", "omission", "wording"
]
VIA = "From which of its sources the page has this, where it mixes several; only their origins then count."
Outcome = Literal["happened", "late", "partly", "did-not-happen", "unresolvable"]


class Voice(Record):
    """Someone on whose word a claim rests, and how: `origin` said it, others passed it on."""

    who: VoiceId
    role: Role


class Hedge(Record):
    """How sure the words are, never how sure we are; `cue` is the word that shows it."""

    level: HedgeLevel
    cue: Words | None = None


class Assertion(Record):
    """The claim as subject, property and value, so that contradictions can be found."""

    of: EntityId
    property: Id
    value: Words


class Appearance(Record):
    """One place where the claim is made: a quote of a captured source, or a paraphrase of a cited one."""

    source: SourceId
    quote: Quote | None = None
    prefix: Quote | None = None
    suffix: Quote | None = None
    translation: LocalText | None = None
    paraphrase: LocalText | None = None
    via: tuple[SourceId, ...] = Field(default=(), description=VIA)
    note: LocalText | None = None


class Evidence(Record):
    """What a source says for or against the claim's being true."""

    source: SourceId
    bearing: Bearing
    paraphrase: LocalText
    quote: Quote | None = Field(default=None, description="Under twelve words where the source is not captured.")
    prefix: Quote | None = None
    suffix: Quote | None = None
    known_from: DateText | None = Field(default=None, description="Since when, if not since the source's date.")
    via: tuple[SourceId, ...] = Field(default=(), description=VIA)


class Relation(Record):
    """How this claim stands to another one; `step` is the source in which the difference first shows."""

    type: RelationType
    claim: ClaimId
    how: Change | None = None
    step: SourceId | None = None
    why: LocalText
    ref: Label | None = None


class Assessment(Record):
    """Our judgement: credibility after the Admiralty scale (1 confirmed … 6 cannot be judged), and why."""

    credibility: int = Field(ge=1, le=6)
    confidence: Literal["low", "moderate", "high"]
    why: LocalText
    on: DayText


class ResolutionEvidence(Record):
    """The source that shows how a prediction ended."""

    source: SourceId
    paraphrase: LocalText


class Resolution(Record):
    """How we will know, by when, and what came of it."""

    criteria: LocalText
    due: DateText
    outcome: Outcome | None = None
    occurred: DateText | None = None
    early: LocalText | None = Field(default=None, description="Why it could be resolved before it fell due.")
    evidence: tuple[ResolutionEvidence, ...] = ()
    note: LocalText | None = None


class ClaimRecord(Record):
    """One checkable statement, without hedge and without attribution: the page adds both."""

    id: Id
    draft: Literal["yes", "no"] = Field(default="no", description="`yes` while it is unfinished: no page shows it.")
    ref: Label | None = None
    statement: LocalText
    kind: ClaimKind
    about: tuple[EntityId, ...] = Field(min_length=1)
    voices: tuple[Voice, ...] = Field(min_length=1)
    hedge: Hedge
    asserts: Assertion | None = None
    when: DateText | None = None
    when_text: LocalText | None = None
    undated: LocalText | None = Field(default=None, description="Why an event, plan or prediction has no date.")
    condition: LocalText | None = Field(default=None, description="What must hold first, in words.")
    condition_claim: ClaimId | None = None
    appearances: tuple[Appearance, ...] = Field(min_length=1)
    evidence: tuple[Evidence, ...] = ()
    relations: tuple[Relation, ...] = ()
    assessment: Assessment | None = None
    resolution: Resolution | None = None
    open_questions: tuple[LocalText, ...] = ()
    note: LocalText | None = None
    note_known_from: DateText | None = Field(
        default=None,
        description="Since when `note` and `open_questions` can be known, where they tell of later things.",
    )


class Selection(Record):
    """Which claims a brief shows: by id (in this order), by what they are about, by source."""

    ids: tuple[ClaimId, ...] = ()
    about: tuple[EntityId, ...] = ()
    sources: tuple[SourceId, ...] = ()


class BriefRecord(Record):
    """The front matter of a brief."""

    id: Id
    title: LocalText
    question: LocalText
    bottom_line: LocalText
    date: DayText
    claims: Selection
    timeline: tuple[EntityId, ...] = Field(default=(), description="Entities whose timeline the brief shows.")
    open_questions: tuple[LocalText, ...] = ()
