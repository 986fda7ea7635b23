"""The small valid project with one file more, all in memory, and what every finding promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from generator.checks import check
from generator.checks.waivers import waive
from generator.compiler import Checked
from generator.diagnostics import Diagnostic, in_order
from generator.diagnostics.catalogue import catalogue
from generator.model.drafts import Drafts
from generator.model.lexicon import Lexicon
from generator.read.files import InputFile
from generator.read.kept_yaml import KeptYaml
from generator.read.lexicon import read_lexicon
from generator.read.project import _read_content, _Reading, read_project
from generator.render.site import markup_faults
from generator.report import as_code_quality, as_github, as_json, as_sarif, as_text
from generator.resolve.corpus import resolve

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
BASE = CASES / "_base"
LONGEST_SEED = 4000
DAY = date(2026, 12, 1)


@cache
def _base() -> Drafts:
    return read_project(BASE)[0]


@cache
def _lexicon() -> Lexicon:
    return read_lexicon(ROOT / "site_templates" / "lexicon")


def checked_with(path: str, content: bytes) -> Checked:
    """The small valid project with the file more (a brief takes the place of its own), checked as a whole."""
    reading, base = _Reading(KeptYaml()), _base()
    _read_content(reading, InputFile(path, content))
    read = {kind: tuple(found) for kind, found in reading.records.items()}
    unread = replace(
        base.unread,
        words=frozenset(reading.words),
        nameless=frozenset(reading.nameless),
        kinds=frozenset(reading.kinds),
    )
    drafts = replace(
        base,
        site=(*read.get("site", ()), base.site)[0],
        sources=(*base.sources, *read.get("source", ())),
        publishers=(*base.publishers, *read.get("publisher", ())),
        entities=(*base.entities, *read.get("entity", ())),
        terms=(*base.terms, *read.get("term", ())),
        claims=(*base.claims, *read.get("claim", ())),
        briefs=tuple(reading.briefs) if path.startswith("content/briefs/") else base.briefs,
        waivers=read.get("waiver", ()),
        tombstones=read.get("tombstone", ()),
        unread=unread,
        unfinished=tuple(sorted(reading.unfinished, key=lambda item: item.id)),
        translations=tuple(reading.translations),
    )
    corpus, unresolved = resolve(drafts)
    all_found = (*reading.findings, *unresolved, *check(corpus, _lexicon()), *markup_faults(corpus))
    findings, waived = waive(corpus, all_found, catalogue())
    return Checked(corpus, in_order(findings), in_order(waived))


def told_well(findings: tuple[Diagnostic, ...], lines: int) -> None:
    """Every finding has its place, one line of words and advice, and can be printed in every form."""
    for finding in findings:
        assert finding.span.line >= 1 and finding.span.column >= 1, finding
        assert not finding.span.path.startswith("content/fuzzed") or finding.span.line <= lines, finding
        assert finding.message and finding.advice and len(finding.message.splitlines()) == 1, finding
        as_text(finding, lambda span: None).encode("utf-8")
        assert len(as_github(finding).encode("utf-8").splitlines()) == 1, finding
    as_json(findings, (), DAY).encode("utf-8")
    as_sarif(findings, (), catalogue(), "1").encode("utf-8")
    as_code_quality(findings).encode("utf-8")


def seed_files(folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
    """The small files below a folder of content/ in all cases, by their path in the project, each once."""
    found = {}
    for file in sorted(CASES.glob(f"*/content/{folder}*{ending}")):
        content = file.read_bytes()
        if len(content) <= LONGEST_SEED:
            found.setdefault(content, file.relative_to(CASES).as_posix().partition("/")[2])
    for content, path in found.items():
        yield path, content
