"""The schemas say of records what the record types say, and every field says what to write."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Annotated, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BaseModel, TypeAdapter

from generator.authoring.schema import SCHEMA_FOLDER, KnownIds, known_ids, schema_files, schema_of, shapes
from generator.cli import main
from generator.diagnostics import Span
from generator.model.dates import UncertainDate
from generator.model.fields import DateText
from generator.model.places import Places
from generator.read.draft_claims import draft_claim
from generator.read.files import list_inputs
from generator.read.yaml_events import read_yaml
from generator.resolve.dates import parse_date
from tests.conftest import CASES, ROOT, checked, overlay
from tests.record_schemas import faults_of, record_types, schema_faults, with_numbers

MODELS = sorted(record_types(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_says_what_to_write(model: type[BaseModel]) -> None:
    """No field of any record lacks a description and an example, and every example is one that the field takes."""
    assert model.__doc__
    for name, info in model.model_fields.items():
        assert info.description, f"{model.__name__}.{name} does not say what to write"
        assert info.description.endswith("."), f"{model.__name__}.{name}: a description is a sentence"
        assert info.examples, f"{model.__name__}.{name} has no example"
        for example in info.examples:
            field: Any = info.annotation
            for mark in info.metadata:
                field = Annotated[field, mark]
            TypeAdapter(field).validate_python(example)


def _choices(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "enum" in part:
            yield part
        for value in part.values():
            yield from _choices(value)
    elif isinstance(part, list):
        for value in part:
            yield from _choices(value)


@pytest.mark.parametrize("kind", shapes())
def test_every_choice_says_what_it_means(kind: str) -> None:
    """Each value of each fixed choice has a meaning of its own."""
    for choice in _choices(schema_of(kind)):
        meanings = choice["enumDescriptions"]
        assert len(set(meanings)) == len(choice["enum"])
        assert all(meanings)


@pytest.fixture(scope="module")
def known() -> KnownIds:
    """The ids of the real content."""
    return known_ids(checked(ROOT).corpus)


@pytest.mark.parametrize("kind", shapes())
def test_schemas_are_schemas(kind: str, known: KnownIds) -> None:
    """Each is valid under the dialect that it names, in both forms."""
    Draft7Validator.check_schema(schema_of(kind))
    Draft7Validator.check_schema(schema_of(kind, ("en",), known))


def test_committed_schemas_are_up_to_date() -> None:
    """content/.schemas/ holds what `briefs schema` writes, and nothing else."""
    folder = ROOT / SCHEMA_FOLDER
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == dict(schema_files())


def test_the_reader_passes_schemas_over() -> None:
    """The folder of schemas is no input: its name begins with a dot."""
    files, findings = list_inputs(ROOT, "content")
    assert not [file for file in files if ".schemas" in file.path]
    assert findings == ()


def test_what_the_compiler_takes_the_schema_takes(tmp_path: Any) -> None:
    """The real content and the small valid project have no fault under the schemas, briefs included."""
    for project in (ROOT, overlay(tmp_path)):
        assert schema_faults(project) == []


def test_of_a_draft_the_schema_says_what_it_lacks() -> None:
    """In what `briefs draft` writes for the article the schema finds what the check calls missing, and no more."""
    done = CliRunner().invoke(main, ["draft", "downcodes-238170-de", "--all", "--project", str(ROOT)])
    assert done.exit_code == 0, done.output
    located, _ = read_yaml("x.yml", done.stdout)
    assert located is not None
    one = {"definitions": schema_of("claim")["definitions"], "allOf": [{"$ref": "#/definitions/ClaimRecord"}]}
    lacking = 0
    for record in located.value:
        unfinished, findings = draft_claim(record, Places(MappingProxyType({(): Span("x")}), MappingProxyType({})))
        assert unfinished is not None and findings == ()
        faults = {str(error.path[0]) for error in Draft7Validator(one).iter_errors(with_numbers(record))}
        assert faults == {re.split(r"[.\[]", field)[0] for field in unfinished.lacks}
        lacking += len(faults)
    assert (len(located.value), lacking) == (18, 4), "two name no entity, two no day by which they are judged"


SHAPE_CASES = sorted(
    folder
    for folder in CASES.iterdir()
    if folder.name.startswith(("y006-", "y007-", "y009-")) or "wrong-value" in folder.name
)


@pytest.mark.parametrize("case", SHAPE_CASES, ids=lambda case: case.name)
def test_what_the_compiler_refuses_for_its_shape_the_schema_refuses(case: Any, tmp_path: Any) -> None:
    """A field too many, one too few, a wrong choice and a wrong id are faults for an editor too."""
    expected = {
        line.split(":")[0] for line in (case / "expected.txt").read_text().splitlines() if ": error[Y00" in line
    }
    files = {file.path: file.content for file in list_inputs(overlay(tmp_path, case), "content")[0]}
    assert expected
    for path in expected:
        assert faults_of(path, files[path])


POINTS = st.from_regex(r"[0-9]{2}[0-9X]{2}(-(0[1-9]|1[0-2]|XX)(-(0[1-9]|[12][0-9]|XX))?)?[~?%]?", fullmatch=True)
DATES = Draft7Validator(TypeAdapter(DateText).json_schema())
ENDS = st.one_of(POINTS, st.sampled_from(["", ".."]))


@given(st.one_of(POINTS, st.tuples(ENDS, ENDS).map("/".join)))
def test_every_date_has_the_pattern_of_dates(text: str) -> None:
    """Whatever the compiler reads as a date, the pattern in the schema lets pass."""
    if isinstance(parse_date(text), UncertainDate):
        assert DATES.is_valid(text)


def test_the_command_writes_what_is_committed(tmp_path: Any) -> None:
    """`briefs schema` writes content/.schemas/; with ids it writes the ignored .cache/schemas/ instead."""
    project = overlay(tmp_path)
    done = CliRunner().invoke(main, ["schema", "--project", str(project)])
    assert done.exit_code == 0, done.output
    assert {file.name: file.read_bytes() for file in (project / SCHEMA_FOLDER).iterdir()} == dict(schema_files())
    before = {file: file.read_bytes() for file in (project / SCHEMA_FOLDER).iterdir()}
    done = CliRunner().invoke(main, ["schema", "--with-ids", "--project", str(project)])
    assert done.exit_code == 0, done.output
    assert before == {file: file.read_bytes() for file in (project / SCHEMA_FOLDER).iterdir()}
    claim = json.loads((project / ".cache" / "schemas" / "claim.json").read_text("utf-8"))
    who = claim["definitions"]["Voice"]["properties"]["who"]["anyOf"][0]
    assert dict(zip(who["enum"], who["enumDescriptions"], strict=True)) == {
        "daily": "The Daily",
        "nova": "Nova",
        "unnamed-sources": "unnamed sources",
        "weekly": "The Weekly",
    }
    assert "/.cache/" in (ROOT / ".gitignore").read_text().splitlines()
