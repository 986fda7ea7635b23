"""Whole builds as of earlier days: strict, without dead links, and without a trace of what came later."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.derive.known import known_on
from tests.conftest import ROOT, checked
from tests.test_site import Addresses

MARCH = "2025-03-01"
NEVER = "2024-01-01"


def built(folder: Path, day: str) -> Path:
    """The real content, built as of a day with the command a person would use."""
    for name in ("content", "seeds", "site_templates", "mkdocs.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    command = [sys.executable, "-m", "generator", "build", "--project", str(folder), "--as-of", day]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("march"), MARCH)


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("never"), NEVER)


def dead_links(site: Path) -> list[tuple[str, str]]:
    """Every internal address of the site that leads to no file, or to an anchor that is not there."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        pages["/" + file.relative_to(site).as_posix()] = parser = Addresses()
        parser.feed(file.read_text("utf-8"))
    dead = []
    for path, page in pages.items():
        for _, address in page.found:
            parts = urlsplit(urljoin(path, address))
            if parts.scheme or parts.netloc or path == "/404.html":
                continue
            target = unquote(parts.path)
            target += "index.html" if target.endswith("/") else ""
            lost = parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids
            if lost or not (site / target.lstrip("/")).is_file():
                dead.append((path, address))
    return dead


def test_no_link_is_dead(march: Path, never: Path) -> None:
    """Every link and anchor of both builds resolves."""
    assert dead_links(march / "site") == []
    assert dead_links(never / "site") == []


def _markdown(project: Path) -> dict[str, str]:
    """The pages of both editions but for the guide, which is about this program and not about the claims."""
    folders = [project / "build" / "docs", project / "build" / "docs-de"]
    files = [file for folder in folders for file in folder.rglob("*.md") if "guide" not in file.parts]
    return {file.relative_to(project).as_posix(): file.read_text("utf-8") for file in files}


@pytest.mark.parametrize("day", [MARCH, NEVER])
def test_nothing_later_is_named(day: str, request: pytest.FixtureRequest) -> None:
    """No page of the build contains the id of a claim, source, brief, name or publisher that was not known then."""
    corpus = checked(ROOT).corpus
    known = known_on(corpus, date.fromisoformat(day))
    later = {
        id
        for name in ("claims", "sources", "briefs", "entities")
        for id in set(getattr(corpus, name)) - set(getattr(known, name))
    }
    assert len(later) > 50
    addresses = re.compile(r"(?:claims|sources|briefs|entities)?/?([a-z0-9-]+)\.md")
    project = request.getfixturevalue("march" if day == MARCH else "never")
    for path, text in _markdown(project).items():
        assert Path(path).stem not in later, path
        assert not set(addresses.findall(text)) & later, path
        assert not set(re.findall(r'id="(?:quote|row|publisher)-([a-z0-9-]+)"', text)) & later, path


def test_nothing_later_is_told(march: Path) -> None:
    """No page tells of the releases, the change of plan or the agreement that came after 1 March 2025."""
    told = re.compile(
        r"7 August 2025|16 April 2025|4 April 2025|28 October 2025|27 June 2026|14 July 2025|November 2026"
        r"|7\. August 2025|16\. April 2025|4\. April 2025|28\. Oktober 2025|27\. Juni 2026|14\. Juli 2025"
        r"|68 days|68 Tage|Grok|CoreWeave"
    )
    assert {path: found for path, text in _markdown(march).items() if (found := told.findall(text))} == {}


@pytest.mark.parametrize("folder", ["", "de/", "claims/", "views/", "guide/reading/", "de/views/2025-02-27/"])
def test_every_page_says_its_day(folder: str, march: Path) -> None:
    """Pages of every kind and language bear the notice."""
    page = (march / "site" / folder / "index.html").read_text("utf-8")
    day = "1. März 2025" if folder.startswith("de") else "1 March 2025"
    notices = re.findall(r'<p class="cb-as-of">([^<]*)</p>', page)
    assert len(notices) == 1
    assert day in notices[0]


def test_an_empty_world_is_told_kindly(never: Path) -> None:
    """Before anything was said the site builds, says so on every page, and has no view."""
    for page in ("index.html", "claims/index.html", "timeline/index.html", "views/index.html"):
        assert "Nothing of what it tells had been said yet" in (never / "site" / page).read_text("utf-8")
    assert "No milestone had been reached yet" in (never / "build" / "docs" / "views" / "index.md").read_text("utf-8")
    assert sorted(file.name for file in (never / "build" / "docs" / "claims").iterdir()) == ["index.md"]
