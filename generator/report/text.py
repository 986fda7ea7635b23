"""Diagnostics to text for people: place, rule, the line itself with a caret, notes and hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from generator.diagnostics import Diagnostic, Span, by_severity

LineOf = Callable[[Span], str | None]
LONGEST_LINE = 160
ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: words of documents may hold it."""


def _width(text: str) -> int:
    """Columns a text takes on a terminal (Unicode east-asian width; combining marks take none)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _excerpt(span: Span, line_of: LineOf) -> list[str]:
    line = line_of(span)
    if line is None:
        return []
    start = max(0, span.column - 1 - LONGEST_LINE // 2) if len(line) > LONGEST_LINE else 0
    shown = line[start : start + LONGEST_LINE].replace("\t", " ")
    shown = "".join(character if character.isprintable() else "�" for character in shown)
    number = f"{span.line:>5}"
    caret = " " * _width(shown[: span.column - 1 - start]) + "^"
    return [f"{number} | {shown}", f"{' ' * len(number)} | {caret}"]


def as_text(finding: Diagnostic, line_of: LineOf) -> str:
    """One finding in the form `path:line:column: severity[code]: message`, its line, notes and hint."""
    lines = [f"{finding.span}: {finding.rule.severity}[{finding.rule.code}]: {finding.message}"]
    lines += _excerpt(finding.span, line_of)
    lines += [f"  {related.span}: note: {related.note}" for related in finding.related]
    lines.append(f"  hint: {finding.advice}")
    return ORDERS.sub("�", "\n".join(lines))


def summary(findings: tuple[Diagnostic, ...], waived: int) -> str:
    """The closing line: how many errors and warnings, and notes and waived findings where there are any."""
    told = (
        f"{number} {severity}" + ("" if number == 1 else "s")
        for severity, number in by_severity(findings).items()
        if number or severity != "note"
    )
    return ", ".join(told) + (f" ({waived} waived)" if waived else "")
