"""How each state is shown: a sign, a family of colours and words, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.derive.state import State, StateName
from generator.model.words import Words


@dataclass(frozen=True, slots=True)
class Look:
    """A state's sign and its family of colours (good, bad, mixed, waiting, plain)."""

    sign: str
    family: str


LOOKS: Mapping[StateName, Look] = MappingProxyType(
    {
        "open": Look("○", "waiting"),
        "due": Look("◔", "waiting"),
        "overdue": Look("◕", "waiting"),
        "happened": Look("●", "good"),
        "late": Look("◆", "mixed"),
        "partly-happened": Look("◐", "mixed"),
        "did-not-happen": Look("✕", "bad"),
        "unresolvable": Look("⊘", "plain"),
        "borne-out": Look("●", "good"),
        "partly": Look("◐", "mixed"),
        "disputed": Look("◑", "mixed"),
        "contradicted": Look("✕", "bad"),
        "single-origin": Look("①", "plain"),
        "unsupported": Look("∅", "plain"),
        "unchecked": Look("?", "plain"),
        "opinion": Look("“", "plain"),
    }
)
HEDGE_LEVELS = ("stated", "presupposed", "confirmed", "expected", "possible", "inferred", "denied")


def state_label(state: State, words: Words) -> str:
    """The words of a state's chip: `came 68 days late`."""
    label = words.text(f"states.{state.name}.label")
    if state.days_late is not None:
        label = words.filled("states.days_late", state.days_late)
    return words.filled("states.superseded", label=label) if state.superseded_by else label
