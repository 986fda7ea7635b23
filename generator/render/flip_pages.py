"""Meanings that changed on the way and claims that contradict each other, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.derive.contradictions import Contradiction
from generator.derive.flips import Flip
from generator.render.cards import Card, card, origins_words, state_summary, term_notes
from generator.render.escape import Md, html, joined, md
from generator.render.page import PageContext
from generator.render.states import look_of

MOST_FLIPS = 300
"""So many changes are shown on their page, the gravest: the others are told on the pages of their claims."""


def said(page: PageContext, id: str) -> Mapping[str, Any]:
    """A claim as one side of a comparison: sentence, words or paraphrase, source, date, state."""
    claim = page.corpus.claims[id]
    first = claim.appearances[0] if claim.appearances else None
    quote, paraphrase = Md(""), Md("")
    language = page.corpus.sources[first.written.source].written.language if first else ""
    if first is not None and first.written.quote is not None:
        quote = Md(f'<q lang="{html(language)}">{md(first.quoted)}</q>')
    elif first is not None:
        paraphrase = page.plain(first.written.paraphrase)
    return {
        "link": page.link("claim", id),
        "chip": page.chip(id),
        "family": look_of(page.facts.states[id]).family,
        "ref": claim.written.ref or "",
        "quote": quote,
        "translation": page.translation(language, first.written.translation) if first and quote else Md(""),
        "paraphrase": paraphrase,
        "source": page.link("source", first.written.source) if first else Md(""),
        "date": page.date(page.corpus.sources[first.written.source].published) if first else "",
    }


def _added_to(page: PageContext, source: str) -> Mapping[str, Any]:
    """A source to which a claim adds what it does not say, as one side of a comparison."""
    record = page.corpus.sources[source]
    return {
        "link": page.link("source", source),
        "chip": Md(""),
        "family": "plain",
        "ref": record.written.ref or "",
        "quote": Md(""),
        "translation": Md(""),
        "paraphrase": page.say("flips.not_there"),
        "source": page.link("publisher", record.written.publisher),
        "date": page.date(record.published),
    }


def flip_target(page: PageContext, flip: Flip) -> str:
    """The address of the place where a change is told."""
    shown = flip in page.facts.flips[:MOST_FLIPS]
    return page.to(f"flips.md#flip-{flip.anchor}" if shown else f"claims/{flip.later}.md")


def flip_view(page: PageContext, flip: Flip) -> Mapping[str, Any]:
    """One change of meaning: both sides, what changed, why we say so, and where it is first seen."""
    relation = page.corpus.claims[flip.later].written.relations[flip.relation]
    return {
        "anchor": f"flip-{flip.anchor}",
        "ref": flip.ref,
        "how": page.say(f"flips.how.{flip.how or 'wording'}"),
        "kind": flip.how or "wording",
        "earlier": said(page, flip.earlier) if flip.earlier else _added_to(page, flip.added_to or ""),
        "later": said(page, flip.later),
        "why": page.prose(relation.why),
        "step": page.say("flips.first_seen", source=page.link("source", flip.step)) if flip.step else Md(""),
    }


def flips_view(page: PageContext) -> Mapping[str, Any]:
    """The page of all changes of meaning."""
    flips = page.facts.flips
    rows, rest = tuple(flip_view(page, flip) for flip in flips[:MOST_FLIPS]), len(flips) - MOST_FLIPS
    more = page.say("flips.rest", rest) if rest > 0 else Md("")
    return {"title": page.say("flips.title"), "flips": rows, "more": more, "terms": term_notes(page)}


def _side(page: PageContext, group: Contradiction, id: str) -> tuple[Card, Md]:
    asserts = page.corpus.claims[id].written.asserts
    value = page.say("contradictions.says", value=page.label(asserts.value)) if asserts else Md("")
    return card(page, id), value if group.subject else Md("")


def contradiction_view(page: PageContext, group: Contradiction) -> Mapping[str, Any]:
    """One group of claims that cannot all be true."""
    shared = set.intersection(*(set(page.corpus.claims[id].written.about) for id in group.claims))
    about = joined([page.link("entity", id) for id in sorted(shared)], ", ")
    title = page.say("contradictions.declared", about=about) if shared else page.say("contradictions.apart")
    if group.subject:
        title = page.say(
            "contradictions.about",
            subject=page.link("entity", group.subject),
            property=page.label(group.attribute),
        )
    return {
        "anchor": f"contradiction-{group.anchor}",
        "title": title,
        "sides": tuple(_side(page, group, id) for id in group.claims),
        "ancestry": _ancestry(page, group),
    }


def _ancestry(page: PageContext, group: Contradiction) -> Md:
    """How many claims stand on each side, and what is known of where they come from."""
    sides = page.say("contradictions.sides", sides=page.words.text("contradictions.against").join(
        str(len(side)) for side in group.sides
    ))
    if len(group.origins.known) + len(group.origins.unknown) == 1:
        return joined([sides, page.say("contradictions.one_origin")], " ")
    return joined([sides, page.say("contradictions.origins", origins=origins_words(page, group.origins))], " ")


def contradictions_view(page: PageContext) -> Mapping[str, Any]:
    """The page of all contradictions."""
    groups = page.facts.contradictions
    involved = dict.fromkeys(id for group in groups for id in group.claims)
    return {
        "title": page.say("contradictions.title"),
        "states": state_summary(page, involved),
        "groups": tuple(contradiction_view(page, group) for group in groups),
    }
