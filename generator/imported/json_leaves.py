"""The values of a JSON file with their places, so that each one is either taken into a record or told as lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.imported.found import ImportRefused, Loss, loss, plain_text

DEEPEST = 64
"""Levels of nesting that are read; no bibliography and no bundle needs a quarter of them."""
NO_PLACE = "no field of a record says this"


@dataclass(frozen=True, slots=True)
class Said:
    """A text of a foreign file, and where it stands there."""

    text: str
    where: str


def pointer(*path: str | int) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def read_json(content: bytes) -> Any:
    """The value of a JSON file in UTF-8; ImportRefused where it is none, too large or nested more than 64 deep."""
    try:
        value = json.loads(plain_text(content), parse_constant=_no_number)
    except RecursionError as error:
        raise ImportRefused(f"the file is nested more than {DEEPEST} deep") from error
    except ValueError as error:
        raise ImportRefused(f"the file is not JSON: {str(error)[:200]}") from error
    level, depth = [value], 0
    while level:
        level = [part for item in level for _, part in _inside(item) if isinstance(part, dict | list)]
        depth += 1
        if depth > DEEPEST:
            raise ImportRefused(f"the file is nested more than {DEEPEST} deep")
    return value


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: null, or a text, list or object without content."""
    return value is None or value == "" or value == [] or value == {}


class Leaves:
    """A JSON value at its place in a file: what is taken from it is noted, and all the rest can be told as lost."""

    def __init__(self, value: Any, *base: str | int) -> None:
        self.value, self.base = value, base
        self._taken: set[tuple[str | int, ...]] = set()
        self._reasons: dict[tuple[str | int, ...], str] = {}

    def at(self, *path: str | int) -> Any:
        """The value at a path; None where there is none."""
        value = self.value
        for part in path:
            if isinstance(value, dict):
                value = value.get(part)
            else:
                inside = isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value)
                value = value[int(part)] if inside else None
        return value

    def where(self, *path: str | int) -> str:
        """The place of a path in the file."""
        return pointer(*self.base, *path)

    def items(self, *path: str | int) -> tuple[Any, ...]:
        """The entries of a list; none where there is no list."""
        value = self.at(*path)
        return tuple(value) if isinstance(value, list) else ()

    def peek(self, *path: str | int) -> str:
        """The text or number at a path without taking it; empty where there is none."""
        value = self.at(*path)
        return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def take(self, *path: str | int) -> Said | None:
        """The text or number at a path, which is taken thereby; None where there is none."""
        text = self.peek(*path)
        if not text:
            return None
        self.mark(*path)
        return Said(text, self.where(*path))

    def texts(self, *path: str | int) -> tuple[Said, ...]:
        """The text, or the texts of a list, at a path, taken thereby."""
        several = self.items(*path)
        found = [self.take(*path, number) for number in range(len(several))] if several else [self.take(*path)]
        return tuple(item for item in found if item is not None)

    def mark(self, *path: str | int) -> None:
        """Notes that a record says, in its own way, all that stands at a path."""
        self._taken.add(path)

    def lose(self, why: str, *path: str | int) -> None:
        """Notes why what stands at a path, and is not taken, is lost."""
        self._reasons[path] = why

    def losses(self, why: str = NO_PLACE) -> Iterable[Loss]:
        """All that was not taken: each value, or a whole list or object of which nothing was."""
        touched = {path[:length] for path in self._taken for length in range(len(path) + 1)}
        stack: list[tuple[tuple[str | int, ...], Any, str]] = [((), self.value, why)]
        while stack:
            path, value, reason = stack.pop()
            reason = self._reasons.get(path, reason)
            if is_empty(value) or path in self._taken:
                continue
            if path in touched and isinstance(value, dict | list):
                stack += [((*path, name), part, reason) for name, part in _inside(value)]
                continue
            shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield loss(self.where(*path), shown, reason)
