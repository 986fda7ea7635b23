"""Reads the page templates and the files that are published as they stand."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from generator.model.templates import Templates
from generator.read.site_templates import laid_over
from generator.read.words import read_words


def read_templates(*folders: Path) -> Templates:
    """The templates in `pages/` of the folders by name, the files in `assets/` by their path on the site, and the words
    in `words/`; a later folder's files take the place of those before, of words each text for itself."""

    def below(name: str) -> tuple[Path, ...]:
        return tuple(folder / name for folder in folders)

    pages = {path: versions[-1].read_text("utf-8") for path, versions in laid_over(below("pages"), "*.j2").items()}
    assets = {f"assets/{path}": versions[-1].read_bytes() for path, versions in laid_over(below("assets")).items()}
    return Templates(MappingProxyType(pages), MappingProxyType(assets), read_words(*below("words")))
