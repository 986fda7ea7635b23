"""Field types of authored records: text in, values out, with markers that later passes look for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

Kind = Literal["source", "claim", "entity", "publisher", "term", "brief", "voice"]
"""What an id names. A voice is an entity or a publisher: those two share their ids."""

ID_PATTERN = r"^[a-z][a-z0-9-]{0,63}$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
SEED_PATTERN = r"^seeds/[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"
EXTRACTOR_PATTERN = r"^[a-z][A-Za-z0-9_-]{0,39} [0-9][A-Za-z0-9.+-]{0,39}$"
RESERVED_ID = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index")
"""Ids that would be the folder of a page that Windows takes for a device, or the page that lists all of a kind."""
RESERVED = "reserved_id"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PORT = r"([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
_SIGN = r'[^\s\\<>"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]'
ADDRESS_PATTERN = rf"^https?://({_LABEL}\.)+([A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,59}})(:{_PORT})?([/?]{_SIGN}*)?$"
"""An address of a host with a name (RFC 1035), without user or password, and without signs that mislead the eye."""
DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_POINT = r"[0-9X]{4}(-[0-9X]{2}){0,2}[~?%]?"
DATE_PATTERN = rf"^({_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?)$"
"""What dates look like, for editors; whether one is a date, `resolve/dates.py` decides."""
REFERS_TO = "x-refers-to"
"""The key under which a JSON Schema names the kind of record that an id must be of."""
ANY_LANGUAGE = ""
"""The key of a text that was written without naming its language: it is in the site's."""

TODO = "TODO"
"""How a text begins that is still to be written."""


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field whose text is the id of a record of `kind`."""

    kind: Kind

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core_schema), REFERS_TO: self.kind}


@dataclass(frozen=True, slots=True)
class HoldsDate:
    """Marks a field whose text is an EDTF date; `day_only` asks for one whole, certain day."""

    day_only: bool = False

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        pattern = DAY_PATTERN if self.day_only else DATE_PATTERN
        return {"type": "string" if self.day_only else ["string", "number"], "pattern": pattern}


@dataclass(frozen=True, slots=True)
class HoldsWords:
    """Marks a field whose text is copied from a document, letter for letter."""


def _as_local_text(value: Any) -> Any:
    return {ANY_LANGUAGE: value} if isinstance(value, str) else value


def _frozen_mapping(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(sorted(value.items())))


def _usable(id: str) -> str:
    if RESERVED_ID.fullmatch(id):
        reason = "the list of all has this address" if id == "index" else "Windows takes it for a device"
        raise PydanticCustomError(RESERVED, "{shown} cannot be used: {reason}", {"shown": repr(id), "reason": reason})
    return id


def text_in(texts: Mapping[str, str], language: str) -> str:
    """A text in the site's language, or in the first one in which it is written; empty where there is none."""
    return texts.get(ANY_LANGUAGE) or texts.get(language) or next(iter(texts.values()), "")


def by_language(texts: Mapping[str, str], language: str) -> dict[str, str]:
    """Texts by their languages; `language` is that of one which names none."""
    return {tag or language: text for tag, text in texts.items()}


LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
TextKey = Annotated[str, StringConstraints(pattern=r"^$|^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
LocalText = Annotated[
    Mapping[TextKey, Words],
    BeforeValidator(_as_local_text, json_schema_input_type=Words | Mapping[LanguageTag, Words]),
    Field(min_length=1),
    AfterValidator(_frozen_mapping),
]
"""A text, or one per language (`{en: …, de: …}`); a bare text is in the site's language."""
Variants = Annotated[Mapping[LanguageTag, tuple[Words, ...]], AfterValidator(_frozen_mapping)]

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
PageId = Annotated[Id, AfterValidator(_usable)]
"""The id of a record itself, which is the name of its page."""
SourceId = Annotated[Id, RefersTo("source")]
ClaimId = Annotated[Id, RefersTo("claim")]
EntityId = Annotated[Id, RefersTo("entity")]
PublisherId = Annotated[Id, RefersTo("publisher")]
TermId = Annotated[Id, RefersTo("term")]
VoiceId = Annotated[Id, RefersTo("voice")]
Labels = Annotated[Mapping[Id, LocalText], AfterValidator(_frozen_mapping)]
"""Words for what records only name by an id."""
DateText = Annotated[str, StringConstraints(min_length=1), HoldsDate()]
DayText = Annotated[str, StringConstraints(min_length=1), HoldsDate(day_only=True)]
Quote = Annotated[str, StringConstraints(min_length=1), HoldsWords()]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
SeedPath = Annotated[str, StringConstraints(pattern=SEED_PATTERN)]
Extractor = Annotated[str, StringConstraints(pattern=EXTRACTOR_PATTERN)]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]
Label = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,3}$")]
"""A short name from working papers, such as C17 or R01, shown beside the record."""


class Record(BaseModel):
    """What every authored mapping is: frozen, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
