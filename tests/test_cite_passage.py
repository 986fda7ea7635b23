"""Citing a selected passage in a real browser: the document's own words, valid YAML, both hosts, keys, a phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from generator.cli import main
from generator.diagnostics import Span
from generator.model.documents import Passage
from generator.model.source_records import Anchor
from generator.read.yaml_events import read_yaml
from generator.resolve.anchors import Searchable, pin, searchable
from generator.resolve.normalise import normalise
from tests.built_site import build, in_browser, served
from tests.conftest import ROOT, checked

pytestmark = in_browser
HERE = Span("", 1, 1)
SOURCE = "downcodes-238170-de"
SCREENS = [(390, "dark"), (390, "light"), (1280, "light"), (1280, "dark")]
SELECT = """([from, start, to, end]) => {
    const lines = document.querySelectorAll(".cb-original");
    const nodes = line => {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("sup")) found.push(walker.currentNode);
        return found;
    };
    const spot = (line, offset, last) => {
        for (const node of nodes(line)) {
            if (offset < node.length || (last && offset === node.length)) return [node, offset];
            offset -= node.length;
        }
    };
    const size = line => nodes(line).reduce((sum, node) => sum + node.length, 0);
    const range = document.createRange();
    range.setStart(...spot(lines[from], start, false));
    range.setEnd(...spot(lines[to], end < 0 ? size(lines[to]) + 1 + end : end, true));
    document.querySelector(".cb-cite-passage").hidden = true;
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection.toString();
}"""
"""Selects from a sign of one sentence to one of another, counted in the document's words as the page has them."""


@pytest.fixture(scope="module")
def cited_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content as a site whose repository is on GitHub."""
    return build(tmp_path_factory.mktemp("cited"), "repo_url: https://github.com/acme/claims")


@pytest.fixture(scope="module")
def cited(cited_site: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(cited_site) as address:
        yield address


def _opened(browser: Browser, address: str, width: int, scheme: str, edition: str = "") -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        has_touch=width < 600,  # type: ignore[arg-type]
    )
    page = context.new_page()
    odd: list[str] = []
    page.on("console", lambda item: odd.append(item.text) if item.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.goto(f"{address}{edition}sources/{SOURCE}/")
    yield page
    context.close()
    assert odd == [], "something was refused or failed"


@pytest.fixture
def page(browser: Browser, cited: str) -> Iterator[Page]:
    yield from _opened(browser, cited, 1280, "light")


@pytest.fixture(params=SCREENS, ids=lambda item: f"{item[0]}-{item[1]}")
def any_page(request: pytest.FixtureRequest, browser: Browser, cited: str) -> Iterator[Page]:
    yield from _opened(browser, cited, *request.param)


@pytest.fixture(scope="module")
def where() -> Searchable:
    """The German article, ready to be searched as the check does."""
    document = checked(ROOT).corpus.sources[SOURCE].document
    assert document is not None
    return searchable(SOURCE, document)


def select(page: Page, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Selects from a sign of a sentence to a sign of another, both counted from 0; -1 is the end of the sentence."""
    page.evaluate(SELECT, [*start, *end])
    expect(page.locator(".cb-cite-passage")).to_be_visible()


def offered(page: Page) -> tuple[str, str]:
    """The path and the content of the new file that the link leads to."""
    address = page.locator(".cb-cite-link").get_attribute("href") or ""
    assert address.startswith("https://github.com/acme/claims/new/main?")
    assert len(address) < 8000
    query = parse_qs(urlsplit(address).query, strict_parsing=True)
    assert page.locator(".cb-cite-passage textarea").input_value() == query["value"][0]
    return query["filename"][0], query["value"][0]


def record_of(text: str) -> Any:
    """The one claim of a file."""
    located, findings = read_yaml("a.yml", text)
    assert located is not None
    assert findings == ()
    assert len(located.value) == 1
    return located.value[0]


def anchor_of(text: str) -> Anchor:
    """What the file quotes."""
    appearance = record_of(text)["appearances"][0]
    assert appearance["source"] == SOURCE
    return Anchor(**{key: appearance.get(key) for key in ("quote", "prefix", "suffix") if key in appearance})


def pinned(where: Searchable, text: str) -> Passage:
    """Where the check finds what the file quotes."""
    found = pin(where, anchor_of(text), HERE, "")
    assert isinstance(found, Passage), found
    return found


def copied(folder: Path) -> Path:
    """A copy of the project, without its history."""
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def written(project: Path, path: str, text: str) -> Path:
    """Commits what was offered, as the host would: a new file, unchanged."""
    file = project / path
    assert not file.exists()
    file.write_text(text, "utf-8")
    return file


def assert_passes(project: Path, drafts: int) -> None:
    """The check exits with 0: nothing is wrong, and so many claims are told of as drafts."""
    done = CliRunner().invoke(main, ["check", "--as-of", "2026-12-01", "--project", str(project)])
    assert done.exit_code == 0, done.output
    assert len(re.findall(r"^\S+: note\[A001\]: ", done.stdout, re.MULTILINE)) == drafts
    notes = f"{drafts} note" + ("" if drafts == 1 else "s")
    assert done.stderr.splitlines()[-1] == f"0 errors, 0 warnings, {notes} as of 2026-12-01"


def test_a_selection_across_highlights_gives_the_words_of_the_document(
    any_page: Page, where: Searchable, tmp_path: Path
) -> None:
    """Every sentence of the article, from its first word across all marks, terms and labels to its last: the words
    are those of the document, the check finds them where they stand, and the files pass it unchanged."""
    marked = any_page.locator(".cb-original").evaluate_all(
        "lines => lines.map(line => line.querySelectorAll('mark, .cb-garble, sup').length)"
    )
    project, sentences = copied(tmp_path), where.document.sentences
    assert len(marked) == len(sentences) == 18
    assert sum(count > 1 for count in marked) > 10
    for number, sentence in enumerate(sentences):
        select(any_page, (number, 0), (number, -1))
        path, text = offered(any_page)
        found = pinned(where, text)
        assert (found.start, found.end) == (sentence.start, sentence.end)
        assert normalise(anchor_of(text).quote).text == normalise(sentence.text).text
        assert path == f"content/claims/{record_of(text)['id']}.yml"
        written(project, path, text)
    assert_passes(project, drafts=18)


def test_a_selection_from_inside_one_mark_to_inside_another(page: Page, where: Searchable, tmp_path: Path) -> None:
    """Cuts anywhere, over several sentences with translations and chips between them, yield one stretch of the
    document."""
    project, sentences = copied(tmp_path), where.document.sentences
    for number in range(17):
        one, other = sentences[number], sentences[number + 1]
        select(page, (number, len(one.text) - 9), (number + 1, 14))
        path, text = offered(page)
        found = pinned(where, text)
        assert found.text.strip() == where.document.text[one.end - 9 : other.start + 14].strip()
        written(project, path, text)
    assert_passes(project, drafts=17)


def test_words_that_occur_again_get_neighbours(page: Page, where: Searchable) -> None:
    """A name or a word that stands in the article several times is pinned to the place that was selected, each time;
    words that stand there once get none."""
    text, seen = where.document.text, 0
    for word in ("GPT-5", "Microsoft", "die", "OpenAI", "n"):
        for match in list(re.finditer(re.escape(word), text))[:8]:
            number = next(
                n for n, item in enumerate(where.document.sentences) if item.start <= match.start() < item.end
            )
            start = match.start() - where.document.sentences[number].start
            select(page, (number, start), (number, start + len(word)))
            _, file = offered(page)
            anchor, found = anchor_of(file), pinned(where, file)
            assert (found.start, found.end) == match.span()
            assert anchor.quote == word
            assert anchor.prefix or anchor.suffix
            seen += 1
    assert seen > 15
    select(page, (3, 0), (3, -1))
    assert (anchor_of(offered(page)[1]).prefix, anchor_of(offered(page)[1]).suffix) == (None, None)


def test_what_is_still_to_be_written_is_marked(page: Page) -> None:
    """The file is a draft with today's date and the source's publisher; what only the author can say says TODO or is
    empty."""
    select(page, (2, 0), (2, -1))
    record = record_of(offered(page)[1])
    assert record["draft"] == "yes"
    assert record["statement"].startswith("TODO")
    assert record["assessment"]["on"] == date.today().isoformat()
    assert record["voices"] == [{"who": "downcodes", "role": None}]
    assert record["appearances"][0]["translation"].startswith("TODO")
    assert [key for key, value in record.items() if value is None] == ["kind", "when"]


def test_completed_it_is_a_claim(page: Page, tmp_path: Path) -> None:
    """With its gaps filled and the mark of a draft taken away the file is a claim without a finding."""
    select(page, (2, 0), (2, -1))
    path, text = offered(page)
    for pattern, words in {
        r"  draft: yes\n": "",
        r'"TODO [^"]*"': "Something is so.",
        r"kind: .*": "kind: state",
        r"about: .*": "about: [openai]",
        r"role: .*": "role: author",
        r"level: .*": "level: stated",
        r"cue: .*": "cue:",
        r"credibility: .*": "credibility: 6",
        r"confidence: .*": "confidence: low",
    }.items():
        text, count = re.subn(pattern, words, text)
        assert count > 0, pattern
    text = re.sub(r" +(cue|when):.*\n", "", text)
    project = copied(tmp_path)
    written(project, path, text)
    found = checked(project)
    assert [str(item) for item in found.findings if item.rule.code != "H001"] == []
    assert record_of(text)["id"] in found.corpus.claims


NASTY = (
    "Er sagte: \"Größe # 1\" \\ 'x' - {today} {id} {quote} $& \u2028\u2029\u0085\u00a0\u200b\u200f\ufeff\u00ad"
    "\U0001f600 e\u0301 & <b> %0A\ttab | > : ? * !"
)


@pytest.mark.parametrize("words", [NASTY, "- a: b", "null", "\u200fab", "yes", "'", '"', "\\", "{neighbours}", "1e3"])
def test_every_sign_survives_yaml_and_address(words: str, page: Page) -> None:
    """Quotation marks, colons, hashes, line separators and signs that are not seen come out of the file as they went
    in, and none of them is in it as it is."""
    page.evaluate("words => document.querySelectorAll('.cb-original')[4].textContent = words", words)
    select(page, (4, 0), (4, -1))
    _, text = offered(page)
    assert anchor_of(text).quote == words.replace("\t", " ")
    assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_neighbours_are_written_as_they_stand(page: Page) -> None:
    """Prefix and suffix may hold what stands for gaps in the file, and signs that mean something in YAML."""
    page.evaluate(
        """() => document.querySelectorAll(".cb-original")[4].textContent = 'x {id}: "a" zz # {quote} zz \\\\'"""
    )
    select(page, (4, 12), (4, 14))
    anchor = anchor_of(offered(page)[1])
    assert (anchor.quote, anchor.suffix) == ("zz", "#")
    select(page, (4, 25), (4, 27))
    assert anchor_of(offered(page)[1]).suffix == "\\"


def test_too_long_for_an_address(page: Page, where: Searchable, tmp_path: Path) -> None:
    """A selection that no address can hold is said to be too long; the text of the file is there to be copied."""
    box = page.locator(".cb-cite-passage")
    assert box.get_attribute("data-longest") == "8000"
    page.evaluate("() => { document.querySelector('.cb-cite-passage').dataset.longest = 6000; }")
    select(page, (0, 0), (17, -1))
    expect(box.locator(".cb-cite-link")).to_be_hidden()
    expect(box.locator(".cb-cite-note")).to_be_hidden()
    expect(box.get_by_role("link", name="make a new file there")).to_have_attribute(
        "href", "https://github.com/acme/claims/new/main"
    )
    expect(box.locator(".cb-cite-too-long")).to_contain_text("too long for an address at GitHub")
    text = box.locator("textarea").input_value()
    found = pinned(where, text)
    assert found.start == where.document.sentences[0].start
    assert found.end == where.document.sentences[-1].end
    project = copied(tmp_path)
    written(project, "content/claims/long.yml", text)
    assert_passes(project, drafts=1)
    select(page, (0, 0), (0, -1))
    expect(box.locator(".cb-cite-link")).to_be_visible()
    expect(box.locator(".cb-cite-note")).to_be_visible()
    expect(box.locator(".cb-cite-too-long")).to_be_hidden()


def test_by_keys_alone(page: Page, where: Searchable) -> None:
    """j goes to a sentence, c to the link that cites it, Escape back to the sentence; c also takes what is selected."""
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    link = page.locator(".cb-cite-link")
    expect(link).to_be_focused()
    assert pinned(where, offered(page)[1]).text == where.document.sentences[1].text
    page.keyboard.press("Tab")
    expect(page.locator(".cb-cite-close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cb-cite-passage")).to_be_hidden()
    expect(page.locator("#sentence-2")).to_be_focused()
    select(page, (5, 0), (5, 10))
    page.keyboard.press("c")
    expect(link).to_be_focused()
    assert pinned(where, offered(page)[1]).start == where.document.sentences[5].start


def test_with_the_mouse(page: Page, where: Searchable) -> None:
    """Words are marked by dragging; the offer comes when the button is let go, and goes with a click elsewhere."""
    line = page.locator(".cb-original").nth(1)
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 1, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 40, steps=5)
    page.wait_for_timeout(400)
    expect(page.locator(".cb-cite-passage")).to_be_hidden()
    page.mouse.up()
    expect(page.locator(".cb-cite-passage")).to_be_visible()
    assert pinned(where, offered(page)[1]).start == where.document.sentences[1].start
    page.locator(".cb-cite-close").click()
    expect(page.locator(".cb-cite-passage")).to_be_hidden()
    page.wait_for_timeout(400)
    expect(page.locator(".cb-cite-passage")).to_be_hidden()
    select(page, (1, 0), (1, 20))
    page.locator("h1").click()
    expect(page.locator(".cb-cite-passage")).to_be_hidden()


def test_only_words_of_the_document_are_cited(page: Page) -> None:
    """A selection outside the document, or of a translation alone, offers nothing."""
    for script in (
        "() => document.getSelection().selectAllChildren(document.querySelector('.cb-rendering'))",
        "() => document.getSelection().selectAllChildren(document.querySelector('.cb-original sup'))",
        "() => document.getSelection().selectAllChildren(document.querySelector('h1'))",
        "() => document.getSelection().selectAllChildren(document.body)",
    ):
        page.evaluate(script)
        page.wait_for_timeout(400)
        expect(page.locator(".cb-cite-passage")).to_be_hidden()


def test_the_offer_fits_the_screen(any_page: Page) -> None:
    """On a phone as on a desk the box lies below the words and inside the screen, and can be touched: a tap follows
    the link."""
    for number in (1, 6, 17):
        select(any_page, (number, 0), (number, 30))
        any_page.locator(".cb-cite-passage").scroll_into_view_if_needed()
        measures = any_page.evaluate(
            """() => {
                const box = document.querySelector(".cb-cite-passage").getBoundingClientRect();
                const words = document.getSelection().getRangeAt(0).getBoundingClientRect();
                return [box.left, innerWidth - box.right, box.top - words.bottom,
                        document.documentElement.scrollWidth - innerWidth];
            }"""
        )
        assert min(measures[:3]) >= 0
        assert measures[3] <= 0
    asked: list[str] = []
    any_page.route("https://github.com/**", lambda route: (asked.append(route.request.url), route.fulfill(body="ok")))
    small = any_page.viewport_size is not None and any_page.viewport_size["width"] < 600
    link = any_page.locator(".cb-cite-link")
    if small:
        size = link.bounding_box()
        assert size is not None
        assert size["height"] >= 40
        link.tap()
    else:
        link.click()
    any_page.wait_for_url("https://github.com/**")
    assert asked[0].startswith("https://github.com/acme/claims/new/main?filename=content%2Fclaims%2F")


def test_at_gitlab(page: Page, where: Searchable) -> None:
    """With the address and the parameters of GitLab the same file is offered there."""
    page.evaluate(
        """() => Object.assign(document.querySelector(".cb-cite-passage").dataset, {
            address: "https://git.acme.example/desk/claims/-/new/main", parameters: "file_name content"})"""
    )
    select(page, (2, 0), (2, -1))
    address = urlsplit(page.locator(".cb-cite-link").get_attribute("href") or "")
    assert address.path == "/desk/claims/-/new/main"
    query = parse_qs(address.query, strict_parsing=True)
    assert query["file_name"][0].startswith(f"content/claims/{SOURCE}-")
    assert pinned(where, query["content"][0]).text == where.document.sentences[2].text


def test_in_german(browser: Browser, cited: str, tmp_path: Path) -> None:
    """The German edition says the same in German, in the file too, and that file passes the check as well."""
    for page in _opened(browser, cited, 1280, "light", "de/"):
        select(page, (2, 0), (2, -1))
        expect(page.locator(".cb-cite-link")).to_have_text("Diese Stelle zitieren")
        path, text = offered(page)
        assert "Aussage" in text or "behauptet" in text
        project = copied(tmp_path)
        written(project, path, text)
        assert_passes(project, drafts=1)
