"""YAML as plain located text: the event stream becomes mappings, lists and strings, each with its place.

Only the part of YAML 1.1 that records need is accepted: block and flow mappings, sequences and scalars.
Reading events instead of composing keeps deep nesting from crashing the C parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import Y001, Y002, Y003, Y004, Y005
from generator.diagnostics.visible import cut
from generator.model.spans import Loc
from generator.read.files import UNWRITABLE

MAX_DEPTH = 12
MAX_PARTS = 100_000
"""Values in one file: more than a mebibyte of records holds, and few enough to say of each what is wrong with it."""
MAX_FINDINGS = 1_000
"""Of one file; after so many there is nothing to learn from the next."""
UNESCAPE = "remove the escape: nobody could see what it stands for"
MEND_FIRST = "mend these first, then check again"
YAML_TAGS = "tag:yaml.org,2002:"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class YamlText:
    """One document: its value (None, str, dict or list of these) and the place of every part of it."""

    value: Any
    values: Mapping[Loc, Span]
    keys: Mapping[Loc, Span]


def too_many(span: Span) -> Diagnostic:
    """That the faults of a file after this one are not listed (Y005)."""
    return Diagnostic(Y005, span, f"the file has more than {MAX_FINDINGS:,} faults; the rest is not listed", MEND_FIRST)


class _Stop(Exception):
    """Ends the reading of one file: what follows could only echo the finding it carries."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been read yet."""

    value: dict[str, Any] | list[Any]
    loc: Loc
    pending: str | None = None


@dataclass(slots=True)
class _Builder:
    path: str
    lines_before: int
    root: Any = None
    values: dict[Loc, Span] = field(default_factory=dict)
    keys: dict[Loc, Span] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    documents: int = 0
    parts: int = 0

    def span(self, event: Any) -> Span:
        mark = event.start_mark
        return Span(self.path, mark.line + 1 + self.lines_before, mark.column + 1)

    def refuse(self, event: Any, what: str, hint: str = "") -> None:
        self.add(Diagnostic(Y003, self.span(event), what, hint))

    def add(self, finding: Diagnostic) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MAX_FINDINGS:
            raise _Stop(too_many(finding.span))

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Stop(
                    Diagnostic(Y003, self.span(event), "a file holds one YAML document", "write a list of records")
                )
            if event.version or event.tags:
                raise _Stop(
                    Diagnostic(Y003, self.span(event), "a directive is not read", "remove the lines that begin with %")
                )
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"the alias *{cut(str(event.anchor))} is not read", "write the value out again")
            self.place(None, event)
        elif isinstance(event, yaml.ScalarEvent):
            self.check_properties(event)
            self.scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self.check_properties(event)
            self.open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()

    def check_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(event, f"the anchor &{cut(event.anchor)} is not read", "remove it; records do not share parts")
        if event.tag is not None:
            tag = event.tag.replace(YAML_TAGS, "!!")
            self.refuse(event, f"the tag {cut(tag)} is not read", "remove it; the field decides what a value is")

    def scalar(self, event: Any) -> None:
        if found := UNWRITABLE.search(event.value):
            name = f"U+{ord(found.group()):04X}"
            self.add(Diagnostic(Y002, self.span(event), f"an escape stands for {name}, which is not allowed", UNESCAPE))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.pending is None:
            self.take_key(top, event)
            return
        empty = event.value == "" and not event.style
        self.place(None if empty else event.value, event)

    def take_key(self, top: _Open, event: Any) -> None:
        key, loc = str(event.value), (*top.loc, str(event.value))
        if key == "<<" and not event.style:
            self.refuse(event, "the merge key << is not read", "write the fields out")
        elif loc in self.keys:
            first = Related(self.keys[loc], "first written here")
            self.add(Diagnostic(Y004, self.span(event), f"the key {cut(key)!r} stands here again", "", (first,)))
        else:
            self.keys[loc] = self.span(event)
        top.pending = key

    def open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _Stop(Diagnostic(Y005, self.span(event), f"nested more than {MAX_DEPTH} deep"))
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.pending is None:
            raise _Stop(Diagnostic(Y003, self.span(event), "a key is a list or a mapping", "keys are plain words"))
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        loc = self.place(value, event)
        self.stack.append(_Open(value, loc))

    def place(self, value: Any, event: Any) -> Loc:
        loc: Loc = ()
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise _Stop(Diagnostic(Y005, self.span(event), f"the file holds more than {MAX_PARTS:,} values"))
        if not self.stack:
            self.root = value
        else:
            top = self.stack[-1]
            if isinstance(top.value, list):
                loc = (*top.loc, len(top.value))
                top.value.append(value)
            elif top.pending is None:
                raise _Stop(Diagnostic(Y003, self.span(event), "a key is an alias", "keys are plain words"))
            else:
                loc = (*top.loc, top.pending)
                top.value.setdefault(top.pending, value)
                top.pending = None
        self.values.setdefault(loc, self.span(event))
        return loc


def _syntax_hint(problem: str, context: str) -> str:
    """What most often causes this complaint of the YAML parser."""
    if "quoted scalar" in context:
        return "the quotation that begins here is never closed"
    if "mapping values" in problem:
        return "a value that contains ': ' needs quotes around it; if there is none, check the indentation"
    if "tab" in problem or "'\\t'" in problem:
        return "indent with spaces, not with tabs"
    if "flow" in context:
        return "a bracket is not closed, a comma is missing, or a value with ': ' or ', ' needs quotes around it"
    if "block" in problem + context:
        return "check the indentation and the quotes of this line and the one above"
    return ""


def syntax_finding(path: str, text: str, lines_before: int, error: yaml.YAMLError) -> Diagnostic:
    """What the YAML parser complains of, at its place in the file (Y001)."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context", None)
    if mark is None or (context and "quoted scalar" in context):
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > text.count("\n") + 1:  # the parser ends a last line that the file does not end
        line, column = line - 1, len(text) - text.rfind("\n")
    problem = re.sub(r"\s+", " ", str(getattr(error, "problem", None) or "this cannot be read")).strip()
    message = f"{problem} ({context})" if context else problem
    return Diagnostic(Y001, Span(path, line + lines_before, column), message, _syntax_hint(problem, context or ""))


def read_yaml(path: str, text: str, lines_before: int = 0) -> tuple[YamlText | None, tuple[Diagnostic, ...]]:
    """Text of a YAML file to located plain values.

    In: the path to name in findings, the text, and how many lines precede it in its file.
    Out: the value with its places, or None where the text could not be read to its end; findings Y001, Y003-Y005.
    """
    builder = _Builder(path, lines_before)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except _Stop as stop:
        return None, (*builder.findings, stop.finding)
    except yaml.YAMLError as error:
        return None, (*builder.findings, syntax_finding(path, text, lines_before, error))
    if not builder.values:
        builder.values[()] = Span(path, 1 + lines_before, 1)
    located = YamlText(builder.root, MappingProxyType(builder.values), MappingProxyType(builder.keys))
    return located, tuple(builder.findings)
