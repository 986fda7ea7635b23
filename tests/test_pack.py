"""A pack is whole or says what is wrong: after any change of a byte, with hostile zips, and in a browser offline."""

from __future__ import annotations

import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from pypdf import PdfReader

from generator.authoring.pack_check import verified
from generator.cli import main
from generator.publish import printed as printing
from generator.publish.pack_file import MANIFEST, PackRefused, manifest_of, sha256, unzipped, zipped
from tests.built_site import in_browser
from tests.conftest import ROOT

BRIEF = "what-the-article-claimed"
ABOUT = {"brief": BRIEF, "as_of": "2026-12-01"}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A pack of a brief of the real content, without a PDF."""
    return packed_by(tmp_path_factory.mktemp("pack") / "x.zip", "--no-pdf")


def packed_by(target: Path, *more: str) -> bytes:
    """What the command packs."""
    command = ["pack", BRIEF, "--project", str(ROOT), "--as-of", "2026-12-01", "--output", str(target), *more]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "--no-pdf" in more or "without a PDF" not in done.output, done.output
    return target.read_bytes()


def faults(content: bytes) -> str:
    """All faults of a pack, or why it is refused, in one text."""
    try:
        return "\n".join(verified(content).faults)
    except PackRefused as reason:
        return f"refused: {reason}"


def sealed(files: dict[str, bytes]) -> bytes:
    """A pack whose hashes fit whatever its files say."""
    return zipped({**files, MANIFEST: manifest_of(files, ABOUT)})


def test_an_untouched_pack_is_whole(packed: bytes, tmp_path: Path) -> None:
    """The command accepts it; it holds page, data, documents byte for byte and a hash of every file."""
    report = verified(packed)
    assert report.faults == () and report.quotes > 20 and report.brief == BRIEF
    files = unzipped(packed)
    seeds = {path: content for path, content in files.items() if path.startswith("seeds/")}
    assert seeds and all((ROOT / path).read_bytes() == content for path, content in seeds.items())
    hashes = json.loads(files[MANIFEST])["sha256"]
    assert hashes == {path: sha256(content) for path, content in files.items() if path != MANIFEST}
    assert {"brief.html", "README.txt", "data/corpus.json", "data/sources.bib"} <= set(files)
    (tmp_path / "x.zip").write_bytes(packed)
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "x.zip")])
    assert done.exit_code == 0 and "is whole" in done.output


def test_two_packs_are_the_same_bytes(packed: bytes, tmp_path: Path) -> None:
    """Packed again for the same day it is the same file; any zip program reads it."""
    assert packed_by(tmp_path / "again.zip", "--no-pdf") == packed
    with zipfile.ZipFile(tmp_path / "again.zip") as archive:
        assert archive.testzip() is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_noticed(packed: bytes, data: st.DataObject) -> None:
    """Whichever byte of the pack is changed, to whatever: it is not whole, and where it is in a file that is named."""
    place = data.draw(st.integers(0, len(packed) - 1))
    other = data.draw(st.integers(1, 255))
    changed = bytearray(packed)
    changed[place] ^= other
    told = faults(bytes(changed))
    assert told
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename)
            if start <= place < start + info.file_size:
                assert info.filename in told


def test_a_changed_claim_and_a_changed_document_are_named(packed: bytes) -> None:
    """A byte in a claim's file names that claim; one in a quoted passage names the file and the claims that fall."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        offsets = {info.filename: info.header_offset + 30 + len(info.filename) for info in archive.infolist()}
    files = unzipped(packed)
    path = next(path for path in files if path.startswith("data/claims/"))
    changed = bytearray(packed)
    changed[offsets[path] + len(files[path]) // 2] ^= 1
    assert f"claim {Path(path).stem}" in faults(bytes(changed))
    seed = next(path for path in files if path.startswith("seeds/"))
    changed = bytearray(packed)
    changed[offsets[seed] + files[seed].index(b"voraussichtlich Ende Mai")] ^= 1
    told = faults(bytes(changed))
    assert f"{seed} was changed" in told
    assert "claim gpt-5-public-launch-late-may-2025: its quote does not stand" in told


def test_hashes_that_fit_do_not_hide_a_false_quote(packed: bytes) -> None:
    """Where somebody made new hashes, a document without the words, or a quote that was reworded, is still found."""
    files = unzipped(packed)
    seed = next(path for path in files if path.startswith("seeds/"))
    other = {**files, seed: files[seed].replace(b"voraussichtlich Ende Mai", b"voraussichtlich Ende Mao")}
    told = faults(sealed(other))
    assert "claim gpt-5-public-launch-late-may-2025" in told and "not the document that was captured" in told
    corpus = json.loads(files["data/corpus.json"])
    claim = next(it for it in corpus["claims"] if it["record"]["id"] == "gpt-5-public-launch-late-may-2025")
    claim["record"]["appearances"][0]["quote"] += " wirklich"
    told = faults(sealed({**files, "data/corpus.json": (json.dumps(corpus, ensure_ascii=False) + "\n").encode()}))
    assert "are not its quote" in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files.pop("brief.html"), "brief.html is missing"),
        (lambda files: files.update({"extra.txt": b"x"}), "extra.txt is not in the manifest"),
        (lambda files: files.pop(MANIFEST), "has no manifest.json"),
        (lambda files: files.update({MANIFEST: b"{}"}), "not that of a pack"),
        (lambda files: files.update({MANIFEST: b"["}), "is not JSON"),
        (lambda files: files.update({MANIFEST: files[MANIFEST].replace(b'"1.0"', b'"2.0"')}), "version 2.0"),
        (lambda files: files.update({"data/corpus.json": b"[]"}), "not a corpus"),
        (lambda files: files.update({"data/corpus.json": b"[" * 100_000}), "cannot be read"),
    ],
)
def test_a_pack_that_lacks_or_adds_is_told(packed: bytes, change: Callable[..., object], words: str) -> None:
    """A missing file, one too many, no manifest, a damaged one, one of another version: each is said."""
    files = dict(unzipped(packed))
    change(files)
    assert words in faults(zipped(files))


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Zips that a careless program would unpack."""

    def made(*entries: tuple[str, bytes, int, int]) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content, mode, method in entries:
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.external_attr, info.compress_type, info.create_system = mode << 16, method, 3
                archive.writestr(info, content)
        return target.getvalue()

    plain, stored = stat.S_IFREG | 0o644, zipfile.ZIP_STORED
    yield "climbs", made(("../evil.txt", b"x", plain, stored)), "not a name that a pack has"
    yield "absolute", made(("/etc/evil", b"x", plain, stored)), "not a name that a pack has"
    yield "backslash", made(("a\\..\\evil", b"x", plain, stored)), "not a name that a pack has"
    yield "drive", made(("C:evil", b"x", plain, stored)), "not a name that a pack has"
    yield "hidden", made(("data/.htaccess", b"x", plain, stored)), "not a name that a pack has"
    yield "link", made(("a", b"/etc/passwd", stat.S_IFLNK | 0o777, stored)), "not a plain file"
    yield "bomb", made(("a", b"\0" * 50_000_000, plain, zipfile.ZIP_DEFLATED)), "holds more than it can"
    yield "compressed", made(("a", b"some words", plain, zipfile.ZIP_DEFLATED)), "is compressed"
    yield "no zip", b"PK", "not a zip file"
    yield "empty", b"", "not a zip file"
    whole = bytearray(made(("a", b"x", plain, stored)))
    whole[whole.rindex(b"PK\x01\x02") + 20 : whole.rindex(b"PK\x01\x02") + 28] = b"\xff\xff\xff\x7f" * 2
    yield "liar", bytes(whole), "holds more than it can"


@pytest.mark.parametrize(("content", "words"), [case[1:] for case in hostile()], ids=[case[0] for case in hostile()])
def test_hostile_zips_are_refused(content: bytes, words: str, tmp_path: Path) -> None:
    """Names that lead out, links, bombs and damage are refused with a clear message, and nothing is written."""
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    done = CliRunner().invoke(main, ["verify", str(file)])
    assert done.exit_code == 2
    assert words in done.output
    assert list(tmp_path.iterdir()) == [file]


def test_names_that_stand_twice_are_refused(packed: bytes) -> None:
    """A zip with two files of one name, of which programs show one or the other, is refused."""
    target = io.BytesIO(packed)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning):
        info = zipfile.ZipInfo("README.txt", (1980, 1, 1, 0, 0, 0))
        info.external_attr, info.create_system = (stat.S_IFREG | 0o644) << 16, 3
        archive.writestr(info, b"other")
    assert "README.txt is in it twice" in faults(target.getvalue())


def test_bytes_between_files_are_noticed(packed: bytes) -> None:
    """Bytes that belong to no file, before, after or in a comment, are no part of a pack."""
    assert faults(b"#!/bin/sh\n" + packed)
    commented = bytearray(packed + b"hidden")
    commented[len(packed) - 2 : len(packed)] = (6).to_bytes(2, "little")
    assert "belong to none of its files" in faults(bytes(commented))


class Outside(HTMLParser):
    """What a page would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes whatever loads something."""
        if tag in {"script", "link", "img", "iframe", "object", "embed", "base", "form"}:
            self.found.append((tag, str(attrs)))
        self.found += [(tag, name) for name, _ in attrs if name.startswith("on") or name in {"src", "srcset", "action"}]


def test_the_page_needs_nothing_else(packed: bytes) -> None:
    """The page has no script, no picture from elsewhere, no style sheet beside it, and forbids them all."""
    page = unzipped(packed)["brief.html"].decode("utf-8")
    outside = Outside()
    outside.feed(page)
    assert outside.found == []
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert style and "@import" not in style and not re.search(r"url\((?!['\"]?data:)", style)
    assert "default-src 'none'" in page
    assert "voraussichtlich" in page
    assert not re.search(r'href="(?!https?(:|&#58;)|#|&#35;)', page), "a link leads to a file that is not there"


@pytest.mark.browser
class TestInABrowser:
    """The page as a reader opens it."""

    pytestmark = in_browser

    def test_it_asks_for_nothing(self, packed: bytes, browser: Browser, tmp_path: Path) -> None:
        """Opened as a file it makes no request but for itself, nothing fails, and it fits a phone."""
        (tmp_path / "brief.html").write_bytes(unzipped(packed)["brief.html"])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto((tmp_path / "brief.html").as_uri(), wait_until="networkidle")
        assert len(asked) == 1 and said == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
        page.close()

    def test_the_pdf_says_the_same(self, tmp_path: Path) -> None:
        """The PDF has the brief's title and its bottom line; the pack with it is whole."""
        content = packed_by(tmp_path / "x.zip")
        assert faults(content) == ""
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(unzipped(content)["brief.pdf"])).pages)
        assert "as of 1 December 2026" in " ".join(text.split())


def test_without_a_browser_there_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no Chromium is installed the pack has no PDF, and the command says so."""
    monkeypatch.setattr(printing, "BROWSERS", ("no-such-browser",))
    command = ["pack", BRIEF, "--project", str(ROOT), "--as-of", "2026-12-01", "--output", str(tmp_path / "x.zip")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0 and "without a PDF, for no Chromium is installed" in done.output
    assert "brief.pdf" not in unzipped((tmp_path / "x.zip").read_bytes())


def running_groups() -> Iterator[int]:
    """The process groups of all that runs, by /proc; what has ended and waits to be noticed does not run."""
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = entry.read_text("utf-8", "replace").rpartition(")")[2].split()
            if fields[0] != "Z":
                yield int(fields[2])


@pytest.mark.parametrize(
    ("script", "words"),
    [("exit 3", "ended with 3 and printed nothing"), ("sleep 60 & sleep 60", "had not printed it after 1 seconds")],
)
def test_a_browser_that_fails_leaves_nothing_running(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that fails or hangs is tried twice, then the reason is told; neither it nor what it started goes on."""
    browser, tried = tmp_path / "browser", tmp_path / "tried"
    browser.write_text(f"#!/bin/sh\necho $$ >> {tried}\n{script}\n", "utf-8")
    browser.chmod(0o755)
    monkeypatch.setattr(printing, "BROWSERS", (str(browser),))
    monkeypatch.setattr(printing, "SECONDS", 1)
    with pytest.raises(printing.NotPrinted, match=words):
        printing.printed(b"<!doctype html>")
    groups = [int(line) for line in tried.read_text("utf-8").split()]
    assert len(groups) == 2
    assert not [group for group in running_groups() if group in groups]


def test_a_brief_that_is_not_there(tmp_path: Path) -> None:
    """An unknown brief is refused with those that there are, also one that a past day does not know."""
    for brief, day in (("lost", "2026-12-01"), (BRIEF, "2025-01-01")):
        command = ["pack", brief, "--project", str(ROOT), "--as-of", day, "--output", str(tmp_path / "x.zip")]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 2 and f"there is no brief {brief!r}" in done.output
    assert not (tmp_path / "x.zip").exists()
