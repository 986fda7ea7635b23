"""Lays out what MkDocs reads beside a project's mkdocs.yml: the program's configuration and overrides of the theme."""

from __future__ import annotations

from pathlib import Path

from generator.model.templates import Page
from generator.publish.folder import write_pages
from generator.read.site_templates import laid_over, packaged, template_folders

THEME = "build/theme"
"""The program's overrides of the theme with the project's own laid over them."""
CONFIGURATION = "build/mkdocs.yml"
"""What a project's mkdocs.yml inherits from (`INHERIT`)."""


def lay_out(root: Path) -> None:
    """Writes both below `build/`, so that a mkdocs.yml of few lines is a whole one, for plain MkDocs too."""
    theme = laid_over(template_folders(root, "theme"))
    write_pages(root / THEME, (Page(path, versions[-1].read_bytes()) for path, versions in theme.items()))
    target, wanted = root / CONFIGURATION, (packaged() / "mkdocs.yml").read_bytes()
    if not target.is_file() or target.read_bytes() != wanted:
        target.write_bytes(wanted)
