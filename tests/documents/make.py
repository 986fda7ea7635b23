"""Makes the test documents: `python -m tests.documents.make`; the PDFs need Chromium. The files are committed."""

from __future__ import annotations

import html
import io
import re
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import docx

from tests.documents.harbour import (
    AROUND,
    AUTHOR,
    LANGUAGE,
    OTHER_SCRIPTS,
    PUBLISHED,
    PUBLISHER,
    SECTIONS,
    TITLE,
    Section,
)

HERE = Path(__file__).parent
LONG_WORD = re.compile(r"\w{10,}")
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def plain() -> str:
    """The text alone."""
    parts = [TITLE]
    for section in SECTIONS:
        parts += [section.heading, *section.paragraphs, *("\t".join(row) for row in section.rows)]
    return "\n\n".join(parts) + "\n"


def markdown() -> str:
    """The text with front matter, emphasis, a link and a table."""
    parts = [f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\ndate: {PUBLISHED}\nlang: {LANGUAGE}\n---\n\n# {TITLE}"]
    for section in SECTIONS:
        parts.append(f"{'#' * section.level} {section.heading}")
        for words in section.paragraphs:
            marked = words.replace("voraussichtlich", "*voraussichtlich*").replace(
                "Rotterdam", "[Rotterdam](https://r.example/)"
            )
            parts.append(marked.replace(". ", ".\n"))
        if section.rows:
            head, *rows = (f"| {' | '.join(row)} |" for row in section.rows)
            parts.append("\n".join((head, "|---|---|---|", *rows)))
    return "\n\n".join(parts) + "\n"


def _section(section: Section, hyphenated: bool) -> str:
    def words(text: str) -> str:
        shown = html.escape(text, quote=False)
        shown = (
            LONG_WORD.sub(lambda found: "&shy;".join(re.findall(r"\w{1,4}", found[0])), shown) if hyphenated else shown
        )
        return shown.replace("voraussichtlich", "<em>voraussichtlich</em>")

    cells = ("".join(f"<td>{words(cell)}</td>" for cell in row) for row in section.rows)
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>" if section.rows else ""
    text = "".join(f"<p>{words(item)}</p>\n" for item in section.paragraphs)
    return f"<h{section.level}>{html.escape(section.heading)}</h{section.level}>\n{text}{table}\n"


def page() -> str:
    """A saved page with navigation, advertising, a list of other articles and a footer around the article."""
    home, offer, imprint, read = AROUND
    body = "".join(_section(section, False) for section in SECTIONS)
    return f"""<!DOCTYPE html>
<html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{TITLE} – {PUBLISHER}</title>
<meta name="author" content="{AUTHOR}"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="{PUBLISHER}">
<meta property="article:published_time" content="{PUBLISHED}T06:00:00+01:00">
<script>var tracking = "x";</script><style>p {{ margin: 0 }}</style></head>
<body><header><nav><ul><li><a href="/">{home}</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<aside class="advertisement"><p><a href="/abo">{offer}</a></p></aside>
<main><article><h1>{TITLE}</h1>
{body}</article></main>
<aside class="sidebar"><h2>{read}</h2><ul><li><a href="/1">Brücke gesperrt</a></li></ul></aside>
<footer><p>© {PUBLISHER} · <a href="/impressum">{imprint}</a></p></footer></body></html>
"""


def printed() -> str:
    """The same for paper: two justified columns, broken words, running heads and page numbers."""
    body = "".join(_section(section, True) for section in SECTIONS)
    body = re.sub("<h2>(?!Der)", "</main><main><h2>", body)
    style = (
        f'@page{{size:A5;margin:18mm;@top-left{{content:"{PUBLISHER}, März 2026"}}'
        '@bottom-center{content:"Seite " counter(page)}}'
        "main+main{break-before:page}main{columns:2;text-align:justify;hyphens:manual;font:10pt/1.3 serif}"
        "h1{column-span:all}"
    )
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGE}"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<meta name="author" content="{AUTHOR}"><style>{style}</style></head><body>'
        f"<main><h1>{TITLE}</h1>{body}</main></body></html>"
    )


def pdf(markup: str) -> bytes:
    """A page as the browser prints it."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(markup, "utf-8")
        command = [*CHROMIUM, f"--print-to-pdf={made}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        return made.read_bytes()


def other_page(language: str) -> str:
    """A page in another script."""
    title, *texts = OTHER_SCRIPTS[language]
    body = "".join(f"<p>{words}</p>" for words in texts)
    direction = "rtl" if language == "he" else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>@page{size:A6;margin:1cm}</style></head>"
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def word() -> bytes:
    """A DOCX file with built-in heading styles and a table."""
    document = docx.Document()
    told = document.core_properties
    told.title, told.author, told.language, told.created = TITLE, AUTHOR, "de-DE", datetime.fromisoformat(PUBLISHED)
    document.add_heading(TITLE, 1)
    for section in SECTIONS:
        document.add_heading(section.heading, section.level)
        for words in section.paragraphs:
            paragraph = document.add_paragraph()
            for number, piece in enumerate(re.split("(voraussichtlich)", words)):
                paragraph.add_run(piece).bold = number % 2 == 1
        if section.rows:
            table = document.add_table(rows=0, cols=3)
            for row in section.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def book() -> bytes:
    """An EPUB 3 with a chapter a section of the second level."""
    chapters: list[str] = []
    for section in SECTIONS:
        if section.level == 2:
            chapters.append("")
        chapters[-1] += _section(section, False)
    chapters[0] = f"<h1>{TITLE}</h1>\n{chapters[0]}"
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:harbour</dc:identifier>'
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:publisher>{PUBLISHER}</dc:publisher>"
        f"<dc:date>{PUBLISHED}</dc:date><dc:language>{LANGUAGE}</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        "<rootfiles>"
        '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OEBPS/content.opf": package}
    for number, text in enumerate(chapters):
        files[f"OEBPS/text/c{number}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>{TITLE}</title></head><body>{text}</body></html>"
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 14, 0, 0, 0)), content, method)
    return made.getvalue()


def main() -> None:
    """Writes all files beside this one."""
    made = {
        "harbour.txt": plain().encode(),
        "harbour.md": markdown().encode(),
        "harbour.html": page().encode(),
        "harbour.pdf": pdf(printed()),
        "harbour.docx": word(),
        "harbour.epub": book(),
    }
    for language in OTHER_SCRIPTS:
        made[f"harbour-{language}.html"] = other_page(language).encode()
    made["harbour-he.pdf"] = pdf(other_page("he"))
    for name, content in made.items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
