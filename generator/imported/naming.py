"""Publishers, entities and sources by what foreign files tell of them: those of the project are used, others made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from generator.authoring.corpus_import import as_written
from generator.authoring.ids import free_id, slug
from generator.imported.assumed import assumed_words
from generator.imported.found import Loss, loss
from generator.imported.judging import Judged, judged
from generator.imported.told import FIXED, Piece, Pieces
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Corpus
from generator.model.partial import partial
from generator.model.records import EntityRecord, PublisherRecord, TermRecord
from generator.model.source_records import SourceRecord

SHAPES: Mapping[str, type[BaseModel]] = {
    "publishers": PublisherRecord,
    "entities": EntityRecord,
    "terms": TermRecord,
    "sources": SourceRecord,
    "claims": partial(ClaimRecord),
}
"""By kind: the record type; of a claim, which is a draft, anything may be missing."""
THERE = "the record {id!r} is there already and does not say so"


def texts_in(value: Any) -> Iterator[str]:
    """All texts of a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def address_key(url: str) -> str:
    """What two spellings of one address share: no scheme, no last slash, the host in small letters."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


class Naming:
    """The records of one import, by kind and id, and how names and addresses lead to them."""

    def __init__(self, corpus: Corpus, day: date) -> None:
        self.corpus, self.day, self.language = corpus, day, corpus.site.language
        self.words = assumed_words(self.language)
        self.made: dict[tuple[str, str], dict[str, Any]] = {}
        self.losses: list[Loss] = []
        self._keys: dict[tuple[str, str], str] = {}
        self._tried: Counter[tuple[str, str]] = Counter()
        self._taken = {"claims": {*corpus.claim_ids}, "sources": {*corpus.sources}}
        self._taken["entities"] = self._taken["publishers"] = {*corpus.entities, *corpus.publishers}
        for kind in self._taken:
            self._taken[kind] |= set(corpus.tombstones)
        self._there: dict[tuple[str, str], Any] = {}
        for id, publisher in corpus.publishers.items():
            self._remember("publishers", id, as_written(publisher.record, self.language))
        for id, entity in corpus.entities.items():
            self._remember("entities", id, as_written(entity.record, self.language))
        for id, source in corpus.sources.items():
            self._remember("sources", id, as_written(source.written, self.language))

    def _remember(self, kind: str, id: str, record: Any) -> None:
        self._there[kind, id] = record
        for key in (f"id {id}", *self._names(kind, record)):
            self._keys.setdefault((kind, key), id)

    @staticmethod
    def _names(kind: str, record: Any) -> Iterator[str]:
        if kind == "sources":
            yield from (address_key(url) for url in (record.get("url"), *record.get("also_at", ())) if url)
            return
        yield from (name.casefold() for name in texts_in(record["name"]))
        yield from (item["name"].casefold() for item in record.get("aliases", ()))
        yield from (address_key(url) for url in record.get("same_as", ()))

    def fresh_id(self, kind: str, wanted: str, name: str, fallback: str) -> str:
        """An id that nothing bears: the one that the file carries, else one made of the name."""
        base = wanted or slug(name, fallback, 56)
        shared = "entities" if kind == "publishers" else kind
        self._tried[shared, base] += 1
        id = free_id(base, self._taken[kind], max(self._tried[shared, base], 2))
        self._taken[kind].add(id)
        return id

    def local(self, text: str, language: str = "") -> dict[str, str]:
        """A text by its language, without region; the site's where none is named."""
        return {language.partition("-")[0] if language else self.language: text}

    def judge(self, pieces: Pieces) -> Judged:
        """The pieces that fit; those that do not are lost."""
        found = judged(pieces)
        self.losses += found.losses
        return found

    def lose(self, pieces: Iterable[Piece], why: str) -> None:
        """Notes pieces as lost, but for those that a mapping only adds."""
        self.losses += [loss(piece.where, piece.text, why) for piece in pieces if piece.where != FIXED]

    def _found(self, kind: str, wanted: str, keys: Iterable[str], pieces: Iterable[Piece]) -> str | None:
        """The record that the wanted id or one of the keys leads to; pieces that it does not tell are lost.

        Where an id is wanted that there is not, only records of the project count: two of one file stay two.
        """
        id = self._keys.get((kind, f"id {wanted}")) if wanted else None
        for key in keys:
            other = self._keys.get((kind, key))
            if id is None and other is not None and not (wanted and (kind, other) in self.made):
                id = other
        if id is not None:
            record = self._there[kind, id]
            plain = {info.default for info in SHAPES[kind].model_fields.values() if isinstance(info.default, str)}
            told = {*plain, *texts_in(record), *texts_in(self._there.get(("publishers", record.get("publisher")), {}))}
            self.lose((piece for piece in pieces if piece.text not in told), THERE.format(id=id))
        return id

    def add(self, kind: str, record: Mapping[str, Any]) -> str:
        """Takes a record in as authors write it, in the order of its fields."""
        told = {name: part for name, part in record.items() if part not in ("", [], {}, None)}
        written = as_written(SHAPES[kind].model_validate(told), self.language)
        id = str(written["id"])
        self.made[kind, id] = written
        if kind != "claims":
            self._remember(kind, id, written)
        return id

    def adopt(self, kind: str, id: str, record: Mapping[str, Any]) -> None:
        """Takes a record in under the id that it bears already."""
        self._taken[kind].add(id)
        self.add(kind, record)

    def publisher(self, got: Judged, part: str) -> str:
        """The publisher of a page: by id or name, else by the host of the page."""
        pieces = {name: got.pieces[name] for name in got.pieces if name.startswith(f"{part}_publisher")}
        wanted, url = got.text(f"{part}_publisher_id"), got.text(f"{part}_publisher_url")
        host = (urlsplit(got.text(f"{part}_url")).hostname or "").removeprefix("www.")
        name = got.text(f"{part}_publisher") or host or self.words["publisher"]
        home = f"https://{urlsplit(got.text(f'{part}_url')).netloc}/" if name == host else ""
        id = self._found("publishers", wanted, [name.casefold()], pieces.values())
        if id is not None:
            return id
        return self.add(
            "publishers",
            {
                "id": self.fresh_id("publishers", wanted, name, "publisher"),
                "name": self.local(name),
                "url": url or home,
                "reliability": got.text(f"{part}_publisher_reliability") or "F",
                "reason": self.local(got.text(f"{part}_publisher_reason") or self.words["reason"]),
            },
        )

    def entity(self, got: Judged, part: str, kind: str) -> str:
        """An entity by id, name or address; `kind` is what it is where the file does not tell."""
        name, wanted, same = got.text(f"{part}_name"), got.text(f"{part}_id"), got.text(f"{part}_address")
        keys = [name.casefold()] * bool(name) + [address_key(same)] * bool(same)
        own = [piece for field, piece in got.pieces.items() if field != "voice_role"]
        id = self._found("entities", wanted, keys, own)
        if id is not None:
            return id
        return self.add(
            "entities",
            {
                "id": self.fresh_id("entities", wanted, name, "name"),
                "name": self.local(name or wanted or self.words["unnamed"]),
                "kind": got.text(f"{part}_kind") or kind,
                "named": got.text(f"{part}_named"),
                "description": self.local(got.text(f"{part}_description") or self.words["description"]),
                "same_as": [same] * bool(same),
            },
        )

    def voice(self, got: Judged) -> str:
        """Who speaks: a publisher where one has the id or the name, and no entity has, else an entity."""
        name, wanted = got.text("voice_name").casefold(), got.text("voice_id")
        for key in ([f"id {wanted}"] if wanted else []) + ([name] if name else []):
            if ("entities", key) in self._keys:
                break
            if ("publishers", key) in self._keys:
                own = [piece for field, piece in got.pieces.items() if field != "voice_role"]
                return self._found("publishers", "", [key], own) or ""
        return self.entity(got, "voice", "person")

    def source(self, got: Judged, part: str, language: str) -> str | None:
        """A page by id or address, else by title, publisher and date; None where nothing is told of it.

        `language` is that of what is said there. A page without a date has that on which the claim is said to be made.
        """
        text = {name.removeprefix(f"{part}_"): piece.text for name, piece in got.pieces.items()}
        url, wanted, title = text.get("url", ""), text.get("id", ""), text.get("title", "")
        own = [piece for name, piece in got.pieces.items() if name.startswith(f"{part}_")]
        if not {"id", "url", "title", "publisher", "publisher_id"} & text.keys():
            self.lose(own, "a page without address, title and publisher")
            return None
        dated = got.text("appearance_said") if part == "source" and "undated" not in text else ""
        published = text.get("published", "") or dated
        unread = "retrieved" not in text
        tag = text.get("language") or language or self.language
        keys = [address_key(url)] if url else []
        if not keys and not wanted:
            keys = ["\n".join((title.casefold(), text.get("publisher", "").casefold(), published))]
        id = self._found("sources", wanted, keys, own)
        if id is not None:
            return id
        publisher = self.publisher(got, part)
        inferred = bool(dated) and "published" not in text
        marked = self.words["marked"] if text.get("date_basis") == "inferred" else ""
        made = self.add(
            "sources",
            {
                "id": self.fresh_id("sources", wanted, f"{publisher} {title or published}", "source"),
                "title": self.local(title, tag) if title else None,
                "kind": text.get("kind") or ("article" if part == "review" else "web-page"),
                "publisher": publisher,
                "authors": [name for part in text.get("authors", "").split(";") if (name := part.strip())],
                "language": tag,
                "published": published,
                "date_basis": text.get("date_basis") or ("inferred" if inferred else ""),
                "date_reason": self._worded(
                    text.get("date_reason") or (self.words["inferred"] if inferred else marked)
                ),
                "undated": self._worded(text.get("undated") or ("" if published else self.words["undated"])),
                "known_from": text.get("known_from") or ("" if published else self.day.isoformat()),
                "standing": text.get("standing") or "established",
                "access": text.get("access") or ("quoted-elsewhere" if unread else ""),
                "access_note": self._worded(text.get("access_note") or (self.words["access"] if unread else "")),
                "summary": self.local(text.get("summary") or self.words["summary"]),
                "url": url,
                "retrieved": text.get("retrieved", ""),
            },
        )
        self._keys.update({("sources", key): made for key in keys})
        return made

    def _worded(self, text: str) -> dict[str, str] | None:
        return self.local(text) if text else None
