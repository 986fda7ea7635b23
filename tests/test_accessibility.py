"""WCAG 2.2 A and AA on every kind of page, by axe-core: in both languages, narrow and wide, light and dark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.built_site import EDITIONS, PAGES, ROOT, SCREENS, in_browser, settled

AXE = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    *in_browser,
    pytest.mark.skipif(
        not AXE.exists() and not os.environ.get("CI"), reason="axe-core is not here; `npm ci` in tests/tools brings it"
    ),
]
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that can find something in the dark that they did not find in the light."""
SCHEMES: list[tuple[Any, str, Any]] = [("light", "default", RULES), ("dark", "slate", COLOURS)]
"""What a reader prefers, what the page then calls its colours, and what to look for."""
FROM_MATERIAL: dict[tuple[str, str], str] = {}
"""Findings of Material's own making that no override mends, by rule and element, each with the reason."""


def violations(page: Page, rules: dict[str, Any]) -> set[tuple[str, str]]:
    """What axe finds on a page as it stands: rule and element, with what is wrong for the one who reads the failure."""
    settled(page)
    found: dict[str, Any] = page.evaluate("run => axe.run({runOnly: run, resultTypes: ['violations']})", rules)
    assert found["passes"], "axe looked at nothing"
    faults = set()
    for violation in found["violations"]:
        for node in violation["nodes"]:
            print(violation["id"], node["target"], node["html"][:200], node["failureSummary"], sep="\n  ")
            faults.add((violation["id"], " ".join(str(part) for part in node["target"])))
    return faults


@pytest.fixture(scope="module")
def axe() -> str:
    return Path(AXE).read_text("utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", PAGES)
def test_no_violation(kind: str, edition: str, axe: str, browser: Browser, address: str) -> None:
    """A page has no violation but those listed, with everything on it unfolded; what is listed does occur."""
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    context.add_init_script("localStorage.clear()")  # where a page keeps the colours it was first read in
    page = context.new_page()
    found: set[tuple[str, str]] = set()
    for scheme, colours, rules in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(address + EDITIONS[edition] + PAGES[kind])
        assert page.locator("body").get_attribute("data-md-color-scheme") == colours
        page.evaluate(axe)
        page.evaluate("document.querySelectorAll('article details').forEach(part => { part.open = true; })")
        for width in SCREENS.values():
            page.set_viewport_size({"width": width, "height": 900})
            found |= violations(page, rules)
    context.close()
    assert found == set(FROM_MATERIAL)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_what_opens(scheme: Any, edition: str, axe: str, browser: Browser, address: str) -> None:
    """Neither the opened menu of a phone nor a definition over the text has a violation that is not listed."""
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    page.goto(address + EDITIONS[edition] + PAGES["source-captured"])
    page.evaluate(axe)
    page.locator('.cb-document a[href^="#def-"]').first.focus()
    assert page.locator(".cb-popover").is_visible()
    found = violations(page, RULES)
    page.locator(".cb-menu").click()
    page.wait_for_function("() => document.getElementById('__drawer').checked")
    found |= violations(page, RULES)
    context.close()
    assert found == set(FROM_MATERIAL)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_violation_in_the_search(
    screen: str, scheme: Any, edition: str, axe: str, browser: Browser, address: str
) -> None:
    """With its filters open and results below, the search has no violation, as a dialog and on its own page."""
    context = browser.new_context(
        viewport={"width": SCREENS[screen], "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    found: set[tuple[str, str]] = set()
    for kind in ("claim-late", "search"):
        page.goto(address + EDITIONS[edition] + PAGES[kind])
        page.evaluate(axe)
        if kind != "search":
            page.keyboard.press("/")
            page.locator(".cb-search input").fill("GPT-5")
        page.locator(".cb-hit").first.wait_for()
        page.locator(".cb-search-filters").evaluate("filters => { filters.open = true; }")
        found |= violations(page, RULES)
    context.close()
    assert found == set(FROM_MATERIAL)
