"""A claim as one sentence: voices + hedge + statement, so that neither is ever lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.claim_records import ClaimRecord
from generator.model.words import Words
from generator.render.language import Shown, pick

FIRST_VOICES = ("origin", "confirmed", "author", "reported")
"""Whose word a claim rests on: the first of these roles that anybody has; the others passed it on."""
WHAT = "{what}"


@dataclass(frozen=True, slots=True)
class VoiceName:
    """What a voice is called in the page's language, and whether it takes a plural verb."""

    name: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim in words: what stands before the statement, the statement with its language, what follows."""

    before: str
    statement: Shown
    after: str

    @property
    def text(self) -> str:
        """The whole sentence as plain text."""
        return f"{self.before}{self.statement.text}{self.after}"


def embedded(statement: str, words: Words) -> str:
    """A statement as it stands inside a sentence: without its full stop, its first word in lower case where that
    word is in the language's list of words that are no names."""
    text = statement.strip().removesuffix(".")
    first, space, rest = text.partition(" ")
    lowered = words.text("sentence.lowered").split()
    return (first.lower() if first in lowered else first) + space + rest


def enumerated(names: Sequence[str], words: Words) -> str:
    """`a`, `a and b`, `a, b and c`."""
    last = words.text("sentence.and")
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capitalised(text: str) -> str:
    """The text with a capital first letter, names such as o3 or downcodes.com left alone."""
    first = text.split(" ", 1)[0].rstrip(",:")
    plain = first.isalpha() and first.islower()
    return text[:1].upper() + text[1:] if plain else text


def _number(voices: Sequence[VoiceName]) -> int:
    return 2 if len(voices) > 1 or any(voice.plural for voice in voices) else 1


def claim_sentence(record: ClaimRecord, voices: Mapping[str, VoiceName], words: Words, site_language: str) -> Sentence:
    """The whole sentence in the words' language, from the names of the voices; every role and hedge is kept.

    Verbs agree with the number of those who speak. A statement that is not in the page's language follows a
    colon and keeps its own.
    """
    by_role: dict[str, list[VoiceName]] = {}
    for voice in record.voices:
        by_role.setdefault(voice.role, []).append(voices[voice.who])
    leading = next(role for role in FIRST_VOICES if role in by_role)
    first = by_role[leading]
    passed_on = [name for role in FIRST_VOICES if role != leading for name in by_role.get(role, ())]
    via = ""
    if passed_on:
        names = enumerated([voice.name for voice in passed_on], words)
        via = words.filled("sentence.via", _number(passed_on), who=names)
    statement = pick(record.statement, words.language, site_language)
    inside = Shown(statement.text.strip().removesuffix("."), statement.language)
    frame = "sentence.foreign" if statement.language else "sentence"
    if not statement.language:
        inside = Shown(embedded(statement.text, words), "")
    who = enumerated([voice.name for voice in first], words)
    pattern = words.text(f"{frame}.{record.hedge.level}", _number(first))
    before, _, after = pattern.partition(WHAT)
    for name, value in {"who": who, "via": via, "comma": "," if via else ""}.items():
        before, after = before.replace("{" + name + "}", value), after.replace("{" + name + "}", value)
    condition = pick(record.condition, words.language, site_language)
    if condition.text:
        after += words.filled("sentence.condition", what=embedded(condition.text, words))
    return Sentence(capitalised(before), inside, after + ".")
