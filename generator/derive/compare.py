"""Compares two revisions of a project: claims to the word, sources by their lineage, everything else in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from generator.derive.claim_differences import Written, changed_claims, moved_quotes
from generator.derive.difference import Difference, RecordKind, in_their_order
from generator.derive.field_changes import outcome_words
from generator.derive.source_differences import changed_source
from generator.diagnostics import Span
from generator.model.corpus import Brief, Claim, Corpus, Source
from generator.model.drafts import UnfinishedClaim
from generator.model.lexicon import Lexicon
from generator.model.places import Located, Places
from generator.resolve.corpus import NO_SITE

SITE = "content/site.yml"
NAMES = ("statement", "title", "name", "term", "summary", "reason")
"""What a record is shown by, the first of them that it has."""
OF_BRIEFS = "text"
"""How the Markdown of a brief is called among its fields."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of any kind with its place, and the Markdown of a brief."""

    written: BaseModel
    places: Places | None
    body: str = ""

    def span(self, field: str) -> Span:
        return Span(SITE) if self.places is None else self.places.key(field)

    @property
    def shown(self) -> Any:
        return next((text for name in NAMES if (text := getattr(self.written, name, None))), None)


def _record(value: Any) -> _Record:
    if isinstance(value, Brief):
        # The parts hold places, which move with every line above them.
        bodies = {"": value.parts, **{language: item.parts for language, item in value.translations.items()}}
        fields = ("text", "kind", "id", "label", "about")
        texts = {
            language: [[getattr(part, name, "") for name in fields] for part in parts]
            for language, parts in sorted(bodies.items())
        }
        return _Record(value.written, value.places, repr(texts))
    if isinstance(value, Source | Claim):
        return _Record(value.written, value.places)
    return _Record(value.record, value.places)


def _sides(corpus: Corpus) -> Mapping[RecordKind, Mapping[str, _Record]]:
    """All records by kind and id, without claims; a waiver goes by its rule and target."""
    found: dict[RecordKind, Mapping[str, Any]] = {
        "source": corpus.sources, "publisher": corpus.publishers, "entity": corpus.entities, "term": corpus.terms,
        "brief": corpus.briefs, "tombstone": corpus.tombstones,
        "waiver": {f"{item.record.rule} {item.record.target}": item for item in corpus.waivers},
    }  # fmt: skip
    told: dict[RecordKind, Mapping[str, _Record]] = {
        kind: {id: _record(value) for id, value in records.items()} for kind, records in found.items()
    }
    told["site"] = {} if corpus.site is NO_SITE else {"site": _Record(corpus.site, None)}
    return told


def _maybe_there(corpus: Corpus, kind: str, id: str) -> bool:
    """Whether a record that is not there may stand in what could not be read."""
    return bool({kind, "unknown"} & corpus.unread.kinds) and id in corpus.unread.words


def _left(old: Corpus, new: Corpus, kind: RecordKind, id: str, shown: Any, span: Span, draft: bool) -> Difference:
    """A record that the new side lacks: withdrawn with a tombstone or without, or only illegible."""
    if _maybe_there(new, kind, id):
        return Difference(
            kind, id, "unreadable", "head", shown, None, draft=draft, flag="unreadable", span=span, gone=True
        )
    stone = new.tombstones.get(id)
    told = "withdrawn" if kind == "claim" else "removed"
    if stone is None or stone.record.kind != kind or id in old.tombstones:
        return Difference(kind, id, told, "", shown, draft=draft, span=span, gone=True)
    by, reason, place = stone.record.replaced_by or "", stone.record.reason, stone.places.key("id")
    return Difference(kind, id, told, by, shown, reason=reason, draft=draft, span=place)


def _came(old: Corpus, kind: RecordKind, id: str, shown: Any, span: Span, draft: bool) -> Difference:
    """A record that the old side lacks: added, or only illegible there."""
    if _maybe_there(old, kind, id):
        return Difference(kind, id, "unreadable", "base", None, shown, draft=draft, flag="unreadable", span=span)
    return Difference(kind, id, "added", "", None, shown, draft=draft, span=span)


def _changed(kind: RecordKind, id: str, old: _Record, new: _Record) -> Iterator[Difference]:
    fields = [
        name for name in type(new.written).model_fields if getattr(old.written, name) != getattr(new.written, name)
    ]
    first = fields[0] if fields else "id"
    if old.body != new.body:
        fields.append(OF_BRIEFS)
    if fields:
        yield Difference(kind, id, "changed", fields=tuple(fields), span=new.span(first))


def _others(old: Corpus, new: Corpus) -> Iterator[Difference]:
    """Everything but claims. A tombstone is told with the record that it is for, where that went just now."""
    before, after = _sides(old), _sides(new)
    for kind in before:
        one, two = before[kind], after[kind]
        for id in one.keys() - two.keys():
            if kind != "site":
                yield _left(old, new, kind, id, one[id].shown, one[id].span("id"), draft=False)
        for id in two.keys() - one.keys():
            if kind == "tombstone" and (id in old.claims or any(id in before[other] for other in before)):
                continue
            yield _came(old, kind, id, two[id].shown, two[id].span("id"), draft=False)
        for id in one.keys() & two.keys():
            if kind == "source":
                yield from changed_source(old.sources[id], new.sources[id])
            else:
                yield from _changed(kind, id, one[id], two[id])


def _claims(corpus: Corpus) -> Written:
    return {id: Located(claim.written, claim.places) for id, claim in corpus.claims.items()}


def _replaced(old: Corpus, new: Corpus) -> Mapping[str, str]:
    """New claims that stand, by a tombstone, for one that went: the new id to the old one."""
    found: dict[str, str] = {}
    for id, stone in sorted(new.tombstones.items()):
        successor = stone.record.replaced_by
        went = stone.record.kind == "claim" and id in old.claims and id not in new.claims
        if went and successor is not None and successor in new.claims and successor not in old.claims:
            found[successor] = id
    return MappingProxyType(found)


def _finished_claims(old: Corpus, new: Corpus, lexicon: Lexicon) -> Iterator[Difference]:
    before, after = _claims(old), _claims(new)
    drafts_before, drafts_after = ({item.id for item in side.unfinished} for side in (old, new))
    replaced = _replaced(old, new)
    compared = dict(before)
    for id in after.keys() - before.keys():
        item = after[id]
        span, statement = item.places.key("id"), item.record.statement
        if id in replaced:
            was = before[replaced[id]].record
            compared[id] = Located(was.model_copy(update={"id": id}), before[replaced[id]].places)
            yield Difference("claim", id, "replaces", replaced[id], None, statement, span=span)
            continue
        told = _came(old, "claim", id, statement, span, draft=False)
        yield replace(told, kind="finished") if id in drafts_before and told.kind == "added" else told
        if (came := outcome_words(item.record.resolution)) is not None:
            place = item.places.key("resolution", "outcome")
            yield Difference("claim", id, "outcome-recorded", "", None, came, flag="outcome", span=place)
    for id in before.keys() - after.keys():
        if id in drafts_after:
            continue
        item = before[id]
        yield _left(old, new, "claim", id, item.record.statement, item.places.key("id"), draft=False)
    yield from changed_claims(compared, after, new.site.language, lexicon)
    yield from moved_quotes(old, new)


def _drafts(old: Corpus, new: Corpus, lexicon: Lexicon) -> Iterator[Difference]:
    before, after = ({item.id: item for item in side.unfinished} for side in (old, new))

    def shown(item: UnfinishedClaim) -> Any:
        return item.located.record.statement if item.located is not None else None

    for id in after.keys() - before.keys():
        item = after[id]
        if id in old.claims:
            words = old.claims[id].written.statement
            yield Difference("claim", id, "redrafted", "", words, shown(item), draft=True, span=item.span)
        else:
            yield _came(old, "claim", id, shown(item), item.span, draft=True)
    for id in before.keys() - after.keys() - new.claims.keys():
        yield _left(old, new, "claim", id, shown(before[id]), before[id].span, draft=True)
    shared = sorted(before.keys() & after.keys())
    whole = [id for id in shared if before[id].located is not None and after[id].located is not None]
    sides: Sequence[Written] = [
        {id: located for id in whole if (located := side[id].located) is not None} for side in (before, after)
    ]
    for told in changed_claims(sides[0], sides[1], new.site.language, lexicon):
        yield replace(told, draft=True)
    for id in shared:
        one, two = before[id], after[id]
        if id not in whole and (one.lacks, one.todo, one.located) != (two.lacks, two.todo, two.located):
            yield Difference("claim", id, "changed", fields=(*two.lacks, *two.todo), draft=True, span=two.span)


def compare(old: Corpus, new: Corpus, lexicon: Lexicon) -> tuple[Difference, ...]:
    """Everything in which two revisions of a project differ, sorted; nothing where their records are equal.

    Flagged are recorded outcomes, quotes moved to other words, changed lineage, replaced documents and any wording that
    became stronger: a hedge, a confidence without new evidence, a text that lost its hedging word (by the lexicon).
    What one side may hold where it could not be read is never told as added or withdrawn.
    """

    def found() -> Iterator[Difference]:
        yield from _finished_claims(old, new, lexicon)
        yield from _drafts(old, new, lexicon)
        yield from _others(old, new)

    return in_their_order(found())
