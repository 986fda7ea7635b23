"""`briefs due`: what falls due within a time or is overdue, soonest first, with the block to fill in."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import ROOT, checked, overlay

OPEN = """
- id: {id}
  statement: "{statement}"
  kind: prediction
  about: [nova]
  voices: [{{who: daily, role: author}}]
  hedge: {{level: stated}}
  when: {due}
  appearances:
    - {{source: nova-report, paraphrase: It says so.}}
  resolution:
    criteria: Anybody can see it.
    due: {due}
"""


def due(project: Path, *arguments: str) -> Result:
    """`briefs due` in a project."""
    return CliRunner().invoke(main, ["due", "--project", str(project), *arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = overlay(tmp_path)
    rows = (("late", "2026-01-31"), ("soon", "2026-03-10"), ("whole-month", "2026-04"), ("open-end", "2026-01-01/.."))
    text = "".join(OPEN.format(id=id, due=day, statement="<b>@all</b> [x](y)") for id, day in rows)
    (folder / "content" / "claims" / "more.yml").write_text(text, "utf-8")
    assert checked(folder).findings == ()
    return folder


def _listed(project: Path, *arguments: str) -> list[str]:
    done = due(project, "--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    return [item["claim"] for item in json.loads(done.stdout)["due"]]


@pytest.mark.parametrize(
    ("arguments", "claims"),
    [
        (("--as-of", "2026-03-01"), ["late", "soon"]),
        (("--as-of", "2026-03-02"), ["late", "soon", "whole-month"]),
        (("--as-of", "2026-03-01", "--within", "1w"), ["late"]),
        (("--as-of", "2026-03-01", "--within", "2m"), ["late", "soon", "whole-month"]),
        (("--as-of", "2026-05-01", "--within", "0d"), ["late", "soon", "whole-month"]),
    ],
)
def test_what_falls_due(project: Path, arguments: tuple[str, ...], claims: list[str]) -> None:
    """Overdue ones and those whose time begins within the stretch, soonest last day first; open ends never."""
    assert _listed(project, *arguments) == claims


def test_an_outcome_settles_it(project: Path) -> None:
    """What has an outcome by the day is not listed; as of an earlier day it still is."""
    assert "nova-launch-late-may" not in _listed(project, "--as-of", "2026-03-01")
    assert _listed(project, "--as-of", "2025-05-20") == ["nova-launch-late-may"]


def test_the_block_can_be_filled_in(project: Path) -> None:
    """The block stands at the indentation of the resolution: pasted below it and filled in, the check is content."""
    done = json.loads(due(project, "--as-of", "2026-03-01", "--format", "json").stdout)
    (late,) = [item for item in done["due"] if item["claim"] == "late"]
    assert (done["version"], done["within"], late["days"], late["overdue"]) == (1, 30, -29, True)
    file = project / late["path"]
    lines = file.read_text("utf-8").split("\n")
    assert lines[late["line"] - 1] == "  resolution:"
    block = late["block"].replace("outcome: ", "outcome: late", 1).replace("occurred: ", "occurred: 2026-02-10", 1)
    block = block.replace("source: ", "source: nova-report", 1).replace("paraphrase: ", "paraphrase: It came.", 1)
    lines[late["line"] + 2 : late["line"] + 2] = block.split("\n")
    file.write_text("\n".join(lines), "utf-8")
    assert checked(project).findings == ()
    assert "late" not in _listed(project, "--as-of", "2026-03-01")


def test_the_text_names_the_place(project: Path) -> None:
    """On a terminal each entry begins with file and line of its resolution."""
    done = due(project, "--as-of", "2026-03-01")
    assert done.exit_code == 0
    assert "content/claims/more.yml:11:3: late: overdue for 29 days, was due 2026-01-31" in done.stdout
    assert "content/claims/more.yml:24:3: soon: due 2026-03-10, in 9 days" in done.stdout
    assert "2 due within 30 days of 2026-03-01, 1 of them overdue" in done.stderr


def test_markdown_is_escaped(project: Path) -> None:
    """In Markdown no authored text is markup, calls anybody or leaves its line; the block is YAML."""
    text = due(project, "--as-of", "2026-03-01", "--format", "markdown").stdout
    assert "<b>" not in text and "@all" not in text and "](y)" not in text
    assert text.count("```yaml\n    outcome:") == 2


def test_markdown_calls_nobody(project: Path) -> None:
    """A name, an issue or an address in a statement is shown, and a git host takes none of them for one."""
    claims = project / "content" / "claims" / "more.yml"
    claims.write_text(
        claims.read_text("utf-8").replace("<b>@all</b> [x](y)", "@ada, #7, GH-7, https://evil.example"), "utf-8"
    )
    text = due(project, "--as-of", "2026-03-01", "--format", "markdown").stdout
    shown = "".join(html.unescape(text).split("\u200b"))
    assert "@ada, #7, GH-7, https://evil.example" in shown
    assert not re.search(r"@ada|#7|GH-7|https://", html.unescape(text))


def test_markdown_fits_into_an_issue(project: Path) -> None:
    """A host refuses more than 65,536 characters: what is too much is counted, and no entry is cut in two."""
    many = "".join(OPEN.format(id=f"open-{n}", due="2026-01-31", statement="x" * 1000) for n in range(100))
    (project / "content" / "claims" / "many.yml").write_text(many, "utf-8")
    text = due(project, "--as-of", "2026-03-01", "--format", "markdown").stdout
    assert len(text) < 65_536
    entries = text.count("\n## ") + 1
    assert text.count("```yaml") == entries
    assert f"{102 - entries} more than fit here" in text


def test_nothing_due_is_no_failure(project: Path) -> None:
    """The exit code is 0 where nothing falls due, 2 where the stretch is none."""
    assert due(project, "--as-of", "2024-01-01").exit_code == 0
    assert due(project, "--within", "soon").exit_code == 2


def test_the_real_predictions() -> None:
    """In the real content something falls due in the years after its last record."""
    assert len(_listed(ROOT, "--as-of", "2026-12-01", "--within", "5y")) >= 3
