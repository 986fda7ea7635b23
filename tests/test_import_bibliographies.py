"""Bibliographies come in as sources, and what no source can hold is told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.extract.taking_in import LibraryMissing
from generator.imported import bibtex_process
from generator.imported.bibliographies import read_bibtex, read_csl
from generator.imported.bibtex_entries import entries_of, value_of
from generator.imported.bibtex_references import references_of
from generator.imported.cited_sources import Citing
from generator.imported.csl_items import KINDS
from generator.imported.day_words import language_tag, month_number, read_date
from generator.imported.found import Found, ImportRefused, Loss
from generator.imported.json_leaves import DEEPEST, pointer
from generator.imported.latex_words import decoded, plain_address, unknown_commands
from generator.imported.web_addresses import doi_address, web_address
from generator.model.corpus import Corpus
from tests.conftest import ROOT, checked
from tests.exported import DAY as BUILT
from tests.exported import files
from tests.imports import DAY, FILES, corpus_of, empty_project, record, run, texts_of, written


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of a project without records."""
    return corpus_of(empty_project(tmp_path_factory.mktemp("empty")))


def whys(found: Found) -> dict[str, str]:
    """By place: why a value was lost."""
    return {item.where: item.why for item in found.losses}


def leaves(value: Any, *path: str | int) -> Iterator[tuple[str, Any]]:
    """All values of JSON that say something, by their place."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, *path, name)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, *path, number)
    elif value is not None and value != "":
        yield pointer(*path), value


def test_csl_items_become_sources(empty: Corpus) -> None:
    """Names in all their parts, dates, languages, addresses and publishers stand in the sources of a CSL-JSON file."""
    found = read_csl((FILES / "bibliography.json").read_bytes(), empty, DAY)
    ferry = record(found, "sources", "becker2024")
    assert ferry["title"] == {"de-DE": "Neue Fähre über die Elbe fährt ab Mai"}
    assert ferry["authors"] == ["Änne Becker", "Karl van den Berg, Jr.", "Jean d'Orsay"]
    assert (ferry["kind"], ferry["published"], ferry["language"]) == ("article", "2024-05-03", "de-DE")
    assert (ferry["url"], ferry["retrieved"]) == ("https://elbtaler.example.org/2024/faehre", "2026-11-20")
    assert ferry["note"] == {"de-DE": "Zusammenfassung des Herausgebers: Die neue Fähre soll 40 Wagen tragen."}
    assert record(found, "publishers", ferry["publisher"])["name"] == "Elbtaler Nachrichten"
    report = record(found, "sources", "ferry-traffic-on-inland-waterways")
    assert (report["published"], report["language"], report["kind"]) == ("2023-11~/2024-01~", "en", "report")
    assert report["url"] == "https://doi.org/10.1234/ferry.2024" and "retrieved" not in report
    assert record(found, "sources", "raw-date")["published"] == "2024-05-03"


def test_csl_losses_are_told(empty: Corpus) -> None:
    """What is not taken from a CSL-JSON file is told at its place: seasons, pages, kinds, lost entries."""
    lost = whys(read_csl((FILES / "bibliography.json").read_bytes(), empty, DAY))
    assert "no field" in lost["/0/page"] and "one publisher" in lost["/0/publisher"]
    assert "season" in lost["/2/issued/season"] and "'article-journal'" in lost["/2/type"]
    assert "not a date" in lost["/2/accessed"]
    assert "nothing says who published it" in lost["/4"]
    assert "is called 'ferry-traffic" in lost["/1/id"]


def test_bibtex_entries_become_sources(empty: Corpus) -> None:
    """Strings, accents, braced names, days in months, inherited fields and hidden addresses of BibTeX are read."""
    found = read_bibtex((FILES / "bibliography.bib").read_bytes(), empty, DAY)
    ferry = record(found, "sources", "becker2024")
    assert ferry["title"] == {"de": "Neue Fähre über die Elbe: 50% mehr Platz"}
    assert ferry["authors"] == ["Änne Becker", "Karl van den Berg", "Redaktion Elbe and Söhne"]
    assert (ferry["published"], ferry["language"], ferry["note"]) == ("2024-05-03", "de", {"de": "Mit Karte."})
    assert ferry["url"] == "https://elbtaler.example.org/2024/faehre_neu%20b"
    assert record(found, "publishers", ferry["publisher"])["name"] == "Elbtaler Nachrichten am Sonntag"
    assert record(found, "sources", "oiw")["published"] == "2023-11/2024-01~"
    assert record(found, "sources", "vogel")["publisher"] == "hafenverlag"
    assert record(found, "sources", "vogel")["published"] == "2022"
    assert record(found, "sources", "faehrseite")["url"] == "https://www.ferry.example.org/fahrplan"
    assert record(found, "sources", "after")["undated"]


def test_bibtex_losses_are_told(empty: Corpus) -> None:
    """Comments, unused strings, unknown commands, further authors and broken entries are told, not dropped."""
    found = read_bibtex((FILES / "bibliography.bib").read_bytes(), empty, DAY)
    told = {(item.where, item.value) for item in found.losses}
    assert ("line 1", "% A small bibliography") in told
    assert ("line 3", "unused = Nowhere") in told
    assert ("entry 'oiw', field 'title'", "\\foo") in told
    assert ("entry 'Becker2024', field 'author'", "and others") in told
    assert ("entry 'faehrseite', field 'year'", "n.d.") in told
    assert ("entry 'vogel', field 'pages'", "1--9") in told
    assert any(value.startswith("@book{broken") for _, value in told)
    assert "nothing says who published it" in whys(found)["entry 'nobody'"]


@pytest.mark.parametrize(("command", "name"), [("csl-json", "bibliography.json"), ("bibtex", "bibliography.bib")])
def test_what_is_imported_passes_the_check(command: str, name: str, tmp_path: Path) -> None:
    """The command writes sources and publishers that the check finds no fault in; a second import writes nothing."""
    project = empty_project(tmp_path / "project")
    done = run(project, command, FILES / name, "--dry-run")
    assert done.exit_code == 0 and not written(project)
    done = run(project, command, FILES / name)
    assert done.exit_code == 0, done.output
    assert set(written(project)) == {"sources", "publishers"} and "values not taken over" in done.output
    assert not checked(project).findings
    again = run(project, command, FILES / name)
    assert again.exit_code == 2 and "nothing in it is new" in again.output


def test_known_sources_and_publishers_are_used(tmp_path: Path) -> None:
    """A source with a known address is not doubled, what it does not say is lost; a known publisher keeps its id."""
    project = empty_project(tmp_path / "project")
    assert run(project, "csl-json", FILES / "bibliography.json").exit_code == 0
    items = [
        {"id": "x", "type": "article", "title": "Other", "URL": "http://elbtaler.example.org/2024/faehre/"},
        {"id": "y", "type": "report", "title": "New", "publisher": "office for inland waterways"},
    ]
    found = read_csl(json.dumps(items).encode(), corpus_of(project), DAY)
    assert [(kind, item["id"]) for kind, item in found.records] == [("sources", "y")]
    assert found.records[0][1]["publisher"] == "office-for-inland-waterways"
    assert "'becker2024' is there already" in whys(found)["/0/title"]
    assert "'becker2024' is there already" in whys(found)["/0/id"]


@pytest.mark.parametrize("name", ["sources.csl.json", "sources.bib"])
def test_our_own_exports_come_back(name: str, empty: Corpus) -> None:
    """Sources of the real corpus have the same ids, titles, authors, dates, publishers and addresses afterwards.

    BibTeX wants an author, so that the export names the publisher where there is none: such a one is not read as one.
    """
    read = read_bibtex if name.endswith("bib") else read_csl
    own = next(path for path in files() if path.endswith((".bib", "csl.json")) and path.endswith(name.split(".")[-1]))
    found = read(files()[own], empty, DAY)
    sources = {item["id"]: item for kind, item in found.records if kind == "sources"}
    names = {item["id"]: item["name"] for kind, item in found.records if kind == "publishers"}
    corpus = checked(ROOT).corpus
    assert list(sources) == sorted(id for id, source in corpus.sources.items() if source.known <= BUILT)
    for id, told in sources.items():
        source = corpus.sources[id].written
        if source.title:
            assert set(told["title"].values()) <= set(source.title.values())
        publisher = names[told["publisher"]]
        assert told.get("authors", []) == [author for author in source.authors if "csl" in name or author != publisher]
        assert told["language"] == source.language or source.language == "mul"
        assert publisher in corpus.publishers[source.publisher].record.name.values()
        if source.url:
            assert (told["url"], told.get("retrieved")) == (source.url, source.retrieved)
        if source.published and "bib" in name:
            assert told["published"] == source.published


NAMES = st.fixed_dictionaries(
    {},
    optional={
        "family": st.text(max_size=8), "given": st.text(max_size=8), "literal": st.text(max_size=8),
        "suffix": st.text(max_size=4), "comma-suffix": st.booleans(), "other": st.integers(),
    },
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
DATES = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(st.integers(-1, 2030) | st.sampled_from(["24", "5"]), max_size=4), max_size=3),
        "circa": st.booleans() | st.integers(0, 1), "season": st.integers(1, 4), "raw": st.text(max_size=10),
    },
)  # fmt: skip
ITEMS = st.fixed_dictionaries(
    {},
    optional={
        "id": st.text(max_size=10) | st.integers(),
        "type": st.sampled_from(sorted(KINDS)) | st.text(max_size=5),
        "title": st.text(max_size=20) | ANYTHING,
        "author": st.lists(NAMES | ANYTHING, max_size=3) | ANYTHING,
        "issued": DATES | ANYTHING,
        "accessed": DATES | ANYTHING,
        "URL": st.sampled_from(
            ["https://a.example.org/x", "http://ü.example.org", "ftp://x", "https://b.example.org/a b"]
        ),
        "publisher": st.sampled_from(["A", "B c"]) | ANYTHING,
        "container-title": st.sampled_from(["A", "B c"]) | ANYTHING,
        "language": st.sampled_from(["de", "English", "xx_YY", "?"]) | ANYTHING,
        "DOI": st.text(max_size=5),
        "note": st.text(max_size=9),
        "abstract": st.text(max_size=9),
        "custom": ANYTHING,
    },
)
SPOKEN = ("/issued", "/accessed", "/comma-suffix", "/type", "/id")
"""Ends of places whose values a record says in its own way: a date, the order of a name, a kind, an id."""


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ITEMS | ANYTHING, max_size=3))
def test_every_value_of_csl_is_kept_or_told(empty: Corpus, items: list[Any]) -> None:
    """Each value of a CSL-JSON file stands in a record, is said by one in its own way, or is told as lost."""
    found = read_csl(json.dumps(items).encode(), empty, DAY)
    places = [item.where for item in found.losses]
    kept = "\n".join(texts_of([item for _, item in found.records]))
    said_at = [(where, " ".join(str(value).split())) for where, value in leaves(items)]

    def told(where: str) -> bool:
        return any(" ".join(where.split()) == place or where.startswith(f"{place}/") for place in places)

    lost_words = {said for where, said in said_at if told(where)}  # two fields that say the same are told once
    for where, said in said_at:
        lost = said in lost_words
        own = {web_address(said), doi_address(said), language_tag(said)} - {None}
        spoken = any(where.endswith(end) or f"{end}/" in where for end in SPOKEN)
        odd = any(not sign.isprintable() for sign in where)
        assert lost or odd or said in kept or any(text in kept for text in own if text) or spoken, (where, said)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANYTHING | st.binary().map(lambda some: some.decode("latin-1")))
def test_no_json_breaks_the_reader(empty: Corpus, value: Any) -> None:
    """Whatever JSON holds, reading it as CSL ends in records and losses, or in a refusal."""
    try:
        found = read_csl(json.dumps(value).encode(), empty, DAY)
    except ImportRefused as reason:
        assert "\n" not in str(reason)
    else:
        assert isinstance(found, Found)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"), (b"[{]", "not JSON"), (b"\xff\xfe[", "UTF-8"), (b"[\x00]", "NUL"),
        (b"3", "no list of items"),
        (b"[" * 100_000, "nested"), (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested"),
        (b"[" + b"9" * 5000 + b"]", "not JSON"), (b"[NaN]", "not JSON"), (b'{"a": 1}', "no list of items"),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_csl_is_refused(content: bytes, says: str, empty: Corpus) -> None:
    """A file that is no CSL-JSON is refused in one line that says why."""
    with pytest.raises(ImportRefused, match=says) as refused:
        read_csl(content, empty, DAY)
    assert "\n" not in str(refused.value)


def test_signs_that_no_file_may_hold_are_left_out(empty: Corpus) -> None:
    """Control characters, turned directions and half characters are taken out of texts, and that is told."""
    item = {"id": "a", "type": "report", "title": "A\u0000B\u202eC\ud800", "publisher": "P"}
    found = read_csl(json.dumps([item]).encode(), empty, DAY)
    assert record(found, "sources", "a")["title"] == {"en": "A B C"}
    assert "control characters" in whys(found)["/0/title"]


def in_process(text: str, corpus: Corpus) -> Found:
    """BibTeX read without a process of its own."""
    entries, losses = entries_of(text)
    citing = Citing(corpus, DAY)
    for told in references_of(entries, losses):
        citing.source(told)
    return Found(citing.records(), (*losses, *citing.losses))


FRAGMENTS = st.sampled_from(
    ["@article{", "@misc(", "@string{", "@comment{", "@", "{", "}", "(", ")", '"', "=", ",", "#", "\n", "\\", "\\\"{u}",
     "$", "%", "~", "title", "author", "year", "url", "a and b", "and others", "{{", "}}", "jan", "2024", " ", "key",
     "https://a.example.org/", "publisher = {P}", "crossref"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FRAGMENTS | st.text(max_size=4), max_size=40).map("".join))
def test_no_text_breaks_the_bibtex_reader(empty: Corpus, text: str) -> None:
    """Whatever a text holds, reading it as BibTeX ends in records and losses; text without entries is all told."""
    found = in_process(text, empty)
    assert all(isinstance(item, Loss) for item in found.losses)
    if text.strip() and not found.records:
        assert found.losses or "@" in text


VALUES = st.text(st.characters(categories=("L", "N", "P"), exclude_characters='\\{}"%$#&~^_@'), min_size=1, max_size=20)
FIELDS = st.sampled_from(
    ["title", "author", "publisher", "journal", "year", "month", "date", "url", "urldate", "language", "note", "isbn",
     "pages", "doi", "eprint", "abstract", "school", "howpublished"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["article", "misc", "book", "report", "online"]), st.dictionaries(FIELDS, VALUES, max_size=8))
def test_every_field_of_bibtex_is_kept_or_told(empty: Corpus, kind: str, fields: dict[str, str]) -> None:
    """Each field of an entry stands in a record, is a date or an address there, or is told as lost."""
    found = in_process(
        f"@{kind}{{k,\n" + "".join(f"{name} = {{{value}}},\n" for name, value in fields.items()) + "}", empty
    )
    places = {item.where for item in found.losses}
    kept = "\n".join(texts_of([item for _, item in found.records]))
    whole = "".join(sign for sign in kept if sign.isalnum())
    for name, value in fields.items():
        if not value.strip() or ("entry 'k'" in places and not found.records):
            continue
        made = {read_date(value), language_tag(value), web_address(value)} - {None}
        plain = "".join(sign for sign in decoded(value) if sign.isalnum())
        words = {plain, "".join(reversed(plain))}
        parts = all("".join(s for s in part if s.isalnum()) in whole for part in decoded(value).split(","))
        told = f"entry 'k', field {name!r}" in places or any(word in whole for word in words) or parts
        assert told or any(text in kept for text in made if text) or name in {"month", "year"}, (name, value)


@pytest.mark.parametrize(
    "text", ["@a{\n" * 100_000, "{" * 2_000_000, '@a{b,c="' * 100_000, "@string{a = a # a}\n" * 1000, "}" * 1_000_000]
)
def test_garbage_is_read_in_bounded_time(text: str, empty: Corpus) -> None:
    """Megabytes of what is no BibTeX end within the limits of the process, in losses or a refusal."""
    start = time.monotonic()
    try:
        found = read_bibtex(text.encode(), empty, DAY)
        assert found.losses and not found.records
    except ImportRefused as reason:
        assert "\n" not in str(reason)
    assert time.monotonic() - start < 60


def test_strings_cannot_grow_without_end() -> None:
    """A string that is made of strings again and again is refused before it fills the memory."""
    strings: dict[str, str] = {"a": "x" * 9_000}
    assert value_of("a # a", strings, set()) == "x" * 18_000
    assert value_of("a # a # a", strings, set()) is None


def test_a_process_that_is_killed_is_a_refusal(monkeypatch: pytest.MonkeyPatch, empty: Corpus) -> None:
    """Where the reading process ends without an answer, the file is refused."""
    monkeypatch.setattr(bibtex_process, "PROGRAM", "import os; os._exit(3)")
    with pytest.raises(ImportRefused, match="60 seconds"):
        read_bibtex(b"@a{b}", empty, DAY)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, empty: Corpus, tmp_path: Path) -> None:
    """Without the optional extra the message says what to install, and nothing is written."""
    monkeypatch.setattr(bibtex_process, "find_spec", lambda name: None)
    with pytest.raises(LibraryMissing, match="claim-briefs\\[documents\\]"):
        read_bibtex(b"@a{b}", empty, DAY)
    done = run(empty_project(tmp_path / "project"), "bibtex", FILES / "bibliography.bib")
    assert done.exit_code == 2 and "pip install" in done.output


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-03", "2024-05-03"), ("2024-05-03T10:00:00Z", "2024-05-03"), ("3.5.2024", "2024-05-03"),
        ("3. Mai 2024", "2024-05-03"), ("May 3, 2024", "2024-05-03"), ("2018, October 3", "2018-10-03"),
        ("2018, October", "2018-10"), ("März 2020", "2020-03"), ("ca. 1999", "1999~"), ("2019--2021", "2019/2021"),
        ("2021-2019", None), ("31 February 2024", None), ("spring", None), ("", None), ("199X", "199X"), ("0000", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(text: str, date: str | None) -> None:
    """Dates in EDTF, ISO 8601 and words are read; what is no date is none."""
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "tag"),
    [("ngerman", "de"), ("English", "en"), ("Deutsch", "de"), ("en_US", "en-US"), ("USenglish", "en-US"),
     ("pt-BR", "pt-BR"), ("ger", "de"), ("?", None), ("", None), ("a language", None)],
)  # fmt: skip
def test_languages_as_people_write_them(text: str, tag: str | None) -> None:
    """Tags, names in English and German and the names of biblatex are languages."""
    assert language_tag(text) == tag


def test_months_have_names_and_numbers() -> None:
    """Months are known by number, by name and by abbreviation."""
    assert [month_number(text) for text in ("5", "05", "May", "Mai", "sept.", "13", "0", "x")] == [5, 5, 5, 5, 9] + [
        None
    ] * 3


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller \& S\"ohne", "Müller & Söhne"), (r"{\O}re, stra{\ss}e", "Øre, straße"),
        ("50% von $5", "50% von $5"),
        (r"\textbackslash{} \textbraceleft{} \textasciicircum{} \textasciitilde{}", "\\ { ^ ~"), ("a~--~b", "a – b"),
        ("AT&T #1", "AT&T #1"), ("{Deep} {{down}}", "Deep down"), ("}}x", "x"), (r"\emph{so}", "so"),
    ],
)  # fmt: skip
def test_latex_is_decoded(latex: str, text: str) -> None:
    """Accents and commands become letters, braces go, and signs that people write as themselves stay."""
    assert decoded(latex) == text


def test_commands_and_addresses_of_latex() -> None:
    """Unknown commands are named; an address loses its command and its backslashes."""
    assert unknown_commands(r"\foo{a} \emph{b} \quux") == ("\\foo", "\\quux")
    assert plain_address(r"\url{https://a.example.org/x\_y\%20z}") == "https://a.example.org/x_y%20z"
