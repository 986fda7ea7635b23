"""Whether the pieces of a foreign file are what the fields of records take, and as what they are written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit, urlunsplit

from generator.imported.found import Loss, loss
from generator.imported.told import Piece, Pieces
from generator.model.choices import Bearing, ClaimKind, EntityKind, HedgeLevel, Named, Reliability, Role, values_of
from generator.model.fields import ADDRESS_PATTERN, ID_PATTERN, LANGUAGE_PATTERN, TODO
from generator.model.source_choices import Access, DateBasis, SourceKind, Standing
from generator.read.files import FORBIDDEN
from generator.resolve.dates import DateFault, day_fault, parse_date

LONGEST_TEXT = 20_000
"""Characters of the longest text that a record is given."""
IN_DRAFTS = ("claim_", "appearance_", "evidence_")
"""Fields of claims: only these may say TODO, for imported claims are drafts."""
LABEL = r"[A-Z]{1,2}[0-9]{1,3}"
TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[T ][0-9:.,Zz+\-\s]{2,}")


class Unfit(Exception):
    """Why a text is not what its field takes."""


def _words(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Unfit(f"longer than {LONGEST_TEXT:,} characters")
    cleaned = " ".join(FORBIDDEN.sub(" ", text).split())
    if not cleaned:
        raise Unfit("no text")
    return cleaned


def _choice(values: Collection[str]) -> Callable[[str], str]:
    def judge(text: str) -> str:
        if text.strip() not in values:
            raise Unfit(f"not one of {', '.join(values)}")
        return text.strip()

    return judge


def _pattern(pattern: str, what: str) -> Callable[[str], str]:
    def judge(text: str) -> str:
        if not re.fullmatch(pattern.strip("^$"), text.strip()):
            raise Unfit(f"not {what}")
        return text.strip()

    return judge


def _date(text: str) -> str:
    text = text.strip()
    timed = TIMED.fullmatch(text)
    parsed = parse_date(timed[1] if timed else text)
    if isinstance(parsed, DateFault) and parsed.instead:
        parsed = parse_date(parsed.instead)
    if isinstance(parsed, DateFault):
        raise Unfit("not a date")
    return parsed.text


def _day(text: str) -> str:
    day = _date(text)
    parsed = parse_date(day)
    if isinstance(parsed, DateFault) or day_fault(parsed):
        raise Unfit("not one day")
    return day


def address(text: str) -> str:
    """An address of the web as records have it; Unfit where it is none."""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        raise Unfit("not an address of the web") from None
    path = parts.path or ("/" if parts.query or parts.fragment else "")
    made = urlunsplit((parts.scheme, host + port, path, parts.query, parts.fragment))
    if parts.username is not None or FORBIDDEN.search(made) or not re.fullmatch(ADDRESS_PATTERN.strip("^$"), made):
        raise Unfit("not an address of the web")
    return made


def _language(text: str) -> str:
    head, _, tail = text.strip().replace("_", "-").partition("-")
    tag = f"{head.lower()}-{tail}" if tail else head.lower()
    if not re.fullmatch(LANGUAGE_PATTERN.strip("^$"), tag):
        raise Unfit("not the tag of a language")
    return tag


_NAMED = {"id": _pattern(ID_PATTERN, "an id"), "kind": _choice(values_of(EntityKind)),
          "named": _choice(values_of(Named)), "address": address}  # fmt: skip
_SOURCE = {
    "id": _pattern(ID_PATTERN, "an id"), "kind": _choice(values_of(SourceKind)), "url": address, "language": _language,
    "published": _date, "known_from": _date, "retrieved": _day, "date_basis": _choice(values_of(DateBasis)),
    "standing": _choice(values_of(Standing)), "access": _choice(values_of(Access)),
    "publisher_id": _pattern(ID_PATTERN, "an id"), "publisher_url": address,
    "publisher_reliability": _choice(values_of(Reliability)),
}  # fmt: skip
JUDGES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "claim_id": _pattern(ID_PATTERN, "an id"),
        "claim_ref": _pattern(LABEL, "a label such as C17"),
        "claim_language": _language,
        "claim_kind": _choice(values_of(ClaimKind)),
        "claim_hedge": _choice(values_of(HedgeLevel)),
        "claim_when": _date,
        "claim_due": _date,
        "appearance_said": _date,
        "voice_role": _choice(values_of(Role)),
        "appearance_language": _language,
        "evidence_language": _language,
        "evidence_bearing": _choice(values_of(Bearing)),
        **{f"{part}_{name}": judge for part in ("voice", "subject") for name, judge in _NAMED.items()},
        **{f"{part}_{name}": judge for part in ("source", "review") for name, judge in _SOURCE.items()},
    }
)
"""By field: what takes a text and gives what is written down; all other fields take words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Pieces as they are written down, and those that are not what their field takes."""

    pieces: Pieces
    losses: tuple[Loss, ...]

    def text(self, name: str) -> str:
        """The text of a field; empty where there is none."""
        return self.pieces[name].text if name in self.pieces else ""


def judged(pieces: Pieces) -> Judged:
    """Pieces that fit their fields, as they are written down; of a time only the day is kept."""
    kept, losses = {}, []
    for name, piece in pieces.items():
        judge = JUDGES.get(name, _words)
        try:
            text = judge(piece.text)
            if text.startswith(TODO) and not name.startswith(IN_DRAFTS):
                raise Unfit(f"begins with {TODO}, which marks what is still to be written")
            kept[name] = Piece(text, piece.where)
        except Unfit as reason:
            losses.append(loss(piece.where, piece.text, str(reason)))
            continue
        if judge in (_date, _day) and (TIMED.fullmatch(piece.text.strip()) is not None):
            losses.append(loss(piece.where, piece.text, "records keep the day, not the time"))
    return Judged(MappingProxyType(kept), tuple(losses))
