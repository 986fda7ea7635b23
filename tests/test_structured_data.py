"""What machines read: JSON-LD within schema.org's vocabulary, inert in HTML; descriptions, editions and previews."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from schema_org import registry

from generator.compiler import compile_pages
from generator.model.publication import Publication, served_at
from generator.model.templates import Page
from generator.read.site_address import read_site_address
from generator.read.templates import read_templates
from generator.render.description import LONGEST, shortened
from generator.render.structured import json_script
from generator.render.structured_nodes import iso_date, iso_period
from generator.resolve.dates import date_or_none
from tests.conftest import ROOT, checked, overlay

DAY = date(2026, 12, 1)
BASE = "https://claim-briefs.example/"
LANGUAGES = ("en", "de")
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
TEXTS = {"Text", "CssSelectorType", "PronounceableText", "XPathType"}


class Head(HTMLParser):
    """The elements of a head: metas and links with their attributes, and the JSON of data scripts."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[Any] = []
        self._open = False
        self.feed(head)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.data.append(json.loads(data))

    def meta(self, name: str) -> list[str]:
        """The contents of all metas of a name or property."""
        return [
            str(values["content"])
            for _, values in self.elements
            if name in (values.get("name"), values.get("property"))
        ]


def compiled(project: Path, base: str = BASE, draw: Any = None) -> dict[str, dict[str, Page]]:
    """All pages of a project by language and path."""
    templates, found = read_templates(ROOT / "site_templates"), checked(project)
    assert found.sound
    return {
        language: {
            page.path: page
            for page in compile_pages(found, templates, DAY, language, Publication(base, LANGUAGES, draw))
        }
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def site() -> dict[str, dict[str, Page]]:
    """The real content with its address, and pictures that are their own words."""
    return compiled(ROOT, draw=lambda preview: repr(preview).encode())


def nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every node in a JSON-LD document, nested ones too."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def family(type: str) -> set[str]:
    """A type and all that it is a kind of."""
    return {type, *registry.ancestry(type)}


def fits(value: Any, ranges: tuple[str, ...]) -> bool:
    """Whether a value is what a property takes: a node of a type in its range, or a value of a data type."""
    if isinstance(value, dict):
        return bool(family(value["@type"]) & set(ranges))
    if isinstance(value, int):
        return bool({"Number", "Integer"} & set(ranges))
    texts = bool(TEXTS & set(ranges))
    dates = bool({"Date", "DateTime"} & set(ranges)) and ISO_DATE.fullmatch(value)
    # An address may stand for any thing: that is what JSON-LD calls a reference.
    return texts or bool(dates) or bool(ADDRESS.fullmatch(value))


def outside_the_vocabulary(document: Any) -> list[str]:
    """What in a document schema.org does not know or does not allow where it stands."""
    wrong = []
    for node in nodes(document):
        type = node["@type"]
        if type not in registry.CLASS_METADATA:
            wrong.append(f"type {type}")
            continue
        for name, value in node.items():
            if name.startswith("@"):
                continue
            known = registry.PROPERTY_BY_SCHEMA.get(name)
            if known is None or known.superseded_by:
                wrong.append(f"property {name}")
            elif not set(known.domains) & family(type):
                wrong.append(f"{name} of {type}")
            else:
                values = value if isinstance(value, list) else [value]
                wrong += [f"{type}.{name}: {item!r}" for item in values if not fits(item, known.ranges)]
    return wrong


def data_of(pages: Mapping[str, Page]) -> dict[str, Any]:
    """The JSON-LD of all pages that have some."""
    heads = {path: Head(page.head) for path, page in pages.items()}
    return {path: head.data[0] for path, head in heads.items() if head.data}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_in_schema_orgs_vocabulary(language: str, site: dict[str, dict[str, Page]]) -> None:
    """Every type and property is known, not superseded, allowed on its type, and has a value in its range."""
    found = data_of(site[language])
    assert len(found) > 150
    assert {path: wrong for path, data in found.items() if (wrong := outside_the_vocabulary(data))} == {}


def test_the_check_of_the_vocabulary_bites() -> None:
    """The check above refuses an unknown type, an unknown property, one of another type, and a value out of range."""
    for node in (
        {"@type": "Claims"},
        {"@type": "Claim", "nam": "x"},
        {"@type": "Claim", "claimReviewed": "x"},
        {"@type": "Claim", "author": {"@type": "Product"}},
        {"@type": "Claim", "datePublished": "May 2025"},
        {"@type": "ListItem", "position": [], "item": 3},
    ):
        assert outside_the_vocabulary(node) != [], node


def test_claims_are_claims_and_judged_ones_are_reviewed(site: dict[str, dict[str, Page]]) -> None:
    """Every claim's page has its Claim; the late one is reviewed in words and on the scale, dated by its assessment."""
    found = data_of(site["en"])
    corpus = checked(ROOT).corpus
    for id in corpus.claims:
        claims = [node for node in nodes(found[f"claims/{id}.md"]) if node["@type"] == "Claim"]
        assert [node["@id"] for node in claims] == [f"{BASE}claims/{id}/#claim"]
        assert claims[0]["author"] and claims[0]["appearance"]
    late = next(nodes(found["claims/gpt-5-public-launch-late-may-2025.md"]["@graph"]))
    assert late["@type"] == "ClaimReview"
    assert late["reviewRating"]["alternateName"] == "Came 68 days late"
    assert (late["reviewRating"]["worstRating"], late["reviewRating"]["ratingValue"]) == (1, 2)
    assert late["datePublished"] == "2026-12-01"
    assert late["author"]["name"] == corpus.site.title
    german = next(nodes(data_of(site["de"])["claims/gpt-5-public-launch-late-may-2025.md"]["@graph"]))
    assert german["reviewRating"]["alternateName"] == "68 Tage zu spät"


def test_a_hedge_is_never_lost(site: dict[str, dict[str, Page]]) -> None:
    """A machine gets the sentence with its voices and its hedge, never the bare statement as if said plainly."""
    found = data_of(site["en"])
    expected = [claim.id for claim in checked(ROOT).corpus.claims.values() if claim.written.hedge.level == "expected"]
    assert expected
    for id in expected:
        claims = [node for node in nodes(found[f"claims/{id}.md"]) if node["@type"] == "Claim"]
        assert all("expected" in node["text"].casefold() and node["text"] == node["name"] for node in claims)


def test_what_nobody_judged_is_not_reviewed(site: dict[str, dict[str, Page]]) -> None:
    """Open, due and unchecked claims and opinions have no review."""
    pages = data_of(site["en"])
    facts_open = "claims/gpt-5-snapshots-shut-down-december-2026.md"
    assert [node["@type"] for node in pages[facts_open]["@graph"]] == ["Claim", "BreadcrumbList"]


def test_briefs_are_articles_and_the_glossary_a_set_of_terms(site: dict[str, dict[str, Page]]) -> None:
    """A brief is an Article with its claims and sources; the glossary a DefinedTermSet of all terms."""
    found, corpus = data_of(site["en"]), checked(ROOT).corpus
    article = found["briefs/road-to-gpt-5.md"]["@graph"][0]
    assert (article["@type"], article["datePublished"]) == ("Article", "2026-11-23")
    assert len(article["mentions"]) == len(corpus.briefs["road-to-gpt-5"].claims)
    terms = found["glossary.md"]["@graph"][0]["hasDefinedTerm"]
    assert [term["termCode"] for term in terms] == list(corpus.terms)


def test_an_independent_library_reads_it(site: dict[str, dict[str, Page]]) -> None:
    """PyLD expands every page's data; the claim's name comes out as it went in."""
    context = {"contextUrl": None, "documentUrl": None, "document": {"@context": {"@vocab": "https://schema.org/"}}}
    for path, data in data_of(site["de"]).items():
        expanded = jsonld.expand(data, {"documentLoader": lambda url, options: context})
        assert len(expanded) == len(data["@graph"]), path
        types = {type for node in expanded for type in node["@type"]}
        assert types <= {f"https://schema.org/{node['@type']}" for node in nodes(data)}


HOSTILE = "</script><script>alert(1)</script><!--<script>\u2028\u2029&amp;\"'\\"


@given(st.text(st.characters(exclude_categories=("Cs",))).map(lambda text: HOSTILE + text))
def test_no_text_can_end_the_script(text: str) -> None:
    """Whatever a text holds, the element holds one JSON value that reads back as the text, and ends where it should."""
    script = json_script([{"@type": "Claim", "name": text}])
    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["@graph"][0]["name"] == text


def test_hostile_records_stay_text_in_the_head(tmp_path: Path) -> None:
    """A title, a name and a statement full of markup add no element to any head and come out as they went in."""
    project = overlay(tmp_path / "project")
    for file in sorted((project / "content").rglob("*.*")):
        text = file.read_text("utf-8")
        text = text.replace("statement: Nova is fast.", f"statement: {json.dumps(HOSTILE[:-1] + ' is fast.')}")
        file.write_text(text.replace("title: A small site", f"title: {json.dumps(HOSTILE[:-1])}"), "utf-8")
    pages, plain = compiled(project), compiled(overlay(tmp_path / "plain"))
    for language in LANGUAGES:
        for path, page in pages[language].items():
            shape = [(tag, tuple(values)) for tag, values in Head(page.head).elements]
            assert shape == [(tag, tuple(values)) for tag, values in Head(plain[language][path].head).elements]
    named = data_of(pages["en"])["claims/nova-is-fast.md"]["@graph"][0]
    assert "</script><script>alert(1)</script>" in json.dumps(named, ensure_ascii=False)


def test_every_page_tells_its_editions(site: dict[str, dict[str, Page]]) -> None:
    """Each page names itself, its other edition and the default, all by absolute addresses of pages that exist."""
    served = {
        BASE + ("" if language == "en" else f"{language}/") + served_at(path)
        for language in LANGUAGES for path in site[language]
    }  # fmt: skip
    for language in LANGUAGES:
        for path, page in site[language].items():
            if path.endswith(".md"):
                links = {
                    str(values["hreflang"]): values["href"]
                    for tag, values in Head(page.head).elements if tag == "link" and "hreflang" in values
                }  # fmt: skip
                assert set(links) == {"en", "de", "x-default"}
                assert set(links.values()) <= served
                assert links["x-default"] == links["en"] == BASE + served_at(path)


def test_descriptions_are_short_plain_and_there(site: dict[str, dict[str, Page]]) -> None:
    """Every page has one description of one line and at most 300 characters, the same in meta and Open Graph."""
    for language in LANGUAGES:
        for page in site[language].values():
            if page.head:
                (text,) = Head(page.head).meta("description")
                assert text and len(text) <= LONGEST and "\n" not in text
                assert Head(page.head).meta("og:description") == [text]


@given(st.text(), st.integers(20, 80))
def test_a_shortened_text_is_a_beginning(text: str, longest: int) -> None:
    """A cut text is no longer than asked for and begins as the whole does."""
    cut = shortened(text, longest)
    assert len(cut) <= longest
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))


def test_previews_exist_where_heads_promise_them(site: dict[str, dict[str, Page]]) -> None:
    """The picture of every page is a file of its own edition, and says in words what is on it."""
    for language in LANGUAGES:
        for page in site[language].values():
            for address in Head(page.head).meta("og:image"):
                folder = BASE if language == "en" else f"{BASE}{language}/"
                assert address.removeprefix(folder) in site[language]
                assert Head(page.head).meta("og:image:alt")[0]
    assert b"Versp\xc3\xa4tet" in site["de"]["assets/previews/state-late.png"].content


def test_locales_name_a_territory(site: dict[str, dict[str, Page]]) -> None:
    """Open Graph's locales are language and territory."""
    head = Head(site["de"]["index.md"].head)
    assert (head.meta("og:locale"), head.meta("og:locale:alternate")) == (["de_DE"], ["en_US"])


def test_without_an_address_nothing_absolute_is_written(tmp_path: Path) -> None:
    """A site that does not know where it will stand has descriptions and claims, and no address of its own."""
    for pages in compiled(overlay(tmp_path / "project"), base="").values():
        for path, page in pages.items():
            assert "claim-briefs.example" not in page.head
            assert not re.search(r'"@id"|hreflang|og:url|og:image', page.head), path
        assert pages["robots.txt" if "robots.txt" in pages else "due.ics"]
        assert outside_the_vocabulary(list(data_of(pages).values())) == []


def test_robots_name_the_sitemaps_at_the_top_only(site: dict[str, dict[str, Page]]) -> None:
    """robots.txt lies at the top of the site, lets everybody in and names the sitemap of every edition."""
    text = site["en"]["robots.txt"].content.decode()
    assert text == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\nSitemap: {BASE}de/sitemap.xml\n"
    assert "robots.txt" not in site["de"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("site_url: https://a.example/b", "https://a.example/b/"),
        ("site_url: http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ("site_name: x", ""),
        ("site_url: !ENV ADDRESS", ""),
        ("site_url: javascript:alert(1)", ""),
        ("site_url: 'https://a.example/\"><script>'", ""),
        ("site_url: [", ""),
        ("- site_url", ""),
        ("markdown_extensions: [{x: !!python/name:os.system }]\nsite_url: https://a.example", "https://a.example/"),
    ],
)
def test_the_address_is_read_from_mkdocs_yml(written: str, read: str, tmp_path: Path) -> None:
    """A plain address ends in a slash; anything else counts as none, and no tag is carried out."""
    (tmp_path / "mkdocs.yml").write_text(written, "utf-8")
    assert read_site_address(tmp_path) == read


def test_the_address_of_a_project_without_configuration(tmp_path: Path) -> None:
    """Without mkdocs.yml there is no address."""
    assert read_site_address(tmp_path) == ""


@pytest.mark.parametrize(
    ("path", "language", "address"),
    [
        ("index.md", "en", BASE),
        ("index.md", "de", f"{BASE}de/"),
        ("claims/index.md", "en", f"{BASE}claims/"),
        ("glossary.md#term-x", "de", f"{BASE}de/glossary/#term-x"),
        ("due.ics", "en", f"{BASE}due.ics"),
    ],
)
def test_addresses_of_pages(path: str, language: str, address: str) -> None:
    """The leading language stands at the top, the others in folders; pages are folders, files are files."""
    assert Publication(BASE, LANGUAGES).address(path, language) == address


@pytest.mark.parametrize(
    ("text", "day", "period"),
    [
        ("2025-02-27", "2025-02-27", "2025-02-27"),
        ("2025-02", "2025-02", "2025-02"),
        ("2025", "2025", "2025"),
        ("2025?", "", "2025"),
        ("2025-05-21/2025-05-31", "", "2025-05-21/2025-05-31"),
        ("2025-05/..", "", "2025-05/.."),
        ("202X", "", ""),
    ],
)
def test_dates_for_machines(text: str, day: str, period: str) -> None:
    """A date is given where it is one and certain; a period where it can be written without a qualifier."""
    assert (iso_date(date_or_none(text)), iso_period(date_or_none(text))) == (day, period)
