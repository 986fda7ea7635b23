"""Reads mkdocs.yml as plain texts: no tag in it (`!ENV`, `!!python/name`) is carried out, and nothing is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import Y001, Y005
from generator.read.files import InputFile, clean_text, plain_content
from generator.read.yaml_events import Loader, syntax_finding

NAME = "mkdocs.yml"
PLAIN_TAGS = "tag:yaml.org,2002:"
MAX_DEPTH = 50
"""Of the settings; MkDocs reads them with a parser that much deeper nesting would crash."""
Settings = Mapping[str, "str | Settings"]
PARTS = (yaml.NodeEvent, yaml.CollectionEndEvent)
NONE: Settings = MappingProxyType({})


class _Unusable(Exception):
    """Settings that cannot be read, with what to say of them."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _value(events: Iterator[Any], event: Any, known: dict[str, str | Settings], depth: int) -> str | Settings | None:
    """What begins with an event: a text, a mapping, or None for lists, tagged values and what is not known yet."""
    if isinstance(event, yaml.AliasEvent):
        return known.get(str(event.anchor))
    found: str | Settings | None = None
    if depth > MAX_DEPTH:
        place = Span(NAME, event.start_mark.line + 1, event.start_mark.column + 1)
        raise _Unusable(Diagnostic(Y005, place, f"nested more than {MAX_DEPTH} deep"))
    if isinstance(event, yaml.ScalarEvent):
        found = event.value if (event.tag or PLAIN_TAGS).startswith(PLAIN_TAGS) else None
    elif isinstance(event, yaml.SequenceStartEvent):
        while not isinstance(part := next(events), yaml.SequenceEndEvent):
            _value(events, part, known, depth + 1)
    else:
        fields: dict[str, str | Settings] = {}
        while not isinstance(part := next(events), yaml.MappingEndEvent):
            key = _value(events, part, known, depth + 1)
            value = _value(events, next(events), known, depth + 1)
            if isinstance(key, str) and value is not None:
                fields[key] = value
        found = MappingProxyType(fields)
    if event.anchor is not None and found is not None:
        known[event.anchor] = found
    return found


def _read(root: Path) -> Settings:
    """The settings; _Unusable where there are some that cannot be read."""
    if not (root / NAME).is_symlink() and not (root / NAME).exists():
        return NONE
    content, findings = plain_content(root / NAME, NAME)
    text, unclean = clean_text(InputFile(NAME, content)) if content is not None else (None, ())
    if text is None:
        raise _Unusable((*findings, *unclean)[0])
    try:
        events: Iterator[Any] = (event for event in yaml.parse(text, Loader=Loader) if isinstance(event, PARTS))
        first = next(events, None)
        found = _value(events, first, {}, 1) if first is not None else NONE
        for other in events:
            place = Span(NAME, other.start_mark.line + 1, other.start_mark.column + 1)
            raise _Unusable(Diagnostic(Y001, place, "a second document begins here"))
    except yaml.YAMLError as error:
        raise _Unusable(syntax_finding(NAME, text, 0, error)) from None
    if not isinstance(found, Mapping):
        raise _Unusable(Diagnostic(Y001, Span(NAME), "settings are a mapping of names to values"))
    return found


def read_settings(root: Path) -> Settings:
    """The texts of `root/mkdocs.yml` by key, mappings as such; empty where there is none that can be read.

    Lists and tagged values are left out.
    """
    try:
        return _read(root)
    except _Unusable:
        return NONE


def settings_findings(root: Path) -> tuple[Diagnostic, ...]:
    """What keeps mkdocs.yml from being read: Y001, Y002, Y005 or Y011; what its settings mean is MkDocs' affair."""
    try:
        _read(root)
    except _Unusable as unusable:
        return (unusable.finding,)
    return ()
