"""JSON-LD as parts that know where they stand, and which of their values were read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from generator.imported.found import ImportRefused, Loss, loss
from generator.imported.told import Piece

DEEPEST = 64
"""How deep values may be nested."""
PREFIXES = ("", "schema:", "https://schema.org/", "http://schema.org/")
PAGE = "application/ld+json"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ImportRefused(f"the key {loss('', twice, '').value!r} stands twice in one object")
    return found


def _no_number(text: str) -> Any:
    raise ImportRefused(f"{text} is no JSON")


def json_of(text: str) -> Any:
    """A JSON text to its value, numbers as texts; ImportRefused where it is none or nested too deeply."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=_no_number)
    except RecursionError:
        raise ImportRefused(f"nested more than {DEEPEST} deep") from None
    except ValueError as error:
        raise ImportRefused(f"not JSON: {error}") from error
    level, depth = [value], 0
    while level:
        if depth > DEEPEST:
            raise ImportRefused(f"nested more than {DEEPEST} deep")
        level = [part for item in level for part in _members(item)]
        depth += 1
    return value


def _members(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


class _Scripts(HTMLParser):
    """The texts of the elements of a page that hold JSON-LD."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins an element; one of JSON-LD is collected."""
        kind = next((value for name, value in attrs if name == "type"), None) or ""
        self._open = tag == "script" and kind.partition(";")[0].strip().lower() == PAGE
        if self._open:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        """Ends an element."""
        self._open = False

    def handle_data(self, data: str) -> None:
        """Collects the text of an element of JSON-LD."""
        if self._open:
            self.found[-1] += data


def scripts_of(page: str) -> tuple[str, ...]:
    """The blocks of JSON-LD of an HTML page."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return tuple(parser.found)


def _step(name: object) -> str:
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


class Reading:
    """All values of a file by their place, those that were read, and the nodes that bear an `@id`."""

    def __init__(self, value: Any, prefix: str = "") -> None:
        self.read: set[str] = set()
        self.losses: list[Loss] = []
        self.top = Part(value, prefix, self)
        self.named: dict[str, Part] = {}
        for part in self.top.everything():
            id = part.value.get("@id") if isinstance(part.value, dict) else None
            if isinstance(id, str) and len(part.value) > 1:
                self.named.setdefault(id, part)

    def left(self, why: Any) -> Iterator[Loss]:
        """A loss for every value that was not read; `why` gives the reason for the name of a property."""
        for part in self.top.everything():
            told = part.value is not None and not isinstance(part.value, dict | list) and str(part.value).strip()
            if told and part.where not in self.read:
                yield loss(part.where, part.value, why(part.name))


class Part:
    """A value, its place as a JSON pointer (RFC 6901), and the property that it stands under."""

    def __init__(self, value: Any, where: str, reading: Reading, name: str = "") -> None:
        self.value, self.where, self.reading, self.name = value, where, reading, name

    def everything(self) -> Iterator[Part]:
        """This part and all below it, parents first."""
        yield self
        if isinstance(self.value, dict):
            for name, value in self.value.items():
                yield from Part(value, self.below(name), self.reading, name).everything()
        elif isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield from Part(value, self.below(number), self.reading, self.name).everything()

    def below(self, name: object) -> str:
        """The place of a property or an item of this part."""
        return self.where + _step(name)

    def take(self) -> None:
        """Marks this part and all below it as read."""
        self.reading.read |= {part.where for part in self.everything()}

    def all(self, name: str) -> tuple[Part, ...]:
        """The values of a property, lists as their items, references (`@id` alone) as what they lead to."""
        if not isinstance(self.value, dict):
            return ()
        found: list[Part] = []
        for key in (f"{prefix}{name}" for prefix in PREFIXES):
            if key in self.value:
                part = Part(self.value[key], self.below(key), self.reading, name)
                several = part.value if isinstance(part.value, list) else None
                items = [
                    Part(value, part.below(number), self.reading, name) for number, value in enumerate(several or ())
                ]
                found += [item._meant() for item in (items if several is not None else [part])]
        return tuple(item for item in found if item.value is not None and item.value != "")

    def _meant(self) -> Part:
        id = self.value.get("@id") if isinstance(self.value, dict) and len(self.value) == 1 else None
        there = self.reading.named.get(id) if isinstance(id, str) else None
        if there is None:
            return self
        self.take()
        self.reading.read.add(f"{there.where}/@id")
        return there

    def words(self, *names: str) -> Piece | None:
        """The first text under one of some properties, marked as read; None where there is none."""
        for name in names:
            for part in self.all(name):
                piece = part.own_words()
                if piece is not None:
                    return piece
        return None

    def own_words(self) -> Piece | None:
        """The part itself as a text, or the text of a value of JSON-LD (`@value`)."""
        if isinstance(self.value, str) and self.value.strip():
            self.reading.read.add(self.where)
            return Piece(self.value, self.where)
        if isinstance(self.value, dict) and "@value" in self.value:
            return Part(self.value["@value"], f"{self.where}/@value", self.reading, self.name).own_words()
        return None

    @property
    def types(self) -> Mapping[str, str]:
        """The names of the types of a node, without their vocabulary, with their places."""
        if not isinstance(self.value, dict):
            return {}
        told = self.value.get("@type", self.value.get("type"))
        key = "@type" if "@type" in self.value else "type"
        if isinstance(told, str):
            return {_plain(told): f"{self.where}/{key}"}
        if isinstance(told, list):
            return {_plain(it): f"{self.where}/{key}/{n}" for n, it in enumerate(told) if isinstance(it, str)}
        return {}

    def is_a(self, types: Mapping[str, str] | frozenset[str]) -> str:
        """The first type of the node that is among some, marked as read with all its types; empty where none is."""
        own = self.types
        found = next((name for name in own if name in types), "")
        if found:
            self.reading.read.add(own[found])
        return found


def _plain(type: str) -> str:
    return type.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
