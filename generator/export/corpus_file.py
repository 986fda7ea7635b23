"""The whole corpus as one file of JSON, and every claim as one of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from generator.derive.facts import Facts
from generator.export.exported_claims import exported_source
from generator.export.json_schemas import claim_schema, corpus_schema
from generator.export.json_values import (
    inside,
    json_bytes,
    json_text,
    json_value,
    object_file,
    withheld_fields,
)
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
from generator.model.corpus import BriefPart, Corpus, LaterPart, MarkdownPart, ReferencePart
from generator.model.marks import named_files, written_names

CORPUS_SCHEMA, CLAIM_SCHEMA = "corpus.schema.json", "claim.schema.json"
LATER = "…"
"""What stands in a brief for a reference to what is not known yet, and that has no words."""


def body_text(parts: Sequence[BriefPart]) -> str:
    """The Markdown of a brief's body as authors write it, from its parts."""
    pieces = []
    for part in parts:
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
                body=body_text(brief.parts),
                translations={language: body_text(item.parts) for language, item in brief.translations.items()},
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
                sides=item.sides,
                origins=item.origins.known,
                unknown_origins=item.origins.unknown,
            )
            for item in facts.contradictions
        ),
        files=_files(corpus),
    )


def _file(shape: type[BaseModel], parts: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> bytes:
    """A file from the JSON of its parts, and of the items of those that are lists, in the order of its fields.

    Lists without items are left out.
    """
    found: dict[str, str | Sequence[str]] = {**parts, **{name: texts for name, texts in lists.items() if texts}}
    return object_file((name, found[name]) for _, name in written_names(shape) if name in found)


class ClaimFiles:
    """Writes the files of claims, each with the records that it names, as the file of the whole corpus has them."""

    def __init__(self, corpus: Corpus, facts: Facts, pages: Pages) -> None:
        language = corpus.site.language
        self._rest = json_value(_corpus_file(corpus, facts, pages), language)
        head = {**_head(facts, pages, f"../{CLAIM_SCHEMA}"), "format": CLAIM_FORMAT}
        self._head = {name: inside(json_text(part)) for name, part in head.items() if part}
        made = ((id, exported_source(corpus, facts, pages, source)) for id, source in corpus.sources.items())
        self._texts = {"sources": {id: json_text(json_value(source, language)) for id, source in made}}
        for kind in ("publishers", "entities"):
            self._texts[kind] = {item["record"]["id"]: json_text(item) for item in self._rest.get(kind, ())}

    def file(self, told: str, named: Mapping[str, Sequence[str]]) -> bytes:
        """The file of one claim (the shape `ClaimFile`): the claim as JSON, and the ids of what it names, by kind."""
        found = {kind: [texts[id] for id in named[kind] if id in texts] for kind, texts in self._texts.items()}
        return _file(ClaimFile, {**self._head, "claim": inside(told)}, found)

    def corpus_file(self, claims: Sequence[str]) -> bytes:
        """The file of the whole corpus, with its claims as JSON. Texts that name no language are in the site's."""
        rest = {name: inside(json_text(part)) for name, part in self._rest.items()}
        return _file(CorpusFile, rest, {"claims": claims, "sources": tuple(self._texts["sources"].values())})


def schema_files() -> dict[str, bytes]:
    """The schemas of both kinds of file, by path."""
    return {CORPUS_SCHEMA: json_bytes(corpus_schema()), CLAIM_SCHEMA: json_bytes(claim_schema())}
