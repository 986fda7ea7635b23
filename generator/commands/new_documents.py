"""Documents on their way into seeds/: read once, kept byte for byte, with their text and its places beside them."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from generator.authoring.ids import slug
from generator.commands.options import UNUSABLE
from generator.diagnostics import Diagnostic
from generator.extract.blocks import Extraction, Metadata
from generator.extract.taking_in import LibraryMissing, take_in
from generator.model.corpus import Corpus
from generator.progress.line import finish
from generator.publish.folder import write_first
from generator.report import as_text
from generator.resolve.original_places import places_text

TEXT, PLACES = ".txt", ".places.json"
"""What the names of extracted text and its places add to the name of the original."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What goes into seeds/ by path, what the record says of it, the text, and what the document says of itself."""

    files: Mapping[str, bytes]
    record: Mapping[str, Any]
    text: str
    metadata: Metadata


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def extracted(path: str, content: bytes) -> Extraction | None:
    """What a document holds; None for plain text. Where it cannot be read the reason is printed: exit code 2."""
    try:
        found = take_in(path, content)
    except LibraryMissing as missing:
        raise click.UsageError(str(missing)) from None
    if isinstance(found, Diagnostic):
        click.echo(as_text(found, lambda span: None) + "\n")
        finish("nothing was written")
        sys.exit(UNUSABLE)
    return found


def seed_place(root: Path, file: Path, content: bytes, corpus: Corpus) -> str:
    """Where in seeds/ the bytes go: beside what is there, or where the same bytes are already.

    UsageError where a source has captured these bytes.
    """
    digest = sha256(content)
    for item in corpus.sources.values():
        written = item.written
        if digest in {written.sha256, written.document and written.document.sha256}:
            raise click.UsageError(f"{file.name} is captured already, as source {item.id!r}")
    if (root / "seeds").is_symlink():
        raise click.UsageError("seeds/ is a link; make it a folder")
    same = next((seed.path for seed in corpus.seeds if seed.sha256 == digest), None)
    if same:
        return same
    taken = {path.name.lower() for path in (root / "seeds").glob("*")}
    stem, ending = slug(file.stem, "document", 100), file.suffix.lower()
    number, name = 2, stem + ending
    while {name, name + TEXT, name + PLACES} & taken:
        name, number = f"{stem}-{number}{ending}", number + 1
    return f"seeds/{name}"


def extraction_files(original: str, found: Extraction) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The text and the places of an extraction as files by path, and the fields of the record that tell of them."""
    text, places = found.text.encode(), places_text(found.places).encode()
    files, told = {original + TEXT: text}, {"extractor": found.extractor}
    if found.places:
        files[original + PLACES] = places
        told |= {"places": original + PLACES, "places_sha256": sha256(places)}
    return files, {"file": original + TEXT, "sha256": sha256(text), "document": told}


def read_intake(root: Path, file: Path, corpus: Corpus) -> Intake:
    """A file to all that the project keeps of it; exit code 2 with the reason where it cannot be taken in."""
    content = file.read_bytes()
    found = extracted(file.as_posix(), content)
    place = seed_place(root, file, content, corpus)
    if found is None:
        text = content.decode()
        return Intake({place: content}, {"file": place, "sha256": sha256(content)}, text, Metadata())
    files, record = extraction_files(place, found)
    document = {"original": place, "sha256": sha256(content), **record["document"]}
    return Intake({place: content, **files}, {**record, "document": document}, found.text, found.metadata)


@contextmanager
def captured_files(root: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Puts files in their places, and takes them away again where their record cannot be written."""
    fresh: list[Path] = []

    def withdraw() -> None:
        for place in fresh:
            place.unlink(missing_ok=True)

    try:
        for path, content in files.items():
            place = root / path
            place.parent.mkdir(exist_ok=True)
            if not place.exists():
                write_first(place, content)
                fresh.append(place)
        yield
    except SystemExit as end:
        if end.code == UNUSABLE:
            withdraw()
        raise
    except BaseException:
        withdraw()
        raise
