"""What the head of a page holds besides the theme's own: description, editions, calendar, previews, facts."""

from __future__ import annotations

import posixpath

from babel.core import get_global

from generator.model.publication import served_at
from generator.render.description import described
from generator.render.due_calendar import CALENDAR
from generator.render.escape import html
from generator.render.page import PageContext
from generator.render.previews import HEIGHT, WIDTH, preview_of
from generator.render.structured import json_script, structured

OTHER_FORM = "alternate "
"""A link to the same in another form; the space keeps Material's script from asking its host for a map of the site."""


def _locale(language: str) -> str:
    """A language as Open Graph writes it, with the territory where it is most spoken (CLDR): `de_DE`."""
    likely = str(get_global("likely_subtags").get(language, language)).split("_")
    return f"{likely[0]}_{likely[-1]}" if len(likely) > 1 else language


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{html(content)}">'


def _fixed(kind: str, name: str, content: str) -> str:
    """The same for what this module or the site's address and language tags say, which hold no sign of HTML."""
    return f'<meta {kind}="{name}" content="{content}">'


def _editions(page: PageContext) -> list[str]:
    """Links to this page in all languages; the leading one is also what readers of any other language get."""
    publication, path = page.publication, page.path
    if not publication.base or len(publication.languages) < 2:
        return []
    links = [(language, publication.address(path, language)) for language in publication.languages]
    links.append(("x-default", publication.address(path, publication.languages[0])))
    return [f'<link rel="{OTHER_FORM}" hreflang="{html(tag)}" href="{address}">' for tag, address in links]


def _preview(page: PageContext) -> list[str]:
    """Picture and card; nothing where pictures are not drawn or would have no absolute address."""
    path, preview = preview_of(page)
    address = page.address(path)
    if not address or page.publication.draw is None:
        return [_fixed("name", "twitter:card", "summary")]
    words = preview.headline
    if preview.kicker:
        words = page.words.filled("machine.preview.alt", kicker=preview.kicker, headline=preview.headline)
    return [
        _fixed("property", "og:image", address),
        _fixed("property", "og:image:type", "image/png"),
        _fixed("property", "og:image:width", str(WIDTH)),
        _fixed("property", "og:image:height", str(HEIGHT)),
        _meta("property", "og:image:alt", words),
        _fixed("name", "twitter:card", "summary_large_image"),
    ]


def page_head(page: PageContext) -> str:
    """The elements for a page's head as safe HTML, one a line; nothing for files that are no page.

    Addresses are made of the site's own, which holds no sign of HTML, and of ids; texts are escaped.
    """
    if not page.path.endswith(".md"):
        return ""
    about, address = described(page), page.address(page.path)
    calendar = posixpath.relpath(CALENDAR, served_at(page.path) or ".")
    called = html(page.words.text("calendar.link"))
    lines = [
        _meta("name", "description", about.text),
        *_editions(page),
        f'<link rel="{OTHER_FORM}" type="text/calendar" title="{called}" href="{calendar}">',
        _meta("property", "og:site_name", page.corpus.site.title),
        _fixed("property", "og:type", about.type),
        _meta("property", "og:title", about.title),
        _meta("property", "og:description", about.text),
        _fixed("property", "og:locale", _locale(page.language)),
        *(
            _fixed("property", "og:locale:alternate", _locale(other))
            for other in page.publication.languages
            if other != page.language
        ),
        *([_fixed("property", "og:url", address)] if address else []),
        *_preview(page),
        json_script(structured(page)),
    ]
    return "\n".join(line for line in lines if line)
