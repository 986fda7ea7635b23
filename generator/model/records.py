"""Authored records of publishers, entities, terms, the site, waivers and tombstones, as written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.choices import EntityKind, Named, Reliability, RetiredKind
from generator.model.fields import (
    DateText,
    DayText,
    EntityId,
    Id,
    Labels,
    LanguageTag,
    LocalText,
    Record,
    TermId,
    Variants,
    WebAddress,
    Words,
)
from generator.model.shared_fields import Dative, Note, OwnId


class PublisherRecord(Record):
    """Who publishes sources; reliability after the Admiralty scale belongs here, not to single documents."""

    id: OwnId
    name: LocalText = Field(description="Its name as it writes it.", examples=["The Verge"])
    url: WebAddress | None = Field(default=None, description="Its site.", examples=["https://example.org/"])
    owner: Words | None = Field(default=None, description="Who owns it.", examples=["Vox Media"])
    voice_name: LocalText | None = Field(
        default=None,
        description="What it is called where a claim rests on its word, if not by its name.",
        examples=["the German article"],
    )
    dative: Dative = None
    reliability: Reliability | None = Field(
        default=None,
        description="Admiralty scale, from A completely reliable to F cannot be judged; none if too little was read.",
        examples=["B"],
    )
    reason: LocalText = Field(
        description="Why it gets this letter, or none.", examples=["It names its sources and corrects."]
    )
    note: Note = None
    known_from: DateText | None = Field(
        default=None,
        description="Since when the judgement and its reason can be known, where they rest on later things.",
        examples=["2025-08-07"],
    )


class Alias(Record):
    """Another name of an entity; `from` and `until` where the name moved from one thing to another."""

    name: Words = Field(description="The other name, as it is written.", examples=["Orion"])
    language: LanguageTag | None = Field(
        default=None, description="The language in which this name is used.", examples=["de"]
    )
    since: DateText | None = Field(
        default=None, alias="from", description="Since when it has meant this entity.", examples=["2025-02-12"]
    )
    until: DateText | None = Field(
        default=None, description="Until when it meant this entity.", examples=["2025-02-12"]
    )
    note: Note = None


class EntityRecord(Record):
    """An organisation, a person, a group of persons, a product or an event that claims are about or come from."""

    id: OwnId
    name: LocalText = Field(description="Its usual name.", examples=["GPT-5"])
    dative: Dative = None
    kind: EntityKind = Field(description="What it is.", examples=["product"])
    named: Named = Field(default="yes", description="`no` for voices that a source leaves unnamed.", examples=["no"])
    aliases: tuple[Alias, ...] = Field(
        default=(), description="Its other names.", examples=[[{"name": "GPT-4,5", "language": "de"}]]
    )
    description: LocalText = Field(
        description="What it is, in a sentence or two.", examples=["A language model by OpenAI."]
    )
    known_from: DateText | None = Field(
        default=None,
        description="Since when `description` can be known, where it tells of later things.",
        examples=["2025-08-07"],
    )
    same_as: tuple[WebAddress, ...] = Field(
        default=(),
        description="The same thing elsewhere, such as its Wikidata page.",
        examples=[["https://www.wikidata.org/wiki/Q21708200"]],
    )
    related: tuple[EntityId, ...] = Field(
        default=(), description="Ids of entities that have to do with it.", examples=[["openai"]]
    )


class TermRecord(Record):
    """A glossary entry: a definition of at most 60 words and the forms in which the term occurs."""

    id: OwnId
    term: LocalText = Field(description="The term itself.", examples=[{"en": "release", "de": "Veröffentlichung"}])
    definition: LocalText = Field(
        description="What it means, in at most 60 words.", examples=["The day from which anybody can use a product."]
    )
    variants: Variants | None = Field(
        default=None, description="Per language: every inflected form to recognise.", examples=[{"de": ["Starts"]}]
    )
    see_also: tuple[TermId, ...] = Field(default=(), description="Ids of related terms.", examples=[["code-name"]])
    entity: EntityId | None = Field(
        default=None, description="Id of the entity that the term names.", examples=["gpt-5"]
    )
    reference: WebAddress | None = Field(
        default=None, description="Where to read more.", examples=["https://example.org/glossary"]
    )
    note: Note = None
    known_from: DateText | None = Field(
        default=None,
        description="Since when `definition` and `note` can be known, where they tell of later things.",
        examples=["2025-08-07"],
    )


class Milestone(Record):
    """A day whose view of the world the site keeps: what was known then, and what had changed."""

    on: DayText = Field(description="The day.", examples=["2025-08-08"])
    title: LocalText = Field(description="What happened on that day.", examples=["The day after GPT-5 came."])


class SiteRecord(Record):
    """What the site is called, what it answers and in which language it speaks."""

    title: Words = Field(description="The name of the site.", examples=["Claim Briefs"])
    question: LocalText = Field(
        description="The question that the site answers.", examples=["What did one article claim, and what came of it?"]
    )
    description: LocalText = Field(
        description="What the site is about, in a sentence.", examples=["One article, taken apart claim by claim."]
    )
    answer: LocalText = Field(
        description="The shortest honest answer, shown on the front page.", examples=["Both models came, one late."]
    )
    answer_known_from: DateText | None = Field(
        default=None,
        description="Since when `answer` can be known, where it tells of later things.",
        examples=["2025-08-07"],
    )
    milestones: tuple[Milestone, ...] = Field(
        default=(),
        description="Days of which the site keeps a view.",
        examples=[[{"on": "2025-08-08", "title": "The day after GPT-5 came."}]],
    )
    language: LanguageTag = Field(
        description="The language of the site; texts that name none are in it.", examples=["en"]
    )
    labels: Labels | None = Field(
        default=None,
        description="Words for what records only name: properties and values under `asserts`, and tags.",
        examples=[{"public-launch": {"en": "public launch", "de": "Veröffentlichung"}}],
    )
    also_in: tuple[LanguageTag, ...] = Field(
        default=(), description="Further languages of the interface, as [de].", examples=[["de"]]
    )
    repo_url: WebAddress | None = Field(
        default=None, description="Where the project's repository is.", examples=["https://example.org/me/briefs"]
    )
    edit_path: Words | None = Field(
        default=None, description="Between `repo_url` and the file, e.g. `edit/main`.", examples=["edit/main"]
    )


class WaiverRecord(Record):
    """A finding that we decided to live with, why, and since when."""

    rule: Annotated[str, Field(pattern=r"^[A-Z][0-9]{3}$")] = Field(
        description="The code of the rule, one that can be waived.", examples=["H001"]
    )
    target: Words = Field(
        description="The id of the record that the finding is about.", examples=["new-bridge-opens-spring-2027"]
    )
    reason: LocalText = Field(
        description="Why we live with it.", examples=['In this quote "planned" describes the route.']
    )
    on: DayText = Field(description="The day of the decision.", examples=["2026-11-23"])


class TombstoneRecord(Record):
    """A retired id: it keeps its address, says why it went, and is never used again."""

    id: Id = Field(description="The retired id.", examples=["gpt-5-in-spring"])
    kind: RetiredKind = Field(description="What it named.", examples=["claim"])
    reason: LocalText = Field(description="Why it went.", examples=["The claim was recorded wrongly."])
    on: DayText = Field(description="The day on which it went.", examples=["2026-11-23"])
    replaced_by: Id | None = Field(
        default=None,
        description="The id to use instead, of a record of the same kind.",
        examples=["gpt-5-public-launch-late-may-2025"],
    )
