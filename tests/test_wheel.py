"""The wheel holds all that it needs: in an empty environment and folder a site is begun, changed and built."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from generator.commands.init import new_site
from tests.conftest import ROOT

DAY = ("--as-of", "2026-12-01")
GERMAN = "Die Brücke öffnet dem Vernehmen nach im Mai.\n"
SOURCE = """id: bruecke
title: Die Brücke
kind: article
publisher: harbour-gazette
language: de
published: 2024-04-02
standing: established
summary: The bridge opens in May.
file: seeds/bruecke.txt
sha256: f9497ee4874cd71f677e404a53486ba358265004a0123b4dfb619435e1112777
"""
CLAIM = """id: bruecke-im-mai
statement: The bridge opens in May.
kind: event
about: [harbour-bridge]
voices: [{who: harbour-gazette, role: author}]
hedge: {level: stated}
when: 2024-05
appearances:
  - source: bruecke
    quote: Die Brücke öffnet dem Vernehmen nach im Mai.
    translation: The bridge reportedly opens in May.
"""


class Installed:
    """An environment in which the program is there by its wheel alone, and a folder to work in."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder, self.python = folder, python

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, with nothing of this repository in its surroundings."""
        surroundings = {"PATH": f"{self.python.parent}{os.pathsep}{os.defpath}", "HOME": str(self.folder)}
        whole = [str(self.python.parent / command[0]), *command[1:]]
        return subprocess.run(whole, cwd=self.folder, env=surroundings, capture_output=True, text=True, check=False)

    def briefs(self, *arguments: str) -> str:
        """A command that must do its work; what it says."""
        done = self.run("briefs", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built as a release is, in a new environment; what it depends on is lent by this one."""
    home = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(home), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, cwd=home)
    wheel = next(home.glob("*.whl"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    python = home / "venv" / "bin" / "python"
    install = [*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, cwd=home)
    packages = next((home / "venv" / "lib").glob("python*/site-packages"))
    # A plain path: editable installs of the lending environment are not followed from here.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    empty = home / "empty"
    empty.mkdir()
    made = Installed(empty, python)
    where = made.run("python", "-c", "import generator; print(generator.__file__)").stdout
    assert Path(where.strip()).is_relative_to(packages)
    return made


@pytest.fixture(scope="module")
def site(installed: Installed) -> Path:
    """A new site, begun and built once."""
    installed.briefs("init", "new")
    installed.briefs("build", "--project", "new", *DAY)
    return installed.folder / "new"


def test_no_file_of_a_new_site_is_left_behind(site: Path) -> None:
    """The wheel carries every file of a new site, those whose names begin with a point too."""
    made = {path: (site / path).read_bytes() for path in new_site()}
    assert made == new_site()
    assert {".gitignore", ".gitlab-ci.yml", ".github/workflows/check.yml", ".vscode/settings.json"} <= set(made)


def test_a_new_site_stands(installed: Installed, site: Path) -> None:
    """From the wheel alone, what `briefs init` makes has no finding, and its claims are pages with a search."""
    assert "0 errors, 0 warnings" in installed.briefs("check", "--project", "new", *DAY)
    page = (site / "site" / "claims" / "bridge-opens-spring-2025" / "index.html").read_text("utf-8")
    assert "is expected to open to traffic in spring 2025" in page
    assert "cb-header" in page, "the theme's overrides are in it"
    assert (site / "site" / "assets" / "claim-briefs.css").is_file()
    assert (site / "site" / "search" / "search.json").is_file()


def test_a_template_of_ones_own_takes_effect(installed: Installed, site: Path) -> None:
    """A template, a style, a part of the theme and a word, each overridden by a file of its name, are on the pages."""
    changes = {
        "pages/claim.md.j2": "\nOur own foot of a claim.\n",
        "assets/claim-briefs.css": "\n.our-own { color: inherit }\n",
        "theme/partials/cb-search.html": "\n<!-- our own search -->\n",
    }
    for path, text in changes.items():
        installed.briefs("override", path, "--project", "new")
        with (site / "site_templates" / path).open("a", encoding="utf-8") as file:
            file.write(text)
    words = site / "site_templates" / "words" / "en" / "nav.yml"
    words.parent.mkdir(parents=True)
    words.write_text("Claims: Assertions\n", "utf-8")
    assert "0 errors, 0 warnings" in installed.briefs("check", "--project", "new", *DAY)
    installed.briefs("build", "--project", "new", *DAY)
    page = (site / "site" / "claims" / "bridge-opens-spring-2025" / "index.html").read_text("utf-8")
    assert "Our own foot of a claim." in page
    assert "<!-- our own search -->" in page
    assert ">Assertions<" in page
    assert ".our-own" in (site / "site" / "assets" / "claim-briefs.css").read_text("utf-8")


def test_a_german_word_of_ones_own_takes_effect(installed: Installed, site: Path) -> None:
    """A hedging phrase that a site adds to the German lexicon is found in quotes; before, it was not."""
    (site / "seeds" / "bruecke.txt").write_bytes(GERMAN.encode("utf-8"))
    (site / "content" / "sources" / "bruecke.yml").write_text(SOURCE, "utf-8")
    (site / "content" / "claims" / "bruecke.yml").write_text(CLAIM, "utf-8")
    assert "0 errors, 0 warnings" in installed.briefs("check", "--project", "new", *DAY)
    installed.briefs("override", "lexicon/de.yml", "--project", "new")
    lexicon = site / "site_templates" / "lexicon" / "de.yml"
    lexicon.write_text(
        lexicon.read_text("utf-8").replace("attributed: [", "attributed: [dem Vernehmen nach, "), "utf-8"
    )
    done = installed.run("briefs", "check", "--project", "new", *DAY)
    assert done.returncode == 1
    assert "warning[H001]" in done.stdout
    assert "dem Vernehmen nach" in done.stdout
    assert "0 errors, 1 warning " in done.stderr


def test_the_wheel_has_no_more_than_the_program(installed: Installed) -> None:
    """All of the wheel is in the package or about it: nothing lands beside other people's packages."""
    wheel = next(installed.python.parents[2].glob("*.whl"))
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"generator"}
