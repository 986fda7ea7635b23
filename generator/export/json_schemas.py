"""The JSON Schemas (draft 2020-12) of the corpus and of single claims."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.export.shapes import ClaimFile, CorpusFile
from generator.model.fields import REFERS_TO

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WITHHOLDABLE: Mapping[str, str] = {
    "SiteRecord": "answer",
    "EntityRecord": "description",
    "PublisherRecord": "reason",
    "TermRecord": "definition",
}
"""Texts that every record has, and that are left out where they rest on what became known after the day."""


def _plain(part: Any) -> Any:
    """A part of a schema for what programs write: dates are texts, and what only authors' editors read is gone."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _plain(value) for key, value in part.items() if key not in {"enumDescriptions", REFERS_TO}}
    if made.get("type") == ["string", "number"]:
        made["type"] = "string"
    kinds = made.get("anyOf")
    if isinstance(kinds, list) and {"type": "null"} in kinds:  # a field without a value is left out, never null
        rest = [kind for kind in kinds if kind != {"type": "null"}]
        made.pop("anyOf")
        made |= rest[0] if len(rest) == 1 else {"anyOf": rest}
    if made.get("default", "") is None:
        made.pop("default")
    return made


@cache
def _schema(shape: type[BaseModel], title: str) -> Mapping[str, Any]:
    made: dict[str, Any] = _plain(shape.model_json_schema(mode="serialization"))
    for name, field in WITHHOLDABLE.items():
        if name in made["$defs"]:
            made["$defs"][name]["required"].remove(field)
    return {"$schema": DIALECT, **made, "title": title}


def corpus_schema() -> Mapping[str, Any]:
    """The schema of `data/corpus.json`."""
    return _schema(CorpusFile, "A corpus of Claim Briefs")


def claim_schema() -> Mapping[str, Any]:
    """The schema of the files in `data/claims/`."""
    return _schema(ClaimFile, "A claim of Claim Briefs")
