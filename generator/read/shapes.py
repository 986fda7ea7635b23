"""Plain located values to authored records; every fault of shape becomes one located finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic, Fix
from generator.diagnostics.catalogue import Y006, Y007, Y008, Y009
from generator.diagnostics.nearest import nearest, proposal
from generator.diagnostics.visible import cut
from generator.model.fields import (
    ADDRESS_PATTERN,
    ANY_LANGUAGE,
    EXTRACTOR_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    RESERVED,
    SEED_PATTERN,
)
from generator.model.places import Located, Places
from generator.model.spans import Loc
from generator.read.yaml_events import MAX_FINDINGS

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
    r"^[0-9a-f]{64}$": ("a SHA-256", "write its 64 hexadecimal digits, as `sha256sum` prints them"),
    r"^[A-Z]{1,2}[0-9]{1,3}$": ("a short label", "write one such as C17"),
    r"^[A-Z][0-9]{3}$": ("the code of a rule", "write one such as H001"),
    EXTRACTOR_PATTERN: ("a library with its version", "write one such as pypdf 7.1.1"),
    LANGUAGE_PATTERN: ("a language tag", "write a tag such as en, de or pt-BR"),
    SEED_PATTERN: ("a path in seeds/", "write one such as seeds/article.txt, without spaces or folders"),
    ADDRESS_PATTERN: ("a web address", "write one such as https://example.org/page"),
}


def _model_types(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _model_types(argument)


def part_shape(shape: type[BaseModel], field: str) -> type[BaseModel] | None:
    """The record type of what a field (by the name authors write) holds, or None where it holds texts."""
    for name, info in shape.model_fields.items():
        if (info.alias or name) == field:
            return next(_model_types(info.annotation), None)
    return None


def fields_at(shape: type[BaseModel], loc: Loc) -> Mapping[str, Any]:
    """The fields (by the name authors write) of the mapping at `loc` inside a record of the given shape."""
    for part in loc:
        if isinstance(part, str):
            annotation = {(info.alias or name): info.annotation for name, info in shape.model_fields.items()}.get(part)
            shape = next(_model_types(annotation), shape)
    return {(info.alias or name): info for name, info in shape.model_fields.items()}


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    return repr(cut(value)) if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"


def _choices(error: ErrorDetails) -> list[str]:
    """The values that a fixed choice would take."""
    return [option.strip("'") for option in str(error.get("ctx", {})["expected"]).replace(" or ", ", ").split(", ")]


def _misfit(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, to be read after its name, and what to do."""
    type, value, context = error["type"], error["input"], error.get("ctx", {})
    pattern = str(context.get("pattern", ""))
    if type in {"too_short", "string_too_short"}:
        return " is empty", "add an entry" if type == "too_short" else "write a text, or remove the field"
    if type == "literal_error":
        listed = "one of: " + ", ".join(_choices(error))
        return f": {_shown(value)} is not {listed}", f"write {listed}"
    if type == "string_pattern_mismatch":
        wanted, hint = PATTERNS.get(pattern, (f"of the form {pattern}", ""))
        return f": {_shown(value)} is not {wanted}", hint
    if type == "string_too_long":
        return f" has more than {context['max_length']:,} characters", "write a shorter one"
    if type == "int_parsing_size":
        return f" is {_shown(value)}, not a whole number that fits", "write a whole number"
    if type in {"less_than_equal", "greater_than_equal"}:
        wanted = f"at most {context['le']}" if "le" in context else f"at least {context['ge']}"
        return f": {cut(str(value))} is not {wanted}", f"write a whole number of {wanted}"
    if type in SHAPES:
        wanted = SHAPES[type]
        return f" is {_shown(value)}" + ("" if value is None else f", not {wanted}"), f"write {wanted}"
    return f": {error['msg'][0].lower()}{error['msg'][1:]}", ""


def _value_finding(error: ErrorDetails, places: Places, target: str) -> Diagnostic:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    if "[key]" in error["loc"]:
        message = f"{cut(str(loc[-1]))!r} is not a language tag"
        return Diagnostic(Y008, places.key(*loc), message, "write a tag such as en or de", target=target)
    span, name, value = places.at(*loc), path_name(loc), error["input"]
    if error.get("ctx", {}).get("pattern") == ID_PATTERN:
        slug = re.sub("[^a-z0-9]+", "-", value.lower()).strip("-")
        able = re.fullmatch(ID_PATTERN, slug)
        hint, fix = (f"such as {slug!r}: {Y009.hint}", Fix((span,), slug)) if able else ("", None)
        return Diagnostic(Y009, span, f"{name}: {_shown(value)} is not an id", hint, target=target, fix=fix)
    if error["type"] == RESERVED:
        return Diagnostic(Y009, span, f"{name}: {error['msg']}", "write another one, of more words", target=target)
    wrong, hint = _misfit(error)
    if error["type"] == "literal_error" and isinstance(value, str):
        hint, fix = proposal(value, _choices(error), span, otherwise=hint)
        return Diagnostic(Y008, span, name + wrong, hint, target=target, fix=fix)
    return Diagnostic(Y008, span, name + wrong, hint, target=target)


def path_name(loc: Loc) -> str:
    """A path inside a record in words: `appearances[0].quote`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{cut(part)}" for part in loc if part != ANY_LANGUAGE)
    return text.lstrip(".") or "the record"


def _unknown_field(loc: Loc, places: Places, hint: str, target: str, meant: object = None) -> Diagnostic:
    span = places.key(*loc)
    fix = Fix((span,), str(meant)) if meant is not None else None
    return Diagnostic(Y006, span, f"there is no field {cut(str(loc[-1]))!r} here", hint, target=target, fix=fix)


def shape_findings(shape: type[BaseModel], error: ValidationError, places: Places, target: str) -> list[Diagnostic]:
    """Each fault of a record's shape once: a misspelled field is not also a missing one."""
    # Beyond what is listed of a whole file there is nothing to be looked up.
    details = error.errors(include_url=False)[: 2 * MAX_FINDINGS]
    unknown = [tuple(item["loc"]) for item in details if item["type"] == "extra_forbidden"]
    missing = [tuple(item["loc"]) for item in details if item["type"] == "missing"]
    beside: dict[Loc, list[Loc]] = defaultdict(list)
    for loc in missing:
        beside[loc[:-1]].append(loc)
    findings: list[Diagnostic] = []
    meant: set[Loc] = set()
    far: list[Loc] = []
    for loc in unknown:
        fields = fields_at(shape, loc[:-1])
        absent = [str(other[-1]) for other in beside[loc[:-1]] if other not in meant]
        word = nearest(str(loc[-1]), absent) or nearest(str(loc[-1]), fields)
        if word is None:
            far.append(loc)
            continue
        meant.add((*loc[:-1], word))
        findings.append(_unknown_field(loc, places, f"did you mean {word!r}?", target, word))
    for loc in far:
        missed = next((other for other in beside[loc[:-1]] if other not in meant), None)
        hint = "the fields here are: " + ", ".join(sorted(fields_at(shape, loc[:-1])))
        if missed is not None:
            meant.add(missed)
            hint = f"did you mean {missed[-1]!r}? That field is missing"
        findings.append(_unknown_field(loc, places, hint, target, missed[-1] if missed else None))
    for loc in missing:
        if loc not in meant:
            owner = f" in {path_name(loc[:-1])}" if loc[:-1] else ""
            field, about = str(loc[-1]), fields_at(shape, loc[:-1])[str(loc[-1])].description
            hint = f"add `{field}: …`" + (f" — {about[0].lower()}{about[1:]}" if about else "")
            message = f"the field {field!r} is missing{owner}"
            findings.append(Diagnostic(Y007, places.at(*loc[:-1]), message, hint, target=target))
    faulty = (tuple(item["loc"]) for item in details if item["type"] != "too_short")
    above = {loc[:length] for loc in faulty for length in range(len(loc) + 1)}
    for item in details:
        echo = item["type"] == "too_short" and item["loc"] in above
        if item["type"] not in {"extra_forbidden", "missing"} and not echo:
            findings.append(_value_finding(item, places, target))
    return findings


def shaped(
    shape: type[RecordType], value: Any, places: Places
) -> tuple[Located[RecordType] | None, tuple[Diagnostic, ...]]:
    """A plain value to a located record of the given shape, or None and findings Y006-Y009."""
    target = value.get("id") if isinstance(value, dict) else None
    target = cut(target) if isinstance(target, str) else ""
    try:
        return Located(shape.model_validate(value), places), ()
    except ValidationError as error:
        return None, tuple(shape_findings(shape, error, places, target))
