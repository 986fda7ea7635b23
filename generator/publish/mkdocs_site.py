"""Drives MkDocs: the Markdown in build/docs/ to a staged site, which then takes the place of the published one."""

from __future__ import annotations

import gzip
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator.model.progress import NO_PROGRESS, Progress
from generator.publish.configuration import CONFIGURATION, THEME, content_grounds, lay_out, page_configuration
from generator.publish.editions import Edition, translated
from generator.publish.folder import files_below, naming, remove
from generator.publish.heads import write_heads
from generator.publish.leftovers import SEARCH_STAGING, STAGING
from generator.publish.manifest import write_manifest
from generator.publish.page_content import listening
from generator.publish.page_workers import Setting
from generator.publish.rendered_pages import RenderedPages
from generator.publish.search_bundles import DIRECTORY, place_bundles
from generator.publish.search_bundles import FOLDER as SEARCH
from generator.publish.search_index import SearchIndexError
from generator.publish.standing import link_to
from generator.publish.swap import swap_in
from generator.read.site_templates import template_folders
from generator.render.environment import TemplateFault, faults_named
from generator.render.language import language_name

PERMALINK = "header.permalink"
FIXED_TIME = 0
"""Every date that MkDocs stamps by itself (sitemap, gzip header) follows from as_of, never from the clock."""


class PublishError(Exception):
    """The site could not be published; the message is for the user."""


@contextmanager
def _build_date(as_of: date) -> Iterator[None]:
    """MkDocs reads the day it stamps into the sitemap from SOURCE_DATE_EPOCH."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str((as_of - date(1970, 1, 1)).days * 86400)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _level_archives(site: Path, standing: frozenset[str]) -> None:
    """Writes gzip files again without the time of their making; those that stand are so already."""
    for entry in files_below(str(site)):
        if entry.name.endswith(".gz") and entry.path not in standing:
            plain = gzip.decompress(Path(entry.path).read_bytes())
            # Not gzip.compress, which names the system in its header, and from Python 3.13 on none.
            with (
                naming(entry.path),
                Path(entry.path).open("wb") as target,
                gzip.GzipFile("", "wb", 9, target, FIXED_TIME) as archive,
            ):
                archive.write(plain)


def _configured(root: Path, staged: Path, edition: Edition, editions: tuple[Edition, ...]) -> MkDocsConfig:
    """The configuration in mkdocs.yml, with the edition's folders, language, titles and words."""
    title = edition.words.get(PERMALINK, "")
    config = page_configuration(root, edition.docs, title, str(staged / edition.folder))
    config.theme["language"] = edition.language
    config.nav = translated(config.nav, edition.words)
    config.extra["site_top"] = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    for toggle in (scheme["toggle"] for scheme in config.theme["palette"]):
        toggle["name"] = edition.words.get(f"header.{toggle['name']}", toggle["name"])
    if config.site_url and edition.folder:
        config.site_url = f"{config.site_url.rstrip('/')}/{edition.folder}/"
    up = "../" if edition.folder else ""
    config.extra["editions"] = [
        {
            "language": other.language,
            "name": language_name(other.language, other.language),
            "prefix": f"{up}{other.folder}/" if other.folder else up,
            "own": other is edition,
            "folder": f"{other.folder}/" if other.folder else "",
            "words": dict(other.words),
        }
        for other in editions
    ]
    config.extra["words"] = dict(edition.words)
    config.extra["notice"] = edition.notice
    return config


def _surroundings(root: Path, as_of: date, config: MkDocsConfig, grounds: str | None) -> str:
    """A text that differs whenever something around the pages does: configuration, theme, editions, day."""
    theme = root / THEME
    files = [root / "mkdocs.yml", root / CONFIGURATION, *(path for path in sorted(theme.rglob("*")) if path.is_file())]
    digest = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    told = f"{config.site_url} {config.theme['language']} {config.extra!r}"
    return f"{digest} {grounds} {as_of} {told}"


def _is_own_theme(root: Path, config: MkDocsConfig) -> bool:
    """Whether the pages have the program's theme, with nothing of the project's laid over it."""
    own = (file for folder in template_folders(root, "theme")[1:] for file in folder.rglob("*"))
    return config.theme.dirs[0] == str(root / THEME) and not any(own)


def _setting(root: Path, edition: Edition, grounds: str | None) -> Setting:
    """What the content of an edition's pages follows from; never the same where that cannot be told."""
    told = grounds or f"unknown {time.monotonic_ns()}"
    return Setting(str(root), edition.docs, edition.words.get(PERMALINK, ""), told)


def publish_search(root: Path, site: Path, editions: tuple[Edition, ...], progress: Progress = NO_PROGRESS) -> None:
    """Puts the search of every edition into the site at `site`; raises PublishError where it cannot be indexed."""
    try:
        for edition in editions:
            with progress.stage("indexing for the search", edition.folder) as step:
                place_bundles(root, site / edition.folder, edition.records, edition.language, step)
    except SearchIndexError as error:
        raise PublishError(f"the search cannot be indexed: {error}") from error


def renew_search(root: Path, site: Path, editions: tuple[Edition, ...]) -> None:
    """Makes the search of a published site anew, each edition's beside it and then exchanged for the one that is there.

    Raises PublishError where it cannot be indexed.
    """
    staged = root / SEARCH_STAGING
    remove(staged)
    for edition in editions:
        last, fresh = site / edition.folder / SEARCH, staged / edition.folder / SEARCH
        for file in sorted(path for path in last.iterdir() if path.is_file() and path.name != DIRECTORY):
            link_to(file, fresh / file.name)
    publish_search(root, staged, editions)
    for edition in editions:
        swap_in(staged / edition.folder / SEARCH, site / edition.folder / SEARCH)
    remove(staged)


def _carry_search(last: Path, staged: Path, editions: tuple[Edition, ...]) -> None:
    """Takes the search of the last site over into the staged one, beside its new page, until a new one is made."""
    for edition in editions:
        kept, target = last / edition.folder / SEARCH, staged / edition.folder / SEARCH
        for file in sorted(path for path in kept.rglob("*") if path.is_file()):
            carried = target / file.relative_to(kept)
            if not carried.exists():
                link_to(file, carried)


def publish(
    root: Path,
    as_of: date,
    site: Path,
    editions: tuple[Edition, ...],
    rendered: RenderedPages | None = None,
    search_later: bool = False,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Builds the site from the editions' Markdown with MkDocs (strict) and swaps it in at `site`.

    `rendered` keeps pages from one build of a live session to the next; with `search_later` the last site's search
    stays until `renew_search` is called, and there is no manifest. `progress` is told of each stage. Raises
    PublishError where MkDocs refuses; the published site then stays as it was.
    """
    root = root.absolute()  # MkDocs takes relative paths from the folder of the configuration
    rendered = rendered or RenderedPages()
    staged = root / STAGING
    remove(staged)
    lay_out(root)
    with listening() as collector, _build_date(as_of):
        try:
            for edition in editions:
                config = _configured(root, staged, edition, editions)
                grounds = content_grounds(root, config)
                surroundings = _surroundings(root, as_of, config, grounds)
                setting, last = _setting(root, edition, grounds), (site / edition.folder if grounds else None)
                known = _is_own_theme(root, config)
                kept = rendered.reused(edition.folder, setting, surroundings, last, edition.heads, known, progress)
                with kept, faults_named("theme"):
                    build(config)
        except Abort as error:
            rendered.forget()
            raise PublishError("MkDocs refuses the pages:\n  " + "\n  ".join(collector.lines)) from error
        except TemplateFault as error:
            rendered.forget()
            raise PublishError(str(error)) from error
        except MkDocsException as error:
            raise PublishError(f"MkDocs cannot build: {error}") from error
    theme = [Path(folder) for folder in config.theme.dirs if folder != config.theme.custom_dir]
    with progress.stage("writing policies and descriptions") as step:
        write_heads(staged, editions, theme, rendered.taken, step)
    if search_later:
        _carry_search(site, staged, editions)
    else:
        publish_search(root, staged, editions, progress)
    with progress.stage("putting the new site in its place"):
        _level_archives(staged, rendered.taken)
        if not search_later:  # it would list no file of a search that is still being made
            write_manifest(staged, rendered.store)
        swap_in(staged, site)
        rendered.published()
