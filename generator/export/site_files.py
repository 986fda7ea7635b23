"""All files below `data/` of the site, by path."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.facts import Facts
from generator.export.all_tables import all_tables
from generator.export.annotations import ANNOTATIONS, annotation_collection, document_files
from generator.export.bibliography import bibtex_file, citation_file, csl_items
from generator.export.claim_sheet import claim_sheet
from generator.export.corpus_file import corpus_json
from generator.export.csv_files import csv_description, csv_file
from generator.export.json_values import json_bytes
from generator.export.linked_claims import linked_claims
from generator.export.pages import Pages, pages_of
from generator.export.sqlite_file import DATABASE, datasette_description, sqlite_file
from generator.model.corpus import Corpus
from generator.model.publication import Publication
from generator.model.templates import Page, Templates

FOLDER = "data"


def _table_files(corpus: Corpus, facts: Facts, pages: Pages) -> dict[str, bytes]:
    tables, site = all_tables(corpus, facts, pages), corpus.site
    sheets = (*tables, claim_sheet(corpus))
    described = datasette_description(tables, site.title, pages.leading.pick(site.description).text, pages.base)
    files = {
        DATABASE: sqlite_file(tables),
        "datasette.json": json_bytes(described),
        "csv-metadata.json": json_bytes(csv_description(sheets)),
    }
    return files | {f"csv/{table.name}.csv": csv_file(table) for table in sheets}


def _other_files(corpus: Corpus, facts: Facts, pages: Pages) -> dict[str, bytes]:
    return {
        "sources.csl.json": json_bytes(csl_items(corpus, pages)),
        "sources.bib": bibtex_file(corpus, pages),
        "claims.jsonld": json_bytes(linked_claims(corpus, pages)),
        ANNOTATIONS: json_bytes(annotation_collection(corpus, pages)),
        "CITATION.cff": citation_file(corpus, facts, pages),
    }


def data_files(
    corpus: Corpus, facts: Facts, templates: Templates, fallback: str, publication: Publication
) -> tuple[Page, ...]:
    """A corpus without errors as files for other programs, in the order of their paths.

    In: the corpus as it is known on the day of the facts, and the language for words that the templates lack. They
    are the same for all languages of the site, and stand once, below the leading one.
    """
    pages = pages_of(corpus, facts, templates.words, fallback, publication)
    files: Mapping[str, bytes] = {
        **corpus_json(corpus, facts, pages),
        **_table_files(corpus, facts, pages),
        **_other_files(corpus, facts, pages),
        **document_files(corpus),
    }
    return tuple(Page(f"{FOLDER}/{path}", content) for path, content in sorted(files.items()))
