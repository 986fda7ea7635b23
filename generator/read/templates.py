"""Reads the page templates and the files that are published as they stand."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from generator.model.templates import Templates
from generator.read.words import read_words


def read_templates(folder: Path) -> Templates:
    """The templates in `folder/pages` by name, the files in `folder/assets` by their path on the site,
    and the words in `folder/words`."""
    pages = {file.name: file.read_text("utf-8") for file in sorted((folder / "pages").glob("*.j2"))}
    assets = {
        f"assets/{file.relative_to(folder / 'assets').as_posix()}": file.read_bytes()
        for file in sorted((folder / "assets").rglob("*"))
        if file.is_file()
    }
    return Templates(MappingProxyType(pages), MappingProxyType(assets), read_words(folder / "words"))
