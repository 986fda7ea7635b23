"""Reads the versions of claims files, each record only once, and keeps what was read for the next build.

The cache may be deleted at any time. An entry that is not exactly what was written is ignored.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic
import yaml
from pydantic import ValidationError

from generator.model import choices, claim_records, fields, shared_fields
from generator.model.claim_records import ClaimRecord
from generator.read import draft_claims, files, yaml_events
from generator.read.draft_claims import is_draft
from generator.read.files import UNWRITABLE, InputFile, clean_text
from generator.read.yaml_events import read_yaml

FOLDER = ".cache/history"
REPLACEMENT = "\ufffd"
ITEM = re.compile(r"^(?=- )", re.MULTILINE)
"""Where the items of a list that is not indented begin."""
COMMENTS = re.compile(r"(#.*|[ ]*)(\n(#.*|[ ]*))*")
MARKER = re.compile(r"^(---|\.\.\.|%)", re.MULTILINE)
"""What begins or ends a document in YAML, or tells how to read it."""


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
        return UNWRITABLE.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return value


def _parsed(text: str) -> list[str] | None:
    """The records in a YAML text, each as JSON; None where it is illegible as a whole."""
    located = read_yaml("", text)[0]
    if located is None:
        return None
    value = located.value
    plain = value if isinstance(value, list) else [] if value is None else [value]
    return [json.dumps(_visible(item), ensure_ascii=False) for item in plain]


def _version() -> str:
    """A name for all that the parse depends on: the code that reads, and the libraries under it."""
    seen = hashlib.sha256(f"{pydantic.VERSION} {yaml.__version__}".encode())
    for module in (claim_records, choices, fields, shared_fields, draft_claims, files, yaml_events):
        seen.update(Path(str(module.__file__)).read_bytes())
    seen.update(Path(__file__).read_bytes())
    return seen.hexdigest()[:20]


def _digest(name: str, body: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + body).hexdigest().encode()


class HistoryCache:
    """Reads claims files and keeps them by the name git gives their bytes (the blob's sha).

    They are kept below `.cache/history/` of the project, or only while this object lives where no folder is given.
    """

    def __init__(self, root: Path | None) -> None:
        self._parent = root / FOLDER if root else None
        self._folder = self._parent / _version() if self._parent else None
        self._items: dict[str, list[str] | None] = {}
        self._records: dict[str, ClaimRecord | str | None] = {}

    def get(self, blob: str) -> ClaimsFile | None:
        """The file that was kept under a name, or None where there is none or the entry is damaged."""
        if self._folder is None:
            return None
        try:
            digest, _, body = (self._folder / blob).read_bytes().partition(b"\n")
        except OSError:
            return None
        return self._shaped(json.loads(body)) if digest == _digest(blob, body) else None

    def put(self, blob: str, content: bytes) -> ClaimsFile:
        """The bytes of a file, read by the rules of today, and kept where the disk allows it."""
        text, _ = clean_text(InputFile("", content))
        items = self.records_in(text) if text is not None else None
        if self._folder is not None:
            self._keep(self._folder, blob, json.dumps(items).encode())
        return self._shaped(items)

    def records_in(self, text: str) -> list[str] | None:
        """The records of a file, each as JSON; None where it is illegible as a whole.

        It is read item by item, so that a record that stays the same is parsed once for all versions of its file.
        Where an item cannot stand alone (its quotation marks reach into the next one, say), the file is read whole.
        """
        before, *items = ITEM.split(text)
        if COMMENTS.fullmatch(before) and not MARKER.search(text):
            read = [self._item(item) for item in items]
            alone = [item for item in read if item is not None]
            if read and len(alone) == len(read):
                return [record for records in alone for record in records]
        return _parsed(text)

    def _item(self, text: str) -> list[str] | None:
        if text not in self._items:
            self._items[text] = _parsed(text)
        return self._items[text]

    def _record(self, item: str) -> ClaimRecord | str | None:
        """A record from its JSON; its id where it is refused, None where it has none or is a draft."""
        if item not in self._records:
            value = json.loads(item)
            try:
                self._records[item] = None if is_draft(value) else ClaimRecord.model_validate(value)
            except ValidationError:
                id = value.get("id") if isinstance(value, dict) else None
                self._records[item] = id if isinstance(id, str) else None
        return self._records[item]

    def _shaped(self, items: list[str] | None) -> ClaimsFile:
        if items is None:
            return ILLEGIBLE
        claims: dict[str, ClaimRecord] = {}
        unreadable = set()
        for item in items:
            record = self._record(item)
            if isinstance(record, ClaimRecord):
                claims.setdefault(record.id, record)
            elif record is not None:
                unreadable.add(record)
        return ClaimsFile(claims, frozenset(unreadable - claims.keys()))

    def _keep(self, folder: Path, blob: str, body: bytes) -> None:
        temporary = folder / f".{blob}.{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(_digest(blob, body) + b"\n" + body)
            temporary.replace(folder / blob)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def forget_other_versions(self) -> None:
        """Deletes what older code has kept; it would never be read again."""
        if self._parent is None or not self._parent.is_dir() or self._parent.is_symlink():
            return
        for folder in sorted(self._parent.iterdir()):
            if folder != self._folder and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder, ignore_errors=True)
