"""The search in a real browser: German and English words, names, facets, keys; what it weighs; what it may load."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.render.search_names import asked
from tests.built_site import in_browser

pytestmark = in_browser
BUDGET = 150_000
"""Bytes over the wire from the opening of the search to its first results: headers, and bodies as they are packed."""
CLAIM = "claims/gpt-5-public-launch-late-may-2025/"
SERVERS = "claims/microsoft-speeds-up-server-provisioning/"


def _opened(browser: Browser, address: str, width: int, scheme: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    odd: list[str] = []
    page.on("console", lambda item: odd.append(item.text) if item.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("request", lambda item: None if item.url.startswith((address, "data:")) else odd.append(item.url))
    yield page
    context.close()
    assert odd == [], "something was refused, failed or fetched from elsewhere"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    yield from _opened(browser, address, 1280, "light")


@pytest.fixture(params=[(390, "dark"), (1280, "light")], ids=["phone-dark", "desk-light"])
def any_page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    yield from _opened(browser, address, *request.param)


def answered(page: Page) -> str:
    """Waits until all languages have been asked; what the status then says."""
    page.wait_for_function(
        """() => { const form = document.querySelector(".cb-search");
                   return form.getAttribute("aria-busy") === "false"; }"""
    )
    return page.locator(".cb-search-status").inner_text()


def look_up(page: Page, address: str, query: str, edition: str = "", **facets: str) -> list[str]:
    """The addresses that the page of the search finds, all of them, best first."""
    asked_for = "&".join(f"{name}={value}" for name, value in facets.items())
    page.goto(f"{address}{edition}search/?q={query}&{asked_for}")
    answered(page)
    more = page.locator(".cb-search-more")
    while more.is_visible():
        before = page.locator(".cb-hit").count()
        more.click()
        expect(page.locator(".cb-hit")).not_to_have_count(before)
    found = page.locator(".cb-hit-link").evaluate_all("links => links.map(link => link.href)")
    return [link.removeprefix(address + edition) for link in found]


@pytest.mark.parametrize(
    ("query", "edition", "found"),
    [
        ("Serverressourcen", "", SERVERS),
        ("Serverressource", "", SERVERS),
        ("beschleunigte", "", SERVERS),
        ("provisioning", "", SERVERS),
        ("Serverressourcen provisioning", "", SERVERS),
        ("launching", "", CLAIM),
        ("gestartete", "", CLAIM),
        ("voraussichtliche", "de/", CLAIM),
        ("launching", "de/", CLAIM),
        ("veröffentlichte", "de/", CLAIM),
        ("Hosting-Bereitstellung", "", "claims/microsoft-hosting-complete-next-week/"),
        ("hosting set-up", "", "claims/microsoft-hosting-complete-next-week/"),
        ('"voraussichtlich Ende Mai offiziell"', "", CLAIM),
        ("C17", "", CLAIM),
        ("68 days late", "", CLAIM),
        ("Denkkette", "de/", "glossary/#term-chain-of-thought"),
    ],
)
def test_words_are_found_in_both_languages(query: str, edition: str, found: str, page: Page, address: str) -> None:
    """German and English words lead to a page in any of their forms, whatever the language of the edition."""
    assert found in look_up(page, address, query, edition)


@pytest.mark.parametrize(
    "query", ["zzzz", "aqwerty", "GPT-9", "Microsoft GPT-9", "GPT 4.9", '"Mai Ende voraussichtlich"']
)
def test_what_nobody_wrote_is_not_found(query: str, page: Page, address: str) -> None:
    """A word or a name that is nowhere finds nothing, and not what comes nearest to it."""
    assert look_up(page, address, query) == []
    assert page.locator(".cb-search-status").inner_text() == "Nothing found."


def _words(site: Path, found: str) -> str:
    file = site / urlsplit(found).path / "index.html"
    return html.unescape(re.sub(r"<[^>]+>", "", file.read_text("utf-8")))


@pytest.mark.parametrize(
    ("query", "printed", "first"),
    [
        ("GPT-4.5", r"gpt-4[.,]5", "entities/gpt-4-5/"),
        ("4.5", r"4[.,]5", "entities/gpt-4-5/"),
        ("GPT-4,5", r"gpt-4[.,]5", "entities/gpt-4-5/"),
        ("gpt 4.5", r"gpt-4[.,]5", ""),
        ("GPT-5", r"gpt-5(?![.,]?\d)", "entities/gpt-5/"),
        ("o3", r"\bo3(?!-mini)", "entities/o3/"),
        ("o3-mini", r"o3-mini", "entities/o3-mini/"),
    ],
)
def test_a_name_finds_its_pages_alone(
    query: str, printed: str, first: str, page: Page, address: str, site: Path
) -> None:
    """GPT-4.5, however it is typed, finds the pages that have it, the entity's own first, and no others."""
    found = look_up(page, address, query)
    assert len(found) > 1
    assert not first or first in found[:2]
    assert [link for link in found if not re.search(printed, _words(site, link), re.IGNORECASE)] == []
    everything = len(list(site.glob("claims/*/index.html")))
    assert sum(link.startswith("claims/") for link in found) < everything


def test_no_claim_about_a_name_is_missed(page: Page, address: str, site: Path) -> None:
    """Every claim whose title has GPT-4.5 is among its results."""
    titled = {
        f"claims/{file.parent.name}/"
        for file in site.glob("claims/*/index.html")
        if "GPT-4.5" in html.unescape(re.search(r"<title>(.*?)</title>", file.read_text("utf-8"))[1])  # type: ignore[index]
    }
    assert titled
    assert titled <= set(look_up(page, address, "GPT-4.5"))


def test_the_twins_agree(page: Page, address: str) -> None:
    """The browser takes a query apart exactly as the index is written."""
    chance = random.Random(7)
    signs = "aZäÖßéŁ109..,,--‑– '\"“„()/_:oOs"
    queries = ["".join(chance.choices(signs, k=chance.randrange(1, 14))) for _ in range(500)]
    queries += ["GPT-4.5", "GPT-4,5-Modell", "„Ende Mai“", "o3-mini", "E-Mail", "chain-of-thought", "2025-02-20", "İ4"]
    page.goto(address)
    script = (
        "async queries => { const { asked } = await import('/assets/search-names.js'); return queries.map(asked); }"
    )
    assert page.evaluate(script, queries) == [list(asked(query)) for query in queries]


def test_facets_narrow(page: Page, address: str) -> None:
    """Each filter leaves fewer results, all of them having what was chosen; its counts say how many will be left."""
    everything = look_up(page, address, "GPT-5")
    claims = look_up(page, address, "GPT-5", kind="claim")
    late = look_up(page, address, "GPT-5", state="late")
    assert late == [CLAIM]
    assert set(late) < set(claims) < set(everything)
    assert all(link.startswith("claims/") for link in claims)
    page.goto(f"{address}search/?q=GPT-5")
    answered(page)
    page.locator(".cb-search-filters").evaluate("details => { details.open = true; }")
    option = page.locator('select[name="kind"] option[value="claim"]')
    assert option.inner_text() == f"Claim ({len(claims)})"
    page.locator('select[name="kind"]').select_option("claim")
    expect(page.locator(".cb-search-status")).to_have_text(f"{len(claims)} results")
    assert page.url.endswith("search/?q=GPT-5&kind=claim")
    page.locator(".cb-search-clear").click()
    expect(page.locator(".cb-search-status")).to_have_text(f"{len(everything)} results")


def test_filters_without_words_list_all_that_has_them(page: Page, address: str) -> None:
    """A filter alone lists every page that it fits."""
    assert look_up(page, address, "", state="late", entity="gpt-5") == [CLAIM]


@pytest.mark.parametrize("facet", ["kind", "state", "entity", "voice", "publisher", "language", "year"])
def test_every_facet_has_values(facet: str, page: Page, address: str) -> None:
    """Each of the seven filters offers something."""
    page.goto(address + "search/")
    expect(page.locator(".cb-search-status")).to_have_text("Type a word, or choose a filter.")
    assert page.locator(f'select[name="{facet}"] option').count() > 2


def test_a_result_shows_state_and_quote(any_page: Page, address: str) -> None:
    """A claim's result has its state as sign and words, and the quote in its language."""
    look_up(any_page, address, "GPT-5", state="late")
    hit = any_page.locator(".cb-hit")
    assert hit.locator(".cb-chip").inner_text() == "◆ came 68 days late"
    assert hit.locator("q[lang=de]").inner_text() == "wird voraussichtlich Ende Mai offiziell gestartet"
    described = any_page.locator(".cb-hit-link").get_attribute("aria-describedby") or ""
    assert len(described.split()) == 2
    assert all(any_page.locator(f"#{id}").count() == 1 for id in described.split())
    wide = any_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_results_are_no_previews(page: Page, address: str) -> None:
    """Walking through results loads no page of theirs: they show already what a preview would."""
    look_up(page, address, "GPT-5", kind="claim")
    loaded: list[str] = []
    page.on("request", lambda item: loaded.append(item.url))
    page.locator(".cb-hit-link").first.focus()
    page.wait_for_timeout(600)
    assert loaded == []


@pytest.mark.parametrize("key", ["/", "s"])
def test_by_keyboard_alone(key: str, any_page: Page, address: str) -> None:
    """A key opens the search, arrows walk through the results, Enter opens one; the count is announced."""
    any_page.goto(address + CLAIM)
    any_page.keyboard.press(key)
    expect(any_page.locator(".cb-search input")).to_be_focused()
    any_page.keyboard.type("chain of thought")
    expect(any_page.locator(".cb-search-status[role=status]")).to_have_text(re.compile(r"\d+ results"))
    answered(any_page)
    first, second = (any_page.locator(".cb-hit-link").nth(number) for number in (0, 1))
    any_page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    any_page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    any_page.keyboard.press("ArrowUp")
    any_page.keyboard.press("ArrowUp")
    expect(any_page.locator(".cb-search input")).to_be_focused()
    any_page.keyboard.press("Enter")
    expect(first).to_be_focused()
    target = first.get_attribute("href") or "none"
    any_page.keyboard.press("Enter")
    any_page.wait_for_url(target)


def test_escape_closes_and_gives_the_focus_back(any_page: Page, address: str) -> None:
    """Escape closes the search, and the focus is where it was."""
    any_page.goto(address + CLAIM)
    opener = any_page.locator(".cb-search-open")
    opener.focus()
    any_page.keyboard.press("Enter")
    expect(any_page.locator(".cb-search input")).to_be_focused()
    any_page.keyboard.press("Escape")
    expect(any_page.locator(".cb-search-dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_key_in_a_field_is_a_letter(page: Page, address: str) -> None:
    """Typing s or / into a field writes it."""
    page.goto(address + "search/")
    field = page.locator(".cb-search input")
    field.click()
    field.press_sequentially("s/s")
    expect(field).to_have_value("s/s")


def test_what_is_typed_before_the_search_is_ready_stays(page: Page, address: str) -> None:
    """Letters typed while the search is still being loaded are looked up, not wiped out."""
    held: list[Route] = []
    page.route("**/search-panel*.js", lambda route: held.append(route))
    page.goto(address + "search/")
    field = page.locator(".cb-search input")
    field.click()
    field.press_sequentially("GPT")
    expect(field).to_have_value("GPT")
    held[0].continue_()
    expect(page.locator(".cb-hit").first).to_be_visible()
    expect(field).to_have_value("GPT")


def test_nothing_is_loaded_before_the_search_is_opened(page: Page, address: str) -> None:
    """A page loads neither index nor interface of the search by itself."""
    loaded: list[str] = []
    page.on("request", lambda item: loaded.append(item.url))
    page.goto(address + CLAIM, wait_until="networkidle")
    assert [url for url in loaded if re.search(r"/search/|/assets/search[-.](?!js)", url)] == []


@pytest.mark.parametrize(
    ("edition", "query"), [("", "GPT-4.5"), ("", "hosting in May"), ("de/", "Serverressourcen GPT-5")]
)
def test_the_first_result_is_light(edition: str, query: str, page: Page, address: str) -> None:
    """From the opening of the search to its first results, at most 150 KB come over the wire."""
    page.goto(address + edition + CLAIM, wait_until="networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weight: list[float] = []
    shown: list[float] = []
    session.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.expose_function("firstShown", lambda: shown.append(sum(weight)))
    page.evaluate(
        """new MutationObserver((_, watcher) => { watcher.disconnect(); window.firstShown(); })
             .observe(document.querySelector(".cb-search-results"), { childList: true })"""
    )
    page.keyboard.press("/")
    page.locator(".cb-search input").fill(query)
    page.locator(".cb-hit").first.wait_for()
    answered(page)
    print(
        f"{edition or 'en/'} {query}: first results after {shown[0]:.0f} bytes, all languages after {sum(weight):.0f}"
    )
    assert 80_000 < shown[0] <= BUDGET
    assert sum(weight) > shown[0] + 70_000, "the other language's stemmer came too early"


def test_the_other_edition_is_one_step_away(any_page: Page, address: str) -> None:
    """The header leads to the same page in the other language and back."""
    any_page.goto(address + CLAIM)
    link = any_page.locator(".cb-edition")
    assert link.get_attribute("hreflang") == "de"
    assert "Deutsch" in link.inner_text() or any_page.locator(".cb-edition-code").inner_text() == "DE"
    link.click()
    any_page.wait_for_url(address + "de/" + CLAIM)
    any_page.locator(".cb-edition").click()
    any_page.wait_for_url(address + CLAIM)


def test_the_menu_of_small_screens_by_keyboard(browser: Browser, address: str) -> None:
    """The menu opens by its button, takes the focus, and gives it back on Escape."""
    for page in _opened(browser, address, 390, "light"):
        page.goto(address + CLAIM)
        button = page.locator(".cb-menu")
        button.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".md-sidebar--primary .md-nav__item > a", has_text="Briefs").first).to_be_in_viewport()
        assert page.evaluate("document.activeElement.matches('.md-sidebar--primary a')")
        assert button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        assert button.get_attribute("aria-expanded") == "false"


def test_light_and_dark_are_kept(any_page: Page, address: str) -> None:
    """The switch of colours works and is remembered on the next page; its name is in the edition's language."""
    any_page.goto(address + "de/" + CLAIM)
    scheme = any_page.evaluate("document.body.dataset.mdColorScheme")
    toggle = any_page.locator("[data-md-component=palette] label:visible")
    assert toggle.get_attribute("title") in {"Dunkle Farben", "Helle Farben"}
    toggle.click()
    other = any_page.evaluate("document.body.dataset.mdColorScheme")
    assert other != scheme
    any_page.goto(address + "de/timeline/")
    assert any_page.evaluate("document.body.dataset.mdColorScheme") == other
