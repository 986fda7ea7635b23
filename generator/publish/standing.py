"""What of the published site may stand as it is: files that follow from the same are linked, not made again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pydantic_core import from_json, to_json

from generator.model.keeping import Store, key_of
from generator.publish.page_content import PageContent

Links = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Links to anchors by the path of the page they lead to: each anchor with the link as written."""


def link_to(file: Path | str, target: Path | str) -> None:
    """Puts a file at another place too, with its time; as a copy where the file system has no links."""
    with suppress(OSError):
        os.link(file, target)
        return
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copy2(file, target)


def stamp(file: Path | str) -> tuple[int, int]:
    """Size and time of a file, which differ after anybody has written it; zeros where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 - asked of each file of the site; a Path costs as much again
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class Stood:
    """A file of the site: the hash of what it follows from, its stamp, and of a page its anchors and its links to those
    of others, by which MkDocs checks links."""

    grounds: str
    stamp: tuple[int, int] = (0, 0)
    anchors: tuple[str, ...] = ()
    links: Links = ()


@dataclass(frozen=True, slots=True)
class LastSite:
    """The last site in one edition: what surrounded its pages, its navigation, its list of pages, and its files."""

    surroundings: str = ""
    navigation: str = ""
    listed: str = ""
    files: Mapping[str, Stood] = field(default_factory=dict)


def _paths(navigation: Any) -> Iterator[str]:
    """The pages that a navigation names."""
    if isinstance(navigation, str):
        yield navigation
    else:
        for part in navigation.values() if isinstance(navigation, Mapping) else navigation:
            yield from _paths(part)


class Standing:
    """Tells in one build of one edition what stands of the site that is published in the folder `site`.

    Pages in the navigation are always made. `heads` are what pages want in their heads, by their path; `surroundings`
    is a text that differs whenever anything around a page does. Without a `site` nothing stands.
    """

    def __init__(
        self, store: Store, edition: str, site: Path | None, heads: Mapping[str, str], surroundings: str
    ) -> None:
        self._store, self._shelf, self._key = store, f"standing {edition}", key_of(edition)
        self._site, self._heads = f"{site}/" if site else "", heads
        self._told = site is not None
        self._last = self._kept() if self._told else LastSite()
        self._now = LastSite(surroundings)
        self._files: dict[str, Stood] = {}
        self._found: dict[str, Stood] = {}
        self.taken: set[str] = set()

    def _kept(self) -> LastSite:
        kept = self._store.get(self._shelf, self._key)
        if kept is None:
            return LastSite()
        surroundings, navigation, listed, files = from_json(kept)
        return LastSite(surroundings, navigation, listed, {name: _stood(*told) for name, *told in files})

    def begin(self, config: MkDocsConfig, files: Files) -> None:
        """Before the first page: finds the pages that stand."""
        pages = files.documentation_pages()
        listed = key_of(*sorted(f"{file.src_uri} {file.inclusion.name}" for file in files)).hex()
        self._now = replace(self._now, listed=listed)
        plugged = any(config.plugins.events.values())
        if plugged or config.nav is None or self._last.surroundings != self._now.surroundings:
            self._last = LastSite()
        named = frozenset(_paths(config.nav or ()))
        for file in pages:
            found = self._standing(file, self._heads.get(file.src_uri, ""))
            if found is not None and file.src_uri not in named and listed == self._last.listed:
                self._found[file.src_uri] = found

    def _standing(self, file: File, head: str = "") -> Stood | None:
        """The file as it stands, if it follows from the same and nobody has touched it.

        What it is made of is the same while that has its size and its time: whoever writes what is different, and
        nobody else, writes it.
        """
        content = stamp(file.abs_src_path) if file.abs_src_path else file.content_bytes
        grounds = key_of(repr(content), head).hex()
        last = self._last.files.get(file.dest_uri)
        self._files[file.dest_uri] = Stood(grounds)
        same = last is not None and last.grounds == grounds and stamp(self._site + file.dest_uri) == last.stamp
        return last if same else None

    def stands(self, page: Page) -> bool:
        """Whether a page is known to stand."""
        return page.file.src_uri in self._found

    def populated(self, page: Page, files: Files) -> bool:
        """Whether a page stands; then it gets what others' links are checked by, and nothing else."""
        found = self._found.get(page.file.src_uri)
        if found is None:
            return False
        page.present_anchor_ids = set(found.anchors)
        targets = ((files.get_file_from_path(path), anchors) for path, anchors in found.links)
        page.links_to_anchors = {file: dict(anchors) for file, anchors in targets if file is not None}
        return True

    def written(self, page: Page, navigation: str) -> bool:
        """Whether a page stands and could be linked; where the navigation differs, no page does."""
        self._now = replace(self._now, navigation=navigation)
        if navigation != self._last.navigation:
            self._found.clear()
        found = self._found.get(page.file.src_uri)
        if found is not None:
            self._take(page.file, found)
        return found is not None

    def copied(self, file: File) -> bool:
        """Whether a file that is no page stands and could be linked."""
        found = self._standing(file)
        if found is not None:
            self._take(file, found)
        return found is not None

    def _take(self, file: File, found: Stood) -> None:
        target = file.abs_dest_path
        link_to(self._site + file.dest_uri, target)
        self._files[file.dest_uri] = found
        self.taken.add(target)

    def made(self, file: File, content: PageContent) -> None:
        """Notes what a page became."""
        others = tuple((path, anchors) for path, anchors in content.links if path != file.src_uri)
        self._files[file.dest_uri] = replace(self._files[file.dest_uri], anchors=content.anchors, links=others)

    def publish(self) -> None:
        """After the site has taken its place: keeps what the next build needs."""
        if not self._told:
            return
        files = [
            [name, it.grounds, stamp(self._site + name), it.anchors, it.links]
            for name, it in sorted(self._files.items())
        ]
        now = self._now
        self._store.put(self._shelf, self._key, to_json([now.surroundings, now.navigation, now.listed, files]))
        self._store.settle(self._shelf)


def _stood(grounds: str, stamp: list[int], anchors: list[str], links: list[Any]) -> Stood:
    told = tuple((path, tuple((anchor, link) for anchor, link in pairs)) for path, pairs in links)
    return Stood(grounds, (stamp[0], stamp[1]), tuple(anchors), told)
