"""What pages are made with, and what they are once made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site before publishing: its path below build/docs/ and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Templates:
    """The page templates by name, and the files that are published as they stand."""

    pages: Mapping[str, str]
    assets: Mapping[str, bytes]
