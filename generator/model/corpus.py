"""The corpus: records as resolved, with ids that lead somewhere, quotes at offsets and dates with bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day

from generator.diagnostics import Span
from generator.model.claim_records import Appearance, BriefRecord, ClaimRecord, Evidence
from generator.model.corpus_index import CorpusIndex
from generator.model.dates import UncertainDate
from generator.model.documents import Document, Passage, Pinned
from generator.model.drafts import GuidePage, PublishedId, SeedFile, UnfinishedClaim, Unread
from generator.model.places import Located, Places
from generator.model.records import EntityRecord, PublisherRecord, SiteRecord, TermRecord, TombstoneRecord, WaiverRecord
from generator.model.source_records import Garble, Rendering, Skip, SourceRecord


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its date, its document where captured, what was pinned in it, and its origins.

    `roots` are the ids at which its lineage begins (itself, where it derives from nothing);
    `known` is the first day on which what it says can be known;
    `settled` says that all quotes meant for it could be judged.
    """

    written: SourceRecord
    places: Places
    published: UncertainDate | None
    document: Document | None
    garbles: tuple[Pinned[Garble], ...]
    skipped: tuple[Pinned[Skip], ...]
    translated: tuple[Pinned[Rendering], ...]
    roots: tuple[str, ...]
    known: Day
    settled: bool

    @property
    def id(self) -> str:
        return self.written.id

    @property
    def captured(self) -> bool:
        """Whether the source has a document, readable or not."""
        return self.written.file is not None

    @property
    def passed_on(self) -> Document | None:
        """The document where it may be published whole; None where there is none or only excerpts may be."""
        return self.document if self.written.reprint == "whole" else None


GAP = " … "
"""What stands for words that a quote leaves out."""


@dataclass(frozen=True, slots=True)
class PlacedAppearance:
    """Where a claim is made; the passage is None for cited sources and for quotes that were not found.

    `continued` are the further parts of a quote in which words are left out, in order.
    """

    written: Appearance
    passage: Passage | None
    continued: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All parts of the quote that were found."""
        return (self.passage, *self.continued) if self.passage is not None else ()

    @property
    def quoted(self) -> str:
        """The quote as the document has it, else as written, with `…` where words are left out; empty without one."""
        if self.passage is not None:
            return GAP.join(passage.text for passage in self.passages)
        parts = [self.written.quote, *(part.quote for part in self.written.continued)]
        return GAP.join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ResolvedOutcome:
    """The dates of a claim's resolution."""

    due: UncertainDate | None
    occurred: UncertainDate | None


@dataclass(frozen=True, slots=True)
class DatedEvidence:
    """Evidence with the day since when it can be known."""

    written: Evidence
    known: UncertainDate | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its dates and places."""

    written: ClaimRecord
    places: Places
    when: UncertainDate | None
    asserted: UncertainDate | None
    appearances: tuple[PlacedAppearance, ...]
    evidence: tuple[DatedEvidence, ...]
    outcome: ResolvedOutcome | None

    @property
    def id(self) -> str:
        return self.written.id


@dataclass(frozen=True, slots=True)
class MarkdownPart:
    """A stretch of a brief's own Markdown."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """A reference in double brackets: its kind, its id, and the words to show (empty for the record's own name)."""

    kind: str
    id: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """A timeline figure of everything about one entity."""

    about: str
    span: Span


@dataclass(frozen=True, slots=True)
class LaterPart:
    """What stands for a reference to something not known yet on the day of the build: its words, where it has any."""

    label: str


BriefPart = MarkdownPart | ReferencePart | TimelinePart | LaterPart


@dataclass(frozen=True, slots=True)
class TranslatedBody:
    """A brief's body in a further language, in parts, and the places in its own file."""

    parts: tuple[BriefPart, ...]
    places: Places


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief with its body in parts, its bodies in further languages, and the ids of its claims in order."""

    written: BriefRecord
    places: Places
    date: UncertainDate | None
    parts: tuple[BriefPart, ...]
    claims: tuple[str, ...]
    translations: Mapping[str, TranslatedBody] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.written.id


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole project, resolved; mappings are in the order of their ids."""

    site: SiteRecord
    sources: Mapping[str, Source]
    publishers: Mapping[str, Located[PublisherRecord]]
    entities: Mapping[str, Located[EntityRecord]]
    terms: Mapping[str, Located[TermRecord]]
    claims: Mapping[str, Claim]
    briefs: Mapping[str, Brief]
    waivers: tuple[Located[WaiverRecord], ...]
    tombstones: Mapping[str, Located[TombstoneRecord]]
    guide: tuple[GuidePage, ...]
    seeds: tuple[SeedFile, ...]
    published: tuple[PublishedId, ...]
    missing: frozenset[tuple[str, str]]
    unread: Unread
    unfinished: tuple[UnfinishedClaim, ...] = ()
    index: CorpusIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", CorpusIndex(self.claims, self.sources))

    @property
    def claim_ids(self) -> frozenset[str]:
        """The ids of all claims, and of the drafts of claims."""
        return frozenset((*self.claims, *(item.id for item in self.unfinished)))
