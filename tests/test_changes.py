"""Changes in the language of claims: each edit is told as what it is, on the page, in the feed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.change_kinds import KINDS, Change, hedge_change
from generator.derive.changes import RecordedChange, changes, changes_between
from generator.derive.facts import derive
from generator.model.choices import Bearing, HedgeLevel, Outcome, RelationType, values_of
from generator.model.choices import Change as How
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Corpus
from generator.model.history import History, Revision
from generator.model.publication import Publication
from generator.model.words import Words
from generator.read.templates import read_templates
from generator.render.change_pages import FEED, MOST, OPEN, changes_view, claim_history
from generator.render.change_words import CODES, change_sentence
from generator.render.feed import changes_feed
from generator.render.page import PageContext
from generator.render.site import render
from tests.conftest import ROOT, checked, overlay
from tests.repositories import plain_claim

FULL: dict[str, Any] = plain_claim(
    "nova",
    ref="C01",
    statement={"en": "Nova will come in May.", "de": "Nova kommt im Mai."},
    kind="prediction",
    about=["nova", "daily-inc"],
    voices=[{"who": "unnamed-sources", "role": "origin"}, {"who": "daily", "role": "reported"}],
    hedge={"level": "expected", "cue": "voraussichtlich"},
    asserts={"of": "nova", "property": "launch", "value": "2025-05"},
    when="2025-05",
    speaks_of="2025-06",
    tags=["launch"],
    when_text={"de": "im Mai"},
    undated="no",
    condition={"en": "that it works"},
    condition_claim="other",
    appearances=[
        {"source": "article", "quote": "kommt im Mai", "prefix": "Nova", "translation": {"en": "comes in May"},
         "note": "n"},
        {"source": "report", "paraphrase": {"en": "Nova comes."}},
    ],
    evidence=[{"source": "report", "bearing": "supports", "paraphrase": {"en": "It came."}}],
    relations=[{"type": "distorts", "claim": "other", "how": "scope", "why": "It does."}],
    assessment={"credibility": 3, "confidence": "moderate", "why": "One origin.", "on": "2025-01-01"},
    resolution={
        "criteria": {"en": "Nova can be used."}, "due": "2025-05-31", "outcome": "late", "occurred": "2025-06-10",
        "evidence": [{"source": "report", "paraphrase": "It came in June."}], "note": "n",
    },
    open_questions=["Why?"],
    note="A note.",
    note_known_from="2025-06-10",
)  # fmt: skip
"""A claim in which every field is set."""
DAY = date(2026, 1, 1)


def record(plain: Mapping[str, Any]) -> ClaimRecord:
    return ClaimRecord.model_validate(plain)


def edited(path: str, value: Any) -> dict[str, Any]:
    """The full claim with one value changed, added (a path ending in +) or, for None, removed."""
    claim = copy.deepcopy(FULL)
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    target: Any = claim
    for part in way:
        target = target[part]
    if last == "+":
        target.append(value)
    elif value is None:
        del target[last]
    else:
        target[last] = value
    return claim


VOICE = {"who": "weekly", "role": "confirmed"}
EVIDENCE = {"source": "other-report", "bearing": "contradicts", "paraphrase": "It did not."}
UNSEEN = {"id", "draft"}
"""Fields that no change is told of: an id is another claim, and a history holds no drafts."""
EDITS: list[tuple[str, Any, str]] = [
    ("ref", "C02", "details-changed"),
    ("statement/en", "Nova will come in June.", "reworded"),
    ("statement", {"fr": "Nova viendra."}, "reworded"),
    ("statement/fr", "Nova viendra.", "statement-translated"),
    ("statement/de", None, "statement-translated"),
    ("kind", "plan", "kind-changed"),
    ("about/+", "weekly", "subject-added"),
    ("about/1", None, "subject-removed"),
    ("about", ["daily-inc", "nova"], "details-changed"),
    ("voices/+", VOICE, "voice-added"),
    ("voices/1", None, "voice-removed"),
    ("voices/1/role", "confirmed", "voice-recast"),
    ("voices", [FULL["voices"][1], FULL["voices"][0]], "details-changed"),
    ("hedge/level", "stated", "hedge-strengthened"),
    ("hedge/level", "possible", "hedge-weakened"),
    ("hedge/level", "inferred", "hedge-changed"),
    ("hedge/level", "denied", "hedge-changed"),
    ("hedge/cue", "wohl", "details-changed"),
    ("asserts/value", "2025-06", "assertion-changed"),
    ("asserts", None, "assertion-changed"),
    ("when", "2025-06", "date-changed"),
    ("when", None, "date-changed"),
    ("speaks_of", "2025-07", "details-changed"),
    ("tags/+", "price", "details-changed"),
    ("when_text/de", "im Wonnemonat", "details-changed"),
    ("undated", None, "details-changed"),
    ("condition", "that it flies", "condition-changed"),
    ("condition/de", "dass es geht", "details-changed"),
    ("evidence/0/paraphrase/de", "Sie kam.", "details-changed"),
    ("resolution/criteria/de", "Nova ist nutzbar.", "details-changed"),
    ("appearances/1/paraphrase/de", "Nova kommt.", "details-changed"),
    ("appearances/0/translation/fr", "viendra en mai", "details-changed"),
    ("condition_claim", None, "condition-changed"),
    ("appearances/+", {"source": "article", "quote": "im Mai"}, "appearance-added"),
    ("appearances/1", None, "appearance-removed"),
    ("appearances/0/quote", "kommt im Juni", "quote-changed"),
    ("appearances/0/translation", "will come in May", "translation-changed"),
    ("appearances/1/paraphrase", "Nova is to come.", "paraphrase-changed"),
    ("appearances/0/prefix", None, "details-changed"),
    ("appearances/0/occurrence", 2, "details-changed"),
    ("appearances/0/continued", [{"quote": "Nova"}], "details-changed"),
    ("appearances/0/speaker", "weekly", "details-changed"),
    ("appearances/0/note", "m", "details-changed"),
    ("evidence/+", EVIDENCE, "evidence-added"),
    ("evidence/0", None, "evidence-removed"),
    ("evidence/0/paraphrase", "It came late.", "evidence-changed"),
    ("evidence/0/bearing", "qualifies", "bearing-changed"),
    ("evidence/0/speaker", "weekly", "details-changed"),
    ("evidence/0/known_from", "2025-06-11", "details-changed"),
    ("relations/+", {"type": "refines", "claim": "third", "why": "So."}, "relation-added"),
    ("relations/+", {"type": "distorts", "source": "report", "why": "So."}, "relation-added"),
    ("relations/0", None, "relation-removed"),
    ("relations/0/type", "refines", "relation-changed"),
    ("relations/0/how", "date", "relation-changed"),
    ("relations/0/why", "It really does.", "details-changed"),
    ("assessment/confidence", "high", "confidence-raised-without-evidence"),
    ("assessment/confidence", "low", "confidence-lowered"),
    ("assessment/credibility", 2, "credibility-raised"),
    ("assessment/credibility", 4, "credibility-lowered"),
    ("assessment/credibility", 6, "credibility-changed"),
    ("assessment/credibility", "known-false", "credibility-lowered"),
    ("assessment/why", "Two origins.", "details-changed"),
    ("assessment", None, "assessment-withdrawn"),
    ("resolution/criteria", "Nova is sold.", "criteria-changed"),
    ("resolution/due", "2025-06-30", "due-moved"),
    ("resolution/outcome", "partly", "outcome-changed"),
    ("resolution/outcome", None, "outcome-withdrawn"),
    ("resolution/occurred", "2025-06-11", "outcome-changed"),
    ("resolution/evidence/+", {"source": "article", "paraphrase": "It came."}, "evidence-added"),
    ("resolution/evidence/0", None, "evidence-removed"),
    ("resolution/evidence/0/paraphrase", "It came on 10 June.", "evidence-changed"),
    ("resolution/outcome_reason", "So.", "details-changed"),
    ("resolution/note", "m", "details-changed"),
    ("open_questions", [], "details-changed"),
    ("note", None, "details-changed"),
    ("note_known_from", "2025-06-11", "details-changed"),
    ("appearances/1/via", ["article"], "details-changed"),
]
BACKWARDS = {
    "voice-added": "voice-removed", "subject-added": "subject-removed", "appearance-added": "appearance-removed",
    "evidence-added": "evidence-removed", "relation-added": "relation-removed",
    "hedge-strengthened": "hedge-weakened", "confidence-raised-without-evidence": "confidence-lowered",
    "credibility-raised": "credibility-lowered", "outcome-recorded": "outcome-withdrawn",
    "assessed": "assessment-withdrawn", "added": "withdrawn",
}  # fmt: skip
BACKWARDS.update({after: before for before, after in list(BACKWARDS.items())})


def kinds(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[str]:
    before, after = ({"nova": record(plain)} if plain else {} for plain in (old, new))
    return [change.kind for change in changes_between(before, after)]


@pytest.mark.parametrize(("path", "value", "kind"), EDITS, ids=[f"{path}-{kind}" for path, _, kind in EDITS])
def test_one_edit_is_one_change_of_its_kind(path: str, value: Any, kind: str) -> None:
    """An edit of a single field is told as exactly what it is, and taken back as the opposite."""
    assert kinds(FULL, edited(path, value)) == [kind]
    assert kinds(edited(path, value), FULL) == [BACKWARDS.get(kind, kind)]


def test_every_field_is_edited_by_a_test() -> None:
    """No field of a claim is without its edit in the table above."""
    assert {path.split("/")[0] for path, _, _ in EDITS} == set(ClaimRecord.model_fields) - UNSEEN == set(FULL) - {"id"}


def test_a_resolution_that_comes_or_goes() -> None:
    """A due date that is set is told, and with it the outcome, if it comes along."""
    without = edited("resolution", None)
    assert kinds(without, FULL) == ["outcome-recorded", "due-set"]
    assert kinds(FULL, without) == ["outcome-withdrawn", "due-removed"]
    open_still = edited("resolution", {"criteria": {"en": "Nova can be used."}, "due": "2025-05-31"})
    assert kinds(without, open_still) == ["due-set"]
    assert kinds(open_still, FULL) == ["outcome-recorded"]


def test_confidence_tells_whether_evidence_came() -> None:
    """Raised confidence is told apart by whether evidence was added in the same step, for the claim or its outcome."""
    for path, item in (("evidence/+", EVIDENCE), ("resolution/evidence/+", {"source": "a", "paraphrase": "x"})):
        claim = edited(path, item)
        claim["assessment"]["confidence"] = "high"
        assert kinds(FULL, claim) == ["evidence-added", "confidence-raised-with-evidence"]


def test_a_bare_statement_is_in_the_sites_language() -> None:
    """Naming the language of a statement is no rewording, and adding another language is a translation."""
    bare, named = edited("statement", "Nova."), edited("statement", {"en": "Nova."})
    both = edited("statement", {"en": "Nova.", "de": "Die Nova."})
    before, after, more = ({"nova": record(plain)} for plain in (bare, named, both))
    assert [change.kind for change in changes_between(before, after, "en")] == ["details-changed"]
    assert [change.kind for change in changes_between(before, more, "en")] == ["statement-translated"]
    assert [change.kind for change in changes_between(before, more, "de")] == ["reworded"]


def test_hedges_in_their_order() -> None:
    """Possible, then what reckons with it, then presupposed and stated, then confirmed; denied stands outside."""
    steps = [["possible"], ["expected", "likely", "inferred", "regarded"], ["presupposed", "stated"], ["confirmed"]]
    rank = {level: number for number, levels in enumerate(steps) for level in levels}
    for old in values_of(HedgeLevel):
        for new in values_of(HedgeLevel):
            kind = "hedge-changed"
            if "denied" not in {old, new} and rank[old] != rank[new]:
                kind = "hedge-strengthened" if rank[new] > rank[old] else "hedge-weakened"
            assert hedge_change(old, new) == kind


some_claims = st.dictionaries(
    st.sampled_from(["nova", "b", "c"]),
    st.lists(st.sampled_from(EDITS), max_size=3).map(lambda made: [(path, value) for path, value, _ in made]),
)


def _made(plain: Mapping[str, list[tuple[str, Any]]]) -> dict[str, ClaimRecord]:
    """Claims by id, each the full one with some of the edits of the table, as far as they go together."""
    found = {}
    for id, edits in plain.items():
        claim = {**copy.deepcopy(FULL), "id": id}
        for path, value in edits:
            top = path.split("/")[0]
            claim[top] = edited(path, value).get(top)
        found[id] = record({name: value for name, value in claim.items() if value is not None})
    return found


@settings(deadline=None)
@given(some_claims, some_claims)
def test_changes_are_told_if_and_only_if_there_are_any(one: Any, two: Any) -> None:
    """Equal claims yield nothing, each differing claim something, each lost or new one exactly one change."""
    old, new = _made(one), _made(two)
    told = changes_between(old, new)
    assert changes_between(old, old) == changes_between(old, _made(one)) == ()
    differing = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
    assert {change.claim for change in told} == differing
    for id in old.keys() ^ new.keys():
        assert [change.kind for change in told if change.claim == id] == ["added" if id in new else "withdrawn"]


@settings(deadline=None)
@given(some_claims, some_claims, st.randoms())
def test_the_order_of_the_input_does_not_matter(one: Any, two: Any, random: Any) -> None:
    """Shuffled mappings yield the same changes, in the order of ids and, within a claim, of the kinds."""
    old, new = _made(one), _made(two)
    shuffled = []
    for claims in (old, new):
        items = list(claims.items())
        random.shuffle(items)
        shuffled.append(dict(items))
    told = changes_between(old, new)
    assert changes_between(*shuffled) == told
    order = [(change.claim, KINDS.index(change.kind)) for change in told]
    assert order == sorted(order)


def _history(*states: tuple[str, Mapping[str, ClaimRecord]], complete: bool = True) -> History:
    revisions = []
    for number, (moment, claims) in enumerate(states):
        committed = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        revisions.append(Revision(f"{number:x}".ljust(40, "0"), committed, claims))
    return History(tuple(revisions), complete)


ONE, TWO = {"nova": record(FULL)}, {"nova": record(edited("note", None)), "b": record({**FULL, "id": "b"})}


def _told(made: tuple[RecordedChange, ...]) -> list[tuple[str, str, str]]:
    return [(item.day.isoformat(), item.change.kind, item.change.claim) for item in made]


def test_changes_come_newest_first_and_none_of_the_future() -> None:
    """By the days of the commits, within a day the later commit first; nothing after the day of the build."""
    history = _history(("2025-01-01T10:00", ONE), ("2025-01-02T10:00", TWO), ("2025-01-02T11:00", ONE))
    last = [("2025-01-02", "withdrawn", "b"), ("2025-01-02", "details-changed", "nova")]
    middle = [("2025-01-02", "added", "b"), ("2025-01-02", "details-changed", "nova")]
    first = [("2025-01-01", "added", "nova")]
    assert _told(changes(history, DAY)) == [*last, *middle, *first]
    assert _told(changes(history, date(2025, 1, 1))) == first
    assert changes(history, date(2024, 12, 31)) == ()


def test_a_clock_that_went_wrong_does_not_hide_the_rest() -> None:
    """A commit dated into the future is left out until then; those after it are told against what it left."""
    history = _history(("2025-01-01T10:00", ONE), ("2099-01-01T10:00", TWO), ("2025-01-03T10:00", ONE))
    told = [("2025-01-03", "withdrawn", "b"), ("2025-01-03", "details-changed", "nova")]
    assert _told(changes(history, DAY)) == [*told, ("2025-01-01", "added", "nova")]


def test_what_stood_before_a_short_history_is_no_change() -> None:
    """In a history that is not complete the first commit is where it begins, and adds nothing."""
    history = _history(("2025-01-01T10:00", ONE), ("2025-01-02T10:00", TWO), complete=False)
    assert _told(changes(history, DAY)) == [("2025-01-02", "added", "b"), ("2025-01-02", "details-changed", "nova")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return checked(overlay(tmp_path_factory.mktemp("project"))).corpus


TEMPLATES = read_templates(ROOT / "site_templates")


AT = Publication("https://example.org/", ("en", "de"))


def _page(corpus: Corpus, history: History, language: str = "en", path: str = "changes.md") -> PageContext:
    return PageContext(path, corpus, derive(corpus, DAY, history), TEMPLATES.words[language], AT)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_change_has_its_words(language: str, corpus: Corpus) -> None:
    """In each language each kind is a sentence, each field of a claim and each code has its word."""
    words: Words = TEMPLATES.words[language]
    page = _page(corpus, History(), language)
    for kind in KINDS:
        told = change_sentence(page, Change(kind, "nova", "hedge", None, None))
        assert told.plain and not re.search(r"[{}]", told.plain), kind
    assert {key.removeprefix("changes.kind.") for key in words.texts if key.startswith("changes.kind.")} == set(KINDS)
    wanted = [f"changes.field.{name}" for name in ClaimRecord.model_fields if name not in UNSEEN]
    wanted += [f"changes.outcome.{code}" for code in values_of(Outcome)]
    wanted += [f"changes.bearing.{code}" for code in values_of(Bearing)]
    wanted += [f"changes.relation.{code}" for code in (*values_of(RelationType), *values_of(How))]
    assert set(wanted) <= words.texts.keys()
    parts = {part.rpartition(".")[0] + "." for part in words.texts}
    assert {f"{part}." for part in CODES.values()} <= parts


@pytest.mark.parametrize(
    ("path", "value", "english", "german"),
    [
        ("resolution/due", "2025-06", "Due date moved from 31 May 2025 to June 2025.",
         "Fälligkeit verschoben: vorher 31. Mai 2025, jetzt Juni 2025."),
        ("resolution/outcome", "partly",
         "Outcome changed from came late, 10 June 2025 to partly happened, 10 June 2025.",
         "Ausgang geändert: vorher verspätet eingetreten, 10. Juni 2025, jetzt teilweise eingetreten, 10. Juni 2025."),
        ("statement/en", "Nova will come.", "Reworded from “Nova will come in May.” to “Nova will come.”",
         "Umformuliert: vorher „Nova will come in May.“, jetzt „Nova will come.“"),
        ("voices/1/role", "origin", "Role of The Daily changed from “reported it” to “said it first”.",
         "Rolle von The Daily geändert: vorher „hat es berichtet“, jetzt „hat es zuerst gesagt“."),
    ],
)  # fmt: skip
def test_sentences_in_both_languages(path: str, value: Any, english: str, german: str, corpus: Corpus) -> None:
    """A change reads as a sentence with what stood before and what stands now."""
    (change,) = changes_between({"nova": record(FULL)}, {"nova": record(edited(path, value))})
    assert change_sentence(_page(corpus, History()), change).plain == english
    assert change_sentence(_page(corpus, History(), "de"), change).plain == german


def _renamed(corpus: Corpus, **fields: Any) -> ClaimRecord:
    return corpus.claims["nova-is-fast"].written.model_copy(update=fields)


def test_the_history_of_one_claim(corpus: Corpus) -> None:
    """A claim's page can tell its own changes, a row per commit, newest first, and those of no other claim."""
    old = {"nova-is-fast": _renamed(corpus, statement={"": "Nova is quick."}), "gone": record({**FULL, "id": "gone"})}
    new = {"nova-is-fast": _renamed(corpus)}
    history = _history(("2025-01-01T10:00", old), ("2025-02-01T10:00", new))
    rows = claim_history(_page(corpus, history, path="claims/nova-is-fast.md"), "nova-is-fast")
    assert [row.day for row in rows] == ["1 February 2025", "1 January 2025"]
    assert "Reworded" in rows[0].sentence and "Nova is quick" in rows[0].sentence
    assert rows[1].sentence.startswith("Added")
    assert claim_history(_page(corpus, History()), "nova-is-fast") == ()


def _rendered(corpus: Corpus, history: History, site_url: str = "https://example.org/") -> dict[str, str]:
    pages = render(corpus, derive(corpus, DAY, history), TEMPLATES, "en", Publication(site_url, ("en",)))
    return {page.path: page.content.decode("utf-8") for page in pages if page.path in {"changes.md", FEED}}


def test_the_page_of_changes(corpus: Corpus) -> None:
    """A claim that stands is linked, one that went is named by its last statement; a feed is linked if there is one."""
    old = {"nova-is-fast": _renamed(corpus), "gone": record({**FULL, "id": "gone"})}
    history = _history(("2025-01-01T10:00", old), ("2025-02-01T10:00", {"nova-is-fast": _renamed(corpus)}))
    page = _rendered(corpus, history)["changes.md"]
    assert page.index("1 February 2025") < page.index("1 January 2025")
    assert "(claims/nova-is-fast.md)" in page
    assert "\nNova will come in May.\n\n- Withdrawn" in page
    assert 'rel="alternate" type="application/atom+xml"' in page and page.startswith("---\nfeed: feeds/changes.xml")
    without = _rendered(corpus, history, "")
    assert FEED not in without and "atom" not in without["changes.md"]


def test_the_page_says_what_it_does_not_know(corpus: Corpus) -> None:
    """Without git, and in a clone cut short, the page says so instead of showing nothing."""
    assert "without its git history" in _rendered(corpus, History())["changes.md"]
    short = _history(("2025-01-01T10:00", {"nova-is-fast": _renamed(corpus)}), complete=False)
    assert "begins on 1 January 2025" in _rendered(corpus, short)["changes.md"]


def test_older_changes_are_folded_and_counted(corpus: Corpus) -> None:
    """The newest entries lie open, the rest of each day is folded, and what is too much for a page is counted."""
    claims = {f"c{number:04}": record({**FULL, "id": f"c{number:04}"}) for number in range(MOST)}
    history = _history(("2025-01-01T10:00", claims), ("2025-02-01T10:00", {**claims, "nova": record(FULL)}))
    view = changes_view(_page(corpus, history))
    shown = [(len(day["shown"]), sum(len(rows) for _, rows in day["folded"])) for day in view["days"]]
    assert shown == [(1, 0), (OPEN - 1, MOST - OPEN)]
    assert view["older"] == 1
    page = _rendered(corpus, history)["changes.md"]
    assert page.count("<details") == page.count("</details>") == 1
    assert "One older entry is not shown here" in page


ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _checked_feed(content: bytes) -> Any:
    """The feed as an independent reader sees it, once RFC 4287's demands on its elements are met."""
    root = ElementTree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert [len(parent.findall(f"{ATOM}{name}")), bool(parent.findtext(f"{ATOM}{name}"))] == [1, True]
        assert MOMENT.fullmatch(parent.findtext(f"{ATOM}updated", ""))
        assert parent.findtext(f"{ATOM}id", "").startswith("https://")
        links = parent.findall(f"{ATOM}link")
        alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        assert len(alternates) == len(set(alternates)) == 1
        assert all(link.get("href", "").startswith("https://") for link in links)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert len(found.entries) == len(ids)
    return found


def test_the_feed_as_others_read_it(corpus: Corpus) -> None:
    """The feed's entries are the page's, with the moments of the commits, leading to anchors that the page has."""
    old = {"nova-is-fast": _renamed(corpus), "gone": record({**FULL, "id": "gone"})}
    new = {"nova-is-fast": _renamed(corpus, statement={"": "Nova is <b>quick</b> & “good”."})}
    history = _history(("2025-01-01T10:00", old), ("2025-02-01T11:30", new))
    rendered = _rendered(corpus, history, "https://example.org/notes/")
    found = _checked_feed(rendered[FEED].encode("utf-8"))
    assert found.feed.updated == "2025-02-01T11:30:00Z"
    assert [entry.updated for entry in found.entries] == ["2025-02-01T11:30:00Z"] * 2 + ["2025-01-01T10:00:00Z"] * 2
    assert found.entries[1].summary == "Reworded from “Nova is fast.” to “Nova is <b>quick</b> & “good”.”"
    for entry in found.entries:
        address, _, anchor = entry.link.partition("#")
        assert address == "https://example.org/notes/changes/"
        assert f'id="{anchor}"' in rendered["changes.md"]


def test_an_empty_feed_is_a_feed(corpus: Corpus) -> None:
    """Where nothing has been committed the feed is valid and holds no entry."""
    assert _checked_feed(changes_feed(_page(corpus, History()))).entries == []


any_text = st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(any_text, any_text, any_text)
def test_no_text_breaks_the_feed_or_the_page(title: str, before: str, after: str) -> None:
    """Whatever is written, control characters and broken surrogates included, the feed stays well-formed."""
    claims = [{"nova": record(FULL).model_copy(update={"statement": {"": text}})} for text in (before, after)]
    history = _history(("2025-01-01T10:00", claims[0]), ("2025-02-01T10:00", claims[1]))
    corpus = SMALL()
    corpus = replace(corpus, site=corpus.site.model_copy(update={"title": title}))
    content = changes_feed(_page(corpus, history))
    found = _checked_feed(content)
    assert len(found.entries) == (1 if before == after else 2)
    sentence = claim_history(_page(corpus, history), "nova")[-1].sentence
    assert "<script" not in sentence


def _small() -> Callable[[], Corpus]:
    kept: list[Corpus] = []

    def corpus() -> Corpus:
        if not kept:
            kept.append(checked(ROOT / "tests" / "cases" / "_base").corpus)
        return kept[0]

    return corpus


SMALL = _small()


def test_the_full_claim_is_one(corpus: Corpus) -> None:
    """The claim that the tests edit is what JSON and the record type make of it."""
    assert record(json.loads(json.dumps(FULL))) == record(FULL)
