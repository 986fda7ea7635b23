"""Circles of pages that derive from each other, and the origins that count where a claim says what it is from."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.diagnostics import Diagnostic
from generator.resolve.lineage import parents_of, roots_behind
from tests.conftest import checked, overlay
from tests.test_check_edges import SOURCE, line_of

SOURCES = "content/sources/more.yml"
CLAIMS = "content/claims/more.yml"
STEP = "    - {{source: {of}, how: copy, certainty: certain, basis: the same words}}\n"
CLAIM = """- id: another
  statement: Nova was launched.
  kind: state
  about: [nova]
  voices: [{who: weekly, role: author}]
  hedge: {level: stated}
  appearances:
"""


def project(folder: Path, lineage: str) -> Path:
    """The valid project with more sources: `a: b c` says that a derives from b and c."""
    root = overlay(folder)
    text = ""
    for line in lineage.split("; "):
        id, _, steps = line.partition(":")
        text += SOURCE.format(id=id)
        text += "  derived_from:\n" + "".join(STEP.format(of=of) for of in steps.split()) if steps else ""
    (root / SOURCES).write_text(text, "utf-8")
    return root


def circles(root: Path) -> list[tuple[Diagnostic, str]]:
    """Each finding L001 with the line that it is at."""
    return [(item, line_of(root, item)) for item in checked(root).findings if item.rule.code == "L001"]


@pytest.mark.parametrize(
    ("lineage", "told"),
    [
        ("a: b; b", []),
        ("a: a", ["a → a | a | a"]),
        ("a: b; b: a", ["a → b → a | b | a"]),
        ("a: o b; b: o c; c: a; o", ["a → b → c → a | b | a"]),
        ("a: b; b: c; c: b o; o", ["b → c → b | c | b"]),
        ("a: b; b: a; o; x: y; y: x; z: x a", ["a → b → a | b | a", "x → y → x | y | x"]),
        ("d: c; c: b; b: d", ["b → c → d → b | d | b"]),
    ],
)
def test_each_circle_is_told_once(lineage: str, told: list[str], tmp_path: Path) -> None:
    """About its first source, at the step that leads into it; what is behind or before a circle is not on it."""
    found = []
    for item, line in circles(project(tmp_path, lineage)):
        way = item.message.partition("itself: ")[2]
        found.append(f"{way} | {line.partition('source: ')[2].partition(',')[0]} | {item.target}")
        others = [related.note for related in item.related]
        assert others == sorted(f"{id!r} lies on it" for id in set(way.split(" → ")) - {item.target})
    assert found == told


def test_what_says_what_it_is_from_counts_for_that_alone(tmp_path: Path) -> None:
    """`via` names which of the origins behind a page a claim has; in an unknown page it counts for nothing."""
    root = project(tmp_path, "p; o; n; mix: p o n")
    via = CLAIM + "    - {source: mix, paraphrase: So., via: [p, n, gone]}\n    - {source: o, paraphrase: So.}\n"
    via += "    - {source: gone, paraphrase: It says so., via: [p]}\n"
    (root / CLAIMS).write_text(via, "utf-8")
    corpus = checked(root).corpus
    assert corpus.sources["mix"].roots == ("n", "o", "p")
    roots = roots_behind(corpus, corpus.claims["another"])
    assert roots == {"mix": ("n", "p"), "o": ("o",)} and list(roots) == ["mix", "o"]


def test_what_a_source_is_from_is_in_order() -> None:
    """By the ids, each once, without those that are not there."""
    steps = {"a": "q p gone q", "p": "", "q": ""}
    sources = {
        id: SimpleNamespace(record=SimpleNamespace(derived_from=[SimpleNamespace(source=of) for of in line.split()]))
        for id, line in steps.items()
    }
    assert parents_of(cast(Any, sources)) == {"a": ("p", "q"), "p": (), "q": ()}
