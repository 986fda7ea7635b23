"""What the search knows of the pages, and the files that Pagefind makes of it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compiler import Checked, compose_records, snapshot
from generator.model.search import SearchRecord
from generator.publish import search_bundles, search_index
from generator.publish.search_bundles import place_bundles
from generator.publish.search_index import SearchIndexError
from generator.read.templates import read_templates
from generator.render.plain_text import PlainTexts, sections
from generator.render.search_names import DIGIT, NAMES_FOLLOW, RUN, asked, known_names, name_word, names_in
from tests.conftest import ROOT, checked

DAY = date(2026, 12, 1)
CLAIM = "claims/gpt-5-public-launch-late-may-2025/"


@pytest.fixture(scope="module")
def project() -> Checked:
    return checked(ROOT)


def _records(project: Checked, language: str, day: date = DAY) -> dict[tuple[str, str], SearchRecord]:
    records = compose_records(snapshot(project, day), read_templates(ROOT / "site_templates"), language)
    assert [(record.address, record.language != language) for record in records] == sorted(
        (record.address, record.language != language) for record in records
    )
    return {(record.address, record.language): record for record in records}


def test_a_claim_has_its_words_in_both_languages(project: Checked) -> None:
    """The own record of a claim holds everything, the foreign one the words of its language and no facets."""
    records = _records(project, "en")
    own, foreign = records[CLAIM, "en"], records[CLAIM, "de"]
    assert own.title.startswith("Expected, according to the German article: OpenAI will officially launch GPT-5")
    assert own.meta["quote"] == "wird voraussichtlich Ende Mai offiziell gestartet"
    assert own.meta["state"] == "◆ came 68 days late"
    assert own.filters["state"] == ("late ◆ came late",)
    assert own.filters["kind"] == ("claim Claim",)
    assert own.filters["entity"] == ("gpt-5 GPT-5", "openai OpenAI")
    assert own.filters["voice"] == ("downcodes downcodes.com",)
    assert own.filters["language"] == ("de German",)
    assert own.filters["year"] == ("2025 2025",)
    assert "expected to be officially launched" in own.text
    assert "voraussichtlich" in foreign.text and "expected" not in foreign.text
    assert (foreign.title, foreign.filters, foreign.meta) == ("", {}, {})


def test_the_german_edition_speaks_german(project: Checked) -> None:
    """Labels, titles and dates of a record are in the edition's language."""
    own = _records(project, "de")[CLAIM, "de"]
    assert own.filters["kind"] == ("claim Aussage",)
    assert own.filters["language"] == ("de Deutsch",)
    assert own.title.startswith("Erwartet, laut dem deutschen Artikel: ")
    assert "Februar 2025" in own.meta["detail"]


def test_what_was_not_known_is_not_found(project: Checked) -> None:
    """As of an earlier day, a record holds neither the later state nor the later evidence."""
    then, now = _records(project, "en", date(2025, 3, 1))[CLAIM, "en"], _records(project, "en")[CLAIM, "en"]
    assert then.filters["state"] == ("open ○ open",)
    assert "7 August 2025" in now.text and "OpenAI released GPT-5 on 7 August 2025." not in then.text


def test_every_page_can_be_found(project: Checked) -> None:
    """Every record of the corpus has a page in the search, and every page has words."""
    records = _records(project, "en")
    corpus = project.corpus
    for folder, ids in (("claims", corpus.claims), ("sources", corpus.sources), ("entities", corpus.entities)):
        assert {f"{folder}/{id}/" for id in ids} <= {address for address, _ in records}
    assert {f"glossary/#term-{id}" for id in corpus.terms} <= {address for address, _ in records}
    assert any(address.startswith("guide/rules/#q001") for address, _ in records)
    assert all(record.text.strip() for record in records.values())
    assert all(record.text.count(NAMES_FOLLOW) == 1 for record in records.values())


def test_sections_of_markdown() -> None:
    """Markdown falls into its sections with their anchors, without any of its marks."""
    text = "# The title\n\nSome *words* and [a link](x.md).\n\n## A part\n\n| a | b |\n| - | - |\n| c | `d e` |\n"
    found = [(part.anchor, part.heading, part.text) for part in sections(text)]
    assert found == [("the-title", "The title", "Some words and a link."), ("a-part", "A part", "a b c d e")]
    assert PlainTexts().line(text) == "The title Some words and a link. A part a b c d e"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("GPT-4.5", ("ŋgpt4d5ŋ",)),
        ("gpt4,5", ("ŋgpt4d5ŋ",)),
        ("GPT 4.5", ("gpt", "ŋ4d5ŋ")),
        ("o3.", ("ŋo3ŋ",)),
        ("Hosting-Bereitstellung", ("hosting", "bereitstellung")),
        ("E-Mail", ("email",)),
        ('"Ende Mai"', ('"Ende Mai"',)),
        ("„Ende Mai“", ('"Ende Mai"',)),
        ("  ", ()),
    ],
)
def test_queries_are_taken_apart(query: str, words: tuple[str, ...]) -> None:
    """Names and numbers become one word each, other words are split at hyphens, a phrase stays whole."""
    assert asked(query) == words


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("the GPT-4.5-Modell", ("GPT-4.5",), ("ŋgpt4d5ŋ", "ŋgpt4d5modellŋ", "ŋ4d5ŋ")),
        ("o3-mini", ("o3", "o3-mini"), ("ŋo3miniŋ",)),
        ("o3", ("o3", "o3-mini"), ("ŋo3ŋ",)),
        ("In May 2025, 68 days", (), ("ŋ2025ŋ", "ŋ68ŋ")),
    ],
)
def test_names_in_texts(text: str, known: tuple[str, ...], names: tuple[str, ...]) -> None:
    """A name is found inside a compound, and not inside a longer name that is known."""
    assert names_in(text, known_names(known)) == names


@given(st.text(alphabet="aBäß019.,-‑ ", max_size=30))
def test_a_name_that_is_typed_as_it_stands_is_found(text: str) -> None:
    """Whatever name stands in a text, the query that repeats it asks for a word that was indexed."""
    for run in RUN.findall(text):
        if DIGIT.search(run):
            assert asked(run) == (name_word(run),)
            assert name_word(run) in names_in(text, frozenset())
            assert name_word(run) in names_in(text, known_names([run]))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


@pytest.fixture(scope="module")
def bundles(
    project: Checked, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, tuple[SearchRecord, ...]]]:
    records = tuple(_records(project, "en").values())
    root = tmp_path_factory.mktemp("bundles")
    (root / "site").mkdir()
    place_bundles(root, root / "site", records, "en")
    yield root, records


def test_bundles_are_the_same_bytes_every_time(bundles: tuple[Path, tuple[SearchRecord, ...]], tmp_path: Path) -> None:
    """Made again elsewhere, from the same records in another order, every file is equal."""
    root, records = bundles
    (tmp_path / "site").mkdir()
    place_bundles(tmp_path, tmp_path / "site", records[::-1], "en")
    assert _files(tmp_path / "site") == _files(root / "site")


def test_bundles_hold_what_the_browser_loads_and_nothing_else(bundles: tuple[Path, tuple[SearchRecord, ...]]) -> None:
    """One stemmer a language; none of Pagefind's own interfaces; a name for every record."""
    root, records = bundles
    names = {re.sub(r"[0-9a-f]{7,}", "#", name) for name in _files(root / "site")}
    assert names == {"search/search.json"} | {
        f"search/{language}/{name}"
        for language in ("en", "de")
        for name in (
            "pagefind.js", "pagefind-entry.json", f"wasm.{language}.pagefind", f"pagefind.{language}_#.pf_meta",
            f"index/{language}_#.pf_index", f"fragment/{language}_#.pf_fragment",
        )
    }  # fmt: skip
    directory = json.loads((root / "site" / "search" / "search.json").read_text())
    own, other = directory["bundles"]
    addresses = sorted(record.address for record in records if record.language == "en")
    assert (own["language"], other["language"]) == ("en", "de")
    assert len(own["ids"]) == len(addresses) and len(other["ids"]) == len(other["places"])
    number = addresses.index(CLAIM)
    packed = (root / "site" / "search" / "en" / "fragment" / f"{own['ids'][number]}.pf_fragment").read_bytes()
    assert json.loads(gzip.decompress(packed)[12:])["url"] == CLAIM
    assert number in other["places"]
    late = next(places for id, _, places in directory["facets"]["state"] if id == "late")
    assert number in late


def test_unchanged_records_are_not_indexed_again(
    bundles: tuple[Path, tuple[SearchRecord, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build takes the bundles from the cache; without the program and with an empty cache it says so."""
    root, records = bundles
    monkeypatch.setattr(search_index, "get_executable", lambda: None)
    again = tmp_path / "again"
    again.mkdir()
    place_bundles(root, again, records, "en")
    assert _files(again) == _files(root / "site")
    with pytest.raises(SearchIndexError, match="pagefind_bin"):
        place_bundles(tmp_path / "empty", again, records, "en")


def test_the_cache_keeps_the_bundles_used_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many sets of records, only the last ones stay."""
    monkeypatch.setattr(search_bundles, "KEPT_BUNDLES", 1)
    monkeypatch.setattr(search_bundles, "ROUNDS", 2)
    (tmp_path / "site").mkdir()
    for number in range(4):
        record = SearchRecord("a/", "en", f"Title {number}", f"text {number}", {}, {})
        place_bundles(tmp_path, tmp_path / "site", (record,), "en")
    assert len(list((tmp_path / search_bundles.CACHE).iterdir())) == 2
