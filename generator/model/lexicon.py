"""The words by which the rules read a language: those that hedge, credit somebody or say no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeVar

CueKind = Literal[
    "possible",
    "likely",
    "expected",
    "regarded",
    "attributed",
    "negation",
    "affirmed",
]
"""`negation` says no; `affirmed` are turns of phrase that hold such a word and say yes, as "not only"."""
HEDGING: tuple[CueKind, ...] = ("possible", "likely", "expected", "regarded")
"""The kinds that hedge, each the level of a claim too, those that leave most open first."""
Names = Mapping[str, tuple[str, ...]]
"""Names that are spelled like a cue but for their capital; for each, patterns of what follows it where it begins a
sentence and is no cue even so."""
NO_NAMES: Names = MappingProxyType({})
Entry = TypeVar("Entry")


def for_language(entries: Mapping[str, Entry], language: str) -> Entry | None:
    """What there is for a language tag or, failing that, for its main language."""
    return entries.get(language) or entries.get(language.split("-")[0])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues per language tag and kind, in the order of the lexicon's file, and the names that look like cues."""

    cues: Mapping[str, Mapping[CueKind, tuple[str, ...]]]
    names: Mapping[str, Names]

    def of(self, language: str, kind: CueKind) -> tuple[str, ...]:
        """The cues of one kind in a language or, failing that, in its main language."""
        entry = for_language(self.cues, language)
        return entry.get(kind, ()) if entry is not None else ()

    def names_of(self, language: str) -> Names:
        """The names that look like cues in a language or, failing that, in its main language."""
        return for_language(self.names, language) or NO_NAMES
