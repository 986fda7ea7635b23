"""What the words of a sentence suggest: its hedges, whom it credits, and when somebody's words were said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.checks.cue_search import cue_matches
from generator.derive.terms import Mention
from generator.model.corpus import Corpus, Source
from generator.model.cues import Cues
from generator.model.lexicon import HEDGING, Lexicon, Names
from generator.resolve.lineage import ancestors

NEAR = 60
"""Characters within which a name beside a saying word is taken for the one who said it."""
WEAKEST_FIRST = ("possible", "denied", "likely", "expected", "regarded", "inferred", "confirmed", "presupposed")
SPEAKERS = frozenset({"person", "group", "organisation"})


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """A cue word as it stands in the text: offsets, words, and what it suggests."""

    start: int
    end: int
    words: str
    suggests: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who seems to have said it, in which role, and by which word."""

    who: str
    role: str
    cue: Cue


def _found(text: str, words: Iterable[str], suggests: str, names: Names) -> Iterator[Cue]:
    for word in words:
        for match in cue_matches(text, word, names):
            yield Cue(match.start(), match.end(), match.group(), suggests)


def _apart(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """The cues in order, the longer of two that overlap."""
    kept: list[Cue] = []
    for cue in sorted(set(cues), key=lambda cue: (cue.start - cue.end, cue)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return tuple(sorted(kept))


def hedges_in(text: str, language: str, lexicon: Lexicon, cues: Cues) -> tuple[Cue, ...]:
    """The words that hedge, each with the level it suggests."""
    names = lexicon.names_of(language)
    found = [cue for level, words in cues.levels.items() for cue in _found(text, words, level, names)]
    found += [cue for kind in HEDGING for cue in _found(text, lexicon.of(language, kind), kind, names)]
    return _apart(found)


def weakest(hedges: Iterable[Cue]) -> Cue | None:
    """The cue of the weakest level, the first of several; None where nothing hedges."""
    return min(hedges, key=lambda cue: (WEAKEST_FIRST.index(cue.suggests), cue.start), default=None)


def credits_in(text: str, language: str, lexicon: Lexicon, cues: Cues) -> tuple[Cue, ...]:
    """The words that credit somebody, each with the role it suggests."""
    names = lexicon.names_of(language)
    found = [cue for role, words in cues.roles.items() for cue in _found(text, words, role, names)]
    known = {cue.words.casefold() for cue in found}
    more = [word for word in lexicon.of(language, "attributed") if word.casefold() not in known]
    return _apart([*found, *_found(text, more, "origin", names)])


def kinds_in(text: str, language: str, lexicon: Lexicon, cues: Cues) -> tuple[Cue, ...]:
    """The words that tell of a plan or a prediction."""
    names = lexicon.names_of(language)
    return _apart(cue for kind, words in cues.kinds.items() for cue in _found(text, words, kind, names))


def _gap(one: Mention, cue: Cue) -> int:
    return max(one.start - cue.end, cue.start - one.end, 0)


def speakers_in(
    text: str, credits: Iterable[Cue], entities: Iterable[Mention], corpus: Corpus, cues: Cues
) -> tuple[Speaker, ...]:
    """For every crediting word the nearest person, group or organisation in its clause, each speaker once."""
    able = [item for item in entities if corpus.entities[item.term].record.kind in SPEAKERS]
    found: dict[str, Speaker] = {}
    for cue in credits:
        opening = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, cues.speech)) + r")(?!\w)")

        def same_clause(item: Mention, cue: Cue = cue, opening: re.Pattern[str] = opening) -> bool:
            between = text[min(item.end, cue.end) : max(item.start, cue.start)]
            return not opening.search(between)

        near = [item for item in able if _gap(item, cue) <= NEAR and same_clause(item)]
        if near:
            nearest = min(near, key=lambda item: (_gap(item, cue), item.start))
            found.setdefault(nearest.term, Speaker(nearest.term, cue.suggests, cue))
    return tuple(found.values())


def reported_speech(text: str, cue: Cue, cues: Cues) -> tuple[int, int] | None:
    """The clause that follows a saying word and tells what was said: "confirmed that …" up to the next comma."""
    words = "|".join(re.escape(word) for word in cues.speech)
    match = re.compile(rf"[^,;:.]*,?\s+(?:{words})\s+((?:[^,;:]|[,:](?=\d))*)").match(text, cue.end) if words else None
    return match.span(1) if match else None


def own_statement(corpus: Corpus, source: Source, who: str) -> Source | None:
    """The one source behind a page in which a speaker says it in person, on one known day; None where there is none."""
    parents: Mapping[str, tuple[str, ...]] = {
        id: tuple(step.source for step in item.written.derived_from if step.source in corpus.sources)
        for id, item in corpus.sources.items()
    }
    names = set(corpus.entities[who].record.name.values())
    behind = [corpus.sources[id] for id in sorted(ancestors(parents, source.id) - {source.id})]
    own = [item for item in behind if item.written.standing == "primary" and names & set(item.written.authors)]
    days = {item.published.text for item in own if item.published and item.published.earliest == item.published.latest}
    return own[0] if len(own) == 1 and len(days) == 1 else None
