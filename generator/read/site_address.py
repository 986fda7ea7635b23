"""Reads where the site will stand from mkdocs.yml, the one place in which it is written."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*/*")
"""Addresses of which every sign means nothing in HTML, JSON or LaTeX beyond itself."""


def read_site_address(root: Path) -> str:
    """The `site_url` of `root/mkdocs.yml` with a slash at its end; empty where there is none that is a plain address.

    mkdocs.yml may hold tags of MkDocs (`!ENV`), so it is only composed: no tag in it is carried out.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        return ""
    try:
        document = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return ""
    if not isinstance(document, yaml.MappingNode):
        return ""
    for key, value in document.value:
        if key.value == "site_url" and isinstance(value, yaml.ScalarNode) and PLAIN.fullmatch(value.value):
            return f"{value.value.rstrip('/')}/"
    return ""
