"""New records from what an author answers: ids from names, answers judged by the rules of the check, whole records."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from generator.authoring.drafts import claim_record
from generator.authoring.ids import free_id, slug
from generator.authoring.proposals import Tongue, proposal_at
from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import Y007
from generator.diagnostics.nearest import did_you_mean
from generator.model.corpus import Corpus, Source
from generator.model.documents import Document, Passage
from generator.model.places import Places
from generator.model.source_records import Anchor
from generator.read.shapes import shaped
from generator.resolve.anchors import pin, searchable
from generator.resolve.dates import DateFault, day_fault, parse_date

NOWHERE = Places(MappingProxyType({(): Span("")}), MappingProxyType({}))
PER_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)=(.*)", re.DOTALL)


def local_text(parts: Collection[str]) -> str | dict[str, str]:
    """Answers to a text: one plain string, or one per language where they are written `de=…`."""
    matches = [PER_LANGUAGE.fullmatch(part) for part in parts]
    if parts and all(matches):
        return {str(match[1]): match[2].strip() for match in matches if match}
    return " ".join(parts)


def shape_problem(shape: type[BaseModel], field: str, value: Any) -> str | None:
    """What the check would say of a field's value, or None where it takes it."""
    _, findings = shaped(shape, {field: value}, NOWHERE)
    found = next((item for item in findings if item.rule is not Y007), None)
    return f"{found.message} ({found.advice})" if found else None


def date_problem(text: str, day_only: bool = False) -> str | None:
    """Why a text is no date of this project, or not one day where that is asked for; None where it is."""
    parsed = parse_date(text)
    fault = parsed if isinstance(parsed, DateFault) else day_fault(parsed) if day_only else None
    return f"{fault.message} ({fault.advice or fault.rule.hint})" if fault else None


def reference_problem(id: str, known: Mapping[str, Any], kind: str) -> str | None:
    """Why an id leads nowhere, or None where a record bears it."""
    if id in known:
        return None
    listed = ", ".join(sorted(known)[:12]) or "none yet"
    return f"there is no {kind} {id!r} ({did_you_mean(id, known, f'there are: {listed}')})"


def ids_of(corpus: Corpus, kind: str) -> Collection[str]:
    """The ids that records of a kind bear; entities and publishers share theirs."""
    known: dict[str, Collection[str]] = {
        "source": corpus.sources, "claim": corpus.claim_ids,
        "term": corpus.terms, "brief": corpus.briefs,
        "entity": {*corpus.entities, *corpus.publishers}, "publisher": {*corpus.entities, *corpus.publishers},
    }  # fmt: skip
    return known[kind]


def new_id(corpus: Corpus, kind: str, words: str) -> str:
    """An id for a new record of a kind, made of words."""
    return free_id(slug(words, kind), {*ids_of(corpus, kind), *corpus.tombstones})


def id_problem(shape: type[BaseModel], id: str, corpus: Corpus, kind: str) -> str | None:
    """Why an id cannot be given to a new record of a kind."""
    if id in ids_of(corpus, kind):
        return f"{id!r} is taken"
    if id in corpus.tombstones:
        return f"{id!r} is retired, and retired ids never come back"
    return shape_problem(shape, "id", id)


def pinned_quote(source: Source, document: Document, anchor: Anchor) -> Passage | str:
    """Where a quote stands in its source, or what the check would say."""
    found = pin(searchable(source.id, document), anchor, Span(""), "")
    if isinstance(found, Diagnostic):
        return f"{found.message} ({found.advice})"
    return found


def claim_from_quote(
    corpus: Corpus, source: Source, document: Document, anchor: Anchor, passage: Passage, tongue: Tongue
) -> dict[str, Any]:
    """A claim as the words of its quote suggest it, without id and statement."""
    proposal = proposal_at(corpus, source, document, anchor, passage, tongue)
    return claim_record(proposal, source, corpus)
