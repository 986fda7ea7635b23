"""The command `briefs diff`: what changed in the language of claims between two revisions."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from generator.authoring.diff_json import as_json
from generator.authoring.diff_markdown import as_markdown
from generator.authoring.diff_text import as_text
from generator.authoring.diff_words import Comparison, Revision, summary
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, project_option
from generator.compiler import Checked, check_project
from generator.derive.compare import compare
from generator.diagnostics.catalogue import R003
from generator.model.corpus import Corpus
from generator.model.fields import text_in
from generator.model.lexicon import Lexicon
from generator.progress.line import finish
from generator.progress.stages import Stages
from generator.read.lexicon import read_lexicon
from generator.read.revisions import Commit, NoRevision, commit_named, common_commit, unpacked
from generator.read.site_templates import template_folders

ON_DISK = "the files on disk"
FORMS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _side(folder: Path, lexicon: Lexicon, named: str, sha: str | None) -> tuple[Checked, Revision]:
    """A project folder, checked, and as a side of the comparison."""
    empty = not (folder / "content").is_dir()
    checked = check_project(folder, lexicon)
    # Which ids are published is asked of the last commit, and says nothing about an older one.
    errors = tuple(
        item for item in checked.findings if item.rule.severity == "error" and not (sha and item.rule is R003)
    )
    return checked, Revision(named, sha, () if empty else errors, empty)


def _revision(root: Path, lexicon: Lexicon, commit: Commit) -> tuple[Checked, Revision]:
    with Stages().stage(f"reading {commit.named}"), unpacked(root, commit) as folder:
        return _side(folder, lexicon, commit.named, commit.sha)


def _statements(sides: Iterable[Corpus], language: str) -> Mapping[str, str]:
    """The statement of each claim and draft by its id, as the last of the sides has it."""
    found: dict[str, str] = {}
    for corpus in sides:
        for draft in corpus.unfinished:
            if draft.located is not None:
                found[draft.id] = text_in(draft.located.record.statement, language)
        found.update({id: text_in(claim.written.statement, language) for id, claim in corpus.claims.items()})
    return found


def compared(root: Path, base: str, head: str | None, since_common: bool) -> Comparison:
    """Two revisions of a project, or one and the files on disk; NoRevision where one of them cannot be read.

    With `since_common` the old side is the last commit that both have behind them.
    """
    lexicon = read_lexicon(*template_folders(root, "lexicon"))
    old_commit = commit_named(root, base)
    new_commit = commit_named(root, head) if head is not None else None
    if since_common:
        old_commit = common_commit(root, old_commit, new_commit or commit_named(root, "HEAD"))
    old, base_side = _revision(root, lexicon, old_commit)
    if new_commit is not None:
        new, head_side = _revision(root, lexicon, new_commit)
    else:
        with Stages().stage(f"reading {ON_DISK}"):
            new, head_side = _side(root, lexicon, ON_DISK, None)
    if base_side.empty and head_side.empty:
        raise NoRevision(f"neither {base_side} nor {head_side} holds a folder content/ here")
    differences = compare(old.corpus, new.corpus, lexicon)
    language = new.corpus.site.language
    return Comparison(base_side, head_side, differences, language, _statements((old.corpus, new.corpus), language))


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@project_option
@click.option("--format", "form", type=click.Choice(sorted(FORMS)), default="text", show_default=True)
@click.option(
    "--merge-base", "since_common", is_flag=True, help="Compare with the last commit that both have in common."
)
@click.option("--fail-on-flagged", is_flag=True, help="Exit with 1 where anything is flagged for the reviewer.")
def diff(base: str, head: str | None, root: Path, form: str, since_common: bool, fail_on_flagged: bool) -> None:
    """Show what changed in the claims between the git revisions BASE and HEAD (default: the files on disk).

    Marked for the reviewer are recorded outcomes, quotes moved to other words, changed lineage and any wording that
    became stronger.

    Exit codes: 0 whether or not something changed (1 with --fail-on-flagged), 2 where a revision cannot be read.
    """
    try:
        made = compared(root, base, head, since_common)
    except NoRevision as reason:
        finish(f"error: {reason}")
        sys.exit(UNUSABLE)
    click.echo(FORMS[form](made), nl=False)
    finish(f"{made.base} to {made.head}: {summary(made)}")
    sys.exit(FINDINGS if fail_on_flagged and made.flagged else CLEAN)
