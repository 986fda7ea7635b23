"""What the files for other programs hold of one claim, kept from build to build as long as it follows from the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic_core import from_json, to_json

from generator.derive.facts import Facts
from generator.export.annotations import claim_annotations
from generator.export.claim_rows import CLAIM_TABLES, claim_rows
from generator.export.claim_sheet import SHEET, sheet_rows
from generator.export.csv_files import csv_lines
from generator.export.exported_claims import exported_claim, named_records
from generator.export.json_values import json_text, json_value
from generator.export.linked_claims import linked_nodes
from generator.export.pages import Pages
from generator.export.tables import Row, Table, filled
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.words import Words
from generator.render.asking import Answers, Results, World
from generator.render.names import Names

SHELF = "claims for other programs"


@dataclass(frozen=True, slots=True)
class ClaimPieces:
    """One claim in the files: as JSON with what is derived, and as its record alone; the ids of the records that it
    names, by their kind; its nodes of JSON-LD, by language; its annotations; its rows as JSON, by table, and as CSV."""

    told: str
    record: str
    named: Mapping[str, Sequence[str]]
    nodes: Sequence[str]
    annotations: Sequence[str]
    rows: Mapping[str, str]
    lines: Mapping[str, str]


def _made(world: World, id: str, words: Sequence[Words], publication: Publication, language: str) -> list[Any]:
    """The pieces of a claim as a list, from what it asks the world; texts that name no language are in `language`."""
    pages = Pages(tuple(world.page("", own, publication) for own in words))
    corpus, claim = world.corpus, world.corpus.claims[id]
    told = json_value(exported_claim(corpus, world.facts, pages, claim), language)
    found = claim_rows(corpus, world.facts, pages, claim)
    rows = {shape.name: filled(shape, found[shape.name]) for shape in CLAIM_TABLES}
    lines = {name: csv_lines(own) for name, own in rows.items()}
    return [
        json_text(told),
        json_text(told["record"]),
        named_records(corpus, claim),
        [json_text(node) for node in linked_nodes(pages, claim)],
        [json_text(item) for item in claim_annotations(corpus, pages, claim)],
        {name: to_json(own).decode("utf-8") for name, own in rows.items()},
        lines | {SHEET.name: csv_lines(filled(SHEET, sheet_rows(corpus, claim, language)))},
    ]


class PieceMaker:
    """Makes the pieces of claims; without `keeping` each time anew."""

    def __init__(
        self,
        corpus: Corpus,
        facts: Facts,
        words: Sequence[Words],
        publication: Publication,
        keeping: Keeping | None,
        answers: Answers | None = None,
    ) -> None:
        names = {own.language: Names(corpus, own) for own in words}
        world = World(corpus, facts, names, {} if answers is None else answers)
        self._words, self._publication, self._language = words, publication, corpus.site.language
        self._results = Results(world, keeping, SHELF, repr(words), publication.base, repr(publication.languages))

    def pieces(self, id: str) -> ClaimPieces:
        """The pieces of a claim."""

        def make(world: World) -> list[Any]:
            return _made(world, id, self._words, self._publication, self._language)

        return ClaimPieces(*self._results.of(id, make=make))

    def settle(self) -> None:
        """After all claims: lets go of what was kept and not asked for."""
        self._results.settle()


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table from those of each claim as JSON, which take a fraction of the memory."""

    texts: Sequence[str]

    def __iter__(self) -> Iterator[Row]:
        for text in self.texts:
            yield from map(tuple, from_json(text))


class Gathered:
    """What the files on all claims need of each: `add` takes the claims one by one, in their order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.annotations: list[str] = []
        self._rows: dict[str, list[str]] = {shape.name: [] for shape in CLAIM_TABLES}
        self._lines: dict[str, list[str]] = {shape.name: [] for shape in (*CLAIM_TABLES, SHEET)}

    def add(self, pieces: ClaimPieces) -> None:
        """Adds a claim."""
        self.told.append(pieces.told)
        self.annotations += pieces.annotations
        for name, text in pieces.rows.items():
            self._rows[name].append(text)
        for name, text in pieces.lines.items():
            self._lines[name].append(text)

    def tables(self) -> Mapping[str, Table]:
        """The tables that hold rows of single claims, by name."""
        return MappingProxyType(
            {
                shape.name: shape.holding(_Rows(self._rows[shape.name]), "".join(self._lines[shape.name]))
                for shape in CLAIM_TABLES
            }
        )

    def sheet(self) -> Table:
        """The sheet of claims, as CSV alone."""
        return SHEET.holding((), "".join(self._lines[SHEET.name]))
