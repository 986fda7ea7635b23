"""Reads claims that are marked as drafts: what they lack is no fault of shape but a part of what is told of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeGuard

from pydantic import ValidationError

from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import Y007
from generator.model.claim_records import ClaimRecord
from generator.model.drafts import UnfinishedClaim
from generator.model.fields import ID_PATTERN, TODO
from generator.model.partial import partial
from generator.model.places import Places
from generator.model.spans import Loc
from generator.read.shapes import path_name, shaped


def is_draft(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a plain value is a claim marked `draft: yes`."""
    return isinstance(value, dict) and value.get("draft") == "yes"


def _is_todo(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith(TODO)


def _filled(value: Any, empty: Callable[[Any], bool]) -> Any:
    """A plain value without its empty fields: a draft may name a field and leave it for later."""
    if isinstance(value, dict):
        kept = {key: _filled(part, empty) for key, part in value.items()}
        return {key: part for key, part in kept.items() if not empty(part)}
    return [_filled(part, empty) for part in value] if isinstance(value, list) else value


def _decided(filled: Any) -> Any:
    """A plain value without texts that are still to be written, and without questions that are nothing else."""
    value = _filled(filled, lambda part: _is_nothing(part) or _is_todo(part))
    questions = value.get("open_questions")
    if not isinstance(questions, list):
        return value
    kept = [part for part in questions if not _is_nothing(part)]
    return {**value, "open_questions": kept} if kept else {key: value[key] for key in value if key != "open_questions"}


def _is_nothing(value: Any) -> bool:
    return value in (None, [], {})


def _todo(value: Any, loc: Loc = ()) -> Iterator[str]:
    """The paths of all texts that are still to be written."""
    if _is_todo(value):
        yield path_name(loc)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _todo(part, (*loc, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _todo(part, (*loc, number))


def _lacks(value: Any) -> tuple[str, ...]:
    try:
        ClaimRecord.model_validate(value)
    except ValidationError as error:
        return tuple(path_name(tuple(item["loc"])) for item in error.errors() if item["type"] == "missing")
    return ()


def draft_claim(value: Any, places: Places) -> tuple[UnfinishedClaim | None, tuple[Diagnostic, ...]]:
    """A draft from its plain value, or None where it has no id.

    Findings Y006-Y009 on what is there; of what is missing only the id is one.
    """
    filled = _filled(value, _is_nothing)
    located, findings = shaped(ClaimRecord, filled, places)
    id = value.get("id")
    if not isinstance(id, str) or not re.fullmatch(ID_PATTERN, id):
        return None, tuple(item for item in findings if item.rule is not Y007 or "'id'" in item.message)
    faults = tuple(item for item in findings if item.rule is not Y007)
    written = shaped(partial(ClaimRecord), _decided(filled), places)[0] if not faults else None
    return UnfinishedClaim(id, places.key("draft"), _lacks(filled), tuple(_todo(value)), located, written), faults
