"""How the types of STIX relationships and opinions read in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "attributed-to": "is attributed to", "variant-of": "is a variant of", "located-at": "is located at",
        "based-on": "is based on", "related-to": "is related to", "duplicate-of": "is a duplicate of",
        "derived-from": "is derived from", "subtechnique-of": "is a sub-technique of",
        "authored-by": "is written by", "communicates-with": "communicates with", "consists-of": "consists of",
        "beacons-to": "sends beacons to", "exfiltrates-to": "exfiltrates to", "originates-from": "originates from",
        "characterizes": "characterises", "static-analysis-of": "is a static analysis of",
        "dynamic-analysis-of": "is a dynamic analysis of", "analysis-of": "is an analysis of",
    }
)  # fmt: skip
"""Types that are not a verb in the third person already."""
BEARINGS: Mapping[str, str] = MappingProxyType(
    {
        "strongly-disagree": "contradicts", "disagree": "contradicts", "agree": "supports",
        "strongly-agree": "supports",
    }
)  # fmt: skip
"""By value of an opinion: how it stands to a claim; a neutral one does not stand to it at all."""
LEVELS = ((70, "stated"), (30, "expected"), (0, "possible"))
"""Confidences of STIX, by the scale None / Low / Med / High of its appendix, and the hedge that each one is."""


def statement(subject: str, type: str, object: str) -> str:
    """A relationship as a flat sentence."""
    return f"{subject} {PHRASES.get(type, ' '.join(type.replace('-', ' ').split()))} {object}."


def hedge_of(confidence: int) -> str:
    """The level of hedge that a confidence of 0 to 100 is."""
    return next(level for least, level in LEVELS if confidence >= least)
