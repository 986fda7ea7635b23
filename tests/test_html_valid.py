"""Every page of the site is valid HTML by the Nu HTML checker, but for listed faults of Material's own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.built_site import ROOT

CHECKER = ROOT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
pytestmark = pytest.mark.skipif(
    (JAVA is None or not CHECKER.exists()) and not os.environ.get("CI"),
    reason="no Java, or no checker: `npm ci` in tests/tools brings it",
)
FROM_MATERIAL = {
    (
        "Attribute “autocomplete” is only allowed when the input type is",
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">',
    ): "stands in Material's base.html outside of every block; an override would be a copy of the whole file",
    (
        "Attribute “autocomplete” is only allowed when the input type is",
        '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">',
    ): "the same",
}
"""Faults that no override mends, by the start of the message and the element; each occurs on every page, once."""


def _excerpt(message: dict[str, object]) -> str:
    """The marked part of the excerpt that the checker shows."""
    extract, start, length = str(message["extract"]), message["hiliteStart"], message["hiliteLength"]
    assert isinstance(start, int) and isinstance(length, int)
    return re.sub(r"\s+", " ", extract[start : start + length])


def test_every_page_is_valid(site: Path) -> None:
    """The checker finds no error and no warning in any page but those listed, and these once on every page."""
    assert JAVA is not None
    command = [JAVA, "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--exit-zero-always", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    ours, theirs = [], Counter[tuple[str, str]]()
    for message in messages:
        words, shown = message["message"], _excerpt(message) if "hiliteStart" in message else ""
        listed = [fault for fault in FROM_MATERIAL if words.startswith(fault[0]) and shown == fault[1]]
        theirs.update(listed)
        if not listed:
            where = message["url"].partition("/site/")[2], message.get("lastLine")
            ours.append((*where, words, shown))
    assert ours == []
    pages = sum(1 for _ in site.rglob("*.html"))
    assert theirs == dict.fromkeys(FROM_MATERIAL, pages)
