"""Documents that other programs made: quotes anchor in all of them, and what was mended for them stays mended."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Span
from generator.extract.blocks import Extraction
from generator.extract.drawn_lines import Piece, composed_marks, line_of
from generator.extract.markup import markup_blocks, read_markup
from generator.extract.printed_lines import Line, paragraphs
from generator.extract.reading import read
from generator.extract.taking_in import take_in
from generator.model.documents import Document, Passage
from generator.model.source_records import Anchor
from generator.resolve.anchors import pin, searchable
from generator.resolve.documents import make_document
from tests.documents.elsewhere import AUTHOR, FOLDER, LANGUAGES, MADE, PUBLISHED, QUOTES, TITLES, Made, Said
from tests.documents.harbour import AROUND
from tests.documents.make import page

LARGEST = 150_000
EACH_PROGRAM = (
    "writer-de.pdf",
    "browser-en.pdf",
    "latex-de-ot1.pdf",
    "pandoc-en.docx",
    "pandoc-de.epub",
    "writer-de.html",
)


@cache
def _read(file: str) -> Extraction:
    return read(file, (FOLDER / file).read_bytes())


def _document(file: str) -> Document:
    found = _read(file)
    return replace(make_document("ferry", found.text, "de"), places=found.places)


def _passage(file: str, words: str) -> Passage | Diagnostic:
    return pin(searchable("ferry", _document(file)), Anchor(quote=words), Span(""), "")


def test_the_documents_are_small_and_all_are_known() -> None:
    """Each file of the folder is in the table, under 150 kB, and every program of make.sh has written some."""
    endings = {".pdf", ".docx", ".epub", ".html", ".xhtml"}
    files = {file.name: file.stat().st_size for file in FOLDER.iterdir() if file.suffix in endings}
    assert set(files) == {made.file for made in MADE} and max(files.values()) < LARGEST
    assert {made.program for made in MADE} == {"writer", "browser", "latex", "pandoc"}
    assert {made.language for made in MADE} == {"de", "en", "he", "ja"}


def test_the_documents_hold_nothing_private() -> None:
    """No path or user name of the machine that made them is in the files, nor in the parts of archives."""
    private = re.compile(rb"file:///|/home/|/root/|/tmp/|/work/|localhost|127\.0\.0\.1")
    for made in MADE:
        content = (FOLDER / made.file).read_bytes()
        parts = [content]
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        assert not [found for part in parts for found in private.findall(part)], made.file


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.file)
def test_every_quote_anchors_where_it_stands(made: Made) -> None:
    """Each quote of the list for the language stands once in the text, at the right page or headings."""
    quotes = QUOTES[made.language]
    pages = made.pages.split() if made.pages else [""] * len(quotes)
    for said, page_label in zip(quotes, pages, strict=True):
        if said.words in made.unreadable:
            continue
        passage = _passage(made.file, said.words)
        assert isinstance(passage, Passage), (said.words, passage)
        places = _document(made.file).places_of(passage)
        assert "-".join(place.page for place in places) == page_label, said.words
        assert [place.headings for place in places if not made.pages] in ([], [made.headings(said)]), said.words


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.file)
def test_it_says_what_the_program_wrote(made: Made) -> None:
    """Title, author, day and language are proposed as the program wrote them, and no others."""
    told = _read(made.file).metadata
    assert told.title == TITLES[made.language] and told.language == LANGUAGES[made.language]
    assert told.authors == ((AUTHOR,) if made.author else ()) and told.publisher == ""
    assert told.published == (PUBLISHED if made.dated and not made.pages else "")


@pytest.mark.parametrize("file", EACH_PROGRAM)
def test_the_process_that_reads_says_the_same(file: str) -> None:
    """Read within limits, a document of each program yields what it yields without."""
    assert take_in(file, (FOLDER / file).read_bytes()) == _read(file)


@pytest.mark.parametrize("file", [made.file for made in MADE if made.pages and made.language in ("de", "en")])
def test_running_heads_of_programs_are_left_out(file: str) -> None:
    """Page numbers, the head of every page, and the day and address that a browser prints are not in the text."""
    text = _read(file).text
    assert not re.search(r"courier\.example|\d/2\b|AM\b|– \d –", text)
    assert "Harbour Courier · " not in text or file.startswith("browser")


def test_a_head_that_stands_on_one_page_stays() -> None:
    """A document of one page shares nothing with another page: what its head and foot say is in the text."""
    assert "courier.example" in _read("browser-he.pdf").text and "– 1 –" in _read("writer-ja.pdf").text


def test_what_a_program_left_out_is_not_there() -> None:
    """LibreOffice writes the first row of a table into a DOCX and not into an EPUB."""
    rows = [line.split("\t") for file in ("writer-de.docx", "writer-de.epub") for line in _read(file).text.split("\n")]
    assert [row[0] for row in rows if len(row) == 3].count("Abschnitt") == 1
    assert [row[0] for row in rows if len(row) == 3].count("zwei Schiffe") == 2


def test_many_links_and_blocks_alike_cost_no_more_than_their_number() -> None:
    """Marks of notes and headings are found in one go: a page of very many is read in seconds."""
    many = "<p>" + "so<a href='#n'>1</a> " * 60_000 + "</p>" + "<h2>x</h2><p>Ein Satz.</p>" * 5_000
    started = time.process_time()
    found = read("x.html", f"<script>x</script>{many}".encode())
    assert time.process_time() - started < 30 and "so1" not in found.text


def test_letters_that_a_font_does_not_tell_are_lost() -> None:
    """The euro of TeX's oldest fonts is a picture under a number: the text has another sign there."""
    (lost,) = next(made.unreadable for made in MADE if made.unreadable)
    assert isinstance(_passage("latex-de-ot1.pdf", lost), Diagnostic)
    assert "Anleger Eschholm 4,25 Mio. ¿ Juli 2027" in " ".join(_read("latex-de-ot1.pdf").text.split())


def test_a_compound_broken_at_its_own_hyphen_loses_it() -> None:
    """Nothing tells its hyphen at the end of a line from one that breaks a word, but the same compound elsewhere."""
    (block,) = paragraphs([[Line("It refers to fixed-", "1"), Line("price agreements.", "1")]])
    assert block.text == "It refers to fixedprice agreements."
    once, more = [Line("It refers to fixed-", "1"), Line("price agreements.", "1")], [Line("A fixed-price one.", "1")]
    (block,) = paragraphs([once + more])
    assert block.text.startswith("It refers to fixed-price agreements.")


def _lines(*told: tuple[str, float, float], page_label: str = "1", x: float = 50) -> list[Line]:
    return [Line(words, page_label, x, y, size) for words, y, size in told]


BODY = (("The council has decided to build", 500.0, 10.0), ("the line, which was long in doubt,", 488.0, 10.0))
NOTE = (("1 Minutes of the council, page 7.", 60.0, 8.0),)
REST = (("and to open it in the month of May.", 500.0, 10.0), ("Nobody objected to that.", 488.0, 10.0))


def test_a_footnote_does_not_part_the_sentence_around_it() -> None:
    """Small lines with a mark at the end of a column follow the paragraph that they stood in, in columns and pages."""
    for second in ("1", "2"):
        blocks = list(paragraphs([[*_lines(*BODY, *NOTE), *_lines(*REST, page_label=second, x=250)]]))
        text = "".join(block.joint + block.text for block in blocks).strip()
        assert text == (
            "The council has decided to build the line, which was long in doubt, and to open it in the month of May. "
            "Nobody objected to that.\n\n1 Minutes of the council, page 7."
        )
        assert blocks[-1].page == "1"


def test_two_footnotes_are_two_paragraphs() -> None:
    """A mark after the end of a sentence begins another note; one within a note's sentence does not."""
    notes = (*NOTE, ("2 See the annex, number", 50.0, 8.0), ("12 of the list.", 40.0, 8.0))
    text = (*BODY, ("and nobody knows how the debt is to be borne.", 476.0, 10.0))
    texts = [block.text for block in paragraphs([_lines(*text, *notes)])]
    assert texts[1:] == ["1 Minutes of the council, page 7.", "2 See the annex, number 12 of the list."]


def test_small_print_without_a_mark_stays_where_it_is() -> None:
    """A column that is small throughout, or whose small end bears no mark, holds no footnotes."""
    small = [("Smaller words stand here.", 476.0, 8.0)]
    texts = [block.text for block in paragraphs([[*_lines(*BODY, *small), *_lines(*REST, x=250)]])]
    assert texts[1] == "Smaller words stand here."
    texts = [block.text for block in paragraphs([[*_lines(*NOTE), *_lines(*BODY, x=250), *_lines(*REST, x=400)]])]
    assert texts[0].startswith("1 Minutes")


def test_two_headings_of_one_size_are_two() -> None:
    """A gap of a size of which few lines are seen is judged by the size itself, not by itself."""
    heads = _lines(("The ferry", 500.0, 20.0), ("What was decided", 450.0, 20.0), *(BODY[0], BODY[1]))
    assert [block.text for block in paragraphs([heads])][:2] == ["The ferry", "What was decided"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["最初の船は202", "7年に出航する。"], "最初の船は2027年に出航する。"),
        (["懸念している。", "同局は"], "懸念している。同局は"),
        (["最初の船は 2027 年 10 月に"], "最初の船は2027年10月に"),
        (["彼は Python", "version 3 を"], "彼はPython version 3を"),
        (["東京 大阪"], "東京 大阪"),
        (["In 20", "27 it"], "In 20 27 it"),
    ],
)
def test_no_blanks_come_between_signs_that_are_written_without(lines: list[str], text: str) -> None:
    """Lines of Han and Kana are joined without blanks, and the gap that programs set beside Latin signs is none."""
    (block,) = paragraphs([[Line(words, "1") for words in lines]])
    assert block.text == text


def test_marks_drawn_before_their_letters_are_part_of_them() -> None:
    """TeX's older fonts draw two dots and then the letter; what makes no letter together stays as it is."""
    assert composed_marks("f\u00a8ur \u00a8Uber na\u00a8\u0131v caf\u00b4e \u02dcn") == "für Über naïv café ñ"
    assert composed_marks("\u00a8x\u00a8 \u00a81 \u00b4") == "ẍ\u00a8 \u00a81 \u00b4"


@given(st.text())
def test_marks_change_no_other_text(text: str) -> None:
    """A text without such marks is unchanged, and one with them only grows shorter."""
    made = composed_marks(text)
    assert len(made) <= len(text) and (
        made == text or re.search("[\u00a8\u00b4\u02c6\u02dc\u02c7\u02d8-\u02da\u02dd]", text)
    )


def test_a_quotation_mark_at_the_foot_of_its_line_opens() -> None:
    """The same sign opens a quotation in German where it is drawn low, and closes one where it is not."""
    pieces = [Piece("”", 10, 92.9, 12), Piece("Wir haben”", 14, 100, 12)]
    assert line_of(pieces, "1") == Line("„Wir haben”", "1", 10, 100, 12)


def test_a_raised_mark_does_not_tell_size_and_height_of_its_line() -> None:
    """Size and height are those of most letters: the mark of a note begins a line without making it another."""
    assert line_of([Piece("1", 10, 104, 6), Piece("The office", 13, 100, 8)], "1") == Line(
        "1The office", "1", 10, 100, 8
    )


def test_numbers_in_a_line_from_right_to_left_stand_where_they_are_read() -> None:
    """Pieces are read from the right, Latin words among them from the left, and a mark follows its number at once."""
    drawn = [Piece(", אם תאשר", 48, 397, 13), Piece("2027 ", 254, 397, 13), Piece("צפויה באוקטובר ", 274, 397, 13)]
    assert line_of(drawn, "1").text == "צפויה באוקטובר 2027, אם תאשר"
    mixed = [
        Piece(" אמר ראש העיר", 10, 9, 9),
        Piece("Gull ", 60, 9, 9),
        Piece("Ridge", 90, 9, 9),
        Piece("ליד ", 120, 9, 9),
    ]
    assert line_of(mixed, "1").text == "ליד Gull Ridge אמר ראש העיר"
    assert line_of([Piece("2027", 24, 9, 9), Piece("המעבורת", 300, 9, 9)], "1").text == "המעבורת 2027"


EXPORTED = (
    "<html><body lang=de><p>Vorweg</p><h1>Eins</h1><p>Ein Satz.<a href='#n1'><sup>1</sup></a> Noch einer.</p></body>"
)
SITE = (
    "<html><head><title>Eins</title></head><body><div class=nav><a href=/>Start</a></div><script>x</script>"
    "<h1>Eins</h1><p>{0}</p><h2>Zwei</h2><p>{1}</p><h2>Drei</h2><p>{2}</p><p><a href=/i>Impressum</a></p></body>"
)
SENTENCES = [f"Der {number} Satz ist lang genug, dass er als Absatz eines Artikels gelten darf, und sagt etwas."
             for number in ("erste", "zweite", "dritte")]  # fmt: skip


def test_an_exported_document_is_read_wholly() -> None:
    """A page without parts of a site and with few links is a document; one of a site is not."""
    links = "<p><a href=/a>Startseite</a> <a href=/b>Sport</a> heute</p>"
    assert [read_markup(one).is_document for one in (EXPORTED, page(), SITE, links)] == [True, False, False, False]
    found = read("x.html", EXPORTED.encode())
    assert found.text == "Vorweg\n\nEins\n\nEin Satz. Noch einer.\n" and found.metadata.language == "de"


def test_a_site_page_without_a_marked_article_keeps_its_headings() -> None:
    """Where the article is found by its paragraphs alone, the headings above them in the page are its headings."""
    found = read("x.html", SITE.format(*SENTENCES).encode())
    document = replace(make_document("x", found.text, "de"), places=found.places)
    for words, heading in zip(SENTENCES, ("Eins", "Zwei", "Drei"), strict=True):
        (place,) = document.places_of(Passage(at := found.text.index(words), at + len(words), words))
        assert place.headings[-1] == heading and place.headings[0] == "Eins"
    assert not [words for words in AROUND if words in found.text]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>So.<a href='#n1'><sup>1</sup></a> Da</p>", "So. Da"),
        ("<p>So.<sup><a href='#n1'>[12]</a></sup> Da</p>", "So. Da"),
        ("<p>So <a epub:type='noteref' href='n.xhtml#n1'>*</a> da</p>", "So da"),
        ("<p>Note <a role='doc-backlink' href='#r1'>↩︎</a></p>", "Note"),
        ("<p>See part <a href='#p2'>2</a> of it</p>", "See part 2 of it"),
        ("<p>H<sub>2</sub>O, 10<sup>6</sup></p>", "H2O, 106"),
        ("<p>On <a href='/2'>2</a>,<a href='/3'>3</a></p>", "On 2,3"),
        ("<p>So<a href='#n'>here</a></p>", "Sohere"),
        ("<p>So<a href='#n1'>1</p><p>Da</a></p>", "So1|Da"),
    ],
)
def test_marks_of_notes_are_no_words(markup: str, text: str) -> None:
    """The link to a note at the end of a word is left out, and the link back; other links and raised signs stay."""
    assert "|".join(block.text for block in markup_blocks(markup)) == text


def _changed(file: str, changes: dict[str, bytes | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(FOLDER / file) as archive, zipfile.ZipFile(made, "w") as new:
        for name in archive.namelist():
            content = changes.get(name, archive.read(name))
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def test_a_document_without_properties_proposes_nothing() -> None:
    """A DOCX that says nothing of itself is not called 'Word Document', as python-docx would have it."""
    relations = zipfile.ZipFile(FOLDER / "writer-de.docx").read("_rels/.rels")
    without = re.sub(rb"<Relationship Id=\"rId1\"[^>]*/>", b"", relations)
    told = read("x.docx", _changed("writer-de.docx", {"_rels/.rels": without, "docProps/core.xml": None})).metadata
    assert (told.title, told.authors, told.published, told.language) == ("", (), "", "")


def test_a_book_with_a_broken_table_of_contents_is_read() -> None:
    """Chapters without headings stand under the entry of the older table, or of none where both are broken."""
    for broken, heading in (
        ({}, 1),
        ({"OEBPS/toc.xhtml": b"<"}, 1),
        ({"OEBPS/toc.xhtml": b"<", "OEBPS/toc.ncx": b"<"}, 0),
    ):
        found = read("x.epub", _changed("writer-de.epub", dict(broken)))
        assert found.text == _read("writer-de.epub").text
        assert [place.headings for place in found.places if "Was dagegen spricht" in place.headings] == [
            ("Was dagegen spricht",)
        ] * heading


def test_the_width_of_another_sign_is_no_blank() -> None:
    """In a line that is set tight the words of a font without a blank are still parted."""
    for file in ("latex-de-t1.pdf", "latex-en.pdf"):
        assert max(len(word) for word in re.findall(r"\w+", _read(file).text)) < 40
    assert isinstance(_passage("latex-en.pdf", "agreed to the contract by eleven votes"), Passage)


def test_the_quotes_are_in_the_texts_that_the_documents_are_made_of() -> None:
    """Each quote stands in the Markdown that make.sh begins with, but for the bars of its table."""
    for language, quotes in QUOTES.items():
        text = " ".join(Path(FOLDER / "texts" / f"ferry-{language}.md").read_text("utf-8").replace("|", " ").split())
        text = re.sub(r"\[\^\w+\](?!:)", "", text)
        assert [said for said in quotes if said.words not in text] == [], Said
