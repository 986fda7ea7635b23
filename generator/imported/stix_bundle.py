"""A bundle of STIX 2.1: its objects by id, each with what was taken from it, and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.imported.found import ImportRefused, Loss
from generator.imported.json_leaves import NO_PLACE, Leaves, Said, read_json

MARKING = "a marking: see whether this may be published"
DAYS = "the day of the STIX object, not of what it says"
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "object_marking_refs": MARKING,
        "granular_markings": MARKING,
        "created": DAYS,
        "modified": DAYS,
        "id": "records have ids of their own",
    }
)
"""By property of STIX objects: why it is lost."""


class Bundle:
    """The objects of a bundle; of several versions of one object the newest counts."""

    def __init__(self, content: bytes) -> None:
        value = read_json(content)
        if not isinstance(value, dict) or not isinstance(value.get("objects"), list):
            raise ImportRefused('the file is not a STIX bundle: it has no list "objects"')
        self._around = Leaves(value)
        self.objects: dict[str, Leaves] = {}
        self._all: list[Leaves] = []
        for number, part in enumerate(value["objects"]):
            if not isinstance(part, dict):
                self._around.lose("not a STIX object", "objects", number)
                continue
            self._around.mark("objects", number)
            self._add(Leaves(part, "objects", number))
        self._around.mark("type")
        self._around.mark("spec_version")
        self._around.lose(REASONS["id"], "id")
        self.addresses = {
            address
            for item in self._all
            for number in range(len(item.items("external_references")))
            if (address := item.peek("external_references", number, "url"))
        }

    def _add(self, item: Leaves) -> None:
        id, kind = item.peek("id"), item.peek("type")
        self._all.append(item)
        if not kind or not re.fullmatch(r"[a-z0-9-]{3,250}--\S{1,100}", id):
            item.lose("no STIX object: it has no type or no id")
            return
        item.lose(f"nothing is made of {kind!r} by itself")
        other = self.objects.get(id)
        older = item if other is not None and item.peek("modified") <= other.peek("modified") else other
        if older is not None:
            older.lose("another version of the object, newer or the same, stands in the file")
        if older is not item:
            self.objects[id] = item

    def of(self, *kinds: str) -> list[Leaves]:
        """The objects of some types, in the order of the file."""
        return [item for item in self.objects.values() if item.peek("type") in kinds]

    def named(self, id: str) -> Leaves | None:
        """The object of an id; None where the file has none."""
        return self.objects.get(id)

    def use(self, item: Leaves) -> None:
        """Notes that a record is made of an object: what it does not hold is lost for reasons of its own."""
        item.lose(NO_PLACE)
        item.mark("type")
        item.mark("spec_version")
        if item.at("revoked") is False:
            item.mark("revoked")
        for name, why in REASONS.items():
            item.lose(why, name)

    def maker(self, item: Leaves) -> Said | None:
        """The name of the identity that made an object; None where the file does not tell it."""
        identity = self.named(item.peek("created_by_ref"))
        if identity is None or identity.peek("type") != "identity" or not identity.peek("name"):
            return None
        item.mark("created_by_ref")
        self.use(identity)
        return identity.take("name")

    def losses(self) -> list[Loss]:
        """All that was not taken from the file."""
        return [*self._around.losses(), *(lost for item in self._all for lost in item.losses())]
