"""Places in the inputs and what is wrong there: errors of users as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Severity = Literal["error", "warning", "note"]
"""An error forbids a build, a warning wants a mend or a waiver, a note only tells: nothing is wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an input file: path relative to the project, 1-based line and column in code points."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def after(self, text: str) -> Span:
        """The place behind a text that begins here; its lines end with line feeds."""
        lines, last = text.count("\n"), len(text) - (text.rfind("\n") + 1)
        return Span(self.path, self.line + lines, last + (1 if lines else self.column))


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the compiler refuses or, as a note, tells of; severity and the general hint belong to the rule."""

    code: str
    severity: Severity
    summary: str
    hint: str
    waivable: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """A second place that explains the first, such as where an id was first defined."""

    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would mend a finding, as data; the hint that proposes it names the same words.

    At every one of `places` the value or key that begins there becomes `new`. Where `old` is given, it is these
    words, at or after the place, that give way. Where `field` is given, the value stays, and a field of that name
    with the value `new` is added beside it. A `doubtful` fix changes evidence: somebody has to look at each one.
    """

    places: tuple[Span, ...]
    new: str
    old: str = ""
    field: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule, its place, what is wrong, what to do, the record it is about, and a change that mends it."""

    rule: Rule
    span: Span
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    target: str = ""
    fix: Fix | None = None

    @property
    def advice(self) -> str:
        """The hint for this case, or the rule's general one."""
        return self.hint or self.rule.hint

    @property
    def sort_key(self) -> tuple[Span, str, str]:
        """By place, then by code and words, so that a run always lists the same order."""
        return (self.span, self.rule.code, self.message)


def in_order(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings sorted by place, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))


def by_severity(findings: Iterable[Diagnostic]) -> Mapping[Severity, int]:
    """How many of the findings are errors, warnings and notes, the gravest first."""
    found = Counter(finding.rule.severity for finding in findings)
    return MappingProxyType({severity: found[severity] for severity in get_args(Severity)})
