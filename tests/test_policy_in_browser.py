"""The content security policy in a real browser: nothing of ours offends it, and what is slipped in does not run."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.live import PolicyAwareServer
from tests.built_site import PAGES, in_browser, served
from tests.conftest import ROOT, checked, overlay

pytestmark = in_browser
LISTEN = """
window.offences = [];
document.addEventListener("securitypolicyviolation",
  event => window.offences.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sample));
"""
EVIL = "https://evil.example/x.js"
HOSTILE = """
<script>window.ran = "inline"</script>
<img src="nothing.png" onerror="window.ran = 'handler'">
<a id="bait" href="javascript:window.ran='address'">bait</a>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<script src="https://evil.example/x.js"></script>
<base href="https://evil.example/">
<object data="data:text/html,<script>parent.ran='object'</script>"></object>
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    yield context
    context.close()


def offences(page: Page) -> list[str]:
    """What the policy has stopped on a page since it was opened."""
    found: list[str] = page.evaluate("window.offences")
    return found


@pytest.mark.parametrize("edition", ["", "de/"])
def test_no_page_offends_its_own_policy(edition: str, context: BrowserContext, address: str) -> None:
    """Every kind of page of both editions loads, scripts and all, without anything being stopped."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in PAGES.values():
        page.goto(address + edition + path, wait_until="load")
        assert page.evaluate("document.documentElement.classList.contains('js')"), path
        assert offences(page) == [], path
    assert errors == []


@pytest.mark.parametrize("edition", ["", "de/"])
def test_dark_and_light_under_the_policy(edition: str, context: BrowserContext, address: str) -> None:
    """The toggle changes the colours, and the theme's own inline script keeps the choice on the next page."""
    page = context.new_page()
    page.goto(address + edition)
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "default"
    page.locator("form[data-md-component=palette] label:visible").first.click()
    assert page.evaluate(scheme) == "slate"
    page.goto(address + edition + "glossary/")
    assert page.evaluate(scheme) == "slate"
    assert offences(page) == []


def test_definitions_and_search_under_the_policy(context: BrowserContext, address: str) -> None:
    """A term shows its definition on focus, and the search answers: its worker and its index may be loaded."""
    page = context.new_page()
    page.goto(address + "sources/downcodes-238170-de/")
    page.locator('.cb-document a[href="#def-chain-of-thought"]').first.focus()
    assert "chain of thought" in page.locator(".cb-popover").inner_text().casefold()
    assert offences(page) == []


@pytest.mark.parametrize("edition", ["", "de/"])
def test_an_address_that_leads_nowhere_helps(edition: str, context: BrowserContext, address: str) -> None:
    """At any depth the 404 page stands in full dress, in both languages, and its links lead to pages."""
    page = context.new_page()
    page.goto(address + edition + "claims/no/such/page/")
    headings = [text.strip() for text in page.locator(".cb-missing h1, .cb-missing h2").all_inner_texts()]
    assert headings == ["This page is not here", "Diese Seite gibt es hier nicht"]
    assert page.locator("h1").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    for link in page.locator(".cb-missing a").all():
        target = link.evaluate("node => node.href")
        assert page.request.get(target).status == 200, target
    assert offences(page) == []


def test_the_404_page_of_an_edition_speaks_its_language_first(context: BrowserContext, address: str) -> None:
    """A host that serves the nearest 404 page shows German readers German first, and links that stay there."""
    page = context.new_page()
    page.goto(address + "de/404.html")
    assert page.locator("h1").inner_text().strip() == "Diese Seite gibt es hier nicht"
    assert page.locator(".cb-missing a").first.evaluate("node => node.pathname") == "/de/"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site into whose guide, once it was built, everything was put that could slip through a fault of ours."""
    project = overlay(tmp_path_factory.mktemp("hostile") / "project")
    shutil.copytree(ROOT / "site_templates", project / "site_templates")
    shutil.copytree(ROOT / "content" / "guide", project / "content" / "guide")
    shutil.copy(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    command = [sys.executable, "-m", "generator", "build", "--project", str(project), "--as-of", "2026-12-01"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (project / "site" / "index.html").is_file(), done.stdout + done.stderr
    page = project / "site" / "guide" / "index.html"
    text = page.read_text("utf-8")
    assert text.count("</article>") == 1
    page.write_text(text.replace("</article>", f"{HOSTILE}</article>"), "utf-8")
    return project / "site"


@pytest.mark.parametrize("line", HOSTILE.strip().split("\n"))
def test_the_guide_is_built_without_it(line: str, tmp_path: Path) -> None:
    """Each of these in a page of the guide is refused before anything is built."""
    project = overlay(tmp_path / "project")
    (project / "content" / "guide").mkdir()
    (project / "content" / "guide" / "index.md").write_text(f"# Guide\n\n{line}\n", "utf-8")
    found = {(item.rule.code, item.span.path, item.span.line) for item in checked(project).findings}
    assert found == {("B007", "content/guide/index.md", 3)}


def test_an_injected_script_is_not_blessed(hostile: Path) -> None:
    """A page with an injected script carries the same hashes as its neighbours, and none for the injected one."""
    hashes = [
        sorted(part for part in (hostile / path).read_text("utf-8").split('content="')[1].split() if "sha256" in part)
        for path in ("guide/index.html", "glossary/index.html")
    ]
    assert "window.ran" in (hostile / "guide" / "index.html").read_text("utf-8")
    assert hashes[0] == hashes[1] != []


def test_an_injected_script_does_not_run(hostile: Path, context: BrowserContext) -> None:
    """Script, handler, javascript: address, frame, foreign script, base and object are all stopped by the browser."""
    with served(hostile) as address:
        page = context.new_page()
        failed: dict[str, str | None] = {}
        page.on("requestfailed", lambda request: failed.update({request.url: request.failure}))
        page.on("requestfinished", lambda request: failed.update({request.url: None}))
        page.goto(address + "guide/", wait_until="load")
        page.locator("#bait").evaluate("node => node.click()")
        page.wait_for_timeout(200)
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.baseURI") == address + "guide/"
        assert {url: why for url, why in failed.items() if "evil.example" in url} == {EVIL: "csp"}
        stopped = {offence.split(" ")[0] for offence in offences(page)}
        assert {"script-src-elem", "script-src-attr", "base-uri"} <= stopped


def test_the_live_session_reloads_under_the_policy(hostile: Path, context: BrowserContext) -> None:
    """The script by which `briefs serve` waits for the next build runs, and the injected one still does not."""
    server = PolicyAwareServer(lambda: None, "127.0.0.1", 0, str(hostile), polling_interval=0.05)
    server.watch(str(hostile / "guide"))
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        page = context.new_page()
        page.wait_for_timeout(300)
        with page.expect_request(lambda request: "/livereload/" in request.url, timeout=10_000):
            page.goto(f"http://127.0.0.1:{server.server_port}/guide/", wait_until="load")
        assert page.evaluate("window.ran") is None
        page.close()
    finally:
        server.shutdown()
