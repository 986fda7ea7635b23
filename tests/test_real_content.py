"""The real content: clean, complete, and guarded word by word."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.compiler import Checked
from generator.derive.facts import derive
from generator.resolve.coverage import coverage_of
from generator.resolve.lineage import origins_of
from tests.conftest import ROOT, checked

ARTICLE = "downcodes-238170-de"
CLAIMS = [f"C{number:02}" for number in range(1, 45)]
RETELLINGS = ("vanguard-servers-2025-02-20", "mobileappdaily-servers-2025-02-21", "bulls-gazette-servers-2025-02",
              "cointelegraph-servers-2025-02", "danawa-servers-2025-02", "reinforz-servers-2025-02")  # fmt: skip


@pytest.fixture(scope="module")
def real() -> Checked:
    return checked(ROOT)


def test_there_are_no_findings(real: Checked) -> None:
    """The content as committed has no error and no unexplained warning."""
    assert real.findings == ()


def test_the_article_is_covered(real: Checked) -> None:
    """Each of the article's 18 sentences is touched by a claim."""
    rows = coverage_of(real.corpus.sources[ARTICLE], real.corpus)
    assert len(rows) == 18
    assert all(row.claims for row in rows)


def test_everything_of_the_research_is_there(real: Checked) -> None:
    """44 claims, 37 slips, 12 departures, 62 references, 14 wrong pages, 36 terms and at least five briefs."""
    corpus = real.corpus
    claims = {claim.written.ref for claim in corpus.claims.values()} - {None}
    assert claims == set(CLAIMS)
    slips = {pinned.written.ref for pinned in corpus.sources[ARTICLE].garbles}
    assert slips == {f"M{number:02}" for number in range(1, 42)}
    departures = {item.ref for claim in corpus.claims.values() for item in claim.written.relations} - {None}
    assert departures == {f"D{number}" for number in range(1, 13)}
    refs = {source.written.ref for source in corpus.sources.values()} - {None}
    assert {f"R{number:02}" for number in range(1, 63)} | {f"U{number:02}" for number in range(1, 15)} <= refs
    assert len(corpus.terms) == 36
    assert len(corpus.briefs) >= 5


def test_some_predictions_are_still_open(real: Checked) -> None:
    """At least three claims are open on 1 December 2026 and fall due later."""
    day = date(2026, 12, 1)
    facts = derive(real.corpus, day)
    due = {id: real.corpus.claims[id].outcome for id, state in facts.states.items() if state.name == "open"}
    later = [id for id, outcome in due.items() if outcome and outcome.due and (outcome.due.latest or date.max) > day]
    assert len(later) >= 3


def test_many_pages_are_one_witness(real: Checked) -> None:
    """The pages that retell the February report count as one origin."""
    roots = {id: real.corpus.sources[id].roots for id in RETELLINGS}
    origins = origins_of(real.corpus, roots)
    assert len(origins.known) + len(origins.unknown) == 1


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _one_letter_off(words: str) -> str:
    """The words with their middle letter changed to another one."""
    middle = next(i for i in range(len(words) // 2, len(words)) if words[i].isalpha())
    return words[:middle] + ("x" if words[middle] != "x" else "y") + words[middle + 1 :]


@pytest.mark.parametrize("ref", CLAIMS)
def test_one_wrong_letter_is_found(ref: str, real: Checked, copy: Path) -> None:
    """A claim whose quote has one letter changed is one Q001 at the quote, with the right words in the hint."""
    claim = next(item for item in real.corpus.claims.values() if item.written.ref == ref)
    span = claim.places.at("appearances", 0, "quote")
    file = copy / span.path
    original = file.read_text("utf-8")
    lines = original.split("\n")
    start = span.line - 1
    while not any(
        character.isalpha() for character in lines[start][span.column - 1 if start == span.line - 1 else 0 :]
    ):
        start += 1
    before = lines[start][: span.column - 1] if start == span.line - 1 else ""
    words = lines[start][len(before) :]
    changed = [*lines[:start], before + _one_letter_off(words), *lines[start + 1 :]]
    try:
        file.write_text("\n".join(changed), "utf-8")
        found = checked(copy).findings
    finally:
        file.write_text(original, "utf-8")
    assert [(item.rule.code, str(item.span)) for item in found] == [("Q001", str(span))]
    passage = claim.appearances[0].passage
    assert passage is not None
    assert passage.text in found[0].advice


def test_one_wrong_byte_is_found(copy: Path) -> None:
    """A changed last byte of the document is one S001, and no quote is blamed for it."""
    seed = next((copy / "seeds").glob("*.txt"))
    original = seed.read_bytes()
    try:
        seed.write_bytes(original[:-1] + b"!")
        found = checked(copy).findings
    finally:
        seed.write_bytes(original)
    assert [item.rule.code for item in found] == ["S001"]
