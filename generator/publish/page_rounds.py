"""Tells of work that MkDocs does page by page, in rounds that nobody opens or closes: one begins where another ends."""

from __future__ import annotations

from contextlib import ExitStack

from generator.model.progress import Progress, Step, unheard


class PageRounds:
    """The rounds over the pages of one edition, each a stage of the progress; `total` are its pages."""

    def __init__(self, progress: Progress, edition: str) -> None:
        self._progress, self._edition, self._stage = progress, edition, ExitStack()
        self._name, self._done = "", 0
        self._step: Step = unheard
        self.total = 0

    def page(self, name: str) -> None:
        """Counts a page, before work on it begins, in the round of that name."""
        if name != self._name:
            self.end()
            self._step = self._stage.enter_context(self._progress.stage(name, self._edition))
            self._name, self._done = name, 0
        self._step(self._done, self.total)
        self._done += 1

    def end(self) -> None:
        """Ends the round that is open, if one is."""
        self._stage.close()
        self._name = ""
