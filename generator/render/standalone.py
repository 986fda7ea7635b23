"""A page as one HTML file that needs nothing else: its style inside, no scripts, no request to anywhere."""

from __future__ import annotations

import posixpath
import re
from html import unescape

import markdown

from generator.model.publication import Publication
from generator.render.brief_body import EXTENSIONS
from generator.render.escape import html
from generator.render.outward import say_outward

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
LINK = re.compile(r'<a ([^<>]*?)href="([^"]*)"([^<>]*)>(.*?)</a>', re.DOTALL)
ELSEWHERE = ("http://", "https://", "#")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BASE_STYLE = """
html { font-size: 125%; }
body { max-width: 42rem; margin: 0 auto; padding: 1rem; }
body { background: var(--md-default-bg-color); font-family: var(--md-text-font); }
a { color: var(--md-typeset-a-color); }
table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; }
svg, table { max-width: 100%; }
details > :not(summary) { margin-left: 0; }
@media print { html { font-size: 100%; } body { max-width: none; padding: 0; } }
"""
"""What Material's own style sheet does for the pages of the site, as far as a single page needs it."""


def _linked(rendered: str, path: str, language: str, publication: Publication) -> str:
    """The page with links to other pages made absolute; where the site's address is not known, only their words."""

    def link(match: re.Match[str]) -> str:
        before, address, after, words = match.groups()
        plain = unescape(address)
        if plain.startswith(ELSEWHERE):
            return match.group()
        file, hash_sign, anchor = plain.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) + hash_sign + anchor
        whole = publication.address(target, language)
        return f'<a {before}href="{html(whole)}"{after}>{words}</a>' if whole else words

    return LINK.sub(link, rendered)


def standalone(path: str, content: str, style: str, title: str, language: str, publication: Publication) -> bytes:
    """A page's Markdown as a whole HTML document.

    In: the page's path below build/docs/, its Markdown (safe already), the site's own style sheet, title and language
    of the page, and where the site stands. A policy in the document forbids scripts and requests.
    """
    body = say_outward(markdown.markdown(content, extensions=list(EXTENSIONS)))
    sheet = COMMENT.sub("", style).replace("</", "<\\/")
    return (
        f'<!doctype html>\n<html lang="{html(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(title)}</title>\n<style>{BASE_STYLE}{sheet}</style>\n</head>\n"
        f'<body class="md-typeset" data-md-color-scheme="default">\n{_linked(body, path, language, publication)}\n'
        "</body>\n</html>\n"
    ).encode()
