"""Names and numbers in texts and queries, such as GPT-4.5, as single words that no tokeniser takes apart.

Pagefind drops signs inside words and takes every word as a beginning: `GPT-4.5` is `gpt45` to it, `4.5` is `45`, and
`GPT 5` finds every page with a word that begins with 5. So words with digits are indexed a second time, between two
letters that no text has, and a query is rewritten in the same way. `asked` has a twin in assets/search.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MARK = "ŋ"
"""Stands at both ends of a name: a letter to every tokeniser and stemmer, so that nothing shorter is found instead."""
NAMES_FOLLOW = MARK * 2
"""Stands in every record between its texts and the names in them, so that none is without words."""
HYPHEN = re.compile(r"[-‐‑–]")
RUN = re.compile(r"[^\W_]+(?:(?:[-‐‑–]|(?<=[0-9])[.,](?=[0-9]))[^\W_]+)*")
DIGIT = re.compile(r"[0-9]")
POINT = re.compile(r"[.,]")
PHRASE = re.compile(r'^["“”„].+["“”„]$')


def name_word(run: str) -> str:
    """A name as one word: `GPT-4.5` and `gpt4,5` are `ŋgpt4d5ŋ`; hyphens go, a decimal point becomes a letter."""
    return MARK + POINT.sub("d", HYPHEN.sub("", run)).lower() + MARK


def asked(query: str) -> tuple[str, ...]:
    """The words of a query: names and numbers as single words, others taken apart at hyphens.

    A query in quotation marks is one word: a phrase, to be found as it stands.
    """
    query = query.strip()
    if PHRASE.match(query):
        return (f'"{query[1:-1]}"',)
    words: list[str] = []
    for run in RUN.findall(query):
        parts = HYPHEN.split(run)
        if DIGIT.search(run):
            words.append(name_word(run))
        elif min(len(part) for part in parts) < 2:
            words.append("".join(parts).lower())
        else:
            words += [part.lower() for part in parts]
    return tuple(words)


def known_names(texts: Iterable[str]) -> frozenset[str]:
    """The names with digits in titles, such as o3-mini: inside one of them no shorter name is found."""
    return frozenset(name_word(run) for text in texts for run in RUN.findall(text) if DIGIT.search(run))


def _names_of_run(run: str, known: frozenset[str]) -> Iterator[str]:
    parts = HYPHEN.split(run)
    spans = [
        (first, last)
        for first in range(len(parts))
        for last in range(first + 1, len(parts) + 1)
        if DIGIT.search("".join(parts[first:last]))
    ]
    words = {span: name_word("-".join(parts[slice(*span)])) for span in spans}
    whole = max((span for span in spans if words[span] in known), key=lambda span: span[1] - span[0], default=None)
    for first, last in spans:
        inside = whole is not None and (first < whole[1] and whole[0] < last) and (first, last) != whole
        around = whole is not None and first <= whole[0] and whole[1] <= last
        number = last - first == 1 and not any(character.isalpha() for character in parts[first])
        if not inside or around or number:
            yield words[first, last]


def names_in(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Every name and number in a text, in order: `GPT-4.5-Modell` holds `GPT-4.5`, `4.5` and itself.

    A known name hides what it is made of: `o3-mini` is no `o3`.
    """
    return tuple(name for run in RUN.findall(text) if DIGIT.search(run) for name in _names_of_run(run, known))
