"""Hostile texts in a browser: opened, hovered, clicked and searched, they are words on a page and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from generator.resolve.documents import make_document
from tests.built_site import in_browser, served
from tests.hostile_project import Placed
from tests.hostile_sites import TEXTS, Built
from tests.looking import SHAPES, Seen, look_at, watched
from tests.proving import amount
from tests.test_hostile_texts import folded

pytestmark = in_browser
BY_SIZE = frozenset({"div|class tabindex|"})
"""A table or figure that does not fit can be scrolled with the keys: how long the words are decides."""
UNSHOWN = frozenset(
    {
        "SiteRecord.description",
        "WaiverRecord.reason",
        "Assertion.value",
        "PublisherRecord.note",
        "Skip.note",
        "former",
    }
)
"""In the data files, in the head of the page or in other words, not among the words of a record's own page."""
MARKS = frozenset({"Garble", "Anchor", "Skip", "Rendering", "Evidence", "Appearance"})
SEARCHED = amount(12, 200)


def _opened(browser: Browser, built: Built) -> Seen:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with served(built.site) as address, watched(context) as (page, seen):
        look_at(page, seen, address, built.pages)
    context.close()
    return seen


@pytest.fixture(scope="module")
def seen(browser: Browser, hostile_sites: Mapping[str, Built]) -> Seen:
    """What a browser saw on every page of the site of hostile texts."""
    return _opened(browser, hostile_sites["hostile"])


@pytest.fixture(scope="module")
def usual(browser: Browser, hostile_sites: Mapping[str, Built]) -> frozenset[str]:
    """The shapes of all elements on the pages of its harmless twin."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with served(hostile_sites["harmless"].site) as address, watched(context) as (page, found):
        look_at(page, found, address, hostile_sites["harmless"].pages, stir=False)
    context.close()
    return frozenset().union(*found.shapes.values())


def _page_of(item: Placed) -> str:
    return item.page.removesuffix("index.md").removesuffix(".md") + ("" if item.page.endswith("index.md") else "/")


def test_nothing_runs(seen: Seen) -> None:
    """On no page does a script of a text run, a dialog open, or a request go to another host; nothing even tries."""
    assert (seen.ran, seen.dialogs, seen.foreign, seen.stopped) == (set(), [], set(), [])
    assert len(seen.words) > 50


def test_nothing_appears_that_the_templates_did_not_write(seen: Seen, usual: frozenset[str]) -> None:
    """Each element, with the names of its attributes and its id but for numbers, is one of the harmless twin's too."""
    strange = {page: shapes - usual - BY_SIZE for page, shapes in seen.shapes.items()}
    assert {page: sorted(found)[:3] for page, found in strange.items() if found} == {}


def test_every_text_reads_back(seen: Seen, hostile_sites: Mapping[str, Built]) -> None:
    """Each value stands on its record's page with all its letters, and so does each sentence of each document."""
    words = {page: folded(text) for page, text in seen.words.items()}
    built, compared, lost = hostile_sites["hostile"], 0, []
    for item in built.placed:
        owner, _, part = item.field.partition(".")
        in_document = owner == "document" or (owner in MARKS and part in ("quote", "prefix", "suffix"))
        if item.field in UNSHOWN or in_document:
            continue
        compared += 1
        if folded(item.value) not in words[_page_of(item)]:
            lost.append((item.field, item.page, item.value))
    for file in sorted((built.project / "seeds").glob("s-*.txt")):
        for passage in make_document("", file.read_bytes().decode("utf-8"), "de").sentences:
            compared += 1
            if folded(passage.text) not in words[f"sources/{file.stem}/"]:
                lost.append(("document", file.name, passage.text))
    assert lost == []
    assert compared > 1_000


def test_quotes_read_back_on_the_pages_of_claims(seen: Seen, hostile_sites: Mapping[str, Built]) -> None:
    """The words of each appearance stand on the page of the claim."""
    quotes = [item for item in hostile_sites["hostile"].placed if item.field == "Appearance.quote"]
    assert [item for item in quotes if folded(item.value) not in folded(seen.words[_page_of(item)])] == []
    assert len(quotes) > 20


@pytest.fixture
def searching(browser: Browser, hostile_sites: Mapping[str, Built]) -> Iterator[tuple[Seen, list[frozenset[str]]]]:
    """What was seen while texts were searched for, by the address of the search page and typed into its field."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with served(hostile_sites["hostile"].site) as address, watched(context) as (page, found):
        shapes = []
        for item in TEXTS[:: max(1, len(TEXTS) // SEARCHED)]:
            page.goto(f"{address}search/?q={quote(item.text)}", wait_until="load")
            page.locator("main input[type=search], .cb-search-page input").first.fill(f"{item.text.strip()} ")
            page.wait_for_timeout(150)
            shapes.append(frozenset(page.evaluate(SHAPES)))
        page.goto(f"{address}search/?q=Before", wait_until="load")
        page.wait_for_timeout(600)
        shapes.append(frozenset(page.evaluate(SHAPES)))
        found.words["search"] = page.locator("main").inner_text()
        yield found, shapes
    context.close()


def test_searching_is_inert(searching: tuple[Seen, list[frozenset[str]]]) -> None:
    """Texts as search words, and pages of such texts among the results, run nothing and bring no element."""
    found, shapes = searching
    assert (found.ran, found.dialogs, found.foreign) == (set(), [], set())
    names = {shape.split("|")[0] for each in shapes for shape in each}
    assert not names & {"iframe", "object", "embed", "base", "video", "audio", "math", "marquee", "textarea", "img"}
    assert not any("onerror" in shape or "onload" in shape for each in shapes for shape in each)
