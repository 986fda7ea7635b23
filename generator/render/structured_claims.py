"""Claims for machines: schema.org's Claim with its voices and appearances, and the ClaimReview of a judged one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.corpus import Claim
from generator.render.addresses import web_address
from generator.render.description import state_words
from generator.render.page import PageContext
from generator.render.states import look_of, state_words_of
from generator.render.structured_nodes import Node, iso_date, iso_period, node
from generator.resolve.dates import date_or_none

ENTITY_TYPES = {
    "organisation": "Organization", "person": "Person", "group": "Organization", "product": "Product",
    "event": "Event",
}  # fmt: skip
SOURCE_TYPES = {
    "article": "Article", "post": "SocialMediaPosting", "report": "Report", "transcript": "CreativeWork",
    "dataset": "Dataset", "web-page": "WebPage",
}  # fmt: skip
UNJUDGED = frozenset({"open", "due", "overdue", "said", "opinion", "annulled"})
RESOLVED = frozenset(
    {"happened", "probably-happened", "late", "partly-happened", "did-not-happen", "unresolvable"}
)
LEFT_OPEN = frozenset({"possible"})
"""Hedges under which what did not come is not false: it was only said to be possible."""
RATINGS: Mapping[str, int] = MappingProxyType({"good": 3, "mixed": 2, "bad": 1})
"""The scale of ratings by the state's family: 3 it holds, 2 it holds in part or came late, 1 it does not hold.
A state that says only how much is known (single origin, unsupported, cannot be resolved) has words and no number."""


def site_node(page: PageContext) -> Node:
    """The site as the organisation that publishes it."""
    return node("Organization", name=page.corpus.site.title, url=page.address("index.md"))


def voice_node(page: PageContext, who: str) -> Node:
    """A voice as Person or Organization; a group of persons counts as the latter."""
    entity = page.corpus.entities.get(who)
    if entity is not None:
        type = "Person" if entity.record.kind == "person" else "Organization"
        same = [address for address in map(web_address, entity.record.same_as) if address]
        return node(type, name=page.voice_name(who).name, url=page.address(f"entities/{who}.md"), sameAs=same)
    publisher = page.corpus.publishers[who].record
    return node("Organization", name=page.voice_name(who).name, url=web_address(publisher.url or ""))


def _subject_node(page: PageContext, id: str) -> Node:
    record = page.corpus.entities[id].record
    same = [address for address in map(web_address, record.same_as) if address]
    return node(
        ENTITY_TYPES[record.kind], name=page.name("entity", id), url=page.address(f"entities/{id}.md"), sameAs=same
    )


def source_node(page: PageContext, id: str, quotes: tuple[str, ...] = ()) -> Node:
    """A source as the kind of work that it is, with the words that matter here."""
    source = page.corpus.sources[id]
    written = source.written
    language = "" if written.language == "mul" else written.language
    return node(
        SOURCE_TYPES[written.kind],
        name=page.source_name(id),
        url=web_address(written.url or "") or page.address(f"sources/{id}.md"),
        datePublished=iso_date(source.published) if written.date_basis == "stated" else "",
        inLanguage=language,
        publisher=voice_node(page, written.publisher),
        hasPart=[node("Quotation", text=quote, inLanguage=language) for quote in quotes],
    )


def _appearances(page: PageContext, claim: Claim) -> dict[str, Node]:
    """Where a claim is made, by source, with the quotes from each."""
    quotes: dict[str, list[str]] = {}
    for item in claim.appearances:
        quotes.setdefault(item.written.source, []).extend([item.quoted] if item.quoted else [])
    return {id: source_node(page, id, tuple(said)) for id, said in quotes.items()}


def authors_of(page: PageContext, claim: Claim) -> tuple[str, ...]:
    """Who published the words of a claim: its voices on pages of their own, or else the publishers of its pages.

    A voice whose words others report has not published them, and one to whom they are only ascribed may never have said
    them: neither is an author.
    """
    publishers = [page.corpus.sources[item.written.source].written.publisher for item in claim.appearances]
    own = [voice.who for voice in claim.written.voices if voice.role != "ascribed" and voice.who in publishers]
    return tuple(dict.fromkeys(own or publishers))


def claim_node(page: PageContext, claim: Claim) -> Node:
    """A claim: its sentence with voices and hedge as name and text, for neither may be lost on the way to a machine."""
    written, address = claim.written, page.address(f"claims/{claim.id}.md")
    sentence = page.sentence(claim.id).text
    publishing = authors_of(page, claim)
    authors = [voice_node(page, who) for who in publishing]
    passed_on = [
        voice_node(page, voice.who)
        for voice in written.voices
        if voice.role != "ascribed" and voice.who not in publishing
    ]
    appearances = _appearances(page, claim)
    dated = [
        (source.published.sort_key, id)
        for id in appearances
        if (source := page.corpus.sources[id]).published is not None
    ]
    return node(
        "Claim",
        id=address and f"{address}#claim",
        name=sentence,
        text=sentence,
        url=address,
        inLanguage=page.language,
        author=authors,
        contributor=passed_on,
        datePublished=iso_date(claim.asserted),
        temporalCoverage=iso_period(claim.when),
        about=[_subject_node(page, id) for id in written.about],
        appearance=list(appearances.values()),
        firstAppearance=appearances[min(dated)[1]] if dated else None,
    )


def _judged_on(page: PageContext, claim: Claim) -> str:
    """The day of our assessment, if there is one that the build may know of."""
    assessment = claim.written.assessment
    if assessment is None or assessment.on > page.facts.as_of.isoformat():
        return ""
    return iso_date(date_or_none(assessment.on))


def claim_nodes(page: PageContext, claim: Claim) -> Node:
    """A claim by itself, or inside its review where it is resolved, or assessed with a state that judges it."""
    own = claim_node(page, claim)
    state = page.facts.states[claim.id]
    judged = _judged_on(page, claim)
    if state.name in UNJUDGED or not (state.name in RESOLVED or judged):
        return own
    rating = RATINGS.get(look_of(state).family)
    if rating == min(RATINGS.values()) and claim.written.hedge.level in LEFT_OPEN:
        rating = None
    why = page.pick(claim.written.assessment.why).text if claim.written.assessment and judged else ""
    address = page.address(f"claims/{claim.id}.md")
    return node(
        "ClaimReview",
        id=address and f"{address}#review",
        url=address,
        claimReviewed=page.sentence(claim.id).text,
        datePublished=judged,
        inLanguage=page.language,
        author=site_node(page),
        reviewRating=node(
            "Rating",
            ratingValue=rating,
            bestRating=rating and max(RATINGS.values()),
            worstRating=rating and min(RATINGS.values()),
            alternateName=state_words(page, claim.id),
            ratingExplanation=why or state_words_of(state, page.words, "meaning"),
        ),
        itemReviewed=own,
    )
