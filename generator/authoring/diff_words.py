"""What is common to all forms of a comparison: its two sides, the names of changes, why they are flagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.authoring.word_diff import Run, word_diff
from generator.derive.difference import Difference
from generator.derive.review import Flag
from generator.diagnostics import Diagnostic
from generator.model.fields import by_language

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "replaces": "added in place of {about}",
        "finished": "added, was a draft",
        "redrafted": "withdrawn, is a draft again",
        "document-changed": "captured document changed",
        "lineage-added": "now derived from {about}",
        "lineage-removed": "no longer derived from {about}",
        "lineage-changed": "lineage from {about} changed",
        "origins-changed": "origins behind it changed",
        "quote-moved": "quote from {about} moved to another place of the document",
        "quote-changed": "quote from {about} moved to other words",
        "translation-changed": "translation of the quote from {about} changed",
        "paraphrase-changed": "paraphrase of {about} changed",
        "appearance-added": "also said in {about}",
        "appearance-removed": "no longer said in {about}",
        "evidence-added": "evidence added from {about}",
        "evidence-removed": "evidence removed from {about}",
        "evidence-changed": "evidence from {about} reworded",
        "bearing-changed": "bearing of the evidence from {about} changed",
        "subject-added": "now about {about}",
        "subject-removed": "no longer about {about}",
        "voice-added": "voice added: {about}",
        "voice-removed": "voice removed: {about}",
        "voice-recast": "role of {about} changed",
        "relation-added": "relation to {about} added",
        "relation-removed": "relation to {about} removed",
        "relation-changed": "relation to {about} changed",
        "confidence-raised-with-evidence": "confidence raised, with new evidence",
        "confidence-raised-without-evidence": "confidence raised without new evidence",
        "assessed": "assessed for the first time, confidence",
        "assessment-withdrawn": "assessment withdrawn, confidence",
        "date-changed": "date changed",
        "statement-translated": "statement in other languages",
    }
)
"""The kinds of change that are not called by their code with spaces for hyphens."""
FLAGS: Mapping[Flag, str] = MappingProxyType(
    {
        "outcome": "an outcome: does the evidence bear it out?",
        "quote-moved": "other words are quoted: do they still say what is claimed?",
        "lineage": "where it comes from: how many independent origins are left?",
        "document-replaced": "another document: every quote from it rests on other bytes",
        "hedge-strengthened": "the claim is put more firmly: did the source become firmer?",
        "hedge-reversed": "the claim is denied now, or no longer: does the source say so?",
        "wording-strengthened": "a hedging word is gone: is the source that sure?",
        "confidence-without-evidence": "more trust without new evidence: why?",
        "unreadable": "it cannot be read on one side, so nobody can say what changed",
    }
)
"""What a reviewer is asked."""


SHOWING = frozenset({"added", "finished", "replaces", "redrafted", "withdrawn", "reworded", "unreadable"})
"""Kinds that show the statement of a claim themselves."""
ONE_SIDED = frozenset(
    {"added", "removed", "withdrawn", "replaces", "finished", "recorded", "set", "assessed", "unreadable"}
)
"""How the kinds end whose words only came, or only went."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One side of a comparison: what it was called, its commit (none for the files on disk), what is wrong with it.

    `empty` says that it holds no content at all.
    """

    named: str
    sha: str | None
    errors: tuple[Diagnostic, ...] = ()
    empty: bool = False

    def __str__(self) -> str:
        return f"{self.named} ({self.sha[:10]})" if self.sha else self.named


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two revisions, what differs between them in order, the language of texts that name none, and the statement of
    each claim by its id."""

    base: Revision
    head: Revision
    differences: tuple[Difference, ...]
    language: str
    statements: Mapping[str, str] = field(default_factory=dict)

    @property
    def flagged(self) -> tuple[Difference, ...]:
        """What a reviewer should look at."""
        return tuple(item for item in self.differences if item.flag)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text before and after, in one language where it has one, as runs of words."""

    language: str
    runs: tuple[Run, ...]


def title(item: Difference) -> str:
    """A change in a few words; the id or path in them is not escaped."""
    if item.kind == "unreadable":
        return f"cannot be read in the {'new' if item.about == 'head' else 'old'} revision"
    if item.kind in {"withdrawn", "removed"}:
        by = f", replaced by {item.about}" if item.about else ""
        return f"{item.kind}{by}" if item.reason is not None or item.draft else f"{item.kind} without a tombstone"
    if item.kind == "details-changed":
        verb = "added" if item.before is None else "removed" if item.after is None else "changed"
        return f"{item.about} {verb}"
    if item.kind == "changed" and item.draft:
        return f"changed, still to be written: {', '.join(item.fields)}" if item.fields else "changed"
    if item.kind == "changed":
        return f"changed: {', '.join(item.fields)}" if item.fields else "changed"
    return TITLES.get(item.kind, item.kind.replace("-", " ")).format(about=item.about)


def wordings(item: Difference, language: str) -> Iterator[Wording]:
    """What stood and what stands there: a text in each language in which it changed, a code or a quote as it is."""
    before, after = item.before, item.after
    if isinstance(before, str) or isinstance(after, str):
        old, new = (side if isinstance(side, str) else "" for side in (before, after))
        if old or new:
            yield Wording("", word_diff(old, new))
        return
    sides = [by_language(side or {}, language) for side in (before, after)]
    old_texts, new_texts = sides
    tags = sorted(old_texts.keys() | new_texts.keys(), key=lambda tag: (tag != language, tag))
    if before is None or after is None:
        tags = tags[:1]
    for tag in tags:
        one, two = old_texts.get(tag, ""), new_texts.get(tag, "")
        if one != two:
            yield Wording(tag if len(tags) > 1 else "", word_diff(one, two))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def summary(made: Comparison) -> str:
    """How many records differ, by kind, and how much is flagged, in one line."""
    records: dict[str, set[str]] = {}
    for item in made.differences:
        records.setdefault("draft" if item.draft else item.record, set()).add(item.id)
    parts = [_counted(len(ids), kind).replace("entitys", "entities") for kind, ids in records.items()]
    listed = ", ".join(parts) if parts else "no record"
    return f"{listed} changed, {_counted(len(made.flagged), 'change')} flagged"


def faults(made: Comparison) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    """What is to be said of each side before the changes, with the findings that it is about."""
    for side, which in ((made.base, "old"), (made.head, "new")):
        if side.empty:
            yield f"The {which} revision, {side}, holds no content.", ()
        elif side.errors:
            told = f"The {which} revision, {side}, is unsound: {_counted(len(side.errors), 'error')}."
            yield f"{told} What could be read is compared.", side.errors


def by_record(made: Comparison, items: Iterable[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """Differences in groups of one record each, under its kind and id, and its statement where no change tells that.

    Records that cannot be read come in one group a kind: a broken file would hide the rest otherwise.
    """
    groups: dict[str, list[Difference]] = {}
    for item in items:
        kind = "draft" if item.draft else item.record
        name = kind if kind == item.id else f"{kind} {item.id}"
        if item.kind == "unreadable":
            name = f"{item.record}: {title(item)}"
        groups.setdefault(name, []).append(item)
    for name, group in groups.items():
        first = group[0]
        told = first.record != "claim" or any(item.kind in SHOWING for item in group)
        statement = "" if told else made.statements.get(first.id, "")
        yield f"{name}: {statement}" if statement else name, group


def illegible(group: list[Difference]) -> str:
    """The ids of all records of a kind that cannot be read on a side; nothing where the group is not of those."""
    return ", ".join(item.id for item in group) if group[0].kind == "unreadable" else ""


def one_sided(item: Difference) -> bool:
    """Whether the title says that the words came or went, so that they need no marks."""
    return item.kind.rpartition("-")[2] in ONE_SIDED or (
        item.kind == "details-changed" and None in (item.before, item.after)
    )
