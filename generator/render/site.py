"""Corpus and facts to all pages of the site, as Markdown with ordinary relative links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.derive.facts import Facts
from generator.derive.milestones import MilestoneView
from generator.diagnostics import Diagnostic
from generator.model.corpus import Corpus
from generator.model.drafts import GuidePage
from generator.model.keeping import Keeping, Shelf
from generator.model.progress import Step, counted, unheard
from generator.model.publication import NOWHERE, Publication
from generator.model.records import TombstoneRecord
from generator.model.templates import Page, Templates
from generator.model.words import Words
from generator.render.asking import Answers
from generator.render.brief_body import markup_findings
from generator.render.brief_pages import brief_view
from generator.render.change_pages import FEED, changes_view
from generator.render.claim_pages import claim_view
from generator.render.data_page import DATA_PAGE, data_view
from generator.render.entity_pages import entity_view
from generator.render.escape import Md, html
from generator.render.feed import CHANGES_PAGE, changes_feed
from generator.render.flip_pages import contradictions_view, flips_view
from generator.render.guide_markup import SHELF, guide_findings
from generator.render.head import page_head
from generator.render.home_page import home_view
from generator.render.ledger_pages import track_record_view
from generator.render.list_pages import (
    briefs_view,
    claims_view,
    entities_view,
    publishers_view,
    sources_view,
)
from generator.render.machine_files import machine_files
from generator.render.milestone_pages import milestone_pages
from generator.render.page import PageContext
from generator.render.page_making import PageMaker, View
from generator.render.reference_pages import about_view, glossary_view
from generator.render.search_page import search_page_view
from generator.render.source_pages import source_view
from generator.render.timeline_pages import timeline_pages
from generator.resolve.dates import date_or_none

FALLBACK = "en"
"""The language of the interface where the catalogue lacks the one that is asked for."""
LISTS: tuple[tuple[str, str, View], ...] = (
    ("index.md", "home", home_view),
    ("briefs/index.md", "briefs", briefs_view),
    ("claims/index.md", "claims", claims_view),
    ("sources/index.md", "sources", sources_view),
    ("publishers.md", "publishers", publishers_view),
    ("entities/index.md", "entities", entities_view),
    ("glossary.md", "glossary", glossary_view),
    ("flips.md", "flips", flips_view),
    ("contradictions.md", "contradictions", contradictions_view),
    ("track-record.md", "track-record", track_record_view),
    (CHANGES_PAGE, "changes", changes_view),
    (DATA_PAGE, "data", data_view),
    ("about.md", "about", about_view),
    ("search/index.md", "search", search_page_view),
)


def _views(corpus: Corpus, facts: Facts) -> Iterator[tuple[str, str, View]]:
    """Every page to be rendered: path, template, and what computes its content from what it asks the page."""
    yield from LISTS
    yield from timeline_pages(facts)
    for id in corpus.claims:
        yield f"claims/{id}.md", "claim", lambda page, id=id: claim_view(page, page.corpus.claims[id])  # type: ignore[misc]
    for id in corpus.sources:
        yield f"sources/{id}.md", "source", lambda page, id=id: source_view(page, page.corpus.sources[id])  # type: ignore[misc]
    for id in corpus.entities:
        yield f"entities/{id}.md", "entity", lambda page, id=id: entity_view(page, page.corpus.entities[id])  # type: ignore[misc]
    for id in corpus.briefs:
        yield f"briefs/{id}.md", "brief", lambda page, id=id: brief_view(page, page.corpus.briefs[id])  # type: ignore[misc]
    yield from _tombstones(corpus)


def _tombstones(corpus: Corpus) -> Iterator[tuple[str, str, View]]:
    folders = {"claim": "claims", "source": "sources", "entity": "entities", "brief": "briefs"}
    for id, located in corpus.tombstones.items():
        record = located.record
        if record.kind in folders:
            path = f"{folders[record.kind]}/{id}.md"
            yield path, "withdrawn", lambda page, id=id: _withdrawn(page, page.corpus.tombstones[id].record)  # type: ignore[misc]


def _withdrawn(page: PageContext, record: TombstoneRecord) -> Mapping[str, Any]:
    """What is left of a retired record: why it went, and what to read instead."""
    return {
        "title": page.say("withdrawn.title", id=record.id),
        "kind": page.say(f"withdrawn.kind.{record.kind}"),
        "reason": page.plain(record.reason),
        "on": page.date(date_or_none(record.on)),
        "instead": _successor(page, record),
    }


def _successor(page: PageContext, record: TombstoneRecord) -> Md:
    """A link to what replaced a retired record, itself retired or not; nothing where nothing did."""
    if record.replaced_by is None:
        return Md("")
    retired = record.replaced_by in page.corpus.tombstones
    return page.link(record.kind, record.replaced_by, record.replaced_by if retired else None)


def markup_faults(corpus: Corpus, keeping: Keeping | None = None) -> tuple[Diagnostic, ...]:
    """B004 for every brief, B007 for every page of the guide, whose Markdown holds more than it may."""
    briefs = tuple(finding for brief in corpus.briefs.values() for finding in markup_findings(brief))
    shelf = Shelf(keeping, SHELF)
    guide = tuple(finding for page in corpus.guide for finding in guide_findings(page, shelf))
    shelf.settle()
    return (*briefs, *guide)


def _guide_page(guide: GuidePage, page: PageContext) -> bytes:
    """A page of the guide; where the edition has another language, a note says so, and its language is marked."""
    language = page.corpus.site.language
    if not guide.path.endswith(".md") or language == page.language:
        return guide.content
    note = f'<p class="cb-meta" markdown="span">{page.only_in((language,))}</p>\n\n'
    opened = f'{note}<div lang="{html(language)}" markdown="1">\n\n'
    return b"%s%s\n\n</div>\n" % (opened.encode("utf-8"), guide.content)


def words_for(templates: Templates, language: str) -> Words:
    """The words of the interface in a language, or in the fallback where the catalogue lacks it."""
    return templates.words.get(language, templates.words[FALLBACK])


def render(
    corpus: Corpus,
    facts: Facts,
    templates: Templates,
    language: str,
    publication: Publication = NOWHERE,
    views: tuple[MilestoneView, ...] = (),
    keeping: Keeping | None = None,
    step: Step = unheard,
    answers: Answers | None = None,
) -> Iterator[Page]:
    """A corpus without errors to all files of the site in one language, one by one, each path once.

    Without an address in `publication` there is no feed. With `keeping`, pages that follow from the same as before are
    taken from there; `answers` are those that were worked out for the corpus before. TemplateFault where a template
    cannot be filled in.
    """
    maker = PageMaker(corpus, facts, templates, words_for(templates, language), publication, keeping, answers)
    files = dict(templates.assets)
    if publication.base:
        files[FEED] = changes_feed(maker.context(CHANGES_PAGE))
    files.update({guide.path: _guide_page(guide, maker.context(guide.path)) for guide in corpus.guide})
    files.update(machine_files(maker.context("")))
    for recipe in counted(tuple(_views(corpus, facts)), step):
        if recipe[0] not in files:
            yield maker.page(*recipe)
    for recipe in milestone_pages(views):
        if recipe[0] not in files:
            yield maker.composed(*recipe)
    for path, content in files.items():
        yield Page(path, content, page_head(maker.context(path)))
    maker.settle()
