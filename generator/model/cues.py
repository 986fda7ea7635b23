"""The words of a language that suggest how a claim is hedged, on whose word it rests and of what kind it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words by what they suggest: hedge levels, roles of voices, kinds of claim; `speech` opens reported speech."""

    levels: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    speech: tuple[str, ...]


NO_CUES = Cues({}, {}, {}, ())
