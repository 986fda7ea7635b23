"""What a rule refuses, why, and how to mend it, with a wrong and a right example from the tests' own cases."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

from generator.diagnostics.catalogue import catalogue

BOOK = Path(__file__).with_name("rule_book.json")
"""Made by tests/rule_book.py from the guide and the case folders; a test keeps it up to date."""
GUIDE = "content/guide/rules.md"
WIDEST = 100


def _example(extracts: list[dict[str, str]]) -> str:
    parts = []
    for extract in extracts:
        shown = textwrap.indent(extract["text"], "    ") if extract["text"] else f"    ({extract['about']})"
        parts.append(f"  {extract['path']}\n{shown}")
    return "\n".join(parts)


def _words(name: str, text: str) -> str:
    return textwrap.fill(f"{name}: {text}", WIDEST, subsequent_indent="  ", break_on_hyphens=False)


def explanation(code: str) -> str | None:
    """All that is to be said of a rule, as text for a terminal; None for a code that no rule has."""
    rule = catalogue().get(code)
    if rule is None:
        return None
    entry: dict[str, Any] = json.loads(BOOK.read_text("utf-8"))[code]
    waived = "; can be waived" if rule.waivable else ""
    return "\n".join(
        (
            f"{rule.code}: {rule.summary} ({rule.severity}{waived})",
            "",
            _words("Refuses", entry["refuses"]),
            _words("Why", entry["why"]),
            _words("Mend", entry["mend"]),
            _words("Hint", rule.hint),
            "",
            "Wrong:",
            _example(entry["wrong"]),
            "The check says:",
            textwrap.indent(entry["found"], "    "),
            "Right:",
            _example(entry["right"]),
            "",
            f"More: {GUIDE}, section {rule.code}",
        )
    )


def rule_list() -> str:
    """All rules, one a line: code, severity, what it refuses."""
    return "\n".join(f"{rule.code}  {rule.severity:<7}  {rule.summary}" for rule in catalogue().values())
