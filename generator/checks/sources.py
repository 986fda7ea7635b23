"""Rules on sources: snapshots, dates, coverage; and on ids that have gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic, Fix, Related, Span
from generator.diagnostics.catalogue import C001, D004, D005, L002, L003, R003, S002, S004, S006, S008, S009
from generator.diagnostics.nearest import did_you_mean, nearest
from generator.model.corpus import Corpus
from generator.model.source_choices import READ
from generator.model.source_records import SourceRecord
from generator.resolve.addresses import same_page
from generator.resolve.coverage import coverage_of
from generator.resolve.lineage import ancestors

NOT_A_SOURCE = frozenset({"seeds/README.md"})
SHOWN = 60


def undated_sources(corpus: Corpus) -> Iterator[Diagnostic]:
    """D004: a source without a date and without a reason, or an address without the day it was read, if it was."""
    for source in corpus.sources.values():
        written = source.written
        if written.published is None and written.undated is None:
            hint = "add `published`, or say in `undated` why there is no date"
            yield Diagnostic(D004, source.places.at("id"), "this source has no date", hint, target=source.id)
        if written.url is not None and written.retrieved is None and written.access in READ:
            hint = "add `retrieved`, the day on which the page was read"
            yield Diagnostic(D004, source.places.at("url"), "nobody says when it was read", hint, target=source.id)


def unexplained_dates(corpus: Corpus) -> Iterator[Diagnostic]:
    """D005: a date marked as inferred, without `date_reason`."""
    for source in corpus.sources.values():
        if source.written.date_basis == "inferred" and source.written.published and not source.written.date_reason:
            span = source.places.at("date_basis")
            yield Diagnostic(D005, span, "the date is inferred, but not from what", target=source.id)


def seeds_of(written: SourceRecord) -> Mapping[str, str | None]:
    """By path: the recorded SHA-256 of every file in seeds/ that a source names; without a path under an empty one."""
    found = {written.file or "": written.sha256}
    if written.document is not None:
        found[written.document.original] = written.document.sha256
        found |= {written.document.places: written.document.places_sha256} if written.document.places else {}
    return found


def unnamed_seeds(corpus: Corpus) -> Iterator[Diagnostic]:
    """S002: a file in seeds/ that no source names."""
    named = {path for source in corpus.sources.values() for path in seeds_of(source.written)}
    paths = {seed.path for seed in corpus.seeds}
    sought = {
        sha256
        for source in corpus.sources.values()
        for path, sha256 in seeds_of(source.written).items()
        if path not in paths
    }
    for seed in corpus.seeds:
        unread = seed.path in corpus.unread.words or seed.sha256 in corpus.unread.words
        if seed.path not in named and seed.path not in NOT_A_SOURCE and seed.sha256 not in sought and not unread:
            best = nearest(seed.path, (path for path in named if path))
            if best in paths:
                best = None
            if best is None:
                yield Diagnostic(S002, Span(seed.path), f"no source names {seed.path}", target=seed.path)


def half_snapshots(corpus: Corpus) -> Iterator[Diagnostic]:
    """S004: a document without its hash, or a hash without its document."""
    for source in corpus.sources.values():
        written = source.written
        if (written.file is None) != (written.sha256 is None):
            given, absent = ("file", "sha256") if written.file else ("sha256", "file")
            values = {seed.path: seed.sha256 for seed in corpus.seeds}
            values |= {seed.sha256: seed.path for seed in corpus.seeds}
            value = values.get(written.file or written.sha256 or "")
            hint = f"add `{absent}: {value}`" if value else f"add `{absent}`"
            message, span = f"`{given}` stands here without `{absent}`", source.places.at(given)
            fix = Fix((span,), value, field=absent) if value else None
            yield Diagnostic(S004, span, message, hint, target=source.id, fix=fix)


def marks_without_document(corpus: Corpus) -> Iterator[Diagnostic]:
    """S006: `garbles`, `skipped`, `translated`, `document` or complete coverage of a source that is not captured."""
    for source in corpus.sources.values():
        written = source.written
        if source.captured or written.sha256 is not None:
            continue
        marks = {"garbles": written.garbles, "skipped": written.skipped, "translated": written.translated}
        given = [field for field, items in marks.items() if items]
        given += ["document"] if written.document is not None else []
        given += ["coverage"] if written.coverage == "complete" else []
        if given:
            message = f"`{given[0]}` speaks of a document, but {source.id!r} has no `file`"
            yield Diagnostic(S006, source.places.key(given[0]), message, target=source.id)


def uncovered_sentences(corpus: Corpus) -> Iterator[Diagnostic]:
    """C001: a sentence of a source declared complete that no quote touches and no `skipped` explains."""
    for source in corpus.sources.values():
        if source.written.coverage != "complete" or not source.settled or source.document is None:
            continue
        for row in coverage_of(source, corpus):
            if not row.covered:
                words = row.sentence.text if len(row.sentence.text) <= SHOWN else row.sentence.text[:SHOWN] + "…"
                message = f'sentence {row.number} of {source.id!r} is not covered: "{words}"'
                yield Diagnostic(C001, source.document.span(row.sentence.start), message, target=source.id)


def baseless_originals(corpus: Corpus) -> Iterator[Diagnostic]:
    """L003: `original: yes` without `original_basis`, or of a source that derives from another one."""
    for source in corpus.sources.values():
        if source.written.original != "yes":
            if source.written.original_basis is not None:
                span = source.places.key("original_basis")
                message = "this says how the first publication is known, but not that this is it"
                yield Diagnostic(L003, span, message, "add `original: yes`, or take this away", target=source.id)
            continue
        span = source.places.at("original")
        if source.written.original_basis is None:
            hint = "add `original_basis: It is the company's own notice.`, or take `original` away"
            yield Diagnostic(L003, span, "nothing says how that is known", hint, target=source.id)
        elif source.written.derived_from:
            parent = source.written.derived_from[0].source
            message = f"it is said to be the first publication, and to derive from {parent!r}"
            hint = "keep one of the two: `original` or `derived_from`"
            yield Diagnostic(L003, span, message, hint, target=source.id)


def shared_addresses(corpus: Corpus) -> Iterator[Diagnostic]:
    """S008: two sources with one address, so that one page would count as two."""
    found: dict[str, tuple[str, Span]] = {}
    for source in corpus.sources.values():
        written = source.written
        addresses = [(("url",), written.url), *((("also_at", n), text) for n, text in enumerate(written.also_at))]
        for loc, address in addresses:
            if not address:
                continue
            span = source.places.at(*loc)
            first, place = found.setdefault(same_page(address), (source.id, span))
            if first != source.id:
                message = f"{source.id!r} has the address of {first!r}, so one page would count as two"
                related = (Related(place, f"{first!r} has it here"),)
                yield Diagnostic(S008, span, message, related=related, target=source.id)


def unproven_inventions(corpus: Corpus) -> Iterator[Diagnostic]:
    """S009: a fault of the kind `invention` that names no source against it: that nothing was found proves nothing."""
    for source in corpus.sources.values():
        for number, fault in enumerate(source.written.faults):
            if fault.kind == "invention" and not fault.against:
                span = source.places.at("faults", number, "kind")
                message = f"{source.id!r} is said to have invented something, and no source shows it"
                yield Diagnostic(S009, span, message, target=source.id)


def vanished_ids(corpus: Corpus) -> Iterator[Diagnostic]:
    """R003: an id that the last commit publishes, and that neither a record nor a tombstone bears now."""
    present = {
        "source": corpus.sources, "publisher": corpus.publishers, "entity": corpus.entities,
        "term": corpus.terms, "claim": corpus.claims, "brief": corpus.briefs,
    }  # fmt: skip
    missed = {id for _, id in corpus.missing}
    for item in corpus.published:
        known = present[item.kind]
        buried = item.id in corpus.tombstones and corpus.tombstones[item.id].record.kind == item.kind
        if item.id in known or buried or item.id in missed or corpus.unread.may_define(item.kind, item.id):
            continue
        new = nearest(item.id, set(known) - {other.id for other in corpus.published if other.kind == item.kind})
        hint = f"if it is now {new!r}: addresses are permanent, so keep the old id, or retire it" if new else ""
        yield Diagnostic(R003, item.span, f"the {item.kind} {item.id!r} is published and gone", hint, target=item.id)


def unknown_ways(corpus: Corpus) -> Iterator[Diagnostic]:
    """L002: a source named in `via` that the page does not derive from."""
    parents = {
        id: tuple(step.source for step in source.written.derived_from if step.source in corpus.sources)
        for id, source in corpus.sources.items()
    }
    for claim in corpus.claims.values():
        for field in ("appearances", "evidence"):
            for number, item in enumerate(getattr(claim.written, field)):
                behind = ancestors(parents, item.source) if item.source in parents else frozenset(item.via)
                for index, way in enumerate(item.via):
                    if way in corpus.sources and way not in behind:
                        span = claim.places.at(field, number, "via", index)
                        message = f"{item.source!r} does not derive from {way!r}"
                        hint = did_you_mean(way, behind)
                        yield Diagnostic(L002, span, message, hint, target=claim.id)
