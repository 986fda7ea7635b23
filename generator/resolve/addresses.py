"""Web addresses as they are compared: two spellings of one page are one address."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")
"""How the names of parameters begin that say where a reader came from, and nothing about the page."""


def same_page(address: str) -> str:
    """An address in the form in which two spellings of one page are equal (after RFC 3986, section 6).

    Scheme, `www.`, the case of the host, a default port, a trailing slash, a fragment, the order of parameters, and
    parameters that only track readers make no difference.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(TRACKING)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{port}{unquote(parts.path).rstrip('/')}{query}"
