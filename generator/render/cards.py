"""The pieces that many pages share: claim cards, chips, lists of uses, the terms at a page's foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.derive.state import State
from generator.model.corpus import Claim
from generator.render.escape import Md, html, md
from generator.render.page import PageContext
from generator.render.states import LOOKS, look_of, plain_state, state_words_of
from generator.resolve.lineage import Origins

UNFOLDED = 6
"""Lists up to this length stand open."""
MOST_LINKS = 60
"""Longer lists of links end here and say how many more there are: the search and the files under data/ have all."""
USES = ("brief", "claim", "source", "entity", "term")


@dataclass(frozen=True, slots=True)
class Card:
    """A claim in small: its sentence as a link, its state, its label, its words, its date, how many origins."""

    family: str
    link: Md
    chip: Md
    ref: str
    quote: Md
    when: str
    origin: Md


@dataclass(frozen=True, slots=True)
class TermNote:
    """A term's definition at the foot of a page."""

    id: str
    link: Md
    definition: Md


def origin_words(page: PageContext, claim: Claim) -> Md:
    """How many pages make a claim, and from how many independent origins they come."""
    origins = page.facts.origins[claim.id]
    said_on = page.say("parts.said_on", page_count(page, claim))
    if origins.pages < 2:
        return said_on
    return page.say("parts.pages_and_origins", pages=said_on, origins=origins_words(page, origins))


def page_count(page: PageContext, claim: Claim) -> int:
    """On how many pages a claim is made."""
    return len({item.written.source for item in claim.appearances})


def origins_words(page: PageContext, origins: Origins) -> Md:
    """How many independent origins there are: at least so many, where the origin of further pages is not known."""
    known, unknown = len(origins.known), origins.unknown_pages
    if not unknown:
        return page.say("parts.origins", known)
    if not known:
        alone = len(origins.unknown) == 1 and unknown > 1
        return page.say("parts.one_speaker" if alone else "parts.origins_unknown")
    return page.say("parts.origins_at_least", unknown, origins=page.say("parts.origins", known))


def short_quote(page: PageContext, claim: Claim) -> Md:
    """The claim's first quote in its own language, or nothing where it rests on a paraphrase."""
    for item in claim.appearances:
        if item.passage is not None:
            language = page.corpus.sources[item.written.source].written.language
            return Md(f'<q lang="{html(language)}">{md(item.quoted)}</q>')
    return Md("")


def card(page: PageContext, id: str) -> Card:
    """A claim as a card."""
    claim = page.corpus.claims[id]
    return Card(
        family=look_of(page.facts.states[id]).family,
        link=page.link("claim", id),
        chip=page.chip(id),
        ref=claim.written.ref or "",
        quote=short_quote(page, claim),
        when=page.date(claim.when),
        origin=origin_words(page, claim),
    )


def cards(page: PageContext, ids: Iterable[str]) -> tuple[Card, ...]:
    """Claims as cards, in the given order."""
    return tuple(card(page, id) for id in ids)


def article_order(page: PageContext, ids: Iterable[str]) -> tuple[str, ...]:
    """Claims in the order of their label, those without one after them by date and id."""

    def key(id: str) -> tuple[int, str, tuple[object, ...], str]:
        claim = page.corpus.claims[id]
        when = claim.when.sort_key if claim.when else ()
        return (0 if claim.written.ref else 1, claim.written.ref or "", when, id)

    return tuple(sorted(ids, key=key))


def few(page: PageContext, links: Sequence[Md], most: int = MOST_LINKS) -> tuple[Md, ...]:
    """As many links as a reader may want to see, and how many more there are."""
    more = len(links) - most
    return (*links[:most], page.say("parts.and_more", more)) if more > 0 else tuple(links)


def uses(page: PageContext, kind: str, id: str) -> tuple[tuple[Md, tuple[Md, ...], bool], ...]:
    """What uses a record, by kind: heading with the count, links, and whether they are many enough to be folded."""
    users = page.facts.used_by.get((kind, id), ())
    rows = []
    for wanted in USES:
        links = tuple(page.link(used_kind, used) for used_kind, used in users if used_kind == wanted)
        if links:
            heading = page.say("parts.counted", name=page.say(f"parts.uses.{wanted}"), number=len(links))
            rows.append((heading, few(page, links), len(links) > UNFOLDED))
    return tuple(rows)


def term_notes(page: PageContext) -> tuple[TermNote, ...]:
    """The definitions of all terms that the page has linked so far, by name."""
    ids = sorted(page.terms_used, key=lambda id: (page.name("term", id).casefold(), id))
    return tuple(TermNote(id, page.link("term", id), page.plain(page.corpus.terms[id].record.definition)) for id in ids)


def state_summary(page: PageContext, ids: Iterable[str]) -> tuple[tuple[Md, int], ...]:
    """How many of the claims are in which state: chips and counts, the commonest first."""
    counts = Counter(plain_state(page.facts.states[id]) for id in ids)
    order = sorted(counts, key=lambda state: (-counts[state], list(LOOKS).index(state.name), state.denied))
    return tuple((state_chip(page, state), counts[state]) for state in order)


def state_chip(page: PageContext, state: State) -> Md:
    """The chip of a state as such."""
    look = look_of(state)
    return Md(
        f'<span class="cb-chip cb-{look.family}"><span aria-hidden="true">{html(look.sign)}</span> '
        f"{md(state_words_of(state, page.words, 'label'))}</span>"
    )


def state_meaning(page: PageContext, id: str) -> str:
    """What a claim's state means, as plain text; of a claim that is only said, who says it on how many pages."""
    state, claim = page.facts.states[id], page.corpus.claims[id]
    if state.name != "said":
        return state_words_of(state, page.words, "meaning")
    return page.words.filled(
        "states.said.by",
        who=page.names.leaders(id),
        pages=page.words.filled("parts.pages", page_count(page, claim)),
    )


def because_words(page: PageContext, id: str) -> tuple[Md, ...]:
    """Links to the sources from which a claim's state follows."""
    return tuple(page.link("source", source) for source in page.facts.states[id].because)
