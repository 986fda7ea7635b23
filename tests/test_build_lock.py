"""One build of a project at a time: others wait or refuse in words, and a killed process holds nobody up."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import live
from generator.cli import main
from generator.publish import build_lock, folder
from generator.publish.build_lock import FILE, BuildHeld, BuildLock
from generator.publish.manifest import FILE as LISTED
from generator.publish.mkdocs_site import PublishError
from generator.publish.page_store import PageStore
from generator.publish.rendered_pages import RenderedPages
from tests.conftest import ROOT
from tests.interrupted import DAY, command, left_over, manifest, project, run, surroundings, turn_to

HOLDER = """
import sys, time
from pathlib import Path
from generator.publish.build_lock import BuildLock
BuildLock(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project(tmp_path / "project")
    turn_to(made, "a")
    return made


@pytest.fixture
def holder(root: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that builds the project, for as long as it lives."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], env=surroundings(tmp_path / "tmp"), cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def build(root: Path, name: str = "build") -> tuple[int, str]:
    done = CliRunner().invoke(main, [name, "--project", str(root), "--as-of", DAY])
    return done.exit_code, done.output


def test_a_second_build_waits_and_then_refuses(
    root: Path, holder: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process builds, a build waits, says for which one, ends with code 2 and says what to do; a live
    session too; a check needs no lock. When the other was killed, the next build goes through at once."""
    monkeypatch.setattr(build_lock, "WAIT_SECONDS", 0.2)
    code, told = build(root)
    assert code == 2 and f"waiting for process {holder.pid}, which is building this project" in told
    assert f"error: process {holder.pid} is building this project: wait until it is done, or end it" in told
    assert told.count("waiting for") == 1 and not (root / "site").exists()
    code, told = build(root, "serve")
    assert code == 2 and f"process {holder.pid} is building this project" in told
    assert build(root, "check")[0] == 0
    holder.kill()
    holder.wait()
    assert (root / FILE).read_text() == f"{holder.pid}\n"
    assert build(root)[0] == 0 and not (root / FILE).exists()


def test_two_builds_at_once(root: Path, tmp_path: Path) -> None:
    """Of two builds that begin together both go through, one after the other, and nothing is left over."""
    done: list[subprocess.CompletedProcess[str]] = []
    threads = [threading.Thread(target=lambda: done.append(run(command(root), tmp_path / "tmp"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in done:  # on a slow machine the second may have waited for long enough
        assert one.returncode == 0 or (one.returncode == 2 and "is building this project" in one.stderr), one.stderr
    assert 0 in [one.returncode for one in done] and len(done) == 2
    assert left_over(root, tmp_path / "tmp") == []
    before = manifest(root / "site")
    assert run(command(root), tmp_path / "tmp").returncode == 0 and manifest(root / "site") == before


def test_the_holder_may_take_it_again(tmp_path: Path) -> None:
    """A process that holds the lock takes it again from another thread; the file is there until it is given back as
    often as it was taken."""
    lock, taken = BuildLock(tmp_path), list[bool]()
    assert lock.acquire()
    other = threading.Thread(target=lambda: taken.append(lock.acquire()))
    other.start()
    other.join()
    assert taken == [False]
    lock.release()
    assert (tmp_path / FILE).read_text() == f"{os.getpid()}\n"
    lock.release()
    assert not (tmp_path / FILE).exists()


def linked(file: Path) -> None:
    file.symlink_to(file.parent.parent / "elsewhere")


def named_twice(file: Path) -> None:
    (file.parent.parent / "elsewhere").write_text("precious")
    os.link(file.parent.parent / "elsewhere", file)


@pytest.mark.parametrize("odd", [linked, named_twice, Path.mkdir, os.mkfifo, lambda file: file.write_text("777777")])
def test_what_stands_in_the_place_of_the_lock_holds_nobody_up(tmp_path: Path, odd: Callable[[Path], object]) -> None:
    """A link, a second name of a file, a folder, a pipe or the lock of a killed process is replaced, and nothing is
    written elsewhere."""
    (tmp_path / "build").mkdir()
    odd(tmp_path / FILE)
    lock = BuildLock(tmp_path)
    lock.acquire()
    assert (tmp_path / FILE).read_text() == f"{os.getpid()}\n"
    lock.release()
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or elsewhere.read_text() == "precious"


def test_the_folder_of_the_lock_is_no_link(tmp_path: Path) -> None:
    """Where build/ leads elsewhere, no lock is put there."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="does not write where it leads"):
        BuildLock(tmp_path).acquire()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_lock_that_was_removed_meanwhile_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets the lock of a file that its holder has just removed, or replaced, tries again with the new one."""
    plain, removed = BuildLock._locked, list[int]()

    def late(opened: int) -> bool:
        if len(removed) < 2:
            (tmp_path / FILE).unlink()
            if removed:
                (tmp_path / FILE).write_text("")
            removed.append(opened)
        return plain(opened)

    monkeypatch.setattr(BuildLock, "_locked", staticmethod(late))
    lock = BuildLock(tmp_path)
    lock.acquire()
    assert len(removed) == 2 and (tmp_path / FILE).read_text() == f"{os.getpid()}\n"
    lock.release()


def test_a_nameless_holder_is_waited_for_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the holder has not written its number yet, the message does without."""
    monkeypatch.setattr(build_lock, "WAIT_SECONDS", 0)
    monkeypatch.setattr(BuildLock, "_locked", staticmethod(lambda opened: False))
    with pytest.raises(BuildHeld, match=r"^another process is building this project"):
        BuildLock(tmp_path).acquire()


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EAGAIN, errno.EACCES])
def test_a_file_system_without_locks_keeps_nobody_out(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system says of a lock that is held keeps out; that it has none does not; nor does a system without."""

    def refused(*asked: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(build_lock, "WAIT_SECONDS", 0)
    monkeypatch.setattr(build_lock.fcntl, "lockf", refused)
    if number == errno.ENOLCK:
        assert BuildLock(tmp_path).acquire()
    else:
        with pytest.raises(BuildHeld):
            BuildLock(tmp_path).acquire()
    monkeypatch.setattr(build_lock, "fcntl", None)
    assert BuildLock(tmp_path).acquire()


def test_a_lock_that_cannot_be_written_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is no room for its number, a process gives the lock back, and tells the place of the file; so does
    one that may not open it."""

    def full(*asked: object) -> int:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(build_lock.os, "write", full)
    with pytest.raises(OSError, match=re.escape(FILE)):
        BuildLock(tmp_path).acquire()
    monkeypatch.undo()
    assert BuildLock(tmp_path).acquire()
    monkeypatch.setattr(build_lock.os, "open", full)
    with pytest.raises(OSError, match="no room"):
        BuildLock(tmp_path).acquire()


def test_a_live_session_builds_beside_others(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A session holds the lock while it builds and until the search is there, and lets it go between its builds, so
    that a build beside it goes through; its search is exchanged in one step, and is then that of a build."""
    session = live.Session(RenderedPages(PageStore()), BuildLock(root))
    held: list[bool] = []
    plain = live.renew_search

    def noted(*asked: object) -> None:
        held.append((root / FILE).exists())
        plain(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(live, "renew_search", noted)
    day = date.fromisoformat(DAY)
    assert live.rebuild(root, day, session, None)
    session.settle()
    assert held == [True] and not (root / FILE).exists()
    served = manifest(root / "site")
    assert left_over(root, tmp_path / "tmp") == []
    assert run(command(root), tmp_path / "tmp").returncode == 0
    after = manifest(root / "site")
    assert after.pop(LISTED) and after == served, "a live site has no list of its hashes"
    turn_to(root, "b")
    assert live.rebuild(root, day, session, None)
    session.settle()
    found = {path: told for path, told in manifest(root / "site").items() if path.startswith("search/")}
    assert run(command(root), tmp_path / "tmp").returncode == 0
    assert found == {path: told for path, told in manifest(root / "site").items() if path.startswith("search/")}
    for error, words in ((PublishError("odd"), "error: odd"), (OSError(28, "x"), "error: cannot write a file: the")):
        monkeypatch.setattr(live, "renew_search", lambda *asked, error=error: (_ for _ in ()).throw(error))
        assert live.rebuild(root, day, session, None)
        session.settle()
        assert words in capsys.readouterr().err and not (root / FILE).exists()
    monkeypatch.setattr(live, "publish", lambda *asked, **named: (_ for _ in ()).throw(OSError(28, "x")))
    assert not live.rebuild(root, day, session, None)
    assert "the last good site stays on screen" in capsys.readouterr().err


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An author's file is there with all its bytes or as it was, keeps its mode, and nothing is left beside it."""
    file = tmp_path / "claims.yml"
    folder.write_first(file, b"first")
    with pytest.raises(FileExistsError):
        folder.write_first(file, b"other")
    file.chmod(0o640)
    folder.write_whole(file, b"second", lasting=True)
    assert file.read_bytes() == b"second" and file.stat().st_mode & 0o777 == 0o640
    plain = Path.open

    def starved(self: Path, *how: str) -> object:
        opened = plain(self, *how)
        opened.write(b"ha")
        opened.flush()
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Path, "open", starved)
    for write in (folder.write_whole, folder.write_first):
        with pytest.raises(OSError, match="no room") as told:
            write(file if write is folder.write_whole else tmp_path / "new.yml", b"third")
        assert told.value.filename
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["claims.yml"] and file.read_bytes() == b"second"


def test_a_first_file_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system has no links, a new file is renamed into its place; one that came meanwhile stays."""

    def none(*asked: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(folder.os, "link", none)
    folder.write_first(tmp_path / "a", b"x")

    def meanwhile(one: Path, other: Path) -> None:
        raise FileExistsError(errno.EEXIST, "there")

    monkeypatch.setattr(folder.os, "link", meanwhile)
    with pytest.raises(FileExistsError):
        folder.write_first(tmp_path / "b", b"x")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"x")]


KILLED_WRITER = """
import os, resource, signal, sys
from pathlib import Path
from generator.publish import folder
if sys.argv[1] == "0":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
at, count = int(sys.argv[1]), 0
def hook(event, arguments):
    global count
    if event in ("open", "os.rename", "os.remove", "os.link", "os.chmod"):
        count += 1
        if count == at: os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
folder.write_whole(Path(sys.argv[2]), b"new" * 100_000, lasting=True)
"""


def test_a_killed_writer_leaves_no_half_of_an_authors_file(tmp_path: Path) -> None:
    """Whenever the process that writes a file ends, in the midst of its bytes too, the file is the old
    one or the new one; what is beside it is hidden, and so no input."""
    file, states = tmp_path / "claims.yml", set[bytes]()
    for at in range(6):
        file.write_bytes(b"old")
        done = run([sys.executable, "-c", KILLED_WRITER, str(at), str(file)], tmp_path.parent / "tmp")
        assert done.returncode in ((0, -signal.SIGKILL) if at else (-signal.SIGXFSZ,)), done.stderr
        states.add(file.read_bytes())
        assert all(path.name.startswith(".") for path in tmp_path.iterdir() if path != file)
    assert states <= {b"old", b"new" * 100_000} and b"old" in states


def test_a_folder_that_was_made_unwritable_is_removed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders that lack the permission get it before they go; a link goes without what it leads to."""
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    for made in (kept, gone / "inner"):
        made.mkdir(parents=True)
        (made / "file").write_text("x")
    (tmp_path / "link").symlink_to(kept)
    folder.remove(tmp_path / "link")
    plain, tried = folder.shutil.rmtree, list[Path]()

    def once(path: Path) -> None:
        tried.append(path)
        if len(tried) == 1:
            raise PermissionError(13, "no")
        plain(path)

    (gone / "inner").chmod(0o500)
    monkeypatch.setattr(folder.shutil, "rmtree", once)
    folder.remove(gone)
    assert len(tried) == 2 and sorted(path.name for path in tmp_path.iterdir()) == ["kept"]
    assert (kept / "file").is_file()
