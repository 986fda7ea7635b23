"""A site of many claims stays readable: no page holds all of them, and none of them is lost."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from datetime import date

import pytest

from benchmarks.corpora import make_corpus
from generator.compiler import Snapshot, compose, snapshot
from generator.derive.timeline import LONGEST, stretches
from generator.model.publication import Publication
from generator.read.templates import read_templates
from generator.render import flip_pages, ledger_pages
from tests.conftest import ROOT, checked

CLAIMS = 1_300
LINK = re.compile(r"\]\(([^()\s#]+\.md)(?:#[^()\s]*)?\)")
Pages = dict[str, str]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Pages]:
    """A made-up project of many claims, and its pages by path."""
    folder = tmp_path_factory.mktemp("many")
    make_corpus(folder, CLAIMS)
    shown = snapshot(checked(folder), date(2026, 1, 1))
    pages = compose(shown, read_templates(ROOT / "site_templates"), "en", Publication("", ("en",)))
    return shown, {page.path: page.content.decode("utf-8") for page in pages if page.path.endswith(".md")}


def test_every_link_leads_somewhere(many: tuple[Snapshot, Pages]) -> None:
    """Links between pages are right from every folder, those of the timeline's stretches too."""
    pages = many[1]
    dead = [
        (path, link)
        for path, text in pages.items()
        for link in LINK.findall(text)
        if posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) not in pages
    ]
    assert dead == []


def test_every_entry_stands_in_one_stretch(many: tuple[Snapshot, Pages]) -> None:
    """The timeline is cut into years and months, none too long where months are left to cut; nothing is lost."""
    entries = many[0].facts.timeline
    found = stretches(entries)
    assert len(entries) > LONGEST
    assert Counter(entry.claim for part in found.values() for entry in part) == Counter(item.claim for item in entries)
    assert {len(key) for key in found} == {4, 7}
    assert all(len(part) <= LONGEST for key, part in found.items() if len(key) == 4)
    for stretch, part in found.items():
        page = many[1][f"timeline/{stretch}.md"]
        assert all(f"claims/{entry.claim}.md" in page for entry in part)
        assert f"(timeline/{stretch}.md)" in many[1]["timeline.md"]


def test_lists_end(many: tuple[Snapshot, Pages]) -> None:
    """The list of claims leads to the sources instead of holding them all; long lists say how many more there are."""
    pages = many[1]
    assert f"{CLAIMS} claims" in pages["claims/index.md"]
    made_in = many[0].known.index.in_source
    assert all(f"(../sources/{id}.md)" in pages["claims/index.md"] for id in made_in)
    assert re.search(r"\[and \d+ more\]\(track-record\.md\)", pages["index.md"])
    assert max(len(pages["index.md"]), len(pages["claims/index.md"])) < 120_000


def test_what_is_left_out_is_linked_elsewhere(
    many: tuple[Snapshot, Pages], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gravest changes are shown, the others are counted, and no link leads to one that is not shown."""
    shown, whole = many
    assert len(shown.facts.flips) > 20 and "cb-flip" in whole["flips.md"] and " more change" not in whole["flips.md"]
    monkeypatch.setattr(flip_pages, "MOST_FLIPS", 20)
    monkeypatch.setattr(ledger_pages, "MOST_ITEMS", 5)
    made = compose(shown, read_templates(ROOT / "site_templates"), "en", Publication("", ("en",)))
    pages = {page.path: page.content.decode("utf-8") for page in made if page.path.endswith(".md")}
    linked = {anchor for text in pages.values() for anchor in re.findall(r"flips\.md#(flip-[\w-]+)", text)}
    there = set(re.findall(r'id="(flip-[\w-]+)"', pages["flips.md"]))
    assert linked and linked <= there and len(there) == 20
    assert f"{len(shown.facts.flips) - 20} more changes are told on the pages of their claims" in pages["flips.md"]
    assert f"and {len(shown.facts.ledger.waiting) - 5:,} more" in pages["track-record.md"].replace("- and", "and")
