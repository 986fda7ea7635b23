"""Readers walk every kind of page: by mouse and keyboard, narrow and wide, light and dark, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.built_site import EDITIONS, PAGES, SCREENS, in_browser, settled

pytestmark = in_browser
SCHEMES: dict[str, Any] = {"light": "default", "dark": "slate"}
"""What a reader prefers, and what the page then calls its colours."""
STOP = """async () => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const all = [...document.querySelectorAll("*")];
    const shown = here.matches(".md-option") ? here.nextElementSibling : here;
    const seen = () => [...shown.getClientRects()].some(box => {
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
        const there = bottom > top && document.elementFromPoint(box.x + box.width / 2, (top + bottom) / 2);
        return there && (shown.contains(there) || there.contains(shown));
    }) && getComputedStyle(shown).opacity > 0;
    const frame = () => new Promise(done => requestAnimationFrame(done));
    for (let waited = 0; waited < 2 || waited < 30 && !seen(); waited++) await frame();
    const style = getComputedStyle(shown);
    return {
        place: all.indexOf(here),
        name: here.outerHTML.slice(0, 160),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
        seen: seen(),
        scrolls: here.tabIndex < 0,
    };
}"""
"""Where the focus rests, at the pace of a quick hand: side bars follow the page a frame later, and a bar that was away
may take half a second to come. What only scrolls has no tab index of its own, but the browser lets keys reach it."""
REACHABLE = """() => {
    const stopOf = name => {
        const group = [...document.getElementsByName(name)];
        return group.find(item => item.checked) || group[0];
    };
    const all = [...document.querySelectorAll("*")];
    return all.map((item, place) => [item, place]).filter(([item]) =>
        item.matches("a[href], button, input, select, textarea, summary, [tabindex='0']") && !item.disabled &&
        item.tabIndex >= 0 && item.checkVisibility({visibilityProperty: true}) &&
        (item.type !== "radio" || item === stopOf(item.name))
    ).map(([item, place]) => [place, item.outerHTML.slice(0, 160)]);
}"""


@contextmanager
def reading(
    browser: Browser, address: str, screen: str = "desk", scheme: Any = "light", scripts: bool = True
) -> Iterator[Page]:
    """A page as one reader has it; at the end nothing was asked of another host and no script has complained."""
    context = browser.new_context(
        viewport={"width": SCREENS[screen], "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    ours = (address, "data:", "blob:")

    def told(fault: str) -> None:
        faults.append(f"{page.url}: {fault}")

    page.on("request", lambda item: None if item.url.startswith(ours) else told(item.url))
    page.on("console", lambda item: told(item.text) if item.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: told(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(params=[("phone", "dark"), ("desk", "light")], ids="-".join)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A phone in the dark, and a desk in the light."""
    with reading(browser, address, *request.param) as page:
        yield page


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_stands(screen: str, scheme: str, edition: str, browser: Browser, address: str) -> None:
    """One heading, no sideways scrolling, the colours that the reader prefers, no complaint, no other host."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    stands: dict[str, tuple[object, ...]] = {}
    with reading(browser, address, screen, scheme) as page:
        for kind, path in PAGES.items():
            page.goto(address + EDITIONS[edition] + path)
            settled(page)
            language = page.locator("html").get_attribute("lang")
            colours = page.locator("body").get_attribute("data-md-color-scheme")
            stands[kind] = page.locator("h1").count(), language, colours, page.evaluate(wide)
            page.evaluate("localStorage.clear()")  # each page finds out by itself which colours the reader prefers
    assert stands == dict.fromkeys(PAGES, (1, edition, SCHEMES[scheme], False))


def stops(page: Page, key: str, most: int) -> list[dict[str, Any]]:
    """Where the focus rests, one press after the other, until it leaves the page or `most` places are seen."""
    found = []
    for _ in range(most):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize(("screen", "most"), [("phone", 40), ("desk", 80)], ids=list(SCREENS))
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_by_keyboard(kind: str, screen: str, most: int, browser: Browser, address: str) -> None:
    """Tab goes through everything that can be used, in the order of the page, each place in view and with a ring.

    Of long pages the first stops are walked, and the last ones backwards.
    """
    with reading(browser, address, screen) as page:
        page.goto(address + PAGES[kind])
        settled(page)
        if kind == "search":
            page.locator(".cb-hit").first.wait_for()
        wanted = page.evaluate(REACHABLE)
        found = stops(page, "Tab", most)
        assert "md-skip" in found[0]["name"]
        places = [stop["place"] for stop in found]
        assert places == sorted(set(places))
        assert [stop["name"] for stop in found if not stop["ring"]] == []
        assert [stop["name"] for stop in found if not stop["seen"]] == []
        assert [name for place, name in wanted if place not in places and place <= places[-1]] == []
        if len(found) < most:
            assert {place for place, _ in wanted} == {stop["place"] for stop in found if not stop["scrolls"]}
        back = stops(page, "Shift+Tab", 20)
        assert [stop["name"] for stop in back if not stop["seen"]] == []


@pytest.mark.parametrize("kind", ["home", "claim-late", "source-captured", "search", "missing"])
def test_the_skip_link(kind: str, page: Page, address: str) -> None:
    """The first link of a page leads past its header: the next one after it stands in the article."""
    page.goto(address + PAGES[kind])
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('main')")


def test_without_scripts(browser: Browser, address: str) -> None:
    """Without scripts a page says the same, letter for letter, has the same links and figures, and no idle controls."""
    text = "document.querySelector('article').textContent"
    parts = "['a[href]', 'svg', 'td', 'mark', 'li'].map(it => document.querySelectorAll('article ' + it).length)"
    idle = "article :is(form, button, input, select):visible"
    kinds = [kind for kind in PAGES if kind != "search"]
    with_scripts, without, usable = {}, {}, {}
    with reading(browser, address, "phone") as page:
        for kind in kinds:
            page.goto(address + PAGES[kind])
            settled(page)
            page.evaluate("document.querySelectorAll('article output').forEach(it => { it.textContent = ''; })")
            with_scripts[kind] = page.evaluate(text), page.evaluate(parts)
    with reading(browser, address, "phone", scripts=False) as page:
        for kind in kinds:
            page.goto(address + PAGES[kind])
            without[kind] = page.evaluate(text), page.evaluate(parts)
            usable[kind] = page.locator(idle).count(), page.locator("h1").is_visible()
    assert without == with_scripts
    assert usable == dict.fromkeys(kinds, (0, True))


def test_the_search_without_scripts(browser: Browser, address: str) -> None:
    """Without scripts the page of the search says that it needs them, and leads to the lists instead."""
    with reading(browser, address, "phone", scripts=False) as page:
        page.goto(address + PAGES["search"])
        assert "JavaScript" in page.locator("article").inner_text()
        assert page.locator("article :is(input, button):visible").count() == 0
        page.locator("article li a", has_text="Claims").click()
        assert page.url == address + PAGES["claims"]


def test_links_lead_on_without_scripts(browser: Browser, address: str) -> None:
    """From home to a brief, a claim, its passage and a term, all without scripts; the menu of a phone opens too."""
    with reading(browser, address, "phone", scripts=False) as page:
        page.goto(address)
        page.locator("header .cb-menu-label").click()
        page.locator(".md-nav--primary a", has_text="Briefs").click()
        page.locator(".cb-brief a", has_text="What the article claimed").click()
        page.locator(".cb-card a", has_text="officially launch GPT-5").first.click()
        page.locator("a", has_text="In the document").click()
        assert page.url.endswith("#quote-gpt-5-public-launch-late-may-2025")
        page.locator('.cb-document a[href="#def-orion"]').first.click()
        page.locator("dt#def-orion a").click()
        assert page.url.endswith("glossary/#term-orion")


def test_from_home_to_the_words_by_mouse(page: Page, address: str) -> None:
    """Home leads to a brief, the brief to a claim, the claim to its passage, the passage to a term."""
    page.goto(address)
    page.locator(".cb-brief a", has_text="What the article claimed").click()
    page.locator(".cb-card a", has_text="officially launch GPT-5").first.click()
    assert "68 days late" in page.locator(".cb-state").inner_text()
    page.locator("a", has_text="In the document").click()
    mark = page.locator("mark#quote-gpt-5-public-launch-late-may-2025")
    assert "voraussichtlich" in mark.inner_text()
    page.locator('.cb-document a[href="#def-orion"]').first.click()
    assert page.locator("dt#def-orion").is_visible()
    page.locator("dt#def-orion a").click()
    assert page.url.endswith("glossary/#term-orion")


def test_from_home_to_a_claim_by_keyboard(page: Page, address: str) -> None:
    """Tab and Enter alone lead from home to a claim."""
    page.goto(address)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.cb-due a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")
    assert page.locator("h1").count() == 1


def test_the_other_language_of_the_same_page(browser: Browser, address: str) -> None:
    """The switch of languages leads to the same page in German, and from there back, with the same search."""
    with reading(browser, address) as page:
        for kind, whole in PAGES.items():
            if kind == "missing":
                continue
            path = whole.partition("?")[0]
            page.goto(address + whole)
            title = page.locator("h1").inner_text()
            page.locator("a.cb-edition[hreflang=de]").click()
            page.wait_for_url(lambda url, path=path: url.partition("?")[0] == address + EDITIONS["de"] + path)
            assert page.locator("html").get_attribute("lang") == "de", kind
            page.locator("a.cb-edition[hreflang=en]").click()
            page.wait_for_url(lambda url, path=path: url.partition("?")[0] == address + path)
            assert page.locator("h1").inner_text() == title, kind
            assert page.url.endswith(whole)
