"""Records of the search to Pagefind's files in the staged site, one bundle a language, kept from build to build.

Pagefind's program is asked directly: its Python client waits a tenth of a second for each answer, which is a minute for
a site of a few hundred pages.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind.service import get_executable

from generator.model.progress import Step, counted, unheard
from generator.model.search import SearchRecord

CACHE = ".cache/search"
FOLDER = "search"
"""The folder of an edition's bundles, each named after its language; the page of the search stands beside them."""
DIRECTORY = "search.json"
SIGNATURE = b"pagefind_dcd"
"""What Pagefind puts before everything it packs."""
CHUNK = "5000"
"""How many occurrences of words make one file of the index, a quarter of Pagefind's default: a reader loads less."""
KEPT_BUNDLES = 12
"""How many bundles the cache holds: those of a few editions, before and after a change."""
WANTED = re.compile(
    r"pagefind\.js|pagefind-entry\.json|pagefind\.[\w-]+\.pf_meta|wasm\.(?!unknown)[\w-]+\.pagefind|(fragment|index)/.+"
)
"""The files that our page loads; Pagefind's own interfaces and its worker are left out."""
FORM = "1"
"""Raised when the same records are to be indexed otherwise."""


class SearchIndexError(Exception):
    """The search could not be indexed; the message is for the user."""


class _Pagefind:
    """Pagefind's program as a service: each message is base64 of JSON and a comma, and has one answer."""

    def __init__(self, program: Path) -> None:
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        surroundings["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = CHUNK
        self._process = subprocess.Popen(
            [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings
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


def _plain(record: SearchRecord) -> dict[str, Any]:
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


def _facets(records: Sequence[SearchRecord]) -> dict[str, list[list[Any]]]:
    """The facets by name: each value's id, its label and the places of the pages that have it."""
    found: dict[str, dict[str, list[int]]] = {}
    for place, record in enumerate(records):
        for name, values in record.filters.items():
            for value in values:
                found.setdefault(name, {}).setdefault(value, []).append(place)
    return {
        name: [[*value.split(" ", 1), places] for value, places in sorted(values.items())]
        for name, values in sorted(found.items())
    }


def _ids(bundle: Path) -> Mapping[str, str]:
    """The name that Pagefind gave to the record of each address in a bundle."""
    names = {}
    for file in sorted((bundle / "fragment").iterdir()):
        record = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
        names[str(record["url"])] = file.name.removesuffix(".pf_fragment")
    return names


def _directory(bundles: Sequence[tuple[str, Sequence[SearchRecord], Path]]) -> dict[str, Any]:
    """What the browser needs besides Pagefind: per language, own first, the names of the records in it, and which
    page each is about, by its place among the own ones; and the facets."""
    own = bundles[0][1]
    place = {record.address: number for number, record in enumerate(own)}
    listed: list[dict[str, Any]] = []
    for language, records, bundle in bundles:
        names = _ids(bundle)
        about = {"places": [place[record.address] for record in records]} if listed else {}
        listed.append({"language": language, "ids": [names[record.address] for record in records], **about})
    return {"bundles": listed, "facets": _facets(own)}


def _made(records: Sequence[Mapping[str, Any]], target: Path, step: Step) -> None:
    """One bundle in `target`, made beside it and moved there whole.

    Pagefind answers with the files: those that it writes itself may still be empty when it says that it is done.
    """
    making = target.with_name(f"{target.name}-{os.getpid()}")
    shutil.rmtree(making, ignore_errors=True)
    with _Pagefind(_program()) as pagefind:
        index = pagefind.ask("NewIndex", config={})["index_id"]
        for record in counted(records, step):
            pagefind.ask("AddRecord", index_id=index, **record)
        found = pagefind.ask("GetFiles", index_id=index)["files"]
    files = {file["path"]: base64.b64decode(file["content"]) for file in found}
    told = json.loads(files["pagefind-entry.json"])["languages"].values()
    if sum(language["page_count"] for language in told) != len(records):
        raise SearchIndexError("Pagefind has left out a record")
    for path, content in sorted(files.items()):
        if WANTED.fullmatch(path):
            (making / path).parent.mkdir(parents=True, exist_ok=True)
            (making / path).write_bytes(content)
    if not target.is_dir():
        making.rename(target)
    shutil.rmtree(making, ignore_errors=True)


def _forgotten(cache: Path) -> None:
    """Deletes all but the bundles that were used last."""
    bundles = sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for bundle in bundles[KEPT_BUNDLES:]:
        shutil.rmtree(bundle, ignore_errors=True)


def place_bundles(root: Path, site: Path, records: Sequence[SearchRecord], own: str, step: Step = unheard) -> None:
    """Puts the search of one edition into its folder `site`: bundles made anew, or taken from the project's cache.

    The cache goes by the records and Pagefind's version, and may be deleted at any time. Raises SearchIndexError.
    """
    if not records:
        return
    languages = sorted({record.language for record in records}, key=lambda language: (language != own, language))
    bundles = []
    for language in languages:
        spoken = sorted((record for record in records if record.language == language), key=lambda one: one.address)
        plain = [_plain(record) for record in spoken]
        key = json.dumps([FORM, version("pagefind"), CHUNK, plain], ensure_ascii=False, sort_keys=True)
        kept = root / CACHE / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        if not kept.is_dir():
            _made(plain, kept, step)
        os.utime(kept)
        shutil.rmtree(site / FOLDER / language, ignore_errors=True)
        shutil.copytree(kept, site / FOLDER / language)
        bundles.append((language, spoken, kept))
    directory = json.dumps(_directory(bundles), ensure_ascii=False, separators=(",", ":"))
    (site / FOLDER / DIRECTORY).write_text(directory + "\n", "utf-8")
    _forgotten(root / CACHE)
