"""What is made of our templates' Markdown by the short way is what Python-Markdown makes of it, to the byte."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from generator.compiler import compile_pages
from generator.publish import page_content as content
from generator.publish.composed_markdown import EXTENSIONS, composed, may_compose
from generator.publish.configuration import lay_out, page_configuration
from generator.publish.folder import write_pages
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked
from tests.test_live import DAY

TITLE = "Link to this"


def plain(text: str) -> str:
    configured = {"toc": {"permalink": "#", "permalink_title": TITLE}}
    return markdown.Markdown(extensions=sorted(EXTENSIONS), extension_configs=configured).convert(text)


def agrees(text: str) -> bool:
    """Whether the short way knows the text, and then makes the same of it."""
    made = composed(text, TITLE)
    if made is None:
        return False
    assert made.html(lambda link: link) == plain(text), text
    return True


@pytest.mark.parametrize("language", ["en", "de"])
def test_all_pages_of_the_site(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of the real content is the same by both ways, with its contents, anchors and links; most go the short
    way."""
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    write_pages(tmp_path / "docs", compile_pages(checked(ROOT), read_templates(ROOT / "site_templates"), DAY, language))
    lay_out(tmp_path)
    config = page_configuration(tmp_path, "docs", TITLE)
    files = get_files(config)
    assert may_compose(config)
    known = 0
    for file in files.documentation_pages():
        page = Page(None, file, config)
        page.read_source(config)
        quick = content.page_content(page, config, files)
        known += composed(page.markdown or "", TITLE) is not None
        with monkeypatch.context() as without:
            without.setattr(content, "may_compose", lambda config: False)
            assert content.page_content(page, config, files) == quick, file.src_uri
    assert known > 200


def test_other_settings_take_the_long_way(tmp_path: Path) -> None:
    """With another extension, or other settings of one, nothing is assumed."""
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (tmp_path / "docs").mkdir()
    lay_out(tmp_path)
    config = page_configuration(tmp_path, "docs", TITLE)
    assert may_compose(config)
    config.markdown_extensions.append("footnotes")
    assert not may_compose(config)
    config.markdown_extensions.remove("footnotes")
    config.mdx_configs["toc"]["toc_depth"] = 2
    assert not may_compose(config)


words = st.text(st.sampled_from("abZ ä.,:;!?'\"()-–&<>[]*_`#{}=|/\\~^1$%+@\n"), max_size=18)
entity = st.sampled_from(["&#91;", "&amp;", "&#42;", "&lt;", "&nbsp;", "&#x41;", "&"])
piece = st.one_of(
    words,
    entity,
    st.builds(
        lambda text, to: f"[{text}]({to})", words, st.sampled_from(["a.md", "../b.md#c", "x&y", "a b", "#q", ""])
    ),
    st.builds(lambda text: f"**{text}**", words),
    st.builds(lambda text: f"*{text}*", words),
    st.builds(lambda text: f'<span class="a" title="&#34;b">{text}</span>', words),
    st.builds(lambda text: f"<q>{text}</q>", words),
    st.sampled_from(['<a href="u&#58;v">w</a>', "<code>x</code>", "<br>", "<svg/>", '<time datetime="1">']),
)
line = st.lists(piece, max_size=4).map("".join)
row = st.lists(line.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=3).map(
    lambda cells: f"| {' | '.join(cells)} |"
)
rule = st.lists(st.sampled_from(["---", "---:", ":--", "-"]), min_size=1, max_size=3).map(
    lambda cells: f"| {' | '.join(cells)} |"
)
table = st.builds(lambda head, under, rows: "\n".join((head, under, *rows)), row, rule, st.lists(row, max_size=2))
tags = st.sampled_from(
    ["div", "p", "li", "ul", "ol", "dl", "dt", "dd", "section", "details", "summary", "span", "h2", "blockquote"]
)
attributes = st.sampled_from(
    ["", ' class="b"', ' id="x"', ' lang="de" class="a&#58;"', " open", ' data-a="1" hidden', " id='q'"]
)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3) -> str:
    """Lines as templates write them, and as they do not."""
    made = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 11 if depth else 6))
        tag, told, text = draw(tags), draw(attributes), draw(line)
        if kind == 0:
            made.append(f"{'#' * draw(st.integers(1, 6))} {text}")
        elif kind == 1:
            made.append("- " + text)
        elif kind == 2:
            made.append(f'<{tag}{told} markdown="span">{text}</{tag}>')
        elif kind == 3:
            made.append(f"<{tag}{told}>{text}</{tag}>")
        elif kind == 4:
            made.append("1. " + text)
        elif kind == 5:
            made.append(draw(table))
        elif kind < 7:
            made.append(text)
        else:
            inner = draw(blocks(depth=depth - 1))
            apart = draw(st.sampled_from(["\n", "\n\n", ""]))
            made.append(f'<{tag}{told} markdown="1">{apart}{inner}{apart}</{tag}>')
        made.append(draw(st.sampled_from(["", "\n", "\n"])))
    return "\n".join(made)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(blocks())
def test_no_other_text_is_taken_for_the_dialect(text: str) -> None:
    """Whatever stands on a page: either the short way leaves it alone, or it makes what Python-Markdown makes."""
    agrees(text)
