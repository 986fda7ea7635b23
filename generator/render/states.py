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
        "probably-happened": Look("◒", "mixed"),
        "late": Look("◆", "mixed"),
        "partly-happened": Look("◐", "mixed"),
        "did-not-happen": Look("✕", "bad"),
        "annulled": Look("⌀", "plain"),
        "unresolvable": Look("⊘", "plain"),
        "borne-out": Look("●", "good"),
        "supported": Look("◉", "good"),
        "partly": Look("◐", "mixed"),
        "qualified": Look("◓", "mixed"),
        "disputed": Look("◑", "mixed"),
        "contradicted": Look("✕", "bad"),
        "said": Look("…", "plain"),
        "unsupported": Look("∅", "plain"),
        "opinion": Look("“", "plain"),
    }
)


TURNED: Mapping[str, Look] = MappingProxyType({"good": Look("✕", "bad"), "bad": Look("●", "good")})
"""How a state is shown by its family where the words deny the statement: what did not happen was denied rightly."""


def look_of(state: State) -> Look:
    """How a claim's state is shown; that of a denial is turned round, since it holds where its statement does not."""
    look = LOOKS[state.name]
    return TURNED.get(look.family, look) if state.denied else look


def plain_state(state: State) -> State:
    """The state by itself, without what it follows from; the same for a denial where that is shown alike."""
    plain = State(state.name, None, (), ())
    turned = State(state.name, None, (), (), denied=state.denied)
    return turned if look_of(turned) != look_of(plain) else plain


def state_words_of(state: State, words: Words, part: str) -> str:
    """The `label` or the `meaning` of a claim's state; a denial has words of its own where they differ."""
    denied = f"states.denied.{state.name}.{part}"
    return words.text(denied if state.denied and denied in words.texts else f"states.{state.name}.{part}")


def state_label(state: State, words: Words) -> str:
    """The words of a state's chip: `came 68 days late`."""
    label = state_words_of(state, words, "label")
    if state.days_late is not None:
        label = words.filled("states.days_late", state.days_late)
    return words.filled("states.superseded", label=label) if state.superseded_by else label
