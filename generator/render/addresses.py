"""Where every record's page is, and relative links between pages; addresses of the web percent-encoded."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

FOLDERS = {"claim": "claims", "source": "sources", "entity": "entities", "brief": "briefs"}
SINGLE_PAGES = {"term": "glossary.md", "publisher": "publishers.md"}


def page_of(kind: str, id: str) -> str:
    """The path of a record's page below build/docs/, with its anchor where it shares a page."""
    if kind in FOLDERS:
        return f"{FOLDERS[kind]}/{id}.md"
    return f"{SINGLE_PAGES[kind]}#{kind}-{id}"


def relative(from_page: str, to: str) -> str:
    """The link from one page to another path or `path#anchor`."""
    path, hash_sign, anchor = to.partition("#")
    if path == from_page:
        return f"#{anchor}"
    here, there = from_page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) + hash_sign + anchor


def web_address(text: str) -> str:
    """An authored address, percent-encoded so that it is inert in Markdown and HTML; '' if it is not http(s)."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in host:
        return ""

    def encoded(part: str, safe: str) -> str:
        return quote(part, safe=safe + "%")

    return urlunsplit(
        (
            parts.scheme,
            encoded(host, "") + port,
            encoded(parts.path, "/:@!$,;=~+-."),
            encoded(parts.query, "=&/:@!$,;~+-."),
            encoded(parts.fragment, "/:@!$,;=~+-."),
        )
    )
