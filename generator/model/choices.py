"""The fixed choices of authored records, each value with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


@dataclass(frozen=True, eq=False, slots=True)
class Means:
    """Marks a choice with the meaning of each of its values, which editors show beside it."""

    meanings: Mapping[str, str]

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        schema["enumDescriptions"] = [self.meanings[value] for value in schema["enum"]]
        return schema


def means(**meanings: str) -> Means:
    """The meanings by value, with underscores for the hyphens of values."""
    return Means({value.replace("_", "-"): meaning for value, meaning in meanings.items()})


def values_of(choice: Any) -> tuple[str, ...]:
    """The values of one of the choices below, in their order."""
    return get_args(get_args(choice)[0])


ClaimKind = Annotated[
    Literal["event", "state", "plan", "prediction", "quantity", "opinion"],
    means(
        event="something happened",
        state="something is, or was, the case",
        plan="somebody intends something",
        prediction="something will happen",
        quantity="how much, or how many",
        opinion="what somebody thinks of it; no evidence can settle it",
    ),
]
FORETELLING = frozenset({"plan", "prediction"})
"""Kinds of claim about what is to come: what becomes of them is recorded."""
DATED = FORETELLING | {"event"}
"""Kinds of claim that have a date, or say why not."""
HedgeLevel = Annotated[
    Literal["stated", "presupposed", "confirmed", "regarded", "expected", "likely", "possible", "inferred", "denied"],
    means(
        stated="said flatly",
        presupposed="taken for granted in passing",
        confirmed="said to have been confirmed",
        regarded="a view that is held, by nobody in particular: is seen as, is considered",
        expected="said to be due, expected or planned",
        likely="said to be likely: probably",
        possible="said to be possible",
        inferred="drawn by the page from something else",
        denied="said not to be so",
    ),
]
Role = Annotated[
    Literal["origin", "confirmed", "reported", "author", "ascribed"],
    means(
        origin="said it first",
        confirmed="is said to have confirmed it",
        reported="passed it on",
        author="the page's own voice",
        ascribed="has the words put into its mouth, without proof that it said them",
    ),
]
Bearing = Annotated[
    Literal["supports", "qualifies", "contradicts", "inconclusive"],
    means(
        supports="speaks for it",
        qualifies="narrows or weakens it",
        contradicts="speaks against it",
        inconclusive="settles nothing, though it was looked at",
    ),
]
RelationType = Annotated[
    Literal["supports", "contradicts", "refines", "supersedes", "distorts", "same-as"],
    means(
        supports="speaks for the other claim",
        contradicts="cannot be true together with the other claim",
        refines="says the same more exactly",
        supersedes="replaces the other claim by newer knowledge",
        distorts="is the other claim, changed on the way",
        same_as="says the same in another place",
    ),
]
Change = Annotated[
    Literal["polarity", "number", "date", "voice", "certainty", "entity", "scope", "addition", "omission", "wording"],
    means(
        polarity="yes became no, or no became yes",
        number="another number",
        date="another date",
        voice="somebody else is said to have said it",
        certainty="more or less sure than it was",
        entity="about somebody or something else",
        scope="about more, or about less",
        addition="something was added",
        omission="something was left out",
        wording="other words, much the same sense",
    ),
]
Outcome = Annotated[
    Literal["happened", "probably-happened", "late", "partly", "did-not-happen", "annulled", "unresolvable"],
    means(
        happened="it came, and in time",
        probably_happened="much points to its having come in time; say what in `outcome_reason`",
        late="it came after it fell due",
        partly="a part of it came",
        did_not_happen="it did not come",
        annulled="its condition failed, or the question fell away; say which in `outcome_reason`",
        unresolvable="it cannot be settled from what we read",
    ),
]
CREDIBILITY: Mapping[int | str, str] = MappingProxyType(
    {
        1: "confirmed by independent sources",
        2: "probably true",
        3: "possibly true",
        4: "doubtful",
        5: "improbable",
        6: "cannot be judged",
        "known-false": "known to be false",
    }
)
"""The Admiralty scale of single statements (STANAG 2511), which has no value for what is known to be false."""


def _credibility(value: Any) -> Any:
    """The number, or `known-false`, that a text or a number stands for."""
    for known in CREDIBILITY:
        if str(value) == str(known):
            return known
    listed = ", ".join(repr(str(known)) for known in CREDIBILITY)
    raise PydanticCustomError("literal_error", "Input should be one of {expected}", {"expected": listed})


Credibility = Annotated[
    int | Literal["known-false"],
    PlainValidator(_credibility),
    WithJsonSchema({"enum": list(CREDIBILITY), "enumDescriptions": list(CREDIBILITY.values())}),
]
Confidence = Annotated[
    Literal["low", "moderate", "high"],
    means(
        low="more evidence could well turn the judgement",
        moderate="the evidence points one way, but is thin",
        high="at least two independent origins bear it",
    ),
]
Certainty = Annotated[
    Literal["certain", "probable", "possible"],
    means(
        certain="the document says so, or it is plain to see",
        probable="much points to it",
        possible="it may be so",
    ),
]
Reliability = Annotated[
    Literal["A", "B", "C", "D", "E", "F"],
    means(
        A="completely reliable",
        B="usually reliable",
        C="fairly reliable",
        D="not usually reliable",
        E="unreliable",
        F="cannot be judged",
    ),
]
EntityKind = Annotated[
    Literal["organisation", "person", "group", "product", "event"],
    means(
        organisation="a company, an authority, an association",
        person="one person",
        group="several persons, named or not, such as unnamed sources",
        product="something that is made, sold or published",
        event="something that happens at a time",
    ),
]
Named = Annotated[
    Literal["yes", "no"],
    means(yes="it has a name", no="the sources leave it unnamed"),
]
Draft = Annotated[
    Literal["yes", "no"],
    means(yes="a proposal that nobody has finished", no="finished"),
]
RetiredKind = Annotated[
    Literal["source", "claim", "entity", "publisher", "term", "brief"],
    means(
        source="it named a source",
        claim="it named a claim",
        entity="it named an entity",
        publisher="it named a publisher",
        term="it named a term",
        brief="it named a brief",
    ),
]
