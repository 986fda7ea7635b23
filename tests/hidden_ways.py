"""Ways to put words into a document that its reader does not see, each with the words that are seen."""

# ruff: noqa: E501 (packed tables of tricks read better than one line each)
from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import pypdf
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

SEEN = "It will open in June."
UNSEEN = "It will never open."
Way = tuple[str, str, bytes]
"""What is done, the name of the file, and its bytes."""

STYLES = {
    "display": "display:none", "visibility": "visibility:hidden", "collapsed": "visibility:collapse",
    "opacity": "opacity:0", "faint": "opacity:.01", "size": "font-size:0", "tiny": "font-size:1px",
    "small em": "font-size:.01em", "font": "font:0/0 a", "white": "color:#fff", "nearly white": "color:#fefefe",
    "white by name": "color:White", "white by numbers": "color:rgb(255,255,255)", "white by hue": "color:hsl(0,0%,100%)",
    "own ground": "color:#123456;background:#123456", "clear": "color:transparent", "clear numbers": "color:rgba(0,0,0,0)",
    "left": "position:absolute;left:-9999px", "top": "position:fixed;top:-100em", "margin": "margin-left:-5000px",
    "indent": "text-indent:-9999px", "clip": "position:absolute;clip:rect(0,0,0,0)", "path": "clip-path:inset(100%)",
    "circle": "clip-path:circle(0)", "height": "height:0;overflow:hidden", "width": "width:1px;overflow:hidden",
    "scale": "transform:scale(0)", "moved": "transform:translateX(-9999px)", "escaped": "d\\69splay:none",
    "commented": "dis/**/play:x;display:/**/none", "important": "display:none!important;display:block",
    "content": "content-visibility:hidden", "filter": "filter:opacity(0)", "fill": "-webkit-text-fill-color:transparent",
}  # fmt: skip
MARKUP = {
    "attribute": "<p hidden>{}</p>", "template": "<template><p>{}</p></template>", "noscript": "<noscript>{}</noscript>",
    "comment": "<!-- {} -->", "script": "<script>var a = '{}';</script>", "input": "<input type=hidden value='{}'>",
    "data": '<script type="application/ld+json">{{"@type":"Article","articleBody":"{0} {0} {0}"}}</script>',
    "meta": '<meta property="og:description" content="{}">', "alt": '<img alt="{}" src=a.png>', "title": "<p title='{}'>A</p>",
    "class": "<style>.sr-only{{position:absolute;clip:rect(0,0,0,0)}}</style><p class=sr-only>{}</p>",
    "id": "<style>#a{{display:none}}</style><p id=a>{}</p>", "nested": "<style>div .b p{{display:none}}</style><div><i class=b><p>{}</p></i></div>",
    "cascade": "<style>.c.c{{display:none}} .c{{display:block}}</style><p class=c>{}</p>",
    "first": "<style>p.d:last-child{{display:none}}</style><div><p class=d>{}</p></div>", "body": "<body bgcolor=white text=white><p>{}</p>",
    "font": "<font color=white>{}</font>", "unclosed": "<p><b style='display:none'>a</p><p>{}</p>",
    "table": "<div hidden><table></div><tr><td>{}</table></div>", "span": "<span hidden><div></span><p>{}</p></div>",
    "textarea": "<div hidden><textarea></div></textarea><p>{}</p></div>", "escape": "<script><!--<script></script>{}--></script>",
    "shadow": "<div><template shadowrootmode=open>a</template><p>{}</p></div>", "dialog": "<dialog>{}</dialog>",
    "popover": "<div popover>{}</div>", "video": "<video>{}</video>", "object": "<object>{}</object>",
    "list": "<datalist><option>{}</option></datalist>", "svg": "<svg><desc>{}</desc></svg>", "select": "<select hidden><option>{}</select>",
}  # fmt: skip
AROUND = "<html lang=en><body><article><h1>The line</h1><p>The town tells of it.</p><p>{}</p>{}</article></body></html>"


def in_pages() -> Iterator[Way]:
    """Pages of HTML, as sites and as programs write them."""
    for name, style in STYLES.items():
        yield f"style {name}", "page.html", AROUND.format(SEEN, f'<p style="{style}">{UNSEEN}</p>').encode()
    for name, markup in MARKUP.items():
        yield f"markup {name}", "page.html", AROUND.format(SEEN, markup.format(UNSEEN)).encode()
    exported = f"<html><body><p>{SEEN}</p><div style='display:none'><p>{UNSEEN}</p></div></body></html>"
    yield "exported page", "export.html", exported.encode()
    told = f'<head><meta property="og:title" content="{UNSEEN}"></head>'
    yield "title of the page", "page.html", AROUND.format(SEEN, "").replace("<body>", f"{told}<body>").encode()


def in_markdown() -> Iterator[Way]:
    """Markdown."""
    ways = {
        "comment": "<!-- {} -->", "title of a link": '[a](https://example.org "{}")', "reference": "[a]: https://b.example '{}'",
        "html": "<div hidden>{}</div>", "style": "<p style='display:none'>{}</p>", "alt": "![{}](a.png)",
        "abbreviation": "*[town]: {}",
    }  # fmt: skip
    for name, way in ways.items():
        yield f"Markdown {name}", "note.md", f"The town.\n\n{SEEN}\n\n{way.format(UNSEEN)}\n".encode()
    yield "front matter", "note.md", f"---\nabstract: {UNSEEN}\n---\n{SEEN}\n".encode()


def _book(chapter: str, sheet: str = "", linear: str = "yes") -> bytes:
    parts = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="c.opf"/></rootfiles></container>',
        "c.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
        f'<spine><itemref idref="a"/><itemref idref="b" linear="{linear}"/></spine></package>',
        "a.xhtml": f"<html><body><p>{SEEN}</p></body></html>",
        "b.xhtml": f'<html><head><link rel="stylesheet" href="s.css"/></head><body>{chapter}</body></html>',
        "s.css": sheet,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def in_books() -> Iterator[Way]:
    """EPUB."""
    yield "sheet of a book", "book.epub", _book(f'<p class="a">{UNSEEN}</p>', ".a { display: none }")
    yield "hidden contents", "book.epub", _book(f'<nav hidden="hidden"><ol><li>{UNSEEN}</li></ol></nav>')
    yield "beside the line", "book.epub", _book(f"<p>{UNSEEN}</p>", "", "no")
    yield "style in a book", "book.epub", _book(f'<p style="opacity:0">{UNSEEN}</p>')


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUNS = {
    "deleted": '<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>', "deleted as text": "<w:del><w:r><w:t>{}</w:t></w:r></w:del>",
    "moved away": "<w:moveFrom><w:r><w:t>{}</w:t></w:r></w:moveFrom>", "vanished": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "white": '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{}</w:t></w:r>',
    "white by theme": '<w:r><w:rPr><w:color w:val="000000" w:themeColor="background1"/></w:rPr><w:t>{}</w:t></w:r>',
    "on its shade": '<w:r><w:rPr><w:color w:val="123456"/><w:shd w:val="clear" w:fill="123456"/></w:rPr><w:t>{}</w:t></w:r>',
    "tiny": '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>{}</w:t></w:r>', "field code": "<w:r><w:instrText>{}</w:instrText></w:r>",
    "style": '<w:r><w:rPr><w:rStyle w:val="Sub"/></w:rPr><w:t>{}</w:t></w:r>',
    "fallback": '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Fallback><w:t>{}</w:t></mc:Fallback></mc:AlternateContent></w:r>",
    "off the page": '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    "<wp:positionH><wp:posOffset>-99999999</wp:posOffset></wp:positionH><wp:extent cx='999999' cy='999999'/>"
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></wp:anchor></w:drawing></w:r>",
    "hidden shape": '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    "<wp:docPr id='1' name='a' hidden='1'/><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    "</wp:anchor></w:drawing></w:r>",
    "old shape": "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='visibility:hidden'><w:txbxContent><w:p>"
    "<w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:shape></w:pict></w:r>",
}  # fmt: skip
STYLES_OF_WORD = (
    f'<w:style xmlns:w="{W}" w:type="character" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>',
    f'<w:style xmlns:w="{W}" w:type="character" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Base"/></w:style>',
    f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>',
)


def _word(change: object = None, body: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(SEEN)
    for style in STYLES_OF_WORD:
        document.styles.element.append(docx.oxml.parse_xml(style))
    if body:
        document.element.body.insert(1, docx.oxml.parse_xml(f'<w:p xmlns:w="{W}">{body}</w:p>'))
    if callable(change):
        change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def in_word_documents() -> Iterator[Way]:
    """DOCX."""
    for name, run in RUNS.items():
        yield f"Word {name}", "letter.docx", _word(body=run.format(UNSEEN))
    styled = f'<w:pPr><w:pStyle w:val="Gone"/></w:pPr><w:r><w:t>{UNSEEN}</w:t></w:r>'
    yield "Word style of a paragraph", "letter.docx", _word(body=styled)
    row = f'<w:tbl xmlns:w="{W}"><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>{UNSEEN}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    yield "Word row", "letter.docx", _word(lambda document: document.element.body.insert(1, docx.oxml.parse_xml(row)))

    def head(document: docx.document.Document) -> None:
        document.sections[0].header.paragraphs[0].text = UNSEEN
        document.core_properties.comments = UNSEEN
        document.add_comment(document.paragraphs[0].runs, UNSEEN)

    yield "Word head, properties and comment", "letter.docx", _word(head)


PAINT = {
    "never painted": "BT /F1 12 Tf 3 Tr 50 100 Td ({}) Tj ET", "clip alone": "BT /F1 12 Tf 7 Tr 50 100 Td ({}) Tj ET",
    "white": "1 g BT /F1 12 Tf 50 100 Td ({}) Tj ET", "white of three": "1 1 1 rg BT /F1 12 Tf 50 100 Td ({}) Tj ET",
    "no ink": "0 0 0 0 k BT /F1 12 Tf 50 100 Td ({}) Tj ET", "white in a space": "/DeviceRGB cs 1 1 1 sc BT /F1 12 Tf 50 100 Td ({}) Tj ET",
    "white outline": "1 G BT /F1 12 Tf 1 Tr 50 100 Td ({}) Tj ET", "on its ground": "0 0 1 rg 0 90 300 40 re f BT /F1 12 Tf 50 100 Td ({}) Tj ET",
    "left of the page": "BT /F1 12 Tf -900 100 Td ({}) Tj ET", "above the page": "BT /F1 12 Tf 50 900 Td ({}) Tj ET",
    "tiny": "BT /F1 0.2 Tf 50 100 Td ({}) Tj ET", "tiny by scale": "q .01 0 0 .01 50 100 cm BT /F1 12 Tf ({}) Tj ET Q",
    "no width": "BT /F1 12 Tf 0 Tz 50 100 Td ({}) Tj ET", "covered": "BT /F1 12 Tf 50 100 Td ({}) Tj ET 1 g 0 80 300 40 re f",
    "covered by a picture": "BT /F1 12 Tf 50 100 Td ({}) Tj ET q 300 0 0 60 0 80 cm /Im1 Do Q", "clipped": "q 0 0 5 5 re W n BT /F1 12 Tf 50 100 Td ({}) Tj ET Q",
    "layer that is off": "/OC /L1 BDC BT /F1 12 Tf 50 100 Td ({}) Tj ET EMC", "no opacity": "/G1 gs BT /F1 12 Tf 50 100 Td ({}) Tj ET",
    "other text": "/Span <</ActualText ({})>> BDC BT /F1 12 Tf 50 100 Td (It is so.) Tj ET EMC", "form": "1 g /Fm1 Do",
}  # fmt: skip


def _painted(drawn: str, annotated: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(400, 300)
    font = writer._add_object(
        DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        })
    )  # fmt: skip
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    form = DecodedStreamObject()
    form.set_data(f"BT /F1 12 Tf 50 100 Td ({UNSEEN}) Tj ET".encode())
    form |= {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
             NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, 400, 300))), NameObject("/Resources"): fonts}  # fmt: skip
    picture = DecodedStreamObject()
    picture.set_data(b"\xff")
    picture |= {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
                NameObject("/Width"): FloatObject(1), NameObject("/Height"): FloatObject(1)}  # fmt: skip
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("a")})
    )
    off = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): off}
    )
    page[NameObject("/Resources")] = DictionaryObject({
        **fonts,
        NameObject("/XObject"): DictionaryObject({NameObject("/Fm1"): writer._add_object(form), NameObject("/Im1"): writer._add_object(picture)}),
        NameObject("/ExtGState"): DictionaryObject({NameObject("/G1"): DictionaryObject({NameObject("/ca"): FloatObject(0)})}),
        NameObject("/Properties"): DictionaryObject({NameObject("/L1"): layer}),
    })  # fmt: skip
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 50 200 Td ({SEEN}) Tj ET {drawn}".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    if annotated:
        note = {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text"),
                NameObject("/Contents"): TextStringObject(UNSEEN), NameObject("/Rect"): ArrayObject(map(FloatObject, (0, 0, 9, 9)))}  # fmt: skip
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(note))])
        writer.add_metadata({"/Subject": UNSEEN, "/Keywords": UNSEEN})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def in_pdfs() -> Iterator[Way]:
    """PDF."""
    for name, drawn in PAINT.items():
        yield f"PDF {name}", "report.pdf", _painted(drawn.format(UNSEEN))
    yield "PDF note and metadata", "report.pdf", _painted("", annotated=True)


def in_plain_text() -> Iterator[Way]:
    """Plain text, in which what is unseen changes what is read."""
    yield "concealed", "note.txt", f"{SEEN}\n\n\x1b[8m{UNSEEN}\x1b[0m\n".encode()
    yield "overwritten", "note.txt", f"{SEEN}\n\n{UNSEEN}{chr(8) * len(UNSEEN)}It opened already.\n".encode()
    yield "carriage return", "note.txt", f"{SEEN}\n\n{UNSEEN}\rIt opened already in May.\n".encode()


def all_ways() -> tuple[Way, ...]:
    """All of them."""
    makers = (in_pages, in_markdown, in_books, in_word_documents, in_pdfs, in_plain_text)
    return tuple(way for maker in makers for way in maker())
