"""Runs hostile inputs in a process of its own, which tells of each what came of it."""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

from generator.compiler import check_project
from generator.diagnostics import Diagnostic
from generator.read.lexicon import read_lexicon
from generator.report import as_text
from generator.steps import line_reader
from tests.conftest import ROOT, checked, overlay
from tests.hostile_yaml import hostile_files
from tests.peak_memory import peak_mebibytes

OUTSIDE = "planted"
"""The folder beside the project in which nothing may be opened."""


def lines_of(content: bytes) -> list[str]:
    """The lines of a file as editors count them."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def misplaced(root: Path, findings: tuple[Diagnostic, ...]) -> list[str]:
    """The findings whose place is not in their file, nor right after its end."""
    lines: dict[str, list[str]] = {}
    wrong = []
    for finding in findings:
        span, file = finding.span, root / finding.span.path
        if not file.is_file():
            wrong += [str(span)] if (span.line, span.column) != (1, 1) else []
            continue
        if span.path not in lines:
            lines[span.path] = lines_of(file.read_bytes())
        found = lines[span.path]
        inside = 1 <= span.line <= len(found) and 1 <= span.column <= len(found[span.line - 1]) + 1
        wrong += [] if inside else [f"{span} {finding.rule.code}"]
    return wrong


def _opened(outside: str) -> list[str]:
    """From now on: what is opened or listed below a folder."""
    opened: list[str] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"open", "os.scandir", "os.listdir"} and outside in str(arguments[0]):
            opened.append(str(arguments[0]))

    sys.addaudithook(hear)
    return opened


def main(folder: Path) -> None:
    """Lays each hostile file over the small valid project, one at a time, and prints what came of it."""
    (folder / OUTSIDE).mkdir()
    (folder / OUTSIDE / "secret.yml").write_text("- id: secret\n")
    opened = _opened(str(folder / OUTSIDE))
    lexicon = read_lexicon(ROOT / "site_templates" / "lexicon")
    project = overlay(folder / "project")
    assert checked(project).findings == ()
    for name, (path, content) in hostile_files().items():
        file = project / path
        before = file.read_bytes() if file.exists() else None
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        begun = time.process_time()
        try:
            found = check_project(project, lexicon).findings
            shown, fault = findings_text_of(project, found), ""
        except Exception as error:
            found, shown, fault = (), "", f"{type(error).__name__}: {error}"
        seconds = time.process_time() - begun
        told = {
            "name": name,
            "fault": fault,
            "here": sum(item.span.path == path for item in found),
            "findings": len(found),
            "misplaced": misplaced(project, found)[:5],
            "unprintable": [line for line in shown.split("\n") if not line.replace("\t", " ").isprintable()][:3],
            "seconds": seconds,
        }
        print(json.dumps(told))
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)
        shutil.rmtree(project / "site_templates", ignore_errors=True)
    print(json.dumps({"opened": opened, "mebibytes": peak_mebibytes()}))


def findings_text_of(project: Path, findings: tuple[Diagnostic, ...]) -> str:
    """All findings as a terminal shows them."""
    line_of = line_reader(project)
    return "\n".join(as_text(finding, line_of) for finding in findings)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
