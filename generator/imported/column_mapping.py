"""The file that says which column of a table is which field of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from generator.diagnostics.nearest import did_you_mean
from generator.imported.found import ImportRefused, loss, plain_text
from generator.imported.told import FIELDS
from generator.read.yaml_events import read_yaml

KEYS = ("columns", "fixed", "values", "ignored", "delimiter", "several")
LARGEST_MAPPING = 1 << 20


@dataclass(frozen=True, slots=True)
class Mappings:
    """Fields by the names of columns; values that hold for all rows; words for values, by field; and what to pass over.

    `delimiter` is empty where the table's first line shows it, `several` where no cell holds more than one name.
    `ours` says that the table is one that this program exports.
    """

    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    ignored: tuple[str, ...] = ()
    delimiter: str = ""
    several: str = ""
    ours: bool = False


OWN = Mappings(MappingProxyType({name: name for name in FIELDS}), ignored=("row",), ours=True)
"""The mapping of the sheet that this program exports: each column is the field that it is called after."""


def _refused(message: str, hint: str = "") -> ImportRefused:
    return ImportRefused(f"the mapping: {loss('', message, '').value if len(message) > 200 else message}{hint}")


def _texts(value: Any, key: str) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(it, str) for it in value.values()):
        raise _refused(f"`{key}` is a mapping of words to words")
    return value


def _known(fields: Iterable[str], key: str) -> None:
    for name in fields:
        if name not in FIELDS:
            raise _refused(f"`{key}` names {name[:40]!r}, which is no field", f" ({did_you_mean(name, FIELDS)})")


def _sign(value: Any, key: str) -> str:
    text = {"tab": "\t"}.get(value, value) if isinstance(value, str) else value
    if text is None:
        return ""
    if not isinstance(text, str) or len(text) != 1 or text in '"\r\n':
        raise _refused(f"`{key}` is one sign, or the word tab")
    return text


def read_mapping(content: bytes) -> Mappings:
    """A mapping file (YAML) to its mappings; ImportRefused says what in it cannot be used."""
    if len(content) > LARGEST_MAPPING:
        raise _refused("the file is larger than 1 MiB")
    located, findings = read_yaml("mapping", plain_text(content))
    if located is None or findings:
        first = findings[0]
        raise _refused(f"line {first.span.line}: {first.message}")
    value = located.value
    if not isinstance(value, dict) or "columns" not in value:
        raise _refused("it has no `columns`")
    for key in value:
        if key not in KEYS:
            raise _refused(f"{key[:40]!r} is not known", f" ({did_you_mean(key, KEYS)})")
    columns, fixed = _texts(value["columns"], "columns"), _texts(value.get("fixed"), "fixed")
    words = value.get("values") or {}
    if not isinstance(words, dict):
        raise _refused("`values` is a mapping of fields to words")
    ignored = value.get("ignored") or []
    if not isinstance(ignored, list) or not all(isinstance(it, str) for it in ignored):
        raise _refused("`ignored` is a list of columns")
    _known(columns.values(), "columns")
    _known(fixed, "fixed")
    _known(words, "values")
    twice = [name for name in columns.values() if list(columns.values()).count(name) > 1]
    if twice:
        raise _refused(f"two columns are {twice[0]!r}")
    if not columns:
        raise _refused("`columns` is empty")
    return Mappings(
        MappingProxyType(columns),
        MappingProxyType(fixed),
        MappingProxyType({name: MappingProxyType(_texts(part, f"values.{name}")) for name, part in words.items()}),
        tuple(ignored),
        _sign(value.get("delimiter"), "delimiter"),
        _sign(value.get("several"), "several"),
    )
