"""Writes a made-up project of any size: `python -m benchmarks.corpora FOLDER CLAIMS [SEED]`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from benchmarks.claim_text import JUDGED_ON, claim_id, claim_lines, entity_id, publisher_of, quoted, source_id
from benchmarks.plan import (
    CLAIMS_PER_BRIEF,
    CLAIMS_PER_SOURCE,
    Plan,
    captured,
    document,
    entity,
    forms,
    origin,
)
from benchmarks.vocabulary import name, phrase, sentence, zipf

RECORDS_PER_FILE, FILES_PER_FOLDER = 50, 20
BRIEF_SECTIONS, BRIEF_CLAIMS = 5, 11
RELIABILITY = "ABBCCCDDEF"
CONFIGURATION = """INHERIT: build/mkdocs.yml
site_name: A made-up site
site_description: Claims that nobody made, to measure by.
"""
SITE = """title: A made-up site
question: What did nobody say?
description: Claims that nobody made, to measure by.
answer: Nothing of it was ever said.
language: en
"""


def _source_lines(plan: Plan, source: int, claims: int) -> Iterator[str]:
    rng, (parent, _) = plan.rng("source", source), origin(plan, source)
    yield f"- id: {source_id(source)}"
    if rng.random() < 0.5:
        yield f"  title: {quoted(sentence(rng, 5, 10)[:-1])}"
    yield f"  kind: {rng.choices(('article', 'web-page', 'post', 'report'), (92, 5, 5, 4))[0]}"
    yield f"  publisher: publisher-{publisher_of(plan, source)}"
    yield "  language: en"
    yield f"  published: {plan.published(source)}"
    if rng.random() < 0.4:
        yield "  date_basis: inferred"
        yield f"  date_reason: {quoted(sentence(rng, 12, 24))}"
    yield f"  standing: {rng.choices(('aggregator', 'established', 'primary', 'copy'), (48, 35, 14, 10))[0]}"
    yield f"  summary: {quoted(sentence(rng, 16, 36))}"
    if rng.random() < 0.74:
        yield f"  url: https://{name(10**6 + publisher_of(plan, source)).lower()}.example/{source}"
        yield f"  retrieved: {JUDGED_ON}"
    if parent is not None:
        yield "  derived_from:"
        yield f"    - source: {source_id(parent)}"
        yield f"      how: {rng.choice(('retelling', 'rewrite', 'copy', 'summary', 'quotation'))}"
        yield f"      certainty: {rng.choice(('certain', 'probable', 'possible'))}"
        yield f"      basis: {quoted(sentence(rng, 8, 20))}"
    else:
        yield '  original: "yes"'
        yield f"  original_basis: {quoted(sentence(rng, 6, 12))}"
    if captured(plan, source):
        text, others = document(plan, source)
        yield f"  file: seeds/{source_id(source)}.txt"
        yield f"  sha256: {hashlib.sha256(text.encode()).hexdigest()}"
        if rng.random() < 0.5 and claims >= (source + 1) * CLAIMS_PER_SOURCE:
            yield "  coverage: complete"
            yield "  skipped:"
            for words in others:
                yield f"    - {{quote: {quoted(words)}, reason: {rng.choice(('rhetoric', 'attribution'))}}}"
    if rng.random() < 0.13:
        yield f"  note: {quoted(sentence(rng, 10, 30))}"


def _publisher_lines(plan: Plan, number: int) -> Iterator[str]:
    rng, called = plan.rng("publisher", number), name(10**6 + number)
    yield f"- id: publisher-{number}"
    yield f"  name: The {called} {rng.choice(('Post', 'Gazette', 'Review', 'Courier', 'Wire'))}"
    yield f"  url: https://{called.lower()}.example/"
    yield f"  reliability: {rng.choice(RELIABILITY)}"
    yield f"  reason: {quoted(sentence(rng, 10, 20))}"


def _entity_lines(plan: Plan, number: int) -> Iterator[str]:
    rng, (called, kind) = plan.rng("entity-record", number), entity(plan, number)
    yield f"- id: {entity_id(plan, number)}"
    yield f"  name: {called}"
    yield f"  kind: {kind}"
    if rng.random() < 0.35:
        yield f"  aliases: [{{name: {name(10**7 + number)}}}]"
    yield f"  description: {quoted(sentence(rng, 14, 32))}"
    related = dict.fromkeys(zipf(rng, number) for _ in range(rng.randint(0, 3))) if number else {}
    if related:
        yield f"  related: [{', '.join(entity_id(plan, number - 1 - other) for other in related)}]"


def _term_lines(plan: Plan, number: int) -> Iterator[str]:
    rng, (called, *others) = plan.rng("term", number), forms(plan, number)
    yield f"- id: term-{number}"
    yield f"  term: {called}"
    yield f"  definition: {quoted(sentence(rng, 14, 34))}"
    yield f"  variants: {{en: [{', '.join(others)}]}}"
    near = dict.fromkeys(number - 1 - zipf(rng, number) for _ in range(rng.randint(1, 3))) if number else {}
    if near:
        yield f"  see_also: [{', '.join(f'term-{other}' for other in near)}]"
    yield f"  reference: https://words.example/{number}"


def _brief(plan: Plan, number: int) -> str:
    rng, first = plan.rng("brief", number), number * CLAIMS_PER_BRIEF
    shown = sorted(rng.sample(range(first, first + CLAIMS_PER_BRIEF), BRIEF_CLAIMS))
    chief = entity_id(plan, plan.count_entities(first) - 1)
    head = [
        f"id: brief-{number}",
        f"title: {quoted(sentence(rng, 5, 9)[:-1])}",
        f"question: {quoted(sentence(rng, 10, 18)[:-1] + '?')}",
        f"bottom_line: {quoted(f'{sentence(rng, 14, 20)} {sentence(rng, 14, 20)}')}",
        f"date: {JUDGED_ON}",
        "claims:",
        f"  ids: [{', '.join(claim_id(plan, claim) for claim in shown)}]",
        f"timeline: [{chief}]",
    ]
    body: list[str] = []
    for section in range(BRIEF_SECTIONS):
        claim, source = shown[2 * section], shown[2 * section] // CLAIMS_PER_SOURCE
        term = zipf(rng, plan.count_terms(first))
        body += [
            f"## {sentence(rng, 4, 8)[:-1]}",
            f"{sentence(rng, 18, 28)} {sentence(rng, 14, 24)[:-1]} [[claim:{claim_id(plan, claim)}|{phrase(rng, 3)}]] "
            f"{sentence(rng, 14, 24)} {sentence(rng, 14, 24)[:-1]} [[source:{source_id(source)}|{phrase(rng, 2)}]].",
            f"{sentence(rng, 18, 28)} {sentence(rng, 14, 24)[:-1]} [[term:term-{term}]]. {sentence(rng, 18, 28)}",
        ]
    body.append(f"[[entity:{chief}]] {phrase(rng, 12)}.")
    return "---\n{}\n---\n\n{}\n".format("\n".join(head), "\n\n".join(body))


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8"))


def _write_records(folder: Path, count: int, lines_of: Callable[[int], Iterable[str]]) -> None:
    """Records by number, fifty to a file and twenty files to a folder."""
    for start in range(0, count, RECORDS_PER_FILE):
        group = start // (RECORDS_PER_FILE * FILES_PER_FOLDER)
        lines = [line for number in range(start, min(start + RECORDS_PER_FILE, count)) for line in lines_of(number)]
        _write(folder / f"{group:03}" / f"{start:06}.yml", "\n".join(lines) + "\n")


def make_corpus(folder: Path, claims: int, seed: int = 1, terms: int | None = None, address: str = "") -> None:
    """Writes a project of so many claims into `folder`, which passes the check without errors and warnings.

    The same numbers give the same bytes; a project of more claims holds all records of a smaller one of the same seed,
    but for the coverage of its last source. `terms` fixes the number of terms; with an `address` the site has one, and
    so feeds, canonical addresses and previews.
    """
    plan, content = Plan(seed, terms), folder / "content"
    sources = plan.count_sources(claims)
    _write(folder / "mkdocs.yml", CONFIGURATION + (f"site_url: {address}\n" if address else ""))
    _write(content / "site.yml", SITE)
    _write_records(content / "claims", claims, lambda number: claim_lines(plan, number))
    _write_records(content / "sources", sources, lambda number: _source_lines(plan, number, claims))
    _write_records(
        content / "publishers", plan.count_publishers(sources), lambda number: _publisher_lines(plan, number)
    )
    _write_records(content / "entities", plan.count_entities(claims), lambda number: _entity_lines(plan, number))
    _write_records(content / "glossary", plan.count_terms(claims), lambda number: _term_lines(plan, number))
    for number in range(plan.count_briefs(claims)):
        _write(content / "briefs" / f"brief-{number}.md", _brief(plan, number))
    for source in range(sources):
        if captured(plan, source):
            _write(folder / "seeds" / f"{source_id(source)}.txt", document(plan, source)[0])


def main() -> None:
    """Writes the project that the command line asks for."""
    folder, claims, *seed = sys.argv[1:]
    make_corpus(Path(folder), int(claims), int(seed[0]) if seed else 1)


if __name__ == "__main__":
    main()
