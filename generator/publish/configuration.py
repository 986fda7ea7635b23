"""Lays out what MkDocs reads beside a project's mkdocs.yml: the program's configuration and overrides of the theme."""

from __future__ import annotations

import hashlib
import re
import sys
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.model.templates import Page
from generator.publish.folder import put, write_pages
from generator.read.site_templates import laid_over, packaged, template_folders

THEME = "build/theme"
"""The program's overrides of the theme with the project's own laid over them."""
CONFIGURATION = "build/mkdocs.yml"
"""What a project's mkdocs.yml inherits from (`INHERIT`)."""
MAKERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
"""The libraries that make content out of Markdown, and pages out of content."""
PLACE = re.compile(r" at 0x[0-9a-fA-F]+")
"""Where in memory something is, which says nothing of what it is."""


def lay_out(root: Path) -> None:
    """Writes both below `build/`, so that a mkdocs.yml of few lines is a whole one, for plain MkDocs too."""
    theme = laid_over(template_folders(root, "theme"))
    write_pages(root / THEME, (Page(path, versions[-1].read_bytes()) for path, versions in theme.items()))
    target, wanted = root / CONFIGURATION, (packaged() / "mkdocs.yml").read_bytes()
    if not target.is_file() or target.read_bytes() != wanted:
        put(root, CONFIGURATION, wanted)


def page_configuration(root: Path, docs: str, permalink_title: str, site: str = "") -> MkDocsConfig:
    """The configuration in a project's mkdocs.yml for the Markdown in the folder `docs`.

    `permalink_title` is the title of the links beside headings; empty for the configured one.
    """
    config = load_config(
        str(root / "mkdocs.yml"), docs_dir=str(root / docs), site_dir=site or str(root / "site"), strict=True
    )
    contents = config.mdx_configs.setdefault("toc", {})
    contents["permalink_title"] = permalink_title or contents.get("permalink_title", "")
    return config


def dialect(config: MkDocsConfig) -> str:
    """The extensions of Markdown with their settings, and what is warned of, as they are now: plugins may have changed
    them, and so may the environment (`!ENV`)."""
    return PLACE.sub("", repr((config.markdown_extensions, config.mdx_configs, config.validation)))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def content_grounds(root: Path, config: MkDocsConfig) -> str | None:
    """A text that differs whenever something does, besides a page and its links, from which its content follows.

    None where nobody can tell: an extension that is named by its module may change without any version.
    """
    packaged = {entry.name: entry.dist for entry in entry_points(group="markdown.extensions")}
    named = [packaged.get(extension) for extension in config.markdown_extensions]
    if None in named:
        return None
    files = (root / "mkdocs.yml", root / CONFIGURATION)
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    brought = sorted({f"{dist.name} {dist.version}" for dist in named if dist is not None})
    makers = [f"{library} {_version(library)}" for library in MAKERS]
    title = config.mdx_configs["toc"]["permalink_title"]
    return f"{digest} {sys.version_info[:2]} {makers} {brought} {title}"
