"""Links that lead out of the site say so, in whatever form authors and templates have written them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compiler import compile_pages
from generator.publish.heads import write_heads
from generator.read.templates import read_templates
from generator.render.brief_body import EXTENSIONS
from generator.render.outward import say_outward
from tests.conftest import ROOT, checked, overlay

SAID = ' rel="noopener nofollow external"'
WRITTEN = [
    "[a link](https://e.org/a_b?x=1&y=2)",
    "[a *link* [of] parts](http://e.org/)",
    "[over two\nlines](https://e.org/)",
    '[with a title](https://e.org/ "the rel=x of it")',
    "[in parentheses](https://e.org/a_(b))",
    "[in brackets](<https://e.org/a b>)",
    "[in capitals](HTTPS://E.ORG/)",
    "[in references](&#104;ttps&#58;&#x2F;/e.org/)",
    "[without a scheme](//e.org/)",
    "[by its name][e]\n\n[e]: https://e.org/",
    "<https://e.org/>",
    "## [In a heading](https://e.org/)",
    "- a list\n    - [in a list](https://e.org/)",
    "> [in a quote](https://e.org/)",
    "| a |\n|---|\n| [in a table](https://e.org/) |",
]
"""Ways of Markdown to write a link to the web."""


@pytest.mark.parametrize("text", WRITTEN)
def test_links_say_it_in_whatever_way_of_markdown(text: str) -> None:
    """Rendered, each has `rel` once, and everything else about it is as it was."""
    rendered = markdown.markdown(text, extensions=list(EXTENSIONS))
    said = say_outward(rendered)
    assert said.count(SAID) == 1 and said.replace(SAID, "") == rendered
    assert say_outward(said) == said


@pytest.mark.parametrize(
    "start",
    ["<a class=x href=https://e.org>", "<A HREF='https://e.org'>", '<a title="a > b"\nhref=" https://e.org">',
     '<a hidden href="\\\\e.org">', '<a href="h&Tab;ttps:e.org">', '<a title=" rel=x" href="https://e.org">'],
)  # fmt: skip
def test_links_say_it_in_whatever_way_of_html(start: str) -> None:
    """Names in capitals, quotes or none, other attributes before, and addresses that browsers mend."""
    assert say_outward(f"{start}a</a>") == f"<a{SAID}{start[2:]}a</a>"


@pytest.mark.parametrize(
    "html",
    ['<a href="../x/">', '<a href="#x">', '<a href="/x//y">', '<a href="?a=https://e.org">', "<a>", '<a name="x">',
     '<a href="https://e.org" rel="me">', "<A REL=me HREF=https://e.org>", '<abbr href="https://e.org">',
     '<link href="https://e.org">', "&lt;a href=https://e.org&gt;", '<a title="href=//e.org" href="x">'],
)  # fmt: skip
def test_what_leads_nowhere_else_or_says_it_itself_is_left(html: str) -> None:
    """Links inside the site, those with `rel` of their own, and what is no link."""
    assert say_outward(html) == html


@given(st.text(alphabet="<>a= \"'hreflttps:/.x&#5;\n", max_size=60))
def test_nothing_else_changes(html: str) -> None:
    """In any text at all only `rel` is added, and a second time adds nothing."""
    said = say_outward(html)
    assert said.replace(SAID, "").casefold() == html.casefold().replace(SAID, "")
    assert say_outward(said) == said


def test_links_of_briefs_are_links_and_code_is_code(tmp_path: Path) -> None:
    """A link to the web in a brief's body stays as it is written; in code it is none."""
    project = overlay(tmp_path)
    brief = project / "content" / "briefs" / "nova.md"
    body = "\nSee [the *report*](https://e.org/a_b?x=1&y=2), `[code](https://e.org/c)`.\n"
    brief.write_text(brief.read_text("utf-8") + body, "utf-8")
    pages = {
        page.path: page.content
        for page in compile_pages(checked(project), read_templates(ROOT / "site_templates"), date(2026, 12, 1))
    }
    rendered = say_outward(markdown.markdown(pages["briefs/nova.md"].decode("utf-8"), extensions=list(EXTENSIONS)))
    assert f"<a{SAID} " in rendered and ">the <em>report</em></a>" in rendered
    assert "<code>[code](https://e.org/c)</code>" in rendered
    assert 'href="https://e.org/a_b?x=1&amp;y=2"' in rendered


def test_every_page_of_a_staged_site_says_it(tmp_path: Path) -> None:
    """Pages are completed as they lie on the disk, whoever has made them; those that stand have been before."""
    link = '<a href="https://e.org">e</a>'
    for name in ("index.html", "404.html", "standing.html"):
        (tmp_path / name).write_text(f"<!doctype html><head></head>{link}", "utf-8")
    write_heads(tmp_path, (), (), frozenset({str(tmp_path / "standing.html")}))
    told = {file.name: SAID in file.read_text("utf-8") for file in tmp_path.iterdir()}
    assert told == {"index.html": True, "404.html": True, "standing.html": False}
