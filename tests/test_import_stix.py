"""Bundles of STIX come in as sources and drafts, and what no record can hold is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.imported.found import Found, ImportRefused, Loss
from generator.imported.naming import SHAPES
from generator.imported.stix_citations import cited
from generator.imported.stix_words import hedge_of, statement
from generator.imported.threat_reports import read_stix
from generator.model.corpus import Corpus
from tests.conftest import checked
from tests.imports import DAY, FILES, corpus_of, data_with_drafts, empty_project, record, run, texts_of, written
from tests.test_import_bibliographies import ANYTHING, leaves, whys

BUNDLE = (FILES / "bundle.json").read_bytes()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of a project without records."""
    return corpus_of(empty_project(tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module")
def found(empty: Corpus) -> Found:
    """What is read from the bundle of the tests."""
    return read_stix(BUNDLE, empty, DAY)


def changed(number: int, **fields: Any) -> bytes:
    """The bundle with other properties of one object."""
    bundle = json.loads(BUNDLE)
    bundle["objects"][number] |= fields
    return json.dumps(bundle).encode()


def test_a_relationship_is_a_draft(found: Found) -> None:
    """Its ends and its type are the statement, its times the date, its maker passes it on; it is marked as a draft."""
    claim = record(found, "claims", "quay-rats-uses-cranehook")
    assert claim["draft"] == "yes" and claim["statement"] == {"en": "Quay Rats uses CraneHook."}
    assert claim["about"] == ["quay-rats", "cranehook"]
    assert claim["when"] == "2024-04-01/2024-04-30"
    assert claim["voices"][-1] == {"who": "institute-for-harbour-security", "role": "reported"}
    assert claim["hedge"] == {"level": "stated"} and "85 of 100" in claim["note"]["en"]
    assert claim["open_questions"]


def test_each_citation_is_an_appearance(found: Found) -> None:
    """A source is made of each reference that is cited; the words before the citation are what it is said to say."""
    claim = record(found, "claims", "quay-rats-uses-cranehook")
    said = {item["source"]: item["paraphrase"]["en"] for item in claim["appearances"]}
    assert said["harbour-post-rats-may-2024"] == "Quay Rats has put CraneHook on two cranes."
    assert said["oiw-cranes-2024"] == "Quay Rats has put CraneHook on two cranes."
    assert said["ratten-am-kai"].startswith("Quay Rats has put CraneHook")
    source = record(found, "sources", "harbour-post-rats-may-2024")
    assert source["title"] == {"en": "Rats at the quay"} and source["authors"] == ["Harbour Post"]
    assert (source["published"], source["retrieved"]) == ("2024-05-03", "2024-11-17")
    assert (source["url"], source["access"]) == ("https://post.example.org/rats", "quoted-elsewhere")
    assert record(found, "sources", "oiw-cranes-2024")["undated"]
    assert ("/objects/5/description", "Missing Blog") in {(item.where, item.value) for item in found.losses}


def test_a_revoked_relationship_says_so(found: Found, tmp_path: Path) -> None:
    """It becomes a draft that tells the revocation and asks for its reason; where a claim stands, that one is named."""
    claim = record(found, "claims", "quay-rats-uses-phishing")
    assert claim["note"] == {"en": "Quay Rats has sent letters. Who made this statement has revoked it (2024-09-01)."}
    assert any("revoked" in question for question in claim["open_questions"])
    project = empty_project(tmp_path / "project")
    assert run(project, "stix", FILES / "bundle.json").exit_code == 0
    again = read_stix(changed(5, revoked=True), corpus_of(project), DAY)
    lost = {item.why for item in again.losses if item.where.startswith("/objects/5/")}
    assert any("revoked by its maker" in why and "'quay-rats-uses-cranehook'" in why for why in lost)


def test_a_claim_that_stands_outlives_one_that_was_revoked(empty: Corpus) -> None:
    """Of two relationships that say the same the one that is not revoked is taken, whatever their order."""
    bundle = json.loads(BUNDLE)
    bundle["objects"][6]["target_ref"] = bundle["objects"][5]["target_ref"]
    bundle["objects"].reverse()
    claim = record(read_stix(json.dumps(bundle).encode(), empty, DAY), "claims", "quay-rats-uses-cranehook")
    assert "revoked" not in str(claim) and len(claim["appearances"]) == 3


def test_reports_are_sources(found: Found, empty: Corpus) -> None:
    """A report has title, publisher, day, language, address and summary; a revoked one says that it is revoked."""
    report = record(found, "sources", "ratten-am-kai")
    assert (report["kind"], report["publisher"]) == ("report", "institute-for-harbour-security")
    assert (report["published"], report["language"]) == ("2024-06-01", "de")
    assert report["title"] == {"de": "Ratten am Kai"} and report["url"] == "https://ihs.example.org/ratten"
    assert report["note"]["de"].endswith("Ein Überblick über die Angriffe auf Kräne.")
    revoked = record(read_stix(changed(8, revoked=True), empty, DAY), "sources", "ratten-am-kai")
    assert revoked["note"]["de"].startswith("Der Herausgeber hat diesen Bericht widerrufen.")
    nobody = read_stix(changed(8, created_by_ref="", external_references=[]), empty, DAY)
    assert "nothing says who published it" in whys(nobody)["/objects/8"]


def test_names_are_entities(found: Found) -> None:
    """Who and what a relationship names is an entity with aliases and an address; a technique is only a name."""
    rats = record(found, "entities", "quay-rats")
    assert (rats["kind"], rats["aliases"]) == ("group", [{"name": "G9001"}])
    assert rats["description"] == {"en": "Quay Rats is a group that looks for cargo lists."}
    assert rats["same_as"] == ["https://attack.example.org/groups/G9001"]
    assert record(found, "entities", "cranehook")["kind"] == "product"
    assert not [item for kind, item in found.records if kind == "entities" and item["name"] == "Phishing"]
    assert "only its name is kept" in whys(found)["/objects/4/description"]


def test_notes_and_opinions_are_drafts(found: Found) -> None:
    """A note says what its abstract says; an opinion stands to the claim that it is about; both have their authors."""
    note = record(found, "claims", "cranehook-needs-a-key")
    assert note["note"] == {"en": "Without the key of the crane CraneHook does nothing."}
    assert note["voices"] == [{"who": "ada-kranich", "role": "origin"}]
    opinion = record(found, "claims", "only-one-crane-was-hit")
    assert opinion["kind"] == "opinion" and opinion["about"] == ["quay-rats", "cranehook"]
    why = {"en": "strongly-disagree: Only one crane was hit."}
    assert opinion["relations"] == [{"type": "contradicts", "claim": "quay-rats-uses-cranehook", "why": why}]


def test_losses_are_told(found: Found) -> None:
    """Markings, versions, days of objects, missing ends and objects of other types are told at their places."""
    lost = whys(found)
    assert "may be published" in lost["/objects/5/object_marking_refs"]
    assert "day of the STIX object" in lost["/objects/5/created"]
    assert "not in the file" in lost["/objects/7/target_ref"]
    assert "'identity' by itself" in lost["/objects/1"] and "'marking-definition'" in lost["/objects/11"]
    assert "does not list" in lost["/objects/8/object_refs/1"] and "/objects/8/object_refs/0" not in lost


def test_what_is_imported_passes_the_check(tmp_path: Path) -> None:
    """The command writes records that the check finds no fault in but drafts, and a build with drafts shows them."""
    project = empty_project(tmp_path / "project")
    done = run(project, "stix", FILES / "bundle.json")
    assert done.exit_code == 0, done.output
    assert set(written(project)) == {"sources", "publishers", "entities", "claims"}
    assert {item.rule.code for item in checked(project).findings} == {"A001"}
    assert b"Quay Rats uses CraneHook." in data_with_drafts(project)["corpus.json"]
    again = run(project, "stix", FILES / "bundle.json")
    assert again.exit_code == 2 and "nothing in it is new" in again.output


def test_the_newest_version_of_an_object_counts(empty: Corpus) -> None:
    """Of two versions of one object the newer is taken, and the older is told."""
    bundle = json.loads(BUNDLE)
    newer = {**bundle["objects"][3], "name": "CraneHook 2", "modified": "2025-01-01T00:00:00.000Z"}
    bundle["objects"].append(newer)
    found = read_stix(json.dumps(bundle).encode(), empty, DAY)
    assert record(found, "claims", "quay-rats-uses-cranehook-2")
    assert "another version" in whys(found)["/objects/3"]


@pytest.mark.parametrize(
    ("type", "says"),
    [("uses", "A uses B."), ("attributed-to", "A is attributed to B."), ("eats-with", "A eats with B.")],
)
def test_types_read_as_verbs(type: str, says: str) -> None:
    """Types of the standard read as a sentence, and so do those of others."""
    assert statement("A", type, "B") == says


def test_confidence_is_a_hedge() -> None:
    """Low, medium and high confidence are `possible`, `expected` and `stated`."""
    assert [hedge_of(number) for number in (0, 29, 30, 69, 70, 100)] == ["possible"] * 2 + ["expected"] * 2 + [
        "stated"
    ] * 2


def test_a_description_is_split_at_its_citations() -> None:
    """Words belong to the citations after them; links lose their address, which is told where nobody knows it."""
    losses: list[Loss] = []
    text = "One [a](https://a.example.org).(Citation: X (2))(Citation: Y) Two. (Citation: Z). Three [b](https://b.example.org/)"
    found = cited(text, "/d", {"https://a.example.org"}, losses)
    assert found.stretches == (("One a.", ("X (2)", "Y")), ("Two.", ("Z",)))
    assert found.rest == ". Three b"
    assert [item.value for item in losses] == ["https://b.example.org/"]


TYPES = ["report", "relationship", "note", "opinion", "identity", "malware", "intrusion-set", "attack-pattern", "x-odd"]
IDS = st.sampled_from([f"{type}--{number}" for type in TYPES for number in "12"])
REFERENCES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "source_name": st.sampled_from(["One Post", "Two Post"]), "external_id": st.text(max_size=4),
            "url": st.sampled_from(["https://a.example.org/1", "https://b.example.org/2", "?"]),
            "description": st.sampled_from(["A. (2020, May 3). T. Retrieved June 4, 2021.", "B. (soon). U.", "C"]),
            "hashes": ANYTHING,
        },
    ),
    max_size=2,
)  # fmt: skip
OBJECTS = st.sampled_from(TYPES).flatmap(
    lambda type: st.fixed_dictionaries(
        {"type": st.just(type), "id": st.sampled_from([f"{type}--1", f"{type}--2"])},
        optional={
            "name": st.text(min_size=1, max_size=9) | ANYTHING, "description": st.text(max_size=12) | ANYTHING,
            "created": st.just("2024-01-01T00:00:00Z"), "modified": st.just("2024-02-01T00:00:00Z"),
            "created_by_ref": IDS, "source_ref": IDS, "target_ref": IDS,
            "relationship_type": st.sampled_from(["uses", "x"]),
            "object_refs": st.lists(IDS, max_size=3) | ANYTHING, "content": st.text(max_size=12),
            "revoked": st.booleans(),
            "abstract": st.text(max_size=12), "explanation": st.text(max_size=9),
            "authors": st.lists(st.text(max_size=9)),
            "opinion": st.sampled_from(["agree", "neutral", "strongly-disagree"]) | ANYTHING,
            "published": st.just("2024-03-01T10:00:00Z") | ANYTHING, "confidence": st.integers(-1, 101) | ANYTHING,
            "start_time": st.just("2024-03-01T00:00:00Z"), "stop_time": st.sampled_from(["2024-02-01T00:00:00Z", "?"]),
            "external_references": REFERENCES | ANYTHING, "lang": st.sampled_from(["de", "en", "?"]),
            "x_other": ANYTHING,
            "aliases": st.lists(st.text(max_size=6)) | ANYTHING,
            "identity_class": st.sampled_from(["individual", "odd"]),
        },
    )
)  # fmt: skip
SPOKEN = (
    "/type", "/relationship_type", "_ref", "/confidence", "/published", "/start_time", "/stop_time", "/modified",
    "/revoked", "/opinion", "/lang", "/identity_class", "/source_name", "/object_refs", "/external_references",
)  # fmt: skip
"""Parts of places whose values a record says in its own way: kinds, references, days, hedges, notes, ids."""


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OBJECTS | ANYTHING, max_size=8))
def test_every_value_of_stix_is_kept_or_told(empty: Corpus, objects: list[Any]) -> None:
    """Each value of a bundle stands in a record, is said by one in its own way, or is told as lost."""
    found = read_stix(json.dumps({"type": "bundle", "objects": objects}).encode(), empty, DAY)
    places = [item.where for item in found.losses]
    kept = "\n".join(texts_of([item for _, item in found.records]))
    for where, value in leaves({"objects": objects}):
        lost = any(" ".join(where.split()) == place or where.startswith(f"{place}/") for place in places)
        spoken = any(where.endswith(end) or f"{end}/" in where for end in SPOKEN)
        odd = any(not sign.isprintable() for sign in where)
        assert lost or odd or spoken or " ".join(str(value).split()) in kept, (where, value)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING | st.dictionaries(st.just("objects"), ANYTHING))
def test_no_json_breaks_the_reader(empty: Corpus, value: Any) -> None:
    """Whatever JSON holds, reading it as STIX ends in records and losses, or in a refusal."""
    try:
        assert isinstance(read_stix(json.dumps(value).encode(), empty, DAY), Found)
    except ImportRefused as reason:
        assert "\n" not in str(reason)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OBJECTS, max_size=8))
def test_all_records_have_their_shape(empty: Corpus, objects: list[Any]) -> None:
    """Records have the fields of their kind, ids are unique, and every id that a record names is that of another."""
    found = read_stix(json.dumps({"objects": objects}).encode(), empty, DAY)
    ids = {kind: [item["id"] for other, item in found.records if other == kind] for kind, _ in found.records}
    assert all(len(several) == len(set(several)) for several in ids.values())
    voices = {*ids.get("entities", ()), *ids.get("publishers", ())}
    assert len(voices) == len(ids.get("entities", ())) + len(ids.get("publishers", ()))
    for kind, item in found.records:
        SHAPES[kind].model_validate(item)
        if kind == "claims":
            assert {voice["who"] for voice in item.get("voices", ())} <= voices
            assert set(item.get("about", ())) <= set(ids.get("entities", ()))
            assert {place["source"] for place in item.get("appearances", ())} <= set(ids.get("sources", ()))
            assert {other["claim"] for other in item.get("relations", ())} <= set(ids["claims"])
        if kind == "sources":
            assert item["publisher"] in ids["publishers"]


@pytest.mark.parametrize("content", [b"[]", b'{"objects": {}}', b"{", b"\xff", b'{"a":' * 5000], ids=range(5))
def test_what_is_no_bundle_is_refused(content: bytes, empty: Corpus) -> None:
    """A file that is no bundle is refused in one line."""
    with pytest.raises(ImportRefused) as refused:
        read_stix(content, empty, DAY)
    assert "\n" not in str(refused.value)
