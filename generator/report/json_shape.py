"""Diagnostics as JSON of a documented, versioned shape (content/guide/reports.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from generator.diagnostics import Diagnostic, Fix, Span, by_severity
from generator.diagnostics.visible import inert_json

VERSION = 1
"""Rises when a field changes its meaning or goes; new fields may come without that."""


def _place(span: Span) -> dict[str, Any]:
    return {"path": span.path, "line": span.line, "column": span.column}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "places": [_place(span) for span in fix.places],
        "new": fix.new,
        "field": fix.field or None,
        "doubtful": fix.doubtful,
    }


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "code": finding.rule.code,
        "severity": finding.rule.severity,
        **_place(finding.span),
        "message": finding.message,
        "hint": finding.advice,
        "target": finding.target or None,
        "related": [{**_place(related.span), "note": related.note} for related in finding.related],
        "fix": _fix(finding.fix),
    }


def as_json(findings: Sequence[Diagnostic], waived: Sequence[Diagnostic], as_of: date) -> str:
    """All findings, and those that were waived, as one JSON document in ASCII."""
    shape = {
        "version": VERSION,
        "as_of": as_of.isoformat(),
        **{f"{severity}s": number for severity, number in by_severity(findings).items()},
        "findings": [_finding(finding) for finding in findings],
        "waived": [_finding(finding) for finding in waived],
    }
    return inert_json(json.dumps(shape, indent=2))
