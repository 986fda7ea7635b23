"""Authored records of sources and of what is marked in them, as written."""

from __future__ import annotations

from pydantic import Field

from generator.model.choices import Certainty
from generator.model.fields import (
    DateText,
    DayText,
    Extractor,
    LanguageTag,
    LocalText,
    PublisherId,
    Quote,
    Record,
    SeedPath,
    Sha256,
    SourceId,
    WebAddress,
    Words,
)
from generator.model.shared_fields import Note, NoteKnownFrom, Occurrence, OpenQuestions, OwnId, Prefix, Ref, Suffix
from generator.model.source_choices import (
    Access,
    Coverage,
    DateBasis,
    FaultKind,
    Original,
    Passing,
    Reprint,
    SkipReason,
    Slip,
    SourceKind,
    Standing,
    Sureness,
)


class Derivation(Record):
    """One step of lineage: where this document's content came from."""

    source: SourceId = Field(description="Id of the source that this was made from.", examples=["aibase-15588"])
    how: Passing = Field(description="In which way.", examples=["translation"])
    certainty: Certainty = Field(description="How sure we are of the step.", examples=["probable"])
    basis: LocalText = Field(description="Why we think so.", examples=["The same order and the same errors of fact."])


class Anchor(Record):
    """A passage of the document: exact words, with neighbours where the words occur more than once."""

    quote: Quote = Field(
        description="The words as they stand in the document, letter for letter.",
        examples=["die Modelle GPT-44 und GPT-5"],
    )
    prefix: Prefix = None
    suffix: Suffix = None
    occurrence: Occurrence = None


class Garble(Anchor):
    """A passage that does not say what was meant; it stays as printed and carries a note."""

    read_as: LocalText = Field(description="What was meant.", examples=["GPT-4.5"])
    kind: Slip = Field(description="What sort of slip it is.", examples=["number"])
    certainty: Sureness = Field(description="How sure we are of the reading.", examples=["high"])
    basis: LocalText = Field(description="Why we read it so.", examples=["All sister versions have 4.5."])
    also: tuple[Anchor, ...] = Field(
        default=(), description="Further places of the same slip.", examples=[[{"quote": "das Modell GPT-44"}]]
    )
    ref: Ref = None


class Skip(Anchor):
    """A passage that carries no claim, with the reason."""

    reason: SkipReason = Field(description="Why it carries no claim.", examples=["rhetoric"])
    note: Note = None


class Rendering(Anchor):
    """A passage, usually one sentence, with its translation."""

    text: LocalText = Field(
        description="Its translation into the site's language.", examples=["The model Nova is fast."]
    )


class Fault(Record):
    """Something this source says that is known to be wrong."""

    says: LocalText = Field(description="What it says, in our own words.", examples=["GPT-4.5 came in March."])
    against: tuple[SourceId, ...] = Field(
        default=(), description="Sources that show it to be wrong.", examples=[["openai-gpt-4-5"]]
    )
    why: LocalText = Field(description="Why it is wrong.", examples=["The maker dates it to 27 February 2025."])
    kind: FaultKind = Field(description="What sort of error it is.", examples=["date"])


class ExtractedDocument(Record):
    """The original of which `file` holds the text, and what read it; written by `briefs new source`."""

    original: SeedPath = Field(description="The document as it came, a file in seeds/.", examples=["seeds/report.pdf"])
    sha256: Sha256 = Field(
        description="The SHA-256 of the original, as `sha256sum` prints it.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    extractor: Extractor = Field(
        description="The library that read the text out of it, with its version.", examples=["pypdf 7.1.1"]
    )
    places: SeedPath | None = Field(
        default=None,
        description="The pages or headings of the original at which the text stands, a file in seeds/.",
        examples=["seeds/report.pdf.places.json"],
    )
    places_sha256: Sha256 | None = Field(
        default=None,
        description="The SHA-256 of the file of places.",
        examples=["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"],
    )


class SourceRecord(Record):
    """A document: captured (with `file`, its quotes are checked) or cited (without)."""

    id: OwnId
    ref: Ref = None
    title: LocalText | None = Field(
        default=None,
        description="As printed; none if the document has none.",
        examples=[{"de": "Microsoft bereitet sich auf GPT-5 vor"}],
    )
    kind: SourceKind = Field(description="What sort of document it is.", examples=["article"])
    publisher: PublisherId = Field(description="Id of the publisher.", examples=["the-verge"])
    authors: tuple[Words, ...] = Field(default=(), description="Names as printed.", examples=[["Tom Warren"]])
    language: LanguageTag = Field(description="The language of the document.", examples=["de"])
    published: DateText | None = Field(
        default=None,
        description="When it was published, as exactly as is known.",
        examples=["2025-02-20", "2025-02", "2025-02-20/2025-02-21"],
    )
    date_basis: DateBasis = Field(
        default="stated", description="Whether the document bears the date.", examples=["inferred"]
    )
    date_reason: LocalText | None = Field(
        default=None,
        description="Why, where the date is inferred.",
        examples=["It speaks of 20 February as yesterday."],
    )
    undated: LocalText | None = Field(
        default=None,
        description="Why there is no date, where `published` is missing.",
        examples=["The page bears no date and the archive has no copy."],
    )
    known_from: DateText | None = Field(
        default=None,
        description="Since when what it says can be known, where `published` does not tell closely enough.",
        examples=["2025-02-27"],
    )
    standing: Standing = Field(description="How near it is to what it tells of.", examples=["established"])
    access: Access = Field(default="read", description="How much of it we have read.", examples=["partly-read"])
    access_note: LocalText | None = Field(
        default=None, description="More about what we have read.", examples=["Only the first paragraph is free."]
    )
    summary: LocalText = Field(
        description="What it says, in our own words.",
        examples=["It reports that Microsoft prepares servers for GPT-5."],
    )
    file: SeedPath | None = Field(
        default=None,
        description="The captured document, or the text read out of it, a file in seeds/.",
        examples=["seeds/article.txt"],
    )
    sha256: Sha256 | None = Field(
        default=None,
        description="The SHA-256 of the file, as `sha256sum` prints it.",
        examples=["21adfa17387950370d3a53986f177a3c9ef46329d22f409e6be2a0c2eb7b99e2"],
    )
    document: ExtractedDocument | None = Field(
        default=None,
        description="Where `file` is text that was read out of a document of another format: that document.",
        examples=[
            {
                "original": "seeds/report.pdf",
                "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "extractor": "pypdf 7.1.1",
            }
        ],
    )
    url: WebAddress | None = Field(
        default=None, description="Where it was read.", examples=["https://example.org/article"]
    )
    also_at: tuple[WebAddress, ...] = Field(
        default=(), description="Other places of the same document.", examples=[["https://archive.example.org/article"]]
    )
    retrieved: DayText | None = Field(
        default=None, description="The day on which the page at `url` was read.", examples=["2026-11-23"]
    )
    reprint: Reprint = Field(
        default="whole", description="How much of the document may be published.", examples=["excerpt-only"]
    )
    derived_from: tuple[Derivation, ...] = Field(
        default=(),
        description="Where its content came from, one step an entry.",
        examples=[
            [{"source": "aibase-15588", "how": "translation", "certainty": "probable", "basis": "The same errors."}]
        ],
    )
    original: Original = Field(
        default="no",
        description="`yes` where this is known to be the first publication of what it says; only then is it an origin.",
        examples=["yes"],
    )
    original_basis: LocalText | None = Field(
        default=None,
        description="How we know that it is the first publication.",
        examples=["It is the company's own notice, and the reports of that day name it."],
    )
    coverage: Coverage = Field(
        default="partial", description="Whether every sentence of it is dealt with.", examples=["complete"]
    )
    garbles: tuple[Garble, ...] = Field(
        default=(),
        description="Passages that do not say what was meant. They stay as printed and carry a note.",
        examples=[
            [{"quote": "GPT-44", "read_as": "GPT-4.5", "kind": "number", "certainty": "high", "basis": "The series."}]
        ],
    )
    skipped: tuple[Skip, ...] = Field(
        default=(),
        description="Passages that carry no claim, each with the reason.",
        examples=[[{"quote": "Die Zukunft hat begonnen.", "reason": "rhetoric"}]],
    )
    translated: tuple[Rendering, ...] = Field(
        default=(),
        description="Passages, usually sentences, with their translation.",
        examples=[[{"quote": "Nova ist schnell.", "text": "Nova is fast."}]],
    )
    faults: tuple[Fault, ...] = Field(
        default=(),
        description="What it says that is known to be wrong.",
        examples=[[{"says": "GPT-4.5 came in March.", "why": "It came in February.", "kind": "date"}]],
    )
    open_questions: OpenQuestions = ()
    note: Note = None
    note_known_from: NoteKnownFrom = None
