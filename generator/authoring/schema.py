"""JSON Schemas of all kinds of record, for completion, hover and diagnostics in editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from generator.authoring.yaml_text import as_line
from generator.diagnostics.catalogue import D001, Y009
from generator.model.claim_records import BriefRecord
from generator.model.corpus import Corpus
from generator.model.fields import DATE_PATTERN, DAY_PATTERN, ID_PATTERN, LANGUAGE_PATTERN, REFERS_TO, text_in
from generator.read.project import FOLDERS, SINGLE_FILES
from generator.read.shapes import PATTERNS

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that every yaml-language-server understands."""
SCHEMA_FOLDER = "content/.schemas"
ID_SCHEMA_FOLDER = ".cache/schemas"
PLURALS = {"entity": "Entities", "brief": "Front matter of a brief"}
ALONE = frozenset({"site", "brief"})
"""Kinds of which a file holds one record and never a list."""
SCALAR = ("string", "number", "boolean")
"""What editors may take a text for: the compiler reads every scalar as text, `2025` and `yes` too."""
INTERFACE_LANGUAGES = ("de", "en")
FORMS = MappingProxyType(
    {
        **PATTERNS,
        ID_PATTERN: ("an id", Y009.hint),
        DATE_PATTERN: ("a date", D001.hint),
        DAY_PATTERN: ("a day", "write one such as 2025-02-20"),
    }
)
"""By pattern: what a text of that form is, and how to write one."""
KnownIds = Mapping[str, Mapping[str, str]]
"""By kind of record: the ids that there are, each with the name to show beside it."""


def shapes() -> Mapping[str, type[BaseModel]]:
    """The record type of every kind of record that authors write, by the kind's name."""
    found: dict[str, type[BaseModel]] = dict((*FOLDERS.values(), *SINGLE_FILES.values(), ("brief", BriefRecord)))
    return MappingProxyType(dict(sorted(found.items())))


class _AuthorsSchema(GenerateJsonSchema):
    """Pydantic's schema with what matters to people who write YAML by hand."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        """A field that may be left out is not one that may be null."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """Only defaults that say something are shown."""
        made = super().default_schema(schema)
        if made.get("default") in (None, []):
            made.pop("default", None)
        return made

    def str_schema(self, schema: Any) -> JsonSchemaValue:
        """Texts without a form of their own may look like numbers."""
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, "type": list(SCALAR)}

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A field is called as it is written."""
        return False


def _languages(tags: tuple[str, ...], one: Any) -> dict[str, Any]:
    return {tag: {**one, "description": f"In the language {tag!r}."} for tag in tags}


def _finished(part: Any, tags: tuple[str, ...], known: KnownIds) -> Any:
    """A part of a schema with examples in its descriptions, languages by name and ids listed where they are known."""
    if isinstance(part, list):
        return [_finished(item, tags, known) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _finished(value, tags, known) for key, value in part.items() if key not in {"examples", REFERS_TO}}
    if isinstance(part.get("examples"), list):
        shown = [as_line(example) for example in part["examples"]]
        made["markdownDescription"] = f"{made['description']} Example: {' or '.join(f'`{text}`' for text in shown)}"
        made["description"] = f"{made['description']} Example: {' or '.join(shown)}"
    if isinstance(made.get("pattern"), str):
        wanted, hint = FORMS[made["pattern"]]
        made["patternErrorMessage"] = f"This is not {wanted}: {hint}."
    if isinstance(made.get("patternProperties"), dict) and LANGUAGE_PATTERN in made["patternProperties"]:
        named = _languages(tags, made["patternProperties"][LANGUAGE_PATTERN])
        made |= {"properties": named, "additionalProperties": False, "minProperties": 1}
    if "anyOf" in made:
        made.pop("minLength", None)
    kind = part.get(REFERS_TO)
    if isinstance(kind, str) and known.get(kind):
        ids = sorted(known[kind].items())
        listed = {"enum": [id for id, _ in ids], "enumDescriptions": [name for _, name in ids]}
        rest = {key: made.pop(key) for key in ("type", "pattern", "patternErrorMessage")}
        made["anyOf"] = [listed, rest]
    return made


def schema_of(kind: str, tags: tuple[str, ...] = INTERFACE_LANGUAGES, known: KnownIds | None = None) -> dict[str, Any]:
    """The JSON Schema (draft-07) of a file that holds records of one kind.

    In: the kind's name, the languages to propose for texts, and the ids to propose for references. Unknown ids
    stay valid: the record may be written after the schema, and it is the check that refuses them.
    """
    shape = shapes()[kind]
    made = shape.model_json_schema(schema_generator=_AuthorsSchema, ref_template="#/definitions/{model}")
    parts = {**made.pop("$defs", {}), shape.__name__: made}
    for name, part in parts.items():
        part["title"] = name.removesuffix("Record")
    one = {"$ref": f"#/definitions/{shape.__name__}"}
    file = {"anyOf": [one, {"type": "array", "items": one}]} if kind not in ALONE else one
    return {
        "$schema": DIALECT,
        "title": PLURALS.get(kind, kind.capitalize() + ("" if kind in ALONE else "s")),
        **({"allOf": [file]} if kind in ALONE else file),
        "definitions": {name: _finished(part, tags, known or {}) for name, part in sorted(parts.items())},
    }


def schema_files(tags: tuple[str, ...] = INTERFACE_LANGUAGES, known: KnownIds | None = None) -> Mapping[str, bytes]:
    """The schemas of all kinds as files: name to bytes, the same for the same input."""
    made = {f"{kind}.json": json.dumps(schema_of(kind, tags, known), ensure_ascii=False, indent=2) for kind in shapes()}
    return MappingProxyType({name: f"{text}\n".encode() for name, text in made.items()})


def known_ids(corpus: Corpus) -> KnownIds:
    """The ids of a corpus by kind, with names in the site's language, for completion."""
    language = corpus.site.language

    def named(records: Mapping[str, Any], field: str) -> dict[str, str]:
        found = {}
        for id, item in records.items():
            record = getattr(item, "written", None) or item.record
            text = getattr(record, field) or {}
            found[id] = text_in(text, language)
        return found

    publishers, entities = named(corpus.publishers, "name"), named(corpus.entities, "name")
    sources = named(corpus.sources, "title")
    summaries = named(corpus.sources, "summary")
    return {
        "source": {id: title or summaries[id] for id, title in sources.items()},
        "publisher": publishers,
        "entity": entities,
        "voice": {**publishers, **entities},
        "term": named(corpus.terms, "term"),
        "claim": named(corpus.claims, "statement"),
        "brief": named(corpus.briefs, "title"),
    }
