"""Reads where the site will stand from mkdocs.yml, the one place in which it is written."""

from __future__ import annotations

import re
from pathlib import Path

from generator.read.mkdocs_settings import read_settings

PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*/*")
"""Addresses of which every sign means nothing in HTML, JSON or LaTeX beyond itself."""


def read_site_address(root: Path) -> str:
    """The `site_url` of `root/mkdocs.yml` with a slash at its end; empty where it is no plain address."""
    address = read_settings(root).get("site_url")
    return f"{address.rstrip('/')}/" if isinstance(address, str) and PLAIN.fullmatch(address) else ""
