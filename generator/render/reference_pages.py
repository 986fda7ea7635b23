"""The pages to look things up in: glossary, timeline, and how to read the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.derive.state import State
from generator.model.choices import HedgeLevel, values_of
from generator.model.records import TermRecord
from generator.render.cards import state_chip, uses
from generator.render.edit_links import edit_link
from generator.render.escape import Md, html, joined, md
from generator.render.page import PageContext
from generator.render.states import LOOKS

READING = "guide/reading.md"
"""The page of the guide for readers, which a site may do without."""


def _forms(page: PageContext, language: str, forms: Sequence[str]) -> Md:
    words = Md(f'<span lang="{html(language)}">{md(", ".join(forms))}</span>')
    return page.say("glossary.forms", language=page.language_name(language), words=words)


def _references(page: PageContext, record: TermRecord) -> list[Md]:
    """What a term leads on to: the thing of that name, other terms, a page that defines it."""
    rows = []
    if record.entity:
        rows.append(page.say("glossary.about", entity=page.link("entity", record.entity)))
    if record.see_also:
        rows.append(
            page.say("glossary.see_also", terms=joined([page.link("term", id) for id in record.see_also], ", "))
        )
    if record.reference:
        rows.append(page.say("glossary.reference", address=page.external(record.reference)))
    return rows


def _edit(page: PageContext, id: str) -> list[Md]:
    """A link to edit a term, where there can be one."""
    link = edit_link(page, "term", page.corpus.terms[id].places)
    return [link] if link else []


def glossary_view(page: PageContext) -> Mapping[str, Any]:
    """All terms from A to Z with definitions, variants and uses."""
    corpus = page.corpus
    rows = []
    for id in sorted(corpus.terms, key=lambda item: (page.name("term", item).casefold(), item)):
        record = corpus.terms[id].record
        rows.append(
            {
                "id": id,
                "term": page.named("term", id),
                "letter": page.name("term", id)[0].upper(),
                "others": tuple(
                    {"language": html(language), "words": words, "definition": record.definition.get(language, "")}
                    for language, words in record.term.items()
                    if language not in {"", page.language}
                ),
                "definition": page.plain(record.definition),
                "variants": tuple(
                    {"line": _forms(page, language, words)} for language, words in (record.variants or {}).items()
                ),
                "meta": joined([*_references(page, record), *_edit(page, id)], " · "),
                "note": page.plain(record.note),
                "uses": uses(page, "term", id),
            }
        )
    letters = tuple(dict.fromkeys(row["letter"] for row in rows))
    return {"title": page.say("glossary.title"), "terms_listed": rows, "letters": letters}


def about_view(page: PageContext) -> Mapping[str, Any]:
    """How to read the site: states and hedges."""
    return {
        "title": page.say("about.title"),
        "states": tuple(
            (state_chip(page, State(name, None, (), ())), page.say(f"states.{name}.meaning")) for name in LOOKS
        ),
        "hedges": tuple(
            (page.say(f"hedges.name.{level}"), page.say(f"hedges.{level}")) for level in values_of(HedgeLevel)
        ),
        "as_of": page.day(page.facts.as_of),
        "description": page.plain(page.corpus.site.description),
        "has_guide": any(item.path == READING for item in page.corpus.guide),
    }
