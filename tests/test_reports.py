"""Findings in every form: each says all that was found, escaped and shaped as its readers expect."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from generator.cli import main
from generator.compiler import Checked
from generator.diagnostics import Diagnostic, Fix, Related, Span
from generator.diagnostics.catalogue import Q001, catalogue
from generator.report import as_code_quality, as_github, as_json, as_sarif, as_text, summary
from tests.conftest import CASES, ROOT, checked, overlay
from tests.language_server import node_tool

FOLDERS = {folder.name.split("-")[0]: folder for folder in sorted(CASES.iterdir()) if "-" in folder.name}.values()
"""One case for each rule, and one for each family of what is allowed."""
TODAY = date(2026, 12, 1)
GUIDE = ROOT / "content" / "guide" / "reports.md"
texts = st.text(max_size=60)
findings = st.builds(
    Diagnostic,
    st.sampled_from(list(catalogue().values())),
    st.builds(Span, texts.filter(bool), st.integers(1, 9), st.integers(1, 9)),
    texts,
    texts,
    st.lists(st.builds(Related, st.builds(Span, texts.filter(bool)), texts), max_size=2).map(tuple),
    texts,
    st.none() | st.builds(Fix, st.just((Span("a", 1, 1),)), texts),
)


@pytest.fixture(scope="module")
def all_cases(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    """A case of every rule, checked."""
    return [checked(overlay(tmp_path_factory.mktemp("case"), case)) for case in FOLDERS]


def _sarif(found: Checked) -> Any:
    return json.loads(as_sarif(found.findings, found.waived, catalogue(), "1.0"))


@pytest.fixture(scope="module")
def sarif_faults() -> Callable[[Any], list[str]]:
    """Judges a log by the schema of SARIF 2.1.0, from a pinned package."""
    file = node_tool("@microsoft", "jest-sarif", "lib", "schemas", "sarif-2.1.0-rtm.5.json")
    schema = Draft4Validator(json.loads(file.read_text("utf-8-sig")))
    return lambda log: [error.message for error in schema.iter_errors(log)]


def test_sarif_is_valid(all_cases: list[Checked], sarif_faults: Callable[[Any], list[str]]) -> None:
    """The log of every case validates against the schema of SARIF 2.1.0."""
    for found in all_cases:
        assert sarif_faults(_sarif(found)) == []


@settings(deadline=None, max_examples=30)
@given(st.lists(findings, max_size=3))
def test_sarif_is_valid_whatever_authors_write(
    sarif_faults: Callable[[Any], list[str]], some: list[Diagnostic]
) -> None:
    """No text in a finding makes the log invalid, and its addresses are relative references of plain ASCII."""
    log = json.loads(as_sarif(some, some, catalogue(), "1.0"))
    assert sarif_faults(log) == []
    for result in log["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)


def test_sarif_holds_every_rule_place_and_note(all_cases: list[Checked]) -> None:
    """Every finding is a result at its place under its rule; the waived ones are suppressed; all prints differ."""
    for found in all_cases:
        run = _sarif(found)["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert {rule["id"]: rule["help"]["text"] for rule in rules} == {r.code: r.hint for r in catalogue().values()}
        assert run["columnKind"] == "unicodeCodePoints"
        expected = [*found.findings, *found.waived]
        for result, finding in zip(run["results"], expected, strict=True):
            region = result["locations"][0]["physicalLocation"]["region"]
            assert (region["startLine"], region["startColumn"]) == (finding.span.line, finding.span.column)
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule.code
            assert result["level"] == finding.rule.severity
            assert len(result["relatedLocations"]) == len(finding.related)
            assert ("suppressions" in result) == (finding in found.waived)
        prints = [result["partialFingerprints"]["finding/v1"] for result in run["results"]]
        assert len(set(prints)) == len(prints)


def test_a_fingerprint_outlives_moved_lines() -> None:
    """The same finding two lines further down is the same one to those who compare runs."""
    prints = []
    for line in (3, 5):
        log = json.loads(as_sarif([Diagnostic(Q001, Span("a.yml", line), "gone", target="x")], (), catalogue(), "1"))
        prints.append(log["runs"][0]["results"][0]["partialFingerprints"])
    assert prints[0] == prints[1]


COMMAND = re.compile(r"::(error|warning|notice) file=([^,:\r\n]+),line=\d+,col=\d+,title=([^,:\r\n]+)::([^\r\n]*)")


def _unescaped(text: str) -> str:
    for escape, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


@given(findings)
def test_annotations_are_escaped(finding: Diagnostic) -> None:
    """A finding is one command on one line from which severity and texts can be read back: `%`, CR, LF, `::` too."""
    command = as_github(finding)
    match = COMMAND.fullmatch(command)
    assert match is not None, command
    assert match[1] == {"note": "notice"}.get(finding.rule.severity, finding.rule.severity)
    assert _unescaped(match[2]) == finding.span.path
    assert _unescaped(match[3]) == f"{finding.rule.code}: {finding.rule.summary}"
    assert _unescaped(match[4]).startswith(finding.message)
    assert _unescaped(match[4]).endswith(f"hint: {finding.advice}")


def test_an_annotation_to_the_letter() -> None:
    """The escapes are those of GitHub's toolkit: three in messages, two more in properties."""
    finding = Diagnostic(Q001, Span("a,b:c%.yml", 2, 3), "50%\r\n::error::x, y: z", "mend")
    assert as_github(finding) == (
        "::error file=a%2Cb%3Ac%25.yml,line=2,col=3,title=Q001%3A a quote is not in its source"
        "::50%25%0D%0A::error::x, y: z%0Ahint: mend"
    )


def test_json_holds_everything(all_cases: list[Checked]) -> None:
    """The JSON of every case holds each finding with place, words, notes and fix, and counts them."""
    for found in all_cases:
        shape = json.loads(as_json(found.findings, found.waived, TODAY))
        assert shape["version"] == 1
        for severity in ("error", "warning", "note"):
            assert shape[f"{severity}s"] == sum(item.rule.severity == severity for item in found.findings)
        for written, finding in zip(shape["findings"] + shape["waived"], [*found.findings, *found.waived], strict=True):
            assert f"{written['path']}:{written['line']}:{written['column']}" == str(finding.span)
            assert (written["code"], written["message"]) == (finding.rule.code, finding.message)
            assert written["hint"] == finding.advice
            assert [item["note"] for item in written["related"]] == [item.note for item in finding.related]
            assert (written["fix"] is None) == (finding.fix is None)


def _names(shape: Any, prefix: str = "") -> set[str]:
    if isinstance(shape, list):
        return {name for item in shape for name in _names(item, prefix)}
    if not isinstance(shape, dict):
        return set()
    here = {f"{prefix}{name}" for name in shape}
    return here | {name for key, value in shape.items() for name in _names(value, f"{prefix}{key}.")}


def test_the_guide_documents_the_json() -> None:
    """Every field of the JSON stands in the table of the guide, the fields of findings by their path, and no other."""
    related = (Related(Span("b"), "note"),)
    finding = Diagnostic(Q001, Span("a"), "x", "y", related, "z", Fix((Span("a"),), "new"))
    names = _names(json.loads(as_json([finding], (), TODAY)))
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert documented == names


@given(findings, st.text())
def test_the_caret_stands_on_a_line_of_its_own(finding: Diagnostic, line: str) -> None:
    """Text for people shows the line and a caret below it, whatever the line holds."""
    shown = as_text(finding, lambda span: line).split("\n")
    assert any(re.fullmatch(r" *\| *\^", row) for row in shown)


def test_code_quality_has_what_gitlab_asks_for(all_cases: list[Checked]) -> None:
    """Each finding is an entry with the five fields that GitLab requires, under a fingerprint that no other has."""
    for found in all_cases:
        entries = json.loads(as_code_quality(found.findings))
        assert len({entry["fingerprint"] for entry in entries}) == len(found.findings)
        for entry, finding in zip(entries, found.findings, strict=True):
            assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert entry["severity"] == {"error": "major", "warning": "minor", "note": "info"}[finding.rule.severity]
            assert entry["location"] == {"path": finding.span.path, "lines": {"begin": finding.span.line}}
            assert finding.message in entry["description"] and finding.advice in entry["description"]


def test_a_moved_line_keeps_its_entry() -> None:
    """The same finding further down has the same fingerprint in Code Quality too."""
    prints = {
        json.loads(as_code_quality([Diagnostic(Q001, Span("a.yml", line), "gone")]))[0]["fingerprint"]
        for line in (3, 5)
    }
    assert len(prints) == 1


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
def test_the_command_prints_one_form(form: str, tmp_path: Path) -> None:
    """`briefs check --format` prints the report alone to standard output, and exits 1 with findings and 0 without."""
    clean, faulty = overlay(tmp_path / "clean"), overlay(tmp_path / "faulty", CASES / "q001-one-letter-wrong")
    done = CliRunner().invoke(main, ["check", "--format", form, "--project", str(faulty)])
    assert done.exit_code == 1, done.output
    assert "Q001" in done.stdout
    if form in {"json", "gitlab", "sarif"}:
        json.loads(done.stdout)
    done = CliRunner().invoke(main, ["check", "--format", form, "--project", str(clean)])
    assert done.exit_code == 0, done.output
    if form in {"json", "gitlab", "sarif"}:
        json.loads(done.stdout)
    else:
        assert done.stdout == ""


NOTED = {
    "text": "content/claims/more.yml:2:3: note[A001]: 'nova-is-cheap' is a draft",
    "json": '"notes": 1',
    "github": "::notice file=content/claims/more.yml,line=2,col=3,title=A001%3A a claim is a draft::",
    "sarif": '"level": "note"',
}


@pytest.mark.parametrize("form", NOTED)
def test_a_note_is_told_and_lets_the_check_pass(form: str, tmp_path: Path) -> None:
    """With nothing but a note every form lists it, the summary counts it apart, and the exit code is 0."""
    project = overlay(tmp_path, CASES / "a001-statement-to-be-written")
    done = CliRunner().invoke(main, ["check", "--format", form, "--as-of", "2026-12-01", "--project", str(project)])
    assert done.exit_code == 0, done.output
    assert NOTED[form] in done.stdout
    assert done.stderr.splitlines()[-1] == "0 errors, 0 warnings, 1 note as of 2026-12-01"


def test_a_note_does_not_excuse_a_warning(tmp_path: Path) -> None:
    """Beside a warning the exit code is 1; notes and waived findings are counted each for themselves."""
    project = overlay(tmp_path, CASES / "a001-statement-to-be-written")
    hedged = CASES / "h003-no-cue" / "content" / "claims" / "all.yml"
    (project / "content" / "claims" / "all.yml").write_bytes(hedged.read_bytes())
    done = CliRunner().invoke(main, ["check", "--as-of", "2026-12-01", "--project", str(project)])
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == "0 errors, 1 warning, 1 note as of 2026-12-01"
    assert summary(checked(overlay(tmp_path / "waived", CASES / "w-waived-draft")).findings, 1) == (
        "0 errors, 0 warnings (1 waived)"
    )


def test_a_note_lets_the_build_pass(tmp_path: Path) -> None:
    """A site with a draft in its content is built, the draft is told of, and the exit code is 0."""
    project = overlay(tmp_path, CASES / "a001-statement-to-be-written")
    for folder in ("site_templates", "content/guide"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "mkdocs.yml", project)
    done = CliRunner().invoke(main, ["build", "--language", "en", "--as-of", "2026-12-01", "--project", str(project)])
    assert done.exit_code == 0, done.output
    assert "note[A001]" in done.stdout
    assert (project / "site" / "claims" / "nova-is-fast" / "index.html").is_file()


def test_words_of_documents_give_a_terminal_no_orders() -> None:
    """Escape sequences, backspaces and marks of direction in a message are shown as escapes, not obeyed."""
    near = Related(Span("seeds/a.txt", 1, 1), 'reads "\u202enever\x1b[8m"')
    finding = Diagnostic(Q001, Span("a.yml", 1, 1), "this \x1b[2Jis\x08\x9b8m", "so\rso", (near,))
    told = as_text(finding, lambda span: None)
    assert told.splitlines() == [
        r"a.yml:1:1: error[Q001]: this \x1b[2Jis\x08\x9b8m",
        r'  seeds/a.txt:1:1: note: reads "\u202enever\x1b[8m"',
        r"  hint: so\rso",
    ]
