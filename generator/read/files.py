"""Input files: which there are, as bytes and as clean text; links and devices are refused."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import Y002, Y005, Y011

MAX_YAML_BYTES = 1 << 20
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file below the project: its path relative to the project, with forward slashes, and its bytes."""

    path: str
    content: bytes


def list_inputs(root: Path, folder: str) -> tuple[tuple[InputFile, ...], tuple[Diagnostic, ...]]:
    """All files below `root/folder`, sorted by path; hidden ones are passed over.

    Findings: Y011 for symbolic links, devices, sockets and pipes.
    """
    found: list[InputFile] = []
    findings: list[Diagnostic] = []
    for parent, folders, names in os.walk(root / folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            if name.startswith("."):
                continue
            file = Path(parent) / name
            path = file.relative_to(root).as_posix()
            mode = file.lstat().st_mode
            if not stat.S_ISREG(mode):
                what = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
                findings.append(Diagnostic(Y011, Span(path), f"this is {what}"))
                continue
            found.append(InputFile(path, file.read_bytes()))
    return tuple(sorted(found, key=lambda item: item.path)), tuple(findings)


def clean_text(file: InputFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The file's text with line ends as LF, or None and the reason: Y002 (not clean UTF-8), Y005 (too large)."""
    if len(file.content) > MAX_YAML_BYTES:
        return None, (Diagnostic(Y005, Span(file.path), f"the file has {len(file.content):,} bytes, over 1 MiB"),)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = file.content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return None, (
            Diagnostic(Y002, Span(file.path, line, column), f"byte 0x{file.content[error.start]:02x} is not UTF-8"),
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        column = forbidden.start() - text.rfind("\n", 0, forbidden.start())
        name = f"U+{ord(forbidden.group()):04X}"
        return None, (Diagnostic(Y002, Span(file.path, line, column), f"the character {name} is not allowed"),)
    return text, ()
