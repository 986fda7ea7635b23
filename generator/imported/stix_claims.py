"""Relationships, notes and opinions of STIX to drafts of claims, each citation an appearance."""

from __future__ import annotations

from typing import Any

from generator.authoring.drafts import STATEMENT
from generator.authoring.ids import free_id, slug
from generator.imported.cited_sources import Citing
from generator.imported.citing_words import citing_words
from generator.imported.day_words import language_tag, names_time, read_date
from generator.imported.found import loss
from generator.imported.json_leaves import Leaves, Said
from generator.imported.stix_bundle import Bundle
from generator.imported.stix_citations import REFERENCES, Cited, cited, external_reference
from generator.imported.stix_entities import Cast
from generator.imported.stix_words import BEARINGS, hedge_of, statement
from generator.resolve.dates import date_or_none

ABSENT = "it names an object that is not in the file, or that has no name"
KNOWN = "the claim {id!r} says this already"
OUTDATED = "revoked by its maker, while the claim {id!r} says this: see whether to retire that claim"
REPLACED = "only says which STIX object replaces which"
UNCITED = "a citation without its reference"
MIDNIGHT = "T00:00:00"


class Drafting:
    """The drafts of one import; `appears` are the sources that list an object of STIX, by its id."""

    def __init__(self, citing: Citing, cast: Cast, bundle: Bundle, appears: dict[str, list[str]]) -> None:
        self.citing, self.cast, self.bundle, self.appears = citing, cast, bundle, appears
        self.claims: dict[str, dict[str, Any]] = {}
        self.made: dict[str, str] = {}
        corpus = citing.corpus
        self._taken = {*corpus.claim_ids, *corpus.tombstones}
        self._said: dict[str, str] = {}
        written = [claim.written for claim in corpus.claims.values()]
        begun = [item.written.record for item in corpus.unfinished if item.written is not None]
        for record in (*written, *begun):
            self._said |= dict.fromkeys((record.statement or {}).values(), record.id)

    def _refused(self, item: Leaves, why: str) -> None:
        self.bundle.use(item)
        item.lose(why)
        for name in ("id", "created", "modified"):
            item.lose(why, name)

    def _description(self, item: Leaves, field: str) -> tuple[Cited, str]:
        """A text in its stretches, and where it stands."""
        where = item.where(field)
        return cited(self.citing.fitting(item.take(field)), where, self.bundle.addresses, self.citing.losses), where

    def _appearances(self, item: Leaves, words: Cited, where: str, fallback: str, language: str) -> list[Any]:
        """Where it is said: what is cited, with the words before the citation; then reports that list the object."""
        sources: dict[str, str] = {}
        for number in range(len(item.items(REFERENCES))):
            name = item.peek(REFERENCES, number, "source_name")
            told = external_reference(item, number, self.citing.losses)
            id = self.citing.source(told) if told else None
            if id is not None:
                sources.setdefault(name, id)
        found: dict[str, str] = {}
        for stretch, names in words.stretches:
            for name in names:
                if name in sources:
                    said = self.citing.fitting(Said(stretch or words.whole, where)) if stretch or words.whole else ""
                    id = sources[name]
                    found[id] = f"{found[id]} {said}" if id in found else said or fallback
                else:
                    self.citing.losses.append(loss(where, name, UNCITED))
        for id in (*sources.values(), *self.appears.get(item.peek("id"), ())):
            found.setdefault(id, self.citing.fitting(Said(words.whole, where)) or fallback if words.whole else fallback)
        return [{"source": id, "paraphrase": {language: text}} for id, text in found.items()]

    def _when(self, item: Leaves) -> str:
        ends = {}
        for field in ("start_time", "stop_time"):
            text = item.peek(field)
            day = read_date(text)
            if day:
                item.mark(field)
                ends[field] = day
                if names_time(text) and MIDNIGHT not in text:
                    self.citing.losses.append(loss(item.where(field), text, "records keep the day, not the time"))
        if not ends:
            return ""
        span = f"{ends.get('start_time', '..')}/{ends.get('stop_time', '..')}"
        if date_or_none(span) is None:
            for field, day in ends.items():
                self.citing.losses.append(loss(item.where(field), day, "the end is before the beginning"))
            return ""
        return span

    def _hedge(self, item: Leaves, language: str) -> tuple[str, str]:
        """The level of hedge, and the confidence that it comes from; the latter is empty where none is told."""
        value = item.at("confidence")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
            item.lose("not a confidence from 0 to 100", "confidence")
            return "stated", ""
        item.mark("confidence")
        return hedge_of(value), citing_words(language)["confidence"].format(number=value)

    def _voices(self, item: Leaves, appearances: list[Any], people: list[str]) -> list[dict[str, str]]:
        """Who says it: those who wrote it, else those who published what is cited; and who made the object."""
        first = dict.fromkeys(people)
        publishers = self.citing.sources
        for told in appearances:
            id = told["source"]
            made = publishers.get(id)
            first.setdefault(made["publisher"] if made else self.citing.corpus.sources[id].written.publisher)
        maker = self.bundle.maker(item)
        name = self.citing.fitting(maker) if maker else ""
        id = self.citing.publisher(name) if name else ""
        self.citing.spoken.update({id} if id else set())
        voices = [{"who": who, "role": "origin" if who in people else "author"} for who in first if who != id]
        return voices + ([{"who": id, "role": "reported" if voices else "author"}] if id else [])

    def _language(self, item: Leaves) -> str:
        """The language of an object's texts: English, where it names none (STIX 2.1, 3.2)."""
        tag = language_tag(item.peek("lang"))
        if tag:
            item.mark("lang")
        return tag or "en"

    def _add(
        self, item: Leaves, said: str, spoken: str, language: str, record: dict[str, Any], notes: list[str]
    ) -> None:
        """A draft of a statement in the language `spoken`, with what goes for all of them."""
        words = self.citing.words
        level, confidence = self._hedge(item, language)
        record["hedge"] = {"level": level}
        questions = [words["todo"].format(fields="`statement`, `kind`, `voices`, `hedge`")]
        notes = [*notes, confidence]
        if item.at("revoked") is True:
            item.mark("revoked")
            day = read_date(item.peek("modified")) or ""
            if day:
                item.mark("modified")
            notes.append(citing_words(language)["revoked"].format(day=day or "?"))
            questions.append(words["revoked-question"])
        id = free_id(slug("" if said == STATEMENT else said, "claim", 56), self._taken)
        self._taken.add(id)
        if said != STATEMENT:
            self._said[said] = id
        whole = {
            "id": id,
            "draft": "yes",
            "statement": {spoken: said} if said != STATEMENT else said,
            **{name: record[name] for name in ("kind", "about", "voices", "hedge", "when", "appearances", "relations")
               if record.get(name)},
            "open_questions": questions,
            "note": {language: " ".join(note for note in notes if note)} if any(notes) else "",
        }  # fmt: skip
        self.claims[id] = {name: part for name, part in whole.items() if part}
        self.made[item.peek("id")] = id

    def relationship(self, item: Leaves) -> None:
        """A relationship to a draft."""
        type = item.peek("relationship_type")
        ends = [self.bundle.named(item.peek(field)) for field in ("source_ref", "target_ref")]
        if type == "revoked-by":
            return self._refused(item, REPLACED)
        found = [end for end in ends if end is not None and end.peek("name")]
        if len(found) < 2 or not type:
            return self._refused(item, ABSENT)
        names = [self.cast.name(end) for end in found]
        said = self.citing.fitting(Said(statement(names[0], type, names[1]), item.where())) if all(names) else ""
        if not said:
            return self._refused(item, ABSENT)
        if said in self._said:
            why = OUTDATED if item.at("revoked") is True else KNOWN
            return self._refused(item, why.format(id=self._said[said]))
        about = [id for id in dict.fromkeys(map(self.cast.entity, found)) if id]
        self.bundle.use(item)
        for end in found:
            end.mark("name")
        for field in ("relationship_type", "source_ref", "target_ref"):
            item.mark(field)
        language = self._language(item)
        words, where = self._description(item, "description")
        appearances = self._appearances(item, words, where, said, language)
        note = words.rest if appearances and words.stretches else words.whole if not appearances else ""
        record = {
            "kind": "state",
            "about": about,
            "voices": self._voices(item, appearances, []),
            "when": self._when(item),
            "appearances": appearances,
        }
        notes = [self.citing.fitting(Said(note, where))] if note else []
        self._add(item, said, "en", language, record, notes)
        return None

    def remark(self, item: Leaves) -> None:
        """A note or an opinion to a draft, with how it stands to the claims that it speaks of."""
        opinion = item.peek("type") == "opinion"
        field, short = ("explanation", "") if opinion else ("content", "abstract")
        self.bundle.use(item)
        language = self._language(item)
        words, where = self._description(item, field)
        heading = self.citing.fitting(item.take(short)) if short else ""
        said = heading or (self.citing.fitting(Said(words.whole, where)) if words.whole else "")
        if said in self._said:
            return self._refused(item, KNOWN.format(id=self._said[said]))
        value = item.take("opinion") if opinion else None
        about: list[str] = []
        relations = []
        for number in range(len(item.items("object_refs"))):
            id = item.peek("object_refs", number)
            target, claim = self.bundle.named(id), self.made.get(id)
            bearing = BEARINGS.get(value.text) if value else None
            if claim is not None and bearing:
                why = ": ".join(part for part in (value.text if value else "", words.whole) if part)
                relations.append({"type": bearing, "claim": claim, "why": {language: why}})
                item.mark("object_refs", number)
                about += self.claims[claim].get("about", [])
            elif target is not None and target.peek("name") and (entity := self.cast.entity(target)):
                about.append(entity)
                item.mark("object_refs", number)
        people = [id for name in item.texts("authors") if (id := self.cast.person(name))]
        appearances = self._appearances(item, words, where, said or "?", language)
        rest = self.citing.fitting(Said(words.whole, where)) if heading and words.whole else ""
        record = {
            "kind": "opinion" if opinion else "state",
            "about": list(dict.fromkeys(about)),
            "voices": self._voices(item, appearances, people),
            "appearances": appearances,
            "relations": relations,
        }
        mark = value.text if value and not relations else ""
        self._add(item, said or STATEMENT, language, language, record, [rest, mark])
        return None
