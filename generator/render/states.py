"""How each state is shown: a word, a sign and what it means, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.derive.state import State


@dataclass(frozen=True, slots=True)
class Look:
    """A state's label, its sign, its family of colours (good, bad, mixed, waiting, plain), and its meaning."""

    label: str
    sign: str
    family: str
    meaning: str


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "open": Look("open", "○", "waiting", "Foretold, not yet due."),
        "due": Look("due now", "◔", "waiting", "The time for which it was foretold has come; no outcome is recorded."),
        "overdue": Look("overdue", "◕", "waiting", "The time has passed; no outcome is recorded."),
        "happened": Look("happened", "●", "good", "Foretold, and it came in time."),
        "late": Look("came late", "◆", "mixed", "Foretold, and it came after its time."),
        "partly-happened": Look("partly happened", "◐", "mixed", "Foretold, and a part of it came."),
        "did-not-happen": Look("did not happen", "✕", "bad", "Foretold, and it did not come."),
        "unresolvable": Look("cannot be resolved", "⊘", "plain", "Nobody can say whether it came."),
        "borne-out": Look("borne out", "●", "good", "Evidence speaks for it, from at least two independent origins."),
        "partly": Look("partly borne out", "◐", "mixed", "Evidence speaks for a part of it and narrows the rest."),
        "disputed": Look("disputed", "◑", "mixed", "Evidence weakens it, or speaks both for and against it."),
        "contradicted": Look("contradicted", "✕", "bad", "All evidence found speaks against it."),
        "single-origin": Look("single origin", "①", "plain", "All that speaks for it goes back to one origin."),
        "unsupported": Look("unsupported", "∅", "plain", "We looked, and found nothing for or against it."),
        "unchecked": Look("unchecked", "?", "plain", "Nobody has looked yet."),
        "opinion": Look("opinion", "“", "plain", "A judgement that no evidence can settle."),
    }
)
HEDGES: Mapping[str, str] = MappingProxyType(
    {
        "stated": "said as a plain fact",
        "presupposed": "taken for granted, not asserted",
        "confirmed": "said to have been confirmed by the voice itself",
        "expected": "expected, not certain",
        "possible": "held to be possible",
        "inferred": "concluded from something else",
        "denied": "denied",
    }
)


def state_label(state: State) -> str:
    """The words of a state's chip: `came late: 68 days`."""
    label = LOOKS[state.name].label
    if state.days_late is not None:
        label = f"came {state.days_late} days late"
    return f"{label}, since superseded" if state.superseded_by else label
