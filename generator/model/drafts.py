"""Everything that was read, as written: records with places, documents as text, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from generator.diagnostics import Span
from generator.model.claim_records import BriefRecord, ClaimRecord
from generator.model.places import Located
from generator.model.records import EntityRecord, PublisherRecord, SiteRecord, TermRecord, TombstoneRecord, WaiverRecord
from generator.model.source_records import SourceRecord


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A file in seeds/: its path, the SHA-256 of its bytes, and its text (None where it is not UTF-8)."""

    path: str
    sha256: str
    text: str | None


@dataclass(frozen=True, slots=True)
class BriefDraft:
    """A brief as written: front matter, Markdown body, and the line on which the body begins.

    `front_matter` is the front matter in plain values.
    """

    located: Located[BriefRecord]
    body: str
    body_line: int
    front_matter: Any = None

    @property
    def path(self) -> str:
        """The brief's file."""
        return self.located.places.at().path


def is_translation(path: str) -> bool:
    """Return whether a file of content/briefs/ is the translation of a brief, `ID.LANG.md`: no id has a dot in it."""
    return "." in PurePosixPath(path).stem


@dataclass(frozen=True, slots=True)
class BriefTranslation:
    """The file `ID.LANG.md` beside a brief: its front matter in plain values, and the body in the language LANG."""

    front_matter: Located[Any]
    body: str
    body_line: int

    @property
    def path(self) -> str:
        """The translation's own file."""
        return self.front_matter.places.at().path

    @property
    def brief_path(self) -> str:
        """The file of the brief that is translated."""
        return f"{self.path.rsplit('.', 2)[0]}.md"

    @property
    def language(self) -> str:
        """The language of the body, as the file's name has it."""
        return self.path.rsplit(".", 2)[1]


@dataclass(frozen=True, slots=True)
class UnfinishedClaim:
    """A claim marked `draft: yes`: its id, where that is marked, what it lacks, and itself where it lacks nothing.

    `lacks` are the required fields that are not there, `todo` the texts that say TODO, both by their path. `written`
    is what there is of it, without texts that say TODO: a partial ClaimRecord, or None where its shape has a fault.
    """

    id: str
    span: Span
    lacks: tuple[str, ...]
    todo: tuple[str, ...]
    located: Located[ClaimRecord] | None
    written: Located[Any] | None


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page or picture of the guide, published as it stands; `path` is relative to content/."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PublishedId:
    """An id that the repository's last commit publishes."""

    kind: str
    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Unread:
    """What faults already reported leave unknown, so that no finding only echoes another.

    `words` are all words of unread files and broken records; `nameless` are the kinds of record one of
    which lost its id; `kinds` are the kinds of which some record could not be read.
    """

    words: frozenset[str]
    nameless: frozenset[str]
    kinds: frozenset[str]

    def with_words(self, words: Iterable[str]) -> Unread:
        """The same, with further words that another finding already tells of."""
        return replace(self, words=self.words | frozenset(words))

    def without_names(self, kinds: Iterable[str]) -> Unread:
        """The same, where records of further kinds bear no id of their own."""
        more = {*kinds, *(("voice",) if {"entity", "publisher"} & set(kinds) else ())}
        return replace(self, nameless=self.nameless | more)

    def may_define(self, kind: str, word: str) -> bool:
        """Whether an unread record may be the one that is looked for."""
        return word in self.words or kind in self.nameless


@dataclass(frozen=True, slots=True)
class Drafts:
    """All records and documents of a project, as written."""

    site: Located[SiteRecord] | None
    sources: tuple[Located[SourceRecord], ...]
    publishers: tuple[Located[PublisherRecord], ...]
    entities: tuple[Located[EntityRecord], ...]
    terms: tuple[Located[TermRecord], ...]
    claims: tuple[Located[ClaimRecord], ...]
    briefs: tuple[BriefDraft, ...]
    waivers: tuple[Located[WaiverRecord], ...]
    tombstones: tuple[Located[TombstoneRecord], ...]
    seeds: tuple[SeedFile, ...]
    guide: tuple[GuidePage, ...]
    published: tuple[PublishedId, ...]
    unread: Unread
    unfinished: tuple[UnfinishedClaim, ...] = ()
    translations: tuple[BriefTranslation, ...] = ()
