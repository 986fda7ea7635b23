"""What of a document may be printed: of one whose rights allow excerpts only, the sentences that are quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.derive.facts import Facts
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document, Passage, Pinned, Written
from generator.model.marks import named_files
from generator.resolve.coverage import SentenceCoverage


def _quoted(corpus: Corpus, source: Source) -> list[Passage]:
    """The passages of a document on which claims rest."""
    return [
        passage
        for claim in corpus.claims.values()
        for item in claim.appearances
        if item.written.source == source.id
        for passage in item.passages
    ]


def _without(document: Document, shown: Sequence[Passage]) -> str:
    """The text with a space for every other letter, so that offsets and lines stay what they are."""
    text, made, end = document.text, [], 0
    for passage in [*shown, Passage(len(text), len(text), "")]:
        made += [re.sub(r"\S", " ", text[end : passage.start]), text[max(end, passage.start) : passage.end]]
        end = max(end, passage.end)
    return "".join(made)


def _within(pinned: Sequence[Pinned[Written]], shown: Sequence[Passage]) -> tuple[Pinned[Written], ...]:
    """What was pinned to the shown sentences alone."""

    def stands(passage: Passage) -> bool:
        return any(one.start <= passage.start and passage.end <= one.end for one in shown)

    return tuple(item for item in pinned if item.passages and all(stands(passage) for passage in item.passages))


def excerpt(source: Source, quoted: Sequence[Passage]) -> Source:
    """A source with nothing of its document but the sentences that the quoted passages touch."""
    document = source.document
    if document is None:
        return source
    around = [document.around(passage) for passage in quoted]
    held = [one for one in document.sentences if any(it.start <= one.start and one.end <= it.end for it in around)]
    shown = sorted({*held, *around})
    text = _without(document, shown)
    garbles, skipped, translated = (
        _within(source.garbles, held),
        _within(source.skipped, held),
        _within(source.translated, held),
    )
    return replace(
        source,
        written=source.written.model_copy(
            update={
                "garbles": tuple(item.written for item in garbles),
                "skipped": tuple(item.written for item in skipped),
                "translated": tuple(item.written for item in translated),
            }
        ),
        places=source.places.unsealed(),
        document=replace(
            document,
            text=text,
            sentences=tuple(held),
            paragraphs=tuple(replace(one, text=text[one.start : one.end]) for one in document.paragraphs),
        ),
        garbles=garbles,
        skipped=skipped,
        translated=translated,
    )


def _numbers(source: Source, rows: Sequence[SentenceCoverage]) -> tuple[SentenceCoverage, ...]:
    """The coverage of a document with the words of the shown sentences alone."""
    shown = {one.start: one for one in source.document.sentences} if source.document else {}
    return tuple(replace(row, sentence=shown.get(row.sentence.start, replace(row.sentence, text=""))) for row in rows)


def printable(corpus: Corpus, facts: Facts) -> tuple[Corpus, Facts]:
    """A corpus and its facts as they may be published.

    Of a source marked `excerpt-only` nothing is left but the sentences that are quoted, with the marks in them; how
    much of it is covered stays told in numbers. Its files are named with their hashes, without their text.
    """
    kept = {id for id, source in corpus.sources.items() if source.written.reprint == "excerpt-only"}
    if not kept:
        return corpus, facts
    sources = {
        id: excerpt(source, _quoted(corpus, source)) if id in kept else source for id, source in corpus.sources.items()
    }
    secret = {path for id in kept for path in named_files(corpus.sources[id].written)}
    seeds = tuple(replace(seed, text=None) if seed.path in secret else seed for seed in corpus.seeds)
    coverage = {id: _numbers(sources[id], rows) if id in kept else rows for id, rows in facts.coverage.items()}
    return replace(corpus, sources=sources, seeds=seeds), replace(facts, coverage=coverage)
