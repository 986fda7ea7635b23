"""The site in a real browser: from home to brief to claim to source to term, by mouse and by keyboard; search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.built_site import in_browser

pytestmark = in_browser


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=["phone-dark", "desk-light"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request", lambda item: None if item.url.startswith((address, "data:", "blob:")) else foreign.append(item.url)
    )
    yield page
    context.close()
    assert foreign == []


def test_from_home_to_the_words_by_mouse(page: Page, address: str) -> None:
    """Home leads to a brief, the brief to a claim, the claim to its passage, the passage to a term."""
    page.goto(address)
    page.locator(".cb-brief a", has_text="What the article claimed").click()
    page.locator(".cb-card a", has_text="officially launch GPT-5").first.click()
    assert "68 days late" in page.locator(".cb-state").inner_text()
    page.locator("a", has_text="Where it stands in the document").click()
    mark = page.locator("mark#quote-gpt-5-public-launch-late-may-2025")
    assert "voraussichtlich" in mark.inner_text()
    page.locator('.cb-document a[href="#def-orion"]').first.click()
    assert page.locator("dt#def-orion").is_visible()
    page.locator("dt#def-orion a").click()
    assert page.url.endswith("glossary/#term-orion")


def test_a_definition_by_keyboard(page: Page, address: str) -> None:
    """A term that takes the focus shows its definition; Escape hides it."""
    page.goto(address + "sources/downcodes-238170-de/")
    page.locator('.cb-document a[href="#def-chain-of-thought"]').first.focus()
    popover = page.locator(".cb-popover")
    assert "chain of thought" in popover.inner_text().casefold()
    page.keyboard.press("Escape")
    assert not popover.is_visible()


def test_a_slip_of_the_translation_by_keyboard(page: Page, address: str) -> None:
    """The label of a slip that takes the focus tells what was meant."""
    page.goto(address + "sources/downcodes-238170-de/")
    page.locator('.cb-document a[href="#garble-1"]').first.focus()
    assert page.locator(".cb-popover").inner_text() == "GPT-44\n→ GPT-4.5"


def test_from_home_to_a_claim_by_keyboard(page: Page, address: str) -> None:
    """Tab and Enter alone lead from home to a claim."""
    page.goto(address)
    page.locator(".cb-due a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("words", ["Hosting-Bereitstellung", "hosting set-up"])
def test_search_finds_a_claim_in_both_languages(words: str, page: Page, address: str) -> None:
    """A claim is found by its German words and by its English ones."""
    page.goto(address + "search/?q=" + words)
    page.wait_for_selector(".cb-hit")
    links = page.locator(".cb-hit-link").evaluate_all("nodes => nodes.map(node => node.href)")
    assert any("/claims/microsoft-hosting-complete-next-week/" in link for link in links)


PATHS = (
    "",
    "briefs/road-to-gpt-5/",
    "claims/gpt-5-public-launch-late-may-2025/",
    "sources/downcodes-238170-de/",
    "timeline/",
    "glossary/",
    "entities/openai/",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_is_wider_than_the_screen(path: str, page: Page, address: str) -> None:
    """No page scrolls sideways."""
    page.goto(address + path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_the_timeline_filters(page: Page, address: str) -> None:
    """Choosing a state leaves only its rows."""
    page.goto(address + "timeline/")
    page.locator(".cb-filters select[name=state]").select_option("late")
    shown = page.locator(".cb-timeline li:visible")
    assert shown.count() == 1
