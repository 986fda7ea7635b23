"""What the threat model and SECURITY.md promise is proved: every line names a test, and the test is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from generator.extract.kinds import ENDINGS
from generator.read.project import FOLDERS, SINGLE_FILES
from tests.conftest import ROOT

THREATS = ROOT / "content" / "guide" / "threats.md"
SECURITY = ROOT / "SECURITY.md"
UNPROVED = frozenset(
    {"What is left to trust", "Report a hole", "What counts as one", "Which versions", "How to read this"}
)
"""Sections that promise nothing: what nobody can prove, and how to write to us."""
PROOF = re.compile(r"`(test_[a-z0-9_]+\.py)::(test_[A-Za-z0-9_]+)`")
ITEM = re.compile(r"^- (?:.+\n(?:  .*\n|\n(?=  ))*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Promise:
    """One item of a list: the section that it stands in, and its words."""

    section: str
    words: str

    @property
    def proofs(self) -> tuple[tuple[str, str], ...]:
        """The tests that it names, each as file and function."""
        return tuple(PROOF.findall(self.words))


def promises(text: str) -> Iterator[Promise]:
    """All items of lists in those sections of a page that promise something."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        if title not in UNPROVED:
            yield from (Promise(title, item) for item in ITEM.findall(body + "\n"))


@cache
def known_tests(file: str) -> frozenset[str]:
    """The tests in a file that run: none that is marked to be skipped or to fail whatever the machine has."""
    path = ROOT / "tests" / file
    if not path.is_file():
        return frozenset()
    found = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
    idle = re.compile(r"\bmark\.(skip|xfail)\b")
    return frozenset(node.name for node in found if not any(idle.search(ast.unparse(it)) for it in node.decorator_list))


def faults(text: str) -> list[str]:
    """What is wrong with a page of promises: items without a proof, and proofs that are not there."""
    found = []
    for promise in promises(text):
        if not promise.proofs:
            found.append(f"nothing proves: {promise.words.splitlines()[0]}")
        found += [f"no such test: {file}::{test}" for file, test in promise.proofs if test not in known_tests(file)]
    return found


def section(text: str, title: str) -> str:
    """The words below a heading."""
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("page", [THREATS, SECURITY], ids=lambda page: page.name)
def test_every_promise_names_its_proof(page: Path) -> None:
    """Every item of the page names at least one test, and every test that it names exists and runs."""
    text = page.read_text("utf-8")
    assert faults(text) == []
    assert len(list(promises(text))) >= 10


def test_the_check_of_the_promises_bites() -> None:
    """A promise without a test, with one of another name, in another file, or one that is skipped, is found."""
    text = "## Ours\n\n- One.\n- Two. `test_escape.py::test_nothing`\n- Three. `test_nowhere.py::test_x`\n"
    assert faults(text) == [
        "nothing proves: - One.",
        "no such test: test_escape.py::test_nothing",
        "no such test: test_nowhere.py::test_x",
    ]
    sound = "## Ours\n\n- One, over\n  two lines. `test_escape.py::test_markdown_stays_readable`\n"
    assert faults(sound) == [] and len(list(promises(sound))) == 1


def test_promises_stand_in_lists() -> None:
    """Promises stand in lists alone, where this test looks for them."""
    for page in (THREATS, SECURITY):
        assert not re.search(r"^(\||\d+\. |\* )", page.read_text("utf-8"), re.MULTILINE), page.name


def test_every_input_is_named() -> None:
    """Each kind of record, single file, document, import and command that reads something has its line."""
    words = section(THREATS.read_text("utf-8"), "What comes in")
    wanted = [*(f"content/{folder}/" for folder in (*FOLDERS, "briefs", "guide")), *SINGLE_FILES, "seeds/", *ENDINGS]
    wanted += ["mkdocs.yml", "site_templates/", ".cache/", "git", "environment"]
    wanted += [f"briefs {name}" for name in COMMANDS if name in {"import", "verify", "reextract", "build", "override"}]
    assert [name for name in wanted if f"`{name}" not in words] == []


def test_every_output_is_named(site: Path) -> None:
    """Each kind of file that the real site is made of has its line."""
    words = section(THREATS.read_text("utf-8"), "Where it goes")
    kinds = {file.suffix or file.name for file in site.rglob("*") if file.is_file()}
    assert len(kinds) > 10
    assert [kind for kind in sorted(kinds) if f"`{kind}`" not in words] == []

