"""Renders pages on several cores: batches of Markdown go to other processes, which read the configuration once."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.pages import Page

from generator.model.progress import Step, unheard
from generator.publish.configuration import dialect, page_configuration
from generator.publish.page_content import PageContent, page_content

BATCH = 6
"""Pages that go to another process of this machine at once."""
SILENCE_SECONDS = 30.0
"""When nothing has come back for so long, the rest is rendered here."""
PR_SET_PDEATHSIG = 1


Named = tuple[str, str]
"""A page's path and its Markdown."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What pages are rendered in: the project's folder, that of the Markdown, the title of the links beside headings, a
    text that differs whenever what content follows from does, one that differs whenever the list of files does, and the
    dialect of Markdown as it is in the process that asks."""

    root: str
    docs: str
    permalink_title: str
    grounds: str
    listed: str = ""
    dialect: str = ""


class OtherSurroundings(Exception):
    """A process would not render pages as the one that asks would; the message is for the user."""


@lru_cache(maxsize=1)
def surroundings(setting: Setting) -> tuple[MkDocsConfig, Files]:
    """The configuration and the files as MkDocs gathers them, read once by every process.

    Raises OtherSurroundings where Markdown is set otherwise here: by a plugin while it builds, or by the environment.
    """
    config = page_configuration(Path(setting.root), setting.docs, setting.permalink_title)
    if dialect(config) != setting.dialect:
        raise OtherSurroundings("Markdown is set otherwise than in the build")
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    set_exclusions(files, config)
    return config, files


def rendered_batch(setting: Setting, batch: Sequence[Named]) -> list[PageContent]:
    """Pages, by path and Markdown, to their content; runs in whatever process it is sent to."""
    config, files = surroundings(setting)
    made = []
    for path, markdown in batch:
        file = files.get_file_from_path(path)
        if file is None:
            raise LookupError(f"{path} is not among the files")
        page = Page(None, file, config)
        page.markdown, page.meta = markdown, {}
        made.append(page_content(page, config, files))
    return made


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _end_with_parent() -> None:
    """Has Linux end this process with the one that made it, even on `kill -9`: a copy holds its pipes open itself."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _untold(error: Exception) -> None:
    """Why another process failed does not matter where doing its work here will show it."""


def _none() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor with how it wants to be used: pages in a batch, the task that renders a batch there, how many batches
    it has in hand at a time where only it can tell, and who is told why a batch failed."""

    executor: Executor
    batch: int
    task: Callable[[Setting, Sequence[Named]], list[PageContent]] = rendered_batch
    at_once: Callable[[], int] = _none
    failed: Callable[[Exception], None] = _untold

    @property
    def fewest(self) -> int:
        """Fewer pages are rendered sooner than another process is there."""
        return 3 * self.batch

    def submit(self, setting: Setting, batch: Sequence[Named]) -> Future[list[PageContent]]:
        """Has a batch rendered; where the executor takes nothing any more, that is how the future ends."""
        try:
            return self.executor.submit(self.task, setting, batch)
        except Exception as error:
            refused: Future[list[PageContent]] = Future()
            refused.set_exception(error)
            return refused


@contextmanager
def local_workers() -> Iterator[Workers | None]:
    """A process for every core but this one's, as long as the context is open; None where there is one core.

    Where nothing else runs in this process they begin as copies of it, which takes no time.
    """
    if cores() < 2:
        yield None
        return
    forked = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    with ProcessPoolExecutor(cores() - 1, context, _end_with_parent if forked else None) as executor:
        if forked:
            executor.submit(os.getpid).result()  # all copies are made now, before there are threads
        yield Workers(executor, BATCH)


def rendered(
    workers: Workers,
    setting: Setting,
    pages: Sequence[Named],
    here: Callable[[Sequence[Named]], list[PageContent]],
    keep: Callable[[str, PageContent], None],
    step: Step = unheard,
) -> None:
    """Pages, by path and Markdown, to their content, which is given to `keep` with the path as it comes.

    What no other process has begun is done `here`, and so is what one could not finish, and all that is left when
    nothing has come back for a while: processes that die, or are not there at all, change nothing but the time. The
    step is told how many are done, here and there.
    """
    batches = [pages[start : start + workers.batch] for start in range(0, len(pages), workers.batch)]
    waiting = {workers.submit(setting, batch): batch for batch in batches}
    over: list[bool] = []
    for future in waiting:
        future.add_done_callback(lambda done: over.append(done.cancelled()))

    def take(batch: Sequence[Named], contents: list[PageContent]) -> None:
        for (path, _), content in zip(batch, contents, strict=True):
            keep(path, content)
        step(min(workers.batch * len(over), len(pages)), len(pages))

    at_once = workers.at_once()
    for future, batch in reversed(list(waiting.items())):
        if len(batches) - len(over) <= at_once:
            break
        if future.cancel():
            del waiting[future]
            take(batch, here(batch))
    while waiting:
        ended = [future for future in waiting if future.done()]  # `wait` overlooks some that were cancelled
        ended = ended or list(wait(waiting, SILENCE_SECONDS, FIRST_COMPLETED).done)
        for future in ended or list(waiting):
            batch = waiting.pop(future)
            take(batch, _finished(future, workers) or here(batch))


def _finished(future: Future[list[PageContent]], workers: Workers) -> list[PageContent] | None:
    """The result, or None where there is none: the process failed, or was waited for long enough."""
    future.cancel()
    try:
        return future.result(timeout=0)
    except Exception as error:
        workers.failed(error)
        return None
