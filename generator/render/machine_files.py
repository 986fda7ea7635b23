"""The files of the site that only programs read: robots.txt, the calendar of due dates, the pictures for previews."""

from __future__ import annotations

from collections.abc import Mapping

from generator.render.due_calendar import CALENDAR, due_calendar
from generator.render.page import PageContext
from generator.render.previews import previews


def robots(page: PageContext) -> bytes:
    """Who may read what (RFC 9309): everybody everything; and where each language's sitemap is."""
    lines = ["User-agent: *", "Allow: /"]
    publication = page.publication
    if publication.base:
        lines += [""]
        lines += [f"Sitemap: {publication.address('sitemap.xml', language)}" for language in publication.languages]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def machine_files(page: PageContext) -> Mapping[str, bytes]:
    """All such files of one language by path; robots.txt only where the leading language stands."""
    publication = page.publication
    files = {CALENDAR: due_calendar(page)}
    if not publication.languages or page.language == publication.languages[0]:
        files["robots.txt"] = robots(page)
    if publication.draw is not None:
        files |= {path: publication.draw(preview) for path, preview in previews(page)}
    return files
