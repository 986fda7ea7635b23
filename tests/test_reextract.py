"""`briefs reextract`: the original read anew, what would move shown, and nothing written unless the author agrees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.extract.blocks import Extraction
from generator.extract.taking_in import take_in
from generator.model.documents import Place
from tests.conftest import ROOT, checked, overlay
from tests.test_documents import CLAIM, GIVEN

PDF = ROOT / "tests" / "documents" / "harbour.pdf"


@pytest.fixture(scope="module")
def sound() -> Extraction:
    found = take_in(PDF.name, PDF.read_bytes())
    assert isinstance(found, Extraction)
    return found


@pytest.fixture
def project(tmp_path: Path, sound: Extraction, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a PDF of which a claim quotes a passage."""
    made = overlay(tmp_path / "project")
    _read_as(monkeypatch, sound)
    run = ["new", "source", "--project", str(made), str(PDF), "--published", "2026-03-14", *GIVEN]
    assert CliRunner().invoke(main, run).exit_code == 0
    (made / "content" / "claims" / "tram.yml").write_text(CLAIM, "utf-8")
    assert checked(made).findings == ()
    return made


def _read_as(monkeypatch: pytest.MonkeyPatch, found: Extraction) -> None:
    """Another version of the library, which reads the same bytes so."""
    monkeypatch.setattr("generator.commands.new_documents.take_in", lambda path, content: found)


def _run(project: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["reextract", "harbour", "--project", str(project), *arguments], input=typed)


def _state(project: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}


def test_the_same_text_is_nothing_to_do(project: Path) -> None:
    """Read by the same library the same text comes, and nothing is written."""
    before = _state(project)
    done = _run(project, "-y")
    assert done.exit_code == 0 and "nothing would change" in done.output
    assert _state(project) == before


def test_what_moves_is_shown_and_written_on_confirmation(
    project: Path, sound: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quote that stands on another page now is shown with both; text, places and record follow."""
    text = "A new first paragraph.\n\n" + sound.text
    places = (Place(0, "1"), Place(5, "7"))
    _read_as(monkeypatch, Extraction(text, places, sound.metadata, "pypdf 9.9.9"))
    before = _state(project)
    refused = _run(project, typed="n\n")
    assert refused.exit_code == 1 and "nothing was written" in refused.output and _state(project) == before
    done = _run(project, typed="y\n")
    assert done.exit_code == 0, done.output
    assert 'moves  tram-opens: "soll die Strecke' in done.output and "page 1 -> page 7" in done.output
    assert "read by pypdf 9.9.9, before by pypdf " in done.output and "+A new first paragraph." in done.output
    found = checked(project)
    assert found.findings == ()
    source = found.corpus.sources["harbour"]
    assert source.document is not None and source.document.text == text and source.document.places == places
    assert source.written.document is not None and source.written.document.extractor == "pypdf 9.9.9"
    assert (project / "seeds" / "harbour.pdf").read_bytes() == PDF.read_bytes()


def test_a_lost_quote_is_never_bent(project: Path, sound: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quote that does not stand word for word in the new text is lost: -y writes nothing, and no quote is changed."""
    changed = replace(sound, text=sound.text.replace("voraussichtlich Ende Mai", "voraussichtlich Ende Juni"))
    _read_as(monkeypatch, changed)
    before = _state(project)
    done = _run(project, "-y")
    assert done.exit_code == 1 and "lost   tram-opens" in done.output and "nothing was written" in done.output
    assert _state(project) == before
    agreed = _run(project, typed="y\n")
    assert agreed.exit_code == 1 and "error[Q001]" in agreed.output
    assert (project / "content" / "claims" / "tram.yml").read_text("utf-8") == CLAIM


def test_places_that_were_not_kept_are_added(project: Path, sound: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record without places gets them, with their hash."""
    record = project / "content" / "sources" / "harbour.yml"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(line for line in lines if "places" not in line), "utf-8")
    (project / "seeds" / "harbour.pdf.places.json").unlink()
    assert checked(project).findings == ()
    done = _run(project, "-y")
    assert done.exit_code == 0, done.output
    found = checked(project).corpus.sources["harbour"].document
    assert found is not None and found.places == sound.places


@pytest.mark.parametrize(
    ("source", "words"),
    [("nova-article", "has no `document`"), ("nova-report", "has no `document`"), ("harbor", "did you mean 'harbour'")],
)
def test_other_sources_are_refused(project: Path, source: str, words: str) -> None:
    """Only a source whose text was read out of a document can be read anew."""
    done = CliRunner().invoke(main, ["reextract", source, "--project", str(project)])
    assert done.exit_code == 2 and words in done.output


def test_a_changed_original_is_refused(project: Path) -> None:
    """An original with other bytes than those captured is not read."""
    (project / "seeds" / "harbour.pdf").write_bytes(b"%PDF-1.4 other")
    done = _run(project, "-y")
    assert done.exit_code == 2 and "is not the document that was captured" in done.output
