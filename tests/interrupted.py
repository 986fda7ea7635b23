"""A small project in three versions that is built by a process of its own, which is killed, starved or kept out."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.conftest import ROOT, overlay

DAY = "2026-12-01"
LIMIT_SECONDS = 120
VERSIONS = ("a", "b", "c")
CLAIMS = "content/claims/all.yml"
BRIEF = "content/briefs/nova.md"
SETTINGS = """\
INHERIT: build/mkdocs.yml
site_name: Small
site_url: https://small.example.org/
nav:
  - Home: index.md
"""
CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2
"""By which root is bound to permissions as everybody is (capabilities(7), prctl(2))."""
KILLED_AT = """
import os, signal, sys
at, exchange = int(sys.argv.pop(1)), int(sys.argv.pop(1))
WRITING = {"os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "os.truncate", "os.utime", "sqlite3.connect",
           "shutil.rmtree", "subprocess.Popen", "ctypes.dlsym", "os.chmod"}
count, main = 0, os.getpid()
def hook(event, arguments):
    global count
    if event == "open":
        if not isinstance(arguments[2], int) or not arguments[2] & (os.O_WRONLY | os.O_RDWR): return
    elif event not in WRITING: return
    if os.getpid() != main: return
    count += 1
    begun = at == -1 and os.path.exists(os.path.join(sys.argv[sys.argv.index("--project") + 1], "build/building.lock"))
    if count == at or begun: os.killpg(0, signal.SIGKILL)
import generator.cli
if not exchange:
    import generator.publish.swap
    generator.publish.swap._exchanged = lambda one, other: False
import atexit
atexit.register(lambda: print(f"events {count}", file=sys.stderr))
sys.addaudithook(hook)
generator.cli.main(prog_name="briefs")
"""
"""The command, which kills itself and all that belong to it before the so-manieth change of a file or start of a
program."""


def project(folder: Path) -> Path:
    """The small project, with settings under which its pages can stand from one build to the next."""
    root = overlay(folder)
    (root / "mkdocs.yml").write_text(SETTINGS)
    shutil.copy(root / BRIEF, root / "brief.txt")
    return root


def turn_to(root: Path, version: str) -> None:
    """Gives the content of a project one of its versions: another statement in each, and no brief in the last."""
    base = (ROOT / "tests" / "cases" / "_base" / CLAIMS).read_text()
    (root / CLAIMS).write_text(base.replace("Nova is fast.", f"Nova is fast {version}."))
    if version == "c":
        (root / BRIEF).unlink(missing_ok=True)
    else:
        shutil.copy(root / "brief.txt", root / BRIEF)


def manifest(site: Path) -> dict[str, str]:
    """The hash of every file of a site; links and all that is no file have none."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }


def command(root: Path, name: str = "build") -> list[str]:
    """How a project is built."""
    return [sys.executable, "-m", "generator", name, "--project", str(root), "--as-of", DAY]


def killed_at(root: Path, event: int, exchange: bool = True) -> list[str]:
    """How a project is built by a process that ends before a change of a file, counted from 1; 0 for never, -1 for the
    first one after it has the lock."""
    return [sys.executable, "-c", KILLED_AT, str(event), str(int(exchange)), *command(root)[3:]]


def surroundings(temporary: Path) -> Mapping[str, str]:
    """The environment of a build; its own temporary folder also marks its processes."""
    temporary.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}


def run(
    arguments: list[str], temporary: Path, prepare: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a build to its end; it may not hang."""
    return subprocess.run(
        arguments, cwd=ROOT, env=surroundings(temporary), capture_output=True, text=True, check=False,
        timeout=LIMIT_SECONDS, preexec_fn=prepare, start_new_session=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def killed_after(arguments: list[str], temporary: Path, seconds: float, whole_group: bool) -> bool:
    """Begins a build and kills it after a while, with all its processes or alone; whether it was still at work."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=surroundings(temporary), stdout=nowhere, stderr=nowhere, stdin=nowhere,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def processes(temporary: Path) -> list[str]:
    """The processes that still belong to builds with a temporary folder."""
    found, mark = [], f"TMPDIR={temporary}\0".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (entry / "environ").read_bytes() + b"\0":
                found.append((entry / "cmdline").read_text("utf-8", "replace"))
        except OSError:
            continue
    return found


def left_over(root: Path, temporary: Path) -> list[str]:
    """What is there that a build which went through would not have left: files, folders and processes."""
    until = time.monotonic() + 10
    while (alive := processes(temporary)) and time.monotonic() < until:
        time.sleep(0.05)
    names = {
        "build": {"docs", "theme", "mkdocs.yml"},
        ".cache": {"last-build.json", "pages.sqlite", "previews", "search", "history"},
        ".": {"build", ".cache", "site", "content", "seeds", "mkdocs.yml", "brief.txt"},
    }
    found = [f"{top}/{path.name}" for top in names for path in (root / top).iterdir() if path.name not in names[top]]
    for top in ("build", ".cache"):
        odd = (path for path in (root / top).rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir()))
        found += [str(path) for path in odd]
    found += [str(path) for path in (root / ".cache").rglob("*.new")]
    found += [str(path) for path in (root / ".cache" / "search").iterdir() if "-" in path.name]
    return [*found, *(str(path) for path in temporary.rglob("*")), *alive]


def bound_by_permissions() -> None:
    """In a process that is about to begin: root too may then write only where permissions allow it."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None, use_errno=True)
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            if system.prctl(CAPBSET_DROP, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")
