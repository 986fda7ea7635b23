"""Plain located values to authored records; every fault of shape becomes one located finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import Y006, Y007, Y008, Y009
from generator.diagnostics.nearest import did_you_mean, nearest
from generator.model.fields import ID_PATTERN
from generator.model.places import Loc, Located, Places

RecordType = TypeVar("RecordType", bound=BaseModel)
SHAPES = {
    "string_type": "text",
    "tuple_type": "a list",
    "model_type": "a mapping of fields",
    "mapping_type": "a text, or a mapping of language to text",
    "dict_type": "a text, or a mapping of language to text",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
}
PATTERNS = {
    ID_PATTERN: "an id",
    r"^[0-9a-f]{64}$": "a SHA-256 in 64 hexadecimal digits",
    r"^[A-Z]{1,2}[0-9]{1,3}$": "a short label such as C17",
    r"^[A-Z]\d{3}$": "the code of a rule, such as H001",
}


def _model_types(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _model_types(argument)


def _fields_at(shape: type[BaseModel], loc: Loc) -> Mapping[str, Any]:
    """The fields (by the name authors write) of the mapping at `loc` inside a record of the given shape."""
    for part in loc:
        if isinstance(part, str):
            annotation = {(info.alias or name): info.annotation for name, info in shape.model_fields.items()}.get(part)
            shape = next(_model_types(annotation), shape)
    return {(info.alias or name): info for name, info in shape.model_fields.items()}


def _value_finding(error: ErrorDetails, places: Places, target: str) -> Diagnostic:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    span = places.key(*loc) if "[key]" in error["loc"] else places.at(*loc)
    value, context, name = error["input"], error.get("ctx", {}), _path_name(loc)
    shown = repr(value) if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    if value is None:
        shown = "empty"
    if "[key]" in error["loc"]:
        return Diagnostic(
            Y008, span, f"{loc[-1]!r} is not a language tag", "write a tag such as en or de", target=target
        )
    if error["type"] == "literal_error":
        options = [option.strip("'") for option in str(context["expected"]).replace(" or ", ", ").split(", ")]
        listed = "one of: " + ", ".join(options)
        hint = did_you_mean(value, options) if isinstance(value, str) else ""
        return Diagnostic(Y008, span, f"{name}: {shown} is not {listed}", hint or f"write {listed}", target=target)
    pattern = str(context.get("pattern", ""))
    if pattern == ID_PATTERN:
        return Diagnostic(Y009, span, f"{name}: {shown} is not an id", target=target)
    if error["type"] == "string_pattern_mismatch":
        wanted = PATTERNS.get(pattern) or {"url": "a web address", "file": "a path in seeds/"}.get(
            str(loc[-1]), f"of the form {pattern}"
        )
        return Diagnostic(Y008, span, f"{name}: {shown} is not {wanted}", f"write {wanted}", target=target)
    wanted = SHAPES.get(error["type"], "")
    if wanted:
        return Diagnostic(Y008, span, f"{name} is {shown}, not {wanted}", f"write {wanted}", target=target)
    return Diagnostic(Y008, span, f"{name}: {error['msg'][0].lower()}{error['msg'][1:]}", target=target)


def _path_name(loc: Loc) -> str:
    """A path inside a record in words: `appearances[0].quote`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.lstrip(".") or "the record"


def shape_findings(shape: type[BaseModel], error: ValidationError, places: Places, target: str) -> list[Diagnostic]:
    """Each fault of a record's shape once: a misspelled field is not also a missing one."""
    details = error.errors(include_url=False)
    unknown = [tuple(item["loc"]) for item in details if item["type"] == "extra_forbidden"]
    missing = [tuple(item["loc"]) for item in details if item["type"] == "missing"]
    findings: list[Diagnostic] = []
    meant: set[Loc] = set()
    for loc in unknown:
        fields = _fields_at(shape, loc[:-1])
        absent = [str(other[-1]) for other in missing if other[:-1] == loc[:-1] and other not in meant]
        word = nearest(str(loc[-1]), absent) or nearest(str(loc[-1]), fields)
        if word:
            meant.add((*loc[:-1], word))
        hint = f"did you mean {word!r}?" if word else "the fields here are: " + ", ".join(sorted(fields))
        findings.append(Diagnostic(Y006, places.key(*loc), f"there is no field {loc[-1]!r} here", hint, target=target))
    for loc in missing:
        if loc not in meant:
            owner = f" in {_path_name(loc[:-1])}" if loc[:-1] else ""
            field, about = str(loc[-1]), _fields_at(shape, loc[:-1])[str(loc[-1])].description
            hint = f"add `{field}: …`" + (f" — {about[0].lower()}{about[1:]}" if about else "")
            message = f"the field {field!r} is missing{owner}"
            findings.append(Diagnostic(Y007, places.at(*loc[:-1]), message, hint, target=target))
    deeper = [tuple(item["loc"]) for item in details if item["type"] != "too_short"]
    for item in details:
        echo = item["type"] == "too_short" and any(loc[: len(item["loc"])] == item["loc"] for loc in deeper)
        if item["type"] not in {"extra_forbidden", "missing"} and not echo:
            findings.append(_value_finding(item, places, target))
    return findings


def shaped(
    shape: type[RecordType], value: Any, places: Places
) -> tuple[Located[RecordType] | None, tuple[Diagnostic, ...]]:
    """A plain value to a located record of the given shape, or None and findings Y006-Y009."""
    target = value.get("id") if isinstance(value, dict) else None
    target = target if isinstance(target, str) else ""
    try:
        return Located(shape.model_validate(value), places), ()
    except ValidationError as error:
        return None, tuple(shape_findings(shape, error, places, target))
