"""The fields of one entry of BibTeX: what is taken from them, and what is told as lost."""

from __future__ import annotations

from collections.abc import Mapping

from generator.imported.bibtex_entries import BibEntry
from generator.imported.found import Loss, loss
from generator.imported.json_leaves import NO_PLACE, Said
from generator.imported.latex_words import decoded, unknown_commands


class Fields:
    """The fields of one entry, with those it inherits (value and place): each is taken, or told as lost."""

    def __init__(self, entry: BibEntry, inherited: Mapping[str, tuple[str, str]], losses: list[Loss]) -> None:
        self.entry, self.losses = entry, losses
        self._values = dict(inherited)
        self._values |= {name: (value, self.place(name)) for name, value in entry.fields.items()}
        self._inherited = set(inherited) - set(entry.fields)

    def place(self, name: str) -> str:
        """Where a field of this entry stands."""
        return f"{self.entry.where}, field {name!r}"

    def raw(self, name: str) -> str:
        """A value as it is written; empty where there is none."""
        return self._values[name][0] if name in self._values else ""

    def text(self, name: str) -> str:
        """A value as people read it, without taking it."""
        return decoded(self.raw(name))

    def date(self, name: str) -> str:
        """A date as it is written: the tilde of EDTF is none of LaTeX."""
        return self.raw(name).strip("{} \t\r\n")

    def take(self, name: str) -> Said | None:
        """A value as people read it, taken thereby; commands of LaTeX that nobody knows are lost."""
        if name not in self._values:
            return None
        raw, where = self._values.pop(name)
        for command in unknown_commands(raw):
            self.losses.append(loss(where, command, "a command of LaTeX that is not known"))
        text = decoded(raw)
        return Said(text, where) if text else None

    def mark(self, *names: str) -> None:
        """Notes that a record says these fields in its own way."""
        for name in names:
            self._values.pop(name, None)

    def lose(self, name: str, why: str) -> None:
        """Tells a field of this entry as lost; one that was inherited is told where it stands."""
        if name in self._values:
            raw, where = self._values.pop(name)
            if name not in self._inherited:
                self.losses.append(loss(where, raw, why))

    def lose_rest(self) -> None:
        """Tells all that was not taken."""
        for name in tuple(self._values):
            self.lose(name, NO_PLACE)
