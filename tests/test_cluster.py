"""A build on a Dask cluster writes the bytes of a plain build, whatever becomes of the workers; where there is no
cluster to be had, it says so."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.corpora import make_corpus
from generator.cli import main
from generator.publish import cluster
from generator.publish.cluster import sealed_batch
from generator.publish.cluster_address import is_address
from generator.publish.configuration import content_grounds, dialect, lay_out, page_configuration
from generator.publish.page_workers import OtherSurroundings, Setting
from tests.conftest import ROOT, overlay

CLAIMS, BATCH, DAY = 60, 20, "2026-01-01"
RENDERED_HERE = "pages that a worker was to render are rendered here"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
PATIENCE_SECONDS = 120
BUILD = f"""
from generator.publish import cluster, page_workers
cluster.BATCH, page_workers.SILENCE_SECONDS = {BATCH}, {PATIENCE_SECONDS / 2}
from generator.cli import main
main()
"""
"""The command, with batches that fit a small project, and with patience for a machine that is busy otherwise."""
COUNTING = """
import os
from pathlib import Path
from generator.publish import cluster
from generator.publish.page_workers import rendered_batch as plain
def counting(setting, batch):
    with Path({marks!r}, f"{{os.getpid()}}").open("a") as mark:
        mark.write(f"{{len(batch)}}\\n")
    return plain(setting, batch)
cluster.rendered_batch = counting
"""
"""Loaded by a worker: it notes how many pages it is given."""
STUCK = (
    COUNTING
    + """
import time
plain = lambda setting, batch: time.sleep(600)
"""
)
"""Loaded by a worker that never comes to an end with its first batch."""


def until(there: Callable[[], bool], what: str) -> None:
    """Waits for something that must come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not there():
        assert time.monotonic() < end, f"no {what} after {PATIENCE_SECONDS} seconds"
        time.sleep(0.05)


class Cluster:
    """A scheduler on this machine, and the workers that have joined it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.marks = folder, folder / "marks"
        self._processes: list[subprocess.Popen[bytes]] = []
        self.marks.mkdir(parents=True)
        told = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        until(lambda: told.is_file() and told.read_bytes().endswith(b"}"), "scheduler")
        self.address = str(json.loads(told.read_bytes())["address"])

    def _start(self, part: str, *options: str, path: Path = ROOT) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", part, "--no-dashboard", *options]
        environment = {**ENVIRONMENT, "PYTHONPATH": f"{ROOT}{os.pathsep}{path}"}
        with (self.folder / f"log-{len(self._processes)}.txt").open("wb") as log:
            started = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self._processes.append(started)
        return started

    def join(self, count: int, preload: str = COUNTING, path: Path = ROOT) -> list[subprocess.Popen[bytes]]:
        """Starts more workers, and waits until they have joined; `path` is where they find libraries besides."""
        code = self.folder / f"preload_{len(self._processes)}.py"
        code.write_text(preload.format(marks=str(self.marks)))
        first = len(self._processes)
        options = ("--no-nanny", "--nthreads", "1", "--preload", str(code), "--local-directory", str(self.folder))
        joined = [self._start("worker", self.address, *options, path=path) for _ in range(count)]
        logs = [self.folder / f"log-{first + number}.txt" for number in range(count)]
        until(lambda: all(b"Registered to" in log.read_bytes() for log in logs), "worker")
        return joined

    def counted(self) -> list[int]:
        """The sizes of all batches that workers were given."""
        return [int(line) for mark in sorted(self.marks.iterdir()) for line in mark.read_text().split()]

    def end(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()


@contextmanager
def dask_cluster(folder: Path) -> Iterator[Cluster]:
    """A scheduler that workers may join; all of them end with the context."""
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.end()


@contextmanager
def building(project: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A build from nothing in a process of its own."""
    for left in (".cache", "build", "site"):
        shutil.rmtree(project / left, ignore_errors=True)
    command = [sys.executable, "-c", BUILD, "build", "--project", str(project), "--as-of", DAY, *options]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as build:
        try:
            yield build
        finally:
            build.kill()


def built(project: Path, *options: str) -> tuple[dict[str, bytes], str]:
    """The files of a site built from nothing, and what the build told."""
    with building(project, *options) as build:
        _, told = build.communicate(timeout=PATIENCE_SECONDS)
    assert build.returncode == 0, told
    return site_of(project), told


def site_of(project: Path) -> dict[str, bytes]:
    site = project / "site"
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up project of more pages than a build keeps for itself."""
    folder = tmp_path_factory.mktemp("cluster") / "project"
    make_corpus(folder, CLAIMS)
    return folder


@pytest.fixture(scope="module")
def plain(project: Path) -> dict[str, bytes]:
    """The site as this machine builds it."""
    return built(project)[0]


def test_four_workers_change_no_byte(project: Path, plain: dict[str, bytes], tmp_path: Path) -> None:
    """Four workers render most of the pages, and the site is that of a plain build."""
    with dask_cluster(tmp_path) as dask:
        dask.join(4)
        site, told = built(project, "--scheduler", dask.address)
        assert site == plain
        assert sum(dask.counted()) >= 3 * BATCH and max(dask.counted()) == BATCH
        assert RENDERED_HERE not in told and "Traceback" not in told


def test_killed_workers_change_no_byte(project: Path, plain: dict[str, bytes], tmp_path: Path) -> None:
    """Two of four workers are killed with pages in their hands: the others render these, and no byte differs."""
    with dask_cluster(tmp_path) as dask:
        doomed = [*dask.join(2, STUCK), *dask.join(2)][:2]
        with building(project, "--scheduler", dask.address) as build:
            until(lambda: all((dask.marks / str(worker.pid)).is_file() for worker in doomed), "batch in both hands")
            assert build.poll() is None
            for worker in doomed:
                worker.send_signal(signal.SIGKILL)
            _, told = build.communicate(timeout=PATIENCE_SECONDS)
        assert build.returncode == 0 and site_of(project) == plain
        assert RENDERED_HERE not in told and "Traceback" not in told


def test_another_program_renders_nothing(project: Path, plain: dict[str, bytes], tmp_path: Path) -> None:
    """A worker with one library more refuses all pages, and the build says so once and renders them itself."""
    (tmp_path / "more" / "stranger-1.0.dist-info").mkdir(parents=True)
    with dask_cluster(tmp_path / "dask") as dask:
        dask.join(1, path=tmp_path / "more")
        site, told = built(project, "--scheduler", dask.address)
        assert site == plain and dask.counted() == []
        assert told.count(RENDERED_HERE) == told.count("it runs another program") == 1


def test_a_cluster_without_workers_is_done_without(project: Path, plain: dict[str, bytes], tmp_path: Path) -> None:
    """Where no worker has joined, the build renders all pages itself."""
    with dask_cluster(tmp_path) as dask:
        assert built(project, "--scheduler", dask.address)[0] == plain


@pytest.fixture
def settled(tmp_path: Path) -> Setting:
    """The small project, and what its pages are rendered in."""
    root = overlay(tmp_path / "project")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    lay_out(root)
    docs = root / "build" / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Home\n")
    config = page_configuration(root, "build/docs", "")
    return Setting(str(root), "build/docs", "", content_grounds(root, config) or "", "", dialect(config))


def test_other_surroundings_are_refused(settled: Setting) -> None:
    """Another mkdocs.yml or none of the folders: a worker refuses, until they are those of the build."""
    seal, page = cluster.program_seal(), [("index.md", "# Home\n")]
    written, root = Path(settled.root) / "mkdocs.yml", Path(settled.root)
    right = written.read_text()
    with pytest.raises(OtherSurroundings, match="another program"):
        sealed_batch("another", settled, page)
    written.write_text(f"{right}# another version of it\n")
    with pytest.raises(OtherSurroundings, match=r"mkdocs\.yml"):
        sealed_batch(seal, settled, page)
    written.write_text(right)
    assert "Home" in sealed_batch(seal, settled, page)[0].html
    root.rename(root.with_name("elsewhere"))
    cluster._agree.cache_clear()
    with pytest.raises(OtherSurroundings, match="it sees no folder"):
        sealed_batch(seal, settled, page)


def build_with(address: str, tmp_path: Path) -> tuple[int, str]:
    """The exit code of a build of the small project, and all that it printed."""
    root = overlay(tmp_path / "project")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    result = CliRunner().invoke(main, ["build", "--project", str(root), "--scheduler", address])
    assert not (root / "site").exists()
    assert isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize("other", [False, True], ids=["nobody", "another server"])
def test_no_scheduler_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], other: bool
) -> None:
    """Where nobody answers, or something that is no scheduler listens, a build ends with one sentence on it."""
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1.0)
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        if other:
            listening.listen()
        address = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        code, told = build_with(address, tmp_path)
    assert code == 2 and f"error: no Dask scheduler answers at {address}" in told
    assert "Traceback" not in told + capfd.readouterr().err


def test_a_worker_is_no_scheduler(tmp_path: Path) -> None:
    """The address of a worker is told from that of a scheduler."""
    with dask_cluster(tmp_path / "dask") as dask:
        dask.join(1)
        log = (dask.folder / "log-1.txt").read_text()
        address = log.split("Start worker at:")[1].split()[0]
        code, told = build_with(address, tmp_path)
    assert code == 2 and "there is no Dask scheduler" in told and "worker" in told


ADDRESSES = ("127.0.0.1:8786", "tcp://10.0.0.1:1", "tls://scheduler.example:65535", "tcp://[::1]:8786", "localhost:80")
OTHERS = ("", "8786", "localhost", "tcp://", "tcp://a", "http://a:1", "inproc://a:1", "a b:1", "a:0", "a:65536", "a:x")


@pytest.mark.parametrize("told", [*ADDRESSES, *OTHERS])
def test_addresses_are_told_from_other_texts(told: str) -> None:
    """A host with a port is an address, perhaps after tcp:// or tls://; nothing else is."""
    assert is_address(told) == (told in ADDRESSES)


@pytest.mark.parametrize("told", ["", "nowhere", "http://127.0.0.1:8786"])
def test_what_is_no_address_is_a_wrong_option(tmp_path: Path, told: str) -> None:
    """The build says how an address is written, and does nothing else."""
    code, printed = build_with(told, tmp_path)
    assert code == 2 and "Usage:" in printed and "tcp://127.0.0.1:8786" in printed


def test_without_dask_the_option_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library is not there, the option names the command that installs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, printed = build_with("tcp://127.0.0.1:8786", tmp_path)
    assert code == 2 and "pip install 'claim-briefs[cluster]'" in printed
