"""The commands `briefs new source` and `briefs new publisher`: a document with its record, and who published it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from generator.authoring.ids import free_id, slug
from generator.authoring.language_guess import guess_language
from generator.authoring.new_records import (
    date_problem,
    id_problem,
    local_text,
    reference_problem,
    shape_problem,
)
from generator.commands.asking import Asker, among, fine
from generator.commands.options import UNUSABLE, Day, as_of_option, project_option
from generator.commands.writing import into_option, write_record, yes_option
from generator.model.choices import Reliability, SourceKind, Standing, values_of
from generator.model.corpus import Corpus
from generator.model.records import PublisherRecord
from generator.model.source_records import SourceRecord
from generator.steps import checked_project, finish

TEXT_FILES = (".txt", ".md")
KINDS, STANDINGS, RELIABILITIES = values_of(SourceKind), values_of(Standing), values_of(Reliability)


def document_bytes(file: Path) -> tuple[bytes, str]:
    """The bytes and the text of a document; UsageError where it is no plain text with words in it."""
    if file.suffix.lower() not in TEXT_FILES:
        kinds = " or ".join(TEXT_FILES)
        raise click.UsageError(
            f"{file.name}: only plain text ({kinds}) can be captured so far; "
            f"save what the document says as UTF-8 text, unchanged, and give that file"
        )
    content = file.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{file.name} is not UTF-8 text; save it as UTF-8 and give it again") from None
    if not any(sign.isalnum() for sign in text) or "\0" in text:
        raise click.UsageError(f"{file.name} holds no text")
    return content, text


def seed_place(root: Path, file: Path, content: bytes, corpus: Corpus) -> str:
    """Where in seeds/ the bytes go: beside what is there, or where the same bytes are already.

    UsageError where a source has captured these bytes.
    """
    digest = hashlib.sha256(content).hexdigest()
    owner = next((item.id for item in corpus.sources.values() if item.written.sha256 == digest), None)
    if owner:
        raise click.UsageError(f"{file.name} is captured already, as source {owner!r}")
    if (root / "seeds").is_symlink():
        raise click.UsageError("seeds/ is a link; make it a folder")
    same = next((seed.path for seed in corpus.seeds if seed.sha256 == digest), None)
    if same:
        return same
    taken = {path.name.lower() for path in (root / "seeds").glob("*")}
    stem, ending = slug(file.stem, "document", 100), file.suffix.lower()
    number, name = 2, stem + ending
    while name in taken:
        name, number = f"{stem}-{number}{ending}", number + 1
    return f"seeds/{name}"


@contextmanager
def _captured(root: Path, path: str, content: bytes) -> Iterator[None]:
    """Puts the document in its place, and takes it away again where its record cannot be written."""
    place = root / path
    fresh = not place.exists()
    if fresh:
        place.parent.mkdir(exist_ok=True)
        with place.open("xb") as opened:
            opened.write(content)
    try:
        yield
    except SystemExit as end:
        if fresh and end.code == UNUSABLE:
            place.unlink()
        raise


def _language(asker: Asker, given: str | None, text: str) -> str:
    """The language of the document: what the author says counts, what the words look like is proposed."""
    guess = guess_language(text)

    def judged(tag: str) -> str | None:
        return shape_problem(SourceRecord, "language", tag)

    if given and guess and given.split("-")[0] != guess:
        finish(f"note: the text looks like {guess!r}; you say {given!r}, and that counts")
    return asker.ask(given, "--language", "Language of the document (tag)", judged, guess)


def _address(shape: type[BaseModel], url: str) -> str:
    """An address as given; UsageError where it is none."""
    fault = shape_problem(shape, "url", url)
    if fault:
        raise click.UsageError(f"--url: {fault}")
    return url


@click.command("source")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@project_option
@as_of_option
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the file's name).")
@click.option("--publisher", metavar="ID", help="Id of its publisher; `briefs new publisher` adds one.")
@click.option("--language", metavar="TAG", help="Its language (proposed: from its words).")
@click.option("--published", metavar="DATE", help="When it was published (EDTF).")
@click.option("--undated", metavar="TEXT", help="Why it has no date, where it has none.")
@click.option("--kind", metavar="KIND", help="One of: " + ", ".join(KINDS))
@click.option("--standing", metavar="STANDING", help="One of: " + ", ".join(STANDINGS))
@click.option("--summary", metavar="TEXT", multiple=True, help="What it says, in our own words (`de=…` per language).")
@click.option("--title", metavar="TEXT", help="Its title as printed.")
@click.option("--url", metavar="ADDRESS", help="Where it was read.")
@click.option("--retrieved", type=Day(), help="When it was read (default with --url: the day of --as-of).")
@into_option
@yes_option
def source(
    file: Path, root: Path, as_of: date, id_: str | None, publisher: str | None, language: str | None,
    published: str | None, undated: str | None, kind: str | None, standing: str | None, summary: tuple[str, ...],
    title: str | None, url: str | None, retrieved: date | None, into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Capture a document: copy FILE into seeds/ byte for byte, and write its record."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    content, text = document_bytes(file)
    place = seed_place(root, file, content, corpus)
    taken = {*corpus.sources, *corpus.tombstones}
    record: dict[str, Any] = {
        "id": asker.ask(
            id_, "--id", "Id", lambda id: id_problem(SourceRecord, id, corpus, "source"),
            free_id(slug(file.stem, "source"), taken),
        )
    }  # fmt: skip
    if title:
        record["title"] = title
    record["kind"] = asker.ask(kind, "--kind", f"Kind ({', '.join(KINDS)})", among(KINDS), "article")
    only = next(iter(corpus.publishers)) if len(corpus.publishers) == 1 else None
    record["publisher"] = asker.ask(
        publisher,
        "--publisher",
        "Publisher (id)",
        lambda id: reference_problem(id, corpus.publishers, "publisher"),
        only,
    )
    record["language"] = _language(asker, language, text)
    if undated and not published:
        record["undated"] = undated
    else:
        record["published"] = asker.ask(published, "--published", "Published (2025-02-20, 2025-02, …)", date_problem)
    record["standing"] = asker.ask(
        standing, "--standing", f"Standing ({', '.join(STANDINGS)})", among(STANDINGS), "established"
    )
    told = summary or (asker.ask(None, "--summary", "What it says, in your own words", fine),)
    record["summary"] = local_text(told)
    record |= {"file": place, "sha256": hashlib.sha256(content).hexdigest()}
    if url:
        record |= {"url": _address(SourceRecord, url), "retrieved": (retrieved or as_of).isoformat()}
    with _captured(root, place, content):
        write_record(root, "sources", record, into, before)


@click.command("publisher")
@project_option
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the name).")
@click.option("--name", metavar="TEXT", help="Its name.")
@click.option("--reliability", metavar="LETTER", help="A (reliable) to E (unreliable), F (cannot be judged).")
@click.option("--reason", metavar="TEXT", help="Why that letter.")
@click.option("--url", metavar="ADDRESS", help="Its site.")
@into_option
@yes_option
def publisher(
    root: Path, id_: str | None, name: str | None, reliability: str | None, reason: str | None, url: str | None,
    into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Add a publisher of sources."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    named = asker.ask(name, "--name", "Name")
    proposed = free_id(slug(named, "publisher"), {*corpus.publishers, *corpus.entities, *corpus.tombstones})
    record: dict[str, Any] = {
        "id": asker.ask(id_, "--id", "Id", lambda id: id_problem(PublisherRecord, id, corpus, "publisher"), proposed),
        "name": named,
    }
    if url:
        record["url"] = _address(PublisherRecord, url)
    record["reliability"] = asker.ask(reliability, "--reliability", "Reliability (A to F)", among(RELIABILITIES), "F")
    record["reason"] = asker.ask(reason, "--reason", "Why")
    write_record(root, "publishers", record, into, before)
