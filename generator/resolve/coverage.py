"""Which sentences of a captured document are claimed, which are skipped with a reason, and which are neither."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.corpus import Corpus, Source
from generator.model.documents import Passage


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """One sentence with the ids of the claims whose quotes touch it, and whether it is skipped."""

    number: int
    sentence: Passage
    claims: tuple[str, ...]
    skipped: bool

    @property
    def covered(self) -> bool:
        return self.skipped or bool(self.claims)


def _touch(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def coverage_of(source: Source, corpus: Corpus) -> tuple[SentenceCoverage, ...]:
    """Every sentence of the source's document, numbered from 1, in order; empty where it has none.

    Drafts cover nothing.
    """
    if source.document is None:
        return ()
    quoted = [
        (id, passage)
        for id in corpus.index.in_source.get(source.id, ())
        if corpus.claims[id].written.draft == "no"
        for place in corpus.claims[id].appearances
        if place.written.source == source.id
        for passage in place.passages
    ]
    skipped = [passage for pinned in source.skipped for passage in pinned.passages]
    return tuple(
        SentenceCoverage(
            number,
            sentence,
            tuple(sorted({id for id, passage in quoted if _touch(sentence, passage)})),
            any(_touch(sentence, passage) for passage in skipped),
        )
        for number, sentence in enumerate(source.document.sentences, start=1)
    )
