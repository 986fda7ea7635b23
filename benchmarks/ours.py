"""Our own build of a project, from nothing and after each kind of change; known by its command line alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.measure import Cost, run

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-01-01"
MADE = (".cache", "build", "site")
"""What a build leaves behind: without them it begins from nothing."""
TEMPLATE = "pages/claim.md.j2"
STATEMENT = re.compile(r'^(  statement: ".*?)(?: \(revision \d+\))?(\.?")$', re.MULTILINE)
DEFINITION = re.compile(r'^(  definition: ".*?)(?: \(revision \d+\))?(\.?")$', re.MULTILINE)
VARIANTS = re.compile(r"^(  variants: \{en: \[.*?)(?:, revised form \d+)?(\]\})$", re.MULTILINE)
NAMED = re.compile(r"^- id: (\S+)$", re.MULTILINE)


def _middle(folder: Path) -> Path:
    """The file in the middle of all records of a kind: neither the oldest nor the newest."""
    files = sorted(folder.rglob("*.yml"))
    return files[len(files) // 2]


def _replace(file: Path, pattern: re.Pattern[str], replacement: str) -> None:
    """Changes the first place in a file that the pattern finds; ValueError where there is none."""
    text, count = pattern.subn(replacement, file.read_bytes().decode("utf-8"), count=1)
    if not count:
        raise ValueError(f"{file} holds nothing to change")
    file.write_bytes(text.encode("utf-8"))


class OurBuild:
    """The build of one project: `command` runs `briefs`, `options` are added to its build."""

    def __init__(self, project: Path, log: Path, options: Sequence[str] = ()) -> None:
        self.project, self.log = project, log
        self.briefs: tuple[str, ...] = (sys.executable, "-m", "generator")
        self.options = tuple(options)
        self.claims = _middle(project / "content" / "claims")
        self.terms = _middle(project / "content" / "glossary")
        if not (project / "site_templates" / TEMPLATE).is_file():
            command = [*self.briefs, "override", TEMPLATE, "--project", str(project)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        self.template = (project / "site_templates" / TEMPLATE).read_bytes()

    @property
    def docs(self) -> Path:
        """Where the build writes its pages."""
        return self.project / "build" / "docs"

    @property
    def page(self) -> str:
        """The page of the claim that is changed."""
        found = NAMED.search(self.claims.read_bytes().decode("utf-8"))
        return f"claims/{found[1] if found else ''}.md"

    def build(self) -> Cost:
        """One build over whatever the last one left."""
        command = (*self.briefs, "build", "--project", str(self.project), "--as-of", AS_OF, *self.options)
        return run(command, ROOT, self.log)

    def cold(self, _: int) -> Cost:
        for left in MADE:
            shutil.rmtree(self.project / left, ignore_errors=True)
        return self.build()

    def nothing(self, _: int) -> Cost:
        return self.build()

    def one_claim(self, number: int) -> Cost:
        _replace(self.claims, STATEMENT, rf"\1 (revision {number})\2")
        return self.build()

    def one_term(self, number: int) -> Cost:
        """Its definition, and one form more or another one, so that texts must be searched for it again."""
        _replace(self.terms, DEFINITION, rf"\1 (revision {number})\2")
        _replace(self.terms, VARIANTS, rf"\1, revised form {number}\2")
        return self.build()

    def one_template(self, number: int) -> Cost:
        """The page of a claim: all of these pages differ afterwards."""
        added = f"\n\nThis template was revised for round {number}.\n".encode()
        (self.project / "site_templates" / TEMPLATE).write_bytes(self.template + added)
        return self.build()

    def cases(self) -> dict[str, Callable[[int], Cost]]:
        """What is measured, in the order in which it is run: each begins where the one before it ended."""
        return {
            "cold": self.cold,
            "nothing": self.nothing,
            "one-claim": self.one_claim,
            "one-term": self.one_term,
            "one-template": self.one_template,
        }
