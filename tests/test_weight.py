"""A first visit is light: bytes over the wire, what blocks the first paint, and nothing that moves after it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.built_site import EDITIONS, PAGES, SCREENS, in_browser, settled

pytestmark = in_browser
ALLOWED = 150_000
"""Bytes of a first visit to the page of a claim, without search: headers, and bodies as they are compressed."""
STEADY = 0.001
"""A cumulative layout shift that nobody sees; exactly 0 is what is meant."""
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    const seen = [];
    new PerformanceObserver(list => {
        for (const shift of list.getEntries()) {
            if (shift.hadRecentInput) continue;
            sum += shift.value;
            seen.push(...shift.sources.map(source => source.node && (source.node.outerHTML || source.node.data)));
        }
    }).observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => done([sum, seen.map(node => String(node).slice(0, 150))]), 60));
})"""
CLAIMS = [kind for kind in PAGES if kind.startswith("claim-")]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", CLAIMS)
def test_a_claim_page_is_light(kind: str, edition: str, browser: Browser, address: str) -> None:
    """A first visit to a claim takes at most 150 KB; nothing is loaded twice, nothing fails."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    names: dict[str, str] = {}
    weights: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        if not event["response"]["url"].startswith("data:"):
            names[event["requestId"]] = event["response"]["url"]
            assert event["response"]["status"] == 200, event["response"]["url"]

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address + EDITIONS[edition] + PAGES[kind], wait_until="networkidle")
    settled(page)
    context.close()
    assert len(set(names.values())) == len(names) > 3
    print(*sorted((int(weights.get(id, 0)), url) for id, url in names.items()), sep="\n")
    assert sum(weights.values()) <= ALLOWED


def test_little_blocks_the_first_paint(browser: Browser, address: str) -> None:
    """At most four style sheets, all named by the page itself, hold up the first paint: the page and one round trip.

    Chromium also calls the scripts at the end of the body blocking once a policy stands in the page; that they hold up
    nothing is what `_shown_before_scripts` shows on every page.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + PAGES["claim-late"])
    settled(page)
    blocking: list[list[str]] = page.evaluate(
        """() => performance.getEntriesByType("resource").filter(item => item.renderBlockingStatus === "blocking")
            .map(item => [new URL(item.name).pathname, item.initiatorType])"""
    )
    named = page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].map(it => new URL(it.href).pathname)")
    context.close()
    assert {path for path, how in blocking if how != "script"} == set(named)
    assert {how for _, how in blocking} <= {"link", "script"}
    assert 1 <= len(named) <= 4


PATIENCE = 250
"""How often to look, every 20 ms, whether a script has been asked for: a page may be painted before that."""


def _shown_before_scripts(page: Page, url: str) -> None:
    """Opens a page as a slow line would: it is painted before any of its scripts arrives; then they run."""
    held: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        if painted:
            route.continue_()
        else:
            held.append(route)

    page.route("**/*.js", hold)
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
    for _ in range(PATIENCE):
        if held:
            break
        page.wait_for_timeout(20)
    painted = True
    assert held, "no script was held back"
    for route in held:
        route.continue_()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", PAGES)
def test_nothing_moves(kind: str, screen: str, browser: Browser, address: str) -> None:
    """What is painted stays where it is when the scripts arrive late and run."""
    context = browser.new_context(viewport={"width": SCREENS[screen], "height": 900})
    page = context.new_page()
    _shown_before_scripts(page, address + PAGES[kind])
    settled(page)
    shifted, moved = page.evaluate(SHIFTS)
    context.close()
    print(moved)
    assert shifted <= STEADY
