"""Renders pages on several cores: batches of Markdown go to other processes, which read the configuration once."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.pages import Page

from generator.model.progress import Step, unheard
from generator.publish.configuration import page_configuration
from generator.publish.page_content import PageContent, page_content

BATCH = 6
"""Pages that go to another process at once."""
PR_SET_PDEATHSIG = 1
FEWEST = 3 * BATCH
"""Fewer pages are rendered sooner than a second process is there."""


Named = tuple[str, str]
"""A page's path and its Markdown."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What pages are rendered in: the project's folder, that of the Markdown, the title of the links beside headings, a
    text that differs whenever what content follows from does, and one that differs whenever the list of files does."""

    root: str
    docs: str
    permalink_title: str
    grounds: str
    listed: str = ""


@lru_cache(maxsize=1)
def _surroundings(setting: Setting) -> tuple[MkDocsConfig, Files]:
    """The configuration and the files as MkDocs gathers them, read once by every process."""
    config = page_configuration(Path(setting.root), setting.docs, setting.permalink_title)
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    set_exclusions(files, config)
    return config, files


def rendered_batch(setting: Setting, batch: Sequence[Named]) -> list[PageContent]:
    """Pages, by path and Markdown, to their content; runs in whatever process it is sent to."""
    config, files = _surroundings(setting)
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


@contextmanager
def local_workers() -> Iterator[Executor | None]:
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
        yield executor


def rendered(
    executor: Executor,
    setting: Setting,
    pages: Sequence[Named],
    here: Callable[[Sequence[Named]], list[PageContent]],
    step: Step = unheard,
) -> dict[str, PageContent]:
    """Pages, by path and Markdown, to their content by path.

    What no other process has begun is done `here`, and so is what one could not finish: processes that die, or are not
    there at all, change nothing but the time. The step is told how many are done, here and there.
    """
    batches = [pages[start : start + BATCH] for start in range(0, len(pages), BATCH)]
    futures = [executor.submit(rendered_batch, setting, batch) for batch in batches]
    done: list[Future[list[PageContent]]] = []
    for future in futures:
        future.add_done_callback(done.append)
    found: dict[str, PageContent] = {}
    for batch, future in zip(reversed(batches), reversed(futures), strict=True):
        contents = here(batch) if future.cancel() else _finished(future) or here(batch)
        found.update((path, content) for (path, _), content in zip(batch, contents, strict=True))
        step(min(BATCH * len(done), len(pages)), len(pages))
    return found


def _finished(future: Future[list[PageContent]]) -> list[PageContent] | None:
    """The result, or None where the process failed, whose reason doing it here will show."""
    try:
        return future.result()
    except Exception:
        return None
