"""What a foreign file tells of one claim, in named pieces of text, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, and where it stands in the file."""

    text: str
    where: str


FIXED = "the mapping"
"""Where a piece stands that a mapping gives to all rows."""
Pieces = Mapping[str, Piece]
"""Pieces by the name of their field."""

CLAIM: Mapping[str, str] = MappingProxyType(
    {
        "claim_id": "the claim's id; rows with the same one tell of one claim",
        "claim_ref": "`ref`",
        "claim_statement": "`statement`",
        "claim_language": "the language of `statement`, `undated`, `condition`, `note` and `resolution`",
        "claim_kind": "`kind`",
        "claim_hedge": "`hedge`, its level",
        "claim_cue": "`hedge`, its cue",
        "claim_when": "`when`",
        "claim_undated": "`undated`",
        "claim_condition": "`condition`",
        "claim_criteria": "`resolution`, its criteria",
        "claim_due": "`resolution`, when it falls due",
        "claim_note": "`note`",
    }
)
QUESTION: Mapping[str, str] = MappingProxyType({"claim_open_question": "an entry of `open_questions`"})
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "id": "its id, where the project has it or is to have it",
        "name": "the name of {what}",
        "kind": "what {what} is: person, organisation, group, product or event",
        "named": "`named`: `no` where nobody names {what}",
        "description": "`description` of {what}",
        "address": "`same_as` of {what}",
    }
)
_SOURCE: Mapping[str, str] = MappingProxyType(
    {
        "id": "its id, where the project has it or is to have it",
        "title": "`title` of {what}",
        "kind": "`kind` of {what}",
        "url": "`url` of {what}",
        "language": "`language` of {what}",
        "published": "`published` of {what}",
        "date_basis": "`date_basis` of {what}",
        "date_reason": "`date_reason` of {what}",
        "undated": "`undated` of {what}",
        "known_from": "`known_from` of {what}",
        "authors": "`authors` of {what}, with `;` between them",
        "standing": "`standing` of {what}",
        "access": "`access` of {what}",
        "access_note": "`access_note` of {what}",
        "summary": "`summary` of {what}",
        "retrieved": "`retrieved` of {what}",
        "publisher": "the name of who publishes {what}",
        "publisher_id": "the publisher's id",
        "publisher_url": "the publisher's `url`",
        "publisher_reliability": "the publisher's `reliability`",
        "publisher_reason": "the publisher's `reason`",
    }
)


def _fields(part: str, fields: Mapping[str, str], what: str) -> Mapping[str, str]:
    return MappingProxyType({f"{part}_{name}": text.replace("{what}", what) for name, text in fields.items()})


VOICE = MappingProxyType(
    {**_fields("voice", _NAMED, "who said it"), "voice_role": "what the voice did: origin, confirmed, reported, author"}
)
SUBJECT = _fields("subject", _NAMED, "what it is about")
APPEARANCE = MappingProxyType(
    {
        **_fields("source", _SOURCE, "the page on which it is said"),
        "appearance_quote": "`quote`, at most eleven words",
        "appearance_translation": "`translation` of the quote, in the site's language",
        "appearance_paraphrase": "`paraphrase`",
        "appearance_language": "the language of `paraphrase`",
        "appearance_note": "`note` on the appearance, in the site's language",
        "appearance_said": "the day on which it was said: `published` of a page without a date, else in `note`",
    }
)
EVIDENCE = MappingProxyType(
    {
        **_fields("review", _SOURCE, "the page that judges it"),
        "evidence_bearing": "`bearing`",
        "evidence_paraphrase": "`paraphrase` of what it shows",
        "evidence_language": "the language of the paraphrase",
        "evidence_quote": "`quote`, at most eleven words",
        "evidence_verdict": "the verdict in words, for the paraphrase and the bearing",
        "evidence_rating": "the verdict as a number",
        "evidence_best": "the best number of its scale",
        "evidence_worst": "the worst number of its scale",
        "evidence_explanation": "why, for the paraphrase",
    }
)
FIELDS: Mapping[str, str] = MappingProxyType({**CLAIM, **QUESTION, **VOICE, **SUBJECT, **APPEARANCE, **EVIDENCE})
"""All fields by name: what of a record each one becomes."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its voices, its subjects, its appearances (with their pages) and its evidence (likewise).

    `claim` is empty where only pages are told of.
    """

    claim: Pieces
    questions: tuple[Piece, ...] = ()
    voices: tuple[Pieces, ...] = ()
    subjects: tuple[Pieces, ...] = ()
    appearances: tuple[Pieces, ...] = ()
    evidence: tuple[Pieces, ...] = ()
