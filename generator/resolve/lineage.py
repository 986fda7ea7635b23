"""Where documents come from: the origins behind each source, and steps that lead in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.diagnostics import Diagnostic, Related
from generator.diagnostics.catalogue import L001
from generator.model.claim_records import Appearance, Evidence
from generator.model.corpus import Claim, Corpus
from generator.model.places import Located
from generator.model.source_records import SourceRecord

Parents = Mapping[str, tuple[str, ...]]


def parents_of(sources: Mapping[str, Located[SourceRecord]]) -> Parents:
    """The direct origins of each source, in the order of their ids; unknown ids are left out."""
    return {
        id: tuple(sorted({step.source for step in located.record.derived_from if step.source in sources}))
        for id, located in sources.items()
    }


def ancestors(parents: Parents, source: str) -> frozenset[str]:
    """Everything a source derives from, directly or not; the source itself only where it lies on a circle."""
    seen: set[str] = set()
    waiting = list(parents[source])
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(parents[current])
    return frozenset(seen)


def origins(parents: Parents, source: str) -> tuple[str, ...]:
    """The roots of a source's lineage: it, where it derives from nothing; all of a circle, where it ends in one."""
    behind = ancestors(parents, source) | {source}
    roots = {item for item in behind if not parents[item] or item in ancestors(parents, item)}
    return tuple(sorted(roots))


def circle_findings(sources: Mapping[str, Located[SourceRecord]], parents: Parents) -> tuple[Diagnostic, ...]:
    """One finding L001 for each circle, at the step of its first source that leads into it."""
    found: list[Diagnostic] = []
    done: set[str] = set()
    for id in sorted(parents):
        behind = ancestors(parents, id)
        if id in done or id not in behind:
            continue
        circle = sorted(item for item in behind if id in ancestors(parents, item))
        done.update(circle)
        located = sources[id]
        index = next(n for n, step in enumerate(located.record.derived_from) if step.source in circle)
        others = tuple(Related(sources[item].places.at("id"), f"{item!r} lies on it") for item in circle if item != id)
        message = f"{id!r} derives from itself: {' → '.join([id, *[c for c in circle if c != id], id])}"
        span = located.places.at("derived_from", index, "source")
        found.append(Diagnostic(L001, span, message, related=others, target=id))
    return tuple(found)


def independent_groups(roots: Mapping[str, tuple[str, ...]], sources: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Sources grouped so that two share a group where any origin is behind both, directly or through others.

    The number of groups is the number of independent witnesses: pages never count, and a page that mixes two
    origins ties them together instead of adding one.
    """
    groups: list[tuple[set[str], set[str]]] = []
    for source in sorted(set(sources)):
        members, origins_behind = {source}, set(roots[source])
        apart = []
        for other_members, other_roots in groups:
            if other_roots & origins_behind:
                members |= other_members
                origins_behind |= other_roots
            else:
                apart.append((other_members, other_roots))
        groups = [*apart, (members, origins_behind)]
    return tuple(sorted(tuple(sorted(members)) for members, _ in groups))


def roots_behind(corpus: Corpus, claim: Claim) -> Mapping[str, tuple[str, ...]]:
    """The origins of every source in which the claim is made, or that bears on it, as far as it is concerned.

    A page that mixes several sources counts, where an appearance or a piece of evidence says in `via` which of them it
    has this from, only with the origins of those.
    """
    items: tuple[Appearance | Evidence, ...] = (*claim.written.appearances, *claim.written.evidence)
    ending = claim.written.resolution.evidence if claim.written.resolution else ()
    sources = {item.source for item in (*items, *ending)} & corpus.sources.keys()
    roots = {id: corpus.sources[id].roots for id in sorted(sources)}
    for item in items:
        named = [corpus.sources[id].roots for id in item.via if id in corpus.sources]
        if named and item.source in roots:
            roots[item.source] = tuple(sorted({root for found in named for root in found}))
    return roots
