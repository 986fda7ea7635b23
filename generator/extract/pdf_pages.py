"""PDF files to blocks by their text layer, each with its page; pictures of pages hold no text."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdf
from pypdf.errors import LimitReachedError

from generator.diagnostics.catalogue import X001, X002, X003, X004, X005
from generator.extract.blocks import Extraction, Metadata, clean_words, composed
from generator.extract.drawn_lines import drawn_lines
from generator.extract.printed_lines import Line, paragraphs
from generator.extract.refusal import Refusal

NAMELESS = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]|/[Gg]\\d{1,4}|\\(cid:\\d+\\)")
"""What stands for letters that a font gives no meaning."""
MOST_NAMELESS = 0.2
DAMAGE = re.compile("decompressing|Invalid|invalid|startxref|odd-length|not defined|Object Streams|EOF marker")
OCR = "run text recognition over it (such as OCRmyPDF), read the result against the pictures, and take that file in"
REPAIRED = "fetch it again, or open it and print it to PDF anew, and compare the two before you take that file in"
PRINTED = "print it to PDF anew from the program that it was made with, or run text recognition (OCR) over it"


class _Complaints(logging.Handler):
    """Keeps what pypdf says of damage that it works around: what it leaves out then would be missing in silence."""

    def __init__(self) -> None:
        super().__init__()
        self.first = ""

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not self.first and DAMAGE.search(message):
            self.first = message


@contextmanager
def _attentive(name: str) -> Iterator[None]:
    """Refusal X001 where pypdf met damage on the way."""
    logger, complaints = logging.getLogger("pypdf"), _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.first:
        raise Refusal(X001, f"{name} is damaged: {clean_words(complaints.first)[:120]}", REPAIRED)


def _opened(name: str, content: bytes) -> pypdf.PdfReader:
    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refusal(X002, f"{name} opens only with a password")
    return reader


def _metadata(reader: pypdf.PdfReader) -> Metadata:
    """What the file says of itself. Its date is that of the file and not of publication: it is not proposed."""
    told = reader.metadata
    author = clean_words(str(told.author or "")) if told else ""
    language = reader.root_object.get("/Lang", "")
    return Metadata(
        clean_words(str(told.title or "")) if told else "", (author,) if author else (), "", "", str(language)
    )


def _pages(reader: pypdf.PdfReader) -> list[list[Line]]:
    labels = reader.page_labels
    pages = []
    for number, page in enumerate(reader.pages):
        label = clean_words(labels[number]) if number < len(labels) else ""
        pages.append(drawn_lines(page, label or str(number + 1)))
    return pages


def read_pdf(name: str, content: bytes) -> Extraction:
    """A PDF by pypdf; Refusal X001 (damaged), X002 (encrypted), X003 (no text layer), X004 (letters unknown)."""
    try:
        with _attentive(name):
            reader = _opened(name, content)
            pages = _pages(reader)
            metadata = _metadata(reader)
    except (Refusal, MemoryError, RecursionError):
        raise
    except LimitReachedError as error:
        raise Refusal(X005, f"{name} unfolds to too much: {str(error)[:120]}") from None
    except pypdf.errors.DependencyError:
        raise Refusal(X002, f"{name} is encrypted") from None
    except Exception as error:
        raise Refusal(X001, f"{name} cannot be read as PDF: {str(error)[:120] or type(error).__name__}") from None
    words = "".join(line.text for page in pages for line in page)
    if not words.strip():
        count = f"{len(pages)} page{'' if len(pages) == 1 else 's'}" if pages else "no pages"
        raise Refusal(X003, f"{name} has {count} and no text layer", OCR if pages else "")
    if sum(len(item) for item in NAMELESS.findall(words)) > MOST_NAMELESS * len(words):
        raise Refusal(X004, f"{name}: its fonts do not tell which letters they show", PRINTED)
    return composed(paragraphs(pages), metadata, f"pypdf {pypdf.__version__}")
