"""All claims and reviews as one file of JSON-LD, as the pages of the claims hold them, with the records behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from generator.export.json_values import inside, json_text, json_value, list_text, object_file, object_text
from generator.export.pages import Pages
from generator.model.corpus import Claim, Corpus
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.render.structured_claims import claim_nodes

RECORDS = "records"
"""The property that carries the records of a claim as authors write them: schema.org has no words for most of it."""
PLACE = "\0records"
"""What stands in a node for the records that it is to carry."""
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


def linked_nodes(pages: Pages, claim: Claim) -> list[dict[str, Any]]:
    """A claim in every language of the site: a Claim, or a ClaimReview with the Claim inside it (schema.org).

    In the leading language it has a place for its records.
    """
    found = []
    for page in pages.contexts:
        own = {"identifier": claim.id} | ({RECORDS: PLACE} if page is pages.leading else {})
        found.append(_carrying(claim_nodes(page, claim), own))
    return found


def _carried(node: str, records: str) -> str:
    """The text of a node with the text of its records in their place."""
    before, _, after = node.rpartition(json_text(PLACE))
    line = before.rpartition("\n")[2]
    return f"{before}{inside(records, len(line) - len(line.lstrip(' ')))}{after}"


class LinkedClaims:
    """All claims and reviews as one file of JSON-LD; `add` takes them one by one, in their order.

    Each claim carries its record in the leading language, and those of the sources, entities and publishers behind it
    that no claim before it carries. `briefs import claimreview` reads them.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, self._language = corpus, corpus.site.language
        self._told: set[tuple[str, str]] = set()
        self._nodes: list[str] = []

    def add(self, claim: Claim, record: str, nodes: Sequence[str]) -> None:
        """Adds a claim by its record as JSON and its nodes, the leading one first."""
        records: dict[str, list[str]] = {"claims": [record]}
        for part, behind in _behind(self._corpus, claim.written, self._told):
            records.setdefault(part, []).append(json_text(json_value(behind, self._language)))
        texts = object_text([(part, list_text(items, 1)) for part, items in records.items()])
        self._nodes += [_carried(nodes[0], texts), *nodes[1:]]

    def file(self) -> bytes:
        """The file."""
        return object_file([("@context", inside(json_text(CONTEXT))), ("@graph", self._nodes)])
