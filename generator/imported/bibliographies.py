"""Bibliographies, as CSL-JSON and as BibTeX, to records of sources and of those who published them."""

from __future__ import annotations

from datetime import date

from generator.imported.bibtex_process import bibtex_references
from generator.imported.cited_sources import Citing
from generator.imported.csl_items import reference_of
from generator.imported.found import Found, ImportRefused, Loss, in_order
from generator.imported.json_leaves import Leaves, read_json
from generator.model.corpus import Corpus

ITEM = ("type", "title", "id")
"""Fields one of which an item of CSL-JSON has."""


def read_csl(content: bytes, corpus: Corpus, day: date) -> Found:
    """A CSL-JSON file (schema 1.0: a list of items, or one item) to sources and the publishers that are missing.

    `day` is that of the import: since then at the latest a document without a date can be known. Raises ImportRefused
    where the file is not JSON or holds no items.
    """
    value = read_json(content)
    base: tuple[str | int, ...] = ()
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        base = ("items",)
    elif not isinstance(value, list):
        if not isinstance(value, dict) or not any(name in value for name in ITEM):
            raise ImportRefused("the file is not CSL-JSON: it is no list of items")
        value = [value]
    citing, losses = Citing(corpus, day), list[Loss]()
    around = Leaves(value)
    for number, part in enumerate(around.items(*base)):
        if isinstance(part, dict):
            around.mark(*base, number)
            item = Leaves(part, *base, number)
            told = reference_of(item, losses)
            citing.source(told)
            losses += item.losses()
        else:
            around.lose("not an item: items are objects", *base, number)
    losses += around.losses()
    return Found(citing.records(), in_order((*losses, *citing.losses)))


def read_bibtex(content: bytes, corpus: Corpus, day: date) -> Found:
    """A BibTeX or biblatex file to sources and the publishers that are missing, as `read_csl` does.

    Raises ImportRefused where the file is no text or takes too long to read, and LibraryMissing where the library
    that reads it is not installed.
    """
    references, losses = bibtex_references(content)
    citing = Citing(corpus, day)
    for told in references:
        citing.source(told)
    return Found(citing.records(), in_order((*losses, *citing.losses)))
