"""Untrusted text stays text: whatever it contains, it is shown letter for letter and never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.yaml_events import read_yaml
from generator.render.environment import template_environment
from generator.render.escape import Md, html, md
from tests.conftest import ROOT, checked

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>bold</b>", "</p><p>", "<!-- note -->", "<![CDATA[x]]>",
    "<?php x ?>", "<!DOCTYPE html>", "<https://example.org>", "<a@example.org>", "&amp;", "&lt;b&gt;", "&#60;b&#62;", "&copy",
    "{: .cb-x #id onclick=x }", "{#id}", "{ .cls }", "a{: title=x}", "[a](b)", "[a][b]", "[a]: https://example.org", "[a]",
    "![a](b)", "![a][b]", "[a](javascript:alert(1))", "javascript:alert(1)", '--8<-- "file.md"', "--8<-- .env", "!!! note",
    '!!! note "Title"', "??? x", "*[HTML]: words", "[^1]", "[^1]: words", "| a | b |", "|---|---|", "--- | ---", "[TOC]",
    "[[claim:x]]", "{{ 7*7 }}", "{% raw %}", "{# note #}", "# one", "## two ##", "a\n===", "a\n---", "===", "---", "***",
    "___", "- - -", "* * *", "- item", "* item", "+ item", "1. item", "1) item", "١. item", "12345. x", "term\n:   words",
    ": words", "> quote", "    code", "\tcode", "```\ncode\n```", "``` python", "~~~", "`code`", "``code``", "*a*", "**a**",
    "_a_", "__a__", "***a***", "a_b_c", "*a_b*", "~~a~~", "~a~", "^a^", "^^a^^", "==a==", "++a++", "--a--", "$x$", "$$x$$",
    "\\(x\\)", "\\[x\\]", "\\*", "a\\", "\\", "a  \nb", ":smile:", "(c) (tm) --> <-- =/= 1/2", "\"quotes\" 'quotes'", "...",
    "http://example.org", "https://example.org/(a)_b_", "www.example.org", "a@example.org", "@name", "#123", "x#y", "&",
    "<", ">", "a < b", "a > b", "1 - 2", "a -- b", "a - b", "-1", "!", "!x", "x!", "=", "+", ":", ":::", "x: y", "x : y", ".",
    "markdown=1", '<p markdown="1">*a*</p>', "wzxhzdk:0", "klzzwxh:0000", "amp", "\u200b", "\u2028", "\u00ad", "\ufeff", "\u202e",
)  # fmt: skip
PLACES = {
    "a paragraph": "{}",
    "a list item": "- {}\n- next",
    "a table cell": "| a | b |\n| --- | --- |\n| {} | y |\n| z | {} |",
    "a heading": "## {}",
    "a link's words": "[{}](page.md)",
    "a span paragraph": '<p class="cb" markdown="span">{}</p>',
    "a block": '<div class="cb" markdown="1">\n\n{}\n\n- {}\n\n</div>',
    "a term and its words": '<dl markdown="1">\n<dt markdown="span">{}</dt>\n<dd markdown="span">{}</dd>\n</dl>',
    "raw HTML in a line": 'so <q lang="de">{}</q> it was',
    "beside itself": "{} · {} ({}, {})",
    "bold": "**{}** and *{}*",
}
tokens = st.sampled_from([*HOSTILE, *"*_`[](){}<>#!|:-=+.&;~^\\\"'$%@/ \n1a", "  ", "x y", "ä", "。"])
texts = st.one_of(
    st.lists(tokens, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
)


def _extensions() -> tuple[list[str], dict[str, dict[str, object]]]:
    read, _ = read_yaml("mkdocs.yml", (ROOT / "site_templates" / "mkdocs.yml").read_text("utf-8"))
    assert read is not None
    named = [item if isinstance(item, dict) else {item: {}} for item in read.value["markdown_extensions"]]
    return [name for item in named for name in item], {
        name: conf for item in named for name, conf in item.items() if conf
    }


EXTENSIONS, CONFIGS = _extensions()


class _Reader(HTMLParser):
    """The elements of a page with the names of their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[object] = []
        self.words = ""
        self.values: list[str | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.values += [value for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.elements.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.elements.append("instruction")

    def handle_data(self, data: str) -> None:
        self.words += data


def rendered(source: str) -> _Reader:
    """Markdown as the site shows it."""
    return _Reader(markdown.markdown(source, extensions=EXTENSIONS, extension_configs=CONFIGS))


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_paragraph_of_its_own_words(text: str) -> None:
    """Each known trick comes out as a paragraph that reads as the trick was written, and nothing else."""
    page = rendered(md(text))
    assert page.elements == ([("p",), "/p"] if folded(text) else [])
    assert page.words == folded(text)


@pytest.mark.parametrize("place", PLACES)
@given(text=texts)
def test_text_stays_text_wherever_it_is_put(place: str, text: str) -> None:
    """In each place that the pages put text, the elements are those of a plain word and the words are the text's."""
    shape = PLACES[place]
    plain, page = rendered(shape.replace("{}", "Word")), rendered(shape.replace("{}", md(f"x {text}")))
    assert page.elements == plain.elements
    assert folded(page.words) == folded(plain.words.replace("Word", folded(f"x {text}")))


@given(text=texts)
def test_text_may_begin_a_line(text: str) -> None:
    """What is a list, a heading or a rule at the start of a line is none of these."""
    page = rendered(md(text))
    assert page.elements == ([("p",), "/p"] if folded(text) else [])
    assert page.words == folded(text)


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_stay_text_wherever_they_are_put(place: str) -> None:
    """Each known trick, in each place that the pages put text, adds no element and loses no letter."""
    plain = rendered(PLACES[place].replace("{}", "Word"))
    for text in filter(folded, HOSTILE):
        page = rendered(PLACES[place].replace("{}", md(text)))
        assert page.elements == plain.elements, text
        assert folded(page.words) == folded(plain.words.replace("Word", folded(text))), text


def test_two_tricks_beside_each_other_do_no_more_than_one() -> None:
    """Signs of two neighbouring texts never join to markup."""
    for first, second in product([item for item in HOSTILE if len(item) < 5 and folded(item)], repeat=2):
        page = rendered(f"a {md(first)}{md(second)} b")
        assert page.elements == [("p",), "/p"], (first, second)
        assert page.words == f"a {folded(first)}{folded(second)} b"


@given(text=texts)
def test_text_in_an_attribute_reads_back(text: str) -> None:
    """An attribute holds the folded text, and the element around it no second attribute."""
    for quote in ("'", '"'):
        page = rendered(f"so <abbr title={quote}{html(text)}{quote}>it</abbr> was")
        assert page.elements == [("p",), ("abbr", "title"), "/abbr", "/p"]
        assert page.values == [folded(text)]


@given(text=texts)
def test_templates_escape_what_is_no_markdown_yet(text: str) -> None:
    """A template's values are escaped once; Markdown of our own passes; authored braces are never a template."""
    environment = template_environment({"page": "{{ text }}|{{ ours }}|{{ text | html }}"}, lambda key: Md(key))
    page = environment.get_template("page").render(text=text, ours=Md("*a*"))
    assert page == f"{md(text)}|*a*|{html(text)}"
    assert md(md(text)) == md(text)


def _real_texts() -> Iterator[str]:
    corpus = checked(ROOT).corpus
    for claim in corpus.claims.values():
        yield from claim.written.statement.values()
    for source in corpus.sources.values():
        yield from source.written.summary.values()
    for term in corpus.terms.values():
        yield from term.record.definition.values()


def test_markdown_stays_readable() -> None:
    """Of all characters of the statements, summaries and definitions, at most 2 % need a reference."""
    text = "\n".join(_real_texts())
    references = sum(len(re.findall(r"&#\d+;", md(line))) for line in text.split("\n"))
    assert references <= len(text) * 0.02
