"""Sources, claims and quotes in the forms of other fields: libraries of those fields read them back."""

from __future__ import annotations

import json
import warnings
from datetime import date
from pathlib import Path
from typing import Any

import bibtexparser
import check_jsonschema
import jsonschema
import pytest
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from pyld import jsonld

from generator.render.data_page import FILES, TABLES
from generator.render.structured_claims import UNJUDGED
from tests.conftest import ROOT, checked, overlay
from tests.exported import BASE, DAY, EARLIER, exported, files, shown_on

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

VENDORED = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"


def test_a_citation_processor_prints_every_source() -> None:
    """citeproc-py reads all items of CSL-JSON, and each printed reference has its title and year."""
    items = json.loads(files()["sources.csl.json"])
    assert [item["id"] for item in items] == list(shown_on(DAY).known.sources)
    for item in items:  # citeproc-py breaks on ranges of dates, which the schema allows: it gets where they begin
        item["issued"] = {"date-parts": item["issued"]["date-parts"][:1]} if "issued" in item else None
    items = [{name: value for name, value in item.items() if value} for item in items]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        printed = [str(entry) for entry in bibliography.bibliography()]
    assert len(printed) == len(items)
    for item in items:
        entry = [text for text in printed if item["title"].casefold().split()[0].strip('[“"') in text.casefold()]
        assert entry, item["id"]
        if "issued" in item:
            assert any(str(item["issued"]["date-parts"][0][0]) in text for text in entry), item["id"]


def test_bibtexparser_reads_every_source() -> None:
    """Every source is one entry under its id, with the title, the address and the date that the record has."""
    library = bibtexparser.parse_string(
        files()["sources.bib"].decode("utf-8"), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not library.failed_blocks
    sources = shown_on(DAY).known.sources
    assert [entry.key for entry in library.entries] == list(sources)
    for entry in library.entries:
        written = sources[entry.key].written
        fields = {field.key: str(field.value) for field in entry.fields}
        assert fields.get("date", "").replace("\N{NO-BREAK SPACE}", "~") == (written.published or "")
        if written.title:
            printed = written.title.get(written.language) or next(iter(written.title.values()))
            assert fields["title"].strip("{}") in {*written.title.values(), printed}
        for author in written.authors:
            assert author in fields["author"]


def schema_org(url: str, options: Any) -> Any:
    """A stand-in for the context of schema.org: everything is in its vocabulary."""
    return {"contextUrl": None, "documentUrl": None, "document": {"@context": {"@vocab": "https://schema.org/"}}}


def test_claims_and_reviews_expand() -> None:
    """PyLD expands every node; each claim stands once a language, reviewed where its page says so."""
    told = json.loads(files()["claims.jsonld"])
    expanded = jsonld.expand(told, {"documentLoader": schema_org})
    shown = shown_on(DAY)
    assert len(expanded) == 2 * len(shown.known.claims)
    ids = [node["@id"] for node in expanded]
    assert len(set(ids)) == len(ids)
    reviewed = {node["@id"].split("#")[0] for node in expanded if node["@type"] == ["https://schema.org/ClaimReview"]}
    assert reviewed
    for id in shown.known.claims:
        if shown.facts.states[id].name in UNJUDGED:
            assert f"{BASE}claims/{id}/" not in reviewed


@pytest.mark.parametrize("day", [DAY, EARLIER], ids=str)
def test_annotations_find_their_words(day: date) -> None:
    """Both selectors of every annotation of a captured text lead to the same words of the file that is published."""
    told = json.loads(files(day)["annotations.jsonld"])
    items = told["first"]["items"]
    assert told["total"] == len(items) > 10
    assert len({item["id"] for item in items}) == len(items)
    checked_places = 0
    for item in items:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        assert {body["language"] for body in item["body"] if body["type"] == "TextualBody"} == {"en", "de"}
        for target in targets:
            selectors = target["selector"]
            if isinstance(selectors, dict):
                assert selectors["type"] == "TextQuoteSelector" and selectors["exact"]
                continue
            quote, place = selectors
            text = files(day)[target["source"].removeprefix(f"{BASE}data/")].decode("utf-8")
            assert text[place["start"] : place["end"]] == quote["exact"]
            whole = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert whole in text
            checked_places += 1
    appearances = [it for claim in shown_on(day).known.claims.values() for it in claim.appearances]
    passages = [passage for it in appearances for passage in it.passages]
    assert checked_places == len(passages)


def test_annotations_expand() -> None:
    """PyLD expands the collection to as many annotations as it says, each with a body and a target."""
    terms = {
        "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "items": {"@container": "@list"},
        "first": {"@id": "https://www.w3.org/ns/activitystreams#first"},
    }  # fmt: skip

    def context(url: str, options: Any) -> Any:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": None, "document": {"@context": terms}}

    (collection,) = jsonld.expand(json.loads(files()["annotations.jsonld"]), {"documentLoader": context})
    (page,) = collection["https://www.w3.org/ns/activitystreams#first"]
    (listed,) = page["http://www.w3.org/ns/oa#items"]
    assert len(listed["@list"]) == collection["http://www.w3.org/ns/oa#total"][0]["@value"]
    for item in listed["@list"]:
        assert item["http://www.w3.org/ns/oa#body"] and item["http://www.w3.org/ns/oa#target"]


def test_the_citation_file_keeps_to_its_schema() -> None:
    """CITATION.cff is valid by the schema of the Citation File Format, and dated by the build."""
    schema = json.loads((VENDORED / "citation-file-format.json").read_text("utf-8"))
    told = yaml.load(files()["CITATION.cff"], Loader=yaml.BaseLoader)
    jsonschema.validate(told, schema)
    assert told["date-released"] == "2026-12-01"
    assert told["title"] == shown_on(DAY).known.site.title


def test_a_site_without_an_address_has_no_absolute_one(tmp_path: Path) -> None:
    """Without `site_url` no file names an address of the site; texts are named relative to the file."""
    made = exported(project=overlay(tmp_path), base="")
    told = json.loads(made["annotations.jsonld"])
    assert "id" not in told
    assert any("documents/nova-article.txt" in str(item["target"]) for item in told["first"]["items"])
    assert not any(BASE.encode() in content for content in made.values())


def test_the_page_lists_every_file() -> None:
    """Every file is listed on the page of data, or described by one that is, or stands in a folder that is listed."""
    listed = {path for _, entries in FILES for entry in entries for path in (entry[0], entry[2]) if path}
    folders = tuple(path for path in listed if path.endswith("/"))
    assert {path for path in files() if not path.startswith(folders)} == {it for it in listed if it not in folders}
    assert {path for path in files() if path.startswith("csv/")} == {f"csv/{name}.csv" for name in TABLES}


def test_captured_texts_are_published_as_they_are() -> None:
    """The text of a captured document is published byte for byte, under the id of its source."""
    sources = checked(ROOT).corpus.sources
    held = {id: source for id, source in sources.items() if source.document is not None}
    assert {path for path in files() if path.startswith("documents/")} == {f"documents/{id}.txt" for id in held}
    for id, source in held.items():
        assert source.document is not None
        assert files()[f"documents/{id}.txt"].decode("utf-8") == source.document.text
