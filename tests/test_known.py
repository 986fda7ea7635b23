"""The world as it could be known on a day: nothing later is in it, and it differs from day to day as history did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compiler import Checked, compile_pages, notice, snapshot
from generator.derive.facts import derive
from generator.derive.known import known_on
from generator.derive.known_records import WITHHELD
from generator.derive.milestones import MilestoneView, milestone_views
from generator.model.corpus import Corpus, LaterPart, ReferencePart, TimelinePart
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked, overlay

TODAY = date(2026, 12, 1)
REAL = checked(ROOT)
TEMPLATES = read_templates(ROOT / "site_templates")
DAYS = st.dates(date(2024, 8, 1), date(2026, 12, 31))
FEW = settings(max_examples=40, deadline=None)

HISTORY = {
    # The research of this site, B.2, claim by claim: state, days late, superseded or not.
    date(2025, 2, 22): {
        "C03": "open", "C04": "open", "C09": "said", "C13": "contradicted", "C17": "open", "C18": "did-not-happen",
        "C21": "supported", "C22": "contradicted", "C26": "said", "C27": "partly", "C32": "said",
    },
    date(2025, 3, 1): {
        "C03": "happened", "C04": "probably-happened", "C09": "supported, superseded", "C13": "contradicted",
        "C17": "open", "C18": "did-not-happen", "C21": "supported", "C22": "contradicted", "C26": "said",
        "C27": "partly", "C32": "said",
    },
    date(2025, 6, 15): {
        "C03": "happened", "C04": "probably-happened", "C09": "supported, superseded", "C13": "contradicted",
        "C17": "overdue", "C18": "did-not-happen", "C21": "borne-out", "C22": "contradicted", "C26": "said",
        "C27": "partly", "C32": "said",
    },
    date(2025, 8, 8): {
        "C03": "happened", "C04": "probably-happened", "C09": "supported, superseded", "C13": "contradicted",
        "C17": "late 68", "C18": "did-not-happen", "C21": "borne-out", "C22": "contradicted", "C26": "said",
        "C27": "partly", "C32": "contradicted",
    },
    date(2025, 10, 28): {
        "C03": "happened", "C04": "probably-happened", "C09": "supported, superseded", "C13": "contradicted",
        "C17": "late 68", "C18": "did-not-happen", "C21": "borne-out", "C22": "contradicted", "C26": "said",
        "C27": "partly, superseded", "C32": "contradicted",
    },
}  # fmt: skip
TURNS = (
    ("C17", date(2025, 5, 30), "open"),
    ("C17", date(2025, 5, 31), "due"),
    ("C17", date(2025, 6, 1), "overdue"),
    ("C17", date(2025, 8, 6), "overdue"),
    ("C17", date(2025, 8, 7), "late 68"),
    ("C18", date(2025, 2, 21), "did-not-happen"),
    ("C04", date(2025, 2, 26), "open"),
    ("C04", date(2025, 2, 27), "probably-happened"),
    ("C09", date(2025, 2, 26), "said"),
    ("C09", date(2025, 2, 27), "supported, superseded"),
    ("C27", date(2025, 10, 27), "partly"),
    ("C27", date(2025, 10, 28), "partly, superseded"),
)
"""The days on which states turned, and the days before them."""


def _state(corpus: Corpus, ref: str, day: date) -> str:
    known = known_on(corpus, day)
    id = next(claim.id for claim in known.claims.values() if claim.written.ref == ref)
    state = derive(known, day).states[id]
    late = f" {state.days_late}" if state.days_late is not None else ""
    return f"{state.name}{late}{', superseded' if state.superseded_by else ''}"


@pytest.mark.parametrize("day", list(HISTORY), ids=str)
def test_states_are_those_of_the_day(day: date) -> None:
    """On each of these days every claim of the list has the state that the research gives it."""
    assert {ref: _state(REAL.corpus, ref, day) for ref in HISTORY[day]} == HISTORY[day]


@pytest.mark.parametrize(("ref", "day", "state"), TURNS)
def test_states_turn_on_their_day(ref: str, day: date, state: str) -> None:
    """A state turns on the day of what turns it, and not a day earlier."""
    assert _state(REAL.corpus, ref, day) == state


def test_a_day_after_everything_withholds_nothing() -> None:
    """As of the day on which everything is known, the corpus is the whole one."""
    assert known_on(REAL.corpus, TODAY) == REAL.corpus


def test_nothing_was_known_before_the_first_page() -> None:
    """Before anything was said there is no claim, source, brief, name or publisher, and no answer."""
    nothing = known_on(REAL.corpus, date(2024, 1, 1))
    assert not any((nothing.claims, nothing.sources, nothing.briefs, nothing.entities, nothing.publishers))
    assert nothing.site.answer == WITHHELD
    assert nothing.site.milestones == ()


def _records(corpus: Corpus) -> Iterator[Any]:
    yield from (claim.written for claim in corpus.claims.values())
    yield from (source.written for source in corpus.sources.values())
    yield from (brief.written for brief in corpus.briefs.values())
    for records in (corpus.entities, corpus.publishers, corpus.terms):
        yield from (located.record for located in records.values())


def _dangling(corpus: Corpus) -> list[tuple[str, str]]:
    """Every reference of the corpus that leads nowhere."""
    there: dict[str, set[str]] = {
        "claim": set(corpus.claims), "source": set(corpus.sources), "entity": set(corpus.entities),
        "publisher": set(corpus.publishers), "term": set(corpus.terms), "brief": set(corpus.briefs),
        "voice": {*corpus.entities, *corpus.publishers},
    }  # fmt: skip
    uses = [(str(m.kind), id) for record in _records(corpus) for _, m, id in marked(record, RefersTo)]
    uses += [("claim", id) for brief in corpus.briefs.values() for id in brief.claims]
    for brief in corpus.briefs.values():
        for part in brief.parts:
            if isinstance(part, ReferencePart):
                uses.append((part.kind, part.id))
            if isinstance(part, TimelinePart):
                uses.append(("entity", part.about))
    uses += [("source", root) for source in corpus.sources.values() for root in source.roots]
    for located in corpus.tombstones.values():
        new = located.record.replaced_by
        if new is not None and new not in corpus.tombstones:
            uses.append((located.record.kind, new))
    return [(kind, id) for kind, id in uses if id not in there[kind]]


@FEW
@given(DAYS)
def test_no_reference_leads_nowhere(day: date) -> None:
    """On any day every id that anything refers to belongs to a record that is known."""
    assert _dangling(known_on(REAL.corpus, day)) == []


@FEW
@given(DAYS, DAYS)
def test_knowledge_only_grows(one: date, other: date) -> None:
    """What is known on a day is known on every later one."""
    earlier, later = (known_on(REAL.corpus, day) for day in sorted((one, other)))
    for name in ("claims", "sources", "entities", "publishers", "briefs", "tombstones"):
        assert set(getattr(earlier, name)) <= set(getattr(later, name))
    for id, claim in earlier.claims.items():
        assert all(item in later.claims[id].written.evidence for item in claim.written.evidence)
        assert all(item in later.claims[id].written.appearances for item in claim.written.appearances)


@FEW
@given(DAYS, DAYS)
def test_the_past_does_not_depend_on_the_present(one: date, other: date) -> None:
    """What was known on a day is the same seen from any later day; seen from itself, too."""
    day, later = sorted((one, other))
    known = known_on(REAL.corpus, day)
    assert known_on(known_on(REAL.corpus, later), day) == known
    assert known_on(known, day) == known


@FEW
@given(DAYS)
def test_evidence_and_passages_stay_paired(day: date) -> None:
    """The records as written and as resolved keep the same appearances and the same evidence."""
    for claim in known_on(REAL.corpus, day).claims.values():
        assert claim.written.appearances == tuple(item.written for item in claim.appearances)
        assert claim.written.evidence == tuple(item.written for item in claim.evidence)
        assert claim.appearances
        assert claim.written.assessment is None or date.fromisoformat(claim.written.assessment.on) <= day


def test_undated_pages_are_known_from_what_tells_of_them() -> None:
    """An undated page counts from the day on which evidence knows it; one that only lineage knows, from its heirs."""
    known = {id: source.known for id, source in REAL.corpus.sources.items()}
    assert known["techtarget-gpt-5"] == date(2025, 8, 7)
    assert known["english-retelling-l1"] == date(2025, 2, 21)
    assert known["kibubble-gpt-4-5"] == date(2026, 11, 23)


def test_a_retelling_is_no_older_than_its_origin() -> None:
    """A page dated by month alone is not known before the last day of that month, nor before what it retells."""
    known = {id: source.known for id, source in REAL.corpus.sources.items()}
    assert known["bulls-gazette-servers-2025-02"] == date(2025, 2, 28) > known["verge-notepad-2025-02-20"]


def test_origins_are_those_of_the_day() -> None:
    """All retellings that are known lead to the same root on the day after the report as they do today."""
    then = known_on(REAL.corpus, date(2025, 2, 21))
    assert then.sources["downcodes-238170-de"].roots == REAL.corpus.sources["downcodes-238170-de"].roots


PROJECT_DAY = date(2025, 3, 1)


def _project(folder: Path, front: str, body: str, **files: str) -> Checked:
    project = overlay(folder)
    (project / "content" / "briefs" / "nova.md").write_text(f"---\n{front}---\n{body}\n")
    for name, text in files.items():
        with (project / "content" / f"{name}.yml").open("a") as file:
            file.write(text)
    found = checked(project)
    assert found.findings == ()
    return found


FRONT = """id: nova
title: What came of Nova
question: Did Nova come in time?
bottom_line: Nobody knows.
date: 2025-02-25
claims: {about: [nova]}
"""


def _texts(found: Checked, day: date) -> dict[str, str]:
    """The pages in English by path, as text."""
    pages = compile_pages(found, TEMPLATES, day, "en")
    return {page.path: page.content.decode("utf-8") for page in pages if page.path.endswith(".md")}


def test_a_brief_keeps_its_words_where_a_claim_is_not_known_yet(tmp_path: Path) -> None:
    """A reference to a later claim shows its label, or neutral words where it has none, and no link."""
    body = "It [[claim:nova-launched|came]], says [[claim:nova-launched]]; [[claim:nova-is-fast|fast]]."
    found = _project(tmp_path, FRONT, body)
    brief = known_on(found.corpus, PROJECT_DAY).briefs["nova"]
    assert [part for part in brief.parts if isinstance(part, LaterPart)] == [LaterPart("came"), LaterPart("")]
    pages = _texts(found, PROJECT_DAY)
    assert (
        "It came, says something that was not known yet; [fast](../claims/nova-is-fast.md)." in pages["briefs/nova.md"]
    )
    assert "claims/nova-launched.md" not in pages


def test_prose_that_tells_later_things_is_withheld(tmp_path: Path) -> None:
    """Our own texts with `known_from` give way to one sentence before that day and stand from it on."""
    site = "answer_known_from: 2025-06-10\nmilestones: [{on: 2025-06-10, title: Nova came}]\n"
    found = _project(tmp_path, FRONT, "Nova.", site=site)
    pages = _texts(found, PROJECT_DAY)
    assert "Nova came late" not in pages["index.md"]
    assert "rests on later knowledge" in pages["index.md"]
    assert "views/2025-06-10.md" not in pages
    pages = _texts(found, date(2025, 6, 10))
    assert "Nova came late" in pages["index.md"]
    assert "Nova came" in pages["views/2025-06-10.md"]


def test_an_outcome_is_not_known_before_its_day(tmp_path: Path) -> None:
    """The day before it happened a prediction has no outcome, no evidence of one, and is overdue."""
    found = _project(tmp_path, FRONT, "Nova.")
    known = known_on(found.corpus, date(2025, 6, 9))
    resolution = known.claims["nova-launch-late-may"].written.resolution
    assert resolution is not None
    assert (resolution.outcome, resolution.occurred, resolution.evidence) == (None, None, ())
    assert (resolution.due, dict(resolution.criteria)) == ("2025-05-31", {"": "Nova can be used by anybody."})
    assert derive(known, date(2025, 6, 9)).states["nova-launch-late-may"].name == "overdue"


@pytest.fixture(scope="module")
def views() -> dict[date, MilestoneView]:
    return {view.day: view for view in milestone_views(REAL.corpus, TODAY)}


def test_milestones_tell_what_changed(views: dict[date, MilestoneView]) -> None:
    """Each view knows its day's states, and the changes between two views are those that history made."""
    refs = {id: claim.written.ref for id, claim in REAL.corpus.claims.items()}

    def turned(day: date) -> dict[str, tuple[str, str]]:
        rows = views[day].changed
        return {ref: (row.before.name, row.after.name) for row in rows if (ref := refs[row.claim])}

    assert len(views) == 9
    assert turned(date(2025, 2, 27))["C03"] == ("open", "happened")
    assert turned(date(2025, 6, 1)) == {"C17": ("open", "overdue"), "C31": ("open", "overdue")}
    assert turned(date(2025, 8, 8))["C17"] == ("overdue", "late")
    assert turned(date(2025, 8, 8))["C32"] == ("said", "contradicted")
    superseded = [row for row in views[date(2025, 10, 28)].changed if refs[row.claim] == "C27"]
    assert [row.after.superseded_by for row in superseded] == [("openai-microsoft-agreement-october-2025",)]
    assert {refs[id] for id in views[date(2025, 2, 21)].appeared} >= {f"C{number:02}" for number in range(1, 36)}


def test_milestones_of_later_days_are_not_there() -> None:
    """A build as of a day has only the views that had been reached."""
    days = [view.day for view in milestone_views(known_on(REAL.corpus, date(2025, 6, 15)), date(2025, 6, 15))]
    assert max(days) == date(2025, 6, 1)
    assert len(days) == 6


def test_predictions_of_a_view_are_in_the_order_of_their_due_dates(views: dict[date, MilestoneView]) -> None:
    """The ledger of a view holds every prediction and plan of its day, the first due first."""
    view = views[date(2025, 6, 1)]
    outcomes = [view.corpus.claims[id].outcome for id in view.predictions]
    due = [item.due.latest or date.max for item in outcomes if item and item.due]
    assert due == sorted(due)
    kinds = {claim.id for claim in view.corpus.claims.values() if claim.written.kind in {"prediction", "plan"}}
    assert set(view.predictions) == kinds


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_notice_stands_only_where_something_is_left_out(language: str) -> None:
    """A build that knows everything says nothing; an earlier one names its day; an empty one says that it is empty."""
    words = TEMPLATES.words[language]
    assert notice(snapshot(REAL, TODAY), TEMPLATES, language) == ""
    day = {"en": "1 March 2025", "de": "1. März 2025"}[language]
    assert notice(snapshot(REAL, date(2025, 3, 1)), TEMPLATES, language) == words.filled("as_of.banner", day=day)
    day = {"en": "1 January 2024", "de": "1. Januar 2024"}[language]
    assert notice(snapshot(REAL, date(2024, 1, 1)), TEMPLATES, language) == words.filled("as_of.nothing", day=day)


def test_days_without_news_build_the_same_views() -> None:
    """The view of a milestone is the same in the builds of all later days."""
    early = milestone_views(known_on(REAL.corpus, date(2025, 6, 15)), date(2025, 6, 15))
    late = milestone_views(REAL.corpus, TODAY + timedelta(days=1))
    assert [view.corpus for view in early] == [view.corpus for view in late[: len(early)]]
    assert [view.facts.states for view in early] == [view.facts.states for view in late[: len(early)]]
