"""The search of an edition in the staged site: bundles of records, kept from build to build."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.model.progress import Step, unheard
from generator.model.search import SearchRecord
from generator.publish.folder import naming, remove, write_whole
from generator.publish.sealed_files import read_sealed, write_sealed
from generator.publish.search_index import CHUNK, indexed, plain_address, plain_record
from generator.publish.standing import link_to, stamp

CACHE = ".cache/search"
WITHOUT_CACHE = "build/search"
"""Where bundles lie if nothing can be written to the cache."""
FOLDER = "search"
"""The folder of an edition's bundles, each named after its language; the page of the search stands beside them."""
DIRECTORY = "search.json"
LARGEST = 2000
"""How many records a bundle holds; those of a larger language are dealt out to several, of which one change touches
one. The browser asks them all, with the program of the first."""
CONTENTS = "contents.json"
"""What a kept bundle holds: the names of its records by address, and its files with their stamps."""
SHARED = ("pagefind.js", "wasm.")
"""What only the first bundle of a language needs."""
KEPT_BUNDLES, ROUNDS = 12, 4
"""How many bundles the cache holds at least, those of a few editions, before and after a change; of editions with more
of them, those of so many builds."""
FORM = "2"
"""Raised when the same records are to be indexed otherwise."""


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle in the cache: its folder, the names of its records by address, and its files."""

    folder: Path
    names: Mapping[str, str]
    files: tuple[str, ...]


def _parts(records: Sequence[SearchRecord]) -> list[list[SearchRecord]]:
    """The records of one language in as few parts as they need; a record's part follows from its address alone."""
    count = -(-len(records) // LARGEST)
    parts: list[list[SearchRecord]] = [[] for _ in range(count)]
    for record in records:
        digest = hashlib.blake2b(record.address.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        parts[int.from_bytes(digest, "big") % count].append(record)
    return [part for part in parts if part]


def _held(folder: Path) -> _Bundle | None:
    """A bundle of the cache, if it is there and nobody has touched it."""
    told = read_sealed(folder / CONTENTS)
    if told is None:
        return None
    names, files = json.loads(told)
    whole = all(stamp(folder / path) == tuple(told) for path, *told in files)
    return _Bundle(folder, names, tuple(path for path, *_ in files)) if whole else None


def _made(records: Sequence[SearchRecord], folder: Path, step: Step) -> _Bundle:
    """A bundle in `folder`, made beside it and moved there whole."""
    making = folder.with_name(f"{folder.name}-{os.getpid()}")
    remove(making)
    files, names = indexed(records, step)
    try:
        for path, content in files.items():
            (making / path).parent.mkdir(parents=True, exist_ok=True)
            with naming(making / path):
                (making / path).write_bytes(content)
        told = [[path, *stamp(making / path)] for path in files]
        write_sealed(making / CONTENTS, json.dumps([names, told]).encode("utf-8"))
        remove(folder)
        making.rename(folder)
    except OSError:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return _Bundle(folder, names, tuple(files))


def _cache(root: Path) -> Path:
    """The folder for bundles: the cache, or one of the build where the cache cannot be written."""
    cache = root / CACHE
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    return cache if os.access(cache, os.W_OK) else root / WITHOUT_CACHE


def _bundle(cache: Path, records: Sequence[SearchRecord], step: Step) -> _Bundle:
    """The bundle of records, from the cache where it is there."""
    told = [FORM, version("pagefind"), CHUNK, [plain_record(record) for record in records]]
    key = json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    folder = cache / hashlib.sha256(key).hexdigest()[:32]
    bundle = _held(folder) or _made(records, folder, step)
    os.utime(folder)
    return bundle


def _bundles(cache: Path, records: Sequence[SearchRecord], step: Step) -> list[_Bundle]:
    """The bundles of the records of one language.

    Pagefind names records by a short hash, and tells those of one bundle apart; a name that an earlier bundle has is
    given up by writing the record's address in another way.
    """
    bundles: list[_Bundle] = []
    taken: set[str] = set()
    for part in _parts(records):
        bundle = _bundle(cache, part, step)
        while again := {address for address, name in bundle.names.items() if name in taken}:
            part = [_otherwise(record) if plain_address(record.address) in again else record for record in part]
            bundle = _bundle(cache, part, step)
        taken.update(bundle.names.values())
        bundles.append(bundle)
    return bundles


def _otherwise(record: SearchRecord) -> SearchRecord:
    return replace(record, address=f"./{record.address}")


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


def _directory(languages: Sequence[tuple[str, Sequence[SearchRecord], Sequence[_Bundle]]]) -> dict[str, Any]:
    """What the browser needs besides Pagefind.

    Per language, own first, the names of the records in it, in which of several bundles each is, and which page each is
    about, by its place among the own ones; and the facets.
    """
    own = languages[0][1]
    place = {record.address: number for number, record in enumerate(own)}
    listed: list[dict[str, Any]] = []
    for language, records, bundles in languages:
        held = {address: (name, part) for part, it in enumerate(bundles) for address, name in it.names.items()}
        found = [held[record.address] for record in records]
        parts = {"parts": [part for _, part in found]} if len(bundles) > 1 else {}
        about = {"places": [place[record.address] for record in records]} if listed else {}
        listed.append({"language": language, "ids": [name for name, _ in found], **parts, **about})
    return {"bundles": listed, "facets": _facets(own)}


def _forgotten(cache: Path, used: int) -> None:
    """Deletes all but the bundles that were used last."""
    bundles = sorted(cache.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for bundle in bundles[max(used * ROUNDS, KEPT_BUNDLES) :]:
        shutil.rmtree(bundle, ignore_errors=True)


def place_bundles(root: Path, site: Path, records: Sequence[SearchRecord], own: str, step: Step = unheard) -> None:
    """Puts the search of one edition into its folder `site`: bundles made anew, or taken from the project's cache.

    The first bundle of a language lies in the folder of that name, the others in it, by their numbers. The cache goes
    by the records and Pagefind's version, and may be deleted at any time. Raises SearchIndexError.
    """
    if not records:
        return
    languages = sorted({record.language for record in records}, key=lambda language: (language != own, language))
    placed, cache = [], _cache(root)
    for language in languages:
        spoken = sorted((record for record in records if record.language == language), key=lambda one: one.address)
        bundles = _bundles(cache, spoken, step)
        target = site / FOLDER / language
        shutil.rmtree(target, ignore_errors=True)
        for number, bundle in enumerate(bundles):
            for path in bundle.files:
                if not number or not path.startswith(SHARED):
                    link_to(bundle.folder / path, (target / str(number) if number else target) / path)
        placed.append((language, spoken, bundles))
    directory = json.dumps(_directory(placed), ensure_ascii=False, separators=(",", ":"))
    write_whole(site / FOLDER / DIRECTORY, f"{directory}\n".encode())
    _forgotten(cache, sum(len(bundles) for _, _, bundles in placed))
