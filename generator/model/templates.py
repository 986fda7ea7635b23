"""What pages are made with, and what they are once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.words import Words


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site before publishing: its path below build/docs/, its bytes, and what its <head> is to hold
    besides the theme's own, as HTML that is safe already."""

    path: str
    content: bytes
    head: str = ""


@dataclass(frozen=True, slots=True)
class Templates:
    """The page templates by name, the files that are published as they stand, and the interface's words by language."""

    pages: Mapping[str, str]
    assets: Mapping[str, bytes]
    words: Mapping[str, Words]
