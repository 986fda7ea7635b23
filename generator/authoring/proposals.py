"""Proposes a draft of a claim for a sentence: the words, the names, the hedge, the voices and the dates it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.authoring.anchoring import anchor_of
from generator.authoring.date_grammar import DateGrammar
from generator.authoring.date_phrases import DatePhrase, date_phrases
from generator.authoring.mentions import NameFinder, name_finder
from generator.authoring.speech import (
    Cue,
    Speaker,
    credits_in,
    hedges_in,
    kinds_in,
    own_statement,
    reported_speech,
    speakers_in,
)
from generator.derive.terms import Mention
from generator.model.corpus import Corpus, Source
from generator.model.cues import NO_CUES, Cues
from generator.model.dates import UncertainDate
from generator.model.documents import Document, Passage
from generator.model.lexicon import Lexicon, for_language
from generator.model.source_records import Anchor
from generator.resolve.anchors import searchable
from generator.resolve.coverage import coverage_of
from generator.resolve.dates import date_or_none


@dataclass(frozen=True, slots=True)
class Tongue:
    """What is known of the language of a source; `dates` is None where there is no date lexicon for it."""

    lexicon: Lexicon
    cues: Mapping[str, Cues]
    dates: Mapping[str, DateGrammar]

    def cues_of(self, language: str) -> Cues:
        """The cue words of a language or, failing that, of its main language."""
        return for_language(self.cues, language) or NO_CUES

    def dates_of(self, language: str) -> DateGrammar | None:
        """The date grammar of a language or, failing that, of its main language."""
        return for_language(self.dates, language)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in one sentence; all offsets are those of the document."""

    number: int
    sentence: Passage
    anchor: Anchor
    entities: tuple[Mention, ...]
    terms: tuple[Mention, ...]
    hedges: tuple[Cue, ...]
    credits: tuple[Cue, ...]
    speakers: tuple[Speaker, ...]
    kinds: tuple[Cue, ...]
    dates: tuple[DatePhrase, ...]


def _moved(items: Sequence[Any], offset: int) -> tuple[Any, ...]:
    return tuple(replace(item, start=item.start + offset, end=item.end + offset) for item in items)


def _beside(text: str, phrase: DatePhrase, speaker: Speaker) -> bool:
    """Whether nothing stands between an expression and the word by which somebody is credited."""
    between = text[phrase.end : speaker.cue.start] or text[speaker.cue.end : phrase.start]
    return between.isspace()


def _may_be(phrase: DatePhrase, day: UncertainDate) -> bool:
    """Whether a day lies within what an expression says by itself."""
    told = date_or_none(phrase.when)
    return bool(told and told.latest and day.latest and day.latest <= told.latest)


def _dates(
    text: str, grammar: DateGrammar | None, source: Source, speakers: tuple[Speaker, ...], corpus: Corpus, cues: Cues
) -> tuple[DatePhrase, ...]:
    """The date expressions of a sentence, counted from the page's date.

    Reported speech is counted from the day it was said, and "recently" beside the saying word is that day.
    """
    if grammar is None:
        return ()
    found = {phrase.start: phrase for phrase in date_phrases(text, grammar, source.published)}
    for speaker in speakers:
        clause = reported_speech(text, speaker.cue, cues)
        own = own_statement(corpus, source, speaker.who) if clause else None
        if clause is None or own is None or own.published is None:
            continue
        for phrase in found.values():
            if phrase.kind == "recent" and _beside(text, phrase, speaker) and _may_be(phrase, own.published):
                note = f"{speaker.who} said it on that day ({own.id})"
                found[phrase.start] = replace(phrase, when=own.published.text, note=note)
        for phrase in date_phrases(text, grammar, own.published):
            if clause[0] <= phrase.start and phrase.end <= clause[1] and phrase.when != found[phrase.start].when:
                note = f"counted from {own.published.text}, when {speaker.who} said it ({own.id})"
                found[phrase.start] = replace(phrase, note=note)
    return tuple(found[start] for start in sorted(found))


def _linked(proposals: Sequence[Proposal], said: UncertainDate | None) -> tuple[Proposal, ...]:
    """Cross-references such as "as planned" take the last date to come that was named for one of the same entities."""
    known = said.latest if said else None
    done: list[Proposal] = []
    for proposal in proposals:
        about = {mention.term for mention in proposal.entities}
        dates = []
        for phrase in proposal.dates:
            if phrase.kind == "reference" and known is not None:
                for other in reversed(done):
                    later = [item for item in other.dates if item.kind == "date" and _comes_after(item, known)]
                    if later and about & {mention.term for mention in other.entities}:
                        note = f'as in sentence {other.number}: "{later[-1].words}"'
                        phrase = replace(phrase, when=later[-1].when, note=note)
                        break
            dates.append(phrase)
        done.append(replace(proposal, dates=tuple(dates)))
    return tuple(done)


def _comes_after(phrase: DatePhrase, day: Any) -> bool:
    date = date_or_none(phrase.when)
    return date is not None and date.earliest is not None and date.earliest > day


def _proposal(
    number: int, sentence: Passage, anchor: Anchor, source: Source, corpus: Corpus, names: NameFinder, tongue: Tongue
) -> Proposal:
    language, text = source.written.language, sentence.text
    cues, grammar = tongue.cues_of(language), tongue.dates_of(language)
    entities = names.entities_in(text)
    credits = credits_in(text, language, tongue.lexicon, cues)
    speakers = speakers_in(text, credits, entities, corpus, cues)
    at = sentence.start
    return Proposal(
        number=number,
        sentence=sentence,
        anchor=anchor,
        entities=_moved(entities, at),
        terms=_moved(names.terms_in(text), at),
        hedges=_moved(hedges_in(text, language, tongue.lexicon, cues), at),
        credits=_moved(credits, at),
        speakers=tuple(replace(item, cue=_moved([item.cue], at)[0]) for item in speakers),
        kinds=_moved(kinds_in(text, language, tongue.lexicon, cues), at),
        dates=_moved(_dates(text, grammar, source, speakers, corpus, cues), at),
    )


def proposal_at(
    corpus: Corpus, source: Source, document: Document, anchor: Anchor, passage: Passage, tongue: Tongue
) -> Proposal:
    """A proposal for any passage of a document: what is found in its own words alone."""
    names = name_finder(corpus, source.written.language, source.published)
    number = sum(item.start <= passage.start for item in document.sentences)
    return _proposal(number, passage, anchor, source, corpus, names, tongue)


def proposals_for(
    corpus: Corpus, source: Source, document: Document, tongue: Tongue, everything: bool = False
) -> tuple[Proposal, ...]:
    """A proposal for each sentence that no claim quotes and no `skipped` explains, or for every sentence.

    In: the corpus, a captured source of it, its document, and what is known of its language. All sentences are
    read, since a date may refer to an earlier one. A sentence that no anchor can pin is left out.
    """
    where = searchable(source.id, document)
    names = name_finder(corpus, source.written.language, source.published)
    rows = coverage_of(source, corpus)
    anchors = [(row, anchor_of(where, row.sentence)) for row in rows]
    found = [
        _proposal(row.number, row.sentence, anchor, source, corpus, names, tongue)
        for row, anchor in anchors
        if anchor is not None
    ]
    linked = _linked(found, source.published)
    wanted = {row.number for row in rows if everything or not row.covered}
    return tuple(item for item in linked if item.number in wanted)
