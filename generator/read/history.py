"""What git says of the content: which ids the last commit publishes."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Span
from generator.model.drafts import PublishedId

ID_LINE = re.compile(
    r"^(?P<path>[^\0]+)\0(?P<line>\d+)\0\s*(?:- +)?id: *['\"]?(?P<id>[a-z][a-z0-9-]*)['\"]?\s*(?:#.*)?$"
)
"""An id on a line of its own; no mapping inside a record has a field of that name."""


def _git(root: Path, *arguments: str) -> str:
    """The output of a git command in the project, or nothing where there is no git or no repository."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def published_ids(root: Path, kinds: Mapping[str, str]) -> tuple[PublishedId, ...]:
    """The ids at HEAD in the content folders named in `kinds` (folder to kind); none without a repository."""
    found = []
    for folder, kind in sorted(kinds.items()):
        below = f"content/{folder}"
        listed = _git(root, "grep", "-n", "-z", "--full-name", "-E", "^ *(- +)?id: *['\"]?[a-z]", "HEAD", "--", below)
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
        for line in listed.splitlines():
            match = ID_LINE.match(line.removeprefix("HEAD:").removeprefix(prefix))
            if match:
                found.append(PublishedId(kind, match["id"], Span(match["path"], int(match["line"]))))
    return tuple(sorted(found, key=lambda item: (item.kind, item.id)))
