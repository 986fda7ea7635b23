"""What the files for other programs hold of one claim, kept from build to build as long as it follows from the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.derive.facts import Facts
from generator.export.annotations import claim_annotations
from generator.export.claim_rows import CLAIM_TABLES, claim_rows
from generator.export.claim_sheet import SHEET, sheet_rows
from generator.export.csv_files import csv_lines
from generator.export.exported_claims import exported_claim, named_records
from generator.export.json_values import json_text, json_value
from generator.export.linked_claims import linked_nodes
from generator.export.pages import Pages
from generator.export.tables import Cell, Table, filled
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.words import Words
from generator.render.asking import Answers, Results, World
from generator.render.names import Names

Rows = Sequence[Sequence[Cell]]
SHELF = "claims for other programs"


@dataclass(frozen=True, slots=True)
class ClaimPieces:
    """One claim in the files: as JSON with what is derived, and as its record alone; the ids of the records that it
    names, by their kind; its nodes of JSON-LD, by language; its annotations; its rows, by table, and these as CSV."""

    told: str
    record: str
    named: Mapping[str, Sequence[str]]
    nodes: Sequence[str]
    annotations: Sequence[str]
    rows: Mapping[str, Rows]
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
        rows,
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


def whole_tables(pieces: Sequence[ClaimPieces]) -> Mapping[str, Table]:
    """The tables of claims, by name, from the rows of each claim."""
    found = {}
    for shape in CLAIM_TABLES:
        rows = tuple(tuple(row) for own in pieces for row in own.rows[shape.name])
        found[shape.name] = shape.holding(rows, "".join(own.lines[shape.name] for own in pieces))
    return MappingProxyType(found)
