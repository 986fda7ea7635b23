"""Keeps what was read from each version of a claims file, so that a long history is parsed only once.

The cache may be deleted at any time. An entry that is not exactly what was written is ignored.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic
import yaml
from pydantic import ValidationError

from generator.model import claim_records, fields
from generator.model.claim_records import ClaimRecord
from generator.read import files, yaml_events
from generator.read.files import FORBIDDEN, InputFile, clean_text
from generator.read.yaml_events import read_yaml

FOLDER = ".cache/history"
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """One version of a claims file: its records by id, the ids of those that are refused, and whether any of it is
    legible."""

    claims: Mapping[str, ClaimRecord]
    unreadable: frozenset[str]
    legible: bool = True


ILLEGIBLE = ClaimsFile({}, frozenset(), legible=False)
"""A file that is missing, no clean text, or no YAML."""


def _visible(value: Any) -> Any:
    """A plain value whose texts hold no control characters, which escapes in YAML can smuggle past the file's check."""
    if isinstance(value, str):
        return FORBIDDEN.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return value


def _plain_records(content: bytes) -> list[Any] | None:
    """The records of a file as plain values; None where it is illegible as a whole."""
    text, _ = clean_text(InputFile("", content))
    located = read_yaml("", text)[0] if text is not None else None
    if located is None:
        return None
    value = located.value
    return [_visible(item) for item in (value if isinstance(value, list) else [] if value is None else [value])]


def _shaped(plain: list[Any] | None) -> ClaimsFile:
    if plain is None:
        return ILLEGIBLE
    claims: dict[str, ClaimRecord] = {}
    unreadable = set()
    for value in plain:
        try:
            record = ClaimRecord.model_validate(value)
        except ValidationError:
            id = value.get("id") if isinstance(value, dict) else None
            unreadable |= {id} if isinstance(id, str) else set()
        else:
            claims.setdefault(record.id, record)
    return ClaimsFile(claims, frozenset(unreadable - claims.keys()))


def read_claims_file(content: bytes) -> ClaimsFile:
    """The bytes of a claims file to its records, by the rules of today; what they refuse is no error here."""
    return _shaped(_plain_records(content))


def _version() -> str:
    """A name for all that the parse depends on: the code that reads, and the libraries under it."""
    seen = hashlib.sha256(f"{pydantic.VERSION} {yaml.__version__}".encode())
    for module in (__file__, claim_records.__file__, fields.__file__, files.__file__, yaml_events.__file__):
        seen.update(Path(module).read_bytes())
    return seen.hexdigest()[:20]


def _digest(name: str, body: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + body).hexdigest().encode()


class HistoryCache:
    """Read files by the name git gives their bytes (the blob's sha), below `.cache/history/` of the project."""

    def __init__(self, root: Path) -> None:
        self._parent = root / FOLDER
        self._folder = self._parent / _version()

    def get(self, blob: str) -> ClaimsFile | None:
        """The file that was kept under a name, or None where there is none or the entry is damaged."""
        try:
            digest, _, body = (self._folder / blob).read_bytes().partition(b"\n")
        except OSError:
            return None
        return _shaped(json.loads(body)) if digest == _digest(blob, body) else None

    def put(self, blob: str, content: bytes) -> ClaimsFile:
        """The bytes of a file, read, and kept where the disk allows it."""
        plain = _plain_records(content)
        body = json.dumps(plain, ensure_ascii=True).encode()
        temporary = self._folder / f".{blob}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_digest(blob, body) + b"\n" + body)
            temporary.replace(self._folder / blob)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return _shaped(plain)

    def forget_other_versions(self) -> None:
        """Deletes what older code has kept; it would never be read again."""
        if not self._folder.is_dir() or self._parent.is_symlink():
            return
        for folder in sorted(self._parent.iterdir()):
            if folder != self._folder and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
