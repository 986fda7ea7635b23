"""A claim as one sentence: voices + hedge + statement, so that neither is ever lost on the way."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.claim_records import ClaimRecord
from generator.model.corpus import Corpus
from generator.render.language import pick

LOWERED = frozenset(
    [
        "A",
        "An",
        "The",
        "This",
        "That",
        "These",
        "Those",
        "It",
        "Its",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "Within",
        "Under",
        "After",
        "Before",
        "Both",
        "All",
        "Some",
        "Many",
        "No",
        "One",
        "Two",
        "Three",
        "Around",
        "About",
        "If",
        "When",
        "While",
        "Although",
        "Since",
        "Their",
        "His",
        "Her",
        "There",
        "Work",
    ]
)
"""First words that lose their capital inside a sentence; every other first word may be a name."""


def embedded(statement: str) -> str:
    """A statement as it stands after `that`: without its full stop, its first word in lower case where safe."""
    words = statement.strip().removesuffix(".")
    first, space, rest = words.partition(" ")
    return (first.lower() if first in LOWERED else first) + space + rest


def enumerated(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capitalised(text: str) -> str:
    """The text with a capital first letter, names such as o3 or downcodes.com left alone."""
    first = text.split(" ", 1)[0]
    plain = first.isalpha() and first.islower()
    return text[:1].upper() + text[1:] if plain else text


def voice_name(corpus: Corpus, who: str) -> str:
    """The name of a voice in the site's language."""
    named = corpus.entities.get(who) or corpus.publishers.get(who)
    return pick(named.record.name, corpus.site.language).text if named else who


def attributed(record: ClaimRecord, names: dict[str, str]) -> str:
    """The whole sentence in English, from the names of the voices.

    Past tense throughout, so that one voice and several take the same verb.
    """
    by_role: dict[str, list[str]] = {}
    for voice in record.voices:
        by_role.setdefault(voice.role, []).append(names[voice.who])
    first = by_role.get("origin") or by_role.get("confirmed") or by_role.get("author") or by_role.get("reported") or []
    passed_on = by_role.get("reported", []) if first is not by_role.get("reported") else []
    subject = enumerated(first)
    via = f", reported by {enumerated(passed_on)}," if passed_on else ""
    what = embedded(pick(record.statement, "en").text)
    phrases = {
        "stated": f"According to {subject}{via or ','} {what}",
        "presupposed": f"{subject}{via} took for granted that {what}",
        "confirmed": f"{subject}{via} is said to have confirmed that {what}",
        "expected": f"According to {subject}{via or ','} it was expected that {what}",
        "possible": f"According to {subject}{via or ','} it was possible that {what}",
        "inferred": f"{subject}{via} concluded that {what}",
        "denied": f"{subject}{via} denied that {what}",
    }
    condition = f", on the condition that {embedded(pick(record.condition, 'en').text)}" if record.condition else ""
    return capitalised(phrases[record.hedge.level]) + condition + "."


def claim_sentence(corpus: Corpus, record: ClaimRecord) -> str:
    """A claim of the corpus as one sentence."""
    return attributed(record, {voice.who: voice_name(corpus, voice.who) for voice in record.voices})
