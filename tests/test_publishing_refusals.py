"""What publishing leans on may refuse, end or be missing: that is told, or done without, and changes no byte."""

from __future__ import annotations

import base64
import json
import os
import struct
import sys
import zipfile
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import Files

from generator.model.search import SearchRecord
from generator.publish import cluster, configuration, mkdocs_site, page_workers, printed, search_index, standing
from generator.publish.editions import edition_of
from generator.publish.pack_file import MOST_BYTES, PackRefused, unzipped, zipped
from generator.publish.page_content import _Looked
from generator.publish.page_store import PageStore
from generator.publish.page_workers import OtherSurroundings, Setting, Workers, local_workers, rendered_batch
from generator.publish.search_bundles import FOLDER as SEARCH
from generator.publish.search_index import SearchIndexError, indexed
from tests.test_cluster import settled
from tests.test_live import DAY, _publish, project

__all__ = ["project", "settled"]

RECORD = SearchRecord("page/", "en", "Title", "words", {}, {})


def answering(folder: Path, *payloads: object) -> Path:
    """A program that answers requests as Pagefind's would, in this order, and then ends."""
    program = folder / "pagefind"
    answers = [base64.b64encode(json.dumps({"payload": payload}).encode()).decode() + "," for payload in payloads]
    asked = f"""
import os, sys
for answer in {answers!r}:
    request = b""
    while not request.endswith(b","):
        request += os.read(0, 1)
    os.write(1, answer.encode())
"""
    program.write_text(f"#!{sys.executable}\n{asked}", "utf-8")
    program.chmod(0o755)
    return program


INDEX, TAKEN = {"type": "NewIndex", "index_id": 0}, {"type": "IndexedFile"}
ENTRY = base64.b64encode(json.dumps({"languages": {"en": {"page_count": 0}}}).encode()).decode()
REFUSED = {
    "an error": ([INDEX, {"type": "Error", "message": "no such words"}], "refuses AddRecord: no such words"),
    "no answer": ([INDEX], "has ended"),
    "nothing at all": ([], "has ended"),
    "a record too few": (
        [INDEX, TAKEN, {"type": "GetFiles", "files": [{"path": "pagefind-entry.json", "content": ENTRY}]}],
        "left out a record",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_index_that_is_not_whole_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search's program refuses, ends early or loses a record, that is said, and there is no index."""
    payloads, words = REFUSED[name]
    monkeypatch.setattr(search_index, "get_executable", lambda: str(answering(tmp_path, *payloads)))
    with pytest.raises(SearchIndexError, match=words):
        indexed([RECORD])


def test_a_search_program_that_has_gone_takes_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ended before it was asked is told of as ended, not as a broken pipe."""
    monkeypatch.setattr(search_index, "get_executable", lambda: "/bin/true")
    with search_index._Pagefind(search_index._program()) as pagefind:
        pagefind._process.wait()
        with pytest.raises(SearchIndexError, match="Pagefind has ended: "):
            pagefind.ask("NewIndex", config={})


def test_without_its_program_there_is_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system for which no program is brought, what to install is said."""
    monkeypatch.setattr(search_index, "get_executable", lambda: None)
    with pytest.raises(SearchIndexError, match="install pagefind_bin"):
        indexed([RECORD])


def test_a_search_program_without_pipes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that cannot be spoken to is refused in words."""
    monkeypatch.setattr(search_index, "get_executable", lambda: "/bin/true")
    with search_index._Pagefind(search_index._program()) as pagefind, monkeypatch.context() as without:
        without.setattr(pagefind._process, "stdout", None)
        with pytest.raises(SearchIndexError, match="cannot be spoken to"):
            pagefind.ask("NewIndex", config={})


def damaged(content: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """A zip with some bytes changed, counted from the last place of a signature."""
    at = content.rindex(signature) + offset
    return content[:at] + value + content[at + len(value) :]


def test_an_encrypted_pack_is_refused() -> None:
    """A file that says it is encrypted is named, and nothing is unpacked."""
    content = damaged(zipped({"a": b"x"}), b"PK\x01\x02", 8, struct.pack("<H", 1))
    with pytest.raises(PackRefused, match="a is encrypted"):
        unzipped(content)


def test_a_pack_whose_list_points_elsewhere_is_refused() -> None:
    """Where no file begins at the place that the list of files tells, the file is named."""
    content = damaged(zipped({"a": b"x" * 40}), b"PK\x01\x02", 42, struct.pack("<I", 5))
    with pytest.raises(PackRefused, match="a does not begin where the list of files says"):
        unzipped(content)


def test_a_pack_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Larger than the bound, it is refused before anything in it is read."""
    opened: list[object] = []
    monkeypatch.setattr(zipfile, "ZipFile", opened.append)
    with pytest.raises(PackRefused, match=f"larger than {MOST_BYTES // 1024 // 1024} MiB"):
        unzipped(bytes(MOST_BYTES + 1))
    assert not opened


def test_a_browser_that_is_no_program_prints_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be started is told of by its name alone, without its folder."""
    browser = tmp_path / "browser"
    browser.write_bytes(b"\x00\x01no program")
    browser.chmod(0o755)
    monkeypatch.setattr(printed, "BROWSERS", (str(browser),))
    with pytest.raises(printed.NotPrinted, match=r"^browser could not be started$"):
        printed.printed(b"<!doctype html>")


def test_where_no_links_can_be_made_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands is copied where the file system has no links, into folders that are made for it, with its time."""

    def refused(*_: object) -> None:
        raise OSError("no links here")

    file, target = tmp_path / "page.html", tmp_path / "staged" / "claims" / "page.html"
    file.write_text("words", "utf-8")
    os.utime(file, (5, 5))
    monkeypatch.setattr(os, "link", refused)
    standing.link_to(file, target)
    assert (target.read_text("utf-8"), target.stat().st_mtime) == ("words", 5)
    assert target.stat().st_ino != file.stat().st_ino


def test_a_file_that_went_has_no_stamp(tmp_path: Path) -> None:
    """A file that is not there has the stamp of none."""
    assert standing.stamp(tmp_path / "gone") == (0, 0)


def test_a_library_that_is_missing_has_no_version() -> None:
    """What may be installed or not counts with an empty version, so that installing it makes content anew."""
    assert configuration._version("no-such-library-here") == ""
    assert configuration._version("mkdocs").startswith("1.")


def test_the_wrapped_files_answer_as_the_files_do() -> None:
    """What links ask of the files beside the page at an address is answered by the files themselves."""
    wrapped = _Looked(Files([]))
    assert len(wrapped.documentation_pages()) == 0
    assert wrapped.get_file_from_path("gone.md") is None and wrapped.seen == {"gone.md": None}


def test_on_one_core_nobody_else_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one core there are no workers to wait for."""
    monkeypatch.setattr(page_workers, "cores", lambda: 1)
    with local_workers() as workers:
        assert workers is None


def test_an_executor_that_is_shut_ends_the_future_with_its_reason() -> None:
    """What an executor takes no more becomes a future that has failed, so that the pages are rendered here."""

    class Shut:
        def submit(self, *_: object) -> None:
            raise RuntimeError("shut down")

    future = Workers(Shut(), 1).submit(Setting("", "", "", ""), [("index.md", "")])  # type: ignore[arg-type]
    assert isinstance(future.exception(timeout=0), RuntimeError)


def test_reasons_of_workers_are_told_in_words() -> None:
    """Why pages came back unrendered: it refused, nobody answered, or it failed."""
    assert cluster._reason(OtherSurroundings("it sees no folder")) == "it sees no folder"
    assert cluster._reason(CancelledError()) == "no answer came"
    assert cluster._reason(ValueError()) == "it failed (ValueError)"
    assert cluster._reason(ValueError("words")) == "it failed (words)"


def test_a_worker_where_mkdocs_gives_up_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where MkDocs would end the process, the worker tells that it gave up, and lives."""

    def gives_up(*_: object) -> None:
        raise SystemExit("no theme")

    monkeypatch.setattr(cluster, "_agree", lambda *_: None)
    monkeypatch.setattr(cluster, "rendered_batch", gives_up)
    with pytest.raises(RuntimeError, match="MkDocs gave up: SystemExit"):
        cluster.sealed_batch("", Setting("", "", "", ""), [])


@pytest.mark.parametrize(("error", "words"), [(OSError("refused"), "refused"), (OSError(), "OSError")])
def test_a_scheduler_that_cannot_be_asked_is_an_error(
    error: OSError, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why nobody answers is told in the words of the error, or by its kind where it has none."""

    async def fails(address: str) -> str:
        raise error

    monkeypatch.setattr(cluster, "_kind", fails)
    with pytest.raises(cluster.ClusterError, match=f"^no Dask scheduler answers at tcp://x: {words}$"):
        cluster._ask("tcp://x")


class Scheduler:
    """What stands for Dask's client: it has two threads, or does not answer."""

    scheduler = SimpleNamespace(ncores=None)

    def __init__(self, *_: object, **__: object) -> None:
        self.answers = True

    def sync(self, *_: object, **__: object) -> dict[str, int]:
        """The threads of each worker."""
        if not self.answers:
            raise TimeoutError
        return {"one": 2, "other": 1}

    def get_executor(self, **_: object) -> Scheduler:
        """Itself."""
        return self

    def close(self, **_: object) -> None:
        """Fails, as one does whose scheduler has gone."""
        raise OSError


def test_a_scheduler_that_falls_silent_has_no_batch_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its threads are counted as long as it answers; then none is waited for, and each reason is told once."""
    dask, told = SimpleNamespace(Client=Scheduler), list[str]()
    monkeypatch.setattr(cluster, "_ask", lambda address: None)
    monkeypatch.setattr(cluster, "_dask", lambda: dask)
    with cluster.cluster_workers("tcp://x", "", told.append) as workers:
        assert workers.at_once() == 3
        workers.executor.answers = False  # type: ignore[attr-defined]
        assert workers.at_once() == 0
        for _ in range(2):
            workers.failed(CancelledError())
        workers.failed(ValueError("words"))
    assert told == [
        "pages that a worker was to render are rendered here: no answer came",
        "pages that a worker was to render are rendered here: it failed (words)",
    ]


def test_other_processes_refuse_what_they_would_make_otherwise(settled: Setting) -> None:
    """A process in which Markdown is set otherwise renders nothing, nor does one that lacks a page."""
    page_workers.surroundings.cache_clear()
    with pytest.raises(OtherSurroundings, match="Markdown is set otherwise"):
        rendered_batch(replace(settled, dialect="another"), [("index.md", "# Home\n")])
    with pytest.raises(LookupError, match=r"gone\.md is not among the files"):
        rendered_batch(settled, [("gone.md", "# Gone\n")])
    page_workers.surroundings.cache_clear()


def test_a_search_that_cannot_be_indexed_stops_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search's program refuses is told as a reason for which nothing is published."""

    def refused(*_: object) -> None:
        raise SearchIndexError("Pagefind has ended")

    monkeypatch.setattr(mkdocs_site, "place_bundles", refused)
    with pytest.raises(mkdocs_site.PublishError, match=r"^the search cannot be indexed: Pagefind has ended$"):
        mkdocs_site.publish_search(tmp_path, tmp_path, (edition_of("en", "en", {}),))


def test_content_of_extensions_without_a_version_is_made_anew(settled: Setting) -> None:
    """An extension that is named by its module may change without any version: then nothing is known of content."""
    root = Path(settled.root)
    config = configuration.page_configuration(root, "build/docs", "")
    assert configuration.content_grounds(root, config) == settled.grounds
    config.markdown_extensions.append("tests.markdown_extension")
    assert configuration.content_grounds(root, config) is None


def test_what_a_browser_prints_is_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are those that the browser wrote to the place it was given, after one try that failed."""
    browser = tmp_path / "browser"
    script = f"""#!/bin/sh
if [ ! -e {tmp_path}/tried ]; then touch {tmp_path}/tried; exit 1; fi
for option in "$@"; do case "$option" in --print-to-pdf=*) printf PDF > "${{option#--print-to-pdf=}}";; esac; done
"""
    browser.write_text(script, "utf-8")
    browser.chmod(0o755)
    monkeypatch.setattr(printed, "BROWSERS", (str(browser),))
    assert printed.printed(b"<!doctype html>") == b"PDF"


def test_until_a_new_search_is_made_the_last_one_stays(project: Path) -> None:
    """A site that is published without its search keeps the files of the last one's, and nothing else of it."""
    _publish(project, "kept", None)
    site, edition = project / "kept", replace(edition_of("en", "en", {}), records=(RECORD,))
    mkdocs_site.publish_search(project, site, (edition,))
    made = {path: path.read_bytes() for path in (site / SEARCH).rglob("*") if path.is_file()}
    (site / "old.html").write_text("old", "utf-8")
    mkdocs_site.publish(project, DAY, site, (edition,), search_later=True)
    assert len(made) > 3 and all(path.read_bytes() == content for path, content in made.items())
    assert not (site / "old.html").exists()


def test_what_mkdocs_cannot_build_leaves_the_last_site(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of MkDocs' own is told in its words; the site that is published stays, to the byte."""
    first = _publish(project, "kept", None)

    def fails(config: object) -> None:
        raise BuildError("no such thing")

    monkeypatch.setattr(mkdocs_site, "build", fails)
    with pytest.raises(mkdocs_site.PublishError, match=r"^MkDocs cannot build: no such thing$"):
        mkdocs_site.publish(project, DAY, project / "kept", (edition_of("en", "en", {}),))
    site = project / "kept"
    assert {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()} == first


@pytest.mark.parametrize("before", [None, "86400"])
def test_the_day_of_a_build_is_lent_to_mkdocs(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """While pages are made the clock that MkDocs asks says the day of the build; afterwards it is as it was."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if before is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    with mkdocs_site._build_date(date(1970, 1, 11)):
        assert os.environ["SOURCE_DATE_EPOCH"] == str(10 * 86400)
    assert os.environ.get("SOURCE_DATE_EPOCH") == before


def test_where_nothing_stands_nothing_is_noted() -> None:
    """Without a site that could stand, a build keeps no word of it for the next one."""
    store = PageStore()
    standing.Standing(store, "en", None, {}, "").publish()
    assert not store.holds("standing en", standing.key_of("en"))
    kept = standing.Standing(store, "en", Path("site"), {}, "")
    kept.publish()
    assert store.holds("standing en", standing.key_of("en"))
