"""The hedging words of each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CueKind = Literal["possible", "expected", "attributed"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Hedging cues per language tag and kind, in the order of the lexicon's file."""

    cues: Mapping[str, Mapping[CueKind, tuple[str, ...]]]

    def of(self, language: str, kind: CueKind) -> tuple[str, ...]:
        """The cues of one kind in a language or, failing that, in its main language."""
        entry = self.cues.get(language) or self.cues.get(language.split("-")[0]) or {}
        return entry.get(kind, ())
