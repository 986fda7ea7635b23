"""Every rule is explained, with examples that are the tests' own cases and so cannot drift."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.authoring.explain import explanation
from generator.cli import main
from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import catalogue
from tests.conftest import CASES, checked, incoming, overlay
from tests.rule_book import BOOK, GUIDE, MARKER, SECTION, book

VERBS = {
    "add", "begin", "capture", "check", "copy", "correct", "declare", "give", "keep", "leave", "lower",
    "make", "mend", "move", "name", "paraphrase", "put", "quote", "read", "remove", "restore", "save", "say",
    "shorten", "split", "use", "weaken", "write",
}  # fmt: skip
"""With what a hint may begin; `captured sources take` … says which of two fields to add."""


def test_the_page_of_rules_and_its_data_are_up_to_date(tmp_path: Path) -> None:
    """content/guide/rules.md and the data of `briefs explain` hold what the case folders show today.

    With UPDATE_CASES=1 in the environment they are written anew.
    """
    page, data = book(tmp_path)
    if os.environ.get("UPDATE_CASES"):
        GUIDE.write_text(page, "utf-8")
        BOOK.write_text(data, "utf-8")
    assert GUIDE.read_text("utf-8") == page
    assert BOOK.read_text("utf-8") == data


def test_every_rule_has_its_section() -> None:
    """The guide has one section a rule, headed by code and summary as the catalogue has them."""
    heads = {head["code"]: head["summary"] for head in SECTION.finditer(GUIDE.read_text("utf-8"))}
    assert heads == {rule.code: rule.summary for rule in catalogue().values()}


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_has_a_hint_that_names_the_mend(code: str) -> None:
    """The general hint of a rule begins with what to do."""
    hint = catalogue()[code].hint
    assert hint.split()[0] in VERBS or hint.startswith("captured sources take"), hint


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_has_a_wrong_and_a_right_example(code: str) -> None:
    """What is shown as wrong and as right differs, and the finding shown is one of the rule."""
    entry = json.loads(BOOK.read_text("utf-8"))[code]
    assert entry["wrong"]
    assert entry["right"] != entry["wrong"]
    assert f"[{code}]: " in entry["found"]
    assert all(entry[name] for name in ("refuses", "why", "mend"))


FINDING = re.compile(
    r"^\S.*?: (?:error|warning|note)\[(?P<code>[A-Z]\d{3})\]: .+\n(?P<below>(?:  .*\n)*)", re.MULTILINE
)
"""One finding of an expected.txt, and below it its notes and its hint."""


@pytest.mark.parametrize("code", catalogue())
def test_every_rule_has_case_entry_and_hint(code: str, tmp_path: Path) -> None:
    """A case named after the rule fires it, its entry in the guide shows one that does, and each finding has a hint."""
    named = [case for case in CASES.iterdir() if case.name.startswith(f"{code.lower()}-")]
    firing = [case for case in named if code in {item.rule.code for item in _findings(case, tmp_path)}]
    assert firing, "no case folder fires it"
    text = GUIDE.read_text("utf-8")
    head = next(head for head in SECTION.finditer(text) if head["code"] == code)
    marker = MARKER.search(text, head.end())
    following = SECTION.search(text, head.end())
    assert marker and (following is None or marker.start() < following.start()), "the entry shows no example"
    assert code in {item.rule.code for item in _findings(CASES / marker["wrong"], tmp_path)}
    right = CASES / marker["right"] if marker["right"] else None
    assert code not in {item.rule.code for item in _findings(right, tmp_path)}
    told = [found for case in CASES.glob("*/expected.txt") for found in FINDING.finditer(case.read_text("utf-8"))]
    for found in told:
        if found["code"] == code:
            assert len(re.findall(r"^  hint: \S", found["below"], re.MULTILINE)) == 1, found.group()


def _findings(case: Path | None, scratch: Path) -> tuple[Diagnostic, ...]:
    """What the check finds in the small valid project with a case laid over it."""
    number = sum(1 for _ in scratch.iterdir())
    project = overlay(scratch / str(number), case)
    return (*checked(project).findings, *incoming(project))


@pytest.mark.parametrize("marker", list(MARKER.finditer(GUIDE.read_text("utf-8"))), ids=lambda marker: marker["wrong"])
def test_what_is_shown_as_right_is_right(marker: re.Match[str], tmp_path: Path) -> None:
    """The project from which the right example is taken has no finding."""
    right = marker["right"]
    if right is not None:
        project = overlay(tmp_path, CASES / right)
        assert (checked(project).findings, incoming(project)) == ((), ())


def _explain(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["explain", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_explain_tells_all_of_a_rule() -> None:
    """`briefs explain` says what the rule refuses, why, how to mend it, and shows the example."""
    status, out, _ = _explain("q001")
    assert status == 0
    assert out.rstrip("\n") == explanation("Q001")
    for words in ("Q001: a quote is not in its source (error)", "Refuses: a quote", "Why: ", "Mend: copy", "Ende Mei"):
        assert words in out
    assert out.index("Ende Mei") < out.index("Ende Mai gestartet")
    assert "section Q001" in out


def test_explain_alone_lists_all_rules() -> None:
    """Without a code all rules are listed, one a line."""
    status, out, _ = _explain()
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == list(catalogue())


@pytest.mark.parametrize(("code", "told"), [("Q0001", "Q001"), ("Q9", "briefs explain"), ("K004", "B004")])
def test_an_unknown_code_gets_the_nearest(code: str, told: str) -> None:
    """A code that no rule has is an error that names the nearest one, or the list where none is near."""
    status, _, err = _explain(code)
    assert status == 2
    assert f"there is no rule {code!r}" in err
    assert told in err


def test_explain_needs_nothing_but_the_package() -> None:
    """The data lies beside the code that reads it, so that a wheel holds both."""
    assert BOOK.parent.name == "authoring"
    assert all(explanation(code) for code in catalogue())
