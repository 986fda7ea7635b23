"""Several tellings of one claim as one: several rows of a table, several reviews of the same words."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from generator.imported.found import Loss, loss
from generator.imported.told import Piece, Pieces, Told

OTHERWISE = "said otherwise before, of the same claim"


def _key(told: Told) -> str | None:
    """What tellings of one claim share: the id, else the statement; None where no claim is told of."""
    if "claim_id" in told.claim:
        return f"id {told.claim['claim_id'].text.strip()}"
    if "claim_statement" in told.claim:
        return f"statement {' '.join(told.claim['claim_statement'].text.split())}"
    return None


def _compared(name: str, piece: Piece) -> list[str]:
    """What two pieces of one field share where they say the same: words, or the language without its region."""
    return [piece.text.lower()[:2]] if name == "claim_language" else piece.text.split()


def _joined(several: list[Told]) -> tuple[Told, list[Loss]]:
    claim, losses = dict(several[0].claim), []
    for other in several[1:]:
        for name, piece in other.claim.items():
            first = claim.setdefault(name, piece)
            if _compared(name, first) != _compared(name, piece):
                losses.append(loss(piece.where, piece.text, OTHERWISE))
    joined = Told(
        MappingProxyType(claim),
        _once(piece for it in several for piece in it.questions),
        _distinct(pieces for it in several for pieces in it.voices),
        _distinct(pieces for it in several for pieces in it.subjects),
        _distinct(pieces for it in several for pieces in it.appearances),
        _distinct(pieces for it in several for pieces in it.evidence),
    )
    return joined, losses


def _once(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The first piece of each text."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        found.setdefault(piece.text, piece)
    return tuple(found.values())


def _distinct(several: Iterable[Pieces]) -> tuple[Pieces, ...]:
    """Those that tell something else than all before them."""
    found: dict[tuple[tuple[str, str], ...], Pieces] = {}
    for pieces in several:
        if pieces:
            found.setdefault(tuple(sorted((name, piece.text) for name, piece in pieces.items())), pieces)
    return tuple(found.values())


def merged(several: Iterable[Told]) -> tuple[tuple[Told, ...], tuple[Loss, ...]]:
    """Tellings with those of one claim joined, in the order of the first ones, and what contradicts the first."""
    groups: dict[str, list[Told]] = {}
    for number, told in enumerate(several):
        groups.setdefault(_key(told) or f"page {number}", []).append(told)
    joined = [_joined(group) for group in groups.values()]
    return tuple(told for told, _ in joined), tuple(item for _, losses in joined for item in losses)
