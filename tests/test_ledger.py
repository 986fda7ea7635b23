"""The track record: only what was recorded in time is counted, nothing is scored on too little, the sums are right."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compiler import Checked, compile_pages
from generator.derive.facts import Facts, derive
from generator.derive.ledger import LEAST, Ledger, Tally, ledger
from generator.derive.recorded import recorded_days
from generator.derive.state import state_of
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Claim, Corpus, PlacedAppearance, ResolvedOutcome
from generator.model.history import NO_HISTORY, History
from generator.model.places import Places
from generator.read.history import read_history
from generator.read.templates import read_templates
from generator.resolve.dates import date_or_none
from tests.conftest import ROOT, checked, overlay
from tests.repositories import Repository, plain_claim

AS_OF = date(2026, 1, 1)
TEMPLATES = read_templates(ROOT / "site_templates")


def prediction(id: str, due: str, outcome: str = "", occurred: str = "", **fields: Any) -> dict[str, Any]:
    """A prediction as an author writes it, on the word of The Weekly in its report unless fields say otherwise."""
    resolution: dict[str, Any] = {"criteria": "Anybody can see it.", "due": due}
    if outcome:
        resolution |= {"outcome": outcome, "evidence": [{"source": "nova-report", "paraphrase": "It says so."}]}
    if occurred:
        resolution["occurred"] = occurred
    voices = [{"who": "weekly", "role": "author"}]
    made = {"kind": "prediction", "voices": voices, "when": due, "hedge": {"level": "expected"}}
    return plain_claim(id, **{**made, "resolution": resolution, **fields})


# The fixture repository: what is committed on which day. Hand-counted below.
JANUARY = [
    prediction("p1", "2025-03-31"),
    prediction("p2", "2025-03-31"),
    prediction("p3", "2025-04-30"),
    prediction("p4", "2025-05-31"),
    prediction("p5", "2025-06-30"),
    prediction("p6", "2025-06-30", hedge={"level": "possible"}),
    prediction("p7", "2025-07-31", hedge={"level": "possible"}, kind="plan"),
    prediction("p8", "2027-12-31"),
    prediction("p9", "2025-12-01/2026-02-01"),
]
RESULTS = [
    prediction("p1", "2025-03-31", "happened", "2025-03-10"),  # in time: 0 days
    prediction("p2", "2025-03-31", "late", "2025-04-10"),  # 10 days late
    prediction("p3", "2025-04-30", "late", "2025-05-02"),  # 2 days late
    prediction("p4", "2025-05-31", "late", "2025-06-30"),  # 30 days late
    prediction("p5", "2025-06-30", "happened", "2025-06-30"),  # in time, on the last day: 0 days
    prediction("p6", "2025-06-30", "did-not-happen", hedge={"level": "possible"}),
    prediction("p7", "2025-07-31", hedge={"level": "possible"}, kind="plan"),  # overdue, no outcome
    prediction("p8", "2027-12-31"),  # open
    prediction("p9", "2025-12-01/2026-02-01"),  # within its time on 1 January 2026
    prediction("late-1", "2025-08-31", "happened", "2025-08-01"),  # first committed on 15 September
    prediction("late-2", "2026-06-30", "happened", "2025-09-01"),  # before it was due, but after it had come
]
SECRET = prediction("secret", "2027-01-01")  # never committed


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("predictions"))
    overlay(made.root)
    sources = made.root / "content" / "sources" / "all.yml"
    sources.write_text(sources.read_text().replace("published: 2025-06-10", "published: 2025-01-02"))
    made.commit("2025-01-15T10:00:00Z", {"predictions.yml": JANUARY})
    made.commit("2025-09-15T10:00:00Z", {"predictions.yml": None, "moved/them.yml": RESULTS})
    made.write("content/claims/secret.yml", [SECRET])
    return made


@pytest.fixture(scope="module")
def facts(repository: Repository) -> Facts:
    found = checked(repository.root)
    base = {"nova-launch-late-may", "nova-is-fast", "nova-launched"}
    own = {id: claim for id, claim in found.corpus.claims.items() if id not in base}
    return derive(replace(found.corpus, claims=own), AS_OF, read_history(repository.root))


def _tally(key: str, **counts: Any) -> Tally:
    columns = (
        "fell_due", "on_time", "probable", "late", "partly", "did_not_happen", "unresolvable", "overdue", "early",
        "due",
    )  # fmt: skip
    return Tally(key, **{**dict.fromkeys((*columns, "open"), 0), "slips": (), **counts})


def test_figures_of_a_repository_that_foretold(facts: Facts) -> None:
    """Nine predictions were committed in time. Seven fell due: two on time, three late, one not, one without outcome.

    The delays are 0, 0, 2, 10 and 30 days, their median is 2; two of seven came on time.
    """
    found = facts.ledger
    counts = {"fell_due": 7, "on_time": 2, "late": 3, "did_not_happen": 1, "overdue": 1, "due": 1, "open": 1}
    assert found.total == _tally("", **counts, slips=(0, 0, 2, 10, 30))
    assert found.voices == (_tally("weekly", **counts, slips=(0, 0, 2, 10, 30)),)
    assert found.publishers == found.voices
    assert found.total.median_slip == 2.0
    assert found.total.share_on_time == pytest.approx(2 / 7)


def test_figures_by_hedge(facts: Facts) -> None:
    """Five expected ones fell due and are scored; two possible ones are too few."""
    expected, possible = facts.ledger.hedges
    assert expected == _tally(
        "expected", fell_due=5, on_time=2, late=3, due=1, open=1, slips=(0, 0, 2, 10, 30)
    )  # fmt: skip
    assert possible == _tally("possible", fell_due=2, did_not_happen=1, overdue=1)
    assert (expected.share_on_time, expected.median_slip) == (0.4, 2.0)
    assert (possible.share_on_time, possible.median_slip) == (None, None)


def test_what_is_listed_apart(facts: Facts) -> None:
    """Predictions first committed after they fell due or after they had come, and those never committed, are apart."""
    found = facts.ledger
    assert [(item.claim, item.recorded) for item in found.retrospective] == [
        ("late-1", date(2025, 9, 15)),
        ("late-2", date(2025, 9, 15)),
    ]
    assert [(item.claim, item.recorded) for item in found.unknown] == [("secret", None)]
    assert [item.claim for item in found.waiting] == ["p7", "p9", "secret", "p8"]


def test_as_of_an_earlier_day(repository: Repository) -> None:
    """On 1 May 2025 three had fallen due, which is too few: p1 on time, p2 late, p3 without an outcome so far."""
    found = checked(repository.root).corpus
    day = date(2025, 5, 1)
    total = derive(found, day, read_history(repository.root)).ledger.total
    assert (total.fell_due, total.on_time, total.late, total.overdue) == (3, 1, 1, 1)
    assert total.share_on_time is None and total.median_slip is None


def test_the_page_of_a_scored_record(repository: Repository) -> None:
    """The page gives the share with its numbers, the median with its n, and lists what is apart, in both languages."""
    found = checked(repository.root)
    history = read_history(repository.root)
    for language, share, slip, apart in (
        ("en", "2 of 7 (29%)", "2 days (n = 5)", "never scored"),
        ("de", "2 von 7 (29 %)", "2 Tage (n = 5)", "nie gewertet"),
    ):
        text = unescape(_page(found, history, language))
        for words in (share, slip, apart, "claims/p8.md", "claims/late-2.md", "claims/secret.md"):
            assert words in text


def _page(found: Checked, history: History, language: str, as_of: date = AS_OF) -> str:
    pages = compile_pages(found, TEMPLATES, as_of, language, history=history)
    return next(page.content for page in pages if page.path == "track-record.md").decode("utf-8")


def test_a_due_date_that_moved_counts_from_its_move(tmp_path: Path) -> None:
    """Whoever moves the due date once it has passed foretells nothing; one moved in time, or respelled, counts."""
    repository = Repository(tmp_path)
    overlay(repository.root)
    first = [prediction(id, "2025-03-31") for id in ("after", "before", "same", "was-a-state")]
    first[3]["kind"] = "state"
    repository.commit("2025-01-15T10:00:00Z", {"p.yml": first})
    moved = [
        prediction("after", "2025-03-31"),
        prediction("before", "2025-05-31"),
        prediction("same", "2025-03"),
        prediction("was-a-state", "2025-03-31"),
    ]
    repository.commit("2025-03-01T10:00:00Z", {"p.yml": moved})
    moved[0]["resolution"]["due"] = "2025-04-15"
    repository.commit("2025-04-20T10:00:00Z", {"p.yml": moved})
    found = checked(repository.root).corpus
    days = recorded_days(read_history(repository.root), found.claims)
    assert {id: day.isoformat() for id, day in days.items() if id in {item["id"] for item in moved}} == {
        "after": "2025-04-20",
        "before": "2025-03-01",
        "same": "2025-01-15",
        "was-a-state": "2025-03-01",
    }
    found_apart = derive(found, AS_OF, read_history(repository.root)).ledger.retrospective
    assert "after" in {item.claim for item in found_apart}


def test_without_a_history_nothing_is_counted(tmp_path: Path) -> None:
    """Where nobody knows when a prediction was recorded, it is listed as such and the page says why."""
    found = checked(overlay(tmp_path))
    facts = derive(found.corpus, AS_OF)
    assert [item.claim for item in facts.ledger.unknown] == ["nova-launch-late-may"]
    assert facts.ledger.total == _tally("")
    assert "built without its git history" in _page(found, NO_HISTORY, "en")
    assert "ohne ihre Git-Geschichte" in _page(found, NO_HISTORY, "de")


def test_the_real_record_is_not_scored() -> None:
    """This site's predictions were recorded long after they fell due: the ledger scores none and says so in words."""
    found = checked(ROOT)
    day = date(2026, 12, 1)
    repository_day = dict.fromkeys(found.corpus.claims, day)
    states = {id: state_of(found.corpus, claim, day) for id, claim in found.corpus.claims.items()}
    for recorded in (repository_day, {}):
        record = ledger(found.corpus, states, recorded, day)
        assert not record.scored
        assert record.total.fell_due == 0
    assert len(ledger(found.corpus, states, repository_day, day).retrospective) >= 10
    for language, words in (("en", "Nothing is scored."), ("de", "Nichts wird gewertet.")):
        assert words in _page(found, read_history(ROOT), language, day)


# The arithmetic, against a count that knows nothing of the ledger's code.

SMALL = checked(ROOT / "tests" / "cases" / "_base").corpus
WHO = ("daily", "weekly", "unnamed-sources")
ROLES = ("origin", "reported", "author", "confirmed")
days = st.integers(-300, 300).map(lambda number: AS_OF + timedelta(days=number))


@st.composite
def _drawn(draw: st.DrawFn) -> dict[str, Any]:
    """A prediction in the barest terms, its outcome never earlier than what it says."""
    last = draw(days)
    outcome = draw(st.sampled_from(["", "happened", "late", "partly", "did-not-happen", "unresolvable"]))
    return {
        "first": last - timedelta(days=draw(st.integers(0, 40))),
        "last": last,
        "outcome": outcome,
        "occurred": draw(days) if outcome in {"happened", "late", "partly"} else None,
        "recorded": draw(st.none() | days),
        "hedge": draw(st.sampled_from(["stated", "expected", "possible", "denied"])),
        "voices": draw(st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(ROLES)), min_size=1, max_size=3)),
        "sources": draw(st.lists(st.sampled_from(sorted(SMALL.sources)), min_size=1, max_size=3)),
        "kind": draw(st.sampled_from(["prediction", "plan", "state"])),
    }


def _claim(id: str, bare: dict[str, Any]) -> Claim:
    due = f"{bare['first']}/{bare['last']}"
    occurred = bare["occurred"].isoformat() if bare["occurred"] else ""
    written = ClaimRecord.model_validate(
        prediction(
            id, due, bare["outcome"], occurred,
            kind=bare["kind"], hedge={"level": bare["hedge"]},
            voices=[{"who": who, "role": role} for who, role in bare["voices"]],
            appearances=[{"source": source, "paraphrase": "x"} for source in bare["sources"]],
        )
    )  # fmt: skip
    outcome = ResolvedOutcome(date_or_none(due), date_or_none(occurred) if occurred else None)
    places = tuple(PlacedAppearance(item, None) for item in written.appearances)
    return Claim(written, Places({}, {}), date_or_none(due), None, places, (), outcome)


def _naive(rows: list[tuple[dict[str, Any], bool]]) -> dict[str, Any]:
    """A tally of rows (a prediction in bare terms, whether its outcome is known) by plain counting."""
    fell = [(bare, known) for bare, known in rows if bare["last"] < AS_OF]
    ahead = [(bare, known) for bare, known in rows if bare["last"] >= AS_OF]

    def having(outcome: str) -> int:
        return sum(known and bare["outcome"] == outcome for bare, known in fell)

    delays = [
        max((bare["occurred"] - bare["last"]).days, 0)
        for bare, known in fell
        if known and bare["outcome"] in {"happened", "late"}
    ]
    return {
        "fell_due": len(fell), "on_time": having("happened"), "probable": having("probably-happened"),
        "late": having("late"), "partly": having("partly"),
        "did_not_happen": having("did-not-happen"), "unresolvable": having("unresolvable"),
        "overdue": sum(not known for _, known in fell), "early": sum(known for _, known in ahead),
        "due": sum(not known and bare["first"] <= AS_OF for bare, known in ahead),
        "open": sum(not known and bare["first"] > AS_OF for bare, known in ahead),
        "slips": tuple(sorted(delays)),
    }  # fmt: skip


EVIDENT = SMALL.sources["nova-report"].known
"""The day since which the source that shows all outcomes can be known."""


def _shown_since(bare: dict[str, Any]) -> date | None:
    """Since when the outcome is on record: it has come, or its time is over, and the source shows it."""
    if not bare["outcome"]:
        return None
    since: date = bare["occurred"] or bare["last"] + timedelta(days=1)
    return max(since, EVIDENT)


def _ledger(bare: dict[str, dict[str, Any]]) -> tuple[Corpus, Ledger]:
    claims = {id: _claim(id, item) for id, item in sorted(bare.items())}
    corpus = replace(SMALL, claims=claims)
    states = {id: state_of(corpus, claim, AS_OF) for id, claim in claims.items()}
    recorded = {id: item["recorded"] for id, item in bare.items() if item["recorded"]}
    return corpus, ledger(corpus, states, recorded, AS_OF)


@settings(max_examples=200, deadline=None)
@given(st.lists(_drawn(), max_size=14))
def test_the_sums_are_those_of_a_plain_count(drawn: list[dict[str, Any]]) -> None:
    """Every tally equals a naive re-count, every prediction stands in exactly one place, scores need their five."""
    bare = {f"c{number:02}": item for number, item in enumerate(drawn)}
    corpus, found = _ledger(bare)
    foretold = {id: item for id, item in bare.items() if item["kind"] != "state"}
    counted, after, unknown = {}, set(), set()
    for id, item in foretold.items():
        since = _shown_since(item)
        known = [day for day in (since, item["occurred"]) if day is not None]
        if item["recorded"] is None or item["recorded"] > AS_OF:
            unknown.add(id)
        elif any(item["recorded"] > day for day in (item["last"], *known)):
            after.add(id)
        else:
            counted[id] = (item, since is not None and since <= AS_OF)
    assert {item.claim for item in found.retrospective} == after
    assert {item.claim for item in found.unknown} == unknown
    assert found.total == Tally("", **_naive(list(counted.values())))
    for hedge in ("stated", "expected", "possible", "denied"):
        rows = [row for row in counted.values() if row[0]["hedge"] == hedge]
        assert [item for item in found.hedges if item.key == hedge] == ([Tally(hedge, **_naive(rows))] if rows else [])
    affirmed = [row for row in counted.values() if row[0]["hedge"] != "denied"]
    for who in WHO:
        rows = []
        for item, known in affirmed:
            first = [voice for voice, role in item["voices"] if role != "reported"]
            if who in (first or [voice for voice, _ in item["voices"]]):
                rows.append((item, known))
        assert [item for item in found.voices if item.key == who] == ([Tally(who, **_naive(rows))] if rows else [])
    for publisher in ("daily", "weekly"):
        own = {id for id, source in corpus.sources.items() if source.written.publisher == publisher}
        rows = [row for row in affirmed if own & set(row[0]["sources"])]
        told = [item for item in found.publishers if item.key == publisher]
        assert told == ([Tally(publisher, **_naive(rows))] if rows else [])
    for tally in (found.total, *found.voices, *found.publishers, *found.hedges):
        parts = (tally.on_time, tally.late, tally.partly, tally.did_not_happen, tally.unresolvable, tally.overdue)
        assert sum(parts) == tally.fell_due
        assert (tally.share_on_time is None) == (tally.median_slip is None and tally.fell_due < LEAST)
        if tally.share_on_time is not None:
            assert tally.share_on_time == tally.on_time / tally.fell_due
        enough = tally.fell_due >= LEAST and len(tally.slips) >= LEAST
        assert tally.median_slip == (statistics.median(tally.slips) if enough else None)
    waiting = [item.state for item in found.waiting]
    assert waiting == sorted(waiting, key=lambda state: state != "overdue")
    assert len(waiting) == sum(since is None or since > AS_OF for since in map(_shown_since, foretold.values()))


@settings(deadline=None)
@given(st.lists(_drawn(), max_size=8), st.randoms())
def test_the_order_of_claims_does_not_matter(drawn: list[dict[str, Any]], random: Any) -> None:
    """Shuffled claims yield the same ledger."""
    bare = {f"c{number:02}": item for number, item in enumerate(drawn)}
    items = list(bare.items())
    random.shuffle(items)
    assert _ledger(dict(items))[1] == _ledger(bare)[1]


@pytest.mark.parametrize(("count", "scored"), [(LEAST - 1, False), (LEAST, True)])
def test_five_is_enough_and_four_is_not(count: int, scored: bool) -> None:
    """With four that fell due there is neither a share nor a median; with five there are both."""
    tally = _tally("x", fell_due=count, on_time=count, slips=(0,) * count)
    assert (tally.scored, tally.share_on_time is not None, tally.median_slip is not None) == (scored, scored, scored)
    few = replace(tally, fell_due=count + 5, slips=(0,) * (LEAST - 1))
    assert few.scored and few.median_slip is None
