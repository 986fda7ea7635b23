"""Diagnostics as a Code Quality report, which GitLab shows beside the changed lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from generator.diagnostics import Diagnostic
from generator.diagnostics.visible import inert_json

SEVERITIES = (("error", "major"), ("warning", "minor"), ("note", "info"))


def _entries(findings: Sequence[Diagnostic]) -> Iterator[dict[str, Any]]:
    """Each finding as an entry; its fingerprint outlives moved lines; equal findings are told apart by number."""
    seen: Counter[str] = Counter()
    for finding in findings:
        words = "\0".join((finding.rule.code, finding.span.path, finding.target, finding.message))
        seen[words] += 1
        numbered = f"{words}\0{seen[words]}".encode("utf-8", "replace")
        yield {
            "description": f"{finding.message} (hint: {finding.advice})",
            "check_name": finding.rule.code,
            "fingerprint": hashlib.sha256(numbered).hexdigest(),
            "severity": dict(SEVERITIES)[finding.rule.severity],
            "location": {"path": finding.span.path, "lines": {"begin": finding.span.line}},
        }


def as_code_quality(findings: Sequence[Diagnostic]) -> str:
    """All findings as a JSON list in ASCII, in the part of the Code Climate format that GitLab reads."""
    return inert_json(json.dumps(list(_entries(findings)), indent=2))
