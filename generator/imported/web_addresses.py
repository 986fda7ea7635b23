"""Addresses of the web in foreign files as records hold them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from generator.model.fields import ADDRESS_PATTERN
from generator.read.files import FORBIDDEN

SPARED = "/:?#[]@!$&'()*+,;=-._~%"
"""Signs of an address that stay as they are (RFC 3986)."""


def web_address(text: str) -> str | None:
    """An address as records hold it, its host spelled in ASCII; None where it is no address of the web."""
    text = text.strip()
    if text.casefold().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.username is not None or FORBIDDEN.search(text):
        return None
    path = parts.path or ("/" if parts.query or parts.fragment else "")
    made = urlunsplit((parts.scheme.lower(), host + port, path, parts.query, parts.fragment))
    made = "".join(sign if sign in SPARED or sign.isalnum() else quote(sign, safe="") for sign in made)
    return made if re.fullmatch(ADDRESS_PATTERN.strip("^$"), made) else None


def doi_address(text: str) -> str | None:
    """The address of a DOI, with or without its resolver before it; None where it is none."""
    found = re.fullmatch(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", text.strip(), re.IGNORECASE)
    return web_address(f"https://doi.org/{found[1]}") if found else None
