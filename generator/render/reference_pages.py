"""The pages to look things up in: glossary, timeline, and how to read the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.diagnostics.catalogue import catalogue
from generator.render.cards import state_chip, timeline_view, uses
from generator.render.escape import html
from generator.render.page import PageContext
from generator.render.states import HEDGES, LOOKS


def glossary_view(page: PageContext) -> Mapping[str, Any]:
    """All terms from A to Z with definitions, variants and uses."""
    corpus = page.corpus
    rows = []
    for id in sorted(corpus.terms, key=lambda item: (page.name("term", item).casefold(), item)):
        record = corpus.terms[id].record
        rows.append(
            {
                "id": id,
                "term": page.name("term", id),
                "letter": page.name("term", id)[0].upper(),
                "others": tuple(
                    {"language": html(language), "words": words, "definition": record.definition.get(language, "")}
                    for language, words in record.term.items()
                    if language not in {"", page.language}
                ),
                "definition": page.plain(record.definition),
                "variants": tuple(
                    {"language": html(language), "code": language, "words": ", ".join(words)}
                    for language, words in (record.variants or {}).items()
                ),
                "see_also": tuple(page.link("term", other) for other in record.see_also),
                "entity": page.link("entity", record.entity) if record.entity else "",
                "reference": page.external(record.reference) if record.reference else "",
                "note": page.plain(record.note),
                "uses": uses(page, "term", id),
            }
        )
    letters = tuple(dict.fromkeys(row["letter"] for row in rows))
    return {"title": "Glossary", "terms_listed": rows, "letters": letters}


def timeline_page_view(page: PageContext) -> Mapping[str, Any]:
    """The timeline of all dated claims."""
    corpus = page.corpus
    rows = []
    for entry in page.facts.timeline:
        claim = corpus.claims[entry.claim]
        rows.append(
            {
                "about": " ".join(claim.written.about),
                "voices": " ".join(voice.who for voice in claim.written.voices),
                "state": page.facts.states[claim.id].name,
            }
        )
    shown = sorted({id for entry in page.facts.timeline for id in corpus.claims[entry.claim].written.about})
    names = sorted(({"id": id, "name": html(page.name("entity", id))} for id in shown), key=lambda row: row["name"])
    states = sorted({row["state"] for row in rows}, key=list(LOOKS).index)
    return {
        "title": "Timeline",
        "timeline": timeline_view(page, page.facts.timeline),
        "filters": rows,
        "entities": names,
        "states": tuple({"id": name, "name": html(LOOKS[name].label)} for name in states),
        "as_of": page.day(page.facts.as_of),
    }


def about_view(page: PageContext) -> Mapping[str, Any]:
    """How to read the site: states, hedges, rules."""
    return {
        "title": "How to read this site",
        "states": tuple((state_chip(name), look.meaning) for name, look in LOOKS.items()),
        "hedges": tuple(HEDGES.items()),
        "rules": tuple(catalogue().values()),
        "as_of": page.day(page.facts.as_of),
        "description": page.pick(page.corpus.site.description).text,
    }
