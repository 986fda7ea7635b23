"""What follows from the corpus: changes of meaning, contradictions, and the way a text came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.ancestry import Ancestry, ancestry
from generator.derive.contradictions import contradictions
from generator.derive.facts import Facts, derive
from generator.derive.flips import flips
from generator.model.corpus import Corpus
from generator.resolve.lineage import roots_behind
from tests.conftest import ROOT, checked, overlay

ARTICLE = "downcodes-238170-de"
DAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def real() -> tuple[Corpus, Facts]:
    corpus = checked(ROOT).corpus
    return corpus, derive(corpus, DAY)


def test_every_departure_of_the_research_is_a_change_of_meaning(real: tuple[Corpus, Facts]) -> None:
    """D1 to D12 are all there, and what turns the meaning round comes first."""
    found = real[1].flips
    assert {flip.ref for flip in found} - {""} == {f"D{number}" for number in range(1, 13)}
    assert found[0].how == "polarity"
    assert (found[0].earlier, found[0].later) == (
        "altman-gpt-4-5-last-without-chain-of-thought", "gpt-4-5-based-on-chain-of-thought",
    )  # fmt: skip


def test_the_invented_name_is_a_change_of_meaning(real: tuple[Corpus, Facts]) -> None:
    """ "GPT-2024" as GPT-5's code name departs from Altman's naming of Orion, as another thing."""
    later = {flip.ref: real[0].claims[flip.later].written for flip in real[1].flips}
    assert "GPT-2024" in str(later["D7"].statement)
    assert next(flip for flip in real[1].flips if flip.ref == "D7").how == "entity"


def test_a_change_is_placed_where_it_was_made(real: tuple[Corpus, Facts]) -> None:
    """The chain-of-thought error is first seen in AIbase's English item; on the way to the German text it lies at the
    item's original, from which both come."""
    corpus, facts = real
    way = ancestry(corpus, ARTICLE, facts.flips)
    placed = {flip.ref: step.source for step in way.steps for flip in step.flips}
    assert placed["D1"] == "aibase-15588-zh"
    told = [flip for step in way.steps for flip in step.flips] + list(way.unplaced)
    assert {flip.ref for flip in told} - {""} == {f"D{number}" for number in range(1, 13)}
    assert len(told) == len(set(told))


def _drawn_cleanly(way: Ancestry, corpus: Corpus) -> None:
    order = [step.source for step in way.steps]
    assert len(order) == len(set(order)) and order[-1] == way.source
    for step in way.steps:
        assert all(item.source in order[: order.index(step.source)] for item in step.derivations)
        assert step.lane < way.lanes
        assert all(line.start < way.lanes and line.end < way.lanes for line in (*step.above, *step.below))
    for upper, lower in zip(way.steps, way.steps[1:], strict=False):
        assert {line.end for line in upper.below} == {line.start for line in lower.above}
    assert way.steps[0].above == ()
    assert way.steps[-1].below == ()
    for step in way.steps[:-1]:
        assert any(line.start == step.lane for line in step.below)


def test_the_lines_of_every_lineage_join(real: tuple[Corpus, Facts]) -> None:
    """In the figure of each source every line goes on from row to row, and each row stands below what it comes from."""
    corpus, facts = real
    for id in corpus.sources:
        _drawn_cleanly(ancestry(corpus, id, facts.flips), corpus)


def _source(number: int, parents: set[int]) -> dict[str, Any]:
    return {
        "id": f"page-{number:02}", "kind": "article", "publisher": "daily", "language": "en", "published": "2025-01-01",
        "standing": "aggregator", "summary": "A page.",
        "derived_from": [
            {"source": f"page-{parent:02}", "how": "copy", "certainty": "certain", "basis": "Same words."}
            for parent in sorted(parents)
        ],
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 11), max_size=3), min_size=1, max_size=12))
def test_any_lineage_can_be_drawn(tmp_path_factory: pytest.TempPathFactory, links: list[set[int]]) -> None:
    """Whatever derives from whatever, as long as there is no circle, the figure's lines join."""
    rows = [_source(number, {parent for parent in found if parent < number}) for number, found in enumerate(links)]
    project = overlay(tmp_path_factory.mktemp("lineage"))
    (project / "content" / "sources" / "pages.yml").write_text(yaml.safe_dump(rows))
    corpus = checked(project).corpus
    for row in rows:
        _drawn_cleanly(ancestry(corpus, row["id"], ()), corpus)


def test_contradictions_of_the_real_content(real: tuple[Corpus, Facts]) -> None:
    """The end of May and 7 August are in one group about GPT-5's launch; each pair really disagrees."""
    facts = real[1]
    group = next(item for item in facts.contradictions if "gpt-5-public-launch-late-may-2025" in item.claims)
    assert len(group.claims) >= 2
    assert group.subject == "gpt-5"
    for item in facts.contradictions:
        assert {id for pair in item.pairs for id in pair} == set(item.claims)
        assert sum(len(side) for side in item.sides) == len(item.claims) and len(item.sides) > 1
        assert item.origins.pages >= 1
    anchors = [item.anchor for item in facts.contradictions]
    assert len(anchors) == len(set(anchors))


def test_shared_ancestry_is_counted(tmp_path: Path) -> None:
    """Two claims of pages that copy one page contradict each other as one witness."""
    project = overlay(tmp_path)
    pages = [_source(0, set()), _source(1, {0}), _source(2, {0})]
    claims = [
        {
            "id": f"nova-{month}", "statement": f"Nova comes in {month}.", "kind": "event", "about": ["nova"],
            "voices": [{"who": "daily", "role": "author"}], "hedge": {"level": "stated"}, "when": when,
            "asserts": {"of": "nova", "property": "arrival", "value": when},
            "appearances": [{"source": f"page-{number:02}", "paraphrase": "It says so."}],
        }
        for number, (month, when) in enumerate((("may", "2025-05"), ("june", "2025-06")), start=1)
    ]  # fmt: skip
    (project / "content" / "sources" / "pages.yml").write_text(yaml.safe_dump(pages))
    (project / "content" / "claims" / "more.yml").write_text(yaml.safe_dump(claims))
    found = [item for item in contradictions(checked(project).corpus) if item.attribute == "arrival"]
    assert [item.claims for item in found] == [("nova-june", "nova-may")]
    assert (found[0].origins.known, found[0].origins.unknown) == ((), (("page-01", "page-02"),))
    assert found[0].sides == (("nova-june",), ("nova-may",))


def test_order_of_records_changes_nothing(real: tuple[Corpus, Facts]) -> None:
    """The derived lists are the same whichever way the corpus lists its claims."""
    corpus = real[0]
    turned = replace(corpus, claims=dict(reversed(corpus.claims.items())))
    assert flips(turned) == flips(corpus)
    assert contradictions(turned) == contradictions(corpus)


def test_a_page_counts_with_the_source_it_has_a_claim_from(real: tuple[Corpus, Facts]) -> None:
    """MobileAppDaily mixes The Verge's report and Altman's post; for Microsoft's date only the report counts, and the
    five pages that retell it are one witness."""
    corpus, facts = real
    claim = corpus.claims["microsoft-receives-gpt-5-late-may"]
    assert roots_behind(corpus, claim)["mobileappdaily-servers-2025-02-21"] == ("verge-notepad-2025-02-20",)
    origins = facts.origins[claim.id]
    assert [len(group) for group in (*origins.known, *origins.unknown)] == [len(claim.appearances)] == [5]
