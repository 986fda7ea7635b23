"""The inline scripts that the theme brings: what of them may stand in a page, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
LOADED = re.compile(r"\bsrc\s*=", re.IGNORECASE)
TYPED = re.compile(r"\btype\s*=", re.IGNORECASE)
PLACE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
BASE = r"(?:\.{1,2}(?:/\.\.)*|/(?:[\w~-][\w.~-]*/)*)"
"""What may stand where a template has a value: the way from a page to the top of its site, and nothing else."""


def inline_scripts(page: str) -> tuple[str, ...]:
    """The texts of all inline scripts of a page or template that a browser would run or read, in their order."""
    found = INLINE_SCRIPT.finditer(page)
    return tuple(match["text"] for match in found if not LOADED.search(match["attributes"]))


def _pattern(script: str) -> str:
    """A script of a template as a pattern of what it can become."""
    return BASE.join(re.escape(piece) for piece in PLACE.split(script))


def theme_scripts(folders: Iterable[Path]) -> re.Pattern[str]:
    """A pattern that an inline script matches as a whole if one of the theme's templates wrote it.

    Read from the templates of the installed theme, so that a new version of it brings its own. Scripts with a type
    (they hold data) and scripts with statements of the template language in them are left out.
    """
    patterns: dict[str, None] = {}
    for folder in folders:
        for file in sorted([*folder.glob("*.html"), *folder.glob("partials/**/*.html")]):
            for match in INLINE_SCRIPT.finditer(file.read_text("utf-8")):
                plain = not LOADED.search(match["attributes"]) and not TYPED.search(match["attributes"])
                if plain and match["text"].strip() and "{%" not in match["text"]:
                    patterns[_pattern(match["text"])] = None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
