"""The site's pages as other programs name them: their addresses, and the words of each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.publication import Publication, served_at
from generator.model.words import Words
from generator.render.addresses import page_of
from generator.render.description import state_words
from generator.render.page import PageContext


@dataclass(frozen=True, slots=True)
class Pages:
    """A page context for each language of the site whose words are known, the leading one first."""

    contexts: tuple[PageContext, ...]

    @property
    def leading(self) -> PageContext:
        """The context in the leading language."""
        return self.contexts[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the leading one first."""
        return tuple(context.language for context in self.contexts)

    @property
    def base(self) -> str:
        """The site's address, with a slash at its end; empty where it is not known."""
        return self.leading.publication.base

    def by_language(self, text: Callable[[PageContext], str]) -> Mapping[str, str]:
        """A text in every language."""
        return {context.language: text(context) for context in self.contexts}

    def state_words(self, claim: str) -> Mapping[str, str]:
        """A claim's state in the words of every language."""
        return self.by_language(lambda page: state_words(page, claim))

    def served(self, kind: str, id: str) -> str:
        """The address of a record's page in the leading language, relative to the site's: `claims/x/`."""
        path, hash_sign, anchor = page_of(kind, id).partition("#")
        return served_at(path) + hash_sign + anchor


def pages_of(
    corpus: Corpus, facts: Facts, words: Mapping[str, Words], fallback: str, publication: Publication
) -> Pages:
    """The contexts for a site's languages, whichever of them are built; the fallback where no words are known."""
    asked = dict.fromkeys((corpus.site.language, *corpus.site.also_in))
    known = [language for language in asked if language in words] or [fallback]
    return Pages(tuple(PageContext("", corpus, facts, words[language], publication) for language in known))
