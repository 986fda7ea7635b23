"""What is printed cannot give orders: to a terminal by control signs, or to a build server by workflow commands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import Y008
from generator.report import as_github, as_text
from tests.conftest import overlay
from tests.hostile_project import scalar
from tests.hostile_texts import CORPUS
from tests.repositories import git

ORDERS = [item.text for item in CORPUS if item.family in ("commands", "letters")]
RAW = [
    *ORDERS,
    "a\n::add-mask::x",
    "a\r::error::x",
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "a\x08b",
    "##[add-mask]x",
    "\u202ex",
]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
OWN = re.compile(r"::(error|warning|notice) file=")


def harmless(printed: str, own: bool = False) -> None:
    """No line is a command, but for our own annotations, and no sign commands a terminal."""
    for line in re.split(r"[\n\r]", printed):
        assert (own and OWN.match(line)) or not line.lstrip().startswith("::"), line
        assert OWN.match(line) or "##[" not in line, line
        assert not CONTROL.search(line), line


@pytest.mark.parametrize("text", RAW)
def test_a_finding_is_inert_whatever_it_says(text: str) -> None:
    """As path, message, note, hint and excerpt, a text stays on its line and gives no order."""
    finding = Diagnostic(Y008, Span(text or "x", 1, 1), text, text, (Related(Span(text, 1, 1), text),))
    harmless(as_text(finding, lambda span: text.split("\n")[0]))
    printed = as_github(finding)
    assert "\n" not in printed and "\r" not in printed and OWN.match(printed)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose predictions are orders, and whose files have faults on lines that are."""
    folder = overlay(tmp_path / "project")
    claims = (folder / "content" / "claims" / "all.yml").read_text("utf-8")
    claim = claims[: claims.index("- id: nova-is-fast")]
    made = []
    for number, text in enumerate(ORDERS):
        one = claim.replace("nova-launch-late-may", f"n-{number}").replace("property: launch", f"property: p-{number}")
        one = one.replace("Nova will be launched at the end of May 2025.", scalar(text))
        one = one.replace("criteria: Nova can be used by anybody.", f"criteria: {scalar(text)}")
        one = re.sub(r"    outcome: late\n.*?(?=- id|\Z)", "", one, flags=re.DOTALL)
        made.append(one.replace("due: 2025-05-31", "due: 2026-12-01"))
    (folder / "content" / "claims" / "orders.yml").write_text("\n".join(made), "utf-8")
    return folder


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
def test_reports_are_inert(form: str, project: Path) -> None:
    """With orders as keys, as values of closed fields and as whole lines, a report in each form gives none."""
    keys = "".join(f"{scalar(text)}: {scalar(text)}\n" for text in ORDERS)
    (project / "content" / "glossary" / "bad.yml").write_text(f"id: x\nterm: x\n{keys}", "utf-8")
    (project / "content" / "entities" / "bad.yml").write_text(
        "".join(f"- {{id: {scalar(text)}, name: x, kind: {scalar(text)}, description: x}}\n" for text in ORDERS),
        "utf-8",
    )
    (project / "content" / "publishers" / "bad.yml").write_text("::add-mask::x\n##[add-mask]y: [\n", "utf-8")
    done = CliRunner().invoke(main, ["check", "--project", str(project), "--format", form])
    assert done.exit_code == 1 and "Traceback" not in done.output
    harmless(done.stdout, own=form == "github")
    harmless(done.stderr)
    if form not in ("text", "github"):
        assert "add-mask" in str(json.loads(done.stdout))


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_the_list_of_what_falls_due_is_inert(form: str, project: Path) -> None:
    """Statements and criteria that are orders are listed on lines that give none."""
    command = ["due", "--project", str(project), "--as-of", "2026-12-01", "--format", form]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0 and "n-1" in done.stdout, done.output
    harmless(done.stdout)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_comparison_is_inert(form: str, project: Path) -> None:
    """Statements that are orders are compared on lines that give none."""
    orders = (project / "content" / "claims" / "orders.yml").read_text("utf-8")
    (project / "content" / "claims" / "orders.yml").unlink()
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "first")):
        git(project, *arguments)
    (project / "content" / "claims" / "orders.yml").write_text(orders, "utf-8")
    done = CliRunner().invoke(main, ["diff", "HEAD", "--project", str(project), "--format", form])
    assert done.exit_code == 0 and "n-1" in done.stdout, done.output
    harmless(done.stdout)
