"""The claims of a made-up project as YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.plan import (
    CLAIMS_PER_SOURCE,
    CUES,
    FORETELLING,
    NEAR_CLAIMS,
    NEAR_SOURCES,
    SPEAKING,
    Core,
    Plan,
    back,
    captured,
    core,
    drawn,
    entity,
    origin,
)
from benchmarks.vocabulary import phrase, sentence, zipf

JUDGED_ON = "2025-12-01"
OUTCOMES = {"happened": 8, "": 4, "did-not-happen": 3, "partly": 2, "unresolvable": 2, "late": 1}
BEARINGS = {"supports": 80, "contradicts": 34, "qualifies": 24}
RELATIONS = {"distorts": 17, "contradicts": 10, "refines": 6, "supersedes": 2}
CHANGES = ("date", "number", "scope", "voice", "certainty", "wording", "omission")
JUDGEMENTS = {"2 moderate": 11, "3 moderate": 6, "4 moderate": 7, "3 low": 4, "6 low": 3}
CONFIRMED, REFUTED = "1 high", "5 high"
"""What two independent origins allow; a third of the judgements is one, a tenth the other."""
PAIRED, PAIR_APART = 6, 3
"""One claim in so many asserts a value; the one three later may assert another, a contradiction that is declared."""


def quoted(text: str) -> str:
    """A text as YAML takes it, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def claim_id(plan: Plan, claim: int) -> str:
    """The id of a claim: its first words and its number."""
    words = "-".join(core(plan, claim).statement.lower().split()[:4])
    return f"{words[:50]}-{claim}"


def source_id(source: int) -> str:
    """The id of a source."""
    return f"source-{source}"


def entity_id(plan: Plan, number: int) -> str:
    """The id of an entity: its name and its number."""
    return f"{'-'.join(entity(plan, number)[0].lower().split())}-{number}"


def publisher_of(plan: Plan, source: int) -> int:
    """The publisher of a source: few have many, many have few."""
    return zipf(plan.rng("publisher-of", source), plan.count_publishers(source))


def _others(rng: Random, home: int, count: int) -> list[int]:
    """Other sources than the claim's own, most of them near; fewer where there are not so many."""
    return list(dict.fromkeys(back(rng, home, NEAR_SOURCES) for _ in range(count if home else 0)))


def _appearance(plan: Plan, rng: Random, source: int, words: str) -> Iterator[str]:
    yield f"    - source: {source_id(source)}"
    if captured(plan, source):
        yield f"      quote: {quoted(words)}"
    else:
        yield f"      paraphrase: {quoted(sentence(rng, 8, 18))}"


def _said_there(plan: Plan, rng: Random, source: int) -> str:
    """What a source says that is made a claim of there, without a hedge where it can be."""
    first, start = source * CLAIMS_PER_SOURCE, rng.randrange(CLAIMS_PER_SOURCE)
    order = [core(plan, first + (start + step) % CLAIMS_PER_SOURCE) for step in range(CLAIMS_PER_SOURCE)]
    return next((said.quote for said in order if said.cue is None), "")


def _voices(plan: Plan, rng: Random, claim: int, source: int) -> Iterator[str]:
    publisher = f"publisher-{publisher_of(plan, source)}"
    if rng.random() >= 0.45:
        yield f"    - {{who: {publisher}, role: author}}"
        return
    speaker = back(rng, plan.count_entities(claim), 30)
    while entity(plan, speaker)[1] not in SPEAKING:
        speaker = speaker - 1 if speaker else 2
    yield f"    - {{who: {entity_id(plan, speaker)}, role: origin}}"
    if rng.random() < 0.5:
        yield f"    - {{who: {publisher}, role: reported}}"


def _asserted(plan: Plan, claim: int) -> tuple[str, str, int] | None:
    """What a claim asserts: of which entity, which property, which number."""
    if claim % PAIRED == 0:
        value = plan.rng("value", claim).randrange(1, 5_000)
        return entity_id(plan, core(plan, claim).about[0]), f"measure-{claim}", value
    earlier = claim - PAIR_APART
    if claim % PAIRED == PAIR_APART and plan.rng("pair", claim).random() < 0.4:
        of, what, value = _asserted(plan, earlier) or ("", "", 0)
        return of, what, value + 1
    return None


def _relations(plan: Plan, rng: Random, claim: int, home: int, declared: bool) -> Iterator[str]:
    targets = {claim - PAIR_APART: "contradicts"} if declared else {}
    for _ in range(rng.choices((0, 1, 2), (58, 34, 8))[0] if claim and not declared else 0):
        targets.setdefault(back(rng, claim, NEAR_CLAIMS), drawn(rng, RELATIONS))
    if targets:
        yield "  relations:"
    for target, kind in targets.items():
        yield f"    - type: {kind}"
        yield f"      claim: {claim_id(plan, target)}"
        if kind == "distorts":
            yield f"      how: {rng.choice(CHANGES)}"
            yield f"      step: {source_id(home)}"
        yield f"      why: {quoted(sentence(rng, 8, 28))}"


def _elsewhere(plan: Plan, places: set[int], others: set[int]) -> bool:
    """Whether any of the other pages goes back to a publisher that is behind none of the places."""

    def houses(sources: set[int]) -> set[int]:
        return {publisher_of(plan, origin(plan, source)[1]) for source in sources}

    return bool(houses(others) - houses(places))


def _assessment(plan: Plan, rng: Random, places: set[int], support: set[int], everything: set[int]) -> Iterator[str]:
    chance, judged = rng.random(), drawn(rng, JUDGEMENTS)
    if chance < 0.33 and _elsewhere(plan, places, support):
        judged = CONFIRMED
    elif chance > 0.9 and _elsewhere(plan, places, everything):
        judged = REFUTED
    credibility, confidence = judged.split()
    yield "  assessment:"
    yield f"    credibility: {credibility}"
    yield f"    confidence: {confidence}"
    yield f"    why: {quoted(sentence(rng, 10, 26))}"
    yield f"    on: {JUDGED_ON}"


def _resolution(plan: Plan, rng: Random, home: int, start: date, end: date) -> Iterator[str]:
    outcome = drawn(rng, OUTCOMES)
    yield "  resolution:"
    yield f"    criteria: {quoted(sentence(rng, 8, 18))}"
    yield f"    due: {end}"
    if not outcome:
        return
    yield f"    outcome: {outcome}"
    if outcome in {"happened", "partly"}:
        yield f"    occurred: {start + timedelta(days=rng.randint(0, (end - start).days))}"
    elif outcome == "late":
        yield f"    occurred: {end + timedelta(days=rng.randint(1, 60))}"
    else:
        yield f"    early: {quoted(sentence(rng, 8, 16))}"
    yield "    evidence:"
    for source in _others(rng, home, rng.randint(1, 2)) or [home]:
        yield f"      - source: {source_id(source)}"
        yield f"        paraphrase: {quoted(sentence(rng, 8, 18))}"


def _dates(plan: Plan, rng: Random, said: Core, home: int) -> tuple[str | None, date, date]:
    """What `when` says, None for no date, and the first and the last day of it."""
    day = plan.published(home)
    if said.kind in FORETELLING:
        start = day + timedelta(days=rng.randint(5, 45))
        end = start + timedelta(days=rng.randint(0, 30))
        return (f"{start}/{end}" if end > start else f"{start}"), start, end
    start = day - timedelta(days=rng.randint(0, 60))
    share = 0.65 if said.kind == "event" else 0.35
    return (f"{start}" if rng.random() < share else None), start, start


def claim_lines(plan: Plan, claim: int) -> Iterator[str]:
    """The lines of one claim, as an item of a list."""
    said, rng, home = core(plan, claim), plan.rng("record", claim), claim // CLAIMS_PER_SOURCE
    yield f"- id: {claim_id(plan, claim)}"
    yield f"  statement: {quoted(said.statement)}"
    yield f"  kind: {said.kind}"
    yield f"  about: [{', '.join(entity_id(plan, number) for number in said.about)}]"
    yield "  voices:"
    yield from _voices(plan, rng, claim, home)
    cue = f", cue: {CUES[said.level][1]}" if said.cue and captured(plan, home) else ""
    yield f"  hedge: {{level: {said.level}{cue}}}"
    asserted = _asserted(plan, claim)
    if asserted is not None:
        yield f"  asserts: {{of: {asserted[0]}, property: {asserted[1]}, value: {quoted(str(asserted[2]))}}}"
    when, start, end = _dates(plan, rng, said, home)
    if when:
        yield f"  when: {when}"
        if rng.random() < 0.4:
            yield f"  when_text: {quoted(phrase(rng, 3))}"
    elif said.kind == "event":
        yield f"  undated: {quoted(sentence(rng, 8, 20))}"
    elif claim and rng.random() < 0.03:
        yield f"  condition_claim: {claim_id(plan, back(rng, claim, NEAR_CLAIMS))}"
    yield "  appearances:"
    yield from _appearance(plan, rng, home, said.quote)
    places = [home]
    for source in _others(rng, home, rng.choices((0, 1, 2, 3, 7), (44, 14, 5, 2, 1))[0]):
        words = _said_there(plan, rng, source)
        unshown = said.cue and not cue and captured(plan, source)  # a document would have to hold the cue
        if words and not unshown:
            places.append(source)
            yield from _appearance(plan, rng, source, words)
    weighed = [
        (source, drawn(rng, BEARINGS))
        for source in _others(rng, home, rng.choices((0, 1, 2, 3, 4, 5, 7), (10, 22, 20, 10, 6, 4, 2))[0])
    ]
    # A page that makes the claim cannot support it.
    evidence = [(source, "qualifies" if source in places else bearing) for source, bearing in weighed]
    if evidence:
        yield "  evidence:"
    for source, bearing in evidence:
        yield f"    - source: {source_id(source)}"
        yield f"      bearing: {bearing}"
        yield f"      paraphrase: {quoted(sentence(rng, 6, 22))}"
    declared = asserted is not None and claim % PAIRED == PAIR_APART
    yield from _relations(plan, rng, claim, home, declared)
    if rng.random() < 0.85:
        support = {source for source, bearing in evidence if bearing == "supports"}
        yield from _assessment(plan, rng, set(places), support, {source for source, _ in evidence})
    if said.kind in FORETELLING:
        yield from _resolution(plan, rng, home, start, end)
    if rng.random() < 0.24:
        yield f"  note: {quoted(sentence(rng, 10, 30))}"
    if rng.random() < 0.2:
        yield "  open_questions:"
        yield f"    - {quoted(sentence(rng, 8, 18)[:-1] + '?')}"
