"""Pages that are kept on disk, or made by other processes, are the bytes of a plain build; damage costs only time."""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.pages import Page

from generator.model.keeping import key_of
from generator.publish import page_content, page_store, page_workers
from generator.publish.mkdocs_site import PublishError
from generator.publish.page_content import Heading, PageContent, as_bytes, from_bytes
from generator.publish.page_store import ROUNDS, PageStore
from generator.publish.page_workers import Workers, local_workers
from generator.publish.rendered_pages import RenderedPages, _Pages
from tests.conftest import ROOT
from tests.test_live import DAY, _publish, project

__all__ = ["DAY", "project"]


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of all pages that Python-Markdown renders in this process."""
    seen, plain = [], page_content.PLAIN

    def render(page: Page, *rest: Any) -> None:
        seen.append(page.file.src_uri)
        plain(page, *rest)

    monkeypatch.setattr(page_content, "PLAIN", render)
    monkeypatch.setattr(page_content, "may_compose", lambda config: False)
    return seen


def kept(project: Path, **more: Any) -> dict[str, bytes]:
    """A build with what is kept in the project."""
    store = PageStore(project / "pages.sqlite")
    try:
        return _publish(project, "kept", RenderedPages(store, **more))
    finally:
        store.close()


def test_only_changed_pages_are_rendered_again(project: Path, rendering: list[str]) -> None:
    """The second build of another process renders nothing, and after a change only what shows it."""
    first = kept(project)
    assert len(rendering) > 10 and first == _publish(project, "plain", None)
    rendering.clear()
    assert kept(project) == first and rendering == []
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("Nova is fast.", "Nova is very fast."))
    second = kept(project)
    assert "claims/nova-is-fast.md" in rendering and "about.md" not in rendering
    assert second == _publish(project, "plain", None) != first


def test_a_page_that_went_is_noticed_by_those_that_lead_there(project: Path, rendering: list[str]) -> None:
    """A page whose own text stayed is rendered again, and refused, when what it links to is gone."""
    guide = project / "content" / "guide"
    (guide / "index.md").write_text("# Guide\n\n[more](more.md)\n")
    (guide / "more.md").write_text("# More\n")
    kept(project)
    (guide / "more.md").unlink()
    for _ in range(2):
        with pytest.raises(PublishError, match=r"more\.md"):
            kept(project)


@pytest.mark.parametrize(
    "harm",
    [
        lambda file: file.write_bytes(b"no database at all" * 100),
        lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
        lambda file: file.write_bytes(b""),
        lambda file: file.unlink(),
    ],
    ids=["other", "cut", "empty", "gone"],
)
def test_a_damaged_store_is_begun_anew(project: Path, harm: Callable[[Path], object]) -> None:
    """Whatever happened to the file: the site is the same, and the next build keeps pages again."""
    first = kept(project)
    harm(project / "pages.sqlite")
    assert kept(project) == first and kept(project) == first


def test_a_changed_result_is_not_believed(tmp_path: Path) -> None:
    """A result whose seal does not fit is not found."""
    file, key = tmp_path / "pages.sqlite", key_of("a")
    store = PageStore(file)
    store.put("shelf", key, b"content")
    store.settle("shelf")
    assert store.get("shelf", key) == b"content"
    store.close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE kept SET result = ?", (b"other",))
    raw.close()
    assert PageStore(file).get("shelf", key) is None


def test_what_nobody_asks_for_is_dropped(tmp_path: Path) -> None:
    """A result goes after some builds that did not use it; one that is used stays; a refused build keeps nothing."""
    store, old, new = PageStore(tmp_path / "pages.sqlite"), key_of("old"), key_of("new")
    store.put("shelf", old, b"old")
    store.settle("shelf")
    for _ in range(ROUNDS):
        store.put("shelf", new, b"new") if store.get("shelf", new) is None else None
        store.settle("shelf")
    assert store.get("shelf", new) == b"new" and store.get("shelf", old) is None
    store.put("shelf", old, b"refused")
    store.give_up()
    assert store.get("shelf", old) is None


def test_a_store_that_is_held_by_another_build_is_done_without(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes to the file, a build makes its pages and keeps nothing."""
    monkeypatch.setattr(page_store, "WAIT_SECONDS", 0.05)
    first = kept(project)
    other = sqlite3.connect(project / "pages.sqlite")
    other.execute("BEGIN EXCLUSIVE")
    assert kept(project) == first
    other.close()


class Failing(Executor):
    """An executor some of whose processes die, and whose others answer late and in any order."""

    def __init__(self, seed: int) -> None:
        self._chance, self._threads = random.Random(seed), ThreadPoolExecutor(2)

    def submit(self, task: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        """Runs the task, loses it, or lets it wait until it is taken back."""
        fate = self._chance.choice(("done", "died", "waiting"))
        if fate == "done":
            return self._threads.submit(task, *arguments, **named)
        lost: Future[Any] = Future()
        if fate == "died":
            lost.set_exception(OSError("the process died"))
        return lost


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_other_processes_change_no_byte(project: Path, monkeypatch: pytest.MonkeyPatch, seed: int | None) -> None:
    """Pages from other processes, even from such as die or never answer, are those of this one."""
    monkeypatch.setattr(page_workers, "BATCH", 3)
    monkeypatch.setattr(page_workers, "cores", lambda: 2)
    plain = _publish(project, "plain", None)
    if seed is not None:
        assert kept(project, workers=Workers(Failing(seed), 3)) == plain
        return
    with local_workers() as workers:
        assert workers is not None
        assert kept(project, workers=workers) == plain


def test_a_page_that_was_warned_of_elsewhere_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its build is refused, and so is the next one, which reads it again."""
    (project / "content" / "guide").mkdir(exist_ok=True)
    (project / "content" / "guide" / "odd.md").write_text("# Odd\n\n[nowhere](nowhere.md)\n")
    monkeypatch.setattr(page_workers, "BATCH", 3)
    for _ in range(2):
        with pytest.raises(PublishError, match="nowhere"):
            kept(project, workers=Workers(Failing(1), 3))


KILLED = """
import os, time
from generator.publish import page_workers
page_workers.cores = lambda: 2
with page_workers.local_workers() as workers:
    print(workers.executor.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends copies of a process with it")
def test_a_killed_build_leaves_no_process() -> None:
    """When a build is killed its other processes end too."""
    with subprocess.Popen([sys.executable, "-c", KILLED], cwd=ROOT, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout is not None
        other = int(build.stdout.readline())
        assert Path(f"/proc/{other}").exists()
        build.kill()
    for _ in range(100):
        if not Path(f"/proc/{other}").exists():
            return
        time.sleep(0.05)
    pytest.fail("the process is still there after five seconds")


words = st.text(max_size=20)
headings = st.recursive(
    st.just(()),
    lambda below: st.lists(st.builds(Heading, words, words, st.integers(1, 6), below), max_size=3).map(tuple),
    max_leaves=6,
)


@given(words, headings, words | st.none(), st.lists(words), st.lists(st.tuples(words, words | st.none())))
def test_content_comes_back_from_the_store(
    html: str,
    contents: tuple[Heading, ...],
    title: str | None,
    anchors: list[str],
    targets: list[tuple[str, str | None]],
) -> None:
    """What is kept of a page is what was made of it, letter for letter."""
    links = (("a.md", (("x", "a.md#x"),)),)
    content = PageContent(html, contents, title, tuple(anchors), links, tuple(targets), False)
    assert from_bytes(as_bytes(content)) == content


def test_beside_other_threads_workers_do_not_begin_as_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of a process with threads may hang; then each worker begins anew, when it is needed."""
    monkeypatch.setattr(page_workers, "cores", lambda: 2)
    done = threading.Event()
    beside = threading.Thread(target=done.wait)
    beside.start()
    try:
        with local_workers() as workers:
            assert workers is not None and multiprocessing.active_children() == []
    finally:
        done.set()
        beside.join()


def test_a_page_that_is_written_empty_is_not_kept(tmp_path: Path) -> None:
    """MkDocs leaves out a page of which the theme makes nothing; then there is no file to keep."""
    store = PageStore()
    pages = _Pages(store, "whole", "around", None)
    pages.plain = lambda *given, **named: None
    file = SimpleNamespace(src_uri="a.md", abs_dest_path=str(tmp_path / "a.html"))
    page = SimpleNamespace(file=file, content="", meta={}, toc=(), title="A", previous_page=None, next_page=None)
    config = SimpleNamespace(plugins=SimpleNamespace(events=defaultdict(list)))
    pages.write(cast(Any, page), cast(Any, config), None, cast(Any, SimpleNamespace(pages=[])))
    assert not (tmp_path / "a.html").exists() and store._asked == {}
