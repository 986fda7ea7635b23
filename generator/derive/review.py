"""What a reviewer of a change should look at, and why: the reasons for which a difference is flagged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from generator.checks.cue_search import cue_in
from generator.derive.change_kinds import Text
from generator.model.fields import by_language
from generator.model.lexicon import HEDGING, Lexicon

Flag = Literal[
    "outcome", "quote-moved", "lineage", "document-replaced", "hedge-strengthened", "hedge-reversed",
    "wording-strengthened", "confidence-without-evidence", "unreadable",
]  # fmt: skip
OF_KIND: Mapping[str, Flag] = MappingProxyType(
    {
        "outcome-recorded": "outcome",
        "outcome-changed": "outcome",
        "outcome-withdrawn": "outcome",
        "quote-changed": "quote-moved",
        "quote-moved": "quote-moved",
        "lineage-added": "lineage",
        "lineage-removed": "lineage",
        "lineage-changed": "lineage",
        "document-changed": "document-replaced",
        "hedge-strengthened": "hedge-strengthened",
        "confidence-raised-without-evidence": "confidence-without-evidence",
        "unreadable": "unreadable",
    }
)
OF_DETAILS: tuple[tuple[re.Pattern[str], Flag], ...] = (
    (re.compile(r"evidence.*\.quote$"), "quote-moved"),
    (re.compile(r"(appearances|evidence).*\.via$"), "lineage"),
)
"""Details of a claim by their path: a piece of evidence has a quote too, and `via` says which origins count."""
WORDED = frozenset(
    {"reworded", "statement-translated", "condition-changed", "criteria-changed", "translation-changed",
     "paraphrase-changed", "evidence-changed"}
)  # fmt: skip
"""Changes of our own words, in which a hedge can get lost on the way."""

def _hedges(text: str, language: str, lexicon: Lexicon) -> Mapping[str, int]:
    """The hedging words in a text, each with its rank in HEDGING."""
    return {
        cue: rank
        for rank, kind in enumerate(HEDGING)
        for cue in lexicon.of(language, kind)
        if cue_in(text, (cue,), lexicon.names_of(language)) is not None
    }


def lost_hedge(before: Text, after: Text, language: str, lexicon: Lexicon) -> bool:
    """Whether a text, in some language that it has before and after, lost a hedging word and none as open came for it.

    `language` is that of texts which name none; the hedging words are those of the lexicon.
    """
    old, new = (by_language(side, language) for side in (before, after))
    for tag in old.keys() & new.keys():
        was, now = (_hedges(side[tag], tag, lexicon) for side in (old, new))
        lost, come = ([a[cue] for cue in a.keys() - b.keys()] for a, b in ((was, now), (now, was)))
        if lost and min(come, default=len(HEDGING)) > min(lost):
            return True
    return False


def _reasons(
    kind: str, about: str, before: Text | str | None, after: Text | str | None, language: str, lexicon: Lexicon
) -> Iterator[Flag]:
    if kind in OF_KIND:
        yield OF_KIND[kind]
    if kind == "hedge-changed" and "denied" in {before, after}:
        yield "hedge-reversed"
    if kind == "details-changed":
        yield from (flag for pattern, flag in OF_DETAILS if pattern.search(about))
    texts = isinstance(before, Mapping) and isinstance(after, Mapping)
    if kind in WORDED and texts and lost_hedge(before, after, language, lexicon):  # type: ignore[arg-type]
        yield "wording-strengthened"


def flag_of(
    kind: str, about: str, before: Text | str | None, after: Text | str | None, language: str, lexicon: Lexicon
) -> Flag | None:
    """Why a change is for the reviewer to look at, or None; `language` is that of texts which name none."""
    return next(_reasons(kind, about, before, after, language, lexicon), None)
