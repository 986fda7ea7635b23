"""Why a document cannot be taken in, on its way from the process that reads it."""

from __future__ import annotations

from generator.diagnostics import Rule


class Refusal(Exception):
    """A document that cannot be taken in: the rule, what is wrong, what to do where that is special, and the place."""

    def __init__(self, rule: Rule, message: str, hint: str = "", line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint
        self.line, self.column = line, column
