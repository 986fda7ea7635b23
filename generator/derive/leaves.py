"""Where two versions of a record differ, down to the single value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.derive.field_changes import paired
from generator.model.fields import by_language
from generator.model.spans import Loc

KEYS = ("source", "claim", "who", "quote", "name", "on")
"""What tells the items of a list apart, the first that an item has."""
WORDS = ("quote", "paraphrase", "why", "text", "says")
"""What an item of a list says, the first that it has."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value that differs: its path for people and without the keys in it, its place in the new record (where
    it is gone, that of what held it), the key of the item it is in, and both values."""

    path: str
    field: str
    loc: Loc
    key: str
    before: str | None
    after: str | None


def _plain(value: Any) -> str | None:
    """A value as one text: texts in one language as they are, lists parted by commas."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(_plain(item) or "" for item in value)
    if isinstance(value, Mapping):
        return " / ".join(_plain(item) or "" for item in value.values())
    if isinstance(value, BaseModel):
        return next((_plain(said) for name in WORDS if (said := getattr(value, name, None))), "…")
    return str(value)


def _key(item: BaseModel) -> str:
    return next((str(value) for name in KEYS if (value := getattr(item, name, None))), "")


def _models(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value)


@dataclass(frozen=True, slots=True)
class _At:
    path: str
    field: str
    loc: Loc
    key: str

    def below(self, name: str, written: str = "") -> _At:
        """The place of a field inside."""
        dot = "." if self.path else ""
        loc = (*self.loc, written or name)
        return _At(f"{self.path}{dot}{name}", f"{self.field}{dot}{name}", loc, self.key)

    def item(self, key: str, index: int | None) -> _At:
        """The place of an item of a list; without an index, that of the list."""
        loc = self.loc if index is None else (*self.loc, index)
        return _At(f"{self.path}[{key}]", self.field, loc, key)

    def leaf(self, before: Any, after: Any) -> Leaf:
        """What differs here."""
        return Leaf(self.path, self.field, self.loc, self.key, _plain(before), _plain(after))


def _texts(old: Any, new: Any, at: _At, language: str) -> Iterator[Leaf]:
    before, after = (by_language(side or {}, language) for side in (old, new))
    for tag in sorted(before.keys() | after.keys()):
        if before.get(tag) != after.get(tag):
            written = "" if new is not None and tag not in new else tag
            loc = at.loc if not written else (*at.loc, written)
            path = at.path if len(before.keys() | after.keys()) == 1 else f"{at.path}.{tag}"
            yield Leaf(path, at.field, loc, at.key, _plain(before.get(tag)), _plain(after.get(tag)))


def _items(old: Any, new: Any, at: _At, language: str) -> Iterator[Leaf]:
    pairs, gone, come = paired(old or (), new or (), _key)
    for item in gone:
        yield at.item(_key(item), None).leaf(item, None)
    for item in come:
        yield at.item(_key(item), new.index(item)).leaf(None, item)
    for before, after in pairs:
        yield from _differing(before, after, at.item(_key(after), new.index(after)), language)


def _differing(old: Any, new: Any, at: _At, language: str) -> Iterator[Leaf]:
    if old == new:
        return
    if isinstance(old, BaseModel) or isinstance(new, BaseModel):
        shape = type(new if new is not None else old)
        for name, info in shape.model_fields.items():
            here = at.below(name, info.alias or name)
            yield from _differing(getattr(old, name, None), getattr(new, name, None), here, language)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from _texts(old, new, at, language)
    elif _models(old) or _models(new):
        yield from _items(old, new, at, language)
    elif _plain(old) != _plain(new):
        yield at.leaf(old, new)


def differing(old: BaseModel, new: BaseModel, language: str) -> tuple[Leaf, ...]:
    """Every value in which two versions of a record differ, in the order of the fields.

    `language` is that of texts which name none. Items of lists are paired as field_changes pairs them; the mere order
    of such items is no difference here.
    """
    return tuple(_differing(old, new, _At("", "", (), ""), language))
