"""Rules on the glossary and on briefs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.diagnostics import Diagnostic, Related, Span
from generator.diagnostics.catalogue import B003, B005, B006, G001, G002
from generator.model.corpus import Corpus
from generator.model.places import Located
from generator.model.records import TermRecord
from generator.resolve.documents import sentences

LONGEST_DEFINITION = 60
LONGEST_BOTTOM_LINE = 3


def long_definitions(corpus: Corpus) -> Iterator[Diagnostic]:
    """G001: a definition of more than 60 words, in any language."""
    for term in corpus.terms.values():
        for language, text in term.record.definition.items():
            count = len(text.split())
            if count > LONGEST_DEFINITION:
                span = term.places.at("definition", language) if language else term.places.at("definition")
                yield Diagnostic(G001, span, f"the definition has {count} words", target=term.record.id)


def _forms(term: Located[TermRecord], site_language: str) -> Iterator[tuple[str, str, Span]]:
    """The names and variants of a term: language, form, place."""
    for language, name in term.record.term.items():
        yield language or site_language, name, term.places.at("term", language)
    for language, forms in (term.record.variants or {}).items():
        for number, form in enumerate(forms):
            yield language, form, term.places.at("variants", language, number)


def shared_variants(corpus: Corpus) -> Iterator[Diagnostic]:
    """G002: a form, name or variant, that two terms claim in one language."""
    first: dict[tuple[str, str], tuple[str, Span]] = {}
    for term in sorted(corpus.terms.values(), key=lambda item: item.places.at("id")):
        for language, form, span in _forms(term, corpus.site.language):
            owner, place = first.setdefault((language, form), (term.record.id, span))
            if owner != term.record.id:
                related = (Related(place, f"claimed here by {owner!r}"),)
                message = f"the form {form!r} already belongs to {owner!r}"
                yield Diagnostic(G002, span, message, related=related, target=term.record.id)


def long_bottom_lines(corpus: Corpus) -> Iterator[Diagnostic]:
    """B003: a bottom line of more than three sentences."""
    for brief in corpus.briefs.values():
        for language, text in brief.written.bottom_line.items():
            count = len(sentences(text, language or corpus.site.language))
            if count > LONGEST_BOTTOM_LINE:
                span = brief.places.at("bottom_line")
                yield Diagnostic(B003, span, f"the bottom line has {count} sentences", target=brief.id)


def empty_selections(corpus: Corpus) -> Iterator[Diagnostic]:
    """B005: a brief whose `claims` name nothing, or nothing that any claim is about or comes from."""
    for brief in corpus.briefs.values():
        selection = brief.written.claims
        named = {("claim", id) for id in selection.ids} | {("entity", id) for id in selection.about}
        named |= {("source", id) for id in selection.sources}
        span = brief.places.at("claims")
        if not named:
            yield Diagnostic(B005, span, "no claim is selected", target=brief.id)
        elif not brief.claims and not named & corpus.missing and "claim" not in corpus.unread.kinds:
            message, hint = "no claim is about or from what is named here", "name claims under `ids`, or other entities"
            yield Diagnostic(B005, span, message, hint, target=brief.id)


def misnamed_briefs(corpus: Corpus) -> Iterator[Diagnostic]:
    """B006: a brief whose id differs from its file's name."""
    for brief in corpus.briefs.values():
        span = brief.places.at("id")
        stem = PurePosixPath(span.path).stem
        if stem != brief.id:
            hint = f"rename the file to {brief.id}.md, or write `id: {stem}`"
            yield Diagnostic(B006, span, f"the id {brief.id!r} stands in {stem}.md", hint, target=brief.id)
