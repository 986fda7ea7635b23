"""What falls due: predictions and plans without an outcome, and the block in which to record one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.authoring.diff_markdown import MOST, quiet
from generator.derive.state import state_of
from generator.diagnostics import Span
from generator.diagnostics.visible import inert, inert_json, visible
from generator.model.choices import Outcome, values_of
from generator.model.corpus import Corpus
from generator.model.fields import text_in

WAITING = frozenset({"open", "due", "overdue"})
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Falling:
    """A prediction or plan that falls due: `days` until its last day, negative once that has passed."""

    claim: str
    statement: str
    criteria: str
    due: str
    last_day: date
    days: int
    overdue: bool
    span: Span
    block: str


def _block(column: int) -> str:
    outcomes = " | ".join(values_of(Outcome))
    lines = (
        f"outcome:             # {outcomes}",
        "occurred:            # the day on which it happened, where it did",
        "evidence:",
        "  - source:          # the id of the source that shows it",
        "    paraphrase:      # what it says, in our own words",
    )
    return "\n".join(" " * (column - 1) + line for line in lines)


def falling_due(corpus: Corpus, as_of: date, within: int) -> tuple[Falling, ...]:
    """The predictions and plans without a known outcome whose time to be judged has begun by `within` days after the
    day, soonest last day first. Those whose `due` has no end never fall due."""
    found = []
    for claim in corpus.claims.values():
        resolution, due = claim.written.resolution, claim.outcome.due if claim.outcome else None
        if resolution is None or due is None or due.latest is None:
            continue
        state = state_of(corpus, claim, as_of)
        begins = due.earliest or due.latest
        if state.name in WAITING and (begins - as_of).days <= within:
            column = claim.places.key("resolution", "due").column
            language = corpus.site.language
            found.append(
                Falling(
                    claim.id, text_in(claim.written.statement, language), text_in(resolution.criteria, language),
                    due.text, due.latest, (due.latest - as_of).days, state.name == "overdue",
                    claim.places.key("resolution"), _block(column),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda item: (item.last_day, item.claim)))


def _when(item: Falling) -> str:
    days = f"{abs(item.days)} day{'' if abs(item.days) == 1 else 's'}"
    if item.overdue:
        return f"overdue for {days}, was due {item.due}"
    return f"due {item.due}, " + (f"in {days}" if item.days else "today")


def as_text(items: Iterable[Falling]) -> str:
    """The list for a terminal: a line with the place, what is claimed, and the block to fill in."""
    parts = [
        f"{inert(f'{item.span}: {item.claim}: {_when(item)}')}\n{inert(f'  {item.statement}')}\n"
        f"{visible(f'  criteria: {item.criteria}')}\n{item.block}\n"
        for item in items
    ]
    return "\n".join(parts)


def as_markdown(items: Iterable[Falling]) -> str:
    """The list as Markdown, for an issue or a mail; all authored texts are escaped, and call nobody.

    It fits into one comment: what is too much is counted.
    """
    parts = []
    for item in items:
        parts.append(
            f"## {quiet(item.claim)}\n\n{quiet(_when(item))}: {quiet(item.statement)}\n\n"
            f"Criteria: {quiet(item.criteria)}\n\n"
            f"To be filled in at {quiet(f'{item.span.path}:{item.span.line}')}:\n\n"
            f"```yaml\n{item.block}\n```\n"
        )
    shown, size = 0, 0
    for part in parts:
        size += len(part) + 1
        if size > MOST:
            break
        shown += 1
    if shown < len(parts):
        parts[shown:] = [f"{len(parts) - shown} more than fit here: run `briefs due` to see all of them.\n"]
    return "\n".join(parts)


def as_json(items: Iterable[Falling], as_of: date, within: int) -> str:
    """The list as JSON: `version` (of this shape), `as_of`, `within` in days, and `due`, soonest first."""
    listed = [
        {
            "claim": item.claim, "statement": item.statement, "criteria": item.criteria, "due": item.due,
            "last_day": item.last_day.isoformat(), "days": item.days, "overdue": item.overdue,
            "path": item.span.path, "line": item.span.line, "column": item.span.column, "block": item.block,
        }
        for item in items
    ]  # fmt: skip
    value = {"version": FORMAT_VERSION, "as_of": as_of.isoformat(), "within": within, "due": listed}
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
