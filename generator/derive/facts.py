"""Everything that follows from the corpus as of a day, in one value for the pages to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from generator.derive.changes import RecordedChange, changes
from generator.derive.contradictions import Contradiction, contradictions
from generator.derive.flips import Flip, flips
from generator.derive.ledger import Ledger, ledger
from generator.derive.recorded import recorded_days
from generator.derive.state import State, state_of
from generator.derive.terms import TermFinder, term_finder
from generator.derive.timeline import TimelineEntry, stretches, timeline
from generator.model.corpus import Claim, Corpus, MarkdownPart, ReferencePart
from generator.model.fields import RefersTo
from generator.model.history import NO_HISTORY, History
from generator.model.marks import marked
from generator.resolve.coverage import SentenceCoverage, coverage_of
from generator.resolve.lineage import Origins, claim_origins

Item = TypeVar("Item")
Key = TypeVar("Key")
Thing = tuple[str, str]
"""A record by kind and id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Derived facts: states, independent origins and uses by id, coverage by source,
    the timeline, its entries by claim and by stretch, meanings that changed on the way and those of each claim,
    contradictions, the terms.

    From the history: all changes, newest first, those of each claim, and the track record of predictions.
    """

    as_of: date
    states: Mapping[str, State]
    origins: Mapping[str, Origins]
    coverage: Mapping[str, tuple[SentenceCoverage, ...]]
    used_by: Mapping[Thing, tuple[Thing, ...]]
    timeline: tuple[TimelineEntry, ...]
    entries: Mapping[str, tuple[TimelineEntry, ...]]
    stretches: Mapping[str, tuple[TimelineEntry, ...]]
    flips: tuple[Flip, ...]
    departures: Mapping[str, tuple[Flip, ...]]
    contradictions: tuple[Contradiction, ...]
    terms: TermFinder
    history: History
    changes: tuple[RecordedChange, ...]
    changed: Mapping[str, tuple[RecordedChange, ...]]
    ledger: Ledger


def _texts(corpus: Corpus) -> Iterator[tuple[Thing, str, str]]:
    """The texts in which terms are linked: their record, the text, its language."""
    site = corpus.site.language
    for id, claim in corpus.claims.items():
        written = claim.written
        for local in (written.statement, written.note, *(item.paraphrase for item in written.evidence)):
            for language, text in (local or {}).items():
                yield ("claim", id), text, language or site
    for id, source in corpus.sources.items():
        for language, text in source.written.summary.items():
            yield ("source", id), text, language or site
        if source.document is not None:
            yield ("source", id), source.document.text, source.written.language
    for id, entity in corpus.entities.items():
        for language, text in entity.record.description.items():
            yield ("entity", id), text, language or site
    for id, brief in corpus.briefs.items():
        bodies = ((site, brief.parts), *((language, item.parts) for language, item in brief.translations.items()))
        for language, parts in bodies:
            yield from ((("brief", id), part.text, language) for part in parts if isinstance(part, MarkdownPart))


def _uses(corpus: Corpus, terms: TermFinder) -> Mapping[Thing, tuple[Thing, ...]]:
    """For every record, the records that name it."""
    found: dict[Thing, set[Thing]] = defaultdict(set)
    records = [("claim", item.id, item.written) for item in corpus.claims.values()]
    everything = [
        *records,
        *(("source", item.id, item.written) for item in corpus.sources.values()),
        *(("entity", item.record.id, item.record) for item in corpus.entities.values()),
        *(("term", item.record.id, item.record) for item in corpus.terms.values()),
    ]
    for kind, id, record in everything:
        for _, marker, used in marked(record, RefersTo):
            used_kind: str = marker.kind
            if used_kind == "voice":
                used_kind = "entity" if used in corpus.entities else "publisher"
            found[used_kind, used].add((kind, id))
    for id, brief in corpus.briefs.items():
        for claim in brief.claims:
            found["claim", claim].add(("brief", id))
        for part in brief.parts:
            if isinstance(part, ReferencePart):
                found[part.kind, part.id].add(("brief", id))
    for thing, text, language in _texts(corpus):
        for mention in terms.mentions(text, language):
            found["term", mention.term].add(thing)
    return {thing: tuple(sorted(users)) for thing, users in sorted(found.items())}


def sources_of(claim: Claim, corpus: Corpus) -> frozenset[str]:
    """The sources in which a claim is made."""
    return frozenset(item.written.source for item in claim.appearances if item.written.source in corpus.sources)


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> Mapping[Key, tuple[Item, ...]]:
    """What belongs to each key, in the same order."""
    found: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return {key: tuple(own) for key, own in found.items()}


def derive(corpus: Corpus, as_of: date, history: History = NO_HISTORY, find_uses: bool = True) -> Facts:
    """A corpus and its history to what follows from them on a day.

    Who names whom is the longest of it, since every text is read for terms: `find_uses` is off where nobody asks.
    """
    terms = term_finder(corpus.terms, corpus.site.language)
    shown = timeline(corpus, as_of)
    told, flipped = changes(history, as_of, corpus.site.language), flips(corpus)
    states = {id: state_of(corpus, claim, as_of) for id, claim in corpus.claims.items()}
    return Facts(
        as_of=as_of,
        states=states,
        origins={
            id: claim_origins(corpus, claim, sources_of(claim, corpus)) for id, claim in corpus.claims.items()
        },
        coverage={
            id: coverage_of(source, corpus) for id, source in corpus.sources.items() if source.document is not None
        },
        used_by=_uses(corpus, terms) if find_uses else {},
        timeline=shown,
        entries=_grouped(shown, lambda entry: entry.claim),
        stretches=stretches(shown),
        flips=flipped,
        departures=_grouped(flipped, lambda flip: flip.later),
        contradictions=contradictions(corpus),
        terms=terms,
        history=history,
        changes=told,
        changed=_grouped(told, lambda item: item.change.claim),
        ledger=ledger(corpus, states, recorded_days(history, corpus.claims), as_of),
    )
