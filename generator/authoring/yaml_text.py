"""All that is written as YAML: records and single texts as authors write them, and comments that no text leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

WIDTH = 116
BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""What YAML would take for the end of a line, or not take at all, unless it is escaped."""


class _Dumper(yaml.BaseDumper):
    """Writes every scalar as text: the records' reader gives no scalar a type of its own."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand two columns right of its key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Records share no parts: the reader refuses aliases."""
        return True


def _style(text: str) -> str | None:
    """The quotes that a text must have, whatever stands around it; None where the emitter may choose."""
    return '"' if BREAKING.search(text) else None if text else "'"


def _scalar(dumper: yaml.BaseDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


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


def scalar_text(value: str, style: str = "", flow: bool = False) -> str:
    """A text of one line as a YAML scalar: in the style asked for (`'` or `"`), else plain, quoted where it must be."""
    if not value:
        return "''"
    style = _style(value) or style
    events: list[Any] = [yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False)]
    scalar = yaml.ScalarEvent(None, None, (True, True), value, style=style if style in {"'", '"'} else None)
    inner: list[Any] = [scalar]
    if flow:
        inner = [yaml.SequenceStartEvent(None, None, True, flow_style=True), scalar, yaml.SequenceEndEvent()]
    events += [*inner, yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()]
    text = str(yaml.emit(events, allow_unicode=True, width=float("inf"))).removesuffix("\n...\n").removesuffix("\n")
    return text.removeprefix("[").removesuffix("]") if flow else text


def as_line(value: Any, flow: bool = False) -> str:
    """A text or number, or a list or mapping of such, as one line of YAML; `flow` says that it stands in brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{as_line(key, True)}: {as_line(part, True)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(as_line(part, True) for part in value) + "]"
    return scalar_text(str(value), flow=flow)


def line_break(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def comment(text: str) -> str:
    """A line of comment: whatever YAML would take for a line break, or refuse to read, becomes a space."""
    return "# " + "".join(sign if sign.isprintable() else " " for sign in text)
