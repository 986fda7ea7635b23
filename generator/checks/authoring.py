"""Rules on what authors have not finished: drafts, and texts that still say TODO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import A001, A002
from generator.model.corpus import Corpus
from generator.model.fields import ANY_LANGUAGE, TODO
from generator.model.marks import written_names
from generator.model.places import Places
from generator.model.spans import Loc
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


def _unwritten(value: Any) -> list[Loc]:
    """Where texts in a value begin with TODO: most texts do not, and their places are not worked out."""
    if value.__class__ is str:
        return [()] if value.startswith(TODO) else []
    if isinstance(value, BaseModel):
        parts: Iterable[tuple[Any, Any]] = [(name, getattr(value, own)) for own, name in written_names(value.__class__)]
    elif isinstance(value, Mapping):
        parts = value.items()
    elif isinstance(value, tuple):
        parts = enumerate(value)
    else:
        return []
    return [(key, *loc) if key != ANY_LANGUAGE else loc for key, part in parts if part for loc in _unwritten(part)]


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
        for loc in _unwritten(record):
            message = f"`{path_name(loc)}` of {id!r} is still to be written"
            yield Diagnostic(A002, places.at(*loc), message, target=id)
