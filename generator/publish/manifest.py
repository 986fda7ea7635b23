"""The manifest of a published site: the SHA-256 of every file, in the format of `sha256sum` (GNU coreutils)."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from pydantic_core import from_json, to_json

from generator.model.keeping import Store, key_of

FILE = "sha256sums.txt"
FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""What everybody may do with a published file or folder, whatever the umask of whoever builds."""
MOST_FILES, MOST_BYTES = 1_000_000, 128 * 1024 * 1024
"""A manifest with more is refused; 100,000 claims make about 300,000 files."""
SHELF = "manifest"
BLOCK = 1024 * 1024
LINE = re.compile(rb"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64})  (?P<name>[^\0\n]+)\n")
ESCAPES = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"))
ESCAPED = re.compile(rb"\\(.?)", re.DOTALL)
MEANT = MappingProxyType({told[1:]: plain for plain, told in ESCAPES})


class ManifestRefused(Exception):
    """The bytes are no manifest that a build has written; the message is for the user."""


def digest_of(file: int) -> bytes:
    """The SHA-256 of an open file, read in blocks from where it stands."""
    digest = hashlib.sha256()
    while block := os.read(file, BLOCK):
        digest.update(block)
    return digest.digest()


def line_of(name: bytes, digest: str) -> bytes:
    """The line of a file; a name with a backslash or a line break is escaped, and a backslash before it says so."""
    escaped = name
    for plain, told in ESCAPES:
        escaped = escaped.replace(plain, told)
    return b"%b%b  %b\n" % (b"\\" if escaped != name else b"", digest.encode(), escaped)


def _unescaped(name: bytes) -> bytes | None:
    """A name as it was before it was escaped; None where nothing is escaped like this."""
    if any(match[1] not in MEANT for match in ESCAPED.finditer(name)):
        return None
    return ESCAPED.sub(lambda match: MEANT[match[1]], name)


def _stays_inside(name: bytes) -> bool:
    """Whether a name leads to a place below the folder that it is told in, and is written in the shortest way."""
    return name != FILE.encode() and all(part not in (b"", b".", b"..") for part in name.split(b"/"))


def read_manifest(content: bytes) -> tuple[dict[bytes, bytes], tuple[str, ...]]:
    """The bytes of a manifest to each file's hash by its name, and what is wrong with single lines, in words.

    Each set of files has one manifest: one line a file, in the order of the bytes of their names. Names are compared,
    and never opened. Raises ManifestRefused where there is more than any site has.
    """
    if len(content) > MOST_BYTES or content.count(b"\n") > MOST_FILES:
        raise ManifestRefused(f"{FILE} lists more than {MOST_FILES:,} files, or is larger than any manifest")
    found: dict[bytes, bytes] = {}
    faults: list[str] = []
    last = b""
    for number, line in enumerate(io.BytesIO(content), start=1):
        match = LINE.fullmatch(line)
        name = match["name"] if match else None
        if match and match["escaped"]:
            name = _unescaped(match["name"])
        if match is None or name is None or line_of(name, match["digest"].decode()) != line:
            faults.append(f"{FILE}:{number}: this line is not one of a manifest")
        elif not _stays_inside(name):
            faults.append(f"{FILE}:{number}: this name leads to no file that a site has")
        elif name <= last:
            faults.append(f"{FILE}:{number}: the names are not in order, or one is there twice")
        else:
            found[name] = bytes.fromhex(match["digest"].decode())
            last = name
    return found, tuple(faults)


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """All files below a folder with their state; on the way everything gets the mode that published files have."""
    with os.scandir(folder) as entries:
        inside = list(entries)
    for entry in inside:
        state = entry.stat(follow_symlinks=False)
        is_folder = entry.is_dir(follow_symlinks=False)
        mode = FOLDER_MODE if is_folder else FILE_MODE
        if state.st_mode & 0o7777 != mode:
            Path(entry.path).chmod(mode)
        if is_folder:
            yield from _below(entry.path)
        else:
            yield entry.path, state


def write_manifest(site: Path, store: Store) -> None:
    """Lists the SHA-256 of every file of a staged site in FILE, sorted, and gives all of them the same modes.

    A file that is still the very one that the last build hashed at its place, by inode, size and time, as all are that
    stand, is not read again: whoever writes into a file changes its time.
    """
    target = site / FILE
    target.unlink(missing_ok=True)
    site.chmod(FOLDER_MODE)
    kept = store.get(SHELF, key_of(FILE))
    last: dict[str, list[int | str]] = from_json(kept) if kept else {}
    now: dict[str, list[int | str]] = {}
    lines: list[tuple[bytes, str]] = []
    start = len(str(site)) + 1
    for path, state in _below(str(site)):
        name = os.fsencode(path[start:])
        stamp: list[int | str] = [state.st_size, state.st_mtime_ns, state.st_ino]
        *before, digest = last.get(path[start:], (None,))
        if before != stamp:
            with Path(path).open("rb", buffering=0) as file:
                digest = digest_of(file.fileno()).hex()
        lines.append((name, str(digest)))
        if name.isascii():
            now[path[start:]] = [*stamp, str(digest)]
    lines.sort()
    target.write_bytes(b"".join(line_of(name, digest) for name, digest in lines))
    target.chmod(FILE_MODE)
    store.put(SHELF, key_of(FILE), to_json(now))
    store.settle(SHELF)
