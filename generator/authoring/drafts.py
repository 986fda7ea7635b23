"""Proposals to the YAML of draft claims, each under a comment that tells what was found and why it was read so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from generator.authoring.date_phrases import DatePhrase
from generator.authoring.ids import LONGEST, free_id
from generator.authoring.proposals import Proposal
from generator.authoring.speech import weakest
from generator.authoring.yaml_text import as_yaml, comment
from generator.derive.terms import Mention
from generator.diagnostics import Span
from generator.model.choices import DATED, FORETELLING, ClaimKind
from generator.model.corpus import Corpus, Source
from generator.model.dates import UncertainDate
from generator.model.fields import TODO
from generator.resolve.dates import date_or_none

STATEMENT = f"{TODO} say what is claimed, in one sentence without hedge and attribution"
CRITERIA = f"{TODO} say by what anybody can see that it came true"
UNDATED = f"{TODO} give `when`, or say why there is no date"


def _id(source: str, number: int, taken: Collection[str]) -> str:
    """An id for a draft that nothing bears yet; the author gives it a speaking one."""
    return free_id(f"{source[: LONGEST - 12].rstrip('-')}-s{number:02}", taken)


def _told_date(proposal: Proposal, foretold: bool, said: UncertainDate | None) -> DatePhrase | None:
    """The expression that seems to date what is claimed, the first of several.

    For what is foretold: one that has not begun when it was said, else one that is not over, else one with an end.
    """
    dated = [item for item in proposal.dates if item.kind in {"date", "reference"} and item.when is not None]
    if not foretold:
        return dated[0] if dated else None
    day = said.earliest if said and said.earliest else date.min
    tests: tuple[Callable[[UncertainDate], bool], ...] = (
        lambda when: (when.earliest or when.latest or day) >= day,
        lambda when: when.latest is not None and when.latest >= day,
        lambda when: when.latest is not None,
    )
    for fits in tests:
        found = [item for item in dated if (when := date_or_none(item.when)) is not None and fits(when)]
        if found:
            return found[0]
    return None


def _kind(proposal: Proposal, said: UncertainDate | None) -> ClaimKind:
    """A plan or prediction where a word says so, an event where a past date does, else a state."""
    suggested = {cue.suggests for cue in proposal.kinds}
    level = weakest(proposal.hedges)
    ahead = _told_date(proposal, True, said)
    when = date_or_none(ahead.when) if ahead else None
    to_come = when and when.earliest and said and said.latest and when.earliest > said.latest
    if "prediction" in suggested or (level is not None and level.suggests in {"expected", "likely"} and to_come):
        return "prediction"
    if "plan" in suggested:
        return "plan"
    found = _told_date(proposal, False, said)
    past = date_or_none(found.when) if found else None
    over = past and past.latest and said and said.latest and past.latest <= said.latest
    return "event" if over else "state"


def _voices(proposal: Proposal, source: Source) -> list[dict[str, str]]:
    """Who is credited, nearest the fact first, and the publisher: as reporter of others, else as author."""
    publisher = source.written.publisher
    voices = [{"who": item.who, "role": item.role} for item in proposal.speakers if item.who != publisher]
    role = "reported" if voices or proposal.credits else "author"
    return [*voices, {"who": publisher, "role": role}]


def claim_record(proposal: Proposal, source: Source, corpus: Corpus) -> dict[str, Any]:
    """A proposal as a claim in plain values, in the order of the guide, without its id."""
    kind, cue = _kind(proposal, source.published), weakest(proposal.hedges)
    foretold = kind in FORETELLING
    language, site = source.written.language, corpus.site.language
    named = dict.fromkeys(item.term for item in proposal.entities if corpus.entities[item.term].record.named == "yes")
    told = _told_date(proposal, foretold, source.published)
    record: dict[str, Any] = {
        "statement": STATEMENT,
        "kind": kind,
        "about": list(named),
        "voices": _voices(proposal, source),
        "hedge": {"level": cue.suggests, "cue": cue.words} if cue else {"level": "stated"},
    }
    if told is not None:
        record |= {"when": told.when, "when_text": told.words if language == site else {language: told.words}}
    elif kind in DATED:
        record["undated"] = UNDATED
    appearance = {"source": source.id, "quote": proposal.anchor.quote}
    appearance |= {name: words for name in ("prefix", "suffix") if (words := getattr(proposal.anchor, name))}
    if language != site:
        appearance["translation"] = f"{TODO} translate the quote into {site!r}"
    record["appearances"] = [appearance]
    if foretold:
        due = date_or_none(told.when) if told else None
        last = due.latest.isoformat() if due and due.latest else told.when if told else None
        record["resolution"] = {"criteria": CRITERIA} | ({"due": last} if last else {})
    return record


def _named(mentions: Iterable[Mention], offset: int, text: str) -> str:
    found = dict.fromkeys((item.term, text[item.start - offset : item.end - offset]) for item in mentions)
    return ", ".join(f'{id} ("{words}")' for id, words in found)


def _notes(proposal: Proposal, where: Span | str) -> list[str]:
    """Where the sentence stands and what was found in it, a line a kind of finding."""
    start, text = proposal.sentence.start, proposal.sentence.text
    lines = [f"Sentence {proposal.number}: {where}, characters {start}-{proposal.sentence.end}"]
    if proposal.entities:
        lines.append(f"  names: {_named(proposal.entities, start, text)}")
    if proposal.terms:
        lines.append(f"  terms: {_named(proposal.terms, start, text)}")
    if proposal.hedges:
        lines.append("  hedges: " + ", ".join(f'"{cue.words}" ({cue.suggests})' for cue in proposal.hedges))
    heard = {speaker.cue: speaker.who for speaker in proposal.speakers}
    if proposal.credits:
        credits = (f'"{cue.words}" ({cue.suggests}: {heard.get(cue, "who?")})' for cue in proposal.credits)
        lines.append("  credits: " + ", ".join(credits))
    for phrase in proposal.dates:
        at = f"{phrase.start}-{phrase.end}"
        lines.append(f'  date: "{phrase.words}" ({at}) is {phrase.when or "left open"}: {phrase.note}')
    return lines


def draft_yaml(proposals: Iterable[Proposal], source: Source, corpus: Corpus) -> str:
    """Proposals as the text of a claims file; it reads as a list of drafts, whatever the document holds."""
    taken = {*corpus.claim_ids, *corpus.tombstones}
    blocks = []
    for proposal in proposals:
        id = _id(source.id, proposal.number, taken)
        taken.add(id)
        record = {"id": id, "draft": "yes", **claim_record(proposal, source, corpus)}
        where = source.document.span(proposal.sentence.start) if source.document else ""
        blocks.append("\n".join(map(comment, _notes(proposal, where))) + "\n" + as_yaml([record]))
    return "\n".join(blocks)
