"""Briefs in further languages: what a translation must have in common with its brief, and which text a page shows."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.derive.compare import compare
from generator.derive.known import known_on
from generator.model.corpus import LaterPart
from generator.read.lexicon import read_lexicon
from tests.conftest import CASES, ROOT, checked, overlay
from tests.test_one_fault_one_finding import HARMLESS_WITHOUT, Fault, _bracket_faults, _faults

CASE = CASES / "b-a-translated-brief"
FILES = ("content/briefs/nova.md", "content/briefs/nova.de.md")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site in English and German, with one brief in both."""
    return overlay(tmp_path / "project", CASE)


def test_a_translation_keeps_its_words_where_a_claim_is_not_known_yet(project: Path) -> None:
    """On a past day the German text loses the links to what was not known, as the English one does."""
    for file in FILES:
        path = project / file
        text = path.read_text("utf-8").replace("2026-01-01", "2025-02-25")
        path.write_text(text.replace("nova-launch-late-may", "nova-launched"), "utf-8")
    brief = known_on(checked(project).corpus, date(2025, 3, 1)).briefs["nova"]
    assert LaterPart("später") in brief.translations["de"].parts
    assert LaterPart("later") in brief.parts


def test_a_changed_translation_is_a_changed_text(project: Path, tmp_path: Path) -> None:
    """`briefs diff` tells of a translation that was reworded, added or removed."""
    before = checked(overlay(tmp_path / "before", CASE)).corpus
    german, lexicon = project / FILES[1], read_lexicon(ROOT / "site_templates" / "lexicon")
    german.write_text(german.read_text("utf-8").replace("vorhergesagt", "angekündigt"), "utf-8")
    reworded = checked(project).corpus
    german.unlink()
    without = checked(project).corpus
    for old, new in ((before, reworded), (before, without), (without, before)):
        assert [(item.record, item.id, item.fields) for item in compare(old, new, lexicon)] == [
            ("brief", "nova", ("text",))
        ]


def test_a_translation_publishes_no_id(tmp_path: Path) -> None:
    """A brief that went with its translation is told once; a translation that went alone is nobody's loss."""
    project = overlay(tmp_path / "project", CASE)
    git = ("git", "-C", str(project), "-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init",), ("add", "-A"), ("commit", "-m", "first")):
        subprocess.run((*git, *arguments), check=True, capture_output=True)
    (project / FILES[1]).unlink()
    assert checked(project).findings == ()
    (project / FILES[0]).unlink()
    assert [(item.rule.code, item.span.path) for item in checked(project).findings] == [("R003", FILES[0])]


def _all_faults() -> Iterator[Fault]:
    for file in FILES:
        source = CASE / file if file == FILES[1] else CASES / "_base" / file
        text = source.read_text("utf-8")
        yield from _faults(file, text)
        yield from _bracket_faults(file, text)


def test_one_fault_of_a_brief_or_its_translation_is_one_finding(project: Path) -> None:
    """Whatever is deleted or misspelled in one of the two files is told once, in that file."""
    wrong = []
    for fault in _all_faults():
        file = project / fault.path
        original = file.read_text("utf-8")
        file.write_text(fault.text, "utf-8")
        findings = checked(project).findings
        file.write_text(original, "utf-8")
        if len(findings) != 1 and not (fault.kind == "delete" and fault.field in HARMLESS_WITHOUT):
            wrong.append(f"{fault.name}: {[str(item.span) + item.rule.code for item in findings]}")
        wrong += [f"{fault.name}: {item.span}" for item in findings if not item.advice]
    assert wrong == []


@pytest.mark.parametrize(
    "front_matter",
    ["", "nova", "- nova", '"a\\nb": c', "? {a: b}\n: c", "id: [nova]", "id:", "claims: {about: {nova: nova}}", "{}"],
)
def test_any_front_matter_is_told_of_in_its_file(front_matter: str, project: Path) -> None:
    """Whatever a translation has for its front matter, findings are of one line each, and about that file."""
    (project / FILES[1]).write_text(f"---\n{front_matter}\n---\nDas [[entity:nova|Modell]].\n", "utf-8")
    findings = checked(project).findings
    assert findings
    for item in findings:
        assert item.span.path == FILES[1] and item.span.line <= 6 and len(item.message.splitlines()) == 1
