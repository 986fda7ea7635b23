"""One hash of everything that a build follows from, so that it can be seen that nothing has changed."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from generator.read.history import git_bytes
from generator.read.site_templates import OWN, packaged

FOLDERS = ("content", "seeds", OWN)
SETTINGS = "mkdocs.yml"
KEY = re.compile(rb"^([^\s#].*?)\s*:", re.MULTILINE)
CLOSED = frozenset(
    (b"INHERIT", b"site_name", b"site_description", b"site_url", b"site_author", b"copyright",
     b"repo_url", b"repo_name", b"edit_uri", b"nav", b"extra", b"extra_css", b"extra_javascript")
)  # fmt: skip
"""Settings that do not let a build follow from more than the project's own folders."""
INHERITED = re.compile(rb"^INHERIT\s*:(?!\s*build/mkdocs\.yml\s*$)", re.MULTILINE)


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    """All files and links below a folder by their path there, in order; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        here = Path(place)
        for name in sorted([*names, *(name for name in folders if (here / name).is_symlink())]):
            yield (here / name).relative_to(folder).as_posix(), here / name


def _told(file: Path) -> bytes:
    """What a file says; of one that cannot be read, why."""
    try:
        if file.is_symlink():
            return b"link " + os.fsencode(file.readlink())
        return b"file " + file.read_bytes() if file.is_file() else b"neither"
    except OSError as error:
        return f"error {error.errno}".encode()


def _program() -> Iterator[tuple[str, bytes]]:
    """The program itself and all that is installed beside it."""
    package = Path(str(files("generator")))
    for folder, ending in ((package, ".py"), (package, ".json"), (packaged(), "")):
        yield from ((f"program {path}", _told(file)) for path, file in _entries(folder) if path.endswith(ending))
    yield "python", sys.version.encode()
    for place in sys.path:
        if Path(place).is_dir():
            installed = sorted(item.name for item in Path(place).iterdir() if item.name.endswith(".dist-info"))
            if installed:  # other folders of the path tell nothing, and differ between processes
                yield "installed", "\n".join(installed).encode()


def program_seal() -> str:
    """A hash of the program itself and all that is installed beside it."""
    return _seal(_program())


def _seal(parts: Iterator[tuple[str, bytes]]) -> str:
    """One hash of named contents, in their order."""
    seal = hashlib.sha256()
    for name, told in parts:
        for part in (name.encode("utf-8", "surrogateescape"), told):
            seal.update(len(part).to_bytes(8, "big") + part)
    return seal.hexdigest()


def input_seal(root: Path, program: str, *choices: str) -> str | None:
    """The hash of a project's files, its commits, the program's seal, and the choices made on the command line.

    None where a build may follow from more than these: where mkdocs.yml has tags (such as `!ENV`), inherits from a file
    that no build writes, or sets what may bring in code or files from elsewhere.
    """
    written = _told(root / SETTINGS).removeprefix(b"file ")
    if not CLOSED.issuperset(KEY.findall(written)) or INHERITED.search(written) or b"!" in written or b"{" in written:
        return None

    def parts() -> Iterator[tuple[str, bytes]]:
        yield SETTINGS, written
        yield from (("choice", choice.encode()) for choice in (program, *choices))
        for folder in FOLDERS:
            yield from ((f"{folder}/{path}", _told(file)) for path, file in _entries(root / folder))
        yield "commit", git_bytes(root, "rev-parse", "--show-prefix", "HEAD") or b""

    return _seal(parts())
