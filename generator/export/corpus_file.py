"""The whole corpus as one file of JSON, and every claim as one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from generator.derive.facts import Facts
from generator.export.exported_claims import exported_claim, exported_source
from generator.export.json_schemas import claim_schema, corpus_schema
from generator.export.json_values import json_bytes, json_value, withheld_fields
from generator.export.pages import Pages
from generator.export.shapes import (
    CLAIM_FORMAT,
    CORPUS_FORMAT,
    VERSION,
    ClaimFile,
    CorpusFile,
    ExportedBrief,
    ExportedContradiction,
    ExportedEntity,
    ExportedFile,
    ExportedPublisher,
    ExportedTerm,
)
from generator.model.corpus import Brief, Claim, Corpus, LaterPart, MarkdownPart, ReferencePart
from generator.model.fields import RefersTo
from generator.model.marks import marked, named_files

CORPUS_SCHEMA, CLAIM_SCHEMA = "corpus.schema.json", "claim.schema.json"
LATER = "…"
"""What stands in a brief for a reference to what is not known yet, and that has no words."""


def brief_body(brief: Brief) -> str:
    """The Markdown of a brief as authors write it, from its parts."""
    pieces = []
    for part in brief.parts:
        if isinstance(part, MarkdownPart):
            pieces.append(part.text)
        elif isinstance(part, ReferencePart):
            pieces.append(f"[[{part.kind}:{part.id}{f'|{part.label}' if part.label else ''}]]")
        elif isinstance(part, LaterPart):
            pieces.append(part.label or LATER)
        else:
            pieces.append(f"[[timeline: about={part.about}]]")
    return "".join(pieces)


def _publishers(corpus: Corpus) -> tuple[ExportedPublisher, ...]:
    records = (item.record for item in corpus.publishers.values())
    return tuple(ExportedPublisher(record=record, withheld=withheld_fields(record)) for record in records)


def _entities(corpus: Corpus, pages: Pages) -> tuple[ExportedEntity, ...]:
    records = (item.record for item in corpus.entities.values())
    return tuple(
        ExportedEntity(record=record, page=pages.served("entity", record.id), withheld=withheld_fields(record))
        for record in records
    )


def _files(corpus: Corpus) -> tuple[ExportedFile, ...]:
    """The captured files that the known sources name."""
    named = {path for source in corpus.sources.values() for path in named_files(source.written)}
    return tuple(
        ExportedFile(path=seed.path, sha256=seed.sha256, text=seed.text)
        for seed in sorted(corpus.seeds, key=lambda item: item.path)
        if seed.path in named
    )


def _head(facts: Facts, pages: Pages, schema: str) -> dict[str, Any]:
    return {
        "$schema": schema,
        "version": VERSION,
        "as_of": facts.as_of.isoformat(),
        "address": pages.base or None,
        "languages": pages.languages,
    }


def _corpus_file(corpus: Corpus, facts: Facts, pages: Pages) -> CorpusFile:
    """All of a corpus that is known on the day, without its claims and sources."""
    return CorpusFile(
        **_head(facts, pages, CORPUS_SCHEMA),
        format=CORPUS_FORMAT,
        site=corpus.site,
        site_withheld=withheld_fields(corpus.site),
        publishers=_publishers(corpus),
        entities=_entities(corpus, pages),
        terms=tuple(
            ExportedTerm(record=item.record, withheld=withheld_fields(item.record)) for item in corpus.terms.values()
        ),
        briefs=tuple(
            ExportedBrief(
                record=brief.written,
                body=brief_body(brief),
                page=pages.served("brief", brief.id),
                claims=brief.claims,
            )
            for brief in corpus.briefs.values()
        ),
        waivers=tuple(sorted((item.record for item in corpus.waivers), key=lambda item: (item.rule, item.target))),
        tombstones=tuple(item.record for item in corpus.tombstones.values()),
        contradictions=tuple(
            ExportedContradiction(
                subject=item.subject or None,
                attribute=item.attribute or None,
                claims=item.claims,
                pairs=item.pairs,
                origins=item.origins,
            )
            for item in facts.contradictions
        ),
        files=_files(corpus),
    )


def _named_sources(corpus: Corpus, claim: Claim) -> frozenset[str]:
    """The sources that a claim names, and their origins."""
    record = claim.written
    named = {id for _, marker, id in marked(record, RefersTo) if marker.kind == "source"}
    known = named & corpus.sources.keys()
    return frozenset(known | {root for id in known for root in corpus.sources[id].roots})


def _claim_file(
    corpus: Corpus, head: Mapping[str, Any], claim: Claim, told: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """A claim with the records that it names, as its file has them: the same parts as in that of the whole corpus."""
    record = claim.written
    named, voices = _named_sources(corpus, claim), {voice.who for voice in record.voices}
    about = {*record.about, *([record.asserts.of] if record.asserts else [])}
    parts = {
        "sources": _those(told["sources"], named),
        "publishers": _those(told["publishers"], {*voices, *(corpus.sources[id].written.publisher for id in named)}),
        "entities": _those(told["entities"], about | voices),
    }
    return _in_order(ClaimFile, {**head, "claim": told["claims"][claim.id], **parts})


def _those(records: Mapping[str, Any], ids: Iterable[str]) -> list[Any]:
    """The records of the ids that are among them, in the order of ids."""
    return [records[id] for id in sorted(ids) if id in records]


def _in_order(shape: type[BaseModel], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of a file in the order of its fields; those that are empty are left out."""
    names = [info.alias or name for name, info in shape.model_fields.items()]
    return {name: parts[name] for name in names if parts.get(name)}


def corpus_json(corpus: Corpus, facts: Facts, pages: Pages) -> dict[str, bytes]:
    """The files of JSON, by path: that of the whole corpus, that of every claim (the shape `ClaimFile`), and the
    schemas of both. Texts that name no language are in the site's.
    """
    language = corpus.site.language
    claims = ((id, exported_claim(corpus, facts, pages, claim)) for id, claim in corpus.claims.items())
    sources = ((id, exported_source(corpus, facts, pages, source)) for id, source in corpus.sources.items())
    told = {
        "claims": {id: json_value(made, language) for id, made in claims},
        "sources": {id: json_value(made, language) for id, made in sources},
    }
    rest = json_value(_corpus_file(corpus, facts, pages), language)
    whole = _in_order(CorpusFile, {**rest, **{kind: list(items.values()) for kind, items in told.items()}})
    told |= {kind: {item["record"]["id"]: item for item in whole.get(kind, ())} for kind in ("publishers", "entities")}
    head = {**_head(facts, pages, f"../{CLAIM_SCHEMA}"), "format": CLAIM_FORMAT}
    files = {id: _claim_file(corpus, head, claim, told) for id, claim in corpus.claims.items()}
    return {
        "corpus.json": json_bytes(whole),
        CORPUS_SCHEMA: json_bytes(corpus_schema()),
        CLAIM_SCHEMA: json_bytes(claim_schema()),
        **{f"claims/{id}.json": json_bytes(file) for id, file in files.items()},
    }
