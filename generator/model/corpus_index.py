"""Which claims and sources name a source, an entity, a voice or another claim: looked up, since asked for often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from generator.model.claim_records import Relation

if TYPE_CHECKING:
    from generator.model.corpus import Claim, Source

Ids = tuple[str, ...]


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Ids]:
    """Ids by key, each once, in the order in which they come."""
    found: dict[str, dict[str, None]] = {}
    for key, id in pairs:
        found.setdefault(key, {})[id] = None
    return {key: tuple(ids) for key, ids in found.items()}


class CorpusIndex:
    """The claims and sources of a corpus by what they name, each group in its order; made when first asked for."""

    def __init__(self, claims: Mapping[str, Claim], sources: Mapping[str, Source]) -> None:
        self._claims, self._sources = claims, sources

    @cached_property
    def derived_from(self) -> Mapping[str, Ids]:
        """The sources that derive from a source."""
        sources = self._sources.values()
        return _grouped((step.source, source.id) for source in sources for step in source.written.derived_from)

    @cached_property
    def in_source(self) -> Mapping[str, Ids]:
        """The claims that a source makes."""
        claims = self._claims.values()
        return _grouped((item.written.source, claim.id) for claim in claims for item in claim.appearances)

    @cached_property
    def about(self) -> Mapping[str, Ids]:
        """The claims about an entity."""
        return _grouped((entity, claim.id) for claim in self._claims.values() for entity in claim.written.about)

    @cached_property
    def said_by(self) -> Mapping[str, Ids]:
        """The claims that rest on somebody's word."""
        return self._by_voice(ascribed=False)

    @cached_property
    def ascribed_to(self) -> Mapping[str, Ids]:
        """The claims that are only ascribed to somebody."""
        return self._by_voice(ascribed=True)

    def _by_voice(self, ascribed: bool) -> Mapping[str, Ids]:
        voices = ((claim.id, voice) for claim in self._claims.values() for voice in claim.written.voices)
        return _grouped((voice.who, id) for id, voice in voices if (voice.role == "ascribed") == ascribed)

    @cached_property
    def related_to(self) -> Mapping[str, tuple[tuple[str, Relation], ...]]:
        """The relations that lead to a claim, each with the claim that has it."""
        found: dict[str, list[tuple[str, Relation]]] = {}
        for claim in self._claims.values():
            for relation in claim.written.relations:
                if relation.claim is not None:
                    found.setdefault(relation.claim, []).append((claim.id, relation))
        return {id: tuple(items) for id, items in found.items()}
