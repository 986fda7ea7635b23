"""Whenever a build is killed, the site is whole, the next build goes through, and nothing is left over."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.publish import swap
from generator.publish.leftovers import SEARCH_STAGING, STAGING
from tests.interrupted import (
    CLAIMS,
    DAY,
    VERSIONS,
    command,
    killed_after,
    killed_at,
    left_over,
    manifest,
    project,
    run,
    turn_to,
)
from tests.proving import amount

Manifests = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def manifests(tmp_path_factory: pytest.TempPathFactory) -> Manifests:
    """What the site of each version is, built from nothing."""
    found = {}
    for version in VERSIONS:
        folder = tmp_path_factory.mktemp(version)
        root = project(folder / "project")
        turn_to(root, version)
        done = run(command(root), folder / "tmp")
        assert done.returncode == 0, done.stderr
        found[version] = manifest(root / "site")
    assert len({str(one) for one in found.values()}) == len(VERSIONS)
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def after(version: str) -> str:
    return VERSIONS[(VERSIONS.index(version) + 1) % len(VERSIONS)]


def test_kill_9_at_any_moment(root: Path, tmp_path: Path, manifests: Manifests) -> None:
    """After each kill the site is the whole old or the whole new one; the next build makes the new one and tidies up.

    Kills that came when a build was done already are not counted.

    Half of the builds are killed before a change of a file or the start of a program, many near the last of them; half
    after a time, every third of these without its other processes, which must end by themselves.
    """
    chance, temporary, version = Random(7), tmp_path / "tmp", "a"
    turn_to(root, version)
    assert run(command(root), temporary).returncode == 0
    version = after(version)
    turn_to(root, version)
    started = time.monotonic()
    told = re.search(r"events (\d+)", run(killed_at(root, 0), temporary).stderr)
    assert told is not None
    usual, events = time.monotonic() - started, int(told[1])
    states: list[str] = []
    while len(states) - states.count("done") < amount(7, 100):
        number = len(states)
        assert number < amount(30, 300), states
        target = after(version)
        turn_to(root, target)
        late = chance.random() < 0.4
        if number % 2:
            moment = usual * (chance.uniform(0.85, 1.05) if late else chance.uniform(0.0, 1.0))
            at_work = killed_after(command(root), temporary, moment, whole_group=number % 3 != 0)
        else:
            at = round(events * (chance.uniform(0.9, 1.0) if late else chance.uniform(0.0, 1.0)))
            at_work = run(killed_at(root, max(at, 1)), temporary).returncode == -9
        found = manifest(root / "site")
        assert found in (manifests[version], manifests[target]), f"kill {number}"
        states.append(("old" if found == manifests[version] else "new") if at_work else "done")
        started = time.monotonic()
        done = run(command(root), temporary)
        usual = time.monotonic() - started if states[-1] == "old" else usual
        assert done.returncode == 0, f"kill {number}: {done.stderr}"
        assert manifest(root / "site") == manifests[target], f"kill {number}"
        assert left_over(root, temporary) == [], f"kill {number}"
        version = target
    assert {"old", "new"} & set(states), states
    print(f"killed {len(states)}:", {state: states.count(state) for state in sorted(set(states))})


def test_after_a_kill_the_former_content_is_built_anew(root: Path, tmp_path: Path, manifests: Manifests) -> None:
    """A build that was killed when it had hardly begun makes nobody believe that nothing has changed: what it left is
    cleared though the content is that of the last build again."""
    turn_to(root, "a")
    assert run(command(root), tmp_path / "tmp").returncode == 0
    turn_to(root, "b")
    assert run(killed_at(root, -1), tmp_path / "tmp").returncode == -9
    turn_to(root, "a")
    again = run(command(root), tmp_path / "tmp")
    assert again.returncode == 0 and "nothing has changed" not in again.stderr
    assert manifest(root / "site") == manifests["a"] and left_over(root, tmp_path / "tmp") == []
    assert "nothing has changed" in run(command(root), tmp_path / "tmp").stderr


def test_without_an_exchange_the_next_build_brings_the_site_back(
    root: Path, tmp_path: Path, manifests: Manifests, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where folders cannot be exchanged, a kill between the two renames leaves no site; the next command that builds
    brings the old one back before all else, be the content faulty or not."""
    turn_to(root, "a")
    assert run(command(root), tmp_path / "tmp").returncode == 0
    site, staged = root / "site", root / STAGING
    site.rename(swap.aside(staged))
    shutil.copytree(swap.aside(staged), staged)
    sound = (root / CLAIMS).read_text()
    (root / CLAIMS).write_text("faulty")
    refused = CliRunner().invoke(main, ["build", "--project", str(root), "--as-of", DAY])
    assert refused.exit_code == 1 and manifest(site) == manifests["a"]
    assert left_over(root, tmp_path / "tmp") == []
    (root / CLAIMS).write_text(sound)
    turn_to(root, "b")
    assert run(killed_at(root, 0, exchange=False), tmp_path / "tmp").returncode == 0
    assert manifest(site) == manifests["b"] and left_over(root, tmp_path / "tmp") == []


def folder(path: Path, words: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(words)
    return path


@pytest.mark.parametrize("exchange", [True, False])
def test_a_swap_leaves_one_site(tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new site stands where the old one stood, with an exchange of folders or without; the old one is gone."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    published = tmp_path / "site"
    for words in ("first", "second"):
        swap.swap_in(folder(tmp_path / "build" / "staged", words), published)
        assert (published / "index.html").read_text() == words
        assert list((tmp_path / "build").iterdir()) == []


def test_a_swap_that_fails_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new site cannot be moved into its place, the old one stands there again."""
    monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    published, staged = folder(tmp_path / "site", "old"), folder(tmp_path / "build" / "staged", "new")
    plain = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == staged:
            raise OSError(28, "no")
        return plain(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no"):
        swap.swap_in(staged, published)
    assert (published / "index.html").read_text() == "old" and not swap.aside(staged).exists()


@pytest.mark.parametrize("error", [OSError, AttributeError])
def test_a_system_without_the_call_has_no_exchange(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the C library or its function is missing, folders are renamed one after the other."""

    def absent(*name: object, **how: object) -> object:
        raise error("absent")

    monkeypatch.setattr(swap.ctypes, "CDLL", absent)
    swap.swap_in(folder(tmp_path / "build" / "staged", "new"), folder(tmp_path / "site", "old"))
    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_what_stands_is_restored_only_where_nothing_is(tmp_path: Path) -> None:
    """A site that is there is not replaced by one that was put aside; what was left of both goes, links included."""
    staged, published = tmp_path / "build" / "staged", folder(tmp_path / "site", "new")
    folder(swap.aside(staged), "old")
    (tmp_path / "build" / "staged").symlink_to(published)
    swap.restore(staged, published)
    assert (published / "index.html").read_text() == "new"
    assert list((tmp_path / "build").iterdir()) == []


def test_a_refused_build_leaves_no_staged_site(root: Path, tmp_path: Path) -> None:
    """When MkDocs refuses a page, what was staged so far is gone, and so is the lock."""
    turn_to(root, "a")
    assert run(command(root), tmp_path / "tmp").returncode == 0
    before = manifest(root / "site")
    (root / "content" / "guide").mkdir()
    (root / "content" / "guide" / "index.md").write_text("# Guide\n\n[nowhere](nowhere.md)\n")
    refused = run(command(root), tmp_path / "tmp")
    assert refused.returncode == 2 and "nowhere.md" in refused.stderr and "the last site stays" in refused.stderr
    assert manifest(root / "site") == before and left_over(root, tmp_path / "tmp") == []
    assert not (root / SEARCH_STAGING).exists()
