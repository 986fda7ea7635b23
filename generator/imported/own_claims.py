"""Claims of another site of this program: its JSON-LD carries each record as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.authoring.corpus_import import as_written
from generator.export.linked_claims import RECORDS
from generator.imported.found import loss
from generator.imported.json_parts import Part
from generator.imported.naming import SHAPES, THERE, Naming, texts_in
from generator.imported.quoting import quote_fault
from generator.model.fields import TODO, HoldsDate, RefersTo
from generator.model.marks import marked
from generator.model.source_records import Anchor
from generator.model.spans import Loc
from generator.read.files import FORBIDDEN
from generator.resolve.dates import date_or_none

DOCUMENT = ("file", "sha256", "document", "coverage", "garbles", "skipped", "translated", "reprint")
"""What a source says of its captured document, which such a file does not hold."""
ANCHORING = tuple(Anchor.model_fields)
"""The fields that say which words of a document are quoted."""
KINDS = ("publishers", "entities", "sources", "claims")
MEANT: Mapping[str, tuple[str, ...]] = {
    "source": ("sources",), "claim": ("claims",), "entity": ("entities",), "publisher": ("publishers",),
    "voice": ("entities", "publishers"), "term": ("terms",),
}  # fmt: skip
"""By what an id refers to: the kinds of record that it can name."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A record that a file carries: its kind, its value, and its place."""

    kind: str
    value: Any
    where: str


def _claim_of(node: Part) -> Part:
    items = node.all("itemReviewed") if "ClaimReview" in node.types else ()
    return items[0] if items else node


def _records(claim: Part) -> Iterator[Carried]:
    for part in claim.all(RECORDS):
        for kind in KINDS:
            for item in part.all(kind):
                yield Carried(kind, item.value, item.where)


def take_own(nodes: Iterable[Part]) -> tuple[tuple[Carried, ...], tuple[Part, ...]]:
    """The records that nodes carry, and the nodes that are others'.

    A claim stands once in each language of its site, and carries its records once: all its nodes are ours.
    """
    several = [(node, _claim_of(node)) for node in nodes]
    carried = [item for _, claim in several for item in _records(claim)]
    ids = {item.value.get("id") for item in carried if item.kind == "claims" and isinstance(item.value, dict)}
    ids = {id for id in ids if isinstance(id, str)}
    others = []
    for node, claim in several:
        own = isinstance(claim.value, dict) and claim.value.get("identifier")
        if isinstance(own, str) and own in ids:
            node.take()
        else:
            others.append(node)
    return tuple(carried), tuple(others)


def _fault(item: Carried, language: str) -> str | dict[str, Any]:
    """A carried record as authors write it, or why it is none."""
    try:
        record = SHAPES[item.kind].model_validate(item.value)
    except (ValidationError, RecursionError):
        return f"not one of the {item.kind} that this program reads"
    written: dict[str, Any] = as_written(record, language)
    texts = list(texts_in(written))
    if "id" not in written or any(FORBIDDEN.search(text) for text in texts):
        return "a record without an id, or with signs that records do not hold"
    if item.kind != "claims" and any(text.startswith(TODO) for text in texts):
        return f"it says {TODO}, and only claims may be unfinished"
    if any(date_or_none(text) is None for _, _, text in marked(record, HoldsDate)):
        return "it holds a date that is none"
    return written


class _Carrying:
    """The records that a file carries, while they are fitted into the project."""

    def __init__(self, naming: Naming) -> None:
        self.naming, self.corpus = naming, naming.corpus
        self.records: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
        known = {
            "sources": self.corpus.sources, "claims": self.corpus.claim_ids, "entities": self.corpus.entities,
            "publishers": self.corpus.publishers, "terms": self.corpus.terms,
        }  # fmt: skip
        self.known = {kind: set(ids) for kind, ids in known.items()}

    def lose(self, where: str, value: object, why: str) -> None:
        """Notes a loss."""
        self.naming.losses.append(loss(where, value, why))

    def take(self, item: Carried) -> None:
        """Takes a record in, or says why not; a record that the project has stays as it is there."""
        found = _fault(item, self.naming.language)
        id = str(item.value.get("id", "")) if isinstance(item.value, dict) else str(item.value)
        if isinstance(found, str):
            self.lose(item.where, id, found)
            return
        shared = self.known["entities"] | self.known["publishers"] if item.kind in {"entities", "publishers"} else set()
        if id in self.known[item.kind] | shared | set(self.corpus.tombstones):
            self.lose(item.where, id, THERE.format(id=id))
        elif (item.kind, id) not in self.records:
            if item.kind == "claims":
                found = {"id": id, "draft": "yes", **found}
            for field in [name for name in DOCUMENT if item.kind == "sources" and name in found]:
                why = "the captured document is not in this file: take it in, or use `briefs import corpus`"
                self.lose(f"{item.where}/{field}", " ".join(texts_in(found.pop(field))), why)
            self.records[item.kind, id] = (found, item.where)

    def quotes(self) -> None:
        """Takes away the quotes that cannot be checked, with what hangs on them."""
        for (kind, _), (record, where) in self.records.items():
            for field in ("appearances", "evidence") if kind == "claims" else ():
                for number, item in enumerate(record.get(field, ())):
                    if "quote" not in item:
                        continue
                    parts = [
                        Anchor.model_validate({name: part[name] for name in ANCHORING if name in part})
                        for part in (item, *item.get("continued", ()))
                    ]
                    fault = quote_fault(self.corpus, str(item.get("source")), *parts)
                    for name in (*ANCHORING, "continued", "translation") if fault else ():
                        if name in item:
                            place = f"{where}/{field}/{number}/{name}"
                            self.lose(place, " ".join(texts_in(item.pop(name))), str(fault))

    def prune(self) -> bool:
        """Takes away what refers to records that are not there; whether anything was."""
        changed = False
        for (kind, id), (record, where) in list(self.records.items()):
            try:
                shaped = SHAPES[kind].model_validate(record)
            except ValidationError:
                self.lose(where, id, "what it needs is not in the file")
                del self.records[kind, id]
                changed = True
                continue
            for loc, told in self._dangling(shaped):
                changed = True
                self._drop(record, loc)
                self.lose(where + "".join(f"/{step}" for step in loc), told, "the record meant is not in the file")
        return changed

    def _dangling(self, record: BaseModel) -> list[tuple[Loc, str]]:
        """What to take away, last first: the item of a list, or a field, that names what is not there."""
        found = {}
        for loc, marker, id in marked(record, RefersTo):
            kinds = MEANT.get(marker.kind, ())
            if not any(id in self.known[kind] or (kind, id) in self.records for kind in kinds):
                found[loc[:2] if len(loc) > 1 and isinstance(loc[1], int) else loc[:1]] = id
        return sorted(found.items(), key=lambda item: [str(step).zfill(9) for step in item[0]], reverse=True)

    @staticmethod
    def _drop(record: dict[str, Any], loc: Loc) -> None:
        if len(loc) == 1:
            del record[str(loc[0])]
            return
        del record[str(loc[0])][int(loc[1])]
        if not record[str(loc[0])]:
            del record[str(loc[0])]


def carry(naming: Naming, carried: Iterable[Carried]) -> None:
    """Takes the records that a file carries into an import, claims as drafts, without what the project cannot hold."""
    fitting = _Carrying(naming)
    for item in carried:
        fitting.take(item)
    fitting.quotes()
    while fitting.prune():
        pass
    for (kind, id), (record, _) in fitting.records.items():
        naming.adopt(kind, id, record)
