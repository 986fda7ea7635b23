"""A comparison of two revisions as JSON, in a shape that has a version; the guide describes it."""

from __future__ import annotations

import json
from typing import Any

from generator.authoring.diff_words import FLAGS, Comparison, Revision, title, wordings
from generator.derive.change_kinds import Text
from generator.derive.difference import Difference
from generator.diagnostics.visible import inert_json
from generator.model.fields import by_language

FORMAT_VERSION = 1
"""Raised whenever a field goes or changes its meaning; new fields may come without."""


def _side(side: Revision) -> dict[str, Any]:
    errors = [
        {
            "rule": item.rule.code, "message": item.message, "path": item.span.path, "line": item.span.line,
            "column": item.span.column,
        }
        for item in side.errors
    ]  # fmt: skip
    return {"revision": side.named, "commit": side.sha, "empty": side.empty, "errors": errors}


def _text(text: Text | str | None, language: str) -> Any:
    if text is None or isinstance(text, str):
        return text
    return by_language(dict(sorted(text.items())), language)


def _change(item: Difference, language: str) -> dict[str, Any]:
    place = item.span and {
        "side": "base" if item.gone else "head", "path": item.span.path, "line": item.span.line,
        "column": item.span.column,
    }  # fmt: skip
    return {
        "record": item.record,
        "id": item.id,
        "draft": item.draft,
        "kind": item.kind,
        "about": item.about or None,
        "title": title(item),
        "before": _text(item.before, language),
        "after": _text(item.after, language),
        "words": [
            {"language": wording.language or None, "runs": [[run.fate, run.text] for run in wording.runs]}
            for wording in wordings(item, language)
        ],
        "fields": list(item.fields),
        "reason": _text(item.reason, language),
        "flag": item.flag,
        "question": FLAGS[item.flag] if item.flag else None,
        "place": place,
    }


def as_json(made: Comparison) -> str:
    """The comparison as one JSON object, indented, its changes in the order in which the text tells them."""
    value = {
        "version": FORMAT_VERSION,
        "base": _side(made.base),
        "head": _side(made.head),
        "language": made.language,
        "flagged": len(made.flagged),
        "changes": [_change(item, made.language) for item in made.differences],
    }
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
