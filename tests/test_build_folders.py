"""The parts that keep a build's folders in order, each by itself and without a build."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from generator.model.templates import Page
from generator.publish import build_lock, sealed_files, swap
from generator.publish.build_lock import FILE, BuildLock
from generator.publish.folder import write_pages
from generator.publish.last_build import FILE as LAST
from generator.publish.last_build import read_last_build, write_last_build
from generator.publish.leftovers import STAGING, NotOurs, building
from generator.publish.sealed_files import read_sealed, write_sealed


def made(file: Path, words: str = "x") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words)
    return file


def test_pages_replace_whatever_stands_in_their_way(tmp_path: Path) -> None:
    """A file, a link or a pipe in the place of a folder, and a folder in the place of a file, give way; the folder
    of all pages too; a second name of a page's file keeps what it held."""
    pages = [Page("a/b.md", b"one"), Page("c.md", b"two"), Page("d/e.md", b""), Page("f.md", b"four")]
    top = tmp_path / "docs"
    made(tmp_path / "elsewhere" / "b.md", "kept")
    top.symlink_to(tmp_path / "elsewhere")
    assert write_pages(top, pages).written == 4 and not top.is_symlink()
    for path in ("a/b.md", "c.md", "f.md"):
        (top / path).unlink()
    (top / "a").rmdir()
    (top / "a").symlink_to(tmp_path / "elsewhere")
    made(top / "c.md" / "inside")
    os.link(made(tmp_path / "second", "held"), top / "f.md")
    (top / "d" / "e.md").unlink()
    os.mkfifo(top / "d" / "e.md")
    made(top / "g" / "h" / "stale.md")
    write_pages(top, pages)
    assert {page.path: (top / page.path).read_bytes() for page in pages} == {page.path: page.content for page in pages}
    assert not (top / "g").exists() and (tmp_path / "second").read_text() == "held"
    assert (tmp_path / "elsewhere" / "b.md").read_text() == "kept"
    (top / "d" / "e.md").unlink()
    (top / "d").rmdir()
    made(top / "d")
    assert write_pages(top, pages).written == 1


def test_folders_are_tidied_before_and_after(tmp_path: Path) -> None:
    """What is not written to its end, and what is no plain file, goes from build/ and .cache/ when a build begins; its
    staged site goes at the end, however it ends; who takes the lock again tidies nothing."""
    for path in (".cache/search/x.new", ".cache/history/.0123456789012345678901234567890123456789.12",
                 f".cache/search/{'a' * 32}-77/part", f"{STAGING}/index.html", ".cache/search/kept"):  # fmt: skip
        made(tmp_path / path)
    (tmp_path / ".cache" / "link").symlink_to("/dev/zero")
    lock = BuildLock(tmp_path)
    with pytest.raises(KeyError), building(tmp_path, lock):
        found = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*")) if not path.is_dir()]
        assert found == [".cache/search/kept", FILE]
        made(tmp_path / ".cache" / "x.new")
        with building(tmp_path, lock):
            assert (tmp_path / ".cache" / "x.new").exists()
        made(tmp_path / STAGING / "index.html")
        raise KeyError
    assert not (tmp_path / STAGING).exists() and not (tmp_path / FILE).exists()
    (tmp_path / "site").symlink_to(tmp_path)
    with pytest.raises(NotOurs), building(tmp_path, lock):
        pass


def test_a_site_that_was_put_aside_comes_back(tmp_path: Path) -> None:
    """Where there is no site, the one that a killed build had put aside is it again."""
    made(swap.aside(tmp_path / STAGING) / "index.html", "old")
    with building(tmp_path, BuildLock(tmp_path)):
        assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_cache_committed_to_git_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the last commit holds a cache, no build begins."""
    monkeypatch.setattr("generator.publish.leftovers.is_committed", lambda root, folder: folder == ".cache")
    with pytest.raises(NotOurs, match="committed to git"), building(tmp_path, BuildLock(tmp_path)):
        pass


def test_the_last_build_is_believed_only_whole(tmp_path: Path) -> None:
    """What was noted is found while nothing was touched and no lock is there; a note of another program, or none for
    lack of a hash of what it followed from, is as good as none; so is one that could not be written."""
    made(tmp_path / "site" / "index.html")
    made(tmp_path / "site" / "a" / "index.html")
    write_last_build(tmp_path, "inputs", "printed", "told", 1)
    found = read_last_build(tmp_path, "inputs")
    assert found is not None and (found.printed, found.told, found.exit_code) == ("printed", "told", 1)
    assert read_last_build(tmp_path, None) is None and read_last_build(tmp_path, "others") is None
    made(tmp_path / FILE)
    assert read_last_build(tmp_path, "inputs") is None
    write_last_build(tmp_path, "inputs", "printed", "told", 1)
    (tmp_path / FILE).unlink()
    assert read_last_build(tmp_path, "inputs") == found
    made(tmp_path / "site" / "more.html")
    assert read_last_build(tmp_path, "inputs") is None
    write_sealed(tmp_path / LAST, b'{"other": 1}')
    assert read_last_build(tmp_path, "inputs") is None
    write_last_build(tmp_path, None, "printed", "told", 0)
    assert not (tmp_path / LAST).exists()
    (tmp_path / ".cache").rmdir()
    made(tmp_path / ".cache")
    write_last_build(tmp_path, "inputs", "printed", "told", 0)
    assert read_last_build(tmp_path, "inputs") is None


def test_a_sealed_file_that_cannot_be_read_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses to read is as good as not there."""
    write_sealed(tmp_path / "a", b"x")

    def refused(self: Path) -> bytes:
        raise PermissionError(13, "no")

    monkeypatch.setattr(sealed_files.Path, "read_bytes", refused)
    assert read_sealed(tmp_path / "a") is None


def test_a_lock_that_is_given_back_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits is told once, and goes on when the other is done."""
    answers, told = [False, False, True], list[str]()
    monkeypatch.setattr(BuildLock, "_locked", staticmethod(lambda opened: answers.pop(0)))
    monkeypatch.setattr(build_lock, "PAUSE_SECONDS", 0)
    assert BuildLock(tmp_path, told.append).acquire()
    assert told == ["waiting for another process, which is building this project"] and not answers


def test_a_system_without_record_locks_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python has no fcntl, as on Windows, the lock is taken all the same, and silence is the usual answer."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    spec = importlib.util.spec_from_file_location("lock_without_fcntl", build_lock.__file__)
    assert spec is not None and spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    assert fresh.fcntl is None and fresh.BuildLock(tmp_path).acquire()
    fresh._quiet("words")
