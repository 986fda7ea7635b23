"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Rule, Span
from generator.diagnostics.visible import inert_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "PROJECT"
"""The name of the folder that paths are relative to."""


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": rule.severity},
    }


def _location(span: Span) -> dict[str, Any]:
    artifact = {"uri": quote(span.path, errors="replace"), "uriBaseId": ROOT}
    region = {"startLine": span.line, "startColumn": span.column}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _results(findings: Sequence[Diagnostic], numbers: Mapping[str, int], waived: bool) -> Iterator[dict[str, Any]]:
    """Each finding as a result; its fingerprint outlives moved lines; equal findings are told apart by number."""
    seen: Counter[str] = Counter()
    for finding in findings:
        words = "\0".join((finding.rule.code, finding.span.path, finding.target, finding.message))
        seen[words] += 1
        fingerprint = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
        yield {
            "ruleId": finding.rule.code,
            "ruleIndex": numbers[finding.rule.code],
            "level": finding.rule.severity,
            "message": {"text": f"{finding.message}\nHint: {finding.advice}"},
            "locations": [_location(finding.span)],
            "relatedLocations": [
                {"id": number, **_location(related.span), "message": {"text": related.note}}
                for number, related in enumerate(finding.related)
            ],
            "partialFingerprints": {"finding/v1": f"{fingerprint}:{seen[words]}"},
            **({"suppressions": [{"kind": "external", "status": "accepted"}]} if waived else {}),
        }


def as_sarif(
    findings: Sequence[Diagnostic], waived: Sequence[Diagnostic], rules: Mapping[str, Rule], version: str
) -> str:
    """All findings as one SARIF log in ASCII; waived ones are in it as suppressed results."""
    numbers = {code: number for number, code in enumerate(rules)}
    run = {
        "tool": {
            "driver": {"name": "Claim Briefs", "version": version, "rules": [_rule(rule) for rule in rules.values()]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that holds content/ and seeds/."}}},
        "results": [*_results(findings, numbers, False), *_results(waived, numbers, True)],
    }
    return inert_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2))
