"""What kind of document a file is: by the ending of its name, borne out by its first bytes."""

from __future__ import annotations

from typing import Literal

from generator.diagnostics.catalogue import X001, X003, X005
from generator.extract.refusal import Refusal

Kind = Literal["text", "markdown", "html", "pdf", "docx", "epub"]
ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
}
MAX_BYTES = 64 << 20
SIGNS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive, as DOCX and EPUB files are", ".docx or .epub"),
    (b"{\\rtf", "RTF", ""),
    (b"\xd0\xcf\x11\xe0", "a file of old Office programs, or a protected one", ""),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a compressed file", ""),
)
ZIPPED = b"PK"
PDF_HEADER_WITHIN = 1024
"""Readers look for the header of a PDF in its first kilobyte (PDF 1.7, annex H.3.4.1)."""
CAPTURED = ".txt, .md, .html, .pdf, .docx, .epub"


def _what_it_is(content: bytes) -> tuple[str, str]:
    """What the first bytes say that a file is, and the ending that it should have then; empty for what may be text."""
    return next(((name, ending) for sign, name, ending in SIGNS if content.startswith(sign)), ("", ""))


def kind_of(name: str, content: bytes) -> Kind:
    """The kind of a document by its name; Refusal X001, X003 or X005 where its bytes cannot be of that kind."""
    ending = "." + name.lower().rpartition(".")[2]
    if ending not in ENDINGS:
        hint = f"what can be taken in ends in {CAPTURED}; save the document as one of these"
        raise Refusal(X001, f"{name} is of no kind that can be read", hint)
    kind = ENDINGS[ending]
    if len(content) > MAX_BYTES:
        raise Refusal(X005, f"{name} has {len(content) >> 20:,} MiB; at most {MAX_BYTES >> 20} MiB are read")
    if not content.strip(b"\0\t\n\r "):
        raise Refusal(X003, f"{name} is empty")
    found, right = _what_it_is(content)
    borne_out = {
        "pdf": b"%PDF-" in content[:PDF_HEADER_WITHIN],
        "docx": content.startswith(ZIPPED),
        "epub": content.startswith(ZIPPED),
    }
    if not borne_out.get(kind, not found):
        what = f"its bytes are {found}" if found else f"its bytes are not those of a {ending[1:].upper()} file"
        raise Refusal(X001, f"{name}: {what}", f"give the file its right ending, {right}" if right else "")
    return kind
