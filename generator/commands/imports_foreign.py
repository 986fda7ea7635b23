"""The commands of `briefs import` that read what other programs hold: new records in files of their own, and losses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import click

from generator.authoring.ids import free_id, slug
from generator.authoring.yaml_text import as_yaml
from generator.commands.imports import import_
from generator.commands.new_files import Refused, write_new
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, as_of_option, project_option
from generator.compiler import Checked
from generator.imported.claim_reviews import read_claim_reviews
from generator.imported.claim_tables import read_claim_table
from generator.imported.column_mapping import read_mapping
from generator.imported.found import LARGEST, Found, ImportRefused, Loss, in_order
from generator.model.corpus import Corpus
from generator.progress.line import finish
from generator.read.files import MAX_YAML_BYTES
from generator.steps import checked_project, show_findings

__all__ = ["import_"]

FOLDERS = {"terms": "glossary"}
"""By kind of record: its folder below content/, where that is not named like it."""
WORDS = {
    "claims": ("claim", "claims"), "sources": ("source", "sources"), "publishers": ("publisher", "publishers"),
    "entities": ("entity", "entities"), "terms": ("term", "terms"),
}  # fmt: skip
foreign_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
dry_run_option = click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")


def file_content(file: Path) -> bytes:
    """The bytes of a foreign file; ImportRefused where it is no plain file, or larger than what is read."""
    if not file.is_file():
        raise ImportRefused("this is not a plain file")
    if file.stat().st_size > LARGEST:
        raise ImportRefused(f"the file is larger than {LARGEST // 1024 // 1024} MiB")
    return file.read_bytes()


def foreign_import(
    root: Path, file: Path, day: date, dry_run: bool, read: Callable[[bytes, Corpus, date], Found]
) -> None:
    """Reads a foreign file into a project and ends the program; a file that cannot be read is one line."""
    before = checked_project(root)
    try:
        found = read(file_content(file), before.corpus, day)
    except ImportRefused as reason:
        finish(f"error: {file}: {reason}; nothing was written")
        sys.exit(UNUSABLE)
    if dry_run:
        show_found(found, file)
    write_found(root, found, file, before)


def _chunks(records: Iterable[object]) -> list[str]:
    """The YAML of records, in texts that are small enough for one file each."""
    texts: list[list[str]] = [[]]
    size = 0
    for record in records:
        text = as_yaml([record])
        length = len(text.encode("utf-8"))
        if texts[-1] and size + length > MAX_YAML_BYTES * 0.9:
            texts.append([])
            size = 0
        texts[-1].append(text)
        size += length
    return ["".join(part) for part in texts]


def _texts(found: Found) -> list[tuple[str, str]]:
    """What is to be written: the folder below content/ and the text, by kind of record."""
    kinds = dict.fromkeys(kind for kind, _ in found.records)
    return [
        (FOLDERS.get(kind, kind), text)
        for kind in kinds
        for text in _chunks(record for other, record in found.records if other == kind)
    ]


def _counts(found: Found) -> str:
    counts = {kind: sum(1 for other, _ in found.records if other == kind) for kind in WORDS}
    told = [f"{count} {WORDS[kind][count != 1]}" for kind, count in counts.items() if count]
    return ", ".join(told) or "no records"


def show_losses(losses: tuple[Loss, ...]) -> None:
    """Prints every loss under its reason: where it stood and what it was; then how many there are."""
    why = ""
    for item in in_order(losses):
        if item.why != why:
            why = item.why
            click.echo(f"not taken over: {why}")
        click.echo(f"  {item.where}: {item.value}")
    count = len(losses)
    click.echo(f"{count} value{'' if count == 1 else 's'} not taken over" if count else "everything was taken over")


def show_found(found: Found, file: Path) -> None:
    """Prints the records that would be written, and the losses; ends the program."""
    name = f"imported-{slug(file.stem, 'file', 40)}"
    for folder, text in _texts(found):
        click.echo(f"# content/{folder}/{name}.yml\n{text}")
    show_losses(found.losses)
    finish(f"would write {_counts(found)}; nothing was written")
    sys.exit(CLEAN)


def write_found(root: Path, found: Found, file: Path, before: Checked) -> None:
    """Writes each kind of record to a new file, tells all losses and what the check finds now; ends the program.

    Exits 2 where there is nothing to write, 1 where the check finds more wrong than before, else 0: that an imported
    claim is a draft is no fault.
    """
    show_losses(found.losses)
    if not found.records:
        finish(f"{file}: nothing in it is new to this project; nothing was written")
        sys.exit(UNUSABLE)
    written: list[str] = []
    try:
        for folder, text in _texts(found):
            home = root / "content" / folder
            taken = {path.stem for path in home.glob("*.y*ml")} if home.is_dir() else set()
            name = free_id(f"imported-{slug(file.stem, 'file', 40)}", taken)
            written.append(write_new(root, folder, name, text))
    except (Refused, OSError) as reason:
        for path in written:
            (root / path).unlink()
        finish(f"error: {reason}; nothing was written")
        sys.exit(UNUSABLE)
    after = checked_project(root)
    known = {(item.rule.code, item.message, item.target) for item in before.findings}
    fresh = tuple(item for item in after.findings if (item.rule.code, item.message, item.target) not in known)
    faults = tuple(item for item in fresh if item.rule.severity != "note")
    show_findings(Checked(after.corpus, faults, ()), root)
    drafts = sum(1 for item in fresh if item.rule.code == "A001")
    told = f"; {drafts} draft{'' if drafts == 1 else 's'} to finish (`briefs check` lists them)" if drafts else ""
    more = f"; {len(faults)} thing{'' if len(faults) == 1 else 's'} to mend" if faults else ""
    finish(f"wrote {_counts(found)} to {', '.join(written)}{told}{more}")
    sys.exit(FINDINGS if faults else CLEAN)


@import_.command()
@foreign_file
@project_option
@as_of_option
@dry_run_option
def claimreview(file: Path, root: Path, as_of: date, dry_run: bool) -> None:
    """Read the reviews of claims in FILE: JSON-LD of schema.org (a node, a list, a graph, a feed), or a web page.

    Every claim becomes a draft, every page a source that is not captured. What no record can hold is listed.
    """
    foreign_import(root, file, as_of, dry_run, read_claim_reviews)


@import_.command(name="csv")
@foreign_file
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A YAML file that says which column is which field (default: columns are called like the fields).",
)
@project_option
@as_of_option
@dry_run_option
def table(file: Path, mapping: Path | None, root: Path, as_of: date, dry_run: bool) -> None:
    """Read claims, or sources, from the table FILE: CSV in UTF-8, with the names of its columns in the first line.

    Without --mapping it reads data/csv/claim_sheet.csv of any site of this program. The guide lists the fields.
    """

    def read(content: bytes, corpus: Corpus, day: date) -> Found:
        if mapping is None:
            return read_claim_table(content, corpus, day)
        return read_claim_table(content, corpus, day, read_mapping(file_content(mapping)))

    foreign_import(root, file, as_of, dry_run, read)
