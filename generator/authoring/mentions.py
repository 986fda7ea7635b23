"""Which entities and glossary terms a text names, by their listed names, aliases and forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.derive.terms import Mention, TermFinder, term_finder
from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate
from generator.model.places import Located, Places
from generator.model.records import EntityRecord, TermRecord
from generator.resolve.dates import date_or_none


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds entities and terms in texts of one language."""

    language: str
    entities: TermFinder
    terms: TermFinder

    def entities_in(self, text: str) -> tuple[Mention, ...]:
        """The entities named in a text, in order, without overlaps."""
        return self.entities.mentions(text, self.language)

    def terms_in(self, text: str) -> tuple[Mention, ...]:
        """The glossary terms in a text, in order, without overlaps."""
        return self.terms.mentions(text, self.language)


def _names(entity: EntityRecord, language: str, on: UncertainDate | None) -> Iterator[str]:
    """The names that an entity goes by in a language at a time; a proper name counts in every language."""
    yield from entity.name.values()
    for alias in entity.aliases:
        since, until = date_or_none(alias.since), date_or_none(alias.until)
        early = on and since and since.earliest and on.latest and on.latest < since.earliest
        late = on and until and until.earliest and on.earliest and on.earliest >= until.earliest
        if alias.language in {None, language} and not early and not late:
            yield alias.name


def _has_surname(entity: EntityRecord, name: str) -> bool:
    return entity.kind == "person" and entity.named == "yes" and len(name.split()) > 1


def name_finder(corpus: Corpus, language: str, on: UncertainDate | None) -> NameFinder:
    """A finder for the names of all entities, as they stood at the time `on`, and for the terms.

    The last word of a person's name counts too, where it is nobody else's.
    """
    tag = language.split("-")[0]
    named = {}
    every = {id: tuple(_names(located.record, language, on)) for id, located in corpus.entities.items()}
    surnames = Counter(
        surname
        for id, located in corpus.entities.items()
        for surname in {name.split()[-1] for name in every[id] if _has_surname(located.record, name)}
    )
    taken = {name for names in every.values() for name in names}
    for id, located in corpus.entities.items():
        own = [name.split()[-1] for name in every[id] if _has_surname(located.record, name)]
        alone = [surname for surname in own if surnames[surname] == 1 and surname not in taken]
        names = tuple(dict.fromkeys((*every[id], *alone)))
        term = TermRecord(id=id, term={tag: names[0]}, definition={"": id}, variants={tag: names})
        named[id] = Located(term, Places(MappingProxyType({}), MappingProxyType({})))
    entities: Mapping[str, Located[TermRecord]] = MappingProxyType(named)
    return NameFinder(tag, term_finder(entities, tag), term_finder(corpus.terms, corpus.site.language))
