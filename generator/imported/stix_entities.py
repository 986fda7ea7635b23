"""Who and what STIX relationships name: entities of the project where it has them, else new ones."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.authoring.corpus_import import as_written
from generator.authoring.ids import free_id, slug
from generator.imported.cited_sources import Citing
from generator.imported.found import loss
from generator.imported.json_leaves import Leaves, Said
from generator.imported.naming import address_key, texts_in
from generator.imported.stix_bundle import Bundle
from generator.imported.stix_citations import REFERENCES, cited
from generator.imported.web_addresses import web_address

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "threat-actor": "group", "intrusion-set": "group", "malware": "product", "tool": "product",
        "infrastructure": "product", "campaign": "event", "incident": "event",
    }
)  # fmt: skip
"""By type of STIX object: what it is as an entity. Of all other types only the name is kept."""
CLASSES: Mapping[str, str] = MappingProxyType(
    {"individual": "person", "group": "group", "class": "group", "system": "product", "organization": "organisation"}
)
"""By class of identity: what it is as an entity; those without a class are organisations."""
NAME_ONLY = "no kind of entity fits this type; only its name is kept, in claims"
THERE = "the entity {id!r} is there already and does not say so"
REVOKED = "an entity is never revoked; see whether another one replaces it"


class Cast:
    """The entities of one import."""

    def __init__(self, citing: Citing, bundle: Bundle) -> None:
        self.citing, self.bundle = citing, bundle
        self.entities: dict[str, dict[str, Any]] = {}
        self._names: dict[str, str] = {}
        self._there: dict[str, Any] = {}
        self._done: dict[str, str] = {}
        for id, located in citing.corpus.entities.items():
            record = as_written(located.record, citing.language)
            self._there[id] = record
            for key in (*texts_in(record["name"]), *(alias["name"] for alias in record.get("aliases", ()))):
                self._names.setdefault(key.casefold(), id)
            for address in record.get("same_as", ()):
                self._names.setdefault(address_key(address), id)

    def name(self, item: Leaves) -> str:
        """The name of an object as claims have it; empty where it has none."""
        name = item.peek("name")
        return self.citing.fitting(Said(name, item.where("name"))) if name else ""

    def entity(self, item: Leaves) -> str:
        """The id of the entity of an object; empty where no kind of entity fits it."""
        id = item.peek("id")
        if id in self._done:
            return self._done[id]
        self.bundle.use(item)
        kind = KINDS.get(item.peek("type"), "")
        if item.peek("type") == "identity":
            kind = CLASSES.get(item.peek("identity_class"), "organisation")
            if item.peek("identity_class") in CLASSES:
                item.mark("identity_class")
        name = self.name(item)
        if not kind or not name:
            item.lose(NAME_ONLY)
            self._done[id] = ""
            return ""
        item.mark("name")
        item.lose(REVOKED, "revoked")
        self._done[id] = self._made(item, kind, name)
        return self._done[id]

    def person(self, said: Said) -> str:
        """The entity of a person's name."""
        name = self.citing.fitting(said)
        if not name:
            return ""
        return self._names.get(name.casefold()) or self._new(name, "person", [], "", [])

    def _addresses(self, item: Leaves) -> list[str]:
        """The pages of the same thing in other collections."""
        found = []
        for number in range(len(item.items(REFERENCES))):
            path = (REFERENCES, number)
            address, known = web_address(item.peek(*path, "url")), item.peek(*path, "external_id")
            if not address or not known:
                item.lose("an entity has no sources; claims have", *path)
                continue
            found.append(address)
            item.mark(*path, "url")
            if known in address:
                item.mark(*path, "external_id")
        return list(dict.fromkeys(found))

    def _made(self, item: Leaves, kind: str, name: str) -> str:
        losses = self.citing.losses
        addresses = self._addresses(item)
        said = item.take("description")
        text = self.citing.fitting(said)
        words = cited(text, said.where, self.bundle.addresses, losses).whole if said else ""
        described = self.citing.fitting(Said(words, said.where)) if said and words else ""
        others = [*item.texts("aliases"), *item.texts("x_mitre_aliases")]
        aliases = {text: other for other in others if (text := self.citing.fitting(other)) and text != name}
        keys = [name.casefold(), *(address_key(address) for address in addresses)]
        known = next((self._names[key] for key in keys if key in self._names), None)
        if known is None:
            return self._new(name, kind, list(aliases), described, addresses, item.peek("lang") or "en")
        told = {*texts_in(self._there[known])}
        for text, where in (
            (name, item.where("name")),
            *((text, other.where) for text, other in aliases.items()),
            *((address, item.where(REFERENCES)) for address in addresses),
            *([(described, said.where)] if said and described else []),
        ):
            if text not in told:
                losses.append(loss(where, text, THERE.format(id=known)))
        return known

    def _new(
        self, name: str, kind: str, aliases: list[str], described: str, addresses: list[str], language: str = "en"
    ) -> str:
        id = free_id(slug(name, "name", 56), self.citing.voices)
        self.citing.voices.add(id)
        record: dict[str, Any] = {
            "id": id,
            "name": name,
            "kind": kind,
            "aliases": [{"name": alias} for alias in aliases],
            "description": {language: described} if described else self.citing.words["description"],
            "same_as": addresses,
        }
        self.entities[id] = {field: part for field, part in record.items() if part}
        self._there[id] = self.entities[id]
        for key in (name.casefold(), *(address_key(address) for address in addresses)):
            self._names.setdefault(key, id)
        return id
