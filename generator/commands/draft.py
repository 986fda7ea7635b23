"""The command `briefs draft`: proposes claims for the sentences of a source that nothing covers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.authoring.drafts import draft_yaml
from generator.authoring.proposals import Proposal, Tongue, proposals_for
from generator.commands.new_files import Refused, write_new
from generator.commands.options import UNUSABLE, project_option
from generator.commands.tongue import read_tongue
from generator.diagnostics.nearest import did_you_mean
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document
from generator.progress.line import finish
from generator.steps import checked_project


def captured(corpus: Corpus, id: str) -> tuple[Source, Document]:
    """A source and its document; UsageError where there is none of them."""
    source = corpus.sources.get(id)
    if source is None:
        hint = did_you_mean(id, corpus.sources, "see content/sources/")
        raise click.UsageError(f"there is no source {id!r}: {hint}")
    if not source.captured:
        raise click.UsageError(f"{id!r} is cited only: it has no document to draft from")
    if source.document is None:
        raise click.UsageError(f"the document of {id!r} cannot be read: run `briefs check`")
    return source, source.document


def _tell(found: tuple[Proposal, ...], source: Source, tongue: Tongue, where: str) -> None:
    language = source.written.language
    if tongue.dates_of(language) is None:
        finish(f"note: there is no date lexicon for {language!r}, so no dates were looked for")
    if found:
        finish(f"proposed {len(found)} drafts for {source.id!r}{where}; each needs a statement from you")
    else:
        finish(f"nothing to propose: every sentence of {source.id!r} is covered")


@click.command()
@click.argument("source")
@project_option
@click.option("--all", "everything", is_flag=True, help="Propose for covered sentences too.")
@click.option("--output", metavar="FILE", help="Write to this new file in content/claims/ (default: print).")
def draft(source: str, root: Path, everything: bool, output: str | None) -> None:
    """Propose a draft of a claim for every sentence of SOURCE that no quote covers and no `skipped` explains.

    It finds words, names, hedges, voices and dates; the statement is yours to write. It never overwrites a file.
    """
    corpus = checked_project(root).corpus
    found_source, document = captured(corpus, source)
    tongue = read_tongue(root)
    found = proposals_for(corpus, found_source, document, tongue, everything)
    text = draft_yaml(found, found_source, corpus)
    where = ""
    if output is None:
        click.echo(text, nl=False)
    elif found:
        try:
            where = f" in {write_new(root, 'claims', output, text)}"
        except Refused as reason:
            finish(f"error: {reason}")
            sys.exit(UNUSABLE)
    _tell(found, found_source, tongue, where)
