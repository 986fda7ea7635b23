"""EPUB files to blocks: the chapters in the order of their spine, each under its headings."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import lxml.etree

from generator.diagnostics.catalogue import X001, X002
from generator.extract.archives import open_archive, part, xml_part
from generator.extract.blocks import Block, Extraction, Metadata, clean_words, composed
from generator.extract.encodings import declared_text
from generator.extract.markup import markup_blocks, markup_title
from generator.extract.refusal import Refusal

CONTAINER = "META-INF/container.xml"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
FONT_ENDINGS = (".ttf", ".otf", ".woff", ".woff2")
ENCRYPTED_NAME = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"


def _refuse_protected(name: str, archive: Any) -> None:
    """Refusal X002 where more than fonts is encrypted."""
    if "META-INF/encryption.xml" in archive.namelist():
        for item in xml_part(name, archive, "META-INF/encryption.xml").iter(ENCRYPTED_NAME):
            if not str(item.get("URI", "")).lower().endswith(FONT_ENDINGS):
                raise Refusal(X002, f"{name} is protected by its seller (DRM)")


def _chapters(name: str, package: Any, folder: str) -> Iterator[str]:
    """The paths of the chapters in their order (EPUB 3.3, 5.7); none leads out of the archive."""
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    for reference in package.iter(f"{OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None:
            raise Refusal(X001, f"{name} names a chapter that it does not list")
        if item.get("media-type") in PAGES:
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))).lstrip("/")


def _metadata(package: Any) -> Metadata:
    def told(field: str) -> tuple[str, ...]:
        found = (clean_words("".join(item.itertext())) for item in package.iter(f"{DC}{field}"))
        return tuple(dict.fromkeys(words for words in found if words))

    def first(field: str) -> str:
        return next(iter(told(field)), "")

    return Metadata(first("title"), told("creator"), first("publisher"), first("date")[:10], first("language"))


def read_ebook(name: str, content: bytes) -> Extraction:
    """An EPUB file, 2 or 3, by zipfile and lxml; a chapter without a heading goes on under that of the one before."""
    archive = open_archive(name, content)
    _refuse_protected(name, archive)
    container = xml_part(name, archive, CONTAINER)
    place = next((item.get("full-path", "") for item in container.iter("{*}rootfile")), "")
    package = xml_part(name, archive, place)
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for chapter in _chapters(name, package, posixpath.dirname(place)):
        markup = declared_text(f"{chapter!r} in {name}", part(name, archive, chapter))
        found = markup_blocks(markup, path=path or tuple(filter(None, [markup_title(markup)])))
        blocks += found
        path = found[-1].headings if found else path
    return composed(blocks, _metadata(package), f"lxml {lxml.etree.__version__}")
