"""A claim as one sentence: voices and hedge, a colon, the statement as written; so that none is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.choices import Role
from generator.model.claim_records import ClaimRecord
from generator.model.words import Words
from generator.render.language import Shown, pick

LEADING: tuple[Role, ...] = ("origin", "confirmed", "author", "reported")
"""Whose word a claim rests on: the first of these roles that anybody has; the others passed it on."""
ASCRIBING: tuple[Role, ...] = ("author", "reported", "origin", "confirmed")
"""Who puts words into somebody's mouth, where a claim has an ascribed voice: the first of these roles."""
WHAT = "{what}"
CLOSED = re.compile("[.?!…][\"'”“’»]?$")
"""How a statement ends that needs no full stop after it."""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """What a voice is called in the page's language.

    `after` is the name as it stands after a preposition, `plural` says that it takes a plural verb, `kind` is that of
    the entity (empty for a publisher).
    """

    name: str
    plural: bool
    after: str = ""
    kind: str = ""

    @property
    def after_preposition(self) -> str:
        return self.after or self.name


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


def leading_voices(record: ClaimRecord) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those on whose word a claim rests, and of those who passed it on, nearest the fact first.

    Where words are ascribed to somebody, that is who ascribes them. A voice that only reported stands alone: the next
    one retold it.
    """
    roles = ASCRIBING if any(voice.role == "ascribed" for voice in record.voices) else LEADING
    by_role = {role: [voice.who for voice in record.voices if voice.role == role] for role in roles}
    ordered = [(role, who) for role in roles for who in dict.fromkeys(by_role[role])]
    if not ordered:
        return (), ()
    first = ordered[0][0]
    count = 1 if first == "reported" else sum(role == first for role, _ in ordered)
    return tuple(who for _, who in ordered[:count]), tuple(who for _, who in ordered[count:])


def _passed_on(leaders: Sequence[VoiceName], others: Sequence[VoiceName], reported: bool, words: Words) -> str:
    """`, as reported by X, as retold by Y`; nothing where nobody passed it on."""
    told = ""
    for number, voice in enumerate(others):
        key = "sentence.retold" if reported or number else "sentence.reported"
        told += words.filled(key, _number([voice]), who=voice.name, whom=voice.after_preposition)
    return told if leaders else ""


def _of_itself(statement: Shown, voice: VoiceName, words: Words) -> Shown | None:
    """The statement with a pronoun for the voice that it begins with; None where the language has no fitting one."""
    if statement.language:
        return None
    for ending, key in (("’s ", "possessive"), ("'s ", "possessive"), (" ", "subject")):
        pronoun = words.texts.get(f"sentence.pronoun.{voice.kind}.{key}", "")
        if pronoun and statement.text.startswith(voice.name + ending):
            return Shown(f"{pronoun} {statement.text[len(voice.name + ending) :]}", "")
    return None


def _pattern(record: ClaimRecord, words: Words, reported: bool, count: int) -> str:
    """What the level of the hedge says, in the form for plans where the claim is one, and for what was reported."""
    level = f"sentence.plan.{record.hedge.level}" if record.kind == "plan" else f"sentence.{record.hedge.level}"
    return words.text(f"{level}_reported" if reported and f"{level}_reported.one" in words.texts else level, count)


def _ascribed(record: ClaimRecord, ascribed: Sequence[VoiceName], leaders: Sequence[VoiceName], words: Words) -> str:
    """The pattern for words that one voice puts into another's mouth, with how sure they are made to sound."""
    stated_plan = record.kind == "plan" and record.hedge.level == "stated"
    level = words.texts.get("sentence.as.plan" if stated_plan else f"sentence.as.{record.hedge.level}", "")
    pattern = words.text("sentence.ascribed" if leaders else "sentence.ascribed_to", _number(leaders))
    to = enumerated([voice.after_preposition for voice in ascribed], words)
    return pattern.replace("{as}", level).replace("{to}", to)


def _contracted(text: str, words: Words) -> str:
    """The text with the language's contractions of a preposition and an article: German `von dem` is `vom`."""
    for pair in words.text("sentence.contractions").split(";"):
        apart, _, together = pair.partition("=")
        text = re.sub(rf"\b{re.escape(apart)}\b", together, text) if apart else text
    return text


def claim_sentence(
    record: ClaimRecord,
    voices: Mapping[str, VoiceName],
    words: Words,
    site_language: str,
    condition: Shown | None = None,
) -> Sentence:
    """The whole sentence in the words' language, from the names of the voices; every role and hedge is kept.

    The statement stays as it is written, after a colon, in its own language; only a voice that speaks of itself is
    named once. `condition` is what must hold first.
    """
    leaders_, others_ = leading_voices(record)
    leaders, others = [voices[id] for id in leaders_], [voices[id] for id in others_]
    ascribed = [voices[voice.who] for voice in record.voices if voice.role == "ascribed"]
    by_reporter = bool(leaders_) and all(
        voice.role in {"reported", "author"} for voice in record.voices if voice.who in leaders_
    )
    via = _passed_on(leaders, others, by_reporter, words)
    picked = pick(record.statement, words.language, site_language)
    text = picked.text.strip()
    statement = Shown(text.removesuffix("."), picked.language)
    who = enumerated([voice.name for voice in leaders], words)
    whom = enumerated([voice.after_preposition for voice in leaders], words)
    declined = "sentence.by_declined" if any(voice.after for voice in leaders) else "sentence.by"
    by = words.filled(declined, whom=whom, via=via)
    pattern = _pattern(record, words, bool(via), _number(leaders))
    if ascribed:
        pattern = _ascribed(record, ascribed, leaders, words)
    elif len(leaders_) == 1 and leaders_[0] in record.about and _begins_with(statement.text, leaders[0].name):
        own = leaders[0]
        plainly = record.hedge.level == "stated" and record.kind != "plan"
        pronoun = _of_itself(statement, own, words) if plainly else None
        by = words.filled(f"sentence.own.{own.kind or 'publisher'}", via=via)
        if pronoun is not None:
            pattern, statement = words.text("sentence.says", _number(leaders)), pronoun
    before, _, after = pattern.partition(WHAT)
    for name, value in {"by": by, "who": who, "whom": whom, "via": via, "comma": "," if via else ""}.items():
        before, after = before.replace("{" + name + "}", value), after.replace("{" + name + "}", value)
    if condition is not None and condition.text:
        after += words.filled("sentence.condition", what=condition.text.strip().removesuffix("."))
    end = "" if not after and CLOSED.search(statement.text) else "."
    return Sentence(capitalised(_contracted(before, words)), statement, after + end)


def _begins_with(text: str, name: str) -> bool:
    rest = text.removeprefix(name)
    return bool(name) and rest != text and not rest[:1].isalnum()
