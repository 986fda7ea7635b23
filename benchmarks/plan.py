"""What a made-up project consists of: each part follows from the seed and its own number, never from the size.

So a project of one claim more holds the smaller one. The proportions are those of this repository's own content: 66
claims with 1.5 places where each is made, 1.2 voices, 2.4 entities, 2.1 pieces of evidence and 0.5 relations; 12 words
to a statement, 11 to a quote, 14 to a paraphrase, 26 to a summary, 24 to a definition, 435 to a document of 18
sentences, 790 to a brief; 1.5 terms to a statement. Other than there, half of the sources are captured, and ten claims
share one: the benchmark wants one page to a claim and a sixth more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from benchmarks.vocabulary import name, phrase, sentence, term_noun, zipf

CLAIMS_PER_SOURCE, CLAIMS_PER_ENTITY, CLAIMS_PER_BRIEF = 10, 20, 60
SOURCES_PER_PUBLISHER = 5
FILLERS, PARAGRAPHS = 8, 5
HUBS = 8
"""Entities that claims of all times are about, as a few names are everywhere."""
HUB_SHARE, FAR_SHARE, DERIVED_SHARE = 0.1, 0.03, 0.45
NEAR_SOURCES, NEAR_ENTITIES, NEAR_CLAIMS = 60, 12, 200
"""How far back most links reach: a topic is taken up by its neighbours."""
TERMS_AT, TERMS_COUNT, TERMS_GROWTH = 100_000, 5_000, 0.6
"""The glossary grows more slowly than the claims: 5,000 terms at 100,000 claims."""
FIRST_DAY, DAYS, HALFWAY = date(2016, 1, 1), 3_400, 2_000
"""Sources appear from the first day on, ever more a day: the 2,000th after half the days, none after all of them."""
KINDS = {"state": 24, "event": 17, "prediction": 14, "plan": 6, "opinion": 5}
FORETELLING_LEVELS = {"expected": 8, "possible": 4, "stated": 6, "presupposed": 2}
OTHER_LEVELS = {"stated": 33, "inferred": 9, "presupposed": 3, "confirmed": 1}
CUES = {"expected": ("is expected to", "expected"), "possible": ("could", "could")}
"""How a sentence hedges, and the word in it that shows it."""
ENTITY_KINDS = {"product": 13, "group": 9, "organisation": 7, "person": 6, "event": 2}
HUB_KINDS = ("organisation", "product", "organisation", "person", "product", "group", "person", "product")
FORETELLING = frozenset({"plan", "prediction"})
SPEAKING = frozenset({"group", "organisation", "person"})


def drawn(rng: Random, weights: dict[str, int]) -> str:
    """One of the keys, as often as its weight says."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def back(rng: Random, here: int, reach: int) -> int:
    """A number from 0 to below `here`, most often a near one; `here` must not be 0."""
    if rng.random() < FAR_SHARE:
        return rng.randrange(here)
    return here - 1 - zipf(rng, min(here, reach))


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of a project by number: `terms` fixes the number of terms, else it grows with the claims."""

    seed: int
    terms: int | None = None

    def rng(self, part: str, number: int) -> Random:
        """The chance that decides about one part of the project, and about nothing else."""
        return Random(f"{self.seed}/{part}/{number}")

    def count_terms(self, claims: int) -> int:
        return self.terms or 5 + int(TERMS_COUNT * (claims / TERMS_AT) ** TERMS_GROWTH)

    def count_entities(self, claims: int) -> int:
        return HUBS + claims // CLAIMS_PER_ENTITY

    def count_sources(self, claims: int) -> int:
        return -(-claims // CLAIMS_PER_SOURCE)

    def count_publishers(self, sources: int) -> int:
        return 2 + sources // SOURCES_PER_PUBLISHER

    def count_briefs(self, claims: int) -> int:
        return claims // CLAIMS_PER_BRIEF

    def published(self, source: int) -> date:
        """The day of a source; they follow one another in the order of their numbers."""
        return FIRST_DAY + timedelta(days=DAYS * source // (source + HALFWAY))


@dataclass(frozen=True, slots=True)
class Core:
    """What of a claim its document must hold: the claim's kind, hedge, subjects and terms, its sentence and quote."""

    kind: str
    level: str
    cue: str | None
    about: tuple[int, ...]
    terms: tuple[int, ...]
    statement: str
    quote: str
    sentence: str


@lru_cache(maxsize=20_000)
def forms(plan: Plan, term: int) -> tuple[str, ...]:
    """The forms in which a term occurs, its name first."""
    rng, noun = plan.rng("term-forms", term), term_noun(term)
    chance = rng.random()
    if chance < 0.4:
        first = phrase(rng, 1)
        return (f"{first} {noun}", f"{first} {noun}s", noun)
    return (noun, f"{noun}s") if chance < 0.6 else (noun, f"{noun}s", f"{noun}ed")


@lru_cache(maxsize=20_000)
def entity(plan: Plan, number: int) -> tuple[str, str]:
    """An entity's name and kind."""
    rng = plan.rng("entity", number)
    kind = HUB_KINDS[number] if number < HUBS else drawn(rng, ENTITY_KINDS)
    second = f" {name(2 * number + 1)}" if kind in {"person", "event"} or rng.random() < 0.3 else ""
    return name(2 * number) + second, kind


def _subjects(plan: Plan, rng: Random, claim: int) -> tuple[int, ...]:
    """What a claim is about: a few entities of its neighbourhood, at times one that is everywhere."""
    count, wanted = plan.count_entities(claim), rng.choices((1, 2, 3, 4, 5), (15, 22, 20, 7, 2))[0]
    found: list[int] = []
    for _ in range(wanted):
        other = zipf(rng, HUBS) if rng.random() < HUB_SHARE else back(rng, count, NEAR_ENTITIES)
        if other not in found:
            found.append(other)
    return tuple(found)


@lru_cache(maxsize=20_000)
def core(plan: Plan, claim: int) -> Core:
    """What is said in one claim, and in which words its document says it."""
    rng = plan.rng("claim", claim)
    kind = drawn(rng, KINDS)
    level = drawn(rng, FORETELLING_LEVELS if kind in FORETELLING else OTHER_LEVELS)
    hedge, cue = CUES.get(level, ("", None))
    about = _subjects(plan, rng, claim)
    drawn_terms = (zipf(rng, plan.count_terms(claim)) for _ in range(rng.choices((0, 1, 2, 3), (15, 38, 32, 15))[0]))
    terms = tuple(dict.fromkeys(drawn_terms))
    said = [rng.choice(forms(plan, term)) for term in terms]
    subject, verb = entity(plan, about[0])[0], phrase(rng, 1)
    tail = " ".join((phrase(rng, 3), *(f"the {form} {phrase(rng, 2)}" for form in said)))
    quote = " ".join(word for word in (subject, hedge, verb, tail) if word)
    opening, close = phrase(rng, rng.randint(3, 8)), phrase(rng, rng.randint(4, 10))
    sentence_ = f"{opening[0].upper()}{opening[1:]}, {quote}, {close}."
    statement = f"{subject} {verb} {tail} {phrase(rng, rng.randint(1, 5))}."
    return Core(kind, level, cue, about, terms, statement, quote, sentence_)


@lru_cache(maxsize=20_000)
def captured(plan: Plan, source: int) -> bool:
    """Whether the project has the document of a source, so that claims quote it."""
    return plan.rng("captured", source).random() < 0.5


@lru_cache(maxsize=20_000)
def origin(plan: Plan, source: int) -> tuple[int | None, int]:
    """The source that a source derives from, and the root of its lineage; a source with no parent is its own root."""
    rng = plan.rng("lineage", source)
    if source == 0 or rng.random() >= DERIVED_SHARE:
        return None, source
    parent = back(rng, source, NEAR_SOURCES)
    return parent, origin(plan, parent)[1]


@lru_cache(maxsize=5_000)
def document(plan: Plan, source: int) -> tuple[str, tuple[str, ...]]:
    """The text of a captured source, and those of its sentences that no claim of its own is made in."""
    rng = plan.rng("document", source)
    own = [core(plan, source * CLAIMS_PER_SOURCE + number).sentence for number in range(CLAIMS_PER_SOURCE)]
    others = [sentence(rng, 16, 32) for _ in range(FILLERS)]
    whole = own + others
    rng.shuffle(whole)
    breaks = sorted(rng.sample(range(1, len(whole)), PARAGRAPHS - 1))
    parts = [whole[start:end] for start, end in zip([0, *breaks], [*breaks, len(whole)], strict=True)]
    return "\n\n".join(" ".join(part) for part in parts) + "\n", tuple(others)
