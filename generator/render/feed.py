"""The changes as an Atom feed (RFC 4287), the same bytes for the same commits."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from generator.render.change_pages import FEED, Entry, entries
from generator.render.change_words import claim_name, sentences
from generator.render.page import PageContext

CHANGES_PAGE = "changes.md"
NEWEST = 100
"""How many entries the feed holds: enough for a reader that looks in once a month."""
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even as references."""


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, {key: _clean(value) for key, value in attributes.items()})
    element.text = _clean(text) or None
    return element


def _clean(text: str) -> str:
    return NO_XML.sub("\ufffd", text)


def _add_entry(feed: ElementTree.Element, page: PageContext, entry: Entry) -> None:
    made = entry.first
    address = f"{page.address(CHANGES_PAGE)}#{entry.anchor}"
    about = page.address(f"claims/{made.change.claim}.md")
    element = _add(feed, "entry")
    _add(element, "id", address)
    _add(element, "title", claim_name(page, made).plain)
    _add(element, "updated", made.moment)
    _add(element, "link", rel="alternate", type="text/html", href=address)
    if made.change.claim in page.corpus.claims:
        _add(element, "link", rel="related", type="text/html", href=about)
    for kind in dict.fromkeys(item.change.kind for item in entry.made):
        _add(element, "category", term=kind)
    _add(element, "summary", sentences(page, entry.made).plain, type="text")


def changes_feed(page: PageContext) -> bytes:
    """The newest changes as an Atom document in UTF-8, one entry per commit and claim, newest first.

    The site's address must be known. An entry's id is its address on the page of
    changes, made of commit and claim, so that it never changes; dates are those of the commits. Characters that XML
    cannot hold appear as U+FFFD.
    """
    told = entries(page.facts.changes)[:NEWEST]
    site = page.corpus.site
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": page.language})
    _add(feed, "id", page.address(CHANGES_PAGE))
    _add(feed, "title", page.words.filled("changes.feed_title", site=site.title))
    newest = max((entry.first.moment for entry in told), default=f"{page.facts.as_of.isoformat()}T00:00:00Z")
    _add(feed, "updated", newest)
    _add(feed, "link", rel="self", type="application/atom+xml", href=page.address(FEED))
    _add(feed, "link", rel="alternate", type="text/html", href=page.address(CHANGES_PAGE))
    _add(_add(feed, "author"), "name", site.title)
    for entry in told:
        _add_entry(feed, page, entry)
    ElementTree.indent(feed)
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
