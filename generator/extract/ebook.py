"""EPUB files to blocks: the chapters in the order of their spine, each under its headings."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from generator.diagnostics.catalogue import X001, X002
from generator.extract.archives import open_archive, part, xml_part
from generator.extract.blocks import Block, Extraction, Metadata, clean_words, composed
from generator.extract.encodings import declared_text
from generator.extract.markup import marked, markup_blocks, read_markup
from generator.extract.refusal import Refusal
from generator.extract.seen_markup import seen_markup

SHEET = re.compile(r"<link\b[^>]{1,2000}>", re.IGNORECASE)
ADDRESS = re.compile(r"\bhref\s*=\s*[\"']?([^\"'>\s]{1,500})", re.IGNORECASE)
CONTAINER = "META-INF/container.xml"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
TYPE = "{http://www.idpf.org/2007/ops}type"
FONT_ENDINGS = (".ttf", ".otf", ".woff", ".woff2")
ENCRYPTED_NAME = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"


def _refuse_protected(name: str, archive: Any) -> None:
    """Refusal X002 where more than fonts is encrypted."""
    if "META-INF/encryption.xml" in archive.namelist():
        for item in xml_part(name, archive, "META-INF/encryption.xml").iter(ENCRYPTED_NAME):
            if not str(item.get("URI", "")).lower().endswith(FONT_ENDINGS):
                raise Refusal(X002, f"{name} is protected by its seller (DRM)")


def _chapters(name: str, package: Any, folder: str) -> Iterator[tuple[str, bool]]:
    """The paths of the chapters in their order (EPUB 3.3, 5.7), and whether who turns pages meets them; none leads out
    of the archive."""
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    for reference in package.iter(f"{OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise Refusal(X001, f"{name} names a chapter that it does not list")
        if item.get("media-type") in PAGES:
            yield _place(folder, item.get("href", "")), reference.get("linear") != "no"


def _sheets(archive: Any, chapter: str, markup: str) -> list[str]:
    """The style sheets of the book that a chapter names; what is not there, or no text, hides nothing."""
    found = []
    for link in SHEET.findall(markup):
        address = ADDRESS.search(link)
        path = _place(posixpath.dirname(chapter), html.unescape(address[1])) if address else ""
        if re.search("stylesheet", link, re.IGNORECASE) and path in archive.namelist():
            found.append(part(path, archive, path).decode("utf-8", "replace"))
    return found


def _place(folder: str, reference: str) -> str:
    """The path of a part that another one in a folder refers to; none leads out of the archive."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0]))).lstrip("/")


def _entries(root: Any) -> Iterator[tuple[Any, str, str]]:
    """The entries of a table of contents of EPUB 3 or 2: the element that holds those below it, words and target."""
    for nav in root.iter("{*}nav"):
        if "toc" in nav.get(TYPE, "").split():
            for entry in nav.iter("{*}li"):
                link = entry.find("{*}a")
                if link is not None:
                    yield entry, clean_words("".join(link.itertext())), link.get("href", "")
    for entry in root.iter("{*}navPoint"):
        label, target = entry.find("{*}navLabel"), entry.find("{*}content")
        if label is not None and target is not None:
            yield entry, clean_words("".join(label.itertext())), target.get("src", "")


def _contents(name: str, archive: Any, package: Any, folder: str) -> dict[str, tuple[str, ...]]:
    """By the path of a chapter: what the book's table of contents calls it, below what stands above that."""
    found: dict[str, tuple[str, ...]] = {}
    for item in package.iter(f"{OPF}item"):
        if "nav" not in item.get("properties", "").split() and item.get("media-type") != "application/x-dtbncx+xml":
            continue
        path = _place(folder, item.get("href", ""))
        try:
            root = xml_part(name, archive, path)
        except Refusal:
            continue
        words: dict[Any, str] = {}
        for entry, label, target in _entries(root):
            words[entry] = label
            above = [words[one] for one in entry.iterancestors() if one in words]
            found.setdefault(_place(posixpath.dirname(path), target), (*reversed(above), label))
    return found


def _metadata(package: Any) -> Metadata:
    def told(field: str) -> tuple[str, ...]:
        found = (clean_words("".join(item.itertext())) for item in package.iter(f"{DC}{field}"))
        return tuple(dict.fromkeys(words for words in found if words))

    def first(field: str) -> str:
        return next(iter(told(field)), "")

    return Metadata(first("title"), told("creator"), first("publisher"), first("date")[:10], first("language"))


def read_ebook(name: str, content: bytes) -> Extraction:
    """An EPUB file, 2 or 3, by zipfile and lxml; a chapter without a heading stands under what the table of contents
    calls it, else goes on under the heading of the one before."""
    archive = open_archive(name, content)
    _refuse_protected(name, archive)
    container = xml_part(name, archive, CONTAINER)
    place = next((item.get("full-path", "") for item in container.iter("{*}rootfile")), "")
    package = xml_part(name, archive, place)
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    called = _contents(name, archive, package, posixpath.dirname(place))
    for chapter, in_line in _chapters(name, package, posixpath.dirname(place)):
        whole = declared_text(f"{chapter!r} in {name}", part(name, archive, chapter))
        shown = seen_markup(whole, _sheets(archive, chapter, whole))
        markup = shown.seen
        read = read_markup(markup, path=path)
        start = path or tuple(filter(None, [read.title]))
        if chapter in called and all(block.headings == path for block in read.blocks):
            start = called[chapter]
        found = read.blocks if start == path else markup_blocks(markup, path=start)
        blocks += (block if in_line else replace(block, unseen=True) for block in marked(found, shown.certain))
        path = found[-1].headings if found else path
    from lxml import etree

    return composed(blocks, _metadata(package), f"lxml {etree.__version__}")
