"""A site's own templates, words and lexicons lie over the program's, and the check tells when they have aged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.commands.init import new_site
from generator.read.overrides import ORIGINS, overridable, recorded_origins
from generator.read.site_templates import OWN, laid_over, packaged, template_folders
from generator.read.templates import read_templates
from generator.read.yaml_events import read_yaml
from tests.conftest import ROOT

DAY = ("--as-of", "2026-12-01")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site."""
    folder = tmp_path / "site"
    done = CliRunner().invoke(main, ["init", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def briefs(site: Path, *arguments: str) -> Result:
    """A command in the site, as typed."""
    return CliRunner().invoke(main, [*arguments, "--project", str(site)])


def test_a_new_site_has_our_own_settings() -> None:
    """Editor settings and navigation of a new site are those of this repository, which has a guide besides."""
    for name in ("settings.json", "extensions.json"):
        assert new_site()[f".vscode/{name}"] == (ROOT / ".vscode" / name).read_bytes()
    inherited = read_yaml("", (packaged() / "mkdocs.yml").read_text("utf-8"))[0]
    own = read_yaml("", (ROOT / "mkdocs.yml").read_text("utf-8"))[0]
    assert inherited is not None and own is not None
    assert inherited.value["nav"] == [item for item in own.value["nav"] if "Guide" not in item]


def test_every_style_of_ours_is_used() -> None:
    """A style or script is listed for all sites, or named by another file that is."""
    listed = read_yaml("", (packaged() / "mkdocs.yml").read_text("utf-8"))[0]
    assert listed is not None
    used = {*listed.value["extra_css"], *listed.value["extra_javascript"]}
    texts = "".join(
        file.read_text("utf-8") for file in packaged().rglob("*") if file.suffix in {".js", ".html", ".j2", ".css"}
    )
    for path in overridable():
        if path.startswith("assets/") and path.endswith((".css", ".js")):
            assert path in used or Path(path).name in texts, path


def test_a_new_site_needs_an_empty_folder(tmp_path: Path) -> None:
    """Where anything but a git repository is, nothing is written, and the message names what is there."""
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert done.exit_code == 2
    assert "is not empty, it has thesis.txt: name a new folder" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_new_site_may_be_a_repository_already(tmp_path: Path) -> None:
    """`git init` and then `briefs init .` is allowed."""
    (tmp_path / ".git").mkdir()
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "content" / "site.yml").is_file()


def test_a_new_site_has_no_finding(site: Path) -> None:
    """The example passes the check that it is there to teach."""
    done = briefs(site, "check", *DAY)
    assert (done.exit_code, done.stdout) == (0, "")


def test_no_place_of_a_new_site_is_left_unfilled(site: Path) -> None:
    """No file still has the sign that stands for the version."""
    assert [file for file in site.rglob("*") if file.is_file() and b"@VERSION@" in file.read_bytes()] == []


def test_an_override_that_was_just_made_is_young(site: Path) -> None:
    """A copy, changed or not, has no finding, and is listed as the site's own."""
    assert briefs(site, "override", "lexicon/de.yml").exit_code == 0
    own = site / OWN / "lexicon" / "de.yml"
    assert own.read_bytes() == (packaged() / "lexicon" / "de.yml").read_bytes()
    own.write_text("expected: [soll]\n", "utf-8")
    assert briefs(site, "check", *DAY).exit_code == 0
    listed = briefs(site, "override").stdout.splitlines()
    assert "own  lexicon/de.yml" in listed
    assert "     lexicon/en.yml" in listed
    assert [line[5:] for line in listed] == sorted(overridable())


def test_an_override_ages_until_it_is_looked_at(site: Path) -> None:
    """When the program's file is not the recorded one, the check says so, until `--keep` notes that one has looked."""
    briefs(site, "override", "pages/claim.md.j2")
    (site / ORIGINS).write_text(f"pages/claim.md.j2: {'0' * 64}\n", "utf-8")
    done = briefs(site, "check", *DAY)
    assert done.exit_code == 1
    assert "pages/claim.md.j2:1:1: warning[T002]: the program's 'pages/claim.md.j2' has changed" in done.stdout
    assert "aged pages/claim.md.j2" in briefs(site, "override").stdout.splitlines()
    assert briefs(site, "override", "--keep", f"{OWN}/pages/claim.md.j2").exit_code == 0
    assert briefs(site, "check", *DAY).exit_code == 0


def test_what_differs_is_shown(site: Path) -> None:
    """`--diff` shows the program's lines and the site's own."""
    briefs(site, "override", "lexicon/de.yml")
    (site / OWN / "lexicon" / "de.yml").write_text("expected: [soll]\n", "utf-8")
    done = briefs(site, "override", "--diff", "lexicon/de.yml")
    assert done.stdout.startswith(f"--- program/lexicon/de.yml\n+++ {OWN}/lexicon/de.yml\n")
    assert "+expected: [soll]\n" in done.stdout


def test_an_override_of_something_that_has_gone_can_be_kept(site: Path) -> None:
    """`--keep` drops the record of a file that the program no longer has: from then on it is the site's alone."""
    (site / OWN / "pages").mkdir(parents=True)
    (site / OWN / "pages" / "gone.md.j2").write_text("# Gone\n", "utf-8")
    (site / ORIGINS).write_text(f"pages/gone.md.j2: {'0' * 64}\n", "utf-8")
    assert "[T002]" in briefs(site, "check", *DAY).stdout
    assert briefs(site, "override", "--keep", "pages/gone.md.j2").exit_code == 0
    assert recorded_origins(site) == {}
    assert briefs(site, "check", *DAY).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lexicon/dee.yml"], "did you mean 'lexicon/de.yml'?"),
        (["../mkdocs.yml"], "there is no '../mkdocs.yml' to override"),
        (["new_site/mkdocs.yml"], "there is no 'new_site/mkdocs.yml' to override"),
        (["--keep", "lexicon/de.yml"], "site_templates/lexicon/de.yml is not there"),
        (["--diff", "lexicon/de.yml"], "site_templates/lexicon/de.yml is not there"),
        (["--keep"], "name the files"),
    ],
)
def test_what_cannot_be_overridden(site: Path, arguments: list[str], words: str) -> None:
    """Misspelt names, files elsewhere and copies that are not there are refused, and nothing is written."""
    done = briefs(site, "override", *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (site / OWN).exists()


def test_a_copy_is_never_written_over(site: Path) -> None:
    """A second `briefs override` of a file leaves what its author has changed."""
    briefs(site, "override", "lexicon/de.yml")
    own = site / OWN / "lexicon" / "de.yml"
    own.write_text("expected: [soll]\n", "utf-8")
    assert briefs(site, "override", "lexicon/de.yml").exit_code == 2
    assert own.read_text("utf-8") == "expected: [soll]\n"


def test_the_programs_own_folder_is_no_override() -> None:
    """In the repository of the program itself there is one folder, and nothing is laid over it."""
    assert template_folders(ROOT) == (packaged(),) == (ROOT / OWN,)
    assert CliRunner().invoke(main, ["override", "lexicon/de.yml", "--project", str(ROOT)]).exit_code == 2


def test_links_are_not_followed(site: Path, tmp_path: Path) -> None:
    """A link in the site's own folder could publish any file of the machine: it is an error and is passed over."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    assets = site / OWN / "assets"
    assets.mkdir(parents=True)
    (assets / "claim-briefs.css").symlink_to(tmp_path / "secret")
    (assets / "deep").symlink_to(tmp_path)
    found = briefs(site, "check", *DAY).stdout
    assert found.count("error[Y011]") == 2
    shown = read_templates(*template_folders(site)).assets
    assert b"secret" not in shown.values()
    assert "assets/deep/secret" not in shown


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    """What editors and file managers leave behind is not published."""
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "a.css").write_text("", "utf-8")
    (tmp_path / ".DS_Store").write_text("", "utf-8")
    (tmp_path / "b.css").write_text("", "utf-8")
    assert list(laid_over((tmp_path,))) == ["b.css"]


def test_a_language_of_ones_own_may_be_unfinished(site: Path) -> None:
    """Texts that a new language lacks are shown in English."""
    words = site / OWN / "words" / "fr" / "nav.yml"
    words.parent.mkdir(parents=True)
    words.write_text("Claims: Affirmations\n", "utf-8")
    words_by_language = read_templates(*template_folders(site)).words
    french = words_by_language["fr"]
    assert french.text("nav.Claims") == "Affirmations"
    assert french.text("about.title") == words_by_language["en"].text("about.title")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("pages/glossary.md.j2", "# {{ title }}\n{% if %}\n", "error: pages/glossary.md.j2, line 2: "),
        (
            "pages/glossary.md.j2",
            "# Glossary\n{{ nothing.at.all }}\n",
            "error: pages/glossary.md.j2, line 2: 'nothing'",
        ),
        ("pages/glossary.md.j2", '{{ say("glossary.no_such") }}\n', "line 1: there are no words 'glossary.no_such'"),
        ("theme/main.html", '{% extends "base.html" %}\n{% block %}\n', "error: theme/main.html, line 2: "),
    ],
)
def test_a_broken_template_is_named(site: Path, path: str, text: str, told: str) -> None:
    """A template that cannot be filled in is a message with file and line, and no stack trace; no site is written."""
    briefs(site, "override", path)
    (site / OWN / path).write_text(text, "utf-8")
    done = briefs(site, "build", *DAY)
    assert done.exit_code == 2, done.output
    assert told in done.stderr
    assert not (site / "site").exists()


def test_a_date_lexicon_that_cannot_be_used_is_named(site: Path) -> None:
    """A pattern of the site's own that names an unknown class of words is a message, and no stack trace."""
    briefs(site, "override", "lexicon/dates/en.yml")
    lexicon = site / OWN / "lexicon" / "dates" / "en.yml"
    lexicon.write_text(
        re.sub(r"(?m)^bases:\n", "bases:\n  - [day, '{nowhere} {day}']\n", lexicon.read_text("utf-8")), "utf-8"
    )
    done = briefs(site, "draft", "gazette-bridge-2024")
    assert done.exit_code == 2, done.output
    assert f"{OWN}/lexicon/dates/en.yml cannot be used" in done.output
