"""The end of every `briefs new`: writes the record and tells what the check says of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from generator.authoring.key_order import in_key_order
from generator.authoring.new_records import id_problem, new_id
from generator.authoring.yaml_text import as_yaml
from generator.commands.asking import Asker
from generator.commands.new_files import Refused, append_to, write_new
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE
from generator.compiler import Checked
from generator.model.corpus import Corpus
from generator.progress.line import finish
from generator.read.project import FOLDERS
from generator.steps import checked_project, show_findings

into_option = click.option("--into", metavar="FILE", help="Add to the list in this file instead of a new file.")
yes_option = click.option("-y", "--yes", is_flag=True, help="Take what is proposed, and ask for nothing.")


def ask_id(asker: Asker, given: str | None, shape: type[BaseModel], kind: str, words: str, corpus: Corpus) -> str:
    """The id of a new record of a kind, proposed from words; UsageError where the one given cannot be had."""
    return asker.ask(
        given, "--id", "Id", lambda answer: id_problem(shape, answer, corpus, kind), new_id(corpus, kind, words)
    )


def write_record(root: Path, folder: str, record: dict[str, Any], into: str | None, before: Checked) -> None:
    """Writes a record to a file of its own, or into a list; then tells what is left to do.

    Exits 2 where nothing could be written, 1 where the check finds more wrong than before, else 0.
    """
    name = str(record["id"])
    text = in_key_order(name, as_yaml([record] if into else record), FOLDERS[folder][1])
    try:
        path = append_to(root, folder, into, text) if into else write_new(root, folder, name, text)
    except Refused as reason:
        finish(f"error: {reason}")
        sys.exit(UNUSABLE)
    tell_what_is_left(root, path, before)


def tell_what_is_left(root: Path, path: str, before: Checked) -> None:
    """Checks the project again and shows what was not found before the file was written."""
    after = checked_project(root)
    known = {(item.rule.code, item.message, item.target) for item in before.findings}
    fresh = tuple(item for item in after.findings if (item.rule.code, item.message, item.target) not in known)
    found = Checked(after.corpus, fresh, ())
    show_findings(found, root)
    left = (
        f"; {len(fresh)} thing{'' if len(fresh) == 1 else 's'} left to do"
        if fresh
        else "; the check finds no fault in it"
    )
    finish(f"wrote {path}{left}")
    sys.exit(CLEAN if found.clean else FINDINGS)
