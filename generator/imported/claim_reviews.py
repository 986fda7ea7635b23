"""Reads ClaimReview and Claim of schema.org: a node, a list, a graph, a feed, or a web page that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generator.imported.claim_making import made_of
from generator.imported.found import Found, ImportRefused, Loss, in_order, loss, plain_text
from generator.imported.json_parts import Part, Reading, json_of, scripts_of
from generator.imported.own_claims import Carried, take_own
from generator.imported.told import Piece, Pieces, Told
from generator.model.corpus import Corpus

REVIEW, CLAIM = frozenset({"ClaimReview"}), frozenset({"Claim"})
PLAIN_REVIEW = frozenset({"Review"})
CONTAINERS = frozenset({"DataFeed", "DataFeedItem", "ItemList", "ListItem"})
"""Types that only hold others."""
PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "Person": "person", "Organization": "organisation", "NewsMediaOrganization": "organisation",
        "GovernmentOrganization": "organisation", "Corporation": "organisation", "NGO": "organisation",
        "PoliticalParty": "organisation", "Product": "product", "Event": "event", "Brand": "product",
    }
)  # fmt: skip
"""By type of schema.org: what an entity is."""
WORKS: Mapping[str, str] = MappingProxyType(
    {
        "Article": "article", "NewsArticle": "article", "OpinionNewsArticle": "article", "BlogPosting": "post",
        "SocialMediaPosting": "post", "DiscussionForumPosting": "post", "Report": "report", "Dataset": "dataset",
        "WebPage": "web-page", "CreativeWork": "web-page", "VideoObject": "web-page", "ImageObject": "web-page",
        "AudioObject": "web-page", "MediaObject": "web-page", "WebSite": "web-page", "Speech": "transcript",
    }
)  # fmt: skip
"""By type of schema.org: what sort of page a source is."""
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "image": "records hold no pictures", "logo": "records hold no pictures",
        "thumbnailUrl": "records hold no pictures", "contentUrl": "records hold no media",
        "dateModified": "of the days of a page records keep that of publication",
        "dateCreated": "of the days of a page records keep that of publication",
        "sdPublisher": "records do not say who made the markup", "sdDatePublished": "records do not date the markup",
        "sdLicense": "records hold no terms of use", "license": "records hold no terms of use",
        "keywords": "records hold no keywords", "articleBody": "documents are taken in with `briefs new source`",
        "@id": "no record bears this name", "@type": "a type that is not read here",
    }
)  # fmt: skip
OTHER = "no field of a record holds this"


def _reason(name: str) -> str:
    return REASONS.get(name, OTHER)


def _told(**pieces: Piece | None) -> dict[str, Piece]:
    return {name: piece for name, piece in pieces.items() if piece is not None}


def _address(part: Part) -> Piece | None:
    """The address of a thing: its `url`, else its own name where that is an address."""
    own = part.words("url")
    if own is not None:
        return own
    name = part.value.get("@id") if isinstance(part.value, dict) else None
    return part.words("@id") if isinstance(name, str) and name.startswith(("http://", "https://")) else None


def _someone(part: Part, role: str) -> Pieces:
    """A person, an organisation or another named thing, as `voice` or `subject`."""
    if (name := part.own_words()) is not None:
        return {f"{role}_name": name}
    kind = part.is_a(PEOPLE)
    found = {
        "name": part.words("name"),
        "address": part.words("sameAs") or _address(part),
        "description": part.words("description", "jobTitle"),
        "kind": Piece(PEOPLE[kind], part.types[kind]) if kind else None,
    }
    return _told(**{f"{role}_{name}": piece for name, piece in found.items()})


def _publishing(part: Part, prefix: str) -> dict[str, Piece]:
    """Who wrote and who published a page: an organisation that is its author counts as its publisher."""
    publishers, authors = list(part.all("publisher")), list(part.all("author"))
    if not publishers:
        houses = [it for it in authors if it.types and "Person" not in it.types]
        publishers, authors = houses[:1], [it for it in authors if it not in houses[:1]]
    found: dict[str, Piece] = {}
    for house in publishers[:1]:
        house.is_a(PEOPLE)
        found |= _told(
            **{
                f"{prefix}_publisher": house.own_words() or house.words("name"),
                f"{prefix}_publisher_url": _address(house),
            }
        )
    names = []
    for author in authors:
        author.is_a(PEOPLE)
        names += [name] if (name := author.own_words() or author.words("name")) else []
    if names:
        found[f"{prefix}_authors"] = Piece(
            "; ".join(name.text for name in names), ", ".join(name.where for name in names)
        )
    return found


def _page(part: Part, prefix: str) -> dict[str, Piece]:
    """A page, as `source` or `review`; an address may stand for it."""
    if (url := part.own_words()) is not None:
        return {f"{prefix}_url": url}
    type = part.is_a(WORKS)
    kind = Piece(WORKS[type], part.types[type]) if type else None
    found = {
        "url": _address(part),
        "title": part.words("headline", "name"),
        "published": part.words("datePublished"),
        "language": part.words("inLanguage"),
        "kind": kind,
    }
    return _told(**{f"{prefix}_{name}": piece for name, piece in found.items()}) | _publishing(part, prefix)


def _appearance(part: Part) -> dict[str, Piece]:
    """A page on which the claim is made, with the words that are quoted from it."""
    quoted = None
    for piece in part.all("hasPart"):
        if piece.is_a(frozenset({"Quotation"})):
            quoted = quoted or piece.words("text")
    return _page(part, "source") | _told(appearance_quote=quoted)


def _verdict(review: Part) -> dict[str, Piece]:
    """The rating of a review: its words, its number, its scale, and why."""
    for rating in review.all("reviewRating")[:1]:
        rating.is_a(frozenset({"Rating"}))
        return _told(
            evidence_verdict=rating.own_words() or rating.words("alternateName", "name"),
            evidence_rating=rating.words("ratingValue"),
            evidence_best=rating.words("bestRating"),
            evidence_worst=rating.words("worstRating"),
            evidence_explanation=rating.words("ratingExplanation", "description") or review.words("reviewBody"),
        )
    return _told(evidence_explanation=review.words("reviewBody"))


def _claim(item: Part | None, reviewed: Piece | None, language: Piece | None, evidence: tuple[Pieces, ...]) -> Told:
    """A claim from the node that states it and from what its review says."""
    if item is None:
        claim = _told(claim_statement=reviewed, claim_language=language)
        return Told(claim, evidence=evidence)
    if (words := item.own_words()) is not None:
        claim = _told(claim_statement=reviewed or words, claim_language=language)
        same = reviewed is None or words.text.split() == reviewed.text.split()
        if not same:
            item.reading.losses.append(loss(words.where, words.text, "the review words the claim otherwise"))
        return Told(claim, evidence=evidence)
    own = bool(item.is_a(CLAIM))
    said = item.words("text", *(("name", "description") if own else ()))
    statement = reviewed or said
    language = item.words("inLanguage") if own and language is None else language
    pages = [*item.all("firstAppearance"), *item.all("appearance")]
    told = [page for part in pages if (page := _appearance(part))]
    voices = [(part, "origin") for part in item.all("author" if own else "creator")]
    voices += [(part, "reported") for part in item.all("contributor")]
    day = item.words("datePublished") if own else None
    if not own:
        voices += [(part, "origin") for part in item.all("author")]
        told.append(_page(item, "source"))
    more = _told(appearance_said=day, appearance_paraphrase=said)
    places = tuple({**more, **page} for page in told if page) or ((more,) if more else ())
    spoken = [(_someone(part, "voice"), Piece(role, "")) for part, role in voices]
    about = [_someone(part, "subject") for part in item.all("about")]
    return Told(
        _told(claim_statement=statement, claim_language=language),
        voices=tuple({**who, "voice_role": role} for who, role in spoken if who),
        subjects=tuple(it for it in about if it),
        appearances=places,
        evidence=evidence,
    )


def _review(part: Part) -> Told:
    """A review to the claim that it reviews, with its verdict as evidence."""
    part.is_a(PLAIN_REVIEW)
    language = part.words("inLanguage")
    page = _page(part, "review")
    page.pop("review_language", None)
    if "review_url" not in page:
        for place in part.all("mainEntityOfPage"):
            page |= _told(review_url=place.own_words() or _address(place))
    page |= _told(review_language=language, review_summary=part.words("description", "abstract"))
    items = part.all("itemReviewed")
    return _claim(items[0] if items else None, part.words("claimReviewed"), language, ({**page, **_verdict(part)},))


def _nodes(part: Part) -> list[Part]:
    """All reviews below a part, and all claims that stand in none."""
    if part.is_a(REVIEW) or (isinstance(part.value, dict) and part.is_a(CLAIM)):
        return [part]
    if isinstance(part.value, dict):
        part.is_a(CONTAINERS)
        inner = [Part(value, part.below(name), part.reading, name) for name, value in part.value.items()]
    elif isinstance(part.value, list):
        inner = [Part(value, part.below(n), part.reading, part.name) for n, value in enumerate(part.value)]
    else:
        inner = []
    return [found for item in inner for found in _nodes(item)]


def _read(document: Reading) -> tuple[list[Told], tuple[Carried, ...]]:
    """What a document tells of claims that are not ours, and the records of ours that it carries."""
    for part in document.top.everything():
        if part.name == "@context":
            part.take()
    carried, others = take_own(_nodes(document.top))
    told = [_review(part) if "ClaimReview" in part.types else _claim(part, None, None, ()) for part in others]
    return told, carried


def read_claim_reviews(content: bytes, corpus: Corpus, day: date) -> Found:
    """A file of JSON-LD, or a web page that holds some, to drafts of claims and what they name.

    Losses are placed by JSON pointer (RFC 6901), in a web page after the number of the block. ImportRefused where the
    file is neither, or no claim and no review is in it. `day` is that of the import.
    """
    text = plain_text(content)
    losses: list[Loss] = []
    if text.lstrip().startswith("<"):
        documents = []
        for number, script in enumerate(scripts_of(text), start=1):
            try:
                documents.append(Reading(json_of(script), f"block {number}: "))
            except ImportRefused as reason:
                losses.append(loss(f"block {number}", script, str(reason)))
        if not documents:
            raise ImportRefused("the page holds no JSON-LD that can be read")
    else:
        documents = [Reading(json_of(text))]
    told: list[Told] = []
    own: list[Carried] = []
    for document in documents:
        found, carried = _read(document)
        told += found
        own += carried
    if not told and not own:
        raise ImportRefused("there is no ClaimReview and no Claim in it")
    made = made_of(told, corpus, day, own)
    for document in documents:
        losses += [*document.losses, *document.left(_reason)]
    return Found(made.records, in_order((*losses, *made.losses)))
