"""Rules on what authors have not finished: drafts, and texts that still say TODO."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import A001, A002
from generator.model.corpus import Corpus
from generator.model.fields import TODO
from generator.model.places import Loc, Places
from generator.read.shapes import path_name


def _listed(fields: tuple[str, ...]) -> str:
    return ", ".join(f"`{field}`" for field in fields)


def unfinished_claims(corpus: Corpus) -> Iterator[Diagnostic]:
    """A001: a claim marked `draft: yes`."""
    for item in corpus.unfinished:
        parts = [f"{_listed(item.lacks)} missing"] if item.lacks else []
        parts += [f"TODO in {_listed(item.todo)}"] if item.todo else []
        message = f"{item.id!r} is a draft" + (": " + "; ".join(parts) if parts else ", and nothing in it is missing")
        hint = "" if parts else "read it once more, then take `draft` away"
        yield Diagnostic(A001, item.span, message, hint, target=item.id)


def _texts(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*loc, info.alias or name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _texts(part, (*loc, key) if key else loc)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _texts(part, (*loc, number))


def unwritten_texts(corpus: Corpus) -> Iterator[Diagnostic]:
    """A002: a text of a finished record that begins with TODO."""
    records: list[tuple[str, BaseModel, Places]] = [
        *((item.id, item.written, item.places) for item in corpus.claims.values() if item.written.draft == "no"),
        *((item.id, item.written, item.places) for item in corpus.sources.values()),
        *((item.id, item.written, item.places) for item in corpus.briefs.values()),
        *((id, item.record, item.places) for id, item in corpus.entities.items()),
        *((id, item.record, item.places) for id, item in corpus.publishers.items()),
        *((id, item.record, item.places) for id, item in corpus.terms.items()),
    ]
    for id, record, places in records:
        for loc, text in _texts(record):
            if text.startswith(TODO):
                message = f"`{path_name(loc)}` of {id!r} is still to be written"
                yield Diagnostic(A002, places.at(*loc), message, target=id)
