"""The commands `briefs new entity`, `briefs new term` and `briefs new brief`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator.authoring.new_records import local_text, reference_problem
from generator.authoring.yaml_text import as_yaml
from generator.commands.asking import Asker, among, each, listed
from generator.commands.new_files import Refused, write_new
from generator.commands.options import UNUSABLE, as_of_option, project_option
from generator.commands.writing import ask_id, into_option, tell_what_is_left, write_record, yes_option
from generator.model.choices import EntityKind, values_of
from generator.model.claim_records import BriefRecord
from generator.model.records import EntityRecord, TermRecord
from generator.progress.line import finish
from generator.steps import checked_project

ENTITY_KINDS = values_of(EntityKind)


def _texts(asker: Asker, given: tuple[str, ...], option: str, question: str) -> str | dict[str, str]:
    return local_text(given or (asker.ask(None, option, question),))


def _first(text: str | dict[str, str]) -> str:
    return text if isinstance(text, str) else next(iter(text.values()))


@click.command("entity")
@project_option
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the name).")
@click.option("--name", metavar="TEXT", multiple=True, help="Its name; `de=…` per language.")
@click.option("--kind", metavar="KIND", help="One of: " + ", ".join(ENTITY_KINDS))
@click.option("--description", metavar="TEXT", multiple=True, help="What or who it is; `de=…` per language.")
@click.option("--alias", metavar="TEXT", multiple=True, help="Another name of it.")
@click.option("--unnamed", is_flag=True, help="A voice that its source leaves unnamed.")
@into_option
@yes_option
def entity(
    root: Path, id_: str | None, name: tuple[str, ...], kind: str | None, description: tuple[str, ...],
    alias: tuple[str, ...], unnamed: bool, into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Add an organisation, person, group, product or event."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    named = _texts(asker, name, "--name", "Name")
    record: dict[str, Any] = {
        "id": ask_id(asker, id_, EntityRecord, "entity", _first(named), corpus),
        "name": named,
        "kind": asker.ask(kind, "--kind", f"Kind ({', '.join(ENTITY_KINDS)})", among(ENTITY_KINDS)),
    }
    if unnamed:
        record["named"] = "no"
    if alias:
        record["aliases"] = [{"name": words} for words in alias]
    record["description"] = _texts(asker, description, "--description", "What or who it is")
    write_record(root, "entities", record, into, before)


@click.command("term")
@project_option
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the term).")
@click.option("--name", metavar="TEXT", multiple=True, help="The term; `de=…` per language.")
@click.option("--definition", metavar="TEXT", multiple=True, help="At most 60 words; `de=…` per language.")
@click.option("--variant", metavar="TAG=FORM", multiple=True, help="A form in which it occurs, such as `de=Brücken`.")
@into_option
@yes_option
def term(
    root: Path, id_: str | None, name: tuple[str, ...], definition: tuple[str, ...], variant: tuple[str, ...],
    into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Add a term to the glossary."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    named = _texts(asker, name, "--name", "Term")
    record: dict[str, Any] = {
        "id": ask_id(asker, id_, TermRecord, "term", _first(named), corpus),
        "term": named,
        "definition": _texts(asker, definition, "--definition", "Definition, at most 60 words"),
    }
    variants: dict[str, list[str]] = {}
    for form in variant:
        tagged = local_text([form])
        if isinstance(tagged, str):
            raise click.UsageError(f"--variant: {form!r} does not name its language; write `de={form}`")
        for language, words in tagged.items():
            variants.setdefault(language, []).append(words)
    if variants:
        record["variants"] = variants
    write_record(root, "glossary", record, into, before)


@click.command("brief")
@project_option
@as_of_option
@click.option("--id", "id_", metavar="ID", help="Its id and file name (proposed: from the title).")
@click.option("--title", metavar="TEXT", multiple=True, help="Its title; `de=…` per language.")
@click.option("--question", metavar="TEXT", multiple=True, help="The question that it answers.")
@click.option("--bottom-line", metavar="TEXT", multiple=True, help="The answer, in at most three sentences.")
@click.option("--about", metavar="IDS", help="Entities whose claims it shows.")
@click.option("--claims", metavar="IDS", help="Claims that it shows, in this order.")
@yes_option
def brief(
    root: Path, as_of: date, id_: str | None, title: tuple[str, ...], question: tuple[str, ...],
    bottom_line: tuple[str, ...], about: str | None, claims: str | None, yes: bool,
) -> None:  # fmt: skip
    """Add a brief: front matter, and a body that shows its claims."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    named = _texts(asker, title, "--title", "Title")
    id = ask_id(asker, id_, BriefRecord, "brief", _first(named), corpus)
    record: dict[str, Any] = {
        "id": id,
        "title": named,
        "question": _texts(asker, question, "--question", "Question that it answers"),
        "bottom_line": _texts(asker, bottom_line, "--bottom-line", "Answer, in at most three sentences"),
        "date": as_of.isoformat(),
    }
    selection: dict[str, list[str]] = {}
    if claims:
        judge = each(lambda one: reference_problem(one, corpus.claims, "claim"))
        selection["ids"] = listed(asker.ask(claims, "--claims", "Claims", judge))
    if about or not claims:
        judge = each(lambda one: reference_problem(one, corpus.entities, "entity"))
        selection["about"] = listed(asker.ask(about, "--about", "Entities whose claims it shows (ids)", judge))
    record["claims"] = selection
    shown = selection.get("ids", []) or [
        id for id, item in corpus.claims.items() if set(item.written.about) & set(selection["about"])
    ]
    body = "\n\n".join(f"[[claim:{one}]]" for one in shown)
    try:
        path = write_new(root, "briefs", id, f"---\n{as_yaml(record)}---\n\n{body}\n")
    except Refused as reason:
        finish(f"error: {reason}")
        sys.exit(UNUSABLE)
    tell_what_is_left(root, path, before)
