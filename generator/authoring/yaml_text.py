"""Plain records to YAML as authors write it, and comments that no text can break out of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 116


class _Dumper(yaml.BaseDumper):
    """Writes every scalar as text: the records' reader gives no scalar a type of its own."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand two columns right of its key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Records share no parts: the reader refuses aliases."""
        return True


def _scalar(dumper: yaml.BaseDumper, text: str) -> yaml.Node:
    plain = text and all(sign.isprintable() for sign in text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


def _mapping(dumper: yaml.BaseDumper, value: Mapping[str, Any]) -> yaml.Node:
    """A mapping of few short texts on one line, any other in a block."""
    texts = [part for part in value.values() if isinstance(part, str)]
    size = sum(len(key) + len(text) + 4 for key, text in value.items() if isinstance(text, str))
    grows = "due" in value  # an outcome will be added below it
    short = len(texts) == len(value) <= 2 and size < 60 and not grows
    return dumper.represent_mapping("tag:yaml.org,2002:map", list(value.items()), flow_style=short)


def _list(dumper: yaml.BaseDumper, value: list[Any]) -> yaml.Node:
    short = all(isinstance(part, str) for part in value) and sum(len(part) + 2 for part in value) < 90
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(str, _scalar)
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _list)


def as_yaml(value: Any) -> str:
    """A record, or a list of them, of texts, lists and mappings, as YAML that reads back to the same."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False)


def comment(text: str) -> str:
    """A line of comment: whatever YAML would take for a line break, or refuse to read, becomes a space."""
    return "# " + "".join(sign if sign.isprintable() else " " for sign in text)
