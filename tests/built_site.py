"""The site that the browser tests share: built once a run, served as a host would, one browser for each worker."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import gzip
import http.server
import mimetypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine; install it to run these"
    ),
]
"""What a module says of itself whose tests need a browser: skipped with the reason without one, required in CI."""
PAGES = {
    "home": "",
    "briefs": "briefs/",
    "brief": "briefs/road-to-gpt-5/",
    "claims": "claims/",
    "claim-late": "claims/gpt-5-public-launch-late-may-2025/",
    "claim-contradicted": "claims/gpt-4-5-based-on-chain-of-thought/",
    "claim-cited": "claims/verge-orion-by-december-2024/",
    "claim-open": "claims/gpt-5-snapshots-shut-down-december-2026/",
    "sources": "sources/",
    "source-captured": "sources/downcodes-238170-de/",
    "source-cited": "sources/aibase-15588/",
    "publishers": "publishers/",
    "entities": "entities/",
    "entity": "entities/gpt-5/",
    "glossary": "glossary/",
    "timeline": "timeline/",
    "flips": "flips/",
    "contradictions": "contradictions/",
    "views": "views/",
    "view": "views/2025-06-01/",
    "data": "data/",
    "about": "about/",
    "guide": "guide/records/",
    "search": "search/?q=GPT-5&kind=claim",
    "track-record": "track-record/",
    "changes": "changes/",
    "missing": "404.html",
}
"""One page of every kind, by what it is."""
EDITIONS = {"en": "", "de": "de/"}
"""The folder of the site in each language."""
SCREENS = {"phone": 390, "desk": 1280}
"""Widths in CSS pixels."""
COMPRESSED = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
DAY = "2026-12-01"


def build(folder: Path, settings: str = "", **environment: str) -> Path:
    """Builds the real content from a copy in `folder` with the command a person would use; `settings` are added to
    mkdocs.yml."""
    for name in ("content", "seeds", "site_templates", "mkdocs.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    if settings:
        (folder / "mkdocs.yml").write_text(f"{settings}\n{(folder / 'mkdocs.yml').read_text('utf-8')}", "utf-8")
    command = [sys.executable, "-m", "generator", "build", "--project", str(folder), "--as-of", DAY]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site: the first worker that asks builds it, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "shared-site"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "done").exists():
            folder = shared / "project"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            assert not (shared / "failed").exists(), "the site could not be built; another test says why"
            (shared / "failed").touch()
            build(folder, PYTHONHASHSEED="1", TZ="UTC", LANG="C.UTF-8")
            (shared / "done").touch()
    return shared / "project" / "site"


@functools.lru_cache(200)
def compressed(body: bytes) -> bytes:
    """A body as hosts send it; styles and scripts are asked for by every new reader, and need compressing once."""
    return gzip.compress(body, 6, mtime=0)


class Host(http.server.BaseHTTPRequestHandler):
    """A file server as a normal host sets one up: folders, gzip for text, its own page for what is not there."""

    protocol_version = "HTTP/1.1"
    root: Path

    def do_GET(self) -> None:
        """Answers with a file, with the way to a folder, or with 404.html."""
        path = unquote(urlsplit(self.path).path)
        file = self.root / path.lstrip("/")
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path.endswith("/"):
            file = file / "index.html"
        found = file.is_file()
        body = (file if found else self.root / "404.html").read_bytes()
        kind = (mimetypes.guess_type(file.name)[0] or "application/octet-stream") if found else "text/html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith(COMPRESSED):
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serves a folder on this machine and tells the address, which ends in a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Host,), {"root": site}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests of this worker."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=10_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Waits until scripts have run, and everything that moves on the page has come to rest."""
    page.wait_for_load_state("load")
    page.evaluate("""async () => {
        await document.fonts.ready;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        await Promise.all(document.getAnimations().map(moving => moving.finished.catch(() => {})));
    }""")
