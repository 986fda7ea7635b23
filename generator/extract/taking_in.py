"""A document to its extraction or to what is wrong with it, read by a process of its own within limits."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import X001, X005, catalogue
from generator.extract.blocks import Extraction, Metadata
from generator.extract.encodings import plain_text, with_words
from generator.extract.kinds import kind_of
from generator.extract.reading import ABSENT, OUTPUT, SECONDS
from generator.extract.refusal import Refusal
from generator.model.documents import Place

PATIENCE = 15
"""Seconds beyond those of work after which a process is ended that waits instead of working."""
PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from generator.extract.reading import main; main()"
EXTRA = "claim-briefs[documents]"
KILLED = f"it takes more than {SECONDS} seconds, 1 GiB of memory or {OUTPUT >> 20} MiB of output to read"


class LibraryMissing(Exception):
    """The optional extra that reads documents is not installed: what to install, in words for the author."""


def _as_extraction(told: dict[str, Any]) -> Extraction:
    places = tuple(
        Place(item["start"], item["page"], tuple(item["headings"]), item["unseen"]) for item in told["places"]
    )
    said = told["metadata"]
    return Extraction(told["text"], places, Metadata(**{**said, "authors": tuple(said["authors"])}), told["extractor"])


def _run(name: str, content: bytes) -> tuple[int, bytes]:
    """What the process ends with: its exit code (negative: the signal) and its output."""
    home = str(Path(__file__).parents[2])
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(content)
        given.seek(0)
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-c", PROGRAM, home, name, str(SECONDS)],
                stdin=given, stdout=said, stderr=subprocess.DEVNULL, timeout=SECONDS + PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return -9, b""
        said.seek(0)
        return done.returncode, said.read(OUTPUT)


def _faulty(path: str, refused: Refusal) -> Diagnostic:
    return Diagnostic(refused.rule, Span(path, refused.line, refused.column), refused.message, refused.hint)


def take_in(path: str, content: bytes) -> Extraction | Diagnostic | None:
    """The extraction of a document, or one finding X001-X005 at `path`; None for plain text, which stays as it is.

    Raises LibraryMissing where the library for its kind is not installed.
    """
    name = Path(path).name
    try:
        if kind_of(name, content) == "text":
            with_words(name, plain_text(name, content))
            return None
    except Refusal as refused:
        return _faulty(path, refused)
    code, output = _run(name, content)
    try:
        told = json.loads(output) if code == 0 else None
    except ValueError:
        told = None
    if told is None:
        rule = X005 if code < 0 else X001
        return Diagnostic(rule, Span(path), f"{name}: {KILLED}" if code < 0 else f"{name} cannot be read to its end")
    if ABSENT in told:
        raise LibraryMissing(f"reading {name} needs a library that is not installed: pip install '{EXTRA}'")
    if "rule" in told:
        span = Span(path, told["line"], told["column"])
        return Diagnostic(catalogue()[told["rule"]], span, told["message"], told["hint"])
    return _as_extraction(told)
