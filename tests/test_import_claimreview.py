"""Reviews of claims from elsewhere become drafts; what no record can hold is listed; nothing breaks the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.imported.claim_reviews import read_claim_reviews
from generator.imported.found import LARGEST, Found, ImportRefused
from generator.imported.verdicts import bearing_of
from generator.model.corpus import Corpus
from generator.read.files import FORBIDDEN
from tests.conftest import ROOT, checked, overlay
from tests.exported import files
from tests.imports import DAY, FILES, corpus_of, data_with_drafts, empty_project, record, run, texts_of, written

FEED = FILES / "feed.json"
BUECHEREI = "die-stadtbuecherei-von-beispielstadt-wird-zum-1-april"


@cache
def nothing() -> Corpus:
    """A corpus without records, its site in English."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return corpus_of(empty_project(Path(folder) / "project"))


def read(value: Any) -> Found:
    """What is read from a value as JSON."""
    return read_claim_reviews(json.dumps(value).encode("utf-8"), nothing(), DAY)


def review(**more: Any) -> dict[str, Any]:
    """A review of a claim, with more properties, or others."""
    return {
        "@context": "https://schema.org", "@type": "ClaimReview", "url": "https://desk.example/1", "inLanguage": "en",
        "datePublished": "2026-01-02", "claimReviewed": "The moon is made of cheese.",
        "author": {"@type": "Organization", "name": "Desk"},
        "reviewRating": {"@type": "Rating", "alternateName": "False"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Ada Example"}}, **more,
    }  # fmt: skip


def test_a_feed_becomes_drafts(tmp_path: Path) -> None:
    """A feed in two languages is written as drafts with voices, pages and verdicts, and the check finds no fault."""
    project = empty_project(tmp_path / "project")
    done = run(project, "claimreview", FEED)
    assert done.exit_code == 0, done.output
    found = checked(project)
    assert {item.rule.code for item in found.findings} == {"A001"}
    assert len(found.corpus.unfinished) == 6 and not found.corpus.claims
    claims = {item.id: item.written.record for item in found.corpus.unfinished if item.written}
    one = claims[BUECHEREI]
    assert dict(one.statement) == {"de": "Die Stadtbücherei von Beispielstadt wird zum 1. April 2026 geschlossen."}
    assert [(it.who, it.role) for it in one.voices] == [("jonas-beispiel", "origin")]
    assert [it.source for it in one.appearances] == ["netzwerk-beitrag-von-jonas-beispiel"]
    assert [it.bearing for it in one.evidence] == ["contradicts"]
    assert "Der Rat hat die Mittel" in one.evidence[0].paraphrase["de"]
    source = found.corpus.sources["netzwerk-beitrag-von-jonas-beispiel"].written
    assert (source.published, source.publisher, source.access) == ("2026-02-09", "netzwerk", "quoted-elsewhere")
    assert source.retrieved is None


def test_what_a_review_does_not_say_must_be_chosen(tmp_path: Path) -> None:
    """What was assumed stands in an open question that says TODO, so no draft can be finished unread."""
    project = empty_project(tmp_path / "project")
    run(project, "claimreview", FEED)
    for item in checked(project).corpus.unfinished:
        assert not item.lacks
        assert "open_questions[0].en" in item.todo or any("open_questions" in path for path in item.todo)
    claims = project / "content" / "claims" / "imported-feed.yml"
    claims.write_text(claims.read_text("utf-8").replace("draft: yes", "draft: no"), "utf-8")
    assert {item.rule.code for item in checked(project).findings} >= {"A002"}


def test_the_losses_are_listed(tmp_path: Path) -> None:
    """Pictures, further days, times, a name of the feed and a broken address are named with place, value and reason."""
    done = run(empty_project(tmp_path / "project"), "claimreview", FEED)
    for line in (
        "not taken over: records hold no pictures",
        "  /dataFeedElement/0/item/0/author/logo: https://pruefstelle.example/logo.png",
        "not taken over: records keep the day, not the time",
        "  /dataFeedElement/0/item/0/datePublished: 2026-02-11T09:30:00+01:00",
        "not taken over: not an address of the web",
        "  /dataFeedElement/6/itemReviewed/appearance/url: not an address",
        "  /name: Faktencheck Beispielstadt",
    ):
        assert line in done.output.splitlines()
    count = sum(line.startswith("  /") for line in done.output.splitlines())
    assert f"{count} values not taken over" in done.output.splitlines()


def test_import_export_import_is_a_fixed_point(tmp_path: Path) -> None:
    """What a build with drafts exports as JSON-LD is read into an empty project as the same YAML, with no loss."""
    first, second, third = (empty_project(tmp_path / name) for name in ("first", "second", "third"))
    assert run(first, "claimreview", FEED).exit_code == 0
    exported = tmp_path / "claims.jsonld"
    exported.write_bytes(data_with_drafts(first)["claims.jsonld"])
    done = run(second, "claimreview", exported)
    assert done.exit_code == 0 and "everything was taken over" in done.output, done.output
    assert set(written(first)) == {"claims", "sources", "publishers", "entities"}
    assert written(second) == written(first)
    exported.write_bytes(data_with_drafts(second)["claims.jsonld"])
    run(third, "claimreview", exported)
    assert written(third) == written(first)


def test_the_real_claims_come_in_as_drafts(tmp_path: Path) -> None:
    """Our own JSON-LD of captured sources comes in without error; documents and long quotes are listed as lost."""
    project = empty_project(tmp_path / "project")
    file = tmp_path / "claims.jsonld"
    file.write_bytes(files()["claims.jsonld"])
    done = run(project, "claimreview", file)
    found = checked(project)
    assert found.sound, found.findings
    assert {item.id for item in found.corpus.unfinished} == set(checked(ROOT).corpus.claims)
    assert "the captured document is not in this file" in done.output
    assert "more than 11 words of a page that is not captured" in done.output


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    """A file that was imported already is told to be there, and nothing is written."""
    project = empty_project(tmp_path / "project")
    run(project, "claimreview", FEED)
    before = written(project)
    again = run(project, "claimreview", FEED)
    assert again.exit_code == 2 and "the project has this claim already" in again.output
    assert written(project) == before
    assert not list(project.rglob("*-2.yml"))


def test_records_of_the_project_are_used(tmp_path: Path) -> None:
    """A publisher by name, an entity by name and a source by address are referred to, and not written again."""
    project = overlay(tmp_path / "project")
    file = tmp_path / "one.json"
    item = {
        "@type": "Claim", "about": {"@type": "Product", "name": "NOVA"}, "author": {"@type": "Person", "name": "Ada"},
        "appearance": {"@type": "Report", "url": "http://weekly.example/nova/"},
    }  # fmt: skip
    file.write_text(json.dumps(review(author={"@type": "Organization", "name": "the daily"}, itemReviewed=item)))
    done = run(project, "claimreview", file)
    assert done.exit_code == 0, done.output
    new = written(project)
    assert set(new) == {"claims", "sources", "entities"}
    assert "about: [nova]" in new["claims"] and "source: nova-report" in new["claims"]
    assert "publisher: daily" in new["sources"] and "id: ada\n" in new["entities"]


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run prints the records and the losses, and leaves the project as it is."""
    project = empty_project(tmp_path / "project")
    done = run(project, "claimreview", FEED, "--dry-run")
    assert done.exit_code == 0
    assert "# content/claims/imported-feed.yml" in done.output and "not taken over" in done.output
    assert not written(project)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda it: it,
        lambda it: [it],
        lambda it: {"@context": "https://schema.org", "@graph": [it]},
        lambda it: {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": it}]},
        lambda it: {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": it}]},
        lambda it: {"@type": "WebPage", "mainEntity": {"@type": "Article", "review": it}},
        lambda it: {**it, "@type": "http://schema.org/ClaimReview"},
        lambda it: {"@type": "schema:ClaimReview", "schema:url": it["url"], "schema:claimReviewed": it["claimReviewed"],
                    "schema:author": it["author"], "schema:reviewRating": it["reviewRating"]},
    ],
)  # fmt: skip
def test_every_wrapping_is_read(wrap: Callable[[Any], Any]) -> None:
    """A node, a list, a graph, a list of items, a feed, a page around it, and other spellings of names are read."""
    found = read(wrap(review()))
    claim = record(found, "claims", "the-moon-is-made-of-cheese")
    assert claim["evidence"][0]["bearing"] == "contradicts"


def test_a_web_page_is_read() -> None:
    """Blocks of JSON-LD in HTML are read, one that is broken is a loss, and other scripts are not looked at."""
    page = (
        "<!doctype html><html><head><script>var a = '{';</script><script type='application/ld+json'>{</script>"
        f'<script type="application/ld+json">{json.dumps(review())}</script></head></html>'
    )
    found = read_claim_reviews(page.encode("utf-8"), nothing(), DAY)
    assert record(found, "claims", "the-moon-is-made-of-cheese")
    assert [item.where for item in found.losses] == ["block 1"]


def test_references_in_a_graph_are_followed() -> None:
    """What is named by its `@id` alone is looked up in the same file."""
    desk = {"@type": "Organization", "@id": "#d", "name": "Looked Up"}
    found = read({"@graph": [review(author={"@id": "#d"}), desk]})
    assert record(found, "publishers", "looked-up")
    assert not found.losses


@pytest.mark.parametrize(
    ("rating", "bearing"),
    [
        (("False", "", "", ""), "contradicts"), (("richtig", "", "", ""), "supports"),
        (("Mostly false", "2", "5", "1"), "qualifies"), (("Pants on fire", "1", "5", "1"), "contradicts"),
        (("", "5", "5", "1"), "supports"), (("Unproven", "-1", "5", "1"), None), (("Satire", "", "", ""), None),
        (("", "3", "", ""), None), (("Not false", "", "", ""), None),
    ],
)  # fmt: skip
def test_verdicts_are_read(rating: tuple[str, str, str, str], bearing: str | None) -> None:
    """Ends of the scale and single known words are verdicts; what is neither is left to the author."""
    assert bearing_of(*rating) == bearing


TEXT = st.tuples(st.text(max_size=20), st.uuids()).map(lambda it: f"{it[0]} {it[1]}")
"""Texts that occur nowhere else, so that none is found by chance."""
LINK = st.sampled_from(["https://a.example/1", "https://b.example/2", "http://c.example"])
DATES = st.sampled_from(["2026-01-02", "2025-03", "2024-05-06T07:08:09Z", "yesterday"])


def _node(type: str, **parts: Any) -> Any:
    return st.fixed_dictionaries({"@type": st.just(type)}, optional=parts)


ANYONE = st.one_of(
    TEXT,
    _node("Person", name=TEXT, jobTitle=TEXT, sameAs=LINK, image=LINK),
    _node("Organization", name=TEXT, url=LINK, logo=TEXT),
)
WORK = st.one_of(
    LINK, _node("NewsArticle", url=LINK, headline=TEXT, datePublished=DATES, publisher=ANYONE, author=ANYONE, x=TEXT)
)
RATING = _node(
    "Rating", alternateName=TEXT, ratingValue=st.integers(-1, 6), bestRating=st.integers(0, 5),
    worstRating=st.floats(0, 2), ratingExplanation=TEXT, image=LINK,
)  # fmt: skip
CLAIMS = _node(
    "Claim", author=st.one_of(ANYONE, st.lists(ANYONE, max_size=3)), datePublished=DATES, about=ANYONE, name=TEXT,
    appearance=st.one_of(WORK, st.lists(WORK, max_size=3)), firstAppearance=WORK, text=TEXT, keywords=st.lists(TEXT),
)  # fmt: skip

REVIEWS = _node(
    "ClaimReview", claimReviewed=TEXT, url=LINK, headline=TEXT, inLanguage=st.sampled_from(["de", "en-GB", "x"]),
    datePublished=DATES, author=st.one_of(ANYONE, st.lists(ANYONE, max_size=2)), publisher=ANYONE, reviewRating=RATING,
    itemReviewed=st.one_of(CLAIMS, TEXT, st.lists(CLAIMS, max_size=2)), reviewBody=TEXT, dateModified=DATES,
)  # fmt: skip


def leaves(value: Any, where: str = "") -> list[tuple[str, str]]:
    """All leaves of a value with their places, without types."""
    if isinstance(value, dict):
        return [it for name, part in value.items() if name != "@type" for it in leaves(part, f"{where}/{name}")]
    if isinstance(value, list):
        return [it for number, part in enumerate(value) for it in leaves(part, f"{where}/{number}")]
    return [(where, json.dumps(value) if not isinstance(value, str) else value)]


@settings(max_examples=300, deadline=None)
@given(st.lists(REVIEWS, min_size=1, max_size=3))
def test_nothing_is_dropped_in_silence(reviews: list[Any]) -> None:
    """Every leaf of any reviews turns up in the records, or is listed as a loss with its place."""
    found = read(reviews)
    told = _cleaned(" ".join(texts_of([record for _, record in found.records])))
    keys = {key for _, record in found.records for key in _keys(record)}
    lost = {where for item in found.losses for where in item.where.split(", ")}
    for where, text in leaves(reviews):
        words = _cleaned(text)
        day = text[:10] if "T" in text else text
        assert where in lost or words in told or day in told or text[:2] in keys, (where, text, found)


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in _keys(part)}
    return {key for part in value for key in _keys(part)} if isinstance(value, list) else set()


def _cleaned(text: str) -> str:
    """A text without the signs that records do not hold, and without the one that stands between names."""
    return " ".join(FORBIDDEN.sub(" ", text).replace(";", " ").split())


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT, LINK, st.just("TODO x")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(
                TEXT,
                st.sampled_from(
                    ["@type", "@id", "@graph", "@value", "claimReviewed", "itemReviewed", "author", "reviewRating",
                     "url", "appearance", "records", "identifier", "claims", "sources", "id", "name", "datePublished"]
                ),
            ),
            st.one_of(inner, st.sampled_from(["ClaimReview", "Claim", "Person", "Rating"])),
            max_size=5,
        ),
    ),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(JSON)
def test_no_value_breaks_the_reader(value: Any) -> None:
    """Any JSON is read or refused in one line; records that come of it are what the check reads."""
    for wrapped in (value, {"@type": "ClaimReview", "claimReviewed": value, "itemReviewed": value, "author": value}):
        try:
            found = read(wrapped)
        except ImportRefused as reason:
            assert "\n" not in str(reason)
            continue
        assert all(isinstance(record["id"], str) for _, record in found.records)


@settings(max_examples=25, deadline=None)
@given(st.lists(REVIEWS, min_size=1, max_size=2))
def test_what_is_written_has_no_fault(tmp_path_factory: pytest.TempPathFactory, reviews: list[Any]) -> None:
    """Whatever reviews say, the files that are written are read by the check without an error."""
    folder = tmp_path_factory.mktemp("any")
    project, file = empty_project(folder / "project"), folder / "any.json"
    file.write_text(json.dumps(reviews), "utf-8")
    done = run(project, "claimreview", file)
    assert done.exit_code in {0, 1, 2}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    found = checked(project)
    assert found.sound, found.findings


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"a": "\0"}', "NUL"),
        (b"[" * 100_000 + b"]" * 100_000, "nested more than"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "nested more than"),
        (b'{"@type": "ClaimReview", "url": "a", "url": "b"}', "stands twice"),
        (b'{"@type": "ClaimReview", "x": NaN}', "NaN"),
        (b'{"x": ' + b"9" * 6000 + b"}", "no ClaimReview"),
        (b"[]", "no ClaimReview"),
        (b"<html><script type='application/ld+json'>{</script></html>", "no JSON-LD"),
        (b"<p>nothing", "no JSON-LD"),
    ],
)
def test_what_cannot_be_read_is_one_line(content: bytes, words: str, tmp_path: Path) -> None:
    """A file that is no JSON, too deep, doubled, mis-encoded or without claims is refused, and nothing is written."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "bad.json"
    file.write_bytes(content)
    done = run(project, "claimreview", file)
    assert done.exit_code == 2 and words in done.output, done.output
    assert "Traceback" not in done.output and not written(project)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    """A file of more than the limit is refused before it is read."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "huge.json"
    with file.open("wb") as opened:
        opened.truncate(LARGEST + 1)
    done = run(project, "claimreview", file)
    assert done.exit_code == 2 and "larger than 64 MiB" in done.output


def test_many_reviews_are_split_over_files(tmp_path: Path) -> None:
    """Records that would make a file larger than the check reads are written to several files."""
    project, file = empty_project(tmp_path / "project"), tmp_path / "many.json"
    long = "word " * 3000
    several = [review(claimReviewed=f"Claim {n}. {long}", url=f"https://desk.example/{n}") for n in range(60)]
    file.write_text(json.dumps(several), "utf-8")
    done = run(project, "claimreview", file)
    assert done.exit_code == 0, done.output
    assert len(list((project / "content" / "claims").glob("*.yml"))) > 1
    assert len(checked(project).corpus.unfinished) == 60
