"""What data/corpus.json says can be imported again, and yields the same corpus."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.authoring.corpus_import import ImportRefused, project_files, read_corpus
from generator.cli import main
from generator.export.json_values import json_value
from tests.conftest import ROOT, checked, overlay
from tests.exported import DAY, EARLIER, corpus, exported, files


def imported(content: bytes, folder: Path, *more: str) -> Result:
    """What the command says of a file."""
    file = folder / "corpus.json"
    file.write_bytes(content)
    command = ["import", "corpus", str(file), "--project", str(folder / "project"), *more]
    return CliRunner().invoke(main, command)


def test_the_real_corpus_comes_back(tmp_path: Path) -> None:
    """An import of the real corpus has no finding, and its records, quotes and dates are those it was made from."""
    done = imported(files()["corpus.json"], tmp_path)
    assert done.exit_code == 0, done.output
    before, after = checked(ROOT).corpus, checked(tmp_path / "project").corpus

    def told(of: Any) -> Any:
        return json_value(getattr(of, "written", None) or of.record, "en")

    for name in ("sources", "publishers", "entities", "terms", "claims", "briefs", "tombstones"):
        one, other = getattr(before, name), getattr(after, name)
        assert list(one) == list(other)
        assert all(told(one[id]) == told(other[id]) for id in one)
    for id, claim in before.claims.items():
        assert [item.passage for item in claim.appearances] == [it.passage for it in after.claims[id].appearances]
    assert json_value(before.site, "en") == json_value(after.site, "en")


@pytest.mark.parametrize("day", [DAY, date(2025, 9, 1)], ids=str)
def test_import_and_export_are_a_fixed_point(day: date, tmp_path: Path) -> None:
    """Exported, imported and exported again every file is the same bytes; for a past day from the second time on."""
    first = exported(day)
    done = imported(first["corpus.json"], tmp_path)
    assert done.exit_code in {0, 1}, done.output
    second = exported(day, tmp_path / "project")
    if day == DAY:
        assert {path for path in first if first[path] != second.get(path)} == set()
        assert set(first) == set(second)
    imported_again = tmp_path / "again"
    imported_again.mkdir()
    assert imported(second["corpus.json"], imported_again).exit_code == done.exit_code
    assert exported(day, imported_again / "project") == second


def test_a_small_corpus_comes_back(tmp_path: Path) -> None:
    """Texts without a language, odd scalars, waivers, tombstones and references in a brief all come back."""
    project = overlay(tmp_path / "before")
    (project / "content" / "tombstones.yml").write_text(
        "- {id: nova-old, kind: claim, reason: 'No: reworded.', on: 2026-01-01, replaced_by: nova-is-fast}\n", "utf-8"
    )
    made = exported(project=project)
    done = imported(made["corpus.json"], tmp_path)
    assert done.exit_code == 0, done.output
    assert exported(project=tmp_path / "project") == made
    brief = (tmp_path / "project" / "content" / "briefs" / "nova.md").read_text("utf-8")
    assert "[[entity:nova|model]]" in brief


def test_a_new_folder_becomes_a_site(tmp_path: Path) -> None:
    """Where there is no site yet its settings are written too; the example of a new site is not."""
    assert imported(files()["corpus.json"], tmp_path).exit_code == 0
    made = tmp_path / "project"
    assert (made / "mkdocs.yml").is_file() and (made / "content" / ".schemas" / "claim.json").is_file()
    assert not list(made.rglob("*bridge*"))


def test_a_project_with_records_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written to a project that holds records."""
    overlay(tmp_path / "project")
    before = sorted(tmp_path.rglob("*"))
    done = imported(files()["corpus.json"], tmp_path)
    assert done.exit_code == 2
    assert "already holds content/" in done.output
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "corpus.json") == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda it: it.update(version="2.0"), "has version 2.0"),
        (lambda it: it.update(format="other"), "not a corpus"),
        (lambda it: it["claims"][0]["record"].pop("statement"), "claims/0/record/statement: Field required"),
        (lambda it: it["files"][0].update(path="seeds/../../evil"), "files/0/path"),
        (lambda it: it["files"][0].update(path="/etc/passwd"), "files/0/path"),
        (lambda it: it["files"][0].update(text="other"), "has not the SHA-256"),
        (lambda it: it["briefs"][0]["record"].update(id="../evil"), "briefs/0/record/id"),
        (lambda it: it.update(entities=3), "not a list of records"),
    ],
)
def test_what_is_no_corpus_is_refused(change: Any, words: str) -> None:
    """Another version or format, a missing field, a path that leads out and a text of another hash are refused."""
    value = json.loads(files()["corpus.json"])
    change(value)
    with pytest.raises(ImportRefused, match=words):
        project_files(read_corpus(json.dumps(value).encode("utf-8")))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"a": 1}', b"[" * 200_000])
def test_no_file_breaks_the_reader(content: bytes, tmp_path: Path) -> None:
    """Whatever a file holds, the command says that it is no corpus, exits with 2 and writes nothing."""
    done = imported(content, tmp_path)
    assert done.exit_code == 2 and "error: " in done.output
    assert not (tmp_path / "project").exists()


def test_withheld_texts_are_said_to_be(tmp_path: Path) -> None:
    """A corpus of a past day can be imported: where a record must have a text that is withheld, words say so."""
    done = imported(files(EARLIER)["corpus.json"], tmp_path)
    assert done.exit_code in {0, 1}, done.output
    assert "answer" in corpus(EARLIER)["site_withheld"]
    assert "Not known yet on 2025-06-01." in (tmp_path / "project" / "content" / "site.yml").read_text("utf-8")
    assert not [it for it in checked(tmp_path / "project").findings if it.rule.code.startswith(("Y", "R", "Q"))]


def test_files_that_a_corpus_cannot_hold_are_named(tmp_path: Path) -> None:
    """A captured file that is not text is asked for, and taken from a folder that is named."""
    value = json.loads(files()["corpus.json"])
    value["files"][0].pop("text")
    name = Path(value["files"][0]["path"]).name
    done = imported(json.dumps(value).encode("utf-8"), tmp_path)
    assert done.exit_code == 1 and f"{name} is not in the corpus" in done.output
    other = tmp_path / "other"
    other.mkdir()
    done = imported(json.dumps(value).encode("utf-8"), other, "--documents", str(ROOT / "seeds"))
    assert done.exit_code == 0, done.output
