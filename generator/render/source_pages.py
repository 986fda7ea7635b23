"""A source's page: what it is, where it comes from, and the captured document with every claimed passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model.corpus import Source
from generator.model.documents import Document, Passage
from generator.render.cards import article_order, cards, origins_words, term_notes, uses
from generator.render.cite_passage import cite_view
from generator.render.claim_pages import garble_layers
from generator.render.edit_links import edit_line
from generator.render.escape import Md, html, joined
from generator.render.lineage_figure import lineage_view
from generator.render.page import PageContext
from generator.render.passage_place import place_words
from generator.render.passages import Layer, marked_up
from generator.render.states import look_of
from generator.resolve.coverage import SentenceCoverage
from generator.resolve.dates import date_or_none
from generator.resolve.lineage import is_origin, origins_of


def _claim_layers(page: PageContext, source: Source) -> list[Layer]:
    """Every claimed passage of the document, ending with a link to its claim."""
    layers = []
    for id in article_order(page, page.corpus.index.in_source.get(source.id, ())):
        claim = page.corpus.claims[id]
        for item in claim.appearances:
            if item.written.source != source.id:
                continue
            for part, passage in enumerate(item.passages):
                label = claim.written.ref or page.words.text("source.claim")
                title = html(page.name("claim", id))
                link = f'<sup class="cb-ref">[{label}]({page.to(f"claims/{id}.md")} "{title}")</sup>'
                family = look_of(page.facts.states[id]).family
                last = part == len(item.passages) - 1
                anchor = "" if part else f"quote-{id}"
                layers.append(Layer(passage, "claim", anchor, family, Md(link) if last else Md("")))
    return layers


def _sentence(
    page: PageContext, source: Source, text: str, row: SentenceCoverage, layers: list[Layer]
) -> Mapping[str, Any]:
    page.section()
    language = source.written.language
    renderings = [
        page.translation(language, pinned.written.text)
        for pinned in source.translated
        if any(row.sentence.start <= passage.start < row.sentence.end for passage in pinned.passages)
    ]
    return {
        "number": row.number,
        "start": row.sentence.start,
        "end": row.sentence.end,
        "words": marked_up(page, text, row.sentence, layers, language, link_terms=True),
        "translation": [text for text in renderings if text],
        "claims": tuple(
            {"link": page.link("claim", id), "chip": page.chip(id), "ref": page.corpus.claims[id].written.ref or ""}
            for id in article_order(page, row.claims)
        ),
        "covered": row.covered,
        "skipped": row.skipped,
    }


def _placed(
    page: PageContext, document: Document, rows: Sequence[SentenceCoverage]
) -> Iterator[tuple[SentenceCoverage, Md, Md]]:
    """Every sentence with the words for its place and for that of the sentence before."""
    before = Md("")
    for row in rows:
        place = place_words(page, document, row.sentence)
        yield row, place, before
        before = place


def document_view(page: PageContext, source: Source) -> Mapping[str, Any] | None:
    """The captured document for its page: sentences with marks, garble notes, coverage; None where there is none."""
    if source.document is None:
        return None
    whole = Passage(0, len(source.document.text), source.document.text)
    shown = {sentence.start for sentence in source.document.sentences}
    layers = [*_claim_layers(page, source), *garble_layers(page, source, whole, f"sources/{source.id}.md")]
    rows = page.facts.coverage[source.id]
    starts = {paragraph.start for paragraph in source.document.paragraphs}
    printed = [row for row in rows if row.sentence.start in shown]
    sentences = [
        {
            **_sentence(page, source, source.document.text, row, layers),
            "left_out": row.number - last - 1,
            "opens": row.sentence.start in starts and row.number > 1,
            "place": place if row.claims or (source.document.places and place != before) else Md(""),
        }
        for (row, place, before), last in zip(
            _placed(page, source.document, printed), (0, *(row.number for row in printed)), strict=False
        )
    ]
    covered = sum(row.covered for row in rows)
    return {
        "language": html(source.written.language),
        "sentences": sentences,
        "excerpts": source.passed_on is None,
        "left_out": len(rows) - (printed[-1].number if printed else 0),
        "covered": covered,
        "total": len(rows),
        "share": round(100 * covered / max(1, len(rows))),
        "coverage": page.say("parts.sentences_covered", covered=covered, total=len(rows)),
        "uncovered": len(rows) - covered,
        "cite": cite_view(page, source),
        "garbles": tuple(
            {
                "number": number,
                "ref": pinned.written.ref or str(number),
                "printed": pinned.passages[0].text,
                "places": len(pinned.passages),
                "meant": page.plain(pinned.written.read_as),
                "kind": page.say(f"garbles.kind.{pinned.written.kind}"),
                "basis": page.plain(pinned.written.basis),
                "certainty": page.say(f"garbles.certainty.{pinned.written.certainty}"),
            }
            for number, pinned in enumerate(source.garbles, start=1)
        ),
    }


def _lineage(page: PageContext, source: Source) -> Mapping[str, Any]:
    return {
        "rows": lineage_view(page, source.id),
        "origins": origins_words(page, origins_of(page.corpus, {root: (root,) for root in source.roots})),
        "is_origin": is_origin(source),
        "basis": page.prose(source.written.original_basis),
        "reasons": tuple(
            {"link": page.link("source", step.source), "basis": page.prose(step.basis)}
            for step in source.written.derived_from
        ),
        "children": tuple(page.link("source", id) for id in page.corpus.index.derived_from.get(source.id, ())),
    }


def source_view(page: PageContext, source: Source) -> Mapping[str, Any]:
    """Everything that a source's page shows."""
    written = source.written
    made_here = page.corpus.index.in_source.get(source.id, ())
    publisher = page.corpus.publishers[written.publisher].record
    view: dict[str, Any] = {
        "title": page.source_name(source.id),
        "descriptive": written.title is None,
        "ref": written.ref or "",
        "summary": page.prose(written.summary),
        "captured": source.captured,
        "publisher": page.link("publisher", written.publisher),
        "reliability": publisher.reliability or page.say("source.no_grade"),
        "authors": ", ".join(written.authors),
        "language": page.language_name(written.language),
        "published": page.date(source.published),
        "inferred": written.date_basis == "inferred",
        "date_reason": page.prose(written.date_reason),
        "undated": page.prose(written.undated),
        "kind": page.say(f"names.source_kind.{written.kind}"),
        "standing": page.say(f"source.standing.{written.standing}"),
        "access": page.say(f"source.access.{written.access}"),
        "access_note": page.prose(written.access_note),
        "address": page.external(written.url) if written.url else Md(""),
        "also_at": tuple(page.external(address) for address in written.also_at),
        "retrieved": page.date(date_or_none(written.retrieved)),
        "sha256": written.sha256 or "",
        "file": written.file or "",
        "original": written.document
        and {
            "sha256": written.document.sha256,
            "words": page.say("place.extracted", file=written.document.original, extractor=written.document.extractor),
        },
        "record": edit_line(page, "source", source.places),
        "faults": tuple(
            {
                "says": page.prose(fault.says),
                "why": page.prose(fault.why),
                "against": joined([page.link("source", id) for id in fault.against], ", "),
            }
            for fault in written.faults
        ),
        "lineage": _lineage(page, source),
        "open_questions": tuple(page.prose(item) for item in written.open_questions),
        "note": page.prose(written.note),
        "document": document_view(page, source),
        "claims": cards(page, article_order(page, made_here)),
        "uses": uses(page, "source", source.id),
    }
    view["terms"] = term_notes(page)
    return view
