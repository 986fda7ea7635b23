"""The command `briefs reextract`: reads the original of a source anew, and shows what would move before it writes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.authoring.edits import Edit, edited, edits_of
from generator.authoring.reextraction import Move, moves, record_fixes, text_change
from generator.commands.new_documents import PLACES, extracted, sha256
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, project_option
from generator.commands.writing import tell_what_is_left, yes_option
from generator.diagnostics.nearest import did_you_mean
from generator.extract.blocks import Extraction
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document
from generator.model.source_records import ExtractedDocument
from generator.progress.line import finish
from generator.publish.folder import write_whole
from generator.resolve.original_places import places_text
from generator.steps import checked_project

SHOWN = 60
MOST_LINES = 40


def _extracted_source(corpus: Corpus, id: str) -> tuple[Source, Document, ExtractedDocument]:
    """The source with its text and its original; UsageError where it has none."""
    if id not in corpus.sources:
        hint = did_you_mean(id, corpus.sources)
        raise click.UsageError(f"there is no source {id!r}" + (f"; {hint}" if hint else ""))
    source = corpus.sources[id]
    if source.written.document is None:
        raise click.UsageError(f"source {id!r} has no `document`: its text was not read out of another file")
    if source.document is None:
        raise click.UsageError(f"the text of source {id!r} is not as it was captured; restore it, see `briefs check`")
    return source, source.document, source.written.document


def _show(source: Source, told: ExtractedDocument, change: str, found: tuple[Move, ...], extractor: str) -> None:
    if told.extractor != extractor:
        click.echo(f"read by {extractor}, before by {told.extractor}")
    lines = change.splitlines()
    click.echo("\n".join(lines[:MOST_LINES]) if lines else f"the text of {source.id!r} stays the same")
    if len(lines) > MOST_LINES:
        click.echo(f"… and {len(lines) - MOST_LINES} lines more")
    for move in found:
        words = move.quote if len(move.quote) <= SHOWN else move.quote[:SHOWN] + "…"
        if move.lost:
            click.echo(f'lost   {move.owner}: "{words}" ({move.before}): {move.reason}')
        elif move.before != move.after:
            click.echo(f'moves  {move.owner}: "{words}": {move.before or "not found"} -> {move.after}')


def _new_record(root: Path, source: Source, told: dict[str, str]) -> tuple[Path, str] | None:
    """The file of the record and its text with the new values; None where they cannot be put into it."""
    path = source.places.at().path
    texts = {path: (root / path).read_bytes().decode("utf-8")}
    edits: list[Edit] = []
    for fix in record_fixes(source, told):
        made = edits_of(fix, texts)
        if made is None:
            return None
        edits += made
    return root / path, edited(texts[path], edits)


def _write(root: Path, source: Source, told: ExtractedDocument, found: Extraction) -> str:
    """Writes text, places and record; returns the record's path. Exit code 2 where the record cannot be changed."""
    text, places = found.text.encode(), places_text(found.places).encode()
    at = told.places or told.original + PLACES
    values = {"sha256": sha256(text), "document.extractor": found.extractor}
    if told.places or found.places:
        values |= {} if told.places else {"document.places": at}
        values |= {"document.places_sha256": sha256(places)}
    record = _new_record(root, source, values)
    if record is None or source.written.file is None:
        finish("error: the record of the source is written in a form that cannot be changed; nothing was written")
        sys.exit(UNUSABLE)
    write_whole(root / source.written.file, text, lasting=True)
    if told.places or found.places:
        write_whole(root / at, places, lasting=True)
    write_whole(record[0], record[1].encode(), lasting=True)
    return source.written.file


@click.command()
@click.argument("source_id", metavar="SOURCE")
@project_option
@yes_option
def reextract(source_id: str, root: Path, yes: bool) -> None:
    """Read the original of SOURCE anew, show what would change, and write it when you say so.

    Quotes are looked up word for word in the new text. With --yes nothing is written where one would be lost.
    Exit codes: 0 nothing to do, or written; 1 not written, or the check finds something; 2 it could not be read.
    """
    before = checked_project(root)
    source, document, told = _extracted_source(before.corpus, source_id)
    original = root / told.original
    if original.is_symlink() or not original.is_file() or sha256(original.read_bytes()) != told.sha256:
        raise click.UsageError(f"{told.original} is not the document that was captured; restore it")
    found = extracted(told.original, original.read_bytes())
    if found is None:
        raise click.UsageError(f"{told.original} is plain text: there is nothing to read out of it")
    change = text_change(document.text, found.text, document.path)
    if not change and found.places == document.places and found.extractor == told.extractor:
        finish("nothing would change")
        sys.exit(CLEAN)
    moved = moves(before.corpus, source, document, found)
    _show(source, told, change, moved, found.extractor)
    lost = sum(move.lost for move in moved)
    question = f"{lost} quote{'' if lost == 1 else 's'} would be lost. Write it all the same?" if lost else "Write it?"
    agreed = not lost if yes else click.confirm(question, default=not lost, err=True)
    if not agreed:
        finish("nothing was written")
        sys.exit(FINDINGS)
    tell_what_is_left(root, _write(root, source, told, found), before)
