"""The commands of `briefs import` that read bibliographies and reports of threats."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.commands.imports import import_
from generator.commands.imports_foreign import dry_run_option, foreign_file, foreign_import
from generator.commands.options import as_of_option, project_option
from generator.extract.taking_in import LibraryMissing
from generator.imported.bibliographies import read_bibtex, read_csl
from generator.imported.found import Found, ImportRefused
from generator.imported.threat_reports import read_stix
from generator.model.corpus import Corpus

__all__ = ["import_"]


def _entries(content: bytes, corpus: Corpus, day: date) -> Found:
    try:
        return read_bibtex(content, corpus, day)
    except LibraryMissing as reason:
        raise ImportRefused(str(reason)) from reason


@import_.command(name="csl-json")
@foreign_file
@project_option
@as_of_option
@dry_run_option
def csl_json(file: Path, root: Path, as_of: date, dry_run: bool) -> None:
    """Read the sources in FILE, a list of items in CSL-JSON, as Zotero and others write it.

    Every item becomes a source that is not captured. What no source can hold is listed.
    """
    foreign_import(root, file, as_of, dry_run, read_csl)


@import_.command()
@foreign_file
@project_option
@as_of_option
@dry_run_option
def bibtex(file: Path, root: Path, as_of: date, dry_run: bool) -> None:
    """Read the sources in FILE, a bibliography for BibTeX or biblatex.

    Every entry becomes a source that is not captured. What no source can hold is listed.
    """
    foreign_import(root, file, as_of, dry_run, _entries)


@import_.command()
@foreign_file
@project_option
@as_of_option
@dry_run_option
def stix(file: Path, root: Path, as_of: date, dry_run: bool) -> None:
    """Read reports, relationships, notes and opinions in FILE, a bundle of STIX 2.1.

    Reports and what is cited become sources that are not captured; all that is said becomes drafts of claims.
    """
    foreign_import(root, file, as_of, dry_run, read_stix)
