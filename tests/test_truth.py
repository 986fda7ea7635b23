"""Nothing is claimed that does not follow: states, origins, authors and views say no more than the record knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compiler import Checked
from generator.derive.contradictions import contradictions
from generator.derive.facts import derive
from generator.derive.known import known_on
from generator.derive.milestones import milestone_views
from generator.derive.state import State
from generator.model.corpus import Corpus
from generator.model.publication import Publication
from generator.read.templates import read_templates
from generator.read.words import read_words
from generator.render.cards import origins_words, state_meaning
from generator.render.names import Names
from generator.render.page import PageContext
from generator.render.states import LOOKS, look_of, state_label
from generator.render.structured_claims import authors_of, claim_nodes
from tests.conftest import ROOT, checked, overlay

DAY = date(2026, 6, 1)
WORDS = read_words(ROOT / "site_templates" / "words")
ARTICLE = "downcodes-238170-de"
Row = dict[str, Any]


def source(id: str, **fields: Any) -> Row:
    """A cited page of a publisher of its own, read on a later day."""
    return {
        "id": id, "kind": "article", "publisher": f"{id}-house", "language": "en", "published": "2025-03-01",
        "standing": "established", "summary": "A page.", "url": f"https://{id}.example/page",
        "retrieved": "2026-01-01", **fields,
    }  # fmt: skip


def original(id: str, **fields: Any) -> Row:
    """A page that is known to be the first publication of what it says."""
    return source(id, original="yes", original_basis="It is its own report.", **fields)


def shown(source: str, bearing: str = "supports", **fields: Any) -> Row:
    """A piece of evidence."""
    return {"source": source, "bearing": bearing, "paraphrase": "It shows it.", **fields}


def claim(id: str = "yard", **fields: Any) -> Row:
    """A claim that one page makes in its own voice."""
    return {
        "id": id, "statement": "The yard is open.", "kind": "state", "about": ["nova"],
        "voices": [{"who": "page-house", "role": "author"}], "hedge": {"level": "stated"},
        "appearances": [{"source": "page", "paraphrase": "It says so."}], **fields,
    }  # fmt: skip


PEOPLE = [
    {"id": id, "name": name, "kind": "person", "description": "A person."}
    for id, name in (("ada", "Ada Lind"), ("bo", "Bo Berg"))
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return overlay(tmp_path / "project")


def corpus_of(project: Path, claims: list[Row], sources: list[Row]) -> Corpus:
    """The small project with these claims and sources beside its own, sound or not."""
    houses = sorted({row["publisher"] for row in sources} - {"daily", "weekly"})
    rows = {
        "claims": claims, "sources": sources, "entities": PEOPLE,
        "publishers": [{"id": id, "name": f"The {id}", "reliability": "B", "reason": "So."} for id in houses],
    }  # fmt: skip
    for folder, found in rows.items():
        (project / "content" / folder / "more.yml").write_text(yaml.safe_dump(found), "utf-8")
    return checked(project).corpus


def state_in(project: Path, row: Row, *sources: Row, day: date = DAY) -> State:
    """The state of one claim on a day."""
    corpus = known_on(corpus_of(project, [row], [source("page"), *sources]), day)
    return derive(corpus, day).states[row["id"]]


def page_of(corpus: Corpus, language: str = "en", day: date = DAY) -> PageContext:
    words = WORDS[language]
    return PageContext("index.md", corpus, derive(corpus, day), words, Publication(), Names(corpus, words))


STATES: dict[str, tuple[Row, list[Row], str]] = {
    "said on one page": (claim(), [], "said"),
    "said on two pages": (
        claim(appearances=[{"source": id, "paraphrase": "So."} for id in ("page", "other")]),
        [source("other")], "said"),
    "said by ten originals": (
        claim(appearances=[{"source": f"p{n}", "paraphrase": "So."} for n in range(10)]),
        [original(f"p{n}") for n in range(10)], "said"),
    "its own page as evidence": (claim(evidence=[shown("page")]), [], "said"),
    "a retelling of what its page retells": (
        claim(evidence=[shown("copy")], appearances=[{"source": "retold", "paraphrase": "So."}]),
        [original("root"), *(source(id, derived_from=[
            {"source": "root", "how": "copy", "certainty": "certain", "basis": "Same words."}])
            for id in ("copy", "retold"))], "said"),
    "one page of unknown origin": (claim(evidence=[shown("a")]), [source("a")], "supported"),
    "ten pages of unknown origin": (
        claim(evidence=[shown(f"p{n}") for n in range(10)]), [source(f"p{n}") for n in range(10)], "supported"),
    "one known origin": (claim(evidence=[shown("a"), shown("b")]), [original("a"), source("b")], "supported"),
    "two known origins": (claim(evidence=[shown("a"), shown("b")]), [original("a"), original("b")], "borne-out"),
    "two originals of one publisher": (
        claim(evidence=[shown("a"), shown("b")]), [original("a"), original("b", publisher="a-house")], "supported"),
    "one person on two original pages": (
        claim(evidence=[shown("a", speaker="ada"), shown("b", speaker="ada")]), [original("a"), original("b")],
        "supported"),
    "a voice of the claim bears it out": (
        claim(evidence=[shown("a"), shown("own")], voices=[{"who": "own-house", "role": "origin"}]),
        [original("a"), original("own")], "supported"),
    "announced before it happened": (
        claim(kind="event", when="2025-05", evidence=[shown("a"), shown("b")]),
        [original("a"), original("b", published="2025-04-30")], "said"),
    "reported when it had happened": (
        claim(kind="event", when="2025-02", evidence=[shown("a"), shown("b")]), [original("a"), original("b")],
        "borne-out"),
    "nothing settles it": (claim(evidence=[shown("a", "inconclusive")]), [source("a")], "unsupported"),
    "narrowed": (claim(evidence=[shown("a", "qualifies")]), [source("a")], "qualified"),
    "supported and narrowed": (
        claim(evidence=[shown("a"), shown("b", "qualifies")]), [source("a"), source("b")], "partly"),
    "narrowed by its own page": (claim(evidence=[shown("page", "qualifies")]), [], "qualified"),
    "for and against": (
        claim(evidence=[shown("a"), shown("b", "contradicts")]), [source("a"), source("b")], "disputed"),
    "against": (claim(evidence=[shown("a", "contradicts")]), [source("a")], "contradicted"),
    "against, by a collection alone": (
        claim(evidence=[shown("a", "contradicts")]), [source("a", standing="aggregator")], "contradicted"),
    "against those whom it is about, by a collection alone": (
        claim(evidence=[shown("a", "contradicts")], appearances=[{"source": "own", "paraphrase": "So."}]),
        [source("own", standing="primary"), source("a", standing="aggregator")], "disputed"),
    "against those whom it is about, by an outlet": (
        claim(evidence=[shown("a", "contradicts")], appearances=[{"source": "own", "paraphrase": "So."}]),
        [source("own", standing="primary"), source("a")], "contradicted"),
}  # fmt: skip


@pytest.mark.parametrize("name", STATES)
def test_what_is_said_is_not_shown(name: str, project: Path) -> None:
    """A state follows from evidence alone, and `borne-out` from two origins that the record knows to be independent."""
    row, sources, expected = STATES[name]
    assert state_in(project, row, *sources).name == expected


def _foretold(outcome: str | None = None, **fields: Any) -> Row:
    resolution = {"criteria": "Seen.", "due": "2025-05-31"}
    if outcome:
        resolution |= {
            "outcome": outcome,
            "outcome_reason": "So.",
            "evidence": [{"source": "page", "paraphrase": "So."}],
        }
        resolution |= {"occurred": "2025-05-02"} if outcome in {"happened", "probably-happened"} else {}
    return claim(**{"kind": "prediction", "when": "2025-05", "resolution": resolution, **fields})


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [("did-not-happen", "annulled"), ("happened", "overdue"), (None, "overdue"), ("probably-happened", "overdue")],
)
def test_a_prediction_whose_condition_failed_is_annulled(outcome: str | None, expected: str, project: Path) -> None:
    """It is neither overdue nor scored, and nobody has to write that down; a condition that held changes nothing."""
    rows = [_foretold(condition_claim="first"), _foretold(outcome, id="first")]
    corpus = corpus_of(project, rows, [source("page", published="2025-05-03")])
    facts = derive(corpus, DAY)
    assert facts.states["yard"].name == expected
    waiting = {item.claim for item in facts.ledger.waiting}
    assert ("yard" in waiting) == (expected == "overdue")


def test_conditions_in_a_circle_end(project: Path) -> None:
    """Two claims that each have the other for a condition have a state."""
    rows = [_foretold(condition_claim="first"), _foretold(id="first", condition_claim="yard")]
    assert derive(corpus_of(project, rows, [source("page")]), DAY).states["yard"].name == "overdue"


def test_probably_is_no_hit(project: Path) -> None:
    """An outcome that is only probable has a state and words of its own."""
    state = state_in(project, _foretold("probably-happened"))
    assert state.name == "probably-happened"
    assert state_label(state, WORDS["en"]) == "probably happened"


@pytest.mark.parametrize(
    ("outcome", "rating", "label"),
    [("did-not-happen", 3, "Denied rightly"), ("happened", 1, "Denied, but happened")],
)
def test_a_denial_is_rated_as_a_denial(outcome: str, rating: int, label: str, project: Path) -> None:
    """What was denied and did not happen was denied rightly, on the page and for search engines."""
    row = _foretold(outcome, hedge={"level": "denied"}, voices=[{"who": "ada", "role": "origin"}])
    page = page_of(corpus_of(project, [row], [source("page", published="2025-06-02")]))
    node = claim_nodes(page, page.corpus.claims["yard"])
    assert node["claimReviewed"] == "Denied by Ada Lind: The yard is open."
    assert (node["reviewRating"]["ratingValue"], node["reviewRating"]["alternateName"]) == (rating, label)
    assert look_of(page.facts.states["yard"]).family == ("good" if rating == 3 else "bad")


@pytest.mark.parametrize(("level", "rating"), [("possible", None), ("expected", 1), ("stated", 1)])
def test_the_possible_is_not_rated_false(level: str, rating: int | None, project: Path) -> None:
    """What was only said to be possible is not false where it did not come; other hedges stand in what is rated."""
    row = _foretold("did-not-happen", hedge={"level": level})
    page = page_of(corpus_of(project, [row], [source("page", published="2025-06-02")]))
    node = claim_nodes(page, page.corpus.claims["yard"])
    assert node["reviewRating"].get("ratingValue") == rating
    assert node["claimReviewed"].startswith({"possible": "Possible", "expected": "Expected"}.get(level, "According"))


def test_an_ascribed_voice_is_neither_author_nor_scored(project: Path) -> None:
    """Words that others put into somebody's mouth are those of the reporter, everywhere."""
    voices = [{"who": "ada", "role": "ascribed"}, {"who": "page-house", "role": "reported"}]
    corpus = corpus_of(project, [_foretold(voices=voices)], [source("page")])
    page = page_of(corpus)
    assert page.sentence("yard").text == "The page-house ascribes to Ada Lind: The yard is open."
    node = claim_nodes(page, corpus.claims["yard"])
    assert [item["name"] for item in node["author"]] == ["The page-house"]
    assert "Ada Lind" not in {item["name"] for item in node.get("contributor", ())}
    assert "yard" not in corpus.index.said_by.get("ada", ())
    assert corpus.index.ascribed_to["ada"] == ("yard",)


def test_contradictions_need_one_time(project: Path) -> None:
    """Values of different times do not clash; those of one time do, and agreeing claims stand on one side."""

    def head(id: str, who: str, when: str | None) -> Row:
        return claim(id, asserts={"of": "nova", "property": "head", "value": who}, **({"when": when} if when else {}))

    rows = [head("a", "Ada Lind", "2019"), head("b", "Bo Berg", "2023")]
    assert [
        item for item in contradictions(corpus_of(project, rows, [source("page")])) if item.attribute == "head"
    ] == []
    rows += [head("c", "ada  lind", "2023"), head("d", "Bo Berg", "2023-05")]
    found = [item for item in contradictions(corpus_of(project, rows, [source("page")])) if item.attribute == "head"]
    assert [item.sides for item in found] == [(("b", "d"), ("c",))]


def test_the_count_of_origins_says_what_is_not_known(project: Path) -> None:
    """Known origins are counted, and of the other pages it is said that we do not know."""
    appearances = [{"source": id, "paraphrase": "So."} for id in ("page", "known", "third")]
    rows = [claim(appearances=appearances)]
    page = page_of(corpus_of(project, rows, [source("page"), original("known"), source("third")]))
    words = origins_words(page, page.facts.origins["yard"])
    assert words == "at least 1 origin; the origin of 2 more pages is not known"
    german = page_of(page.corpus, "de")
    assert "der Ursprung nicht bekannt" in origins_words(german, german.facts.origins["yard"])


def test_what_is_only_said_names_who_says_it(project: Path) -> None:
    """One speaker in two papers is one speaker, and nothing is said to be shown."""
    appearances = [{"source": id, "paraphrase": "So."} for id in ("page", "other")]
    row = claim(voices=[{"who": "ada", "role": "origin"}], appearances=appearances)
    page = page_of(corpus_of(project, [row], [source("page"), source("other")]))
    assert page.facts.origins["yard"].unknown == (("other", "page"),)
    assert state_meaning(page, "yard").startswith("Said by Ada Lind on 2 pages; ")


def test_every_state_has_words_and_a_look() -> None:
    """Each state has a label and a meaning in every language; a denial turns good and bad round."""
    for name, look in LOOKS.items():
        for words in WORDS.values():
            assert words.text(f"states.{name}.label") and words.text(f"states.{name}.meaning")
        turned = look_of(State(name, None, (), (), denied=True)).family
        assert turned == {"good": "bad", "bad": "good"}.get(look.family, look.family)


# The real content


@pytest.fixture(scope="module")
def real() -> Checked:
    return checked(ROOT)


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from _nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part)


def test_no_author_who_did_not_publish_or_say_the_words(real: Checked) -> None:
    """In what search engines read, every author of a claim published a page that makes it, and no ascribed voice is
    named at all."""
    read_templates(ROOT / "site_templates")
    page = page_of(real.corpus)
    seen = 0
    for id, found in real.corpus.claims.items():
        publishers = {real.corpus.sources[item.written.source].written.publisher for item in found.appearances}
        ascribed = {voice.who for voice in found.written.voices if voice.role == "ascribed"}
        assert set(authors_of(page, found)) <= publishers - ascribed, id
        for node in _nodes(claim_nodes(page, found)):
            if node.get("@type") == "Claim":
                seen += 1
                named = {item["name"] for item in node["author"]}
                assert named <= {page.voice_name(who).name for who in publishers}, id
                assert not named & {page.voice_name(who).name for who in ascribed}, id
                others = {item["name"] for item in node.get("contributor", ())}
                assert not others & {page.voice_name(who).name for who in ascribed}, id
    assert seen == len(real.corpus.claims)


def test_the_article_answers_for_its_own_words(real: Checked) -> None:
    """In every claim of the article its publisher is among the voices: whoever it invokes did not write it."""
    for id in real.corpus.index.in_source[ARTICLE]:
        assert "downcodes" in {voice.who for voice in real.corpus.claims[id].written.voices}, id


def test_no_page_is_accused_of_invention_or_of_what_an_older_page_says(real: Checked) -> None:
    """No fault is called an invention; a departure whose words an older page has is first seen there."""
    faults = [fault for item in real.corpus.sources.values() for fault in item.written.faults]
    assert faults and all(fault.kind != "invention" for fault in faults)
    relations = [item for found in real.corpus.claims.values() for item in found.written.relations]
    at_aibase = {item.ref for item in relations if item.step == "aibase-15588"}
    assert at_aibase >= {"D2", "D3", "D4", "D5", "D8", "D10", "D11"}


def test_pages_of_one_publisher_are_graded_only_where_several_were_read(real: Checked) -> None:
    """A grade rests on two pages at least; with one there is none."""
    read: dict[str, int] = {}
    for item in real.corpus.sources.values():
        if item.written.access in {"read", "partly-read"}:
            read[item.written.publisher] = read.get(item.written.publisher, 0) + 1
    graded = [id for id, item in real.corpus.publishers.items() if item.record.reliability is not None]
    assert [id for id in graded if read.get(id, 0) < 2] == []


def test_no_state_of_an_earlier_day_rests_on_a_later_one(real: Checked) -> None:
    """In each view every page behind a state had certainly appeared by its day, and every judgement was made by it."""
    views = milestone_views(real.corpus, date(2026, 12, 1))
    evidence = [item for found in real.corpus.claims.values() for item in found.written.evidence]
    dated = {item.source for item in evidence if item.known_from}
    assert len(views) >= 5
    for view in views:
        known = known_on(real.corpus, view.day)
        facts = derive(known, view.day)
        for id, state in facts.states.items():
            for page in state.because:
                behind = real.corpus.sources[page]
                assert behind.known <= view.day, (view.day, id, page)
                certain = behind.published.latest if behind.published else None
                said_so = behind.written.known_from or page in dated
                assert certain is None or certain <= view.day or said_so, (view.day, id, page)
            assessment = known.claims[id].written.assessment
            assert assessment is None or assessment.on <= view.day.isoformat()
