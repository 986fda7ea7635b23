"""A comparison of two revisions for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.authoring.diff_words import (
    FLAGS,
    Comparison,
    by_record,
    faults,
    illegible,
    one_sided,
    title,
    wordings,
)
from generator.authoring.word_diff import Run
from generator.derive.difference import Difference
from generator.diagnostics.visible import inert_lines
from generator.model.fields import text_in

MOST_ERRORS = 5
MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""As `git diff --word-diff` marks them."""


def printable(text: str) -> str:
    """A text on one line, without anything that a terminal would obey."""
    flat = " ".join(text.split())
    return "".join(character if character.isprintable() else "�" for character in flat)


def _marked(runs: tuple[Run, ...], plain: bool) -> str:
    """Runs of words on one line; `plain` leaves the marks out where all of it came, or all of it went."""
    plain = plain and len(runs) == 1
    parts = []
    for run in runs:
        before, text, after = run.text[:1].isspace(), printable(run.text), run.text[-1:].isspace()
        shown = text if plain or not text else MARKS[run.fate].format(text)
        parts.append((" " if before else "") + shown + (" " if after and text else ""))
    return " ".join("".join(parts).split())


def _line(item: Difference, language: str) -> Iterator[str]:
    shown = [
        (f"[{printable(wording.language)}] " if wording.language else "") + _marked(wording.runs, one_sided(item))
        for wording in wordings(item, language)
    ]
    if item.reason is not None:
        shown.append(f"({printable(text_in(item.reason, language))})")
    words = f"{printable(title(item))}{': ' if shown else ''}{' '.join(shown)}"
    place = f"{printable(item.span.path)}:{item.span.line}: " if item.span is not None and not item.gone else ""
    was = f" (was {printable(item.span.path)}:{item.span.line})" if item.span is not None and item.gone else ""
    yield f"{'!' if item.flag else ' '} {place}{words}{was}"
    if item.flag:
        yield f"    {FLAGS[item.flag]}"


def as_text(made: Comparison) -> str:
    """The comparison as lines: what is wrong with a side, then each record with its changes; `!` marks what is flagged.

    Old words stand in [-…-], new ones in {+…+}. Nothing in the contents can command the terminal.
    """
    lines = []
    for told, findings in faults(made):
        lines.append(printable(told))
        lines += [
            printable(f"  {item.span}: {item.rule.severity}[{item.rule.code}]: {item.message}")
            for item in findings[:MOST_ERRORS]
        ]
        if len(findings) > MOST_ERRORS:
            lines.append(f"  and {len(findings) - MOST_ERRORS} more")
        lines.append("")
    if not made.differences:
        between = f"{printable(str(made.base))} and {printable(str(made.head))}"
        lines.append(f"Nothing changed in the records between {between}.")
    for name, items in by_record(made, made.differences):
        if words := illegible(items):
            lines += [printable(name), f"! {printable(words)}", f"    {FLAGS['unreadable']}"]
        else:
            lines.append(printable(name))
            lines += [line for item in items for line in _line(item, made.language)]
        lines.append("")
    return inert_lines("\n".join(lines).rstrip("\n")) + "\n"
