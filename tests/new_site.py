"""A small site as `briefs init` makes it, in two languages and with commits, so that it has all a site can have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner

from generator.cli import main
from tests.conftest import ROOT

DAY = "2026-12-01"
COMMITTED = "2026-11-20T12:00:00+0000"
ADDRESS = "site_url: https://claims.example/"


def git(root: Path, *arguments: str) -> None:
    """Runs git in a project as somebody, at a fixed time, whatever the settings of whoever runs the tests."""
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
           for part, value in (("NAME", "A"), ("EMAIL", "a@example.org"), ("DATE", COMMITTED))}  # fmt: skip
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    command = ["git", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **who, **alone})


def new_site(root: Path) -> Path:
    """Makes the project at `root`: an address, so that there are feeds, two languages, two commits."""
    done = CliRunner().invoke(main, ["init", str(root)])
    assert done.exit_code == 0, done.output
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(f"# {ADDRESS}", ADDRESS), "utf-8")
    site = root / "content" / "site.yml"
    site.write_text(site.read_text("utf-8").rstrip() + "\nalso_in: [de]\n", "utf-8")
    claims = root / "content" / "claims" / "bridge.yml"
    whole = claims.read_text("utf-8")
    claims.write_text(whole.replace("bridge costs 48 million", "bridge costs 45 million"), "utf-8")
    git(root, "init", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-m", "first")
    claims.write_text(whole, "utf-8")
    git(root, "commit", "-a", "-m", "second")
    return root


def build(root: Path, *before: str, python: str = sys.executable, **more: str) -> subprocess.CompletedProcess[str]:
    """Builds a project in a process of its own, with the program `before` the command; `more` is added to the
    environment, and the empty string takes a variable away."""
    command = [*before, python, "-m", "generator", "build", "--project", ".", "--as-of", DAY]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    around = {name: value for name, value in around.items() if value or name not in more}
    return subprocess.run(command, cwd=root, env=around, capture_output=True, text=True, check=False)


def state(folder: Path) -> Mapping[str, tuple[str, bytes]]:
    """Every file and folder below a folder by its name there: its kind and mode, and its bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        mode = oct(path.lstat().st_mode)
        found[path.relative_to(folder).as_posix()] = (mode, path.read_bytes() if path.is_file() else b"")
    return found
