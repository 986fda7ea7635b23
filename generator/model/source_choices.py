"""The fixed choices of records of sources and of what is marked in them, each value with what it says."""

from __future__ import annotations

from typing import Annotated, Literal

from generator.model.choices import means

SourceKind = Annotated[
    Literal["article", "post", "report", "transcript", "dataset", "web-page"],
    means(
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
    means(
        read="we have read all of it",
        partly_read="we have read a part of it",
        quoted_elsewhere="we know it only from what others quote",
        not_obtained="we could not get it",
    ),
]
READ = frozenset({"read", "partly-read"})
"""Access to pages that somebody has read, on some day; of the others there is none."""
Standing = Annotated[
    Literal["primary", "established", "copy", "aggregator"],
    means(
        primary="by those whom it is about: a company's own notice, a person's own post",
        established="an established outlet's own work",
        copy="a copy of what appeared elsewhere",
        aggregator="a collection, newsletter or retelling of others' work",
    ),
]
Original = Annotated[
    Literal["yes", "no"],
    means(
        yes="the first publication of what it says; say in `original_basis` how that is known",
        no="not the first publication, or not known to be",
    ),
]
Reprint = Annotated[
    Literal["whole", "excerpt-only"],
    means(
        whole="all of it may be published with the site",
        excerpt_only="only what is quoted may be published, with the sentence it stands in",
    ),
]
Passing = Annotated[
    Literal["translation", "rewrite", "retelling", "quotation", "copy", "summary"],
    means(
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
    means(stated="the document bears the date", inferred="we worked it out; say from what in `date_reason`"),
]
Coverage = Annotated[
    Literal["complete", "partial"],
    means(
        complete="every sentence is quoted by a claim or skipped; the check holds you to it",
        partial="some sentences are not dealt with yet",
    ),
]
Slip = Annotated[
    Literal[
        "number", "name", "word-choice", "idiom", "terminology", "agreement", "omission", "addition",
        "spacing", "reference", "inconsistency",
    ],
    means(
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
    means(
        high="hardly anything else can have been meant",
        medium="most likely this was meant",
        low="a guess",
    ),
]
SkipReason = Annotated[
    Literal["rhetoric", "heading", "boilerplate", "attribution", "navigation", "repetition"],
    means(
        rhetoric="words that claim nothing that could be checked",
        heading="a heading",
        boilerplate="text that stands on every page",
        attribution="only says who speaks",
        navigation="menus and links",
        repetition="said before, and claimed there",
    ),
]
FaultKind = Annotated[
    Literal["date", "number", "name", "unsupported", "invention", "meaning", "wording", "omission"],
    means(
        date="a wrong date",
        number="a wrong number",
        name="a wrong name",
        unsupported="we found no basis for it",
        invention="shown to have been made up",
        meaning="the sense was turned",
        wording="words that were not said so",
        omission="what was left out misleads",
    ),
]
