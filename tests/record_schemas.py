"""All record types, and what their JSON Schemas find wrong with the files of a project, as an editor shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from jsonschema import Draft7Validator
from pydantic import BaseModel

from generator.authoring.schema import schema_of, shapes
from generator.read.files import list_inputs
from generator.read.project import FOLDERS, FRONT_MATTER, SINGLE_FILES
from generator.read.yaml_events import read_yaml


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for info in annotation.model_fields.values():
            yield from _models(info.annotation)
    for argument in get_args(annotation):
        yield from _models(argument)


def record_types() -> set[type[BaseModel]]:
    """The types of all records, and of all parts of them."""
    return {model for shape in shapes().values() for model in _models(shape)}


def kind_of(path: str) -> str | None:
    """The kind of record that a file of the content holds, if any."""
    parts = path.split("/")
    if path in SINGLE_FILES:
        return SINGLE_FILES[path][0]
    if parts[1] == "briefs":
        return "brief"
    return FOLDERS[parts[1]][0] if parts[1] in FOLDERS else None


def with_numbers(value: Any) -> Any:
    """What other readers of YAML make of a text: digits are a number."""
    if isinstance(value, dict):
        return {key: with_numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_numbers(part) for part in value]
    return int(value) if value.isascii() and value.isdigit() else value


def faults_of(path: str, content: bytes) -> list[str]:
    """The faults of one file of the content."""
    kind = kind_of(path)
    if kind is None:
        return []
    text = content.decode()
    match = FRONT_MATTER.match(text) if kind == "brief" else None
    located, _ = read_yaml(path, match.group(1) if match else text)
    assert located is not None
    return [error.message for error in Draft7Validator(schema_of(kind)).iter_errors(with_numbers(located.value))]


def schema_faults(project: Path) -> list[str]:
    """The faults of all files of a project, each with its path."""
    files = list_inputs(project, "content")[0]
    return [f"{file.path}: {fault}" for file in files for fault in faults_of(file.path, file.content)]
