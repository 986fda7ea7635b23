"""Documents of other formats: the same quotes anchor in all of them, with the way back to page or headings."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.pack_check import verified
from generator.cli import main
from generator.compiler import compile_pages
from generator.diagnostics import Span
from generator.extract.blocks import Block, Extraction, Metadata, composed
from generator.extract.markup import markup_blocks
from generator.extract.printed_lines import Line, paragraphs, without_running_heads
from generator.extract.taking_in import LibraryMissing, take_in
from generator.model.documents import Document, Passage, Place
from generator.model.source_records import Anchor
from generator.publish.pack_file import unzipped
from generator.read.templates import read_templates
from generator.resolve.anchors import pin, searchable
from generator.resolve.documents import make_document
from generator.resolve.original_places import places_text, read_places
from tests.conftest import ROOT, checked, overlay
from tests.documents.harbour import AROUND, AUTHOR, OTHER_SCRIPTS, PUBLISHED, QUOTED_ELSEWHERE, QUOTES, TITLE, Quoted
from tests.documents.make import book, markdown, page, plain

DOCUMENTS = ROOT / "tests" / "documents"
ENDINGS = ("txt", "md", "html", "pdf", "docx", "epub")
DAY = ("--as-of", "2026-12-01")
GIVEN = ("--publisher", "daily", "--summary", "It tells of a tram.", "-y", *DAY)


def _taken_in(ending: str) -> Extraction:
    file = DOCUMENTS / f"harbour.{ending}"
    found = take_in(file.name, file.read_bytes())
    if found is None:
        return Extraction(file.read_text("utf-8"), ())
    assert isinstance(found, Extraction), found
    return found


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found = {ending: _taken_in(ending) for ending in ENDINGS}
    return {
        ending: replace(make_document(ending, item.text, "de"), places=item.places) for ending, item in found.items()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return overlay(tmp_path / "project")


def _new(project: Path, file: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, ["new", "source", "--project", str(project), str(file), *arguments], input=typed)


def _passage(document: Document, words: str) -> Passage:
    found = pin(searchable("harbour", document), Anchor(quote=words), Span(""), "")
    assert isinstance(found, Passage), found
    return found


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("quoted", QUOTES, ids=lambda quoted: quoted.words[:20])
def test_every_quote_anchors_in_every_format(documents: dict[str, Document], ending: str, quoted: Quoted) -> None:
    """A quote of the fixed list stands once in each format's text, at the right page, headings or line."""
    document = documents[ending]
    passage = _passage(document, quoted.words)
    places = document.places_of(passage)
    if ending == "txt":
        assert places == () and document.span(passage.start).line > 1
    elif ending == "pdf":
        assert [(place.page, place.headings) for place in places] == [(quoted.page, ())]
    else:
        assert [(place.page, place.headings) for place in places] == [("", quoted.headings)]


def test_what_stands_around_an_article_is_left_out(documents: dict[str, Document]) -> None:
    """Navigation, advertising, other articles and the footer of a page are not in its text, its whole article is."""
    assert not [words for words in AROUND if words in documents["html"].text]
    assert documents["html"].text == documents["docx"].text == documents["epub"].text == documents["md"].text


@pytest.mark.parametrize("name", ["harbour-he.html", "harbour-ja.html", "harbour-he.pdf"])
def test_other_scripts_anchor_too(name: str) -> None:
    """Quotes from right to left, and of a language without spaces, stand in the text of page and PDF."""
    found, language = take_in(name, (DOCUMENTS / name).read_bytes()), name[8:10]
    assert isinstance(found, Extraction) and found.metadata.language == language
    document = replace(make_document(name, found.text, language), places=found.places)
    for words in QUOTED_ELSEWHERE[language]:
        (place,) = document.places_of(_passage(document, words))
        assert place.page == "1" if name.endswith(".pdf") else place.headings == (OTHER_SCRIPTS[language][0],)


def test_running_heads_are_left_out(documents: dict[str, Document]) -> None:
    """The line at the head of every page of the PDF and its page numbers are not in its text."""
    assert "Hafenbote" not in documents["pdf"].text and not re.search(r"Seite \d", documents["pdf"].text)


def test_the_documents_are_those_of_the_script() -> None:
    """The committed files that do not depend on another program's version are what the script makes."""
    made = {"txt": plain().encode(), "md": markdown().encode(), "html": page().encode(), "epub": book()}
    for ending, content in made.items():
        assert (DOCUMENTS / f"harbour.{ending}").read_bytes() == content, ending


@pytest.mark.parametrize("ending", ENDINGS[1:])
def test_a_document_says_what_it_is(ending: str) -> None:
    """Title, author, date and language are read where the format tells them; the date of a PDF file is none."""
    told = _taken_in(ending).metadata
    assert told.title == TITLE and told.language[:2] == "de"
    if ending != "pdf":
        assert told.authors == (AUTHOR,) and told.published == PUBLISHED


@pytest.mark.parametrize("ending", ENDINGS[1:])
def test_a_source_keeps_original_text_and_hashes(project: Path, ending: str) -> None:
    """The original is in seeds/ byte for byte, text and places beside it; the check verifies all three."""
    original = (DOCUMENTS / f"harbour.{ending}").read_bytes()
    done = _new(project, DOCUMENTS / f"harbour.{ending}", *GIVEN, "--published", "2026-03-14")
    assert done.exit_code == 0, done.output
    source = checked(project).corpus.sources["harbour"]
    told = source.written.document
    assert told is not None and source.document is not None and source.document.extracted
    assert (project / told.original).read_bytes() == original
    assert told.sha256 == hashlib.sha256(original).hexdigest()
    assert source.written.file == f"seeds/harbour.{ending}.txt" and told.places == f"seeds/harbour.{ending}.places.json"
    assert re.fullmatch(r"[a-z-]+ [0-9.]+", told.extractor)
    assert checked(project).findings == ()
    for path in (told.original, source.written.file, told.places):
        content = (project / path).read_bytes()
        (project / path).write_bytes(content + b" ")
        assert [item.rule.code for item in checked(project).findings] == ["S001"], path
        (project / path).write_bytes(content)
    again = _new(project, DOCUMENTS / f"harbour.{ending}", *GIVEN)
    assert again.exit_code == 2 and "captured already, as source 'harbour'" in again.output


def test_a_build_never_extracts(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once taken in, a document is checked without any library that reads it, and without another process."""
    assert _new(project, DOCUMENTS / "harbour.pdf", *GIVEN, "--published", "2026-03-14").exit_code == 0

    def refuse(*arguments: object) -> None:
        raise AssertionError("a document was read again")

    monkeypatch.setattr("generator.extract.taking_in._run", refuse)
    assert checked(project).findings == ()


def test_metadata_is_proposed_and_marked(project: Path) -> None:
    """What the document says is the proposal of each question, said to be its; the author's answer counts."""
    typed = "\n\n\ndaily\n-\n\n\n\nIt tells of a tram.\n"
    done = _new(project, DOCUMENTS / "harbour.html", *DAY, typed=typed)
    assert done.exit_code == 0, done.output
    assert "Title (- for none), as the document says [Die neue Hafenlinie]" in done.output
    assert "as the document says [2026-03-14]" in done.output
    assert "the document names 'Hafenbote' as its publisher" in done.output
    written = checked(project).corpus.sources["harbour"].written
    assert written.title == {"": TITLE} and written.authors == () and written.published == PUBLISHED


def test_a_document_without_a_date(project: Path) -> None:
    """Where a document bears no date a hyphen says so, and the reason is asked for."""
    typed = "\n\n\ndaily\n-\n\n-\nNobody dated it.\n\nIt tells of a tram.\n"
    done = _new(project, DOCUMENTS / "harbour.pdf", *DAY, typed=typed)
    assert done.exit_code == 0, done.output
    written = checked(project).corpus.sources["harbour"].written
    assert written.published is None and written.undated == {"": "Nobody dated it."}


def test_originals_go_with_a_pack_and_come_back(project: Path, tmp_path: Path) -> None:
    """A quote in text read out of a PDF and a DOCX is proved by a pack, and by the project made of its data again."""
    for ending in ("pdf", "docx"):
        given = ("--id", f"harbour-{ending}", "--published", "2026-03-14", *GIVEN)
        assert _new(project, DOCUMENTS / f"harbour.{ending}", *given).exit_code == 0
    place = f"quote: '{QUOTES[0].words}', translation: x}}"
    places = "".join(f"\n    - {{source: harbour-{ending}, {place}" for ending in ("pdf", "docx"))
    (project / "content" / "claims" / "tram.yml").write_text(
        "- id: tram\n  statement: The tram will run.\n  kind: state\n  about: [nova]\n"
        "  voices: [{who: daily, role: author}]\n  hedge: {level: expected, cue: voraussichtlich}\n"
        f"  appearances:{places}\n",
        "utf-8",
    )
    brief, pack = project / "content" / "briefs" / "nova.md", tmp_path / "nova.zip"
    brief.write_text(brief.read_text("utf-8") + "\nMore: [[claim:tram]].\n", "utf-8")
    run = CliRunner().invoke
    packed = run(main, ["pack", "nova", "--project", str(project), *DAY, "--no-pdf", "--output", str(pack)])
    assert packed.exit_code == 0, packed.output
    files, report = unzipped(pack.read_bytes()), verified(pack.read_bytes())
    assert files["seeds/harbour.pdf"][:5] == b"%PDF-"
    assert report.faults == () and report.quotes == 4
    (tmp_path / "corpus.json").write_bytes(files["data/corpus.json"])
    command = ["import", "corpus", str(tmp_path / "corpus.json"), "--project", str(tmp_path / "again")]
    done = run(main, [*command, "--documents", str(project / "seeds")])
    assert done.exit_code == 0, done.output
    found = checked(tmp_path / "again").corpus
    assert [item.passage.text for item in found.claims["tram"].appearances if item.passage] == [QUOTES[0].words] * 2
    assert (tmp_path / "again" / "seeds" / "harbour.pdf").read_bytes() == (DOCUMENTS / "harbour.pdf").read_bytes()


def test_taken_proposals_are_told(project: Path) -> None:
    """With -y the proposals are taken, and it is said which, so that the author looks at them."""
    done = _new(project, DOCUMENTS / "harbour.epub", *GIVEN)
    assert done.exit_code == 0, done.output
    assert f"taken from the document, check it: title {TITLE!r}, author {AUTHOR!r}" in done.output
    assert checked(project).corpus.sources["harbour"].written.authors == (AUTHOR,)


def test_a_missing_library_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the message says what to install, and nothing is written."""
    monkeypatch.setattr("generator.extract.taking_in._run", lambda *given: (0, b'{"absent": "pypdf"}'))
    with pytest.raises(LibraryMissing, match=re.escape("pip install 'claim-briefs[documents]'")):
        take_in("x.pdf", (DOCUMENTS / "harbour.pdf").read_bytes())
    done = _new(project, DOCUMENTS / "harbour.pdf", *GIVEN)
    assert done.exit_code == 2 and "claim-briefs[documents]" in done.output
    assert sorted(file.name for file in (project / "seeds").iterdir()) == ["nova.txt"]


def test_a_refused_record_leaves_no_file(project: Path) -> None:
    """Where the record cannot be written, original, text and places go again."""
    done = _new(project, DOCUMENTS / "harbour.pdf", *GIVEN, "--published", "2026", "--into", "none.yml")
    assert done.exit_code == 2
    assert sorted(file.name for file in (project / "seeds").iterdir()) == ["nova.txt"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
BLOCKS = st.builds(Block, WORDS, st.sampled_from(["", "1", "2"]), st.lists(WORDS, max_size=2).map(tuple))


@given(st.lists(BLOCKS, max_size=8))
def test_places_survive_their_file(blocks: list[Block]) -> None:
    """The places of any blocks are read back from their file as they were, and each block lies at its own place."""
    found = composed(blocks, Metadata(), "x 1")
    assert read_places(places_text(found.places), len(found.text)) == found.places
    document = replace(make_document("x", found.text, "en"), places=found.places)
    at = 0
    for block in (item for item in blocks if item.text):
        start = found.text.index(block.text, at)
        at = start + len(block.text)
        headings = tuple(words for words in block.headings if words)
        told = document.places_of(Passage(start, at, block.text))
        assert [(place.page, place.headings) for place in told] in ([(block.page, headings)], []), told


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format": 2, "places": []}', '{"format": 1, "places": [{"start": -1}]}',
     '{"format": 1, "places": [{"start": 9}]}', '{"format": 1, "places": [{"start": true}]}',
     '{"format": 1, "places": [{"start": 2}, {"start": 1}]}', '{"format": 1, "places": [{"start": 0, "page": 1}]}',
     '{"format": 1, "places": [{"start": 0, "headings": "x"}]}', '{"format": 1, "places": 1}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_file_of_places_is_refused(content: str) -> None:
    """Anything but a list of places in their order within the text is refused, without an exception."""
    assert read_places(content, 9) is None


def test_places_of_a_passage_are_all_that_it_touches() -> None:
    """A passage over the end of a page is on both pages; one before the first place is nowhere."""
    places = (Place(2, "1"), Place(5, "2"), Place(9, "3"))
    document = replace(make_document("x", "0123456789ab", "en"), places=places)
    assert [place.page for place in document.places_of(Passage(3, 5, ""))] == ["1"]
    assert [place.page for place in document.places_of(Passage(3, 6, ""))] == ["1", "2"]
    assert [place.page for place in document.places_of(Passage(0, 2, ""))] == []


def test_broken_words_are_joined_as_they_were_meant() -> None:
    """A hyphen that only breaks a word goes; that of a compound, of a range and before a name stays."""
    lines = ["The infor-", "mation on well-known Haupt-", "und Neben-", "wege by E-", "Mail, a well-", "known case."]
    (block,) = paragraphs([[Line(text, "1") for text in lines]])
    assert block.text == "The information on well-known Haupt- und Nebenwege by E-Mail, a well-known case."


def test_paragraphs_go_on_over_pages() -> None:
    """A sentence over the end of a page is one paragraph on two pages; a word broken there is joined."""
    first, second = paragraphs([[Line("It ends over-", "1")], [Line("leaf. So.", "2")]])
    assert (first.text, second.joint, second.text) == ("It ends over", "", "leaf. So.")
    assert composed((first, second), Metadata(), "").text == "It ends overleaf. So.\n"


def test_only_what_counts_pages_is_a_running_head() -> None:
    """Numbers at the edge of pages that count them go; numbered headings and tables stay."""
    pages = [
        [Line(words, str(n)) for words in (f"Report 2026 · {n + 4}", f"Chapter {n * n}", "abcd"[n - 1], f"{9 - n}")]
        for n in (1, 2, 3, 4)
    ]
    left = without_running_heads(pages)
    assert [" ".join(line.text for line in page) for page in left] == [
        "Chapter 1 a 8", "Chapter 4 b 7", "Chapter 9 c 6", "Chapter 16 d 5"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>a<b>b</b> c</p><p>d", ["ab c", "d"]),
        ("a<br>b<script>c</script>", ["a\nb"]),
        ("<table><tr><td>a<td>b</tr><tr><td><p>c</p><p>d</p></td><td>e</td></tr></table>f", ["a\tb", "c d\te", "f"]),
        ("<ul><li>a<li>b</ul>&amp;&nbsp;&auml;", ["a", "b", "& ä"]),
        ("<title>t</title><h1>h</h1>x", ["h", "x"]),
    ],
)
def test_markup_is_cut_into_blocks(markup: str, texts: list[str]) -> None:
    """Paragraphs, items and rows are blocks of their own; what is not shown is not read."""
    assert [block.text for block in markup_blocks(markup)] == texts


@given(st.text(alphabet="<>/ab &;#phtrd1\n\"'=!-", max_size=60))
def test_any_markup_is_read(markup: str) -> None:
    """No text makes the reader of markup fail, and every block has words without blanks around them."""
    assert all(block.text and block.text == block.text.strip() for block in markup_blocks(markup))


CLAIM = """
- id: tram-opens
  statement: The tram opens in late May 2028.
  kind: state
  about: [nova]
  voices:
    - {who: daily, role: author}
  hedge: {level: expected, cue: voraussichtlich}
  appearances:
    - source: harbour
      quote: soll die Strecke voraussichtlich Ende Mai 2028 in Betrieb gehen
      translation: is to open in late May 2028
"""
PLACES = {
    "txt": {"en": "line 5", "de": "Zeile 5"},
    "pdf": {"en": "page 1", "de": "Seite 1"},
    "html": {"en": "under: Die neue Hafenlinie › Der Beschluss", "de": "unter: Die neue Hafenlinie › Der Beschluss"},
}


@pytest.mark.parametrize("ending", PLACES)
def test_the_way_back_stands_beside_the_quote(project: Path, ending: str) -> None:
    """The pages of claim and source name page, headings or line of a quote, in the page's language."""
    done = _new(project, DOCUMENTS / f"harbour.{ending}", *GIVEN, "--published", "2026-03-14")
    assert done.exit_code == 0, done.output
    (project / "content" / "claims" / "tram.yml").write_text(CLAIM, "utf-8")
    found = checked(project)
    assert found.findings == ()
    for language, words in PLACES[ending].items():
        pages = compile_pages(found, read_templates(ROOT / "site_templates"), date(2026, 12, 1), language)
        text = {page.path: page.content.decode("utf-8") for page in pages if page.path.endswith(".md")}
        shown = [html.unescape(text[path]) for path in ("claims/tram-opens.md", "sources/harbour.md")]
        assert all(words in one for one in shown), words
        assert ("pypdf" in shown[1]) == (ending == "pdf")
