"""Small git repositories whose commits have the dates that a test needs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str, day: str = "2025-01-01T12:00:00Z") -> str:
    """Runs git with an identity of its own; `day` is the committer's date, the author's is another one."""
    dates = {"GIT_COMMITTER_DATE": day, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True, capture_output=True, text=True, env={**os.environ, **IDENTITY, **dates},
    )  # fmt: skip
    return done.stdout.strip()


class Repository:
    """A repository with a project in `root`, which may be a folder inside it."""

    def __init__(self, top: Path, below: str = "") -> None:
        self.top, self.root = top, top / below
        self.root.mkdir(parents=True, exist_ok=True)
        git(top, "init", "-q", "-b", "main")

    def write(self, path: str, content: str | bytes | Iterable[Mapping[str, Any]] | None) -> None:
        """Writes a file (records as JSON, which is YAML), or deletes it for None."""
        file = self.root / path
        if content is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, (str, bytes)):
            content = json.dumps(list(content), ensure_ascii=False)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def commit(self, day: str, files: Mapping[str, Any] | None = None) -> str:
        """Writes files below content/claims/ and commits all there is; returns the commit's sha."""
        for path, content in (files or {}).items():
            self.write(f"content/claims/{path}", content)
        git(self.top, "add", "-A", "-f")
        git(self.top, "commit", "-q", "--allow-empty", "-m", "a commit", day=day)
        return git(self.top, "rev-parse", "HEAD")


def plain_claim(id: str, **fields: Any) -> dict[str, Any]:
    """The smallest claim as a plain mapping, with further fields."""
    return {
        "id": id,
        "statement": f"The statement of {id}.",
        "kind": "state",
        "about": ["nova"],
        "voices": [{"who": "daily", "role": "author"}],
        "hedge": {"level": "stated"},
        "appearances": [{"source": "nova-report", "paraphrase": "It says so."}],
        **fields,
    }
