"""DOCX files to blocks: paragraphs and rows of tables in their order, under their headings, with footnotes last."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.diagnostics.catalogue import X001
from generator.extract.archives import open_archive, xml_part
from generator.extract.blocks import Block, Extraction, Metadata, clean_row, clean_words, composed, heading_path
from generator.extract.refusal import Refusal
from generator.extract.word_looks import Looks, W
from generator.extract.word_shapes import hidden_row, off_the_page

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.opc.coreprops import CoreProperties

THEME = "word/theme/theme1.xml"
PROPERTIES = "/metadata/core-properties"
"""The kind of the relation to them; LibreOffice writes another beginning than the standard (ISO 29500-2, 11)."""
HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)
NOTES = (("word/footnotes.xml", f"{W}footnote"), ("word/endnotes.xml", f"{W}endnote"))
UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}instrText",
                    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})  # fmt: skip
"""What is not printed (deleted words, properties, field codes), or stands there a second time."""
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}


def _words(element: Any, looks: Looks) -> Iterator[tuple[str, bool]]:
    """The printed words of a paragraph, inserted ones and those of links too, without hidden ones; each with whether it
    is in doubt that they are seen."""
    waiting = [(element, looks.of_paragraph(element))]
    while waiting:
        node, look = waiting.pop()
        if node.tag in UNSEEN or off_the_page(node):
            continue
        if node.tag == f"{W}p" and node is not element:
            look = looks.of_paragraph(node)
        elif node.tag == f"{W}r":
            look = looks.of_run(node, look)
        if node.tag == f"{W}t" and not look.hidden:
            yield node.text or "", look.in_doubt
        elif node.tag in SIGNS:
            yield SIGNS[node.tag], False
        waiting.extend((child, look) for child in reversed(node))


def _paragraph(element: Any, looks: Looks) -> tuple[str, bool]:
    """The words of a paragraph on their lines, and whether it is in doubt that all of them are seen."""
    found = list(_words(element, looks))
    return clean_words("".join(words for words, _ in found)), any(doubt and words.strip() for words, doubt in found)


def _cell(element: Any, looks: Looks) -> tuple[str, bool]:
    found = [_paragraph(item, looks) for item in element.iter(f"{W}p")]
    return " ".join(words for words, _ in found if words), any(doubt for _, doubt in found)


def _row(row: Any, looks: Looks, headings: tuple[str, ...]) -> Block:
    cells = [_cell(cell, looks) for cell in row.iter(f"{W}tc")]
    return Block(clean_row(words for words, _ in cells), headings=headings, unseen=any(doubt for _, doubt in cells))


def _levels(document: WordDocument) -> dict[str, int]:
    """By the id of a style: the level of the headings that are set in it, below the document's title."""
    found = {}
    for style in document.styles:
        match = HEADING.fullmatch(style.name or "")
        if match or style.name == "Title":
            found[style.style_id] = 1 + int(match[1]) if match else 1
    return found


def _blocks(document: WordDocument, looks: Looks) -> Iterator[Block]:
    levels = _levels(document)
    path: tuple[str, ...] = ()
    waiting = [document.element.body]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}tbl":
            for row in node.iter(f"{W}tr"):
                if not hidden_row(row):
                    yield _row(row, looks, path)
        elif node.tag == f"{W}p":
            words, doubt = _paragraph(node, looks)
            style = node.find(f"{W}pPr/{W}pStyle")
            level = levels.get(style.get(f"{W}val"), 0) if style is not None else 0
            path = heading_path(path, level, words) if level and words else path
            yield Block(words, headings=path, unseen=doubt)
        else:
            waiting.extend(reversed(node))


def _told(document: WordDocument) -> CoreProperties | None:
    """What a document says of itself, wherever it says that this stands; python-docx makes up what it does not find."""
    from docx.opc.coreprops import CoreProperties
    from docx.oxml import parse_xml

    for relation in document.part.package.rels.values():
        if relation.reltype.lower().endswith(PROPERTIES) and not relation.is_external:
            return CoreProperties(parse_xml(relation.target_part.blob))
    return None


def _metadata(document: WordDocument) -> Metadata:
    told = _told(document)
    if told is None:
        return Metadata()
    published = told.created.date().isoformat() if told.created else ""
    return Metadata(
        clean_words(told.title or ""), tuple(filter(None, [clean_words(told.author or "")])), "", published,
        told.language or "",
    )  # fmt: skip


def read_word_document(name: str, content: bytes) -> Extraction:
    """A DOCX file by python-docx: what is printed, so with inserted and without deleted or hidden words."""
    archive = open_archive(name, content)
    xml_part(name, archive, "[Content_Types].xml")
    xml_part(name, archive, "word/document.xml")
    import docx  # takes longer to load than a damaged archive takes to find out

    try:
        document = docx.Document(io.BytesIO(content))
        theme = xml_part(name, archive, THEME) if THEME in archive.namelist() else None
        looks = Looks(document.styles.element, theme, document.element.find(f"{W}background"))
        blocks, metadata = list(_blocks(document, looks)), _metadata(document)
    except (MemoryError, RecursionError, Refusal):
        raise
    except Exception as error:
        raise Refusal(X001, f"{name} cannot be read as DOCX: {type(error).__name__}") from None
    for path, tag in NOTES:
        if path in archive.namelist():
            for note in xml_part(name, archive, path).iter(tag):
                words, doubt = _cell(note, looks)
                blocks.append(Block(words, headings=("*",), unseen=doubt))
    return composed(blocks, metadata, f"python-docx {docx.__version__}")
