"""How to cite: what is offered reads back, by libraries that did not write it, as what went in."""

from __future__ import annotations

import json
import warnings
from datetime import date

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.facts import derive
from generator.model.publication import Publication
from generator.read.templates import read_templates
from generator.render.citation import Citation, Reference, bibtex, brief_citations, citations, csl_json, latex
from generator.render.page import PageContext
from tests.conftest import ROOT, checked

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

DAY = date(2026, 12, 1)
BASE = "https://claim-briefs.example/"
CSL_FIELDS = {
    "id", "type", "title", "author", "container-title", "issued", "language", "URL", "accessed", "note",
}  # fmt: skip
"""Those of the fields of the schema of CSL-JSON 1.0 that are used here."""
COMMANDS = {r"\textbraceleft{}": "\ue000", r"\textbraceright{}": "\ue001", r"\textasciicircum{}": "\ue002"}
"""What the reading library does not know, or takes for another sign, through private letters instead."""
PRINTED = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_characters="\x7f"), min_size=1)


def page(language: str) -> PageContext:
    """A page of the real content in a language."""
    corpus = checked(ROOT).corpus
    words = read_templates(ROOT / "site_templates").words[language]
    return PageContext("", corpus, derive(corpus, DAY), words, Publication(BASE, ("en", "de")))


@pytest.fixture(scope="module")
def pages() -> dict[str, PageContext]:
    """The real content in both languages."""
    return {language: page(language) for language in ("en", "de")}


def reference(title: str, note: str = "") -> Reference:
    """A reference with a title."""
    return Reference("claim-x", title, DAY, date(2026, 11, 25), "en", "Claim Briefs", BASE, note)


def read_back(entry: str) -> dict[str, str]:
    """The fields of the one BibTeX entry as a reference manager shows them."""
    for command, sign in COMMANDS.items():
        entry = entry.replace(command, sign)
    library = bibtexparser.parse_string(entry, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (found,) = library.entries
    fields = {field.key: str(field.value).removeprefix("{").removesuffix("}") for field in found.fields}
    for command, sign in COMMANDS.items():
        fields = {key: value.replace(sign, command_sign(command)) for key, value in fields.items()}
    return {"key": found.key, **fields}


def command_sign(command: str) -> str:
    """What LaTeX prints for such a command."""
    return {"braceleft": "{", "braceright": "}", "asciicircum": "^"}[command.removeprefix("\\text").removesuffix("{}")]


def of_kind(found: tuple[Citation, ...], kind: str) -> str:
    """The citation of a kind."""
    return next(citation.text for citation in found if citation.kind == kind)


@pytest.mark.parametrize("language", ["en", "de"])
def test_bibtex_of_every_claim_reads_back(language: str, pages: dict[str, PageContext]) -> None:
    """bibtexparser reads each entry without complaint, and its title is the sentence of the page."""
    for id, claim in pages[language].corpus.claims.items():
        fields = read_back(of_kind(citations(pages[language], claim), "bibtex"))
        assert fields["key"] == f"claim-{id}"
        assert fields["title"] == pages[language].sentence(id).text
        assert fields["url"] == BASE + ("de/" if language == "de" else "") + f"claims/{id}/"
        assert fields["urldate"] == "2026-12-01"


@given(PRINTED)
def test_latex_signs_survive(title: str) -> None:
    """Every sign that LaTeX reads is escaped: the decoded title is the title, its white space as single spaces."""
    plain = " ".join(title.split())
    assert latex(title).count("{") == latex(title).count("}")
    if plain:
        assert not set(latex(title).replace(r"\&", "").replace(r"\%", "").replace(r"\#", "")) & set("&%#")


@pytest.mark.parametrize(
    "title",
    ["100 % of R&D_1 #2 for $5", "a { b } c", "back\\slash ~ ^", "„Größe“ — “quoted”", "GPT-4.5: o3, @all = {x}"],
)
def test_awkward_titles_read_back(title: str) -> None:
    """Titles with LaTeX's own signs, braces, umlauts and quotes come back letter for letter."""
    fields = read_back(bibtex(reference(title)))
    assert fields["title"] == title


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_csl_json_holds_any_title(title: str) -> None:
    """CSL-JSON is a list of one item of known fields, with the title as it is."""
    (item,) = json.loads(csl_json(reference(title, "n")))
    assert item["title"] == title
    assert set(item) <= CSL_FIELDS
    assert item["issued"] == {"date-parts": [[2026, 12, 1]]}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_citation_processor_renders_csl_json(language: str, pages: dict[str, PageContext]) -> None:
    """citeproc-py reads the item of a claim and of a brief, and prints site, title, year and address."""
    found = pages[language]
    claim = found.corpus.claims["gpt-5-public-launch-late-may-2025"]
    brief = found.corpus.briefs["road-to-gpt-5"]
    for ways, title in (
        (citations(found, claim), found.sentence(claim.id).text),
        (brief_citations(found, brief), found.name("brief", brief.id)),
    ):
        items = json.loads(of_kind(ways, "csl-json"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = CiteProcJSON(items)
            style = CitationStylesStyle("harvard-cite-them-right", validate=False)
            bibliography = CitationStylesBibliography(style, source, formatter.plain)
            bibliography.register(Cited([CitationItem(items[0]["id"])]))
        printed = str(bibliography.bibliography()[0])
        assert found.corpus.site.title in printed
        assert title.rstrip(".").casefold() in printed.casefold()
        assert "2026" in printed
        assert items[0]["URL"] in printed


def test_citations_as_text(pages: dict[str, PageContext]) -> None:
    """The text names site, title, day and address, in the page's language; a brief carries its own date."""
    claim = pages["en"].corpus.claims["gpt-5-public-launch-late-may-2025"]
    assert of_kind(citations(pages["en"], claim), "text") == (
        "Claim Briefs: “Expected, according to the German article: OpenAI will officially launch GPT-5 at the "
        "end of May 2025.” State as of 1 December 2026. https://claim-briefs.example/claims/gpt-5-public-launch-late-may-2025/"
    )
    brief = pages["de"].corpus.briefs["road-to-gpt-5"]
    assert of_kind(brief_citations(pages["de"], brief), "text") == (
        "Claim Briefs: „Der Weg zu GPT-5“, 23. November 2026. https://claim-briefs.example/de/briefs/road-to-gpt-5/"
    )


def test_without_an_address_none_is_cited() -> None:
    """A site that does not know its address offers citations without one."""
    plain = page("en")
    nowhere = PageContext("", plain.corpus, plain.facts, plain.words)
    ways = citations(nowhere, next(iter(plain.corpus.claims.values())))
    assert not any("http" in citation.text or "URL" in citation.text for citation in ways)
    assert "urldate" not in read_back(of_kind(ways, "bibtex"))


def test_a_block_keeps_its_lines() -> None:
    """As HTML a citation stays on one line of Markdown, and its own lines and spaces are references."""
    block = Citation("bibtex", "@misc{x,\n  a = {<b>}\n}").block
    assert "\n" not in block and "<b>" not in block
    assert block.count("&#10;") == 2 and "&#10;&#32;&#32;a" in block
