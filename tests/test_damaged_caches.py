"""Whatever became of the files that builds keep, the next build makes the right site and touches nothing elsewhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.publish import page_store
from generator.publish.page_store import PAGES, PageStore
from generator.publish.sealed_files import read_sealed, write_sealed
from tests.interrupted import command, left_over, manifest, project, run, turn_to
from tests.proving import THOROUGH, amount

PRECIOUS = b"precious"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A project after a build of one version, and what the site of the next one is."""
    folder = tmp_path_factory.mktemp("sites")
    fresh, root = project(folder / "fresh"), project(folder / "project")
    turn_to(fresh, "b")
    turn_to(root, "a")
    for one in (fresh, root):
        done = run(command(one), folder / "tmp")
        assert done.returncode == 0, done.stderr
    return root, manifest(fresh / "site")


def emptied(file: Path, outside: Path, chance: Random) -> None:
    file.write_bytes(b"")


def cut(file: Path, outside: Path, chance: Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content) + 1)])


def flipped(file: Path, outside: Path, chance: Random) -> None:
    content = bytearray(file.read_bytes())
    for _ in range(min(len(content), 1 + len(content) // 2000)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def folder(file: Path, outside: Path, chance: Random) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside").write_bytes(b"x")


def link(file: Path, outside: Path, chance: Random) -> None:
    target = outside / f"{chance.random()}"
    target.write_bytes(PRECIOUS)
    file.unlink()
    file.symlink_to(target)


def dead_link(file: Path, outside: Path, chance: Random) -> None:
    file.unlink()
    file.symlink_to(outside / "not-there")


def second_name(file: Path, outside: Path, chance: Random) -> None:
    target = outside / f"{chance.random()}"
    target.write_bytes(PRECIOUS)
    file.unlink()
    os.link(target, file)


def pipe(file: Path, outside: Path, chance: Random) -> None:
    file.unlink()
    os.mkfifo(file)


def endless(file: Path, outside: Path, chance: Random) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


KINDS = (emptied, cut, flipped, folder, link, dead_link, second_name, pipe, endless)


def mixed(file: Path, outside: Path, chance: Random) -> None:
    chance.choice(KINDS)(file, outside, chance)


PLACES: dict[str, Callable[[str], bool]] = {
    "the store": lambda path: path == PAGES,
    "all else": lambda path: path != PAGES,
}
EVERY_RUN = [("the store", flipped), ("the store", link), ("the store", pipe), ("all else", mixed), ("all else", pipe)]
DAMAGES = [(place, damage) for place in PLACES for damage in (*KINDS, mixed)] if THOROUGH else EVERY_RUN


@pytest.mark.parametrize(
    ("place", "damage"), DAMAGES, ids=[f"{place}-{damage.__name__}" for place, damage in DAMAGES]
)
def test_damaged_files_change_nothing(
    sites: tuple[Path, dict[str, str]], tmp_path: Path, damage: Callable[[Path, Path, Random], None], place: str
) -> None:
    """A file below build/ or .cache/ that was emptied, cut, altered, or replaced by a folder, a link to elsewhere, a
    second name of another file, a pipe or an endless device is as good as none."""
    for seed in range(amount(1, 10) if damage in (cut, flipped, mixed) else 1):
        root, outside, chance = tmp_path / f"project{seed}", tmp_path / f"outside{seed}", Random(seed)
        shutil.copytree(sites[0], root)
        outside.mkdir()
        files = [path for top in ("build", ".cache") for path in sorted((root / top).rglob("*")) if path.is_file()]
        chosen = [path for path in files if PLACES[place](path.relative_to(root).as_posix())]
        for file in chosen:
            damage(file, outside, chance)
        turn_to(root, "b")
        done = run(command(root), tmp_path / "tmp")
        assert done.returncode == 0, done.stderr
        assert manifest(root / "site") == sites[1]
        assert left_over(root, tmp_path / "tmp") == []
        assert {path.read_bytes() for path in outside.iterdir()} <= {PRECIOUS}
        shutil.rmtree(root)


FOLDERS = ("build/docs", "build/theme", "build/site-staged", "build/site-staged-old", "build/search-staged",
           ".cache/search", ".cache/previews", ".cache/history")  # fmt: skip


def test_folders_that_lead_elsewhere_are_not_followed(sites: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """Links in the places of the folders of a build are removed; where they lead, nothing is written or deleted."""
    root, outside = tmp_path / "project", tmp_path / "outside"
    shutil.copytree(sites[0], root)
    for place in FOLDERS:
        (outside / place).mkdir(parents=True)
        (outside / place / "kept.txt").write_bytes(PRECIOUS)
        shutil.rmtree(root / place, ignore_errors=True)
        (root / place).symlink_to(outside / place)
    turn_to(root, "b")
    done = run(command(root), tmp_path / "tmp")
    assert done.returncode == 0, done.stderr
    assert manifest(root / "site") == sites[1] and left_over(root, tmp_path / "tmp") == []
    assert [path.read_bytes() for path in outside.rglob("*") if path.is_file()] == [PRECIOUS] * len(FOLDERS)


@pytest.mark.parametrize("place", ["build", "site", ".cache"])
def test_the_folders_of_a_build_may_be_no_links(
    sites: tuple[Path, dict[str, str]], tmp_path: Path, place: str
) -> None:
    """Where build/, site/ or .cache/ is itself a link, a build says so, and writes nothing where it leads."""
    root, outside = tmp_path / "project", tmp_path / "outside"
    shutil.copytree(sites[0], root)
    outside.mkdir()
    shutil.rmtree(root / place)
    (root / place).symlink_to(outside)
    turn_to(root, "b")
    done = run(command(root), tmp_path / "tmp")
    assert done.returncode == 2 and f"error: {place} is a link" in done.stderr, done.stderr
    assert list(outside.iterdir()) == []


def test_what_is_linked_into_the_next_site_is_never_written_to(
    sites: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    """While a new site is made, the files of the published one, of which many are the same files, keep their bytes,
    their times and their modes: a second name of each shows it."""
    root, names = tmp_path / "project", tmp_path / "names"
    shutil.copytree(sites[0], root)
    shutil.copytree(root / "site", names, copy_function=os.link)
    before, inodes = manifest(names), {path.stat().st_ino for path in names.rglob("*") if path.is_file()}
    times = {path: path.stat().st_mtime_ns for path in names.rglob("*") if path.is_file()}
    turn_to(root, "b")
    assert run(command(root), tmp_path / "tmp").returncode == 0
    assert manifest(names) == before
    assert {path: path.stat().st_mtime_ns for path in names.rglob("*") if path.is_file()} == times
    shared = [path for path in (root / "site").rglob("*") if path.is_file() and path.stat().st_ino in inodes]
    assert {".html", ".js", ".css"} <= {path.suffix for path in shared}, "nothing stood, so that nothing was proved"
    assert manifest(root / "site") == sites[1]


def test_a_cache_that_was_committed_stops_a_build(sites: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    """What a pull request puts into .cache/ is not published: the build says how to take it out."""
    root = tmp_path / "project"
    shutil.copytree(sites[0], root)
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "-f", ".cache/pages.sqlite"), (*identity, "commit", "-qm", "first")):
        assert run(["git", "-C", str(root), *arguments], tmp_path / "tmp").returncode == 0
    turn_to(root, "b")
    done = run(command(root), tmp_path / "tmp")
    assert done.returncode == 2 and "git rm -r --cached .cache" in done.stderr


def assert_keeps(file: Path) -> None:
    """What is put into the store in a file is there for the next one who opens it."""
    store = PageStore(file)
    store.put("shelf", b"1", b"new")
    store.settle("shelf")
    store.close()
    assert PageStore(file).get("shelf", b"1") == b"new"


def test_a_damaged_store_is_begun_anew_by_the_next(tmp_path: Path) -> None:
    """A store whose pages are broken inside yields nothing wrong, and is gone once it is closed."""
    file = tmp_path / "pages.sqlite"
    store = PageStore(file)
    for number in range(400):
        store.put("shelf", b"%d" % number, b"result %d" % number * 20)
    store.settle("shelf")
    store.close()
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    damaged = PageStore(file)
    assert all(damaged.get("shelf", b"%d" % number) is None for number in range(400))
    damaged.put("shelf", b"1", b"new")
    damaged.settle("shelf")
    damaged.close()
    assert_keeps(file)


@pytest.mark.parametrize("error", [OSError("no"), sqlite3.OperationalError("no"), sqlite3.DatabaseError("no")])
def test_a_store_that_cannot_be_had_in_its_file_is_had_in_memory(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the way of the file; where there is no memory either, that is said."""
    opened, refused = page_store._opened, [True, False]

    def opening(file: Path | None) -> sqlite3.Connection:
        if refused[file is None]:
            raise error
        return opened(file)

    monkeypatch.setattr(page_store, "_opened", opening)
    store = PageStore(tmp_path / "pages.sqlite")
    store.put("shelf", b"1", b"new")
    assert store.get("shelf", b"1") == b"new" and not (tmp_path / "pages.sqlite").exists()
    refused[True] = True
    with pytest.raises(sqlite3.OperationalError, match="not even in memory"):
        PageStore(tmp_path / "pages.sqlite")


@pytest.mark.parametrize("ending", ["", "-journal", "-wal", "-shm"])
def test_a_store_follows_no_link(tmp_path: Path, ending: str) -> None:
    """A link in the place of the store, or of what SQLite keeps beside it, goes; where it leads, nothing is made."""
    (tmp_path / f"pages.sqlite{ending}").symlink_to(tmp_path / "elsewhere")
    store = PageStore(tmp_path / "pages.sqlite")
    store.put("shelf", b"1", b"new")
    store.settle("shelf")
    store.close()
    assert not (tmp_path / "elsewhere").exists() and not (tmp_path / f"pages.sqlite{ending}").is_symlink()


def test_a_round_that_is_no_number_counts_from_the_start(tmp_path: Path) -> None:
    """A store in which somebody wrote words for numbers is used all the same."""
    file = tmp_path / "pages.sqlite"
    PageStore(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO asked VALUES ('shelf', x'01', 'words')")
    connection.close()
    assert_keeps(file)


def test_a_sealed_file_is_whole_or_none(tmp_path: Path) -> None:
    """What was sealed is read again; any other bytes, another name, a link, a folder or a pipe is nothing."""
    file, other = tmp_path / "one", tmp_path / "other"
    for content in (b"", b"words"):
        write_sealed(file, content)
        assert read_sealed(file) == content
    whole = file.read_bytes()
    for damaged in (b"", whole[:-1], whole[1:], bytes([whole[0] ^ 1]) + whole[1:], whole + b"x"):
        file.write_bytes(damaged)
        assert read_sealed(file) is None
    other.write_bytes(whole)
    assert read_sealed(other) is None and read_sealed(tmp_path / "absent") is None
    file.unlink()
    file.symlink_to(other)
    assert read_sealed(file) is None
    write_sealed(file, b"words")
    assert other.read_bytes() == whole and read_sealed(file) == b"words"
    for replace in (Path.mkdir, os.mkfifo):
        file.unlink()
        replace(file)
        assert read_sealed(file) is None
        write_sealed(file, b"words")
        assert read_sealed(file) == b"words"
