"""All tables of the corpus, each after those that it refers to."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.facts import Facts
from generator.export.claim_rows import contradiction_table
from generator.export.pages import Pages
from generator.export.record_tables import (
    brief_tables,
    entity_tables,
    garble_table,
    lineage_tables,
    publisher_table,
    source_table,
    term_table,
)
from generator.export.shapes import VERSION
from generator.export.tables import Cell, Column, Table, table
from generator.model.corpus import Corpus


def _site_table(corpus: Corpus, facts: Facts, pages: Pages) -> Table:
    site = corpus.site
    rows: list[Mapping[str, Cell]] = [
        {"name": "title", "value": site.title},
        {"name": "question", "value": pages.leading.pick(site.question).text},
        {"name": "description", "value": pages.leading.pick(site.description).text},
        {"name": "answer", "value": pages.leading.pick(site.answer).text},
        {"name": "language", "value": site.language},
        {"name": "address", "value": pages.base or None},
        {"name": "as_of", "value": facts.as_of.isoformat()},
        {"name": "version", "value": VERSION},
    ]
    columns = (Column("name", "What is told.", required=True), Column("value", "What it is."))
    return table("site", "The site", "What the site is called, and the day of the build.", columns, ("name",), rows)


def all_tables(corpus: Corpus, facts: Facts, pages: Pages, claims: Mapping[str, Table]) -> tuple[Table, ...]:
    """The corpus as it is known on the day as tables; texts are in the leading language, or in the one they have.

    `claims` are the tables that hold rows of single claims, by their names.
    """
    *before, sentences = claims.values()
    return (
        _site_table(corpus, facts, pages),
        publisher_table(corpus, pages),
        *entity_tables(corpus, pages),
        term_table(corpus, pages),
        source_table(corpus, facts, pages),
        *lineage_tables(corpus, pages),
        garble_table(corpus, pages),
        *before,
        contradiction_table(facts),
        sentences,
        *brief_tables(corpus, pages),
    )
