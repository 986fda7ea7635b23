"""The process that reads a document reaches nothing outside: what a document asks for has no effect."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from generator.extract.blocks import Extraction
from generator.extract.taking_in import take_in
from tests.conftest import ROOT
from tests.hidden_ways import SEEN

ACTS = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('example.org', 80)",
    "an address opened": "import urllib.request; urllib.request.urlopen('file:///etc/hostname')",
    "a program": "import subprocess; subprocess.run(['true'])",
    "a program by the shell": "import os; os.system('true')",
    "a program spawned": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "a program in its place": "import os; os.execv('/bin/true', ['true'])",
    "a fork": "import os; os.fork()",
    "a function of C": "import ctypes; ctypes.CDLL(None).getpid()",
    "a library of C": "import ctypes; ctypes.CDLL('libc.so.6')",
    "memory by its address": "import ctypes; ctypes.string_at(id(0), 8)",
    "a file written": "open(TARGET, 'w')",
    "a file appended to": "open(TARGET, 'a')",
    "a file changed": "open(TARGET, 'r+')",
    "a file made": "import os; os.open(TARGET, os.O_CREAT | os.O_RDONLY)",
    "a file written below": "import os; os.open(TARGET, os.O_WRONLY)",
    "a file removed": "import os; os.remove(TARGET)",
    "a file renamed": "import os; os.rename(TARGET, TARGET + 'x')",
    "a file linked": "import os; os.symlink('/etc/passwd', TARGET + 'x')",
    "a folder made": "import os; os.mkdir(TARGET + 'x')",
    "rights changed": "import os; os.chmod(TARGET, 0)",
    "a temporary file": "import tempfile; tempfile.TemporaryFile()",
    "another file read": "open('/etc/hostname')",
    "another file read below": "import os; os.open('/etc/hostname', os.O_RDONLY)",
    "a file read over a way out": "open(LIBRARY + '/../../../../../../../../../../../etc/hostname')",
    "the document's own folder read": "open(TARGET)",
    "a folder listed": "import os; os.listdir('/etc')",
    "a database": "import sqlite3; sqlite3.connect(TARGET)",
    "a signal": "import os; os.kill(os.getppid(), 0)",
}
PROGRAM = (
    "import sys, json; sys.path.insert(0, {home!r}); from generator.extract import reading; import os, socket;"
    "TARGET = {target!r}; LIBRARY = os.path.dirname(os.__file__); reading.limit_myself(60);"
    "reading.keep_inside(reading._libraries())\n"
    "try:\n    exec({act!r})\nexcept (ConnectionError, socket.gaierror):\n    print('went out')\n"
    "except OSError as refused:\n    print('refused', refused)\n"
    "else:\n    print('done')"
)


def _acted(act: str, target: Path) -> str:
    program = PROGRAM.format(home=str(ROOT), target=str(target), act=act)
    command = [sys.executable, "-P", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.parametrize("act", ACTS)
def test_nothing_outside_is_reached(act: str, tmp_path: Path) -> None:
    """Each way out is refused, and a file of the user stays as it was."""
    target = tmp_path / "user.txt"
    target.write_text("mine", "utf-8")
    assert _acted(ACTS[act], target).startswith("refused"), act
    assert [file.name for file in tmp_path.iterdir()] == ["user.txt"] and target.read_text("utf-8") == "mine"


def test_what_an_extractor_needs_is_allowed(tmp_path: Path) -> None:
    """The control: reading files of libraries, and importing them, works in the same process."""
    assert _acted("import colorsys, html.entities; open(LIBRARY + '/os.py').read()", tmp_path / "x") == "done\n"


def _zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _page(address: str, file: str) -> bytes:
    return (
        f'<html><head><link rel=stylesheet href="{address}"><style>@import "{address}";p{{color:red}}</style>'
        f'<base href="{address}"><script src="{address}"></script></head>'
        f'<body><article><p>{SEEN}</p><p>The town tells of it.</p><img src="{address}"><iframe src="{file}"></iframe>'
        f'<object data="{file}"></object><script>fetch("{address}")</script></article></body></html>'
    ).encode()


def _book(address: str, file: str) -> bytes:
    return _zipped(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="c.opf"/></rootfiles></container>',
            "c.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
            f'media-type="application/xhtml+xml"/><item id="b" href="{address}" media-type="image/svg+xml"/>'
            '</manifest><spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f'<!DOCTYPE html SYSTEM "{address}" [<!ENTITY e SYSTEM "{file}">]><html><head><link '
            f'rel="stylesheet" href="{address}"/><link rel="stylesheet" href="../../../../../../etc/passwd"/></head>'
            f'<body><p>{SEEN}</p><p>&e;</p><svg><image href="{file}"/><script>1</script></svg></body></html>',
        }
    )


def _letter(address: str, file: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(SEEN)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for kind in ("attachedTemplate", "image", "hyperlink", "frame", "subDocument", "oleObject"):
        document.part.relate_to(address, relations + kind, is_external=True)
        document.part.relate_to(file, relations + kind, is_external=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _report(address: str, file: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=ROOT / "tests" / "documents" / "harbour.pdf")
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"app.launchURL('{address}')")}
    launch = {"/S": NameObject("/Launch"), "/F": TextStringObject(file)}
    for name, told in (("/OpenAction", action), ("/AA", launch)):
        writer.root_object[NameObject(name)] = DictionaryObject({NameObject(key): value for key, value in told.items()})
    writer.add_attachment("a.exe", b"MZ")
    writer.add_uri(0, address, (0, 0, 500, 500))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


MAKERS = {"page.html": _page, "book.epub": _book, "letter.docx": _letter, "report.pdf": _report}


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_document_refers_to_is_not_fetched(name: str, tmp_path: Path) -> None:
    """Addresses, templates, scripts, files and entities that a document names: its words are read, and nothing else
    happens, neither a connection nor a file more."""
    import socket

    secret = tmp_path / "secret.txt"
    secret.write_text("planted secret", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/a.css"
        found = take_in(name, MAKERS[name](address, secret.as_uri()))
        with pytest.raises(TimeoutError):
            listening.accept()
    assert isinstance(found, Extraction), found
    assert "planted secret" not in found.text and "root:" not in found.text
    assert name == "report.pdf" or SEEN in found.text
    assert [file.name for file in tmp_path.iterdir()] == ["secret.txt"]
