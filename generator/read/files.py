"""Input files: which there are, as bytes and as clean text; links, devices and names that do not travel are refused."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import Y002, Y005, Y011, Y012
from generator.diagnostics.visible import escaped

MAX_YAML_BYTES = 1 << 20
MAX_INPUT_BYTES = 64 << 20
"""Of any input; what is larger is not even read."""
MAX_PATH = 200
"""Characters of a path below the project: with the folder of a checkout, Windows takes 260."""
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Controls, marks that turn the direction of writing, line ends that not all editors know, letters that nobody sees."""
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What no value may hold, not even by an escape in double quotes. The others may stand in a document's words, and an
escape is seen by everybody."""
OPENING = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link or pipe that has taken the place of a file since it was listed is neither followed nor waited for."""
NOT_IN_NAMES = re.compile(r'[<>:"\\|?*]')
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device whatever its ending (Microsoft, "Naming Files, Paths, and Namespaces")."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file below the project: its path relative to the project, with forward slashes, and its bytes."""

    path: str
    content: bytes


def _name_fault(name: str) -> str:
    """Why a name cannot be kept on every system; empty where it can."""
    if not name.isprintable():
        return "its name holds characters that cannot be printed"
    if found := NOT_IN_NAMES.search(name):
        return f"Windows keeps no name with {found.group()!r}"
    if name.endswith((".", " ")):
        return "Windows keeps no name that ends with a dot or a space"
    if DEVICES.match(name):
        return f"Windows takes {name!r} for a device"
    return ""


def _name_findings(root: Path, parent: Path, names: list[str]) -> tuple[set[str], list[Diagnostic]]:
    """Which names of one folder are passed over, and Y012 for those that cannot be kept on every system."""
    passed: set[str] = set()
    found: list[Diagnostic] = []
    first: dict[str, str] = {}
    for name in sorted(names):
        path = (parent / name).relative_to(root).as_posix()
        fault = _name_fault(name)
        if len(path) > MAX_PATH:
            fault, path = f"its path has more than {MAX_PATH} characters", path[:MAX_PATH]
            passed.add(name)
        elif not name.isprintable():
            passed.add(name)
        span = Span(escaped(path))
        if fault:
            found.append(Diagnostic(Y012, span, fault))
            continue
        alike = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        other = first.setdefault(alike, name)
        if other != name:
            twin = Related(Span((parent / other).relative_to(root).as_posix()), "the other one")
            found.append(Diagnostic(Y012, span, "some systems take it and another name for the same", "", (twin,)))
    return passed, found


def plain_content(file: Path, path: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of a plain file, or None and the reason: Y005 (too large), Y011 (not plain, or not readable)."""
    try:
        mode = file.lstat().st_mode
        if not stat.S_ISREG(mode):
            what = "a symbolic link" if stat.S_ISLNK(mode) else "not a regular file"
            return None, (Diagnostic(Y011, Span(path), f"this is {what}"),)
        with os.fdopen(os.open(file, OPENING), "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(MAX_INPUT_BYTES + 1) if size <= MAX_INPUT_BYTES else b""
    except OSError as error:
        return None, (Diagnostic(Y011, Span(path), f"this cannot be read: {error.strerror}"),)
    if max(size, len(content)) > MAX_INPUT_BYTES:
        message = f"the file has {max(size, len(content)):,} bytes, over {MAX_INPUT_BYTES >> 20} MiB"
        return None, (Diagnostic(Y005, Span(path), message),)
    return content, ()


def list_inputs(root: Path, folder: str) -> tuple[tuple[InputFile, ...], tuple[Diagnostic, ...]]:
    """All files below `root/folder`, sorted by path; hidden ones are passed over.

    Findings: Y005 for very large files, Y011 for symbolic links, devices, sockets, pipes and what cannot be read, Y012
    for names that cannot be kept on every system. What has such a finding is not in the list, save for those of Y012
    that can be named.
    """
    if (root / folder).is_symlink():
        return (), (Diagnostic(Y011, Span(folder), "this is a symbolic link"),)
    found: list[InputFile] = []
    findings: list[Diagnostic] = []

    def unreadable(error: OSError) -> None:
        path = escaped(Path(error.filename).relative_to(root).as_posix())
        if (root / folder).exists():
            findings.append(Diagnostic(Y011, Span(path), f"this cannot be read: {error.strerror}"))

    for here, folders, names in os.walk(root / folder, onerror=unreadable, followlinks=False):
        parent = Path(here)
        entries = [name for name in (*folders, *names) if not name.startswith(".")]
        passed, odd = _name_findings(root, parent, entries)
        findings.extend(odd)
        folders[:] = sorted(name for name in folders if name in entries and name not in passed)
        linked = [name for name in folders if (parent / name).is_symlink()]
        for name in sorted([*(name for name in names if name in entries), *linked]):
            if name in passed:
                continue
            path = (parent / name).relative_to(root).as_posix()
            content, refused = plain_content(parent / name, path)
            findings.extend(refused)
            if content is not None:
                found.append(InputFile(path, content))
    return tuple(sorted(found, key=lambda item: item.path)), tuple(findings)


def _place(path: str, before: str) -> Span:
    """The place after a text, whatever ends its lines."""
    return Span(path).after(before.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(file: InputFile) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The file's text with line ends as LF, or None and the reason: Y002 (not clean UTF-8), Y005 (too large)."""
    if len(file.content) > MAX_YAML_BYTES:
        return None, (Diagnostic(Y005, Span(file.path), f"the file has {len(file.content):,} bytes, over 1 MiB"),)
    written = file.content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(file.path, written[: error.start].decode("utf-8"))
        return None, (Diagnostic(Y002, place, f"byte 0x{written[error.start]:02x} is not UTF-8"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        name = f"U+{ord(forbidden.group()):04X}"
        place = _place(file.path, text[: forbidden.start()])
        return None, (Diagnostic(Y002, place, f"the character {name} is not allowed"),)
    return text, ()
