"""The part of a corpus that one brief rests on, as files for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from generator.derive.facts import Facts
from generator.export.bibliography import bibtex_file, csl_items
from generator.export.corpus_file import ClaimFiles, schema_files
from generator.export.exported_claims import exported_claim, named_records
from generator.export.json_values import json_bytes, json_text, json_value
from generator.export.pages import Pages
from generator.model.corpus import Brief, Corpus, ReferencePart
from generator.model.fields import RefersTo
from generator.model.marks import marked


def _named(records: Iterator[BaseModel], *kinds: str) -> set[str]:
    return {id for record in records for _, marker, id in marked(record, RefersTo) if marker.kind in kinds}


def part_of(corpus: Corpus, brief: Brief) -> Corpus:
    """The brief with its claims and those that its body names, the sources of these and all that lies behind them,
    who speaks, and what it is about."""
    references = [part for part in brief.parts if isinstance(part, ReferencePart)]
    claims = {*brief.claims, *(part.id for part in references if part.kind == "claim")} & corpus.claims.keys()
    shown = {id: claim for id, claim in corpus.claims.items() if id in claims}
    sources = _named((claim.written for claim in shown.values()), "source")
    sources |= {part.id for part in references if part.kind == "source"}
    waiting = sorted(sources & corpus.sources.keys())
    held: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in held:
            held.add(id)
            waiting += [
                step.source for step in corpus.sources[id].written.derived_from if step.source in corpus.sources
            ]
    kept = {id: source for id, source in corpus.sources.items() if id in held}
    speaking = _named((claim.written for claim in shown.values()), "entity", "voice") | set(brief.written.timeline)
    speaking |= {part.id for part in references if part.kind == "entity"}
    publishers = speaking | {source.written.publisher for source in kept.values()}
    terms = {part.id for part in references if part.kind == "term"}
    return replace(
        corpus,
        claims=shown,
        sources=kept,
        briefs={brief.id: brief},
        entities={id: item for id, item in corpus.entities.items() if id in speaking},
        publishers={id: item for id, item in corpus.publishers.items() if id in publishers},
        terms={id: item for id, item in corpus.terms.items() if id in terms},
        waivers=(),
        tombstones={},
    )


def _json_files(part: Corpus, facts: Facts, pages: Pages) -> dict[str, bytes]:
    """The files of the claims and of the whole part, by path."""
    files, language = ClaimFiles(part, facts, pages), part.site.language
    made = ((id, exported_claim(part, facts, pages, claim)) for id, claim in part.claims.items())
    told = {id: json_text(json_value(claim, language)) for id, claim in made}
    named = {id: named_records(part, claim) for id, claim in part.claims.items()}
    claims = {f"claims/{id}.json": files.file(text, named[id]) for id, text in told.items()}
    return {"corpus.json": files.corpus_file(list(told.values())), **schema_files(), **claims}


def part_files(part: Corpus, facts: Facts, pages: Pages) -> dict[str, bytes]:
    """The part as files, by path; the facts are those of the whole corpus, for they do not depend on what is shown."""
    within = tuple(item for item in facts.contradictions if set(item.claims) <= part.claims.keys())
    facts = replace(facts, contradictions=within)
    files = {
        **_json_files(part, facts, pages),
        "sources.csl.json": json_bytes(csl_items(part, pages)),
        "sources.bib": bibtex_file(part, pages),
    }
    return {f"data/{path}": content for path, content in files.items()}
