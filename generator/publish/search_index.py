"""Records of the search to Pagefind's files, one bundle of them at a time.

Pagefind's program is asked directly: its Python client waits a tenth of a second for each answer, which is a minute for
a site of a few hundred pages.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from pagefind.service import get_executable

from generator.model.progress import Step, counted, unheard
from generator.model.search import SearchRecord

SIGNATURE = b"pagefind_dcd"
"""What Pagefind puts before everything it packs."""
FRAGMENT = ".pf_fragment"
"""How the file of one record is called."""
OTHERWISE = re.compile(r"^(?:\./)+")
"""Before an address it means nothing, and gives a record another name."""
CHUNK = "5000"
"""How many occurrences of words make one file of the index, a quarter of Pagefind's default: a reader loads less."""
WANTED = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.[\w-]+\.pf_meta|wasm\.(?!unknown)[\w-]+\.pagefind|(fragment|index)/.+"
)
"""The files that our page loads; Pagefind's own interfaces and its worker are left out."""


class SearchIndexError(Exception):
    """The search could not be indexed; the message is for the user."""


class _Pagefind:
    """Pagefind's program as a service: each message is base64 of JSON and a comma, and has one answer."""

    def __init__(self, program: Path) -> None:
        # In its own folder it finds no settings that somebody has put into the project, nor any in the environment,
        # where it would also stop at a variable that is not UTF-8.
        surroundings = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
        self._process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings, cwd=program.parent
        )
        self._asked = 0

    def __enter__(self) -> _Pagefind:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, kind: str, **payload: object) -> Mapping[str, Any]:
        """Sends one request and returns its answer; SearchIndexError where Pagefind refuses or has gone."""
        self._asked += 1
        message = json.dumps({"message_id": self._asked, "payload": {"type": kind, **payload}})
        stdin, stdout = self._pipes()
        try:
            stdin.write(base64.b64encode(message.encode("utf-8")) + b",")
            stdin.flush()
        except OSError as error:
            raise SearchIndexError(f"Pagefind has ended: {error}") from error
        answer = bytearray()
        while not answer.endswith(b","):
            piece = os.read(stdout.fileno(), 1 << 20)
            if not piece:
                raise SearchIndexError("Pagefind has ended without an answer")
            answer += piece
        found: Mapping[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
        if found["type"] == "Error":
            raise SearchIndexError(f"Pagefind refuses {kind}: {found['message']}")
        return found

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise SearchIndexError("Pagefind cannot be spoken to")
        return stdin, stdout


def _program() -> Path:
    found = get_executable()
    if found is None:
        raise SearchIndexError("Pagefind's program is missing: install pagefind_bin for this system")
    return Path(found)


def plain_address(address: str) -> str:
    """An address without what was put before it to give its record another name."""
    return OTHERWISE.sub("", address)


def plain_record(record: SearchRecord) -> dict[str, Any]:
    """A record as Pagefind takes it, without its facets: their files would differ from one build to the next."""
    titled = {"title": record.title} if record.title else {}
    return {
        "url": record.address,
        "content": record.text,
        "language": record.language,
        "meta": {**titled, **dict(sorted(record.meta.items()))},
        "filters": {},
        "sort": {},
    }


def indexed(records: Sequence[SearchRecord], step: Step = unheard) -> tuple[dict[str, bytes], dict[str, str]]:
    """Records of one language to the files of a bundle by their path, and Pagefind's name for each record by address.

    The step is told how many are taken in. Raises SearchIndexError. Pagefind answers with the files: those that it
    writes itself may still be empty when it says that it is done.
    """
    with _Pagefind(_program()) as pagefind:
        index = pagefind.ask("NewIndex", config={})["index_id"]
        for record in counted(records, step):
            pagefind.ask("AddRecord", index_id=index, **plain_record(record))
        found = pagefind.ask("GetFiles", index_id=index)["files"]
    files = {file["path"]: base64.b64decode(file["content"]) for file in found}
    told = json.loads(files["pagefind-entry.json"])["languages"].values()
    if sum(language["page_count"] for language in told) != len(records):
        raise SearchIndexError("Pagefind has left out a record")
    wanted = {path: content for path, content in sorted(files.items()) if WANTED.fullmatch(path)}
    return wanted, dict(_named(path, content) for path, content in wanted.items() if path.endswith(FRAGMENT))


def _named(path: str, content: bytes) -> tuple[str, str]:
    """The address of the record in a file of a bundle, and the name that Pagefind gave to the record."""
    record = json.loads(gzip.decompress(content).removeprefix(SIGNATURE))
    return plain_address(str(record["url"])), path.rpartition("/")[2].removesuffix(FRAGMENT)
