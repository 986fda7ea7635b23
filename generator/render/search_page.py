"""The page of the search: the field is put there by the browser, and lists lead on where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.render.escape import Md
from generator.render.page import PageContext

LISTS = (
    ("Briefs", "briefs/index.md"),
    ("Claims", "claims/index.md"),
    ("Sources", "sources/index.md"),
    ("Names", "entities/index.md"),
    ("Glossary", "glossary.md"),
    ("Timeline", "timeline.md"),
)
"""The lists by what the navigation calls them."""


def search_page_view(page: PageContext) -> Mapping[str, Any]:
    """What the page shows where nothing can be searched: links to the lists."""
    return {"lists": tuple(Md(f"[{page.say(f'nav.{name}')}]({page.to(path)})") for name, path in LISTS)}
