"""Hostile texts as the Markdown that people may write, in briefs and in the guide: refused in place, or inert."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, cast

import markdown
import nh3
import pytest

from generator.diagnostics import Diagnostic, Span
from generator.model.corpus import Brief, MarkdownPart
from generator.model.drafts import GuidePage
from generator.model.keeping import Keeping, Shelf
from generator.publish.page_store import PageStore
from generator.render import guide_markup
from generator.render.brief_body import ALLOWED, EXTENSIONS, markup_findings
from generator.render.guide_markup import GUIDE, SHELF, guide_findings
from generator.render.markup_allowed import Allowed
from tests.hostile_texts import CORPUS, sample
from tests.proving import amount

Finder = Callable[[str], tuple[Diagnostic, ...]]
HIDING = (
    "{}", "~~~ no fence\n\n{}\n\n~~~", "    {}", "# a `\n\n{}\n\n`", "<!-- a -->{}<!-- b -->", "- a\n\n    {}", "> {}",
    "word\n<!-- a -->\n    {}", "<!-- a -->\n    {}\n<!-- b -->",
)  # fmt: skip
"""Ways to write a text so that a look for markup may take it for code, or for a remark."""
TEXTS = [item.text for item in sample(amount(300, len(CORPUS)))]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def brief_findings(text: str) -> tuple[Diagnostic, ...]:
    """What is found in a brief whose body is the text."""
    brief = SimpleNamespace(parts=(MarkdownPart(text, Span("content/briefs/x.md", 9, 1)),), id="x", translations={})
    return markup_findings(cast(Brief, brief))


def page_findings(text: str) -> tuple[Diagnostic, ...]:
    """What is found in a page of the guide that is the text."""
    return guide_findings(GuidePage("guide/x.md", text.encode("utf-8", "surrogatepass")))


def inert(text: str, allowed: Allowed) -> None:
    """What is rendered, remarks aside, is of the allow-list alone, and an HTML5 parser takes nothing out of it."""
    rendered = re.sub(r"<!--[\w\s,.:;/'-]*?-->", "", markdown.markdown(text, extensions=list(EXTENSIONS)))
    tags = _Tags()
    tags.feed(rendered)
    tags.close()
    assert tags.odd == [], text
    for tag, attributes in tags.found:
        assert tag in allowed.tags and set(attributes) <= allowed.attributes.get(tag, frozenset()), text
        for value in (attributes.get("href"), attributes.get("src")):
            scheme = re.match(r"[\x00-\x20]*([A-Za-z][\w+.-]*)\s*:", value or "")
            assert scheme is None or scheme[1].lower() in ("http", "https"), text
        assert not (attributes.get("id") or "").startswith("__"), text
    kept: Any = {tag: set(names) for tag, names in allowed.attributes.items()}
    assert "script" not in nh3.clean(rendered, tags=set(allowed.tags), attributes=kept).replace("&lt;", "").split("<")


def refused_or_inert(hiding: str, found_in: Finder, rule: str, path: str, first: int, allowed: Allowed) -> None:
    """Holds every text, hidden in one way, to findings of a rule from a line on, or to nothing but plain markup."""
    refused = 0
    for text in TEXTS:
        written = hiding.replace("{}", text)
        found = found_in(written)
        assert {item.rule.code for item in found} <= {rule}
        assert all(item.span.path == path and item.span.line >= first for item in found)
        refused += bool(found)
        if not found:
            inert(written, allowed)
    assert refused > len(TEXTS) * (0 if "    {}" in hiding else 0.3)


@pytest.mark.parametrize("hiding", HIDING)
def test_a_brief_is_refused_or_inert(hiding: str) -> None:
    """Every text as a brief's body, in each way to hide it: findings of B004, or nothing but plain markup."""
    refused_or_inert(hiding, brief_findings, "B004", "content/briefs/x.md", 9, ALLOWED)


@pytest.mark.parametrize("hiding", [*HIDING, "## {}"])
def test_a_page_of_the_guide_is_refused_or_inert(hiding: str) -> None:
    """The same for pages of the guide and for their headings, with findings of B007."""
    refused_or_inert(hiding, page_findings, "B007", "content/guide/x.md", 1, GUIDE)


def test_a_page_without_findings_is_read_once_for_all_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept says of a page that nothing is found in it, never of another text, and of no page with findings."""
    store, read, sound = PageStore(), list[str](), "# A page\n\nwith *words*\n"
    render = markdown.markdown
    monkeypatch.setattr(markdown, "markdown", lambda text, **how: read.append(text) or render(text, **how))
    for program in ("one", "one", "two"):
        guide_markup._listed.cache_clear()
        shelf = Shelf(Keeping(store, program), SHELF)
        assert guide_findings(GuidePage("guide/x.md", sound.encode()), shelf) == ()
        assert guide_findings(GuidePage("guide/y.md", b"# A\n\n<b>page</b>\n"), shelf)
        assert guide_findings(GuidePage("guide/x.md", b"<i>" + sound.encode()), shelf)
        shelf.settle()
    assert read.count(sound) == 2 and len(read) == 8
