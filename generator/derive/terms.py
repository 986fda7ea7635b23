"""Where glossary terms stand in a text: listed forms only, whole words, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from posixpath import commonprefix

from generator.model.places import Located
from generator.model.records import TermRecord


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One occurrence of a term in a text: offsets, end-exclusive, and the term's id."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class TermFinder:
    """All listed forms of all terms, per language."""

    patterns: Mapping[str, re.Pattern[str]]
    owners: Mapping[str, Mapping[str, str]]

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The mentions in a text of the given language, in order, without overlaps."""
        pattern, owners = self.patterns.get(language), self.owners.get(language, {})
        if pattern is None:
            return ()
        return tuple(Mention(match.start(), match.end(), owners[match.group()]) for match in pattern.finditer(text))


def _forms(term: TermRecord, site_language: str) -> Iterable[tuple[str, str]]:
    for language, name in term.term.items():
        yield language or site_language, name
    for language, forms in (term.variants or {}).items():
        for form in forms:
            yield language, form


def one_of(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first: forms that begin alike share their beginning, so that what it
    costs to pass a word does not grow with their number."""
    by_start: dict[str, list[str]] = {}
    for form in sorted(set(forms)):
        by_start.setdefault(form[:1], []).append(form)
    branches = []
    for start, alike in by_start.items():
        if start:
            shared = commonprefix(alike) if len(alike) > 1 else alike[0]
            rest = [form[len(shared) :] for form in alike]
            branches.append(re.escape(shared) + (one_of(rest) if rest != [""] else ""))
    return f"(?:{'|'.join(branches)})" + ("?" if "" in by_start else "")


def term_finder(terms: Mapping[str, Located[TermRecord]], site_language: str) -> TermFinder:
    """A finder for the terms' names and variants; a form also counts with a capital first letter."""
    owners: dict[str, dict[str, str]] = {}
    for id in sorted(terms):
        for language, form in _forms(terms[id].record, site_language):
            for spelling in (form, form[0].upper() + form[1:]):
                owners.setdefault(language, {}).setdefault(spelling, id)
    patterns = {}
    for language, forms in owners.items():
        patterns[language] = re.compile(rf"(?<![\w-]){one_of(forms)}(?![\w-])")
    return TermFinder(patterns, owners)
