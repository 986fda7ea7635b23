"""Where files can be edited: what mkdocs.yml tells, the addresses that follow, and the links on the pages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.compiler import compile_pages
from generator.model.publication import Publication
from generator.model.repository import Repository
from generator.read.repository import read_repository
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked

DAY = date(2026, 12, 1)
GITHUB = Repository("github", "https://github.com/acme/claims")
GITLAB = Repository("gitlab", "https://git.acme.example/desk/claims")


@pytest.mark.parametrize(
    ("repository", "file", "new"),
    [
        (
            GITHUB,
            "https://github.com/acme/claims/edit/main/content/claims/a.yml#L12",
            "https://github.com/acme/claims/new/main",
        ),
        (
            GITLAB,
            "https://git.acme.example/desk/claims/-/edit/main/content/claims/a.yml#L12",
            "https://git.acme.example/desk/claims/-/new/main",
        ),
        (
            replace(GITHUB, branch="release/2026", folder="desk one"),
            "https://github.com/acme/claims/edit/release/2026/desk%20one/content/claims/a.yml#L12",
            "https://github.com/acme/claims/new/release/2026",
        ),
        (
            replace(GITLAB, branch="häufig+neu", action="blob"),
            "https://git.acme.example/desk/claims/-/blob/h%C3%A4ufig%2Bneu/content/claims/a.yml#L12",
            "https://git.acme.example/desk/claims/-/new/h%C3%A4ufig%2Bneu",
        ),
    ],
)
def test_addresses_at_the_host(repository: Repository, file: str, new: str) -> None:
    """A line of a file, and the page for a new one, as GitHub and GitLab have them; other signs are encoded."""
    assert repository.file("content/claims/a.yml", 12) == file
    assert repository.new_file == new


def test_the_new_file_of_a_project_in_a_folder() -> None:
    """A project that is not at the top of its repository gets its new files where it is."""
    assert GITHUB.new_path("content/claims") == "content/claims/"
    assert replace(GITHUB, folder="desk").new_path("content/claims") == "desk/content/claims/"
    assert (GITHUB.new_file_parameters, GITLAB.new_file_parameters) == (("filename", "value"), ("file_name", "content"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("site_name: x", None),
        ("repo_url: https://github.com/acme/claims", GITHUB),
        ("repo_url: https://github.com/acme/claims.git", GITHUB),
        ("repo_url: https://github.com/acme/claims/\nrepo_name: GitLab", GITHUB),
        ("repo_url: https://gitlab.acme.example/a/b/c", Repository("gitlab", "https://gitlab.acme.example/a/b/c")),
        ("repo_url: https://git.acme.example/desk/claims", None),
        ("repo_url: https://git.acme.example/desk/claims\nrepo_name: desk/claims", None),
        ("repo_url: https://git.acme.example/desk/claims\nrepo_name: GitLab", GITLAB),
        ("repo_url: https://git.acme.example/desk/claims\nextra: {repository: {host: gitlab}}", GITLAB),
        ("repo_url: https://git.acme.example/desk/claims\nextra: {repository: {host: cvs}}", None),
        ("repo_url: https://git.acme.example/desk/claims\nedit_uri: -/edit/main/", GITLAB),
        ("repo_url: https://notgithub.example/a/b", None),
        ("repo_url: https://github.com/acme/claims\nedit_uri: ''", None),
        ("repo_url: https://github.com/acme/claims\nedit_uri: edit/trunk/", replace(GITHUB, branch="trunk")),
        (
            "repo_url: https://github.com/acme/claims\nedit_uri: /blob/trunk/desk/one/",
            replace(GITHUB, branch="trunk", folder="desk/one", action="blob"),
        ),
        (
            "repo_url: https://github.com/acme/claims\nedit_uri: edit/a/b/desk/\nextra: {repository: {branch: a/b}}",
            replace(GITHUB, branch="a/b", folder="desk"),
        ),
        (
            "repo_url: https://github.com/acme/claims\nextra: {repository: {branch: trunk, folder: /desk/}}",
            replace(GITHUB, branch="trunk", folder="desk"),
        ),
        ("repo_url: https://github.com/acme/claims\nedit_uri: '?query=root'", GITHUB),
        ("repo_url: https://github.com/acme/claims\nextra: {repository: {branch: 'a b'}}", None),
        ("repo_url: https://github.com/acme/claims\nextra: {repository: main}", GITHUB),
        ("repo_url: https://github.com/acme/claims\nextra: [repository]", GITHUB),
        ("repo_url: !ENV REPO", None),
        ("repo_url: [https://github.com/acme/claims]", None),
        ("repo_url: javascript:alert(1)", None),
        ("repo_url: 'https://github.com/acme/\"><script>'", None),
        ("repo_url: [", None),
    ],
)
def test_the_repository_is_read_from_mkdocs_yml(written: str, read: Repository | None, tmp_path: Path) -> None:
    """`repo_url` gives the repository; `edit_uri`, `repo_name` and `extra.repository` say what it leaves open."""
    (tmp_path / "mkdocs.yml").write_text(written, "utf-8")
    assert read_repository(tmp_path) == read


def test_a_project_without_configuration_has_no_repository(tmp_path: Path) -> None:
    """Without mkdocs.yml there is none."""
    assert read_repository(tmp_path) is None


def _pages(repository: Repository | None, language: str = "en") -> dict[str, str]:
    templates = read_templates(ROOT / "site_templates")
    found = checked(ROOT)
    publication = Publication("", ("en", "de"), None, repository)
    pages = compile_pages(found, templates, DAY, language, publication)
    return {page.path: page.content.decode("utf-8") for page in pages if page.path.endswith(".md")}


EDIT = re.compile(r'<a class="cb-edit" href="([^"]*)"[^>]* aria-label="([^"]*)">([^<]*)</a>')


def _edits(page: str) -> Iterator[tuple[str, int, str, str]]:
    """The edit links of a page: file, line, label, words."""
    for address, label, words in EDIT.findall(page):
        path, _, line = html.unescape(address).partition("#L")
        base = f"{GITHUB.base}/edit/main/"
        assert path.startswith(base)
        yield path.removeprefix(base), int(line), html.unescape(label), html.unescape(words)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_record_has_a_link_to_its_line(language: str) -> None:
    """Claims, quotes, sources, names, briefs, terms and publishers lead to the line in which they begin; the label
    begins with the word that is seen, and no two of a page are alike."""
    pages, lines = _pages(GITHUB, language), {}
    corpus = checked(ROOT).corpus
    led: dict[str, set[tuple[str, int]]] = {}
    for path, page in pages.items():
        edits = list(_edits(page))
        assert len({label for _, _, label, _ in edits}) == len(edits), path
        for file, line, label, words in edits:
            assert label.startswith(words)
            lines.setdefault(file, (ROOT / file).read_text("utf-8").split("\n"))
            led.setdefault(path, set()).add((file, line))
    records = [
        *((f"claims/{id}.md", item.places) for id, item in corpus.claims.items()),
        *((f"sources/{id}.md", item.places) for id, item in corpus.sources.items()),
        *((f"entities/{id}.md", item.places) for id, item in corpus.entities.items()),
        *((f"briefs/{id}.md", item.translations.get(language, item).places) for id, item in corpus.briefs.items()),
        *(("glossary.md", item.places) for item in corpus.terms.values()),
        *(("publishers.md", item.places) for item in corpus.publishers.values()),
    ]
    for path, places in records:
        span = places.at()
        assert (span.path, span.line) in led[path]
        assert re.search(r"\bid: ", lines[span.path][span.line - 1])
    for id, claim in corpus.claims.items():
        for number, item in enumerate(claim.written.appearances):
            span = claim.places.at("appearances", number, "quote")
            assert (span.path, span.line) in led[f"claims/{id}.md"]
            assert ("quote:" in lines[span.path][span.line - 1]) == bool(item.quote)
    assert sum(map(len, led.values())) >= len(records) + len(corpus.claims)


def test_without_a_repository_nothing_is_offered() -> None:
    """No link to edit and nothing to cite with stands on any page of a project without `repo_url`."""
    offers = [path for path, page in _pages(None).items() if "cb-edit" in page or "cb-cite-passage" in page]
    assert offers == []
