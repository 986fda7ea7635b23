"""How one person's words became a text: the sources behind it in order, with what each step changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.derive.flips import Flip
from generator.model.corpus import Corpus
from generator.model.source_records import Derivation
from generator.resolve.lineage import Parents, ancestors


@dataclass(frozen=True, slots=True)
class Lane:
    """A line in the figure: from lane `start` at the top of its half of a row to lane `end` at the bottom."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AncestryStep:
    """One source on the way: how it was made from those above it, and what it changed.

    `lane` is its place from the left; `above` are the lines that reach it or pass it in the upper half of its row,
    `below` those in the lower half.
    """

    source: str
    derivations: tuple[Derivation, ...]
    flips: tuple[Flip, ...]
    lane: int
    above: tuple[Lane, ...]
    below: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Ancestry:
    """All sources behind one source, origins first and itself last; `lanes` is the figure's width, `unplaced` what
    changed on the way nobody knows where."""

    source: str
    steps: tuple[AncestryStep, ...]
    lanes: int
    unplaced: tuple[Flip, ...]


def _in_order(parents: Parents, source: str) -> list[str]:
    """The sources so that each stands after all it derives from, and close to what derives from it."""
    done: list[str] = []

    def place(id: str) -> None:
        deepest_first = sorted(parents[id], key=lambda item: (-len(ancestors(parents, item)), item))
        for parent in deepest_first:
            if parent not in done:
                place(parent)
        done.append(id)

    place(source)
    return done


def _parents(corpus: Corpus, sources: Iterable[str]) -> Parents:
    """Of known sources, and of all that are behind them, what each derives from."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = [id for id in sources if id in corpus.sources]
    while waiting:
        id = waiting.pop()
        if id not in found:
            derived = corpus.sources[id].written.derived_from
            found[id] = tuple(step.source for step in derived if step.source in corpus.sources)
            waiting += found[id]
    return found


def _made_in(corpus: Corpus, source: str, flip: Flip) -> bool:
    """Whether a source makes the claim that departs."""
    return any(item.written.source == source for item in corpus.claims[flip.later].appearances)


def _placed(
    parents: Parents, source: str, order: list[str], departures: tuple[Flip, ...]
) -> Mapping[str, tuple[Flip, ...]]:
    """The departures of the source's claims by the step on the way that made them.

    One that is first seen off the way, in a sibling, was made by the last source on the way that the sibling goes
    back to; one that names no step is left out.
    """
    made: dict[str, list[Flip]] = defaultdict(list)
    for flip in departures:
        if flip.step is None or flip.step not in parents:
            continue
        behind = ancestors(parents, flip.step) | {flip.step}
        shared = [id for id in order if id in behind and parents[id]]
        made[shared[-1] if shared else source].append(flip)
    return {id: tuple(found) for id, found in made.items()}


def ancestry(corpus: Corpus, source: str, departures: tuple[Flip, ...]) -> Ancestry:
    """The lineage of a source as rows of a figure, each with its lines; lineage is free of circles (L001)."""
    own = tuple(flip for flip in departures if _made_in(corpus, source, flip))
    parents = _parents(corpus, [source, *(flip.step for flip in own if flip.step)])
    among = frozenset(ancestors(parents, source) | {source})
    waiting: list[str | None] = []
    steps, width = [], 1
    order = _in_order(parents, source)
    changed = _placed(parents, source, order, own)
    for id in order:
        reaching = [lane for lane, target in enumerate(waiting) if target == id]
        here = reaching[0] if reaching else _free(waiting)
        above = tuple(
            Lane(lane, here if target == id else lane) for lane, target in enumerate(waiting) if target is not None
        )
        passing = [lane for lane, target in enumerate(waiting) if target not in {None, id}]
        waiting = [None if target == id else target for target in waiting]
        below = [Lane(lane, lane) for lane in passing]
        for child in sorted(other for other in among if id in parents[other]):
            lane = next((lane for lane, target in enumerate(waiting) if target == child), None)
            if lane is None:
                lane = here if here >= len(waiting) or waiting[here] is None else _free(waiting)
                waiting += [None] * (lane + 1 - len(waiting))
                waiting[lane] = child
            below.append(Lane(here, lane))
        width = max([width, here + 1, *(lane.end + 1 for lane in below)])
        written = corpus.sources[id].written
        steps.append(AncestryStep(id, written.derived_from, changed.get(id, ()), here, above, tuple(below)))
    unplaced = tuple(flip for flip in own if flip.step not in parents)
    return Ancestry(source, tuple(steps), width, unplaced)


def _free(waiting: list[str | None]) -> int:
    return next((lane for lane, target in enumerate(waiting) if target is None), len(waiting))
