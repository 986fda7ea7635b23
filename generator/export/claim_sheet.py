"""The claims as one sheet with everything beside them, row by row: what `briefs import csv` reads without a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from generator.export.tables import Cell, Column, Table
from generator.model.claim_records import Appearance, ClaimRecord, Evidence
from generator.model.corpus import Claim, Corpus
from generator.model.fields import text_in

Cells = Mapping[str, Cell]
NAMED = ("id", "name", "kind", "named", "description", "address")
PAGE = (
    "id", "title", "kind", "url", "language", "published", "date_basis", "date_reason", "undated", "known_from",
    "authors", "standing", "access", "access_note", "summary", "retrieved", "publisher", "publisher_id",
    "publisher_url", "publisher_reliability", "publisher_reason",
)  # fmt: skip
CLAIM = (
    "id", "ref", "statement", "language", "kind", "hedge", "cue", "when", "undated", "condition", "criteria", "due",
    "note", "open_question",
)  # fmt: skip
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "claim": ("Of the claim", CLAIM),
    "voice": ("Of one who says it", (*NAMED, "role")),
    "subject": ("Of what it is about", NAMED),
    "source": ("Of a page on which it is said", PAGE),
    "appearance": ("Of what is said there", ("quote", "translation", "paraphrase", "language", "note")),
    "review": ("Of a page that speaks for or against it", PAGE),
    "evidence": ("Of what that page shows", ("bearing", "paraphrase", "language", "quote")),
}
"""By the beginning of a column's name: what the column tells of, and the ends of the names."""


def _columns() -> tuple[Column, ...]:
    """All columns; their names are the fields of the guide to imports."""
    number = Column("row", "The number of the row among those of its claim, from 1.", "integer", required=True)
    fields = [
        Column(f"{part}_{name}", f"{what}: {name.replace('_', ' ')}.", required=(part, name) == ("claim", "id"))
        for part, (what, names) in PARTS.items()
        for name in names
    ]
    return (fields[0], number, *fields[1:])


def _language(texts: Mapping[str, str] | None, site: str) -> str | None:
    """The language of the one text that is told of several: the site's, or that of the first."""
    if not texts:
        return None
    return site if "" in texts or site in texts else next(iter(texts))


class _Sheet:
    """The cells of parts of records, texts in the site's language or in the one they have."""

    def __init__(self, corpus: Corpus, language: str) -> None:
        self.corpus, self.site = corpus, language

    def told(self, texts: Mapping[str, str] | None) -> str | None:
        """A text; none where there is none."""
        return text_in(texts, self.site) if texts else None

    def named(self, part: str, id: str) -> Cells:
        """An entity, or a publisher that speaks."""
        entity = self.corpus.entities.get(id)
        if entity is None:
            return {f"{part}_id": id, f"{part}_name": self.told(self.corpus.publishers[id].record.name)}
        record = entity.record
        return {
            f"{part}_id": id, f"{part}_name": self.told(record.name), f"{part}_kind": record.kind,
            f"{part}_named": record.named, f"{part}_description": self.told(record.description),
            f"{part}_address": record.same_as[0] if record.same_as else None,
        }  # fmt: skip

    def page(self, part: str, id: str) -> Cells:
        """A source with its publisher."""
        source = self.corpus.sources[id].written
        house = self.corpus.publishers[source.publisher].record
        cells: Cells = {
            "id": id, "title": self.told(source.title), "kind": source.kind, "url": source.url,
            "language": source.language, "published": source.published, "date_basis": source.date_basis,
            "date_reason": self.told(source.date_reason), "undated": self.told(source.undated),
            "known_from": source.known_from, "authors": "; ".join(source.authors) or None,
            "standing": source.standing, "access": source.access, "access_note": self.told(source.access_note),
            "summary": self.told(source.summary), "retrieved": source.retrieved,
            "publisher": self.told(house.name), "publisher_id": house.id, "publisher_url": house.url,
            "publisher_reliability": house.reliability, "publisher_reason": self.told(house.reason),
        }  # fmt: skip
        return {f"{part}_{name}": cell for name, cell in cells.items()}

    def claim(self, record: ClaimRecord) -> Cells:
        """The claim itself."""
        ends = record.resolution
        return {
            "claim_ref": record.ref, "claim_statement": self.told(record.statement),
            "claim_language": _language(record.statement, self.site), "claim_kind": record.kind,
            "claim_hedge": record.hedge.level, "claim_cue": record.hedge.cue, "claim_when": record.when,
            "claim_undated": self.told(record.undated), "claim_condition": self.told(record.condition),
            "claim_criteria": self.told(ends.criteria) if ends else None, "claim_due": ends.due if ends else None,
            "claim_note": self.told(record.note),
        }  # fmt: skip

    def appearance(self, item: Appearance) -> Cells:
        """A page with what is said there."""
        return {
            **self.page("source", item.source), "appearance_quote": item.quote,
            "appearance_translation": self.told(item.translation), "appearance_paraphrase": self.told(item.paraphrase),
            "appearance_language": _language(item.paraphrase, self.site), "appearance_note": self.told(item.note),
        }  # fmt: skip

    def evidence(self, item: Evidence) -> Cells:
        """A page with what it shows."""
        return {
            **self.page("review", item.source), "evidence_bearing": item.bearing,
            "evidence_paraphrase": self.told(item.paraphrase),
            "evidence_language": _language(item.paraphrase, self.site), "evidence_quote": item.quote,
        }  # fmt: skip

    def rows(self, claim: Claim) -> Iterator[Cells]:
        """As many rows as the longest list of the claim has items, each with one item of every list."""
        record = claim.written
        voices = ({**self.named("voice", item.who), "voice_role": item.role} for item in record.voices)
        several: Iterator[tuple[Cells, ...]] = zip_longest(
            [self.claim(record)],
            ({"claim_open_question": self.told(item)} for item in record.open_questions),
            voices,
            (self.named("subject", id) for id in record.about),
            map(self.appearance, record.appearances),
            map(self.evidence, record.evidence),
            fillvalue={},
        )
        for number, parts in enumerate(several, start=1):
            row: dict[str, Cell] = {"claim_id": claim.id, "row": number}
            for part in parts:
                row |= part
            yield row


def sheet_rows(corpus: Corpus, claim: Claim, language: str) -> Iterator[Cells]:
    """The rows of a claim: with its voices, subjects, appearances and evidence, as many as it needs.

    `language` is the site's, in which texts are that name none.
    """
    return _Sheet(corpus, language).rows(claim)


SHEET = Table(
    "claim_sheet",
    "Sheet of claims",
    "The claims with what hangs on them in one sheet: what `briefs import csv` reads.",
    _columns(),
    ("claim_id", "row"),
)
"""The sheet, without its rows."""
