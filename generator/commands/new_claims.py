"""The command `briefs new claim`: from a quote to a claim, with everything proposed that its words suggest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from generator.authoring.new_records import (
    claim_from_quote,
    date_problem,
    local_text,
    pinned_quote,
    reference_problem,
)
from generator.commands.asking import Asker, among, each, fine, listed
from generator.commands.draft import captured
from generator.commands.options import project_option
from generator.commands.tongue import read_tongue
from generator.commands.writing import ask_id, into_option, write_record, yes_option
from generator.model.choices import DATED, FORETELLING, ClaimKind, HedgeLevel, Role, values_of
from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document, Passage
from generator.model.fields import TODO
from generator.model.lexicon import HEDGING
from generator.model.source_records import Anchor
from generator.steps import checked_project

KINDS, LEVELS, ROLES = values_of(ClaimKind), values_of(HedgeLevel), values_of(Role)


def _anchor(
    asker: Asker, source: Source, document: Document, quote: str | None, prefix: str | None, suffix: str | None
) -> tuple[Anchor, Passage]:
    """A quote that stands in the document once, told apart by neighbours where it must be."""

    def judged(words: str) -> str | None:
        found = (
            pinned_quote(source, document, Anchor(quote=words, prefix=prefix, suffix=suffix)) if words.strip() else ""
        )
        return None if isinstance(found, Passage) else found or "it is empty"

    words = asker.ask(quote, "--quote", "Quote, copied from the document", judged)
    anchor = Anchor(quote=words, prefix=prefix, suffix=suffix)
    passage = pinned_quote(source, document, anchor)
    assert isinstance(passage, Passage)  # noqa: S101 -- judged above
    return anchor, passage


def _voices(
    asker: Asker, given: tuple[str, ...], proposed: list[dict[str, str]], corpus: Corpus
) -> list[dict[str, str]]:
    known = {**corpus.entities, **corpus.publishers}

    def judged(voice: str) -> str | None:
        who, _, role = voice.partition(":")
        return reference_problem(who, known, "voice") or among(ROLES)(role)

    told = " ".join(f"{voice['who']}:{voice['role']}" for voice in proposed)
    answer = asker.ask(" ".join(given) or None, "--voice", f"Voices (ID:{'|'.join(ROLES)})", each(judged), told)
    return [{"who": who, "role": role} for who, _, role in (voice.partition(":") for voice in listed(answer))]


def _hedge(asker: Asker, level: str | None, cue: str | None, proposed: dict[str, str], quote: str) -> dict[str, str]:
    told = asker.ask(level, "--hedge", f"Hedge ({', '.join(LEVELS)})", among(LEVELS), proposed["level"])
    cue = cue or (proposed.get("cue") if told == proposed["level"] else None)
    if cue is None and told in HEDGING:
        cue = asker.ask(None, "--cue", "Word of the quote that shows it", lambda word: None if word in quote else "no")
    return {"level": told} | ({"cue": cue} if cue else {})


def _date(asker: Asker, when: str | None, undated: str | None, record: dict[str, Any]) -> None:
    """Dates what needs a date, in the words of the source where they were found."""
    reason = undated if when is None else None
    if reason is None and (when is not None or "when" in record):
        record["when"] = asker.ask(
            when, "--when", f"When ({record.get('when_text', '')})", date_problem, record.get("when")
        )
        record.pop("undated", None)
        return
    for field in ("when", "when_text", "undated"):
        record.pop(field, None)
    if record["kind"] in DATED:
        record["undated"] = asker.ask(reason, "--undated", "No date was found: give one by --when, or say why not")
    elif reason:
        record["undated"] = reason


def _resolution(asker: Asker, criteria: str | None, due: str | None, record: dict[str, Any]) -> None:
    proposed = record.pop("resolution", {}).get("due") or record.get("when")
    if record["kind"] in FORETELLING:
        record["resolution"] = {
            "criteria": asker.ask(criteria, "--criteria", "By what can anybody see that it came true"),
            "due": asker.ask(due, "--due", "Due (EDTF)", date_problem, proposed),
        }


@click.command("claim")
@project_option
@click.option("--source", "source_", metavar="ID", help="The captured source in which it is made.")
@click.option("--quote", metavar="WORDS", help="The words, exactly as they stand there.")
@click.option("--prefix", metavar="WORDS", help="The words right before, where the quote occurs more than once.")
@click.option("--suffix", metavar="WORDS", help="The words right after.")
@click.option("--statement", metavar="TEXT", multiple=True, help="What is claimed; `de=…` per language.")
@click.option("--id", "id_", metavar="ID", help="Its id (proposed: from the statement).")
@click.option("--translation", metavar="TEXT", help="The quote in the site's language, where it is in another.")
@click.option("--kind", metavar="KIND", help="One of: " + ", ".join(KINDS))
@click.option("--about", metavar="IDS", help="Entities that it is about.")
@click.option("--voice", metavar="ID:ROLE", multiple=True, help="Who said it, and how: " + ", ".join(ROLES))
@click.option("--hedge", metavar="LEVEL", help="One of: " + ", ".join(LEVELS))
@click.option("--cue", metavar="WORD", help="The word of the quote that hedges.")
@click.option("--when", metavar="DATE", help="What time it speaks of (EDTF).")
@click.option("--undated", metavar="TEXT", help="Why it has no date.")
@click.option("--criteria", metavar="TEXT", help="For predictions and plans: by what it will be judged.")
@click.option("--due", metavar="DATE", help="For predictions and plans: by when.")
@into_option
@yes_option
def claim(
    root: Path, source_: str | None, quote: str | None, prefix: str | None, suffix: str | None,
    statement: tuple[str, ...], id_: str | None, translation: str | None, kind: str | None, about: str | None,
    voice: tuple[str, ...], hedge: str | None, cue: str | None, when: str | None, undated: str | None,
    criteria: str | None, due: str | None, into: str | None, yes: bool,
) -> None:  # fmt: skip
    """Add a claim that a captured source makes."""
    before, asker = checked_project(root), Asker(yes)
    corpus = before.corpus
    known = {id: item for id, item in corpus.sources.items() if item.document is not None}
    named = asker.ask(source_, "--source", "Source (id)", lambda id: reference_problem(id, known, "captured source"))
    source, document = captured(corpus, named)
    anchor, passage = _anchor(asker, source, document, quote, prefix, suffix)
    record = claim_from_quote(corpus, source, document, anchor, passage, read_tongue(root))
    told = local_text(statement or (asker.ask(None, "--statement", "Statement, without hedge and attribution"),))
    first = told if isinstance(told, str) else next(iter(told.values()))
    words = re.sub(r"(?i)\b(the|a|an|der|die|das|ein|eine)\b", " ", first)
    id = ask_id(asker, id_, ClaimRecord, "claim", words, corpus)
    record["statement"] = told
    record["kind"] = asker.ask(kind, "--kind", f"Kind ({', '.join(KINDS)})", among(KINDS), record["kind"])
    judge = each(lambda one: reference_problem(one, corpus.entities, "entity"))
    proposed = ", ".join(record["about"]) or None
    record["about"] = listed(asker.ask(about, "--about", "About (ids of entities)", judge, proposed))
    record["voices"] = _voices(asker, voice, record["voices"], corpus)
    record["hedge"] = _hedge(asker, hedge, cue, record["hedge"], passage.text)
    _date(asker, when, undated, record)
    appearance = record["appearances"][0]
    if str(appearance.get("translation", "")).startswith(TODO):
        site = corpus.site.language
        appearance["translation"] = asker.ask(translation, "--translation", f"The quote in {site!r}", fine)
    _resolution(asker, criteria, due, record)
    write_record(root, "claims", {"id": id, **record}, into, before)
