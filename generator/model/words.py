"""The words of the interface in one language: sentences with places for names and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLURALS = ("one", "other")


@dataclass(frozen=True, slots=True)
class Words:
    """The interface's texts by key (`page.name`); a counted one stands under `page.name.one` and `page.name.other`."""

    language: str
    texts: Mapping[str, str]

    def text(self, key: str, count: int | None = None) -> str:
        """The text of a key, in the form for `count` where one is given; KeyError where the catalogue lacks it."""
        counted = f"{key}.{PLURALS[0] if count == 1 else PLURALS[1]}"
        return self.texts[counted if count is not None and counted in self.texts else key]

    def filled(self, key: str, count: int | None = None, **values: object) -> str:
        """The text with `{name}` replaced by values, `{count}` by the count; for plain text, nothing is escaped."""
        text = self.text(key, count)
        for name, value in {"count": count, **values}.items():
            text = text.replace("{" + name + "}", str(value))
        return text
