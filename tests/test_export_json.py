"""The corpus as JSON: it keeps to its schema, says what the pages say, and knows no more than the day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.json_values import json_bytes, json_value, withheld_fields
from generator.model.records import SiteRecord
from tests.conftest import overlay
from tests.exported import BASE, DAY, EARLIER, corpus, exported, files, shown_on


def faults(schema: str, value: Any, day: date = DAY) -> list[str]:
    """What a JSON Schema has against a value."""
    read = json.loads(files(day)[schema])
    jsonschema.Draft202012Validator.check_schema(read)
    return [error.message for error in jsonschema.Draft202012Validator(read).iter_errors(value)]


@pytest.mark.parametrize("day", [DAY, EARLIER], ids=str)
def test_every_file_keeps_to_its_schema(day: date) -> None:
    """The corpus and the file of every claim are valid by the schema beside them, on a past day too."""
    assert faults("corpus.schema.json", corpus(day), day) == []
    claims = [path for path in files(day) if path.startswith("claims/")]
    assert sorted(claims) == sorted(f"claims/{id}.json" for id in shown_on(day).known.claims)
    for path in claims:
        value = json.loads(files(day)[path])
        assert faults("claim.schema.json", value, day) == []
        assert value["$schema"] == "../claim.schema.json"


def test_the_schema_refuses_what_is_not_the_format() -> None:
    """A field that does not exist, a missing one, a value of another type and a later version are each refused."""
    for change in ({"colour": "red"}, {"version": "2.0"}, {"claims": {}}, {"format": "other"}):
        assert faults("corpus.schema.json", {**corpus(), **change})
    assert faults("corpus.schema.json", {key: value for key, value in corpus().items() if key != "as_of"})


def test_derived_facts_are_those_of_the_pages() -> None:
    """State, sentence, witnesses, dates and page of every claim are what the build derived."""
    shown = shown_on(DAY)
    told = {item["record"]["id"]: item for item in corpus()["claims"]}
    assert list(told) == list(shown.known.claims)
    for id, claim in shown.known.claims.items():
        derived = told[id]["derived"]
        assert derived["state"]["name"] == shown.facts.states[id].name
        assert [tuple(group) for group in derived.get("witnesses", ())] == list(shown.facts.origins[id].known)
        assert [tuple(group) for group in derived.get("unknown_origins", ())] == list(shown.facts.origins[id].unknown)
        assert derived.get("when", {}).get("text") == claim.written.when
        assert set(derived["sentence"]) == {"en", "de"}
        assert derived["page"] == f"claims/{id}/"
    late = told["gpt-5-public-launch-late-may-2025"]["derived"]
    assert late["state"]["days_late"] == 68
    assert late["sentence"]["en"].startswith("Expected, according to ")
    assert late["sentence"]["de"].startswith("Erwartet, laut dem deutschen Artikel: ")
    assert late["state"]["words"] == {"en": "Came 68 days late", "de": "68 Tage zu spät"}


def test_offsets_are_code_points_of_the_text_that_is_told() -> None:
    """Every passage and every sentence stands at its offsets in the file that the source names."""
    texts = {file["path"]: file["text"] for file in corpus()["files"]}
    of_source = {item["record"]["id"]: item["derived"].get("document") for item in corpus()["sources"]}
    found = 0
    for claim in corpus()["claims"]:
        for item in claim["derived"]["appearances"]:
            for passage in (item.get("passage"), item.get("sentence")):
                if passage:
                    found += 1
                    text = texts[of_source[item["source"]]]
                    assert text[passage["start"] : passage["end"]] == passage["text"]
    assert found > 20


def test_a_claim_s_file_is_the_same_part_of_the_corpus() -> None:
    """A claim's own file holds it as the corpus does, and every source, publisher and entity that it names."""
    whole = corpus()
    sources = {item["record"]["id"]: item for item in whole["sources"]}
    for claim in whole["claims"]:
        own = json.loads(files()[f"claims/{claim['record']['id']}.json"])
        assert own["claim"] == claim
        named = {item["record"]["id"] for item in own["sources"]}
        assert {item["source"] for item in claim["record"]["appearances"]} <= named
        assert all(item == sources[item["record"]["id"]] for item in own["sources"])
        speaking = {item["record"]["id"] for item in (*own["publishers"], *own["entities"])}
        assert {voice["who"] for voice in claim["record"]["voices"]} <= speaking


def test_a_past_day_knows_nothing_later() -> None:
    """A build for a past day tells no source and no claim of later days, no later file, and names what it withholds."""
    early, late = corpus(EARLIER), corpus()
    assert early["as_of"] == "2025-06-01"
    assert len(early["claims"]) < len(late["claims"])
    assert all(item["derived"]["known"] <= "2025-06-01" for item in early["sources"])
    assert "answer" in early["site_withheld"] and "answer" not in early["site"]
    assert "site_withheld" not in late
    text = files(EARLIER)["corpus.json"].decode("utf-8")
    later = {item["record"]["id"] for item in late["claims"]} - {item["record"]["id"] for item in early["claims"]}
    assert later and not any(f'"{id}"' in text for id in later)


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    """The same input yields the same bytes; a site without an address has none in the file."""
    project = overlay(tmp_path)
    assert exported(project=project) == exported(project=project)
    assert json.loads(exported(project=project)["corpus.json"])["address"] == BASE
    assert "address" not in json.loads(exported(project=project, base="")["corpus.json"])


@given(st.dictionaries(st.sampled_from(["en", "de", "fr"]), st.text(min_size=1).filter(str.strip), min_size=1))
def test_texts_survive_json(local: dict[str, str]) -> None:
    """Whatever a text holds, it reads back as it is, under its language."""
    site = SiteRecord(title="T", question=local, description=local, answer=local, language="en")
    back = json.loads(json_bytes(json_value(site, "en")))
    assert back["answer"] == dict(site.answer)
    assert withheld_fields(site) == ()
