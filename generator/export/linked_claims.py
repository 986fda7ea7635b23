"""All claims and reviews as one file of JSON-LD, as the pages of the claims hold them, with the records behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.export.json_values import json_value
from generator.export.pages import Pages
from generator.model.corpus import Claim, Corpus
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.render.structured_claims import claim_nodes

RECORDS = "records"
"""The property that carries the records of a claim as authors write them: schema.org has no words for most of it."""
CONTEXT: tuple[Any, ...] = (
    "https://schema.org",
    {RECORDS: {"@id": "tag:claim-briefs.example,2026:records", "@type": "@json"}},
)
PARTS: Mapping[str, tuple[str, ...]] = {
    "source": ("sources",), "entity": ("entities",), "publisher": ("publishers",), "voice": ("entities", "publishers"),
}  # fmt: skip
"""By what an id refers to: the parts of the corpus that can hold it."""


def _record(item: Any) -> BaseModel:
    record: BaseModel = getattr(item, "written", None) or item.record
    return record


def _behind(corpus: Corpus, record: BaseModel, told: set[tuple[str, str]]) -> Iterator[tuple[str, BaseModel]]:
    """The records that a record names, and those that these name, as far as they are not told yet."""
    open_records = [record]
    while open_records:
        for _, marker, id in marked(open_records.pop(), RefersTo):
            for part in PARTS.get(marker.kind, ()):
                held = getattr(corpus, part)
                if id in held and (part, id) not in told:
                    told.add((part, id))
                    open_records.append(_record(held[id]))
                    yield part, _record(held[id])


def _carrying(node: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The node with more properties on its claim, which stands in it where it is a review."""
    if "itemReviewed" in node:
        return {**node, "itemReviewed": {**node["itemReviewed"], **own}}
    return {**node, **own}


def _nodes(corpus: Corpus, pages: Pages, claim: Claim, told: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    records: dict[str, list[Any]] = {"claims": [json_value(claim.written, corpus.site.language)]}
    for part, record in _behind(corpus, claim.written, told):
        records.setdefault(part, []).append(json_value(record, corpus.site.language))
    for page in pages.contexts:
        own = {"identifier": claim.id} | ({RECORDS: records} if page is pages.leading else {})
        yield _carrying(claim_nodes(page, claim), own)


def linked_claims(corpus: Corpus, pages: Pages) -> dict[str, Any]:
    """Every claim in every language of the site: a Claim, or a ClaimReview with the Claim inside it (schema.org).

    In the leading language each claim carries its record, and those of the sources, entities and publishers behind it
    that no claim before it carries. `briefs import claimreview` reads them.
    """
    told: set[tuple[str, str]] = set()
    nodes = [node for claim in corpus.claims.values() for node in _nodes(corpus, pages, claim, told)]
    return {"@context": list(CONTEXT), "@graph": nodes}
