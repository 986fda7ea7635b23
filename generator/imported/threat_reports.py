"""Bundles of STIX 2.1 to sources, drafts of claims and the entities that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.imported.cited_sources import Citing
from generator.imported.day_words import language_tag, names_time, read_date
from generator.imported.found import Found, in_order, loss
from generator.imported.json_leaves import Leaves, Said
from generator.imported.references import Reference
from generator.imported.stix_bundle import Bundle
from generator.imported.stix_citations import REFERENCES
from generator.imported.stix_claims import MIDNIGHT, Drafting
from generator.imported.stix_entities import Cast
from generator.imported.web_addresses import web_address
from generator.model.corpus import Corpus

ABOUT = "a source does not list what it is about"
ELSEWHERE = "a source has one address here, that of the first reference"


def _report(item: Leaves, bundle: Bundle, citing: Citing) -> Reference:
    """A report as a reference: its first address is where it stands."""
    bundle.use(item)
    item.lose(ABOUT, "object_refs")
    address = None
    for number in range(len(item.items(REFERENCES))):
        path = (REFERENCES, number)
        found = web_address(item.peek(*path, "url"))
        if found is None or address is not None:
            item.lose(ELSEWHERE if found else "not an address of the web", *path)
            continue
        address = Said(found, item.where(*path, "url"))
        item.mark(*path, "url")
    publisher = bundle.maker(item)
    if address is not None:
        for number in range(len(item.items(REFERENCES))):
            if publisher and item.peek(REFERENCES, number, "source_name") == publisher.text:
                item.mark(REFERENCES, number, "source_name")
    text, published = item.peek("published"), read_date(item.peek("published"))
    if published:
        item.mark("published")
        if names_time(text) and MIDNIGHT not in text:
            citing.losses.append(loss(item.where("published"), text, "records keep the day, not the time"))
    tag = language_tag(item.peek("lang"))
    if tag:
        item.mark("lang")
    revoked = item.at("revoked") is True
    if revoked:
        item.mark("revoked")
    return Reference(
        where=item.where(),
        key="",
        kind="report",
        title=item.take("name"),
        publisher=publisher,
        language=Said(tag or "en", item.where("lang")),
        published=Said(published, item.where("published")) if published else None,
        addresses=(address,) if address else (),
        abstract=item.take("description"),
        revoked=revoked,
    )


def read_stix(content: bytes, corpus: Corpus, day: date) -> Found:
    """A bundle of STIX 2.1 (or what a TAXII server answers) to sources, drafts, entities and publishers.

    Reports become sources; relationships, notes and opinions become drafts of claims; who and what they name become
    entities. `day` is that of the import. Raises ImportRefused where the file is no such bundle.
    """
    bundle = Bundle(content)
    citing = Citing(corpus, day)
    cast = Cast(citing, bundle)
    appears: dict[str, list[str]] = {}
    reports: list[Leaves] = []
    for item in bundle.of("report"):
        id = citing.source(_report(item, bundle, citing))
        if id is not None:
            reports.append(item)
            for ref in item.items("object_refs"):
                if isinstance(ref, str):
                    appears.setdefault(ref, []).append(id)
    drafting = Drafting(citing, cast, bundle, appears)
    relationships = bundle.of("relationship")
    for item in sorted(relationships, key=lambda item: item.at("revoked") is True):
        drafting.relationship(item)
    for item in bundle.of("note", "opinion"):
        drafting.remark(item)
    for item in reports:
        for number, ref in enumerate(item.items("object_refs")):
            if isinstance(ref, str) and ref in drafting.made:
                item.mark("object_refs", number)
    records: tuple[tuple[str, Mapping[str, Any]], ...] = (
        *(("entities", record) for _, record in sorted(cast.entities.items())),
        *(("claims", record) for _, record in sorted(drafting.claims.items())),
    )
    return Found((*citing.records(), *records), in_order((*bundle.losses(), *citing.losses)))
