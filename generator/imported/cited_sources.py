"""References to the records of sources and publishers: those of the project are used, others are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from generator.authoring.ids import LONGEST, free_id, slug
from generator.authoring.language_guess import guess_language
from generator.export.json_values import json_value
from generator.imported.citing_words import citing_words
from generator.imported.found import Loss, loss
from generator.imported.json_leaves import Said
from generator.imported.judging import LONGEST_TEXT
from generator.imported.naming import address_key, texts_in
from generator.imported.references import Reference
from generator.model.corpus import Corpus
from generator.model.fields import ID_PATTERN, TODO
from generator.model.source_records import SourceRecord
from generator.read.files import FORBIDDEN
from generator.read.shapes import path_name

ENOUGH = 20
"""Characters of a text whose language is worth guessing."""
THERE = "the source {id!r} is there already and does not say so"
NO_PUBLISHER = (
    "the entry is left out: nothing says who published it; add a publisher, a journal, an institution or an address"
)


class Citing:
    """The sources and publishers of one import, and how names and addresses lead to those that are there."""

    def __init__(self, corpus: Corpus, day: date) -> None:
        self.corpus, self.day, self.language = corpus, day, corpus.site.language
        self.words = citing_words(self.language)
        self.sources: dict[str, dict[str, Any]] = {}
        self.publishers: dict[str, dict[str, Any]] = {}
        self.losses: list[Loss] = []
        self.spoken: set[str] = set()
        self.voices = {*corpus.publishers, *corpus.entities, *corpus.tombstones}
        self._source_ids = {*corpus.sources, *corpus.tombstones}
        self._there: dict[str, Any] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._publisher_names: dict[str, str] = {}
        for id, publisher in corpus.publishers.items():
            for name in publisher.record.name.values():
                self._publisher_names.setdefault(name.casefold(), id)
        for id, source in corpus.sources.items():
            written = source.written
            self._there[id] = json_value(written, self.language)
            titles = [*(written.title or {}).values()]
            for key in self._names(
                id, titles, [written.url, *written.also_at], written.publisher, written.published, False
            ):
                self._keys.setdefault(key, id)

    @staticmethod
    def _names(
        key: str, titles: list[str], addresses: list[str | None], publisher: str, published: str | None, sought: bool
    ) -> Iterator[tuple[str, str]]:
        """What a source bears or is sought by: an address, its id with its title, or title, publisher and date.

        The last counts only where one of the two has no address: an outlet may use a title twice on one day.
        """
        placed = [address for address in addresses if address]
        yield from (("address", address_key(address)) for address in placed)
        for title in titles:
            yield "key", f"{key} {title.casefold()}"
            same = f"{title.casefold()} {publisher} {published or ''}"
            if not (sought and placed):
                yield "title", same
            if bool(placed) == sought:
                yield "bare", same

    def fitting(self, said: Said | None) -> str:
        """A text as a record may hold it, on one line; empty where there is none, or where it is told as lost."""
        if said is None:
            return ""
        if len(said.text) > LONGEST_TEXT:
            self.losses.append(loss(said.where, said.text, f"longer than {LONGEST_TEXT:,} characters"))
            return ""
        text = " ".join(FORBIDDEN.sub(" ", said.text).split())
        if text.startswith(TODO) or not text:
            why = f"begins with {TODO}, which marks what is still to be written" if text else "no text"
            self.losses.append(loss(said.where, said.text, why))
            return ""
        if FORBIDDEN.search(said.text):
            self.losses.append(loss(said.where, said.text, "without its control characters, which no file may hold"))
        return text

    def publisher(self, name: str) -> str:
        """The publisher of a name: that of the project, or a new one that nobody has judged."""
        known = self._publisher_names.get(name.casefold())
        if known is not None:
            return known
        id = free_id(slug(name, "publisher", 56), self.voices)
        self.voices.add(id)
        self._publisher_names[name.casefold()] = id
        record = {"id": id, "name": name, "reliability": "F", "reason": self.words["reason"]}
        self.publishers[id] = record
        return id

    def _publisher_of(self, told: Reference) -> str:
        """The publisher that is named, else the host of the first address; empty where neither is told."""
        named = self.fitting(told.publisher)
        hosts = (urlsplit(item.text).hostname or "" for item in told.addresses)
        name = named or next((host.removeprefix("www.") for host in hosts if host), "")
        return self.publisher(name) if name else ""

    def _language_of(self, told: Reference) -> tuple[str, bool]:
        """The language, and whether it is told: else it is guessed from the words, or the site's."""
        if told.language is not None:
            return told.language.text, True
        words = " ".join(item.text for item in (told.title, told.abstract) if item is not None)
        guess = guess_language(words) if len(words) >= ENOUGH else None
        return guess or self.language, False

    def _note(self, told: Reference, language: str) -> dict[str, str] | None:
        words = citing_words(language)
        abstract = self.fitting(told.abstract)
        parts = [words["revoked-report"]] if told.revoked else []
        parts += [words["abstract"].format(text=abstract)] if abstract else []
        parts += [text for item in told.notes if (text := self.fitting(item))]
        return {language: " ".join(parts)} if parts else None

    def _found(self, told: Reference, title: str, publisher: str) -> str | None:
        """The source that is there already; what it does not say is lost."""
        addresses: list[str | None] = [item.text for item in told.addresses]
        published = told.published.text if told.published else None
        keys = list(self._names(told.key, [title] if title else [], addresses, publisher, published, True))
        id = next((self._keys[key] for key in keys if key in self._keys), None)
        if id is None:
            return None
        names = [name for name, bearer in self._publisher_names.items() if bearer == self._there[id].get("publisher")]
        said = tuple(texts_in(self._there[id]))
        for item in told.said():
            text = " ".join(item.text.split())
            there = text == self._there[id]["language"] if item is told.language else any(text in part for part in said)
            if not there and text.casefold() not in names:
                self.losses.append(loss(item.where, item.text, THERE.format(id=id)))
        if told.key and _id_of(told.key) != id:
            self.losses.append(loss(told.key_where or told.where, told.key, THERE.format(id=id)))
        return id

    def source(self, told: Reference) -> str | None:
        """The id of the source of a reference; None where none can be made, which is told as lost."""
        title = self.fitting(told.title)
        host = next((urlsplit(item.text).hostname or "" for item in told.addresses), "")
        named = told.publisher.text if told.publisher else host.removeprefix("www.")
        known = self._found(told, title, self._publisher_names.get(" ".join(named.split()).casefold(), ""))
        if known is not None:
            return known
        publisher = self._publisher_of(told)
        if not publisher:
            self.losses.append(loss(told.where, f"{told.key} {title}", NO_PUBLISHER))
            return None
        language, sure = self._language_of(told)
        assumed = ["`kind`"] * told.assumed + ["`standing`"] + ["`language`"] * (not sure)
        addresses = list(dict.fromkeys(item.text for item in told.addresses))
        read = self.fitting(told.retrieved) if addresses else ""
        if told.retrieved and not read:
            self.losses.append(loss(told.retrieved.where, told.retrieved.text, "a day of reading without an address"))
        published = self.fitting(told.published)
        authors = [text for item in told.authors if (text := self.fitting(item))]
        wanted = _id_of(told.key)
        record: dict[str, Any] = {
            "id": free_id(wanted or slug(title or told.key or publisher, "source", 56), self._source_ids),
            "title": {language: title} if title else None,
            "kind": told.kind,
            "publisher": publisher,
            "authors": authors,
            "language": language,
            "published": published,
            "undated": "" if published else self.words["undated"],
            "known_from": "" if published else self.day.isoformat(),
            "standing": "established",
            "access": "quoted-elsewhere",
            "access_note": self.words["known"].format(fields=", ".join(assumed)),
            "summary": self.words["summary"],
            "url": "".join(addresses[:1]),
            "also_at": addresses[1:],
            "retrieved": read,
            "note": self._note(told, language),
        }
        return self._shelved(told, {name: part for name, part in record.items() if part not in ("", [], None)})

    def _shelved(self, told: Reference, record: dict[str, Any]) -> str | None:
        id = str(record["id"])
        try:
            SourceRecord.model_validate(record)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            why = f"the entry is left out: {path_name(tuple(first['loc']))}: {first['msg']}"
            self.losses.append(loss(told.where, told.key, why))
            return None
        if told.key and _id_of(told.key) != id:
            self.losses.append(loss(told.key_where or told.where, told.key, f"the source is called {id!r} here"))
        self.sources[id] = record
        self._source_ids.add(id)
        self._there[id] = record
        titles = list((record.get("title") or {}).values())
        addresses: list[str | None] = [record.get("url"), *record.get("also_at", ())]
        for key in self._names(told.key, titles, addresses, record["publisher"], record.get("published"), False):
            self._keys.setdefault(key, id)
        return id

    def records(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """The publishers and sources that were made, by their ids; publishers that nobody needs are left off."""
        needed = {record["publisher"] for record in self.sources.values()} | self.spoken
        publishers = [("publishers", record) for id, record in sorted(self.publishers.items()) if id in needed]
        return (*publishers, *(("sources", record) for _, record in sorted(self.sources.items())))


def _id_of(key: str) -> str:
    """The id that the name of an entry makes; empty for addresses, and for what holds no letter."""
    if re.fullmatch(ID_PATTERN, key):
        return key
    return slug(key, "source") if key[:1].isalpha() and "/" not in key and len(key) <= LONGEST else ""
