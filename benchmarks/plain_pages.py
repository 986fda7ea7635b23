"""The pages of our build as plain Markdown, as other generators take them: same words and links, no HTML."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

FIGURE = re.compile(r"<(svg|script|style)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
ATTRIBUTES = re.compile(r"[ \t]*\{:?\s*[#.][^{}\n]*\}")
LINK = re.compile(r"\]\(([^()\s]*?\.md)?(#[^()\s]*)?\)")
"""A link to a page of the site, or to a place in one."""
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n\s*\n\s*\n+")


def plain(text: str) -> str:
    """A page without HTML, figures and attributes; its links lead to whole pages."""
    lines = []
    for line in FIGURE.sub("", text).split("\n"):
        bare = TAG.sub("", line)
        lines.append(bare.strip() if bare != line else bare)
    reduced = TAG.sub("", "\n".join(lines))  # those that went over several lines
    reduced = LINK.sub(lambda link: f"]({link[1]})" if link[1] else "]", ATTRIBUTES.sub("", reduced))
    return BLANK_LINES.sub("\n\n", reduced).strip() + "\n"


def address(path: str) -> str:
    """Where a page stands on a site: a/b.md at a/b/, a/index.md at a/."""
    folder, file = posixpath.split(path)
    return folder if file == "index.md" else posixpath.join(folder, file.removesuffix(".md"))


def for_hugo(path: str, text: str) -> tuple[str, str]:
    """A plain page as Hugo takes it: where it goes, with its title in front and its links as addresses."""
    heading = HEADING.search(text)
    title = re.sub(r"\[([^\]]*)\](\([^)]*\))?", r"\1", heading[1]) if heading else path
    body = text.replace(heading[0], "", 1) if heading else text
    here, folder = address(path) or ".", posixpath.dirname(path)

    def linked(link: re.Match[str]) -> str:
        target = address(posixpath.normpath(posixpath.join(folder, link[1] or "")))
        return f"]({posixpath.relpath(target or '.', here)}/)"

    name = posixpath.join(folder, "_index.md") if posixpath.basename(path) == "index.md" else path
    return name, f"{json.dumps({'title': title}, ensure_ascii=False)}\n{LINK.sub(linked, body)}"


def plain_pages(docs: Path) -> Iterator[tuple[str, str]]:
    """All pages below a folder, reduced, by path, sorted."""
    for file in sorted(docs.rglob("*.md")):
        yield file.relative_to(docs).as_posix(), plain(file.read_bytes().decode("utf-8"))
