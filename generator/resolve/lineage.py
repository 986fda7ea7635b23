"""Where documents come from: the origins behind each source, and steps that lead in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Related
from generator.diagnostics.catalogue import L001
from generator.model.claim_records import Appearance, Evidence
from generator.model.corpus import Claim, Corpus, Source
from generator.model.places import Located
from generator.model.records import EntityRecord, PublisherRecord
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


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins some pages have, as far as the record says.

    `known` has a group for each origin that is recorded as one: two pages share a group where an origin, its publisher
    or the person whose words they pass on may be behind both. `unknown` are the pages of which nobody has recorded
    where they have it from, in groups that share a source or a speaker; they may go back to any of the known ones.
    """

    known: tuple[tuple[str, ...], ...]
    unknown: tuple[tuple[str, ...], ...]

    @property
    def pages(self) -> int:
        """How many pages there are in all."""
        return sum(len(group) for group in (*self.known, *self.unknown))

    @property
    def unknown_pages(self) -> int:
        """How many pages there are of unknown origin."""
        return sum(len(group) for group in self.unknown)


def is_origin(source: Source) -> bool:
    """Whether the record says why a source is the first publication of what it says.

    It does with `original: yes` and its basis, and for a captured document of those whom it is about that derives from
    nothing.
    """
    written = source.written
    if written.original == "yes":
        return written.original_basis is not None
    return source.captured and written.standing == "primary" and not written.derived_from


def speaker_keys(corpus: Corpus, who: str) -> frozenset[str]:
    """What tells a speaker from others: its id, its names, and for a publisher its owner's name.

    A body that publishes and is spoken of may have two records; it is one speaker.
    """
    records: list[EntityRecord | PublisherRecord] = []
    if who in corpus.entities:
        records.append(corpus.entities[who].record)
    if who in corpus.publishers:
        records.append(corpus.publishers[who].record)
    names = {name.casefold() for record in records for name in record.name.values()}
    names |= {record.owner.casefold() for record in records if isinstance(record, PublisherRecord) and record.owner}
    return frozenset({f"voice {who}", *(f"name {name}" for name in names)})


def origins_of(
    corpus: Corpus, roots: Mapping[str, tuple[str, ...]], speakers: Mapping[str, frozenset[str]] | None = None
) -> Origins:
    """Pages by what they go back to.

    In: the roots of each page's lineage, and by page the voices whose words it is known to pass on.
    """
    groups: list[tuple[set[str], set[str], bool]] = []
    for page in sorted(roots):
        known = [root for root in roots[page] if is_origin(corpus.sources[root])]
        heard = {*(speakers or {}).get(page, ()), *(corpus.sources[root].written.publisher for root in known)}
        keys = {f"source {root}" for root in roots[page]} | {key for who in heard for key in speaker_keys(corpus, who)}
        members, apart, certain = {page}, [], bool(known)
        for other, other_keys, other_certain in groups:
            if other_keys & keys:
                members, keys, certain = members | other, keys | other_keys, certain or other_certain
            else:
                apart.append((other, other_keys, other_certain))
        groups = [*apart, (members, keys, certain)]
    ordered = sorted((tuple(sorted(members)), certain) for members, _, certain in groups)
    return Origins(
        tuple(members for members, certain in ordered if certain),
        tuple(members for members, certain in ordered if not certain),
    )


def speakers_in(claim: Claim) -> Mapping[str, frozenset[str]]:
    """By source of a claim: whose words it passes on.

    An appearance that names nobody passes on those of the voices who said it first, or are said to have confirmed it.
    """
    written = claim.written
    first = frozenset(voice.who for voice in written.voices if voice.role in {"origin", "confirmed"})
    found: dict[str, frozenset[str]] = {}
    for item in written.appearances:
        spoken = frozenset({item.speaker}) if item.speaker else first
        found[item.source] = found.get(item.source, frozenset()) | spoken
    for evidence in written.evidence:
        if evidence.speaker:
            found[evidence.source] = found.get(evidence.source, frozenset()) | {evidence.speaker}
    return found


def claim_origins(corpus: Corpus, claim: Claim, sources: Iterable[str]) -> Origins:
    """The origins of some of the sources in which a claim is made, or that bear on it."""
    behind = roots_behind(corpus, claim)
    return origins_of(corpus, {id: behind[id] for id in sources if id in behind}, speakers_in(claim))


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
            roots[item.source] = tuple(sorted({root for one in named for root in one}))
    return roots
