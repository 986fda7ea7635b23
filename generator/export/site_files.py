"""All files below `data/` of the site, by path."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.facts import Facts
from generator.export.all_tables import all_tables
from generator.export.annotations import ANNOTATIONS, annotation_collection, document_files
from generator.export.bibliography import bibtex_file, citation_file, csl_items
from generator.export.claim_pieces import Gathered, PieceMaker
from generator.export.corpus_file import ClaimFiles, schema_files
from generator.export.csv_files import csv_description, csv_file
from generator.export.json_values import json_bytes
from generator.export.linked_claims import LinkedClaims
from generator.export.pages import Pages, pages_of
from generator.export.sqlite_file import DATABASE, datasette_description, sqlite_file
from generator.export.tables import Table
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.templates import Page, Templates
from generator.render.asking import Answers

FOLDER = "data"
File = tuple[str, bytes]


def _table_files(tables: tuple[Table, ...], sheet: Table, corpus: Corpus, pages: Pages) -> Iterator[File]:
    site, sheets = corpus.site, (*tables, sheet)
    described = datasette_description(tables, site.title, pages.leading.pick(site.description).text, pages.base)
    yield DATABASE, sqlite_file(tables)
    yield "datasette.json", json_bytes(described)
    yield "csv-metadata.json", json_bytes(csv_description(sheets))
    yield from ((f"csv/{table.name}.csv", csv_file(table)) for table in sheets)


def _claim_files(
    corpus: Corpus, facts: Facts, pages: Pages, maker: PieceMaker, gathered: Gathered
) -> Iterator[File]:
    files, linked = ClaimFiles(corpus, facts, pages), LinkedClaims(corpus)
    for id, claim in corpus.claims.items():
        pieces = maker.pieces(id)
        linked.add(claim, pieces.record, pieces.nodes)
        gathered.add(pieces)
        yield f"claims/{id}.json", files.file(pieces.told, pieces.named)
    maker.settle()
    yield "claims.jsonld", linked.file()
    yield "corpus.json", files.corpus_file(gathered.told)
    yield ANNOTATIONS, annotation_collection(corpus.site.title, pages, gathered.annotations)


def _files(corpus: Corpus, facts: Facts, pages: Pages, maker: PieceMaker) -> Iterator[File]:
    gathered = Gathered()
    yield from _claim_files(corpus, facts, pages, maker, gathered)
    yield from _table_files(all_tables(corpus, facts, pages, gathered.tables()), gathered.sheet(), corpus, pages)
    yield from schema_files().items()
    yield "sources.csl.json", json_bytes(csl_items(corpus, pages))
    yield "sources.bib", bibtex_file(corpus, pages)
    yield "CITATION.cff", citation_file(corpus, facts, pages)
    yield from document_files(corpus).items()


def data_files(
    corpus: Corpus,
    facts: Facts,
    templates: Templates,
    fallback: str,
    publication: Publication,
    keeping: Keeping | None = None,
    answers: Answers | None = None,
) -> Iterator[Page]:
    """A corpus without errors as files for other programs, one by one.

    In: the corpus as it is known on the day of the facts, and the language for words that the templates lack. They
    are the same for all languages of the site, and stand once, below the leading one. With `keeping`, what they hold
    of a claim is taken from there where it follows from the same as before; `answers` are
    those that were worked out for the corpus already.
    """
    pages = pages_of(corpus, facts, templates.words, fallback, publication)
    maker = PieceMaker(corpus, facts, [page.words for page in pages.contexts], publication, keeping, answers)
    yield from (Page(f"{FOLDER}/{path}", content) for path, content in _files(corpus, facts, pages, maker))
