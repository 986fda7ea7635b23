"""Tells of work that MkDocs does page by page, in rounds that nobody opens or closes: one begins where another ends."""

from __future__ import annotations

from contextlib import ExitStack

from generator.model.audience import TOLD_EVERY, Audience, Step, unheard


class PageRounds:
    """The rounds over the pages of one edition, `of` which the audience is told as stages; `total` are its pages."""

    def __init__(self, audience: Audience, of: str) -> None:
        self._audience, self._of, self._open = audience, of, ExitStack()
        self._name, self._done = "", 0
        self._step: Step = unheard
        self.total = 0

    def page(self, name: str) -> None:
        """Counts a page, before work on it begins, in the round of that name."""
        if name != self._name:
            self.end()
            self._step = self._open.enter_context(self._audience.stage(name, self._of))
            self._name, self._done = name, 0
        if self._done % TOLD_EVERY == 0:
            self._step(self._done, self.total)
        self._done += 1

    def end(self) -> None:
        """Ends the round that is open, if one is."""
        self._open.close()
        self._name = ""
