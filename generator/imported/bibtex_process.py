"""BibTeX bytes to references, read by a process of its own within limits."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.extract.taking_in import EXTRA, PATIENCE, LibraryMissing
from generator.imported.found import ImportRefused, Loss, plain_text
from generator.imported.json_leaves import Said
from generator.imported.references import Reference

SECONDS = 60
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from generator.imported.bibtex_references import main; main()"
)


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_said(part) for part in value)
    return Said(**value) if isinstance(value, dict) else value


def _reference(told: dict[str, Any]) -> Reference:
    return Reference(**{name: _said(value) for name, value in told.items()})


def bibtex_references(content: bytes) -> tuple[list[Reference], list[Loss]]:
    """The references of a BibTeX file and what in it is in none.

    Raises ImportRefused where it is no text or takes more than a minute, 1 GiB of memory or 64 MiB of output to read,
    and LibraryMissing where the library is not installed.
    """
    text = plain_text(content)
    if find_spec("bibtexparser") is None:
        raise LibraryMissing(f"reading BibTeX needs a library that is not installed: pip install '{EXTRA}'")
    home = str(Path(__file__).parents[2])
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(text.encode("utf-8"))
        given.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-c", PROGRAM, home, str(SECONDS)],
                stdin=given, stdout=said, stderr=subprocess.DEVNULL, timeout=SECONDS + PATIENCE, check=False,
            )  # fmt: skip
            code = done.returncode
        except subprocess.TimeoutExpired:
            code = -9
        said.seek(0)
        output = said.read() if code == 0 else b""
    if code != 0:
        raise ImportRefused(
            f"the file takes more than {SECONDS} seconds or 1 GiB of memory to read; split it, and look for open braces"
        )
    told = json.loads(output)
    return [_reference(item) for item in told["references"]], [Loss(*item) for item in told["lost"]]
