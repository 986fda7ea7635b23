"""Small changes beside the records of the valid project: files, published ids, terms, languages and waivers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks.sources import vanished_ids
from generator.diagnostics import Diagnostic, Span
from generator.model.drafts import PublishedId
from tests.conftest import checked, overlay
from tests.test_check_edges import DAYS, FILES, NOVA, added, changed

WAIVER = "- {{rule: {rule}, target: {target}, reason: so, on: 2026-01-01}}\n"
RETIRED = "- {{id: {id}, kind: {kind}, reason: so, on: 2026-01-01}}\n"


def found(project: Path, *codes: str) -> list[Diagnostic]:
    """The findings of some rules; of all where none is named."""
    return [item for item in checked(project).findings if not codes or item.rule.code in codes]


def test_a_document_that_no_source_names(tmp_path: Path) -> None:
    """A file in seeds/ is told by its path; a README.md there is none of them, and nothing is meant by one like it."""
    project = overlay(tmp_path)
    (project / "seeds" / "README.md").write_text("Documents.")
    assert found(project) == []
    for name in ("README.me", "zyx-qqq.txt"):
        (project / "seeds" / name).write_text("Words.")
        assert [(item.rule.code, item.target) for item in found(project)] == [("S002", f"seeds/{name}")]
        (project / "seeds" / name).unlink()


def test_marks_without_a_document_are_told_at_the_first(tmp_path: Path) -> None:
    """Of a source without a document, what stands for one is told once, where the first of it is written."""
    begun = "- id: nova-report\n"
    garble = "{quote: a, read_as: b, kind: word-choice, certainty: high, basis: sense}"
    marks = f"{begun}  coverage: complete\n  garbles: [{garble}]\n"
    project = changed(overlay(tmp_path), [("sources", begun, marks)])
    (finding,) = found(project, "S006")
    line = (project / FILES["sources"]).read_text("utf-8").split("\n")[finding.span.line - 1]
    assert line.startswith("  garbles:") and "`garbles`" in finding.message


def test_a_draft_that_is_built_may_have_words_to_be_written(tmp_path: Path) -> None:
    """A002 is about what claims to be done; a draft says itself that it is not."""
    fast = "- id: nova-is-fast\n"
    unwritten = ("claims", "translation: Nova is fast", "translation: TODO")
    project = changed(overlay(tmp_path), [("claims", fast, f"{fast}  draft: yes\n"), unwritten])
    assert "A002" not in {item.rule.code for item in checked(project, with_drafts=True).findings}
    changed(project, [("claims", "  draft: yes\n", "")])
    assert [item.rule.code for item in checked(project, with_drafts=True).findings] == ["A002"]


def test_a_document_under_a_name_like_it_is_told_once(tmp_path: Path) -> None:
    """Where a source names a file that is not there, a file with nearly this name is the one that is meant."""
    project = overlay(tmp_path)
    (project / "seeds" / "nova.txt").rename(project / "seeds" / "nowa.txt")
    (project / "seeds" / "nowa.txt").write_text("Other words.")
    assert [item.rule.code for item in found(project)] == ["S003"]


@pytest.mark.parametrize(
    ("gone", "field", "value"),
    [("file: seeds/nova.txt", "file", "seeds/nova.txt"), (f"sha256: {NOVA}", "sha256", NOVA)],
)
def test_half_of_a_document_brings_the_other(gone: str, field: str, value: str, tmp_path: Path) -> None:
    """The path or the SHA-256 that is missing is proposed where the other one is known, and nothing where it is not."""
    project = changed(overlay(tmp_path), [("sources", f"  {gone}\n", "")])
    (finding,) = found(project, "S004")
    assert finding.target == "nova-article" and finding.fix is not None
    assert (finding.fix.new, finding.fix.field, finding.fix.places) == (value, field, (finding.span,))
    (project / "seeds" / "nova.txt").unlink()
    assert [item.fix for item in found(project, "S004")] == [None]


PUBLISHED = {
    "there": ("claim:nova-launched", "", []),
    "gone": ("claim:zyx-qqq", "", [("the claim 'zyx-qqq' is published and gone", "")]),
    "retired": ("claim:zyx-qqq", RETIRED.format(id="zyx-qqq", kind="claim"), []),
    "retired as another kind": (
        "claim:zyx-qqq", RETIRED.format(id="zyx-qqq", kind="source"),
        [("the claim 'zyx-qqq' is published and gone", "")]),
    "gone and still used": ("source:used", "", []),
    "called otherwise now": (
        "claim:nova-launch", "", [("the claim 'nova-launch' is published and gone", "if it is now 'nova-launched': "
         "addresses are permanent, so keep the old id, or retire it")]),
    "gone beside one that is published too": (
        "claim:nova-launch claim:nova-launched", "", [("the claim 'nova-launch' is published and gone", "")]),
    "gone beside another kind that is published": (
        "claim:nova-launch source:nova-launched entity:nova", "",
        [("the claim 'nova-launch' is published and gone", "if it is now 'nova-launched': "
          "addresses are permanent, so keep the old id, or retire it"),
         ("the source 'nova-launched' is published and gone", "")]),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_does_not_vanish(name: str, tmp_path: Path) -> None:
    """An id of the last commit stands in a record or on a tombstone of its kind, or is told with what it may be now."""
    published, retired, told = PUBLISHED[name]
    changes = [added("tombstones", retired)] if retired else []
    use = ("claims", "    - source: nova-report\n", "    - {source: used, paraphrase: so}\n    - source: nova-report\n")
    corpus = checked(changed(overlay(tmp_path), [*changes, *([use] if "used" in published else [])])).corpus
    items = tuple(PublishedId(*item.split(":"), Span(f"content/{item}.yml")) for item in published.split())
    findings = list(vanished_ids(replace(corpus, published=items)))
    assert [(item.message, item.hint) for item in findings] == told
    assert all(item.target == item.span.path.partition(":")[2].removesuffix(".yml") for item in findings)
    unread = replace(corpus.unread, words=frozenset(item.id for item in items))
    assert list(vanished_ids(replace(corpus, published=items, unread=unread))) == []


def test_a_name_without_a_language_is_one_of_the_site(tmp_path: Path) -> None:
    """Another term may not have it as a variant in the language of the site."""
    project = overlay(tmp_path)
    more = project / "content" / "glossary" / "more.yml"
    more.write_text("id: begin\nterm: Begin\ndefinition: A day.\nvariants: {en: [launch]}\n", "utf-8")
    changed(project, [("term", "term: {en: launch, de: Start}", "term: launch")])
    changed(project, [("term", "variants:\n  de: [Starts]\n", "")])
    (finding,) = found(project, "G002")
    assert finding.target in ("begin", "launch") and "'launch'" in finding.message


def test_a_bottom_line_without_a_language_is_read_in_that_of_the_site(tmp_path: Path) -> None:
    """A date with a full stop ends no sentence on a German site."""
    project = changed(overlay(tmp_path), [("brief", "bottom_line: It did not.", f"bottom_line: {DAYS}")])
    assert [item.message for item in found(project, "B003")] == ["the bottom line has 6 sentences"]
    site = project / "content" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("language: en", "language: de"), "utf-8")
    assert found(project, "B003") == []


UNTRANSLATED = ("claims", "      translation: Nova is fast\n", "")
WAIVERS = {
    "of no rule": ("Q066 nova-is-fast", [("W002", "nova-is-fast", "there is no rule Q066", True)]),
    "of a rule that cannot be waived": (
        "R001 nova-is-fast", [("W002", "nova-is-fast", "R001 cannot be waived", False)]),
    "of nothing": ("Q006 nova-is-fsat", [("W001", "nova-is-fsat", "Q006 finds nothing in 'nova-is-fsat'", True)]),
    "of nothing like it": ("Q006 zyx-qqq", [("W001", "zyx-qqq", "Q006 finds nothing in 'zyx-qqq'", False)]),
    "of what another rule finds": (
        "H003 nova-is-fsat", [("W001", "nova-is-fsat", "H003 finds nothing in 'nova-is-fsat'", False)]),
}  # fmt: skip


@pytest.mark.parametrize("name", WAIVERS)
def test_a_waiver_that_does_nothing(name: str, tmp_path: Path) -> None:
    """It is told with what was meant, about the record it names; a good one behind it does its work all the same."""
    (rule, target), told = WAIVERS[name][0].split(), WAIVERS[name][1]
    text = WAIVER.format(rule=rule, target=target)
    project = changed(overlay(tmp_path / "alone"), [UNTRANSLATED, added("waivers", text)])
    mine = found(project, "W001", "W002")
    assert [(item.rule.code, item.target, item.message, item.fix is not None) for item in mine] == told
    good = WAIVER.format(rule="Q006", target="nova-is-fast")
    done = checked(changed(overlay(tmp_path / "both"), [UNTRANSLATED, added("waivers", text + good)]))
    assert [item.rule.code for item in done.waived] == ["Q006"]


def test_all_that_is_waived_is_told(tmp_path: Path) -> None:
    """By each of two waivers, in the order of their places."""
    late = ("claims", "      translation: the model Nova is expected to be launched at the end of May\n", "")
    text = "".join(WAIVER.format(rule="Q006", target=target) for target in ("nova-is-fast", "nova-launch-late-may"))
    done = checked(changed(overlay(tmp_path), [UNTRANSLATED, late, added("waivers", text)]))
    assert [item.target for item in done.waived] == ["nova-launch-late-may", "nova-is-fast"] and done.findings == ()


def test_a_waiver_for_a_record_that_was_not_read_waits(tmp_path: Path) -> None:
    """What is found there is not known yet."""
    broken = "- id: broken-claim\n  statement: [\n"
    project = overlay(tmp_path)
    (project / "content" / "claims" / "broken.yml").write_text(broken, "utf-8")
    changed(project, [added("waivers", WAIVER.format(rule="Q006", target="broken-claim"))])
    assert found(project, "W001") == [] and found(project) != []
