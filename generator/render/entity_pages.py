"""Pages of entities and briefs, and the pages that list everything of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.places import Located
from generator.model.records import EntityRecord
from generator.render.cards import article_order, cards, state_summary, term_notes, uses
from generator.render.edit_links import edit_link
from generator.render.escape import Md, html, joined
from generator.render.page import PageContext
from generator.render.timelines import entries_about, timeline_view
from generator.resolve.dates import date_or_none


def _span(page: PageContext, since: str | None, until: str | None) -> Md:
    """From when until when a name was used, in words."""
    first, last = page.date(date_or_none(since)), page.date(date_or_none(until))
    if first and last:
        return page.say("entity.between", since=first, until=last)
    if first:
        return page.say("entity.since", since=first)
    return page.say("entity.until", until=last) if last else Md("")


def entity_view(page: PageContext, located: Located[EntityRecord]) -> Mapping[str, Any]:
    """Everything that an entity's page shows."""
    record, corpus = located.record, page.corpus
    about, said = corpus.index.about.get(record.id, ()), corpus.index.said_by.get(record.id, ())
    view: dict[str, Any] = {
        "title": page.pick(record.name).text,
        "kind": page.say(f"entity.kind.{record.kind}"),
        "unnamed": record.named == "no",
        "edit": edit_link(page, "entity", located.places),
        "description": page.prose(record.description),
        "names": tuple(
            {"language": html(language), "name": name}
            for language, name in record.name.items()
            if language not in {"", page.language} and name != page.pick(record.name).text
        ),
        "aliases": tuple(
            {
                "name": alias.name,
                "span": _span(page, alias.since, alias.until),
                "language": html(alias.language or ""),
                "note": page.prose(alias.note),
            }
            for alias in record.aliases
        ),
        "same_as": tuple(page.external(address) for address in record.same_as),
        "related": joined([page.link("entity", id) for id in record.related], ", "),
        "about": cards(page, article_order(page, about)),
        "said": cards(page, article_order(page, said)),
        "ascribed": cards(page, article_order(page, corpus.index.ascribed_to.get(record.id, ()))),
        "states": state_summary(page, about),
        "timeline": timeline_view(page, entries_about(page, (record.id,))),
        "uses": uses(page, "entity", record.id),
    }
    view["terms"] = term_notes(page)
    return view
