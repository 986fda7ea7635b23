"""Records and what is derived from them as values of JSON: texts by language, nothing that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json

from generator.model.fields import ANY_LANGUAGE
from generator.model.marks import written_names

PLAIN = frozenset({str, int, bool, type(None)})


def json_value(value: Any, language: str) -> Any:
    """A record, or a part of one, as JSON has it: its fields in the order of their type, named as authors write them.

    A text that names no language is told under `language`, the site's. Fields without a value are left out.
    """
    if value.__class__ in PLAIN:
        return value
    if isinstance(value, BaseModel):
        fields = ((name, getattr(value, own)) for own, name in written_names(type(value)))
        return {name: json_value(part, language) for name, part in fields if not _empty(part)}
    if isinstance(value, tuple):
        return [json_value(part, language) for part in value]
    if isinstance(value, Mapping):
        named = {key: part for key, part in value.items() if key != ANY_LANGUAGE}
        whole = {language: value[ANY_LANGUAGE], **named} if ANY_LANGUAGE in value else named
        return {key: json_value(whole[key], language) for key in sorted(whole)}
    return value


def _empty(value: Any) -> bool:
    return value is None or (not value and isinstance(value, tuple | Mapping))


def withheld_fields(record: BaseModel) -> tuple[str, ...]:
    """The fields whose text is withheld: a text with no language at all, for one that is written has some."""
    fields = ((name, getattr(record, own)) for own, name in written_names(type(record)))
    return tuple(name for name, value in fields if not value and isinstance(value, Mapping))


def json_bytes(value: Any) -> bytes:
    """A value of JSON as a file in UTF-8, indented so that two versions can be compared line by line."""
    return to_json(value, indent=1) + b"\n"


def json_text(value: Any) -> str:
    """A value of JSON as text, indented in the same way."""
    return to_json(value, indent=1).decode("utf-8")


def inside(text: str, depth: int = 1) -> str:
    """The text of a value, indented as it stands so deep in another; no text of JSON holds the end of a line."""
    return text.replace("\n", "\n" + " " * depth)


def _list_parts(texts: Iterable[str], depth: int) -> Iterator[str]:
    own, before = "\n" + " " * (depth + 1), "["
    for text in texts:
        yield f"{before}{own}{inside(text, depth + 1)}"
        before = ","
    yield "[]" if before == "[" else "\n" + " " * depth + "]"


def list_text(texts: Iterable[str], depth: int = 0) -> str:
    """The text of a list from those of its items, as it stands so deep in another value."""
    return "".join(_list_parts(texts, depth))


def object_text(parts: Iterable[tuple[str, str]]) -> str:
    """The text of an object from those of its parts, which are indented already."""
    return "{\n " + ",\n ".join([f"{json_text(name)}: {text}" for name, text in parts]) + "\n}"


def object_file(parts: Iterable[tuple[str, str | Iterable[str]]]) -> bytes:
    """A file with an object, from the text of each part, indented already, or from those of a list's items, taken one
    by one: large lists are never held a second time."""
    written, before = BytesIO(), "{"
    for name, part in parts:
        written.write(f"{before}\n {json_text(name)}: ".encode())
        for text in (part,) if isinstance(part, str) else _list_parts(part, 1):
            written.write(text.encode("utf-8"))
        before = ","
    written.write(b"\n}\n")
    return written.getvalue()
