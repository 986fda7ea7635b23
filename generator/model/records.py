"""Authored records of sources, publishers, entities, terms, waivers and tombstones, as written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    DateText,
    DayText,
    EntityId,
    Id,
    Label,
    LanguageTag,
    LocalText,
    PublisherId,
    Quote,
    Record,
    SeedPath,
    Sha256,
    SourceId,
    TermId,
    Variants,
    WebAddress,
    Words,
)

Certainty = Literal["certain", "probable", "possible"]
SourceKind = Literal["article", "post", "report", "transcript", "dataset", "web-page"]
Access = Literal["read", "partly-read", "quoted-elsewhere", "not-obtained"]
Standing = Literal["primary", "established", "copy", "aggregator"]


class Derivation(Record):
    """One step of lineage: where this document's content came from."""

    source: SourceId
    how: Literal["translation", "rewrite", "retelling", "quotation", "copy", "summary"]
    certainty: Certainty
    basis: LocalText = Field(description="Why we think so.")


class Anchor(Record):
    """A passage of the document: exact words, with neighbours where the words occur more than once."""

    quote: Quote
    prefix: Quote | None = None
    suffix: Quote | None = None


class Garble(Anchor):
    """A passage that does not say what was meant; it stays as printed and carries a note."""

    read_as: LocalText = Field(description="What was meant.")
    kind: Literal[
        "number", "name", "word-choice", "idiom", "terminology", "agreement", "omission", "addition",
        "spacing", "reference", "inconsistency",
    ]  # fmt: skip
    certainty: Literal["high", "medium", "low"]
    basis: LocalText
    also: tuple[Anchor, ...] = Field(default=(), description="Further places of the same slip.")
    ref: Label | None = None


class Skip(Anchor):
    """A passage that carries no claim, with the reason."""

    reason: Literal["rhetoric", "heading", "boilerplate", "attribution", "navigation", "repetition"]
    note: LocalText | None = None


class Rendering(Anchor):
    """A passage, usually one sentence, with its translation."""

    text: LocalText


class Fault(Record):
    """Something this source says that is known to be wrong."""

    says: LocalText = Field(description="What it says, in our own words.")
    against: tuple[SourceId, ...] = Field(default=(), description="Sources that show it to be wrong.")
    why: LocalText
    kind: Literal["date", "number", "name", "invention", "meaning", "wording", "omission"]


class SourceRecord(Record):
    """A document: captured (with `file`, its quotes are checked) or cited (without)."""

    id: Id
    ref: Label | None = None
    title: LocalText | None = Field(default=None, description="As printed; none if the document has none.")
    kind: SourceKind
    publisher: PublisherId
    authors: tuple[Words, ...] = ()
    language: LanguageTag
    published: DateText | None = None
    date_basis: Literal["stated", "inferred"] = "stated"
    date_reason: LocalText | None = Field(default=None, description="Why, where the date is inferred.")
    undated: LocalText | None = Field(default=None, description="Why there is no date, where `published` is missing.")
    known_from: DateText | None = Field(
        default=None,
        description="Since when what it says can be known, where `published` does not tell closely enough.",
    )
    standing: Standing
    access: Access = "read"
    access_note: LocalText | None = None
    summary: LocalText = Field(description="What it says, in our own words.")
    file: SeedPath | None = None
    sha256: Sha256 | None = None
    url: WebAddress | None = None
    also_at: tuple[WebAddress, ...] = ()
    retrieved: DayText | None = None
    derived_from: tuple[Derivation, ...] = ()
    coverage: Literal["complete", "partial"] = "partial"
    garbles: tuple[Garble, ...] = ()
    skipped: tuple[Skip, ...] = ()
    translated: tuple[Rendering, ...] = ()
    faults: tuple[Fault, ...] = ()
    open_questions: tuple[LocalText, ...] = ()
    note: LocalText | None = None
    note_known_from: DateText | None = Field(
        default=None,
        description="Since when `note` and `open_questions` can be known, where they tell of later things.",
    )


class PublisherRecord(Record):
    """Who publishes sources; reliability after the Admiralty scale belongs here, not to single documents."""

    id: Id
    name: LocalText
    url: WebAddress | None = None
    owner: Words | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    reason: LocalText
    note: LocalText | None = None
    known_from: DateText | None = Field(
        default=None,
        description="Since when the judgement and its reason can be known, where they rest on later things.",
    )


class Alias(Record):
    """Another name of an entity; `from` and `until` where the name moved from one thing to another."""

    name: Words
    language: LanguageTag | None = None
    since: DateText | None = Field(default=None, alias="from")
    until: DateText | None = None
    note: LocalText | None = None


class EntityRecord(Record):
    """An organisation, a person, a group of persons, a product or an event that claims are about or come from."""

    id: Id
    name: LocalText
    kind: Literal["organisation", "person", "group", "product", "event"]
    named: Literal["yes", "no"] = Field(default="yes", description="`no` for voices that a source leaves unnamed.")
    aliases: tuple[Alias, ...] = ()
    description: LocalText
    known_from: DateText | None = Field(
        default=None, description="Since when `description` can be known, where it tells of later things."
    )
    same_as: tuple[WebAddress, ...] = ()
    related: tuple[EntityId, ...] = ()


class TermRecord(Record):
    """A glossary entry: a definition of at most 60 words and the forms in which the term occurs."""

    id: Id
    term: LocalText
    definition: LocalText
    variants: Variants | None = Field(default=None, description="Per language: every inflected form to recognise.")
    see_also: tuple[TermId, ...] = ()
    entity: EntityId | None = None
    reference: WebAddress | None = None
    note: LocalText | None = None
    known_from: DateText | None = Field(
        default=None, description="Since when `definition` and `note` can be known, where they tell of later things."
    )


class Milestone(Record):
    """A day whose view of the world the site keeps: what was known then, and what had changed."""

    on: DayText
    title: LocalText = Field(description="What happened on that day.")


class SiteRecord(Record):
    """What the site is called, what it answers and in which language it speaks."""

    title: Words
    question: LocalText
    description: LocalText
    answer: LocalText = Field(description="The shortest honest answer, shown on the front page.")
    answer_known_from: DateText | None = Field(
        default=None, description="Since when `answer` can be known, where it tells of later things."
    )
    milestones: tuple[Milestone, ...] = Field(default=(), description="Days of which the site keeps a view.")
    language: LanguageTag
    also_in: tuple[LanguageTag, ...] = Field(default=(), description="Further languages of the interface, as [de].")
    repo_url: WebAddress | None = None
    edit_path: Words | None = Field(default=None, description="Between `repo_url` and the file, e.g. `edit/main`.")


class WaiverRecord(Record):
    """A finding that we decided to live with, why, and since when."""

    rule: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")]
    target: Words = Field(description="The id of the record that the finding is about.")
    reason: LocalText
    on: DayText


class TombstoneRecord(Record):
    """A retired id: it keeps its address, says why it went, and is never used again."""

    id: Id
    kind: Literal["source", "claim", "entity", "publisher", "term", "brief"]
    reason: LocalText
    on: DayText
    replaced_by: Id | None = None
