"""What a foreign file tells of one document, whatever its format: texts with the places where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from generator.imported.json_leaves import Said


@dataclass(frozen=True, slots=True)
class Reference:
    """One document as a foreign file names it.

    `where` is the place of the whole entry, `key` its name there and `key_where` the place of that name. `kind` is a
    kind of source; `assumed` says that the file knows another kind. `language` is a tag, `published` and `retrieved`
    are dates of this project. `addresses` are of the web, the best one first.
    """

    where: str
    key: str
    kind: str
    assumed: bool = False
    title: Said | None = None
    publisher: Said | None = None
    authors: tuple[Said, ...] = ()
    language: Said | None = None
    published: Said | None = None
    retrieved: Said | None = None
    addresses: tuple[Said, ...] = ()
    abstract: Said | None = None
    notes: tuple[Said, ...] = ()
    revoked: bool = False
    key_where: str = ""

    def said(self) -> tuple[Said, ...]:
        """All its texts."""
        single = (self.title, self.publisher, self.language, self.published, self.retrieved, self.abstract)
        return tuple(item for item in (*single, *self.authors, *self.addresses, *self.notes) if item is not None)
