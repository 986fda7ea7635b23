"""A disk that is full, or that may not be written, stops a build with one clear message; the last site stays whole."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.publish.disk_faults import fault_told
from tests.conftest import ROOT
from tests.interrupted import DAY, bound_by_permissions, command, left_over, manifest, project, run, turn_to
from tests.proving import THOROUGH, amount

KIB = 1024
LIMITS = (0, 64, 300, 1_000, 3_000, 6_000, 20_000, 60_000, 100_000, 150_000)
"""Bytes that a file may have at most (RLIMIT_FSIZE); the largest that a build writes has more than the last."""
ROOMS = (0, 40, 80, 140, 200, 270, 340, 420, 500, 600, 700, 1_000, 2_500)
"""KiB of room that a build finds on its disk; the first ten are too little."""
FULL = 10
SOME = slice(None) if THOROUGH else slice(1, None, 4)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A project whose first version is published, and whose second one waits."""
    root = project(tmp_path / "project")
    publish_first(root, tmp_path)
    return root


def publish_first(root: Path, tmp_path: Path) -> None:
    turn_to(root, "a")
    done = run(command(root), tmp_path / "tmp")
    assert done.returncode == 0, done.stderr
    turn_to(root, "b")


def refused_in_words(done: subprocess.CompletedProcess[str], root: Path, *words: str) -> None:
    """Exit code 2, and one error that names a file by its place in the project, and no trace."""
    told = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert len(told) == 1 and told[0].startswith("error: cannot write "), done.stderr
    assert all(word in told[0] for word in words), told[0]
    assert "the last site stays" in done.stderr
    for text in (done.stdout, done.stderr):
        assert "Traceback" not in text and str(root) not in text and "Errno" not in text


@pytest.mark.parametrize("size", LIMITS[SOME])
def test_files_that_may_not_grow(built: Path, tmp_path: Path, size: int) -> None:
    """Wherever a build first writes more to a file than it may, it ends with a message; then the next one succeeds.

    Where only what is kept for the next build does not fit, the build goes through without it.
    """
    before = manifest(built / "site")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = run(command(built), tmp_path / "tmp", limited)
    refused_in_words(done, built, "may not be that large")
    assert manifest(built / "site") == before
    assert run(command(built), tmp_path / "tmp").returncode == 0
    assert left_over(built, tmp_path / "tmp") == [] and manifest(built / "site") != before


@contextmanager
def mounted(place: Path, *how: str) -> Iterator[None]:
    """While open, something is mounted at a place; the test is skipped where nobody may mount."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *how, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def remounted(place: Path, kib: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kib}k", str(place)], check=True)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the site of the second version is."""
    folder = tmp_path_factory.mktemp("plain")
    root = project(folder / "project")
    turn_to(root, "b")
    assert run(command(root), folder / "tmp").returncode == 0
    return manifest(root / "site")


def test_a_full_disk(tmp_path: Path, plain: dict[str, str]) -> None:
    """On a small disk of its own a build runs out of room at different stages: the site is the old one or, where the
    room was enough, the new one; with more room the next build succeeds and leaves nothing over."""
    place, states = tmp_path / "disk", []
    with mounted(place, "-t", "tmpfs", "-o", "size=200m", "tmpfs"):
        root = project(place / "project")
        publish_first(root, tmp_path)
        shutil.copytree(place / "project", tmp_path / "first", symlinks=True)
        before = manifest(root / "site")
        for room in ROOMS[SOME]:
            shutil.rmtree(root)
            shutil.copytree(tmp_path / "first", root)
            found = os.statvfs(place)
            remounted(place, (found.f_blocks - found.f_bfree) * found.f_frsize // KIB + room)
            done = run(command(root), tmp_path / "tmp")
            if done.returncode:
                refused_in_words(done, root, "the disk is full")
            assert manifest(root / "site") == (before if done.returncode else plain), room
            states.append(done.returncode)
            remounted(place, 200 * KIB)
            again = run(command(root), tmp_path / "tmp")
            assert again.returncode == 0, again.stderr
            assert manifest(root / "site") == plain and left_over(root, tmp_path / "tmp") == [], room
    print("exit codes by room:", dict(zip(ROOMS[SOME], states, strict=True)))
    assert states.count(2) >= amount(3, FULL)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """While open, nobody may write to a folder or to what is below it."""
    below = [folder, *(path for path in sorted(folder.rglob("*")))]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in below}
    for path in below:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)


@pytest.mark.parametrize("name", ["build", "site", ""])
def test_a_folder_that_may_not_be_written(built: Path, tmp_path: Path, name: str) -> None:
    """An unwritable build/, site/ or project ends the build with a message that names the place; once it may be
    written, the next build succeeds."""
    before = manifest(built / "site")
    with unwritable(built / name):
        done = run(command(built), tmp_path / "tmp", bound_by_permissions)
        refused_in_words(done, built, name or "build", "may not write")
        assert manifest(built / "site") == before
    assert run(command(built), tmp_path / "tmp").returncode == 0
    assert left_over(built, tmp_path / "tmp") == [] and manifest(built / "site") != before


def test_a_cache_that_may_not_be_written(built: Path, tmp_path: Path, plain: dict[str, str]) -> None:
    """With an unwritable .cache/ a build goes through without one, and writes nothing there."""
    with unwritable(built / ".cache"):
        before = manifest(built / ".cache")
        done = run(command(built), tmp_path / "tmp", bound_by_permissions)
        assert done.returncode == 0, done.stderr
        assert manifest(built / ".cache") == before
    assert manifest(built / "site") == plain


def test_a_disk_that_can_only_be_read(built: Path, tmp_path: Path) -> None:
    """On a disk that is mounted for reading alone a build ends with a message, and a check goes through."""
    before = manifest(built / "site")
    place = tmp_path / "disk"
    with mounted(place, "--bind", str(built)):
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)
        refused_in_words(run(command(place), tmp_path / "tmp"), place, "build/building.lock", "can only be read")
        checked = run(command(place, "check"), tmp_path / "tmp")
        assert checked.returncode == 0, checked.stderr
    assert manifest(built / "site") == before


def state(root: Path) -> dict[str, tuple[int, int, str]]:
    """Modes, times and bytes of all inputs."""
    found = {}
    for top in ("content", "seeds", "site_templates", "mkdocs.yml"):
        for path in [root / top, *sorted((root / top).rglob("*"))]:
            told = path.stat()
            found[str(path)] = (told.st_mode, told.st_mtime_ns, "" if path.is_dir() else path.read_text("utf-8"))
    return found


def test_inputs_are_left_as_they_are(tmp_path: Path) -> None:
    """A build from inputs that nobody may write goes through; they have the same bytes, modes and times after it."""
    root = project(tmp_path / "project")
    (root / "site_templates" / "assets").mkdir(parents=True)
    shutil.copy(ROOT / "site_templates" / "assets" / "header.js", root / "site_templates" / "assets")
    with unwritable(root / "content"), unwritable(root / "seeds"), unwritable(root / "site_templates"):
        (root / "mkdocs.yml").chmod(0o444)
        before = state(root)
        for _ in range(2):
            done = run(command(root), tmp_path / "tmp", bound_by_permissions)
            assert done.returncode == 0, done.stderr
            assert state(root) == before
            shutil.rmtree(root / "build")
        files = [path for path in (root / "site").rglob("*") if path.is_file()]
        assert all(os.access(path, os.W_OK) and path.stat().st_mode & stat.S_IWUSR for path in files)


def test_other_commands_tell_what_could_not_be_written(built: Path, tmp_path: Path) -> None:
    """Whatever command the system refuses to write, there is one line and exit code 2, and no trace."""
    with unwritable(built / "content"):
        done = run([sys.executable, "-m", "generator", "schema", "--project", str(built)], tmp_path / "tmp",
                   bound_by_permissions)  # fmt: skip
    assert done.returncode == 2 and done.stderr.startswith("error: cannot write "), done.stderr
    assert "Traceback" not in done.stderr and str(built) not in done.stderr


FAULTS: dict[str, tuple[Callable[[Path], OSError], str]] = {
    "full": (lambda root: OSError(28, "x", str(root / "site" / "a")), "cannot write site/a: the disk is full"),
    "unnamed": (lambda root: OSError(28, "x"), "cannot write a file: the disk is full"),
    "by number": (lambda root: OSError(13, "x", 7), "cannot write a file: this user may not write there"),
    "elsewhere": (lambda root: OSError(2, "not there", "/far/away/b"), "cannot write b: not there"),
    "two disks": (
        lambda root: OSError(18, "x", str(root / "a"), None, str(root / "c")),
        "cannot write c: it lies on another disk",
    ),
    "without number": (lambda root: OSError("odd"), "cannot write a file: OSError"),
}


@pytest.mark.parametrize(("fault", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_of_the_disk_in_words(tmp_path: Path, fault: Callable[[Path], OSError], words: str) -> None:
    """Each error names the file by its place in the project, or by its name alone, and says what to do."""
    assert fault_told(fault(tmp_path), tmp_path).startswith(words)
    assert str(tmp_path) not in fault_told(fault(tmp_path), tmp_path)


def test_what_cannot_be_read_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is there and may not be read is not said to be one that cannot be written."""
    (tmp_path / "a").write_text(DAY)
    monkeypatch.setattr(os, "access", lambda *asked: False)
    assert fault_told(OSError(13, "Permission denied", str(tmp_path / "a")), tmp_path).startswith("cannot read a: ")
