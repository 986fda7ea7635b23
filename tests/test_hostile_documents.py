"""Damaged and hostile documents: one finding each, within bounds, and nothing is written."""

from __future__ import annotations

import io
import random
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from generator.cli import main
from generator.diagnostics import Diagnostic
from generator.extract.blocks import Extraction
from generator.extract.reading import MEMORY, SECONDS
from generator.extract.taking_in import take_in
from tests.conftest import ROOT, overlay

DOCUMENTS = ROOT / "tests" / "documents"
SEED = 20261124
Hostile = tuple[str, bytes]


def _sound(ending: str) -> bytes:
    return (DOCUMENTS / f"harbour.{ending}").read_bytes()


def truncated() -> Iterator[Hostile]:
    """Files that break off."""
    chance = random.Random(SEED)
    for ending, count in (("pdf", 10), ("docx", 15), ("epub", 37)):
        sound = _sound(ending)
        for _ in range(count):
            yield f"cut.{ending}", sound[: chance.randrange(1, len(sound) - 30)]


def with_a_hole() -> Iterator[Hostile]:
    """Files from which a piece is missing."""
    chance = random.Random(SEED + 1)
    for ending, count in (("pdf", 8), ("docx", 15), ("epub", 36)):
        sound = _sound(ending)
        for _ in range(count):
            at = chance.randrange(10, len(sound) - 260)
            yield f"hole.{ending}", sound[:at] + sound[at + 200 :]


def of_another_kind() -> Iterator[Hostile]:
    """Files whose name says another kind than their bytes."""
    for ending in ("pdf", "docx", "epub"):
        for other in ("txt", "html", "pdf", "md"):
            if other != ending:
                yield f"wrong.{ending}", _sound(other)
    for ending in ("html", "md", "txt"):
        for other in ("pdf", "docx", "epub"):
            yield f"wrong.{ending}", _sound(other)
    yield "wrong.docx", _sound("epub")
    yield "wrong.epub", _sound("docx")
    for ending in ("pdf", "docx", "epub", "html", "md", "txt"):
        yield f"empty.{ending}", b""
        yield f"zeros.{ending}", bytes(5000)
    yield "macro.docm", _sound("docx")
    yield "noending", _sound("txt")


def _archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _remade(ending: str, changes: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_sound(ending))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return _archive(files | changes)


def _lying(content: bytes, size: int) -> bytes:
    """An archive that declares another size for its first part."""
    changed = bytearray(content)
    at = changed.index(b"PK\x01\x02")
    changed[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(changed)


def bombs() -> Iterator[Hostile]:
    """Small files that unfold to very much."""
    outside = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    yield "outside.docx", _remade("docx", {"word/document.xml": outside})
    yield "outside.epub", _remade("epub", {"OEBPS/content.opf": outside})
    zeros = bytes(201 << 20)
    for ending, part in (("docx", "word/document.xml"), ("epub", "OEBPS/text/c0.xhtml")):
        yield f"bomb.{ending}", _remade(ending, {part: zeros})
        beside = _remade(ending, {"media/picture.png": zeros})
        yield f"bomb-beside.{ending}", beside
        yield f"large-xml.{ending}", _remade(ending, {part: b"<a>" + bytes(33 << 20).replace(b"\0", b"x") + b"</a>"})
        yield f"declares-more.{ending}", _lying(_sound(ending), 3 << 30)
        yield f"declares-less.{ending}", _lying(_remade(ending, {"aaa.xml": b"x" * 100_000}), 5)
        yield f"many-parts.{ending}", _remade(ending, {f"x/{number}": b"" for number in range(12_000)})
        yield f"in-itself.{ending}", _archive({"again.zip": beside})
    entities = b'<!DOCTYPE a [<!ENTITY l0 "lol">' + b"".join(
        b'<!ENTITY l%d "%s">' % (number + 1, b"&l%d;" % number * 10) for number in range(9)
    )
    yield "entities.docx", _remade("docx", {"word/document.xml": entities + b"]><a>&l9;</a>"})
    yield "entities.epub", _remade("epub", {"OEBPS/content.opf": entities + b"]><a>&l9;</a>"})
    yield "deep.docx", _remade("docx", {"word/document.xml": b"<a>" * 200_000})
    yield "deep.epub", _remade("epub", {"OEBPS/content.opf": b"<a>" * 200_000})
    yield "no-words.epub", _remade("epub", {f"OEBPS/text/c{n}.xhtml": b"<p></p>" * 1000 for n in range(3)})
    yield "lost-chapter.epub", _archive({"META-INF/container.xml": b"<c/>"})
    yield "deep.html", b"<div>" * 150_000
    yield "deep.md", b"> " * 3_000 + b"---"
    yield "large.txt", b"a" * (65 << 20)


@cache
def _folded_zeros() -> bytes:
    return zlib.compress(bytes(200 << 20), 9)


def _pdf(drawn: bytes, filters: int = 1, folded: int = 0) -> bytes:
    """A PDF of one page with that drawing, compressed so often, of which `folded` times already."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    for _ in range(filters - folded):
        drawn = zlib.compress(drawn, 9)
    stream.set_data(drawn)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * filters)
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject()
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def hostile_pdfs() -> Iterator[Hostile]:
    """PDFs made to cost or to mislead."""
    yield "pictures.pdf", _pdf(b"q 1 0 0 1 0 0 cm Q")
    yield "bomb.pdf", _pdf(_folded_zeros(), 1, folded=1)
    yield "bomb-twice.pdf", _pdf(_folded_zeros(), 2, folded=1)
    yield "states.pdf", _pdf(b"q " * 150_000)
    yield "arrays.pdf", _pdf(b"[" * 100_000)
    yield "dictionaries.pdf", _pdf(b"<<" * 100_000)
    sound = _sound("pdf")
    yield "no-pages.pdf", sound.replace(b"/Type /Pages", b"/Type /Sages").replace(b"/Pages", b"/Sages")
    yield "header-alone.pdf", b"%PDF-1.7\n%%EOF\n"
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(SEED).randbytes(20_000)
    for algorithm in ("RC4-40", "RC4-128"):
        writer = pypdf.PdfWriter()
        writer.add_blank_page(72, 72)
        writer.encrypt("secret", algorithm=algorithm)
        made = io.BytesIO()
        writer.write(made)
        yield f"locked-{algorithm}.pdf", made.getvalue()


def mis_encoded() -> Iterator[Hostile]:
    """Texts in other encodings than they must be in, or say."""
    words = "Für die Änderung ist es zu früh."
    for encoding in ("latin-1", "cp850", "utf-16", "utf-32"):
        yield f"{encoding}.txt", words.encode(encoding)
        yield f"{encoding}.md", words.encode(encoding)
    yield "undeclared.html", f"<p>{words}</p>".encode("latin-1")
    yield "unknown.html", f'<meta charset="klingon"><p>{words}</p>'.encode("latin-1")
    yield "program.html", f'<meta charset="rot13"><p>{words}</p>'.encode("latin-1")
    yield "broken.html", b'<meta charset="utf-8"><p>\xff\xfe\xfa</p>'
    yield "half.html", b"\xff\xfe<\0p\0>\0\x00\xd8"
    yield "nothing.html", b"<html><body><script>var words = 1;</script><img src=x></body></html>"
    yield "signs.txt", b"---- **** ----"
    yield "signs.md", b"---- **** ----"


MAKERS = (truncated, with_a_hole, of_another_kind, mis_encoded, hostile_pdfs, bombs)


def all_hostile() -> Iterator[Hostile]:
    """All of them, the large ones last; each is made when it is asked for."""
    return (item for maker in MAKERS for item in maker())


def _judged(item: Hostile) -> tuple[str, Extraction | Diagnostic | None, float]:
    name, content = item
    start = time.monotonic()
    found = take_in(f"incoming/{name}", content)
    return name, found, time.monotonic() - start


def test_each_hostile_document_is_one_finding_within_bounds() -> None:
    """Two hundred of them: each yields one finding of family X at its path, with a hint, in bounded time and memory."""
    items = list(all_hostile())
    assert len(items) >= 200
    with ThreadPoolExecutor(2) as pool:
        judged = list(pool.map(_judged, items))
    for name, found, seconds in judged:
        assert isinstance(found, Diagnostic), f"{name} was taken in"
        assert found.rule.code[0] == "X" and found.span.path == f"incoming/{name}" and found.advice
        assert "Traceback" not in found.message and "\n" not in found.message and len(found.message) < 300
        assert seconds < SECONDS + 20, name
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY


def test_flipped_bits_end_in_a_finding_or_in_text() -> None:
    """What no checksum of its format covers may be read; nothing else happens to a document with a few wrong bits."""
    chance = random.Random(SEED + 2)
    items = []
    for ending in ("pdf", "docx", "epub"):
        for _ in range(7):
            changed = bytearray(_sound(ending))
            for _ in range(8):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            items.append((f"flipped.{ending}", bytes(changed)))
    with ThreadPoolExecutor(2) as pool:
        for _, found, _ in pool.map(_judged, items):
            assert isinstance(found, Extraction | Diagnostic)


EACH = ("bomb.docx", "outside.epub", "pictures.pdf", "locked-RC4-128.pdf", "latin-1.txt", "empty.html")


@pytest.mark.parametrize("name", EACH)
def test_the_command_writes_nothing(name: str, tmp_path: Path) -> None:
    """`briefs new source` prints the finding and what to do, ends with 2, and the project is as it was."""
    project = overlay(tmp_path / "project")
    before = {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}
    file = tmp_path / name
    file.write_bytes(next(content for given, content in all_hostile() if given == name))
    done = CliRunner().invoke(main, ["new", "source", "--project", str(project), str(file), "-y"])
    assert done.exit_code == 2, done.output
    assert f"{name}:" in done.output and "error[X0" in done.output and "hint: " in done.output
    assert "nothing was written" in done.output and "Traceback" not in done.output
    assert {file: file.read_bytes() for file in project.rglob("*") if file.is_file()} == before


def test_an_endless_reader_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that waits for ever is ended, and the document refused."""
    monkeypatch.setattr("generator.extract.taking_in.SECONDS", 1)
    monkeypatch.setattr("generator.extract.taking_in.PATIENCE", 0)
    monkeypatch.setattr("generator.extract.taking_in.PROGRAM", "import time; time.sleep(60)")
    found = take_in("slow.pdf", _sound("pdf"))
    assert isinstance(found, Diagnostic) and found.rule.code == "X005"


def test_a_busy_reader_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text on which the library works for minutes is given up when the processor time is used up."""
    monkeypatch.setattr("generator.extract.taking_in.SECONDS", 1)
    found = take_in("brackets.md", b"[](" * 200_000)
    assert isinstance(found, Diagnostic) and found.rule.code == "X005"


ACTS = ("bytearray(2 << 30)", "socket.create_connection(('127.0.0.1', 9))", "subprocess.run(['true'])")


@pytest.mark.parametrize("act", ACTS)
def test_the_limits_hold(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two GiB cannot be had, nor a connection, nor another program: the process ends before it answers."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import socket, subprocess; from generator.extract import reading;"
        "reading.limit_myself(60); reading.keep_inside(reading._libraries());"
        'told = lambda: print(\'{"rule": "X002", "message": "", "hint": "", "line": 1, "column": 1}\');'
    )
    for work, code in (("1", "X002"), (act, "X001")):
        monkeypatch.setattr("generator.extract.taking_in.PROGRAM", f"{program} {work}; told()")
        found = take_in("x.pdf", _sound("pdf"))
        assert isinstance(found, Diagnostic) and found.rule.code == code
