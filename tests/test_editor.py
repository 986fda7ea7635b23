"""The real yaml-language-server, with this project's own editor settings, over every kind of record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from generator.authoring.schema import SCHEMA_FOLDER, known_ids, schema_files, schema_of, shapes
from generator.read.files import list_inputs
from generator.read.project import FRONT_MATTER
from tests.conftest import ROOT, checked, overlay
from tests.language_server import LanguageServer, node_tool

FOLDERS = {"source": "sources", "publisher": "publishers", "entity": "entities", "term": "glossary", "claim": "claims"}
SINGLE = {"site": "content/site.yml", "waiver": "content/waivers.yml", "tombstone": "content/tombstones.yml"}
BRIEFS = "build/front-matter"
"""Where briefs' front matter is shown to the server as YAML of its own: it reads no Markdown."""


@dataclass(frozen=True)
class Probe:
    """What an author of one kind of record does, with `|` where the cursor is, and what must come of it."""

    kind: str
    name: str
    choice: str
    value: str
    hover: str
    told: str
    typo: str


PROBES = (
    Probe("source", "- id: a\n  stan|\n", "- id: a\n  standing: |\n", "aggregator", "- id: a\n  sum|mary: x\n",
          "What it says, in our own words.", "sumary"),
    Probe("claim", "- id: a\n  hed|\n", "- id: a\n  hedge: {level: |}\n", "presupposed", "- id: a\n  state|ment: x\n",
          "What is claimed, as one flat sentence", "voice"),
    Probe("entity", "- id: a\n  alia|\n", "- id: a\n  kind: |\n", "organisation", "- id: a\n  nam|ed: no\n",
          "for voices that a source leaves unnamed", "nickname"),
    Probe("publisher", "- id: a\n  relia|\n", "- id: a\n  reliability: |\n", "F", "- id: a\n  own|er: x\n",
          "Who owns it.", "trust"),
    Probe("term", "id: a\ndefi|\n", "", "", "id: a\nvaria|nts: {de: [x]}\n",
          "every inflected form to recognise", "forms"),
    Probe("brief", "id: a\nbottom|\n", "", "", "id: a\nbottom|_line: x\n", "in at most three sentences", "author"),
    Probe("site", "title: a\nlang|\n", "", "", "title: a\nans|wer: x\n", "shown on the front page", "name"),
    Probe("waiver", "- rule: H001\n  targ|\n", "", "", "- rule: H001\n  rea|son: x\n", "Why we live with it.", "why"),
    Probe("tombstone", "- id: a\n  repl|\n", "- id: a\n  kind: |\n", "claim", "- id: a\n  replaced|_by: b\n",
          "The id to use instead", "gone"),
)  # fmt: skip
each_probe = pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.kind)
numbers = count()


def _path(kind: str) -> str:
    """A new file in which the editor expects records of the kind; the only one, where there is only one."""
    if kind == "brief":
        return f"{BRIEFS}/{next(numbers)}.yml"
    return SINGLE.get(kind) or f"content/{FOLDERS[kind]}/unsaved-{next(numbers)}.yml"


def _settings(folder: str = SCHEMA_FOLDER) -> dict[str, Any]:
    """This project's editor settings, with schemas from a folder, and front matter shown as files of its own."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    wired = {name.replace(SCHEMA_FOLDER, folder): paths for name, paths in settings["yaml.schemas"].items()}
    return {**settings, "yaml.schemas": {**wired, f"{folder}/brief.json": f"{BRIEFS}/*.yml"}}


def _server(workspace: Path, folder: str = SCHEMA_FOLDER) -> LanguageServer:
    script = node_tool("yaml-language-server", "out", "server", "src", "server.js")
    return LanguageServer(["node", str(script), "--stdio"], workspace, _settings(folder))


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    """The server over this project."""
    with _server(ROOT) as server:
        yield server


@pytest.fixture(scope="module")
def knowing_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The server over the small project, with schemas that list its ids."""
    project = overlay(tmp_path_factory.mktemp("project"))
    folder = project / ".cache" / "schemas"
    folder.mkdir(parents=True)
    for name, content in schema_files(known=known_ids(checked(project).corpus)).items():
        (folder / name).write_bytes(content)
    with _server(project, ".cache/schemas") as server:
        yield server


def test_every_kind_is_probed_and_wired() -> None:
    """The probes and the editor's settings leave no kind of record out."""
    assert {probe.kind for probe in PROBES} == set(shapes())
    wired = {Path(name).stem for name in json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]}
    assert wired == set(shapes()) - {"brief"}


@each_probe
def test_field_names_complete(editor: LanguageServer, probe: Probe) -> None:
    """At the beginning of a field the editor proposes the record's other fields, each with what to write."""
    proposed = editor.completions(_path(probe.kind), probe.name)
    shape = shapes()[probe.kind]
    written = {info.alias or name for name, info in shape.model_fields.items()} - {probe.name.split(":")[0].strip("- ")}
    assert written <= set(proposed)
    assert all(proposed[name]["documentation"] for name in written)


@pytest.mark.parametrize("probe", [probe for probe in PROBES if probe.choice], ids=lambda probe: probe.kind)
def test_choices_complete(editor: LanguageServer, probe: Probe) -> None:
    """Where a field takes a fixed choice the editor proposes its values, each with its meaning."""
    proposed = editor.completions(_path(probe.kind), probe.choice)
    assert probe.value in proposed
    assert all(item["documentation"] for item in proposed.values())


def test_kinds_without_a_probe_of_choices_have_none() -> None:
    """The kinds whose choices are not probed above have no fixed choice at all."""
    without = {probe.kind for probe in PROBES if not probe.choice}
    assert without == {kind for kind in shapes() if '"enum"' not in json.dumps(schema_of(kind))}


@each_probe
def test_hover_says_what_to_write(editor: LanguageServer, probe: Probe) -> None:
    """On the name of a field the editor says what to write there, with an example."""
    told = editor.hover(_path(probe.kind), probe.hover)
    assert probe.told in told
    assert "Example: `" in told


@each_probe
def test_a_wrong_field_is_underlined(editor: LanguageServer, probe: Probe) -> None:
    """A field that the record does not have is a finding at its own place."""
    text = probe.name.split("\n")[0]
    indent = "  " if text.startswith("- ") else ""
    found = editor.diagnostics(_path(probe.kind), f"{text}\n{indent}{probe.typo}: x\n")
    wrong = [item for item in found if item["message"].startswith(f"Property {probe.typo} is not allowed")]
    assert [item["range"]["start"] for item in wrong] == [{"line": 1, "character": len(indent)}]


def test_a_wrong_value_says_how_to_write_it(editor: LanguageServer) -> None:
    """A date, an id and a language of another form are told in words, not as a pattern."""
    text = "- id: GPT-4.5\n  language: German\n  published: 20.2.2025\n"
    told = "\n".join(item["message"] for item in editor.diagnostics(_path("source"), text))
    assert "This is not an id: use a-z, 0-9 and hyphens" in told
    assert "This is not a language tag: write a tag such as en, de or pt-BR." in told
    assert "This is not a date: write EDTF: 2025, 2025-02" in told
    assert "pattern" not in told


def test_texts_complete_by_language(editor: LanguageServer) -> None:
    """Below a text the editor proposes the languages of the interface."""
    assert {"de", "en"} <= set(editor.completions(_path("claim"), "- id: a\n  statement:\n    |\n"))


def test_a_draft_is_told_what_it_lacks(editor: LanguageServer) -> None:
    """`draft: yes` is a value like any other, and what the draft lacks is a finding, field by field."""
    text = "- id: a\n  draft: yes\n  statement: TODO say what is claimed\n"
    told = "\n".join(item["message"] for item in editor.diagnostics(_path("claim"), text))
    assert "yes" not in told
    for field in ("kind", "about", "voices", "hedge", "appearances"):
        assert f'Missing property "{field}"' in told
    assert {'"yes"', '"no"'} <= set(editor.completions(_path("claim"), "- id: a\n  draft: |\n"))


REAL = [
    file
    for file in list_inputs(ROOT, "content")[0]
    if file.path.endswith((".yml", ".md")) and "/guide/" not in file.path
]


def test_the_real_content_has_no_finding(editor: LanguageServer) -> None:
    """The server finds nothing wrong with any record of this project: neither a false alarm nor a fault."""
    for file in REAL:
        text, path = file.content.decode(), file.path
        if path.endswith(".md"):
            match = FRONT_MATTER.match(text)
            assert match is not None
            text, path = match.group(1), _path("brief")
        if path not in editor.shown:
            assert editor.diagnostics(path, text) == [], file.path


IDS = (
    ("claim", "- id: a\n  about:\n    - |\n", "nova", "Nova"),
    ("claim", "- id: a\n  voices: [{who: |}]\n", "daily", "The Daily"),
    ("claim", "- id: a\n  appearances:\n    - source: |\n", "nova-report", "Nova was launched."),
    ("claim", "- id: a\n  condition_claim: |\n", "nova-is-fast", "Nova is fast."),
    ("source", "- id: a\n  publisher: |\n", "weekly", "The Weekly"),
    ("term", "id: a\nsee_also:\n  - |\n", "launch", "launch"),
    ("brief", "id: a\ntimeline:\n  - |\n", "nova", "Nova"),
)


@pytest.mark.parametrize(("kind", "text", "id", "name"), IDS)
def test_ids_complete(knowing_editor: LanguageServer, kind: str, text: str, id: str, name: str) -> None:
    """With `--with-ids` the editor proposes the records that there are, each with its name."""
    proposed = knowing_editor.completions(_path(kind), text)
    assert proposed[id]["documentation"] == name


def test_a_record_newer_than_the_schema_is_no_fault(knowing_editor: LanguageServer) -> None:
    """An id that the schema does not list yet is left to the check; one that can be none is told at once."""
    text = "id: a\nterm: x\ndefinition: x\nsee_also: [launch, brand-new]\n"
    assert knowing_editor.diagnostics(_path("term"), text) == []
    assert knowing_editor.diagnostics(_path("term"), text.replace("brand-new", "BRAND"))
