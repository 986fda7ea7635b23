"""Where the site will stand on the web, in which languages, and what draws the pictures that links to it show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.repository import Repository


@dataclass(frozen=True, slots=True)
class Preview:
    """The picture for a link to a page, in words: a small line above, the large words, the text below them, the
    foot, and the family of colours of a state (or `site` for the site's own)."""

    kicker: str
    headline: str
    text: str
    foot: str
    family: str


Draw = Callable[[Preview], bytes]
"""What turns a preview into the bytes of a PNG; equal previews yield equal bytes."""


def served_at(path: str) -> str:
    """The address of a page or file below the site: `claims/x.md` is served at `claims/x/`, `index.md` at the top.

    Pages are published as folders with an index (MkDocs' `use_directory_urls`).
    """
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


@dataclass(frozen=True, slots=True)
class Publication:
    """The site's own address (empty where it is not known, else with a slash at its end), its languages, of which
    the first stands at that address and the others in folders below it, what draws previews, if anything, and the
    repository in which its files can be edited, if one is known."""

    base: str = ""
    languages: tuple[str, ...] = ()
    draw: Draw | None = None
    repository: Repository | None = None

    def address(self, path: str, language: str) -> str:
        """The absolute address of a page (`claims/x.md#anchor`) or file in a language; empty without a base."""
        if not self.base:
            return ""
        file, hash_sign, anchor = path.partition("#")
        leading = self.languages[0] if self.languages else language
        folder = "" if language == leading else f"{language}/"
        return f"{self.base}{folder}{served_at(file)}{hash_sign}{anchor}"


NOWHERE = Publication()
"""A site of which neither address nor languages are known: it has no absolute addresses and no pictures."""
