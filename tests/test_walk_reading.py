"""What helps while reading: definitions, slips, previews, the reader's bar, the filters, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.built_site import PAGES, in_browser, settled
from tests.test_walk import reading

pytestmark = in_browser
CAPTURED = PAGES["source-captured"]


@pytest.fixture(params=[("phone", "dark"), ("desk", "light")], ids="-".join)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A phone in the dark, and a desk in the light."""
    with reading(browser, address, *request.param) as page:
        yield page


def _focused(page: Page, link: Locator) -> None:
    """Brings the focus to a link as keys do: from a place before it, so that it counts as visible focus."""
    page.keyboard.press("Tab")
    link.focus()


def _asked(page: Page, address: str, link: str, way: str) -> tuple[Locator, Locator]:
    """The first such link of a page, pointed at with the mouse or focused by keys, and the popover."""
    page.goto(address)
    settled(page)
    target = page.locator(link).first
    target.scroll_into_view_if_needed()
    if way == "mouse":
        target.hover()
    else:
        _focused(page, target)
    return target, page.locator(".cb-popover")


def _inside(page: Page) -> bool:
    """Whether the popover stands in the window, left and right."""
    box = page.locator(".cb-popover").bounding_box()
    size = page.viewport_size
    assert box and size
    return box["x"] >= 0 and box["x"] + box["width"] <= size["width"]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
@pytest.mark.parametrize(
    ("link", "words"),
    [
        ('.cb-document a[href="#def-chain-of-thought"]', "chain of thought"),
        ('.cb-document a[href="#garble-1"]', "GPT-44→ GPT-4.5"),
    ],
    ids=["term", "slip"],
)
def test_a_note_of_the_page(link: str, words: str, way: str, page: Page, address: str) -> None:
    """A term shows its definition, a slip what was meant, at once; Escape hides it and the link still leads there."""
    target, popover = _asked(page, address + CAPTURED, link, way)
    expect(popover).to_contain_text(re.compile(re.escape(words), re.IGNORECASE))
    assert target.get_attribute("aria-describedby") == popover.get_attribute("id")
    assert _inside(page)
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    assert target.get_attribute("aria-describedby") is None
    target.click()
    assert page.url.endswith(str(target.get_attribute("href")))


RECORDS = [
    (PAGES["brief"], ".cb-card a[href*='claims/']", r"(late|happened|open|borne out|did not happen)"),
    (PAGES["claim-late"], ".cb-meta a[href*='sources/techtarget']", r"TechTarget"),
    (PAGES["claim-late"], "dd a[href*='entities/']", r"(GPT-5|OpenAI)"),
]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
@pytest.mark.parametrize(("path", "link", "words"), RECORDS, ids=["claim", "source", "entity"])
def test_a_preview_of_another_page(path: str, link: str, words: str, way: str, page: Page, address: str) -> None:
    """A link to a claim, a source or a name shows, after a moment, what stands there; Escape hides it."""
    _, popover = _asked(page, address + path, link, way)
    expect(popover).to_contain_text(re.compile(words))
    assert _inside(page)
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()


def test_a_passage_between_its_neighbours(page: Page, address: str) -> None:
    """A link to a passage shows its sentence with the ones before and after it, in the document's words."""
    page.goto(address + PAGES["claim-late"])
    settled(page)
    _focused(page, page.locator("a[href*='#quote-']").first)
    lines = page.locator(".cb-popover span")
    expect(lines).to_have_count(3)
    assert "voraussichtlich" in lines.nth(1).inner_text()


def test_a_preview_that_nobody_waits_for(page: Page, address: str) -> None:
    """Who goes on before the moment has passed sees no preview of what was left."""
    page.goto(address + PAGES["brief"])
    settled(page)
    links = page.locator(".cb-card a[href*='claims/']")
    _focused(page, links.nth(0))
    links.nth(1).focus()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert page.locator(".cb-popover:visible").count() == 0


def test_a_preview_sent_away_before_it_came(page: Page, address: str) -> None:
    """Escape pressed while the other page is still on its way keeps the preview from coming after all."""
    held: list[Route] = []
    page.goto(address + PAGES["brief"])
    settled(page)
    page.route("**/claims/*/", lambda route: held.append(route))
    with page.expect_request("**/claims/*/"):
        _focused(page, page.locator(".cb-card a[href*='claims/']").first)
    page.wait_for_timeout(100)
    page.keyboard.press("Escape")
    with page.expect_response("**/claims/*/"):
        held[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator(".cb-popover:visible").count() == 0


def test_sentence_by_sentence(page: Page, address: str) -> None:
    """j and k go through the sentences and stop at both ends; the current one has the focus and stands in view."""
    page.goto(address + CAPTURED)
    settled(page)
    current = page.locator(".cb-sentence.cb-current")
    for keys, number in (("jj", 2), ("k", 1), ("kk", 1), ("j" * 30, 18)):
        for key in keys:
            page.keyboard.press(key)
        expect(current).to_have_count(1)
        assert current.get_attribute("id") == f"sentence-{number}"
        expect(current).to_be_in_viewport()
        expect(current).to_be_focused()


def test_the_reader_bar(page: Page, address: str) -> None:
    """Its buttons do what its keys do; its boxes hide and show translation and notes; what has no use is disabled."""
    page.goto(address + CAPTURED)
    settled(page)
    bar = page.locator(".cb-reader")
    bar.locator("button[data-step=next]").click()
    assert page.locator(".cb-current").get_attribute("id") == "sentence-1"
    assert bar.locator("button[data-step=uncovered]").is_disabled()
    page.keyboard.press("u")
    assert page.locator(".cb-current").get_attribute("id") == "sentence-1"
    for box, part in (("cb-rendering", ".cb-rendering"), ("cb-margin", ".cb-margin")):
        toggle, first = bar.locator(f"input[data-hide={box}]"), page.locator(f".cb-document {part}").first
        toggle.focus()
        page.keyboard.press("Space")
        expect(first).to_be_hidden()
        page.keyboard.press("Space")
        expect(first).to_be_visible()


FILTERS = {"about": "openai", "voices": "openai", "sources": "aibase-15588", "state": "late", "year": "2026"}


@pytest.mark.parametrize(("field", "value"), FILTERS.items())
def test_the_timeline_filters(field: str, value: str, page: Page, address: str) -> None:
    """A choice leaves exactly the rows that fit it, years without rows go, the number of rows is told; and back."""
    page.goto(address + PAGES["timeline"])
    settled(page)
    rows, years = page.locator(".cb-timeline li"), page.locator(".cb-year")
    total = rows.count()
    fits = f"""(rows, value) => rows.filter(row => {
        "row.closest('.cb-year').dataset.year === value"
        if field == "year"
        else f"row.dataset.{field}.split(' ').includes(value)"
    }).length"""
    wanted = rows.evaluate_all(fits, value)
    assert 0 < wanted < total
    page.locator(f".cb-filters select[name={field}]").select_option(value)
    assert page.locator(".cb-timeline li:visible").count() == wanted
    assert page.locator(".cb-filters output").inner_text().split()[0] == str(wanted)
    for year in years.all():
        assert year.is_visible() == (year.locator(".cb-timeline li:visible").count() > 0)
    page.locator(f".cb-filters select[name={field}]").select_option("")
    assert page.locator(".cb-timeline li:visible").count() == total


def test_two_filters_at_once(page: Page, address: str) -> None:
    """Two choices leave the rows that fit both."""
    page.goto(address + PAGES["timeline"])
    settled(page)
    page.locator(".cb-filters select[name=about]").select_option("gpt-5")
    page.locator(".cb-filters select[name=state]").select_option("late")
    assert page.locator(".cb-timeline li:visible").count() == 1
