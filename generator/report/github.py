"""Diagnostics as workflow commands, which GitHub shows as annotations on the lines."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Severity

COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
IN_MESSAGES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
IN_PROPERTIES = (*IN_MESSAGES, (":", "%3A"), (",", "%2C"))


def _escaped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for character, escape in pairs:
        text = text.replace(character, escape)
    return text


def as_github(finding: Diagnostic) -> str:
    """One finding as one command, `::error file=…,line=…,col=…,title=…::message`; places and hint in the message."""
    span, rule = finding.span, finding.rule
    values = {"file": span.path, "line": span.line, "col": span.column, "title": f"{rule.code}: {rule.summary}"}
    properties = ",".join(f"{name}={_escaped(str(value), IN_PROPERTIES)}" for name, value in values.items())
    notes = [f"{related.span}: {related.note}" for related in finding.related]
    message = "\n".join([finding.message, *notes, f"hint: {finding.advice}"])
    return f"::{COMMANDS[rule.severity]} {properties}::{_escaped(message, IN_MESSAGES)}"
