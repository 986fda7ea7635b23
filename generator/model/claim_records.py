"""Authored records of claims and briefs, as written."""

from __future__ import annotations

from pydantic import Field

from generator.model.choices import (
    Bearing,
    Change,
    ClaimKind,
    Confidence,
    Credibility,
    Draft,
    HedgeLevel,
    Outcome,
    RelationType,
    Role,
)
from generator.model.fields import (
    ClaimId,
    DateText,
    DayText,
    EntityId,
    Id,
    LocalText,
    PageId,
    Quote,
    Record,
    SourceId,
    VoiceId,
    Words,
)
from generator.model.shared_fields import Note, NoteKnownFrom, Occurrence, OpenQuestions, OwnId, Prefix, Ref, Suffix
from generator.model.source_records import Anchor

VIA = "From which of its sources the page has this, where it mixes several; only their origins then count."
SPEAKER = "Id of the voice whose words the page passes on, where they are not its own: one person on two pages is one."
WINDOW, DAY = "2025-05-21/2025-05-31", "2025-06-10"


class Voice(Record):
    """Someone on whose word a claim rests: `origin` said it, others passed it on; to `ascribed` it is only ascribed."""

    who: VoiceId = Field(description="Id of the entity or publisher that speaks.", examples=["sam-altman"])
    role: Role = Field(description="What this voice did with the claim.", examples=["origin"])


class Hedge(Record):
    """How sure the words are, never how sure we are; `cue` is the word that shows it."""

    level: HedgeLevel = Field(description="How sure the words are, never how sure we are.", examples=["expected"])
    cue: Words | None = Field(
        default=None,
        description="The word that shows the level, exactly as it stands in the quote.",
        examples=["voraussichtlich"],
    )


class Assertion(Record):
    """The claim as subject, property and value, so that contradictions can be found."""

    of: EntityId = Field(description="Id of the entity that the claim is about.", examples=["gpt-5"])
    property: Id = Field(description="What of it; the same word in all claims.", examples=["public-launch"])
    value: Words = Field(description="A date, a number or words.", examples=[WINDOW])


class Appearance(Record):
    """One place where the claim is made: a quote of a captured source, or a paraphrase of a cited one."""

    source: SourceId = Field(description="Id of the source in which it is said.", examples=["downcodes-238170-de"])
    quote: Quote | None = Field(
        default=None,
        description="The words, letter for letter. A captured source needs them; from a cited one fewer than twelve.",
        examples=["wird voraussichtlich Ende Mai offiziell gestartet"],
    )
    prefix: Prefix = None
    suffix: Suffix = None
    occurrence: Occurrence = None
    continued: tuple[Anchor, ...] = Field(
        default=(),
        description="Further parts of the quote where words between them are left out, in the order of the document.",
        examples=[[{"quote": "offiziell gestartet"}]],
    )
    translation: LocalText | None = Field(
        default=None,
        description="The quote in the site's language, close to the original.",
        examples=["is expected to be officially launched at the end of May"],
    )
    paraphrase: LocalText | None = Field(
        default=None,
        description="What the source says, in our own words. A cited source needs it.",
        examples=["It expects the launch by the end of May."],
    )
    via: tuple[SourceId, ...] = Field(default=(), description=VIA, examples=[["verge-microsoft-2025-02-20"]])
    speaker: VoiceId | None = Field(default=None, description=SPEAKER, examples=["sam-altman"])
    note: Note = None


class Evidence(Record):
    """What a source says for or against the claim's being true."""

    source: SourceId = Field(description="Id of the source that shows it.", examples=["openai-gpt-5"])
    bearing: Bearing = Field(description="For the claim, against it, or neither.", examples=["contradicts"])
    paraphrase: LocalText = Field(
        description="What the source shows, in our own words.", examples=["OpenAI released GPT-5 on 7 August 2025."]
    )
    quote: Quote | None = Field(
        default=None,
        description="Under twelve words where the source is not captured; letter for letter.",
        examples=["available today"],
    )
    prefix: Prefix = None
    suffix: Suffix = None
    occurrence: Occurrence = None
    via: tuple[SourceId, ...] = Field(default=(), description=VIA, examples=[["verge-microsoft-2025-02-20"]])
    speaker: VoiceId | None = Field(default=None, description=SPEAKER, examples=["sam-altman"])
    known_from: DateText | None = Field(
        default=None, description="Since when, if not since the source's date.", examples=["2025-02-27"]
    )


class Relation(Record):
    """How this claim stands to another one; `step` is the source in which the difference first shows."""

    type: RelationType = Field(description="How this claim stands to the other.", examples=["distorts"])
    claim: ClaimId | None = Field(
        default=None, description="Id of the other claim.", examples=["gpt-4-5-is-no-reasoning-model"]
    )
    source: SourceId | None = Field(
        default=None,
        description="Instead of `claim`, with `distorts`: the source to which this adds what it does not say.",
        examples=["verge-microsoft-2025-02-20"],
    )
    how: Change | None = Field(default=None, description="What differs between the two.", examples=["polarity"])
    step: SourceId | None = Field(
        default=None, description="Id of the source in which the difference first shows.", examples=["aibase-15588"]
    )
    why: LocalText = Field(
        description="Why they stand so, in a sentence.", examples=["One unnamed person has become several voices."]
    )
    ref: Ref = None


class Assessment(Record):
    """Our judgement: credibility on the Admiralty scale (1 confirmed … 6 cannot be judged) or known-false, and why."""

    credibility: Credibility = Field(
        description=(
            "1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged, "
            "or known-false."
        ),
        examples=[2],
    )
    confidence: Confidence = Field(description="How firm our judgement is.", examples=["moderate"])
    why: LocalText = Field(description="What the judgement rests on.", examples=["One unnamed person is behind it."])
    on: DayText = Field(description="The day of the judgement.", examples=["2026-11-23"])


class ResolutionEvidence(Record):
    """The source that shows how a prediction ended."""

    source: SourceId = Field(description="Id of the source that shows the outcome.", examples=["openai-gpt-5"])
    paraphrase: LocalText = Field(
        description="What it shows, in our own words.", examples=["OpenAI released GPT-5 on 7 August 2025."]
    )


class Resolution(Record):
    """How we will know, by when, and what came of it."""

    criteria: LocalText = Field(description="How we will know.", examples=["Anybody can use GPT-5 in ChatGPT."])
    due: DateText = Field(description="By when it must have come.", examples=["2025-05-31"])
    outcome: Outcome | None = Field(
        default=None, description="How it ended; leave it out while it is open.", examples=["late"]
    )
    outcome_reason: LocalText | None = Field(
        default=None,
        description="Why the outcome is only probable, or why the question fell away.",
        examples=["The list of models has the day of the version, not that of the first use."],
    )
    occurred: DateText | None = Field(default=None, description="When it happened.", examples=["2025-08-07"])
    early: LocalText | None = Field(
        default=None,
        description="Why it could be resolved before it fell due.",
        examples=["The maker has given the plan up."],
    )
    evidence: tuple[ResolutionEvidence, ...] = Field(
        default=(),
        description="What shows the outcome: a source and a paraphrase each.",
        examples=[[{"source": "openai-gpt-5", "paraphrase": "It was released on 7 August 2025."}]],
    )
    note: Note = None


class ClaimRecord(Record):
    """One checkable statement, without hedge and without attribution: the page adds both."""

    id: OwnId
    draft: Draft = Field(
        default="no",
        description="`yes` while it is unfinished: it covers no sentence, and no page shows it.",
        examples=["yes"],
    )
    ref: Ref = None
    statement: LocalText = Field(
        description="What is claimed, as one flat sentence, without hedge and without attribution.",
        examples=["OpenAI will officially launch GPT-5 at the end of May 2025."],
    )
    kind: ClaimKind = Field(description="What sort of statement it is.", examples=["prediction"])
    about: tuple[EntityId, ...] = Field(
        min_length=1,
        description="Ids of the entities it is about, the chief one first.",
        examples=[["gpt-5", "openai"]],
    )
    voices: tuple[Voice, ...] = Field(
        min_length=1,
        description="On whose word it rests, nearest the fact first.",
        examples=[[{"who": "unnamed-person", "role": "origin"}, {"who": "the-verge", "role": "reported"}]],
    )
    hedge: Hedge = Field(
        description="How sure the words are.", examples=[{"level": "expected", "cue": "voraussichtlich"}]
    )
    asserts: Assertion | None = Field(
        default=None,
        description="The same as subject, property and value, so that contradictions can be found.",
        examples=[{"of": "gpt-5", "property": "public-launch", "value": WINDOW}],
    )
    when: DateText | None = Field(default=None, description="The time that it is about.", examples=[WINDOW])
    speaks_of: DateText | None = Field(
        default=None,
        description="The time that an announcement, a delay or a condition speaks of, where `when` is its own time.",
        examples=["2025-05-21/2025-05-31"],
    )
    when_text: LocalText | None = Field(
        default=None, description="The words from which `when` was worked out.", examples=[{"de": "Ende Mai"}]
    )
    undated: LocalText | None = Field(
        default=None,
        description="Why an event, plan or prediction has no date.",
        examples=["The article names no date."],
    )
    condition: LocalText | None = Field(
        default=None, description="What must hold first, in words.", examples=["if the tests go well"]
    )
    condition_claim: ClaimId | None = Field(
        default=None, description="What must hold first, as the id of a claim.", examples=["gpt-4-5-comes-first"]
    )
    tags: tuple[Id, ...] = Field(
        default=(), description="Words by which the site sorts its claims.", examples=[["servers", "release-date"]]
    )
    appearances: tuple[Appearance, ...] = Field(
        min_length=1,
        description="Where it is said.",
        examples=[[{"source": "downcodes-238170-de", "quote": "wird voraussichtlich Ende Mai offiziell gestartet"}]],
    )
    evidence: tuple[Evidence, ...] = Field(
        default=(),
        description="What speaks for its truth or against it.",
        examples=[[{"source": "openai-gpt-5", "bearing": "contradicts", "paraphrase": "It came in August."}]],
    )
    relations: tuple[Relation, ...] = Field(
        default=(),
        description="How it stands to other claims.",
        examples=[[{"type": "refines", "claim": "gpt-5-in-spring", "why": "It names the month."}]],
    )
    assessment: Assessment | None = Field(
        default=None,
        description="Our judgement of it, and why.",
        examples=[{"credibility": 2, "confidence": "moderate", "why": "It fits what came.", "on": "2026-11-23"}],
    )
    resolution: Resolution | None = Field(
        default=None,
        description="How and by when a plan or a prediction is judged, and what came of it.",
        examples=[{"criteria": "Anybody can use GPT-5 in ChatGPT.", "due": "2025-05-31"}],
    )
    open_questions: OpenQuestions = ()
    note: Note = None
    note_known_from: NoteKnownFrom = None


class Selection(Record):
    """Which claims a brief shows: by id (in this order), by what they are about, by source."""

    ids: tuple[ClaimId, ...] = Field(default=(), description="These claims, in this order.", examples=[["gpt-5-late"]])
    about: tuple[EntityId, ...] = Field(default=(), description="All claims about these.", examples=[["gpt-5"]])
    sources: tuple[SourceId, ...] = Field(default=(), description="All claims made there.", examples=[["aibase-15588"]])


class BriefRecord(Record):
    """The front matter of a brief."""

    id: PageId = Field(description="The same as the file's name, without `.md`.", examples=["road-to-gpt-5"])
    title: LocalText = Field(description="The brief's heading.", examples=["The road to GPT-5"])
    question: LocalText = Field(description="The question that it answers.", examples=["Did GPT-5 come when foretold?"])
    bottom_line: LocalText = Field(
        description="The answer, in at most three sentences.", examples=["It came 68 days later."]
    )
    date: DayText = Field(description="The day on which it was written or last revised.", examples=["2026-11-23"])
    claims: Selection = Field(description="Which claims it shows.", examples=[{"about": ["gpt-5"]}])
    timeline: tuple[EntityId, ...] = Field(
        default=(), description="Entities whose timeline the brief shows.", examples=[["gpt-5"]]
    )
    open_questions: OpenQuestions = ()
