"""The commands `briefs new source` and `briefs new publisher`: a document with its record, and who published it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from generator.authoring.ids import slug
from generator.authoring.language_guess import guess_language
from generator.authoring.new_records import (
    date_problem,
    local_text,
    reference_problem,
    shape_problem,
)
from generator.commands.asking import Asker, Judge, among, fine
from generator.commands.new_documents import Intake, captured_files, read_intake
from generator.commands.options import Day, as_of_option, project_option
from generator.commands.writing import ask_id, into_option, write_record, yes_option
from generator.model.choices import Reliability, values_of
from generator.model.corpus import Corpus
from generator.model.records import PublisherRecord
from generator.model.source_choices import SourceKind, Standing
from generator.model.source_records import SourceRecord
from generator.progress.line import finish
from generator.steps import checked_project

KINDS, STANDINGS, RELIABILITIES = values_of(SourceKind), values_of(Standing), values_of(Reliability)


NONE = "-"
"""The answer that leaves out what the document says of itself."""


class Proposed:
    """What a document says of itself, asked for with a word that it does so, and told at the end."""

    def __init__(self, asker: Asker, intake: Intake) -> None:
        self.asker, self.metadata, self.text = asker, intake.metadata, intake.text
        self.taken: list[str] = []

    def ask(
        self, given: str | None, option: str, question: str, judge: Judge, proposed: str, other: str | None = None
    ) -> str:
        """The answer, with what the document says as the proposal where the judge takes that, else another one."""
        fits = bool(proposed) and judge(proposed) is None
        said = f"{question}, as the document says" if fits else question
        answer = self.asker.ask(given, option, said, judge, proposed if fits else other)
        if fits and given is None and answer == proposed:
            self.taken.append(f"{option.removeprefix('--')} {answer!r}")
        return answer

    def optional(self, given: str | None, option: str, question: str, proposed: str) -> str:
        """The same for what may be left out: nothing is asked where the document says nothing."""
        if given or not proposed:
            return given or ""
        answer = self.ask(None, option, f"{question} ({NONE} for none)", fine, proposed)
        return "" if answer == NONE else answer

    def language(self, given: str | None) -> str:
        """The language: what the author says counts, then what the document declares, then what its words look like."""
        guess, declared = guess_language(self.text), self.metadata.language
        primary, _, rest = declared.partition("-")
        declared = f"{primary.lower()}-{rest}" if rest else primary.lower()
        if given and guess and given.split("-")[0] != guess:
            finish(f"note: the text looks like {guess!r}; you say {given!r}, and that counts")
        if not given and declared and guess and primary.lower() != guess:
            finish(f"note: the text looks like {guess!r}; the document says {declared!r}")

        def judged(tag: str) -> str | None:
            return shape_problem(SourceRecord, "language", tag)

        return self.ask(given, "--language", "Language of the document (tag)", judged, declared, guess)

    def publisher(self, given: str | None, corpus: Corpus) -> str:
        """The publisher: the one that bears the name in the document, else the only one there is."""
        said = self.metadata.publisher
        named = next(
            (
                id
                for id, item in corpus.publishers.items()
                if said and (id == slug(said, "publisher") or said.casefold() in map(str.casefold, names(item.record)))
            ),
            "",
        )
        if said and not named and not given:
            finish(f"note: the document names {said!r} as its publisher; `briefs new publisher` adds one")
        only = next(iter(corpus.publishers)) if len(corpus.publishers) == 1 else None

        def judged(id: str) -> str | None:
            return reference_problem(id, corpus.publishers, "publisher")

        return self.ask(given, "--publisher", "Publisher (id)", judged, named, only)

    def tell(self) -> None:
        """Says what was taken from the document, so that the author looks at it."""
        if self.taken:
            finish(f"note: taken from the document, check it: {', '.join(self.taken)}")


def names(publisher: PublisherRecord) -> tuple[str, ...]:
    """All names of a publisher."""
    return tuple(publisher.name.values())


def _address(shape: type[BaseModel], url: str) -> str:
    """An address as given; UsageError where it is none."""
    fault = shape_problem(shape, "url", url)
    if fault:
        raise click.UsageError(f"--url: {fault}")
    return url


def _dated(asker: Asker, proposed: Proposed, published: str | None, undated: str | None) -> dict[str, str]:
    """When the document was published, or why that is not known."""
    if undated and not published:
        return {"undated": undated}
    told = proposed.ask(
        published,
        "--published",
        f"Published (2025-02-20, 2025-02, …; {NONE} where it bears no date)",
        lambda answer: None if answer == NONE else date_problem(answer),
        proposed.metadata.published,
    )
    if told == NONE:
        return {"undated": asker.ask(undated, "--undated", "Why it has no date")}
    return {"published": told}


@click.command("source")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@project_option
@as_of_option
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the file's name).")
@click.option("--publisher", metavar="ID", help="Id of its publisher; `briefs new publisher` adds one.")
@click.option("--language", metavar="TAG", help="Its language (proposed: as declared, or from its words).")
@click.option("--published", metavar="DATE", help="When it was published (EDTF).")
@click.option("--undated", metavar="TEXT", help="Why it has no date, where it has none.")
@click.option("--kind", metavar="KIND", help="One of: " + ", ".join(KINDS))
@click.option("--standing", metavar="STANDING", help="One of: " + ", ".join(STANDINGS))
@click.option("--summary", metavar="TEXT", multiple=True, help="What it says, in our own words (`de=…` per language).")
@click.option("--title", metavar="TEXT", help="Its title as printed (proposed: as the document says).")
@click.option("--author", metavar="NAME", multiple=True, help="An author as printed (proposed: as the document says).")
@click.option("--url", metavar="ADDRESS", help="Where it was read.")
@click.option("--retrieved", type=Day(), help="When it was read (default with --url: the day of --as-of).")
@into_option
@yes_option
def source(
    file: Path, root: Path, as_of: date, id_: str | None, publisher: str | None, language: str | None,
    published: str | None, undated: str | None, kind: str | None, standing: str | None, summary: tuple[str, ...],
    title: str | None, author: tuple[str, ...], url: str | None, retrieved: date | None, into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Capture a document: copy FILE into seeds/ byte for byte, and write its record.

    FILE is plain text, Markdown, a saved web page (HTML), PDF, DOCX or EPUB. From all but plain text the words are
    read out once, and kept beside the document; quotes are looked up in them.
    """
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    intake = read_intake(root, file, corpus)
    proposed = Proposed(asker, intake)
    record: dict[str, Any] = {"id": ask_id(asker, id_, SourceRecord, "source", file.stem, corpus)}
    if told_title := proposed.optional(title, "--title", "Title", intake.metadata.title):
        record["title"] = told_title
    record["kind"] = asker.ask(kind, "--kind", f"Kind ({', '.join(KINDS)})", among(KINDS), "article")
    record["publisher"] = proposed.publisher(publisher, corpus)
    said = proposed.optional("; ".join(author), "--author", "Authors", "; ".join(intake.metadata.authors))
    if authors := [name.strip() for name in said.split(";") if name.strip()]:
        record["authors"] = authors
    record["language"] = proposed.language(language)
    record |= _dated(asker, proposed, published, undated)
    record["standing"] = asker.ask(
        standing, "--standing", f"Standing ({', '.join(STANDINGS)})", among(STANDINGS), "established"
    )
    told = summary or (asker.ask(None, "--summary", "What it says, in your own words", fine),)
    record["summary"] = local_text(told)
    record |= intake.record
    if url:
        record |= {"url": _address(SourceRecord, url), "retrieved": (retrieved or as_of).isoformat()}
    proposed.tell()
    with captured_files(root, intake.files):
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
    record: dict[str, Any] = {
        "id": ask_id(asker, id_, PublisherRecord, "publisher", named, corpus),
        "name": named,
    }
    if url:
        record["url"] = _address(PublisherRecord, url)
    record["reliability"] = asker.ask(reliability, "--reliability", "Reliability (A to F)", among(RELIABILITIES), "F")
    record["reason"] = asker.ask(reason, "--reason", "Why")
    write_record(root, "publishers", record, into, before)
