"""Bytes to text by what a document declares, never by a guess."""

from __future__ import annotations

import codecs
import re

from generator.diagnostics import Span
from generator.diagnostics.catalogue import X003, X004
from generator.extract.refusal import Refusal

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,512}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
DECLARED_WITHIN = 4096
BROWSERS_READ = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
                 "us-ascii": "cp1252", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8"}  # fmt: skip
"""What a declaration means to browsers (WHATWG Encoding, 4.2); a page that can declare UTF-16 in ASCII is not in it."""
TEXT_ENCODINGS = re.compile(r"utf|iso-?8859|windows|cp\d|koi8|gb|big5|euc|shift|sjis|mac|ascii|latin|iso-?2022", re.I)


def _decoded(name: str, content: bytes, encoding: str, declared: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "replace")
        place = Span(name).after(before)
        what = f"byte 0x{content[error.start]:02x} of {name} is not {declared}"
        raise Refusal(X004, what, line=place.line, column=place.column) from None


def plain_text(name: str, content: bytes) -> str:
    """The text of a file that must be UTF-8; Refusal X004 with the place of the first byte that is not."""
    text = _decoded(name, content, "utf-8", "UTF-8")
    if "\0" in text:
        before = text[: text.index("\0")]
        place = Span(name).after(before)
        raise Refusal(X004, f"{name} holds a NUL: it is no plain text", line=place.line, column=place.column)
    return text


def declared_text(name: str, content: bytes) -> str:
    """The text of a page in the encoding of its byte order mark, else the one it declares, else UTF-8; Refusal X004."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(name, content[len(mark) :], encoding, encoding.upper())
    found = DECLARED.search(content[:DECLARED_WITHIN])
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    encoding = BROWSERS_READ.get(declared, declared)
    try:
        known = TEXT_ENCODINGS.match(encoding) is not None and bool(codecs.lookup(encoding))
    except LookupError:
        known = False
    if not known:
        raise Refusal(X004, f"{name} declares the unknown encoding {declared!r}")
    return _decoded(name, content, encoding, declared.upper() if found else "UTF-8, and it declares no other encoding")


def with_words(name: str, text: str) -> str:
    """The text itself; Refusal X003 where no letter and no digit is in it."""
    if not any(sign.isalnum() for sign in text):
        raise Refusal(X003, f"{name} holds no words")
    return text
