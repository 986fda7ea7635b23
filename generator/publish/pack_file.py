"""Packs: files in one zip whose bytes follow from them alone, with a manifest of their hashes."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

MANIFEST = "manifest.json"
FORMAT, VERSION = "claim-briefs-pack", "1.0"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,4}")
"""What files in a pack may be called: nothing that leads out of a folder, anywhere."""
MOST_FILES, MOST_BYTES = 20_000, 512 * 1024 * 1024
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of all files: the first that a zip can say."""
PLAIN_FILE = 0o100644 << 16


class PackRefused(Exception):
    """The file is no pack that this program made; the message is for the user."""


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def manifest_of(files: Mapping[str, bytes], about: Mapping[str, Any]) -> bytes:
    """The manifest of files: what the pack is about, then every file's hash; the same bytes for the same files."""
    hashes = {path: sha256(content) for path, content in sorted(files.items()) if path != MANIFEST}
    told = {"format": FORMAT, "version": VERSION, **about, "sha256": hashes}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip without compression, so that every program makes and reads the same bytes of it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            info = zipfile.ZipInfo(path, BEGINNING)
            info.external_attr, info.create_system = PLAIN_FILE, 3
            archive.writestr(info, content)
    return target.getvalue()


def _judged(info: zipfile.ZipInfo, seen: set[str]) -> None:
    """Refuses what no pack holds; a link, a compressed or an encrypted file, a name that leads out, a name twice."""
    name = info.orig_filename
    if not NAME.fullmatch(name):
        raise PackRefused(f"{name!r} is not a name that a pack has: nothing was unpacked")
    if name in seen:
        raise PackRefused(f"{name} is in it twice")
    if info.flag_bits & 1:
        raise PackRefused(f"{name} is encrypted")
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        raise PackRefused(f"{name} is compressed, and packs are not: another program has packed it")
    if info.external_attr != PLAIN_FILE:
        raise PackRefused(f"{name} is not a plain file")
    seen.add(name)


def _raw(content: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a stored file, whatever its checksum says: the manifest tells which ones were changed."""
    header = content[info.header_offset : info.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise PackRefused(f"{info.filename} does not begin where the list of files says")
    start = info.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return content[start : start + info.file_size]


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a pack by path, in memory: nothing is written. Raises PackRefused where it is none.

    Files are read as they stand, without decompression, so that no pack is larger than its own file.
    """
    if len(content) > MOST_BYTES:
        raise PackRefused(f"it is larger than {MOST_BYTES // 1024 // 1024} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise PackRefused(f"it is not a zip file, or a damaged one: {error}") from error
    if len(listed) > MOST_FILES or sum(info.file_size for info in listed) > len(content):
        raise PackRefused("it says that it holds more than it can")
    seen: set[str] = set()
    for info in listed:
        _judged(info, seen)
    return {info.filename: _raw(content, info) for info in listed}
