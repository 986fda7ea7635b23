"""Bytes as a brief: findings, or a page whose body holds only what its allow-list lets through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import markdown
import nh3

from generator.compiler import compose, snapshot
from generator.model.corpus import MarkdownPart
from generator.model.publication import NOWHERE
from generator.model.templates import Templates
from generator.read.templates import read_templates
from generator.render.brief_body import ALLOWED, EXTENSIONS
from tests.fuzzing.projects import DAY, ROOT, checked_with, seed_files, told_well
from tests.test_escape import HOSTILE

WORDS = (
    "---\n", "title: ", "date: 2026-01-01", "claims: {about: [nova]}", "claims: [nova-is-fast]",
    "[[claim:nova-is-fast]]", "[[entity:nova|", "[[source:nova-article|a]]", "[[timeline: about=nova]]", "[[term:",
    "]]", "[[", "```\n", "~~~\n", "# ", "## ", "[a](https://example.org)", "[a](javascript:x)", "[a]: ", "![", "<b>",
    "<script>", "{: ", "{#a}", "markdown=1", "&#60;", "&lt;", "| a | b |\n|---|---|\n| c | d |\n", "> ", "- ", "1. ",
    "    ", "\t", "\\", "<https://a.example>", "\u2028", "\ufeff", "\r\n",
)  # fmt: skip
HEAD = "---\nid: fuzzed\ntitle: A\nquestion: B?\nbottom_line: C.\ndate: 2026-01-01\nclaims: {about: [nova]}\n---\n"
WHOLE = 128
"""Inputs whose first byte is at least this are whole files; of others the front matter is given."""

FOREIGN_TAGS = {"img", "div", "span", "b", "i", "u", "a", "svg", "math", "details", "summary", "video", "audio", "del"}
FOREIGN_ATTRIBUTES = {"id", "class", "style", "title", "href", "src", "onclick", "onerror", "onload", "name", "target"}
ALL_SCHEMES = {"http", "https", "javascript", "data", "vbscript", "file", "ftp", "mailto", "blob"}


@cache
def _templates() -> Templates:
    return read_templates(ROOT / "site_templates")


def _clean(body: str) -> None:
    """The body as Markdown is what nh3 leaves of it: compared by what nh3 reads, not by how it writes."""
    made = markdown.markdown(body, extensions=list(EXTENSIONS))
    attributes = {tag: set(names) for tag, names in ALLOWED.attributes.items()}
    allowed = nh3.clean(
        made, tags=set(ALLOWED.tags), attributes=attributes, url_schemes={"http", "https"}, link_rel=None
    )
    everything = nh3.clean(
        made,
        tags=set(ALLOWED.tags) | FOREIGN_TAGS,
        clean_content_tags=set(),
        attributes={tag: {*ALLOWED.attributes.get(tag, ()), *FOREIGN_ATTRIBUTES} for tag in ALLOWED.tags},
        url_schemes=ALL_SCHEMES,
        link_rel=None,
    )
    assert allowed == everything, body


def try_one(data: bytes) -> None:
    """A brief; its first byte chooses whether it brings its own front matter."""
    whole = bool(data) and data[0] >= WHOLE
    content = data[1:] if whole else HEAD.encode() + data[1:]
    checked = checked_with("content/briefs/fuzzed.md", content)
    told_well(checked.findings, content.count(b"\n") + content.count(b"\r") + 2)
    if not checked.sound:
        return
    for brief in checked.corpus.briefs.values():
        _clean("".join(part.text if isinstance(part, MarkdownPart) else "x" for part in brief.parts))
    pages = compose(snapshot(checked, DAY), _templates(), "en", NOWHERE)
    named = {f"briefs/{id}.md" for id in checked.corpus.briefs}
    made = [page for page in pages if page.path in named]
    assert len(made) == len(named)


def seeds() -> Iterator[bytes]:
    """The briefs of all cases, and every known trick as a body."""
    for _, content in seed_files("briefs/", ".md"):
        yield bytes([WHOLE]) + content
    for text in HOSTILE:
        yield b"\0" + text.encode()
