"""A newcomer's path: two documents that nobody has seen, drafts of their sentences, two claims finished, the site."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import ROOT, checked, overlay
from tests.repositories import git

GERMAN = """Die Hafenbahn soll im Frühjahr 2027 wieder fahren. Das sagte Stadtbaurätin Ines Kolb am Dienstag.
Laut Kolb kosten die neuen Gleise 14 Millionen Euro. Wie lange haben wir darauf gewartet!
"""
ENGLISH = """The harbour line is expected to carry 9,000 passengers a day by the end of 2028, the operator said.
Tickets went on sale last week.
"""
CHANGED = """claim harbour-line-9000-passengers
  content/claims/harbour-line.yml:5: added: The harbour line carries 9,000 passengers a day by the end of 2028.

claim harbour-line-runs-spring-2027
  content/claims/hafenbahn-suedblatt.yml:4: added: The harbour line runs again in spring 2027.

source hafenbahn-suedblatt
  content/sources/hafenbahn-suedblatt.yml:1: added: On a railway.

source harbour-line
  content/sources/harbour-line.yml:1: added: On a railway.

entity harbour-line
  content/entities/harbour-line.yml:1: added: Harbour line

entity ines-kolb
  content/entities/ines-kolb.yml:1: added: Ines Kolb
"""
"""What `briefs diff` says of the path, and nothing else."""
SHOWN = (
    (
        "harbour-line-runs-spring-2027",
        "The harbour line runs again in spring 2027",
        "soll im Frühjahr 2027 wieder fahren",
        "hafenbahn-suedblatt",
    ),
    (
        "harbour-line-9000-passengers",
        "The harbour line carries 9,000 passengers a day by the end of 2028",
        "is expected to carry 9,000 passengers a day by the end of 2028",
        "harbour-line",
    ),
)
"""The two claims: id, what their page says, words of the document that it quotes, the source."""
DAY = ("--as-of", "2026-12-01")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a small project with all that makes its site, and beside it two documents to be captured."""
    desk = tmp_path_factory.mktemp("newcomer")
    (desk / "Hafenbahn (Südblatt).txt").write_text(GERMAN, "utf-8")
    (desk / "harbour-line.md").write_text(ENGLISH, "utf-8")
    origin = overlay(desk / "origin")
    for name in ("site_templates", "content/guide"):
        shutil.copytree(ROOT / name, origin / name)
    shutil.copy(ROOT / "mkdocs.yml", origin)
    (origin / ".gitignore").write_text("build/\nsite/\n", "utf-8")
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "the project")
    git(desk, "clone", "-q", str(origin), "project")
    return desk / "project"


def briefs(project: Path, *arguments: str) -> Result:
    """A command in the project, as typed."""
    return CliRunner().invoke(main, [*arguments, "--project", str(project)])


def _plain(html: str) -> str:
    """The words of a piece of HTML, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _read(project: Path, path: str, whole: bool = False) -> str:
    """A page of the built site: its HTML, or the words and addresses in it."""
    html = (project / "site" / path / "index.html").read_text("utf-8")
    return html if whole else _plain(html) + " ".join(re.findall(r'href="([^"]*)"', html))


def _capture(project: Path) -> None:
    german = project.parent / "Hafenbahn (Südblatt).txt"
    common = ("--publisher", "daily", "-y", *DAY)
    told = ("--summary", "On a railway.")
    done = briefs(project, "new", "source", str(german), "--published", "2026-11-19", *told, *common)
    assert done.exit_code == 0, done.output
    english = project.parent / "harbour-line.md"
    done = briefs(project, "new", "source", str(english), "--published", "2026-11-20", *told, *common)
    assert done.exit_code == 0, done.output
    for name, kind in (("Harbour line", "product"), ("Ines Kolb", "person")):
        done = briefs(project, "new", "entity", "--name", name, "--kind", kind, "--description", f"{name}.", "-y")
        assert done.exit_code == 0, done.output


def _finished(text: str, id: str, new_id: str, statement: str, criteria: str, translation: str, about: str) -> str:
    """The one draft of a file that is worth finishing, edited as its author would; the others go."""
    blocks = re.split(r"(?m)^(?=# Sentence )", text)
    block = next(part for part in blocks if f"- id: {id}\n" in part)
    block = block.replace(f"- id: {id}\n  draft: yes\n", f"- id: {new_id}\n")
    for start, words in (("statement", statement), ("criteria", criteria), ("translation", translation)):
        block = re.sub(rf"(?m)^( *{start}: ).*$", lambda match, words=words: match[1] + words, block)
    return re.sub(r"(?m)^  about: .*$", f"  about: [{about}]", block)


def test_the_path(project: Path) -> None:
    """From a clone and two unseen texts to two claims on the site, by the commands and an editor alone."""
    _capture(project)
    corpus = checked(project).corpus
    assert corpus.sources["hafenbahn-suedblatt"].written.language == "de"
    assert corpus.sources["harbour-line"].written.language == "en"

    for source in ("hafenbahn-suedblatt", "harbour-line"):
        done = briefs(project, "draft", source, "--output", f"{source}.yml")
        assert done.exit_code == 0, done.output
    claims = project / "content" / "claims"
    german, english = claims / "hafenbahn-suedblatt.yml", claims / "harbour-line.yml"
    assert len(re.findall("draft: yes", german.read_text("utf-8"))) == 4
    assert len(re.findall("draft: yes", english.read_text("utf-8"))) == 2
    assert "when: 2027-03/2027-05" in german.read_text("utf-8")
    assert "{who: ines-kolb, role: origin}" in german.read_text("utf-8")
    assert "when: ../2028-12-31" in english.read_text("utf-8")
    assert "when: 2026-11-09/2026-11-15" in english.read_text("utf-8")
    listed = briefs(project, "check", *DAY)
    assert listed.exit_code == 0, listed.output
    assert "0 errors, 0 warnings, 6 notes" in listed.output

    german.write_text(
        _finished(
            german.read_text("utf-8"), "hafenbahn-suedblatt-s01", "harbour-line-runs-spring-2027",
            "The harbour line runs again in spring 2027.", "Trains carry passengers.",
            "The harbour railway is to run again in spring 2027.", "harbour-line",
        ),
        "utf-8",
    )  # fmt: skip
    english.write_text(
        _finished(
            english.read_text("utf-8"), "harbour-line-s01", "harbour-line-9000-passengers",
            "The harbour line carries 9,000 passengers a day by the end of 2028.", "The operator publishes the count.",
            "", "harbour-line",
        ),
        "utf-8",
    )  # fmt: skip
    done = briefs(project, "check", *DAY)
    assert done.exit_code == 0, done.output
    assert "0 errors, 0 warnings as of" in done.output

    told = briefs(project, "diff", "HEAD")
    assert told.stdout == CHANGED

    built = briefs(project, "build", *DAY)
    assert built.exit_code == 0, built.output
    assert built.stdout == ""
    for id, statement, words, source in SHOWN:
        page = _read(project, f"claims/{id}")
        assert statement in page
        assert words in page
        assert f"sources/{source}/" in page
        assert f"{id}/" in _read(project, "claims")
        marks = re.findall(r"<mark\b[^>]*>(.*?)</mark>", _read(project, f"sources/{source}", whole=True), re.DOTALL)
        assert words in _plain("".join(marks))
    assert not list((project / "site" / "claims").glob("*-s0*"))
    due = briefs(project, "due", "--within", "3y", *DAY)
    assert "harbour-line-runs-spring-2027: due 2027-05-31" in due.output
