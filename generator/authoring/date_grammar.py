"""Compiles a language's date lexicon into patterns that find date expressions in a text.

The notation of a lexicon's phrases: tokens separated by spaces, where a space stands for any white space;
`{class}` is a word of a class, `{class:name}` the same under another name; `{class}?` and `(?:…)?` may be
missing, with their space; `a|b` are alternatives; everything else is a regular expression. Words of a class
are matched as written, but one that begins with a small letter may also begin with a capital; a word marked
`=` is matched exactly. Words outside classes are matched in any case.

`{day}`, `{mon}`, `{year}`, `{decade}`, `{count}`, `{q}`, `{h}`, `{until}`, `{one}` and `{two}` are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.model.date_words import DateWords

NUMBERS = MappingProxyType(
    {
        "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
        "mon": r"(?:1[0-2]|0?[1-9])(?!\d)",
        "year": r"(?:19|20)\d\d",
        "until": r"(?:19|20)?\d\d",
        "decade": r"(?:19|20)\d0",
        "count": r"\d{1,3}",
        "q": "[1-4]",
        "h": "[12]",
        "one": r"\d{1,2}",
        "two": r"\d{1,2}",
    }
)
JOINED = r"(?<!\w-)|(?<=(?:19|20)\d\d-)"
BEFORE = r"(?<!\w)(?:%s)(?<!\d[.,])(?<![$€£#§])"
AFTER = r"(?!\w)(?!-[^\W\d])(?![.,]\d)"
CLASS = re.compile(r"\{([a-z]+)(?::([a-z_]+))?\}")


@dataclass(frozen=True, slots=True)
class Base:
    """A phrase that names a date: its meaning, its pattern, and whether it counts only with company."""

    meaning: str
    pattern: re.Pattern[str]
    bare: bool


@dataclass(frozen=True, slots=True)
class Prefix:
    """A phrase that may stand before a date: a part ("late"), a bound ("until"), or the opening of a range."""

    meaning: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """A language's date lexicon, compiled."""

    words: DateWords
    bases: tuple[Base, ...]
    parts: tuple[Prefix, ...]
    bounds: tuple[Prefix, ...]
    openers: tuple[Prefix, ...]
    joints: Mapping[str, re.Pattern[str]]
    breaks: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    perfect: re.Pattern[str]

    def values(self, match: re.Match[str]) -> Mapping[str, str]:
        """The named groups of a match: the value of a word of a class, or the matched text itself."""
        found = {}
        for name, text in match.groupdict().items():
            if text is not None:
                key = " ".join(text.split())
                words = self.words.words.get(name, {})
                lower = key[0].lower() + key[1:]
                found[name] = next((words[k] for k in (key, f"={key}", lower) if k in words), key)
        return found


def _word(word: str) -> str:
    if word.startswith("="):
        return re.escape(word[1:])
    first, *rest = word.split()
    head = f"[{first[0]}{first[0].upper()}]{re.escape(first[1:])}" if first[0].islower() else re.escape(first)
    return r"\s+".join([head, *map(re.escape, rest)])


def _split(pattern: str, at: str) -> list[str]:
    """The pattern cut at a sign, where it stands outside brackets."""
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(pattern):
        escaped = index > 0 and pattern[index - 1] == "\\"
        depth += 0 if escaped else (sign in "([{") - (sign in ")]}")
        if sign == at and depth == 0:
            parts.append(pattern[start:index])
            start = index + 1
    return [part for part in [*parts, pattern[start:]] if part]


def _token(token: str, words: Mapping[str, Mapping[str, str]]) -> tuple[str, bool]:
    """A token as a regular expression, and whether it may be missing."""
    group = re.fullmatch(r"\(\?:(.*)\)(\?)?", token)
    if group and _split(token, "|") == [token] and _balanced(group[1]):
        return f"(?:{_expression(group[1], words)})", bool(group[2])
    if re.fullmatch(CLASS.pattern + r"\?", token):
        return _filled(token[:-1], words), True
    return _filled(token, words), False


def _balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _filled(text: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """The text with classes replaced by their words, and the space by any white space."""

    def filled(match: re.Match[str]) -> str:
        name = match[2] or match[1]
        if match[1] in NUMBERS:
            return f"(?P<{name}>{NUMBERS[match[1]]})"
        longest_first = sorted(words[match[1]], key=lambda word: (-len(word), word))
        return f"(?P<{name}>(?-i:{'|'.join(map(_word, longest_first))}))"

    return CLASS.sub(filled, text.replace(" ", r"\s+"))


def _sequence(text: str, words: Mapping[str, Mapping[str, str]]) -> str:
    """Tokens joined by white space; a token that may be missing takes its space with it."""
    tokens = [_token(token, words) for token in _split(text, " ")]
    lead = next((index for index, (_, optional) in enumerate(tokens) if not optional), len(tokens) - 1)
    done = [rf"(?:{token}\s+)?" for token, _ in tokens[:lead]]
    head, optional = tokens[lead]
    done.append(f"(?:{head})?" if optional else head)
    done += [rf"(?:\s+{token})?" if optional else rf"\s+{token}" for token, optional in tokens[lead + 1 :]]
    return "".join(done)


def _expression(pattern: str, words: Mapping[str, Mapping[str, str]]) -> str:
    return "|".join(_sequence(part, words) for part in _split(pattern, "|"))


def _prefixes(rows: Iterator[tuple[str, str]], words: Mapping[str, Mapping[str, str]]) -> tuple[Prefix, ...]:
    r"""Patterns that end where a date begins: `search(text, 0, start)` with `\Z` at that place."""
    return tuple(
        Prefix(meaning, re.compile(rf"(?i){BEFORE % JOINED}(?:{_expression(pattern, words)})(?:\s+|-)\Z"))
        for meaning, pattern in rows
    )


def compile_grammar(lexicon: DateWords) -> DateGrammar:
    """A date lexicon to a grammar; re.error or KeyError where a pattern of it is wrong."""
    words, tense = lexicon.words, lexicon.tense

    def cues(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{tense[name]})(?!\w)", re.IGNORECASE)

    attached = "".join(rf"|(?<=\b{re.escape(word)})" for word in words.get("attached", ()))
    before = BEFORE % (JOINED + attached)
    joints = {
        name: re.compile(r"\s*(?:" + "|".join(map(_word, lexicon.ranges[name])) + r")\s*") for name in ("and", "to")
    }
    return DateGrammar(
        words=lexicon,
        bases=tuple(
            Base(meaning, re.compile(f"(?i){before}(?:{_expression(pattern, words)}){AFTER}"), bare)
            for meaning, pattern, bare in lexicon.bases
        ),
        parts=_prefixes(iter(lexicon.parts), words),
        bounds=_prefixes(iter(lexicon.bounds), words),
        openers=_prefixes((("open", word) for word in lexicon.ranges["open"]), words),
        joints=MappingProxyType(joints),
        breaks=re.compile(tense["breaks"]),
        future=cues("future"),
        past=cues("past"),
        perfect=re.compile(
            rf"(?i)(?<!\w)(?:(?:{tense['perfect']})\b.*?\b(?:{tense['participle']})|"
            rf"(?:{tense['participle']})\s+(?:{tense['perfect']}))(?!\w)"
        ),
    )
