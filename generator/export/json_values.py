"""Records and what is derived from them as values of JSON: texts by language, nothing that is empty."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from generator.model.fields import ANY_LANGUAGE


def json_value(value: Any, language: str) -> Any:
    """A record, or a part of one, as JSON has it: its fields in the order of their type, named as authors write them.

    A text that names no language is told under `language`, the site's. Fields without a value are left out.
    """
    if isinstance(value, BaseModel):
        fields = ((info.alias or name, getattr(value, name)) for name, info in type(value).model_fields.items())
        return {name: json_value(part, language) for name, part in fields if not _empty(part)}
    if isinstance(value, Mapping):
        named = {key: part for key, part in value.items() if key != ANY_LANGUAGE}
        whole = {language: value[ANY_LANGUAGE], **named} if ANY_LANGUAGE in value else named
        return {key: json_value(whole[key], language) for key in sorted(whole)}
    if isinstance(value, tuple):
        return [json_value(part, language) for part in value]
    return value


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, tuple | Mapping) and not value)


def withheld_fields(record: BaseModel) -> tuple[str, ...]:
    """The fields whose text is withheld: a text with no language at all, for one that is written has some."""
    fields = ((info.alias or name, getattr(record, name)) for name, info in type(record).model_fields.items())
    return tuple(name for name, value in fields if isinstance(value, Mapping) and not value)


def json_bytes(value: Any) -> bytes:
    """A value of JSON as a file in UTF-8, indented so that two versions can be compared line by line."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
