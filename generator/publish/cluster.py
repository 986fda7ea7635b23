"""Renders pages on a Dask cluster: workers that run the same program take batches, and refuse them if they do not."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.publish.configuration import content_grounds
from generator.publish.page_content import PageContent
from generator.publish.page_workers import Named, OtherSurroundings, Setting, Workers, rendered_batch, surroundings
from generator.read.input_seal import program_seal

BATCH = 100
"""Pages that go to a worker at once: a task costs the scheduler about 3 ms."""
ANSWER_SECONDS = 8.0
"""A scheduler that has just been started answers within that time."""
LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application")
"""Who tells by stack traces that a scheduler or a worker has gone, which is nothing that a build minds."""
ONE_AT_A_TIME = threading.Lock()
"""A worker may run several threads; what MkDocs warns of in one would be heard in all."""


class ClusterError(Exception):
    """There is no cluster to be had; the message is for the user."""


@lru_cache(maxsize=1)
def _own_seal() -> str:
    """The seal of the program as it was when this process first asked; the code that runs is not read again either."""
    return program_seal()


@lru_cache(maxsize=1)
def _agree(seal: str, setting: Setting) -> None:
    """Raises OtherSurroundings unless the program, the configuration and the libraries are those of the build."""
    if _own_seal() != seal:
        raise OtherSurroundings("it runs another program, or began before the program was installed anew")
    if not (Path(setting.root) / setting.docs).is_dir():
        raise OtherSurroundings(f"it sees no folder {Path(setting.root) / setting.docs}")
    surroundings.cache_clear()  # what it read for another build, or before it refused this one, may have changed
    config, _ = surroundings(setting)
    if content_grounds(Path(setting.root), config) != setting.grounds:
        raise OtherSurroundings("what it reads in mkdocs.yml is not what the build reads, or nobody can tell")


def sealed_batch(seal: str, setting: Setting, batch: Sequence[Named]) -> list[PageContent]:
    """Pages, by path and Markdown, to their content, on a worker; `seal` is that of the program that asks.

    Raises OtherSurroundings where other bytes might come out, RuntimeError where MkDocs gives up.
    """
    try:
        with ONE_AT_A_TIME:
            _agree(seal, setting)
            return rendered_batch(setting, batch)
    except SystemExit as error:  # MkDocs ends processes that it cannot serve, and Dask would end the worker
        raise RuntimeError(f"MkDocs gave up: {error!r}") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """While open, Dask does not tell on standard error what becomes of its connections, nor that batches are large."""
    import dask

    _dask()  # sets the levels of its loggers when it is loaded
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in LOGGERS]
    for logger, _ in before:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"}):
            yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


def _dask() -> Any:
    """The library, half of which has types; loading it takes a quarter of a second."""
    import distributed

    return distributed


async def _kind(address: str) -> str:
    """What of Dask answers at an address: `Scheduler`, if all is well."""
    connection = _dask().Security().get_connection_args("client")
    async with _dask().rpc(address, connection_args=connection) as node:
        return str((await node.identity())["type"])


def _ask(address: str) -> None:
    """Raises ClusterError unless a scheduler answers; Dask's client would wait for ever for a server of other kind."""
    try:
        with ThreadPoolExecutor(1) as apart:  # a loop may be running in this thread
            kind = apart.submit(lambda: asyncio.run(asyncio.wait_for(_kind(address), ANSWER_SECONDS))).result()
    except TimeoutError:
        raise ClusterError(f"no Dask scheduler answers at {address} within {ANSWER_SECONDS:.0f} seconds") from None
    except Exception as error:
        raise ClusterError(f"no Dask scheduler answers at {address}: {str(error) or type(error).__name__}") from error
    if kind != "Scheduler":
        raise ClusterError(f"at {address} there is no Dask scheduler, but one of its other parts ({kind.lower()})")


def _reason(error: Exception) -> str:
    """Why a worker did not render its pages."""
    if isinstance(error, OtherSurroundings):
        return str(error)
    if isinstance(error, CancelledError):
        return "no answer came"
    return f"it failed ({str(error) or type(error).__name__})"


@contextmanager
def cluster_workers(address: str, seal: str, tell: Callable[[str], None]) -> Iterator[Workers]:
    """The workers of the Dask scheduler at an address, as long as the context is open.

    `seal` is that of the program here. `tell` is given a sentence for every new reason for which a worker did not
    render its pages. Raises ClusterError where no scheduler answers within some seconds.
    """
    told: set[str] = set()

    def failed(error: Exception) -> None:
        reason = _reason(error)
        if reason not in told:
            told.add(reason)
            tell(f"pages that a worker was to render are rendered here: {reason}")

    with _quiet():
        _ask(address)
        client = _dask().Client(address, timeout=ANSWER_SECONDS, set_as_default=False)

        def at_once() -> int:
            """One batch a thread is in hand at a time; none where the scheduler does not answer."""
            try:
                return sum(client.sync(client.scheduler.ncores, callback_timeout=ANSWER_SECONDS).values())
            except Exception:
                return 0

        try:
            # no retries: what one worker refuses is done here; whose worker died is sent to the next by Dask itself
            executor = client.get_executor(pure=False, retries=0)
            yield Workers(executor, BATCH, partial(sealed_batch, seal), at_once, failed)
        finally:
            with suppress(Exception):
                client.close(timeout=ANSWER_SECONDS)
