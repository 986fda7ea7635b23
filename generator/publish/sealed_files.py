"""Files with a seal, by which it is seen that they are as they were written."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.publish.folder import make_way, write_whole

SEAL_BYTES = 32


def _seal(file: Path, content: bytes) -> bytes:
    return hashlib.blake2b(file.name.encode("utf-8") + b"\0" + content, digest_size=SEAL_BYTES).digest()


def write_sealed(file: Path, content: bytes) -> None:
    """Writes a file whole, with its seal behind its content; a folder in its place goes. Raises OSError."""
    make_way(file)
    write_whole(file, content + _seal(file, content))


def read_sealed(file: Path) -> bytes | None:
    """The content of a file as it was written; None for any other, for a link, and where there is none."""
    try:
        if file.is_symlink() or not file.is_file():
            return None
        written = file.read_bytes()
    except OSError:
        return None
    content, seal = written[:-SEAL_BYTES], written[-SEAL_BYTES:]
    return content if seal == _seal(file, content) else None
