"""A claim's page: the sentence, the words, on whose word, what came of it, and how it relates to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.model.choices import FORETELLING
from generator.model.claim_records import Evidence, Relation
from generator.model.corpus import GAP, Claim, PlacedAppearance, Source
from generator.model.documents import Document, Passage
from generator.render.cards import because_words, origin_words, state_meaning, term_notes, uses
from generator.render.change_pages import claim_history
from generator.render.citation import citation_rows, citations
from generator.render.edit_links import edit_line, edit_link
from generator.render.escape import Md, html, joined, md
from generator.render.lineage_figure import lineage_line
from generator.render.page import PageContext
from generator.render.passage_place import place_words
from generator.render.passages import Layer, marked_up
from generator.render.states import look_of
from generator.render.text_fragment import text_fragment
from generator.render.timelines import timeline_view
from generator.resolve.dates import date_or_none
from generator.resolve.lineage import is_origin, roots_behind


def garble_layers(page: PageContext, source: Source, stretch: Passage, notes_on: str) -> list[Layer]:
    """The garbles inside a stretch of a source's document; each ends with a link to its note."""
    layers = []
    for number, pinned in enumerate(source.garbles, start=1):
        meant = page.pick(pinned.written.read_as).text
        label = pinned.written.ref or str(number)
        for passage in pinned.passages:
            if passage.start < stretch.end and stretch.start < passage.end:
                after = Md(f"<sup>[{label}]({page.to(f'{notes_on}#garble-{number}')})</sup>")
                layers.append(Layer(passage, "garble", "", "", after, page.words.filled("claim.meant", words=meant)))
    return layers


def _quoted(page: PageContext, number: int, item: PlacedAppearance, claim: Claim) -> Mapping[str, Any]:
    """An appearance for the template: the quote in its sentence, its translation, and where it is said."""
    source = page.corpus.sources[item.written.source]
    own = f"sources/{source.id}.md"
    view: dict[str, Any] = {
        "source": page.link("source", source.id),
        "captured": source.captured,
        "published": page.date(source.published),
        "language": html(source.written.language),
        "translation": {"whole": Md(""), "quote": page.translation(source.written.language, item.written.translation)},
        "paraphrase": page.prose(item.written.paraphrase),
        "note": page.prose(item.written.note),
        "edit": edit_link(page, "quote", claim.places, "appearances", number, "quote"),
        "sentence": Md(""),
        "passage": Md(""),
        "place": Md(""),
        "original": Md(""),
        "garbles": (),
        "brief_quote": item.quoted if item.passage is None else "",
    }
    if source.document is not None and item.passage is not None:
        stretches = _stretches(source.document, item.passages)
        family = look_of(page.facts.states[claim.id]).family
        quote = [Layer(passage, "claim", "", family, Md("")) for passage in item.passages]
        text, language = source.document.text, source.written.language
        view["sentence"] = joined(
            [
                marked_up(page, text, one, [*quote, *garble_layers(page, source, one, own)], language, link_terms=False)
                for one in stretches
            ],
            md(GAP),
        )
        view["translation"] = _translation(page, source, item, stretches)
        address = text_fragment(source, item.passage)
        view["original"] = page.external(address, page.words.text("claim.in_the_original")) if address else Md("")
        view["passage"] = page.to(f"{own}#quote-{claim.id}")
        view["place"] = place_words(page, source.document, item.passage)
        view["garbles"] = tuple(
            {
                "printed": pinned.written.quote,
                "meant": page.plain(pinned.written.read_as),
                "basis": page.plain(pinned.written.basis),
                "certainty": page.say(f"garbles.certainty.{pinned.written.certainty}"),
            }
            for pinned in source.garbles
            if any(one.start < it.end and it.start < one.end for one in pinned.passages for it in stretches)
        )
    return view


def _stretches(document: Document, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The whole sentences around the parts of a quote; parts whose sentences meet stand in one stretch."""
    found: list[Passage] = []
    for passage in passages:
        around = document.around(passage)
        if found and not document.text[found[-1].end : around.start].strip():
            around = Passage(found[-1].start, max(found[-1].end, around.end), "")
            found.pop()
        found.append(Passage(around.start, around.end, document.text[around.start : around.end]))
    return tuple(found)


def _evidence(page: PageContext, item: Evidence) -> Mapping[str, Any]:
    source = page.corpus.sources[item.source]
    known = date_or_none(item.known_from) or source.published
    return {
        "source": page.link("source", item.source),
        "words": page.prose(item.paraphrase),
        "quote": item.quote,
        "language": html(source.written.language),
        "when": page.date(known) or page.words.text("dates.undated"),
    }


def _relation(page: PageContext, relation: Relation, other: str, outgoing: bool) -> Mapping[str, Any]:
    side = "this" if outgoing else "that"
    return {
        "words": page.say(f"claim.relation.{relation.type}.{side}"),
        "link": page.link("claim", other),
        "chip": page.chip(other),
        "how": page.say(f"flips.how.{relation.how}") if relation.how else Md(""),
        "ref": relation.ref or "",
        "why": page.prose(relation.why),
        "step": page.say("flips.first_seen", source=page.link("source", relation.step)) if relation.step else Md(""),
    }


def _addition(page: PageContext, relation: Relation, source: str) -> Mapping[str, Any]:
    """What a claim adds to a source, as a relation is shown."""
    return {
        "words": page.say("claim.adds_to"),
        "link": page.link("source", source),
        "chip": Md(""),
        "how": page.say(f"flips.how.{relation.how}") if relation.how else Md(""),
        "ref": relation.ref or "",
        "why": page.prose(relation.why),
        "step": page.say("flips.first_seen", source=page.link("source", relation.step)) if relation.step else Md(""),
    }


def _relations(page: PageContext, claim: Claim) -> tuple[Mapping[str, Any], ...]:
    outgoing = [_relation(page, item, item.claim, True) for item in claim.written.relations if item.claim]
    outgoing += [_addition(page, item, item.source) for item in claim.written.relations if item.source]
    incoming = [_relation(page, item, other, False) for other, item in page.corpus.index.related_to.get(claim.id, ())]
    return (*outgoing, *incoming)


def _resolution(page: PageContext, claim: Claim) -> Mapping[str, Any] | None:
    resolution, dates = claim.written.resolution, claim.outcome
    if resolution is None or dates is None:
        return None
    shown = page.facts.states[claim.id].name not in {"open", "due", "overdue"}
    return {
        "criteria": page.prose(resolution.criteria),
        "due": page.date(dates.due),
        "occurred": page.date(dates.occurred) if shown else "",
        "reason": page.prose(resolution.outcome_reason) if shown else Md(""),
        "early": page.prose(resolution.early) if shown else Md(""),
        "note": page.prose(resolution.note) if shown else Md(""),
        "evidence": tuple(
            {"source": page.link("source", item.source), "words": page.prose(item.paraphrase)}
            for item in (resolution.evidence if shown else ())
        ),
    }


def _ways(page: PageContext, claim: Claim) -> tuple[Md, ...]:
    """Where the claim's pages have it from: one page's lineage in small; of several, who goes back to whom."""
    sources = dict.fromkeys(item.written.source for item in claim.appearances)
    if len(sources) == 1:
        line = lineage_line(page, next(iter(sources)))
        return (page.say("lineage.small", chain=joined(line, " → ")),) if len(line) > 1 else ()
    rows, behind, origins = [], roots_behind(page.corpus, claim), page.facts.origins[claim.id]
    for group in origins.known:
        roots = sorted({root for id in group for root in behind[id] if is_origin(page.corpus.sources[root])})
        later = [id for id in group if id not in roots]
        rows.append(
            page.say(
                "lineage.group" if later else "lineage.alone",
                origins=joined([page.link("source", id) for id in roots], ", "),
                pages=joined([page.link("source", id) for id in later], ", "),
            )
        )
    unknown = [id for group in origins.unknown for id in group]
    if unknown:
        pages = joined([page.link("source", id) for id in unknown], ", ")
        rows.append(page.say("lineage.unknown", len(unknown), pages=pages))
    return tuple(rows)


def _sentence_of(words: Md) -> Md:
    """A phrase of the interface as a sentence."""
    return Md(f"{words[:1].upper()}{words[1:]}.")


def _translation(
    page: PageContext, source: Source, item: PlacedAppearance, stretches: Sequence[Passage]
) -> Mapping[str, Md]:
    """The translation of the whole sentences where it is given, and that of the quote itself."""
    whole = [
        page.translation(source.written.language, pinned.written.text)
        for pinned in source.translated
        if any(it.start <= passage.start < it.end for passage in pinned.passages for it in stretches)
    ]
    return {
        "whole": joined([text for text in whole if text], " "),
        "quote": page.translation(source.written.language, item.written.translation),
    }


def claim_view(page: PageContext, claim: Claim) -> Mapping[str, Any]:
    """Everything that a claim's page shows."""
    written, state = claim.written, page.facts.states[claim.id]
    assessment = written.assessment
    entries = page.facts.entries.get(claim.id, ())
    evidence = {
        bearing: tuple(_evidence(page, item) for item in written.evidence if item.bearing == bearing)
        for bearing in ("supports", "qualifies", "contradicts", "inconclusive")
    }
    view: dict[str, Any] = {
        "title": page.name("claim", claim.id),
        "draft": claim.written.draft == "yes",
        "chip": page.chip(claim.id),
        "family": look_of(state).family,
        "meaning": md(state_meaning(page, claim.id)),
        "because": joined(because_words(page, claim.id), ", "),
        "superseded_by": joined([page.link("claim", id) for id in state.superseded_by], ", "),
        "statement": page.prose(written.statement),
        "statements": tuple(
            {"language": html(language), "name": page.language_name(language), "text": text}
            for language, text in written.statement.items()
            if language not in {"", page.language}
        ),
        "ref": written.ref or "",
        "kind": page.say(f"claim.kind.{written.kind}"),
        "hedge": page.say(f"hedges.{written.hedge.level}"),
        "cue": Md(f'<q class="cb-cue">{md(written.hedge.cue)}</q>') if written.hedge.cue else Md(""),
        "voices": tuple(
            {"link": page.link("voice", voice.who), "role": page.say(f"claim.role.{voice.role}")}
            for voice in written.voices
        ),
        "about": joined([page.link("entity", id) for id in written.about], ", "),
        "when": page.date(claim.when),
        "speaks_of": page.date(date_or_none(written.speaks_of)),
        "tags": tuple(page.label(tag) for tag in written.tags),
        "when_text": page.plain(written.when_text),
        "undated": page.prose(written.undated),
        "asserted": page.date(claim.asserted),
        "condition": page.prose(written.condition),
        "condition_claim": page.link("claim", written.condition_claim) if written.condition_claim else Md(""),
        "appearances": tuple(_quoted(page, number, item, claim) for number, item in enumerate(claim.appearances)),
        "origins": origin_words(page, claim),
        "origins_sentence": _sentence_of(origin_words(page, claim)),
        "ways": _ways(page, claim),
        "timeline": timeline_view(page, entries) if written.kind in FORETELLING else None,
        "resolution": _resolution(page, claim),
        "evidence": evidence,
        "has_evidence": bool(written.evidence),
        "relations": _relations(page, claim),
        "assessment": assessment
        and {
            "credibility": page.say(f"claim.credibility.{assessment.credibility}"),
            "confidence": page.say(f"claim.confidence.{assessment.confidence}"),
            "why": page.prose(assessment.why),
            "on": page.date(date_or_none(assessment.on)),
        },
        "open_questions": tuple(page.prose(item) for item in written.open_questions),
        "note": page.prose(written.note),
        "uses": uses(page, "claim", claim.id),
        "as_of": page.day(page.facts.as_of),
        "file": edit_line(page, "claim", claim.places),
        "history": claim_history(page, claim.id),
        "citations": citation_rows(citations(page, claim)),
    }
    view["terms"] = term_notes(page)
    return view
