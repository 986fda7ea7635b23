"""What foreign files tell of claims, as records: drafts of claims, their pages, their publishers and names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.imported.claim_draft import ClaimDraft
from generator.imported.found import Found, in_order
from generator.imported.merging import merged
from generator.imported.naming import Naming
from generator.imported.own_claims import Carried, carry
from generator.imported.told import Piece, Told
from generator.model.corpus import Corpus

KINDS = ("publishers", "entities", "terms", "sources", "claims")


def _pieces(told: Told) -> list[Piece]:
    several = (told.claim, *told.voices, *told.subjects, *told.appearances, *told.evidence)
    return [*told.questions, *(piece for pieces in several for piece in pieces.values())]


def _is_there(corpus: Corpus) -> tuple[set[str], set[str]]:
    """The ids and the statements of all claims and drafts of a project."""
    written = [claim.written for claim in corpus.claims.values()]
    begun = [item.written.record for item in corpus.unfinished if item.written is not None]
    return set(corpus.claim_ids), {text for it in (*written, *begun) for text in (it.statement or {}).values()}


def _pages_only(naming: Naming, told: Told) -> None:
    """Pages that are told of without a claim: sources, and nothing else is kept."""
    for part, several in (("source", told.appearances), ("review", told.evidence)):
        for pieces in several:
            got = naming.judge(pieces)
            source = naming.source(got, part, "")
            kept = (f"{part}_", "appearance_said" if source and part == "source" else f"{part}_")
            naming.lose((it for name, it in got.pieces.items() if not name.startswith(kept)), "there is no claim")
    others = (*told.voices, *told.subjects)
    naming.lose((*told.questions, *(it for pieces in others for it in pieces.values())), "there is no claim")
    naming.lose(told.claim.values(), "a claim without id and statement")


def made_of(several: Iterable[Told], corpus: Corpus, day: date, carried: Iterable[Carried] = ()) -> Found:
    """Tellings to records: drafts of claims, and the sources, publishers and entities that the project lacks.

    In: also the records that a file of ours carries.
    `day` is that of the import: since then at the latest a page without a date can be known. A claim that the project
    has is left alone, and all that is told of it is lost.
    """
    naming = Naming(corpus, day)
    carry(naming, carried)
    told, losses = merged(several)
    ids, statements = _is_there(corpus)
    claims = []
    for item in told:
        claim = ClaimDraft(naming, item) if {"claim_id", "claim_statement"} & item.claim.keys() else None
        if claim is None or not {"claim_id", "claim_statement"} & claim.claim.pieces.keys():
            _pages_only(naming, item)
        elif claim.claim.text("claim_id") in ids or claim.statement in statements:
            naming.lose(_pieces(item), "the project has this claim already")
        else:
            claim.read_pages()
            claims.append(claim)
    for claim in claims:
        naming.add("claims", claim.record())
    records = sorted(naming.made.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1]))
    return Found(tuple((kind, record) for (kind, _), record in records), in_order((*losses, *naming.losses)))
