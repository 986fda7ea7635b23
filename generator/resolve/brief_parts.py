"""The body of a brief in parts: its Markdown, and the references in double brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import B002
from generator.diagnostics.nearest import proposal
from generator.model.corpus import BriefPart, MarkdownPart, ReferencePart, TimelinePart

DIRECTIVE = re.compile(r"\[\[(?P<inner>[^\[\]\n]*)\]\]")
REFERENCE = re.compile(r"(?P<kind>claim|source|entity|term|brief):\s*(?P<id>[a-z][a-z0-9-]*)\s*(?:\|(?P<label>.+))?")
TIMELINE = re.compile(r"timeline:\s*about=(?P<about>[a-z][a-z0-9-]*)\s*")
KINDS = ("claim", "source", "entity", "term", "brief", "timeline")
FORMS = {kind: f"write [[{kind}:ID]] or [[{kind}:ID|words]]" for kind in KINDS} | {
    "timeline": "write [[timeline: about=ID]]"
}


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of one body, and whether all double brackets in it are understood."""

    parts: tuple[BriefPart, ...]
    legible: bool


def split_body(
    path: str, body: str, first_line: int, target: str
) -> tuple[tuple[BriefPart, ...], tuple[Diagnostic, ...]]:
    """A body to its parts in order; B002 for double brackets that say nothing known."""
    parts: list[BriefPart] = []
    findings = []
    position, start = 0, Span(path, first_line)
    for match in DIRECTIVE.finditer(body):
        span = start.after(body[: match.start()])
        inner = match["inner"].strip()
        if match.start() > position:
            before = body[position : match.start()]
            parts.append(MarkdownPart(before, start.after(body[:position])))
        position = match.end()
        if reference := REFERENCE.fullmatch(inner):
            parts.append(ReferencePart(reference["kind"], reference["id"], (reference["label"] or "").strip(), span))
        elif timeline := TIMELINE.fullmatch(inner):
            parts.append(TimelinePart(timeline["about"], span))
        else:
            kind = inner.split(":")[0].strip()
            hint, fix = (FORMS[kind], None) if kind in FORMS else proposal(kind, KINDS, span)
            message = f"[[{inner}]] is not understood"
            fix = replace(fix, old=kind) if fix else None
            findings.append(Diagnostic(B002, span, message, hint, target=target, fix=fix))
    if position < len(body):
        parts.append(MarkdownPart(body[position:], start.after(body[:position])))
    return tuple(parts), tuple(findings)
