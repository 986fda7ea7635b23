"""Briefs in further languages: what a translation must have in common with its brief, and which text a page shows."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import markdown
import pytest

from generator.compiler import compile_pages, snapshot
from generator.derive.compare import compare
from generator.derive.facts import Facts
from generator.derive.known import known_on
from generator.model.corpus import Corpus, LaterPart
from generator.model.publication import NOWHERE, Publication
from generator.model.repository import Repository
from generator.model.words import Words
from generator.read.lexicon import read_lexicon
from generator.read.templates import read_templates
from generator.render.brief_body import EXTENSIONS, other_languages
from generator.render.page import PageContext
from tests.conftest import CASES, ROOT, checked, overlay
from tests.exported import exported
from tests.test_import_corpus import imported
from tests.test_one_fault_one_finding import HARMLESS_WITHOUT, Fault, _bracket_faults, _faults

TEMPLATES = read_templates(ROOT / "site_templates")
DAY = date(2026, 11, 24)
CASE = CASES / "b-a-translated-brief"
FILES = ("content/briefs/nova.md", "content/briefs/nova.de.md")
LONG = "Nova came late. " * 14


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site in English and German, with one brief in both."""
    return overlay(tmp_path / "project", CASE)


def page_in(project: Path, language: str, path: str = "briefs/nova.md", publication: Publication = NOWHERE) -> str:
    """A page of a project in a language, as Markdown."""
    found = checked(project)
    assert found.findings == ()
    pages = compile_pages(found, TEMPLATES, DAY, language, publication)
    return next(page.content.decode("utf-8") for page in pages if page.path == path)


def _known(project: Path) -> tuple[Corpus, Facts]:
    shown = snapshot(checked(project), DAY)
    return shown.known, shown.facts


def test_each_edition_shows_the_body_in_its_language(project: Path) -> None:
    """The German page has the German text with its links, unmarked, and the English page the English one."""
    german, english = page_in(project, "de"), page_in(project, "en")
    link = "(../claims/nova-launch-late-may.md)"
    assert f"Das [Modell](../entities/nova.md) kam [später]{link} als vorhergesagt." in german
    assert f"The [model](../entities/nova.md) came [later]{link} than foretold." in english
    assert "than foretold" not in german and 'lang="en" markdown' not in german
    assert "nur auf Englisch" not in german and "als vorhergesagt" not in english


def test_a_body_in_another_language_is_announced(project: Path) -> None:
    """Without a German text the page says in German that there is an English one only, and marks that as English."""
    (project / FILES[1]).unlink()
    page = page_in(project, "de")
    note, _, text = page.partition('<p class="cb-meta" markdown="span">Dieser Text liegt nur auf Englisch vor.</p>')
    assert text and "than foretold" not in note
    assert text.partition("than foretold")[0].count('<div lang="en" markdown="1">') == 1
    assert "available in" not in page_in(project, "en")


def test_the_note_names_all_languages_of_the_text(project: Path) -> None:
    """On a French page the note lists the languages in which there is a text, that of the site first."""
    english = TEMPLATES.words["en"]
    page = PageContext("briefs/nova.md", *_known(project), Words("fr", english.texts))
    brief = page.corpus.briefs["nova"]
    assert other_languages(page, brief) == ("en", "de")
    assert page.only_in(("en", "de")) == "This text is available in anglais et allemand only."


def test_the_guide_of_another_edition_is_announced(project: Path) -> None:
    """A page of the guide is in the site's language, and says so in the other editions before its heading."""
    (project / "content" / "guide").mkdir()
    (project / "content" / "guide" / "index.md").write_text("# Guide\n\nHow to read this.\n", "utf-8")
    german = markdown.markdown(page_in(project, "de", "guide/index.md"), extensions=list(EXTENSIONS))
    assert german.startswith('<p class="cb-meta">Dieser Text liegt nur auf Englisch vor.</p>\n<div lang="en">\n<h1')
    assert page_in(project, "en", "guide/index.md") == "# Guide\n\nHow to read this.\n"


@pytest.mark.parametrize(("text", "notes"), [(LONG, 1), ("Nova came late.", 0)], ids=["long", "short"])
def test_other_long_texts_are_announced_too(text: str, notes: int, project: Path) -> None:
    """After a long text that is in English only the German page says so; a short one is only marked as English."""
    site = project / "content" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("answer: Nova came late.", f"answer: {text}"), "utf-8")
    home = page_in(project, "de", "index.md")
    assert '<span lang="en">Nova came late.' in home
    assert home.count("Dieser Text liegt nur auf Englisch vor.") == notes


def test_the_edit_link_leads_to_the_text_that_is_shown(project: Path) -> None:
    """The German page of a brief offers to edit the German file."""
    repository = Repository("github", "https://github.com/a/b", "main", "")
    for language, file in zip(("en", "de"), FILES, strict=True):
        page = page_in(project, language, publication=Publication("", ("en", "de"), repository=repository))
        assert f"/{file}" in page.replace("&#46;", ".").replace("&#47;", "/")


def test_a_translation_keeps_its_words_where_a_claim_is_not_known_yet(project: Path) -> None:
    """On a past day the German text loses the links to what was not known, as the English one does."""
    for file in FILES:
        path = project / file
        text = path.read_text("utf-8").replace("2026-01-01", "2025-02-25")
        path.write_text(text.replace("nova-launch-late-may", "nova-launched"), "utf-8")
    brief = known_on(checked(project).corpus, date(2025, 3, 1)).briefs["nova"]
    assert LaterPart("später") in brief.translations["de"].parts
    assert LaterPart("later") in brief.parts


def test_terms_are_looked_for_in_the_language_of_the_text(project: Path) -> None:
    """In the German text the German forms of a term are linked, and the glossary knows that they are there."""
    terms = project / "content" / "glossary" / "all.yml"
    terms.write_text(
        "- id: launch\n  term: {en: launch, de: Start}\n  definition: The first day of sale.\n"
        "  variants: {en: [launch], de: [Start]}\n",
        "utf-8",
    )
    german = project / FILES[1]
    german.write_text(german.read_text("utf-8") + "\nDer Start war spät.\n", "utf-8")
    assert "Der [Start](#def-launch) war spät." in page_in(project, "de")
    assert ("brief", "nova") in snapshot(checked(project), DAY).facts.used_by["term", "launch"]


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


def test_a_translation_is_exported_and_comes_back(project: Path, tmp_path: Path) -> None:
    """corpus.json holds the German text, and an import writes it as a file beside the brief's."""
    made = exported(project=project)
    told = json.loads(made["corpus.json"])["briefs"][0]
    body = (project / FILES[1]).read_text("utf-8").partition("\n---\n")[2]
    assert told["translations"] == {"de": body}
    (tmp_path / "new").mkdir()
    done = imported(made["corpus.json"], tmp_path / "new")
    assert done.exit_code == 0, done.output
    again = tmp_path / "new" / "project"
    assert (again / FILES[1]).read_text("utf-8").endswith(f"---\n{body}")
    assert exported(project=again) == made


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
