"""What `data/corpus.json` and the files of single claims hold: records as written, and beside them what is derived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from generator.derive.state import StateName
from generator.model.choices import Bearing
from generator.model.claim_records import BriefRecord, ClaimRecord
from generator.model.fields import LanguageTag, Record, SeedPath, Sha256
from generator.model.records import EntityRecord, PublisherRecord, SiteRecord, TermRecord, TombstoneRecord, WaiverRecord
from generator.model.source_records import SourceRecord

VERSION = "1.1"
"""Of the format. The second number rises where a field is added, the first where one goes or changes its meaning."""
CORPUS_FORMAT: Literal["claim-briefs-corpus"] = "claim-briefs-corpus"
CLAIM_FORMAT: Literal["claim-briefs-claim"] = "claim-briefs-claim"
PAGE = "Address of its page, relative to the site's."
WITHHELD = "Fields whose text rests on what became known after `as_of`; they are left out."


class ExportedDate(Record):
    """A date as uncertain as its source leaves it, with strict bounds."""

    text: str = Field(description="As written (EDTF).")
    earliest: str | None = Field(default=None, description="The first day that it can mean; none where it is open.")
    latest: str | None = Field(default=None, description="The last day that it can mean; none where it is open.")
    interval: bool = Field(description="Whether it is an interval.")
    uncertain: bool = Field(description="Whether an end bears `?` or `%`.")
    approximate: bool = Field(description="Whether an end bears `~` or `%`.")


class ExportedPassage(Record):
    """A stretch of a document's text."""

    start: int = Field(ge=0, description="Offset of its first character, counted in code points from 0.")
    end: int = Field(ge=0, description="Offset after its last character.")
    text: str = Field(description="The words there, as they stand.")


class ExportedAppearance(Record):
    """Where a claim is made, found in the document; in the order of the record's appearances."""

    source: str = Field(description="Id of the source.")
    passage: ExportedPassage | None = Field(default=None, description="The quote; none where no document is captured.")
    continued: tuple[ExportedPassage, ...] = Field(default=(), description="Further parts of the quote, in order.")
    sentence: ExportedPassage | None = Field(default=None, description="The whole sentences that the quote touches.")


class ExportedEvidence(Record):
    """A piece of evidence with its day; in the order of the record's evidence."""

    source: str = Field(description="Id of the source.")
    bearing: Bearing = Field(description="For the claim or against it.")
    known: ExportedDate | None = Field(default=None, description="Since when it can be known.")


class ExportedState(Record):
    """What is known of a claim on the day."""

    name: StateName = Field(description="The state.")
    words: Mapping[str, str] = Field(description="The state in words, by language.")
    days_late: int | None = Field(default=None, description="By how many days it came late.")
    because: tuple[str, ...] = Field(default=(), description="Ids of the sources that it follows from.")
    superseded_by: tuple[str, ...] = Field(default=(), description="Ids of newer claims that replace this one.")
    denied: bool = Field(default=False, description="Whether the words deny the statement, of which this is the state.")


class UsedBy(Record):
    """A record that names this one."""

    kind: str = Field(description="Its kind: claim, source, entity, term or brief.")
    id: str = Field(description="Its id.")


class ClaimFacts(Record):
    """What follows for a claim from the whole corpus."""

    page: str = Field(description=PAGE)
    sentence: Mapping[str, str] = Field(description="The statement with its voices and its hedge, by language.")
    state: ExportedState = Field(description="What is known of it on the day.")
    when: ExportedDate | None = Field(default=None, description="The time that it is about.")
    asserted: ExportedDate | None = Field(default=None, description="When it was certainly said first.")
    due: ExportedDate | None = Field(default=None, description="By when it must have come.")
    occurred: ExportedDate | None = Field(default=None, description="When it happened.")
    appearances: tuple[ExportedAppearance, ...] = Field(default=(), description="Where it is said.")
    evidence: tuple[ExportedEvidence, ...] = Field(default=(), description="What speaks for or against it.")
    roots: Mapping[str, tuple[str, ...]] = Field(
        description="By source of its appearances and evidence: the origins of what that source says of it."
    )
    witnesses: tuple[tuple[str, ...], ...] = Field(
        default=(),
        description="Its sources by known independent origin; the number of groups is that of witnesses.",
    )
    unknown_origins: tuple[tuple[str, ...], ...] = Field(
        default=(),
        description="Its sources of which nobody has recorded the origin, in groups that share a source or a speaker.",
    )
    used_by: tuple[UsedBy, ...] = Field(default=(), description="Records that name it.")


class ExportedClaim(Record):
    """A claim: the record, and what is derived."""

    record: ClaimRecord = Field(description="As authors wrote it.")
    derived: ClaimFacts = Field(description="What follows from the corpus on the day.")
    withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)


class SourceFacts(Record):
    """What follows for a source from the whole corpus."""

    page: str = Field(description=PAGE)
    name: Mapping[str, str] = Field(description="Its title, or a descriptive one, by language.")
    captured: bool = Field(description="Whether its document is held and its quotes are checked.")
    published: ExportedDate | None = Field(default=None, description="When it was published.")
    known: str = Field(description="The first day on which what it says can be known.")
    roots: tuple[str, ...] = Field(description="Ids of the sources at which its lineage begins.")
    made_into: tuple[str, ...] = Field(default=(), description="Ids of the sources that were made from it.")
    document: str | None = Field(default=None, description="Path of the file whose text the offsets count in.")
    sentences: tuple[ExportedPassage, ...] = Field(default=(), description="The sentences of its document.")
    uncovered: tuple[int, ...] = Field(
        default=(), description="Which of the sentences, from 0, no quote touches and no skip explains."
    )
    garbles: tuple[tuple[ExportedPassage, ...], ...] = Field(default=(), description="Where the record's garbles are.")
    skipped: tuple[tuple[ExportedPassage, ...], ...] = Field(default=(), description="Where the skipped passages are.")
    translated: tuple[tuple[ExportedPassage, ...], ...] = Field(
        default=(), description="Where the translated passages are."
    )


class ExportedSource(Record):
    """A source: the record, and what is derived."""

    record: SourceRecord = Field(description="As authors wrote it.")
    derived: SourceFacts = Field(description="What follows from the corpus on the day.")
    withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)


class ExportedPublisher(Record):
    """A publisher."""

    record: PublisherRecord = Field(description="As authors wrote it.")
    withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)


class ExportedEntity(Record):
    """An entity."""

    record: EntityRecord = Field(description="As authors wrote it.")
    page: str = Field(description=PAGE)
    withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)


class ExportedTerm(Record):
    """A term of the glossary."""

    record: TermRecord = Field(description="As authors wrote it.")
    withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)


class ExportedBrief(Record):
    """A brief: its front matter, its body, and which claims it shows."""

    record: BriefRecord = Field(description="Its front matter.")
    body: str = Field(description="Markdown, with references in double brackets.")
    translations: Mapping[LanguageTag, str] = Field(
        default_factory=dict, description="The body in further languages: Markdown by language."
    )
    page: str = Field(description=PAGE)
    claims: tuple[str, ...] = Field(default=(), description="Ids of the claims that it shows, in order.")


class ExportedFile(Record):
    """A captured file."""

    path: SeedPath = Field(description="Where it stands in a project.")
    sha256: Sha256 = Field(description="The SHA-256 of its bytes.")
    text: str | None = Field(default=None, description="What it holds (its bytes are UTF-8); none for other files.")


class ExportedContradiction(Record):
    """Claims that cannot all be true."""

    subject: str | None = Field(default=None, description="Id of the entity that they disagree on.")
    attribute: str | None = Field(default=None, description="What of it.")
    claims: tuple[str, ...] = Field(description="Ids of the claims.")
    pairs: tuple[tuple[str, str], ...] = Field(description="Which two of them cannot both be true.")
    sides: tuple[tuple[str, ...], ...] = Field(description="Claims that agree with each other, the most first.")
    origins: tuple[tuple[str, ...], ...] = Field(default=(), description="Their sources by known independent origin.")
    unknown_origins: tuple[tuple[str, ...], ...] = Field(
        default=(), description="Their sources of which nobody has recorded the origin."
    )


class CorpusFile(Record):
    """All that can be known of a site's claims on a day."""

    schema_: str = Field(alias="$schema", description="Where the JSON Schema of this file is.")
    format: Literal["claim-briefs-corpus"] = Field(description="What this file is.")
    version: str = Field(pattern=r"^1\.\d+$", description="The version of the format.")
    as_of: str = Field(description="The day of the build.")
    address: str | None = Field(default=None, description="The site's address; none where it is not known.")
    languages: tuple[str, ...] = Field(description="The languages of derived texts, the leading one first.")
    site: SiteRecord = Field(description="What the site is called and answers.")
    site_withheld: tuple[str, ...] = Field(default=(), description=WITHHELD)
    sources: tuple[ExportedSource, ...] = Field(default=(), description="All sources.")
    publishers: tuple[ExportedPublisher, ...] = Field(default=(), description="All publishers.")
    entities: tuple[ExportedEntity, ...] = Field(default=(), description="All entities.")
    terms: tuple[ExportedTerm, ...] = Field(default=(), description="The glossary.")
    claims: tuple[ExportedClaim, ...] = Field(default=(), description="All claims.")
    briefs: tuple[ExportedBrief, ...] = Field(default=(), description="All briefs.")
    waivers: tuple[WaiverRecord, ...] = Field(default=(), description="Findings that the authors decided to live with.")
    tombstones: tuple[TombstoneRecord, ...] = Field(default=(), description="Retired ids.")
    contradictions: tuple[ExportedContradiction, ...] = Field(default=(), description="Claims that cannot all be true.")
    files: tuple[ExportedFile, ...] = Field(default=(), description="The captured files of the sources.")


class ClaimFile(Record):
    """One claim, with the sources, publishers and entities that it names."""

    schema_: str = Field(alias="$schema", description="Where the JSON Schema of this file is.")
    format: Literal["claim-briefs-claim"] = Field(description="What this file is.")
    version: str = Field(pattern=r"^1\.\d+$", description="The version of the format.")
    as_of: str = Field(description="The day of the build.")
    address: str | None = Field(default=None, description="The site's address; none where it is not known.")
    languages: tuple[str, ...] = Field(description="The languages of derived texts, the leading one first.")
    claim: ExportedClaim = Field(description="The claim.")
    sources: tuple[ExportedSource, ...] = Field(default=(), description="The sources that it names, with origins.")
    publishers: tuple[ExportedPublisher, ...] = Field(default=(), description="Their publishers, and those that speak.")
    entities: tuple[ExportedEntity, ...] = Field(default=(), description="What it is about, and who speaks.")
