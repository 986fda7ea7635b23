"""The fixed choices of authored records, each value with what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import GetJsonSchemaHandler


@dataclass(frozen=True, eq=False, slots=True)
class Means:
    """Marks a choice with the meaning of each of its values, which editors show beside it."""

    meanings: Mapping[str, str]

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        schema["enumDescriptions"] = [self.meanings[value] for value in schema["enum"]]
        return schema


def _means(**meanings: str) -> Means:
    """The meanings by value, with underscores for the hyphens of values."""
    return Means({value.replace("_", "-"): meaning for value, meaning in meanings.items()})


def values_of(choice: Any) -> tuple[str, ...]:
    """The values of one of the choices below, in their order."""
    return get_args(get_args(choice)[0])


ClaimKind = Annotated[
    Literal["event", "state", "plan", "prediction", "quantity", "opinion"],
    _means(
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
    Literal["stated", "presupposed", "confirmed", "expected", "possible", "inferred", "denied"],
    _means(
        stated="said flatly",
        presupposed="taken for granted in passing",
        confirmed="said to have been confirmed",
        expected="said to be likely, due or planned",
        possible="said to be possible",
        inferred="drawn by the page from something else",
        denied="said not to be so",
    ),
]
Role = Annotated[
    Literal["origin", "confirmed", "reported", "author"],
    _means(
        origin="said it first",
        confirmed="is said to have confirmed it",
        reported="passed it on",
        author="the page's own voice",
    ),
]
Bearing = Annotated[
    Literal["supports", "qualifies", "contradicts"],
    _means(
        supports="speaks for it",
        qualifies="narrows or weakens it",
        contradicts="speaks against it",
    ),
]
RelationType = Annotated[
    Literal["supports", "contradicts", "refines", "supersedes", "distorts", "same-as"],
    _means(
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
    _means(
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
    Literal["happened", "late", "partly", "did-not-happen", "unresolvable"],
    _means(
        happened="it came, and in time",
        late="it came after it fell due",
        partly="a part of it came",
        did_not_happen="it did not come",
        unresolvable="nobody can tell",
    ),
]
Confidence = Annotated[
    Literal["low", "moderate", "high"],
    _means(
        low="more evidence could well turn the judgement",
        moderate="the evidence points one way, but is thin",
        high="at least two independent origins bear it",
    ),
]
Certainty = Annotated[
    Literal["certain", "probable", "possible"],
    _means(
        certain="the document says so, or it is plain to see",
        probable="much points to it",
        possible="it may be so",
    ),
]
SourceKind = Annotated[
    Literal["article", "post", "report", "transcript", "dataset", "web-page"],
    _means(
        article="an article of a newspaper, magazine or news site",
        post="a post on a social network or a personal blog",
        report="a report, a filing or a notice of an organisation",
        transcript="spoken words, written down",
        dataset="a table or a collection of figures",
        web_page="any other page of the web",
    ),
]
Access = Annotated[
    Literal["read", "partly-read", "quoted-elsewhere", "not-obtained"],
    _means(
        read="we have read all of it",
        partly_read="we have read a part of it",
        quoted_elsewhere="we know it only from what others quote",
        not_obtained="we could not get it",
    ),
]
Standing = Annotated[
    Literal["primary", "established", "copy", "aggregator"],
    _means(
        primary="by those whom it is about: a company's own notice, a person's own post",
        established="an established outlet's own work",
        copy="a copy of what appeared elsewhere",
        aggregator="a collection, newsletter or retelling of others' work",
    ),
]
Passing = Annotated[
    Literal["translation", "rewrite", "retelling", "quotation", "copy", "summary"],
    _means(
        translation="into another language, sentence by sentence",
        rewrite="the same text in other words",
        retelling="the same story, told anew",
        quotation="it quotes the other document",
        copy="word for word",
        summary="the same in short",
    ),
]
DateBasis = Annotated[
    Literal["stated", "inferred"],
    _means(stated="the document bears the date", inferred="we worked it out; say from what in `date_reason`"),
]
Coverage = Annotated[
    Literal["complete", "partial"],
    _means(
        complete="every sentence is quoted by a claim or skipped; the check holds you to it",
        partial="some sentences are not dealt with yet",
    ),
]
Slip = Annotated[
    Literal[
        "number", "name", "word-choice", "idiom", "terminology", "agreement", "omission", "addition",
        "spacing", "reference", "inconsistency",
    ],
    _means(
        number="a wrong number",
        name="a wrong or garbled name",
        word_choice="a word that means something else",
        idiom="a turn of phrase taken literally",
        terminology="the wrong term of the field",
        agreement="a wrong ending, case or number",
        omission="something is missing",
        addition="something is too much",
        spacing="wrong spaces or signs",
        reference="points at the wrong thing",
        inconsistency="says it differently elsewhere",
    ),
]  # fmt: skip
Sureness = Annotated[
    Literal["high", "medium", "low"],
    _means(
        high="hardly anything else can have been meant",
        medium="most likely this was meant",
        low="a guess",
    ),
]
SkipReason = Annotated[
    Literal["rhetoric", "heading", "boilerplate", "attribution", "navigation", "repetition"],
    _means(
        rhetoric="words that claim nothing that could be checked",
        heading="a heading",
        boilerplate="text that stands on every page",
        attribution="only says who speaks",
        navigation="menus and links",
        repetition="said before, and claimed there",
    ),
]
FaultKind = Annotated[
    Literal["date", "number", "name", "invention", "meaning", "wording", "omission"],
    _means(
        date="a wrong date",
        number="a wrong number",
        name="a wrong name",
        invention="nothing stands behind it",
        meaning="the sense was turned",
        wording="words that were not said so",
        omission="what was left out misleads",
    ),
]
Reliability = Annotated[
    Literal["A", "B", "C", "D", "E", "F"],
    _means(
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
    _means(
        organisation="a company, an authority, an association",
        person="one person",
        group="several persons, named or not, such as unnamed sources",
        product="something that is made, sold or published",
        event="something that happens at a time",
    ),
]
Named = Annotated[
    Literal["yes", "no"],
    _means(yes="it has a name", no="the sources leave it unnamed"),
]
Draft = Annotated[
    Literal["yes", "no"],
    _means(yes="a proposal that nobody has finished", no="finished"),
]
RetiredKind = Annotated[
    Literal["source", "claim", "entity", "publisher", "term", "brief"],
    _means(
        source="it named a source",
        claim="it named a claim",
        entity="it named an entity",
        publisher="it named a publisher",
        term="it named a term",
        brief="it named a brief",
    ),
]
