"""What every page of a build says when the build knows less than the project does."""

from __future__ import annotations

from datetime import date

from generator.model.corpus import Corpus
from generator.model.words import Words
from generator.render.dates import day_words


def as_of_notice(corpus: Corpus, known: Corpus, as_of: date, words: Words) -> str:
    """The sentence for all pages where `known` leaves out something of `corpus`, as plain text; else nothing."""
    if known == corpus:
        return ""
    return words.filled("as_of.banner" if known.claims else "as_of.nothing", day=day_words(as_of, words))
