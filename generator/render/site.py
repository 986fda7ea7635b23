"""Corpus and facts to all pages of the site, as Markdown with ordinary relative links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.derive.facts import Facts
from generator.derive.milestones import MilestoneView
from generator.diagnostics import Diagnostic
from generator.model.corpus import Corpus
from generator.model.drafts import GuidePage
from generator.model.publication import NOWHERE, Publication
from generator.model.records import TombstoneRecord
from generator.model.templates import Page, Templates
from generator.model.words import Words
from generator.render.brief_body import markup_findings
from generator.render.brief_pages import brief_view
from generator.render.change_pages import FEED, changes_view
from generator.render.claim_pages import claim_view
from generator.render.data_page import DATA_PAGE, data_view
from generator.render.entity_pages import entity_view
from generator.render.environment import faults_named, template_environment
from generator.render.escape import Md, html
from generator.render.feed import CHANGES_PAGE, changes_feed
from generator.render.flip_pages import contradictions_view, flips_view
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
from generator.render.reference_pages import about_view, glossary_view, timeline_page_view
from generator.render.search_page import search_page_view
from generator.render.source_pages import source_view
from generator.resolve.dates import date_or_none

FALLBACK = "en"
"""The language of the interface where the catalogue lacks the one that is asked for."""
View = Callable[[PageContext], Mapping[str, Any]]
LISTS: tuple[tuple[str, str, View], ...] = (
    ("index.md", "home", home_view),
    ("briefs/index.md", "briefs", briefs_view),
    ("claims/index.md", "claims", claims_view),
    ("sources/index.md", "sources", sources_view),
    ("publishers.md", "publishers", publishers_view),
    ("entities/index.md", "entities", entities_view),
    ("glossary.md", "glossary", glossary_view),
    ("timeline.md", "timeline", timeline_page_view),
    ("flips.md", "flips", flips_view),
    ("contradictions.md", "contradictions", contradictions_view),
    ("track-record.md", "track-record", track_record_view),
    (CHANGES_PAGE, "changes", changes_view),
    (DATA_PAGE, "data", data_view),
    ("about.md", "about", about_view),
    ("search/index.md", "search", search_page_view),
)


def _views(corpus: Corpus, facts: Facts) -> Iterator[tuple[str, str, View]]:
    """Every page to be rendered: path, template, and what computes its content."""
    yield from LISTS
    for id, claim in corpus.claims.items():
        yield f"claims/{id}.md", "claim", lambda page, claim=claim: claim_view(page, claim)  # type: ignore[misc]
    for id, source in corpus.sources.items():
        yield f"sources/{id}.md", "source", lambda page, source=source: source_view(page, source)  # type: ignore[misc]
    for id, entity in corpus.entities.items():
        yield f"entities/{id}.md", "entity", lambda page, entity=entity: entity_view(page, entity)  # type: ignore[misc]
    for id, brief in corpus.briefs.items():
        yield f"briefs/{id}.md", "brief", lambda page, brief=brief: brief_view(page, brief)  # type: ignore[misc]


def _tombstones(corpus: Corpus) -> Iterator[tuple[str, View]]:
    folders = {"claim": "claims", "source": "sources", "entity": "entities", "brief": "briefs"}
    for id, located in corpus.tombstones.items():
        record = located.record
        if record.kind in folders:
            yield (
                f"{folders[record.kind]}/{id}.md",
                lambda page, record=record: {  # type: ignore[misc]
                    "title": page.say("withdrawn.title", id=record.id),
                    "kind": page.say(f"withdrawn.kind.{record.kind}"),
                    "reason": page.plain(record.reason),
                    "on": page.date(date_or_none(record.on)),
                    "instead": _successor(page, record),
                },
            )


def _successor(page: PageContext, record: TombstoneRecord) -> Md:
    """A link to what replaced a retired record, itself retired or not; nothing where nothing did."""
    if record.replaced_by is None:
        return Md("")
    retired = record.replaced_by in page.corpus.tombstones
    return page.link(record.kind, record.replaced_by, record.replaced_by if retired else None)


def markup_faults(corpus: Corpus) -> tuple[Diagnostic, ...]:
    """B004 for every brief whose Markdown holds more than briefs may."""
    return tuple(finding for brief in corpus.briefs.values() for finding in markup_findings(brief))


def _guide_page(page: GuidePage, site_language: str, language: str) -> bytes:
    """A page of the guide as it stands, its language marked where the edition has another one."""
    if language == site_language or not page.path.endswith(".md"):
        return page.content
    return b'<div lang="%s" markdown="1">\n\n%s\n\n</div>\n' % (html(site_language).encode("utf-8"), page.content)


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
) -> tuple[Page, ...]:
    """A corpus without errors to all files of the site in one language, in the order of their paths.

    Without an address in `publication` there is no feed. TemplateFault where a template cannot be filled in.
    """
    words = words_for(templates, language)
    environment = template_environment(templates.pages, PageContext("", corpus, facts, words).say)
    pages: dict[str, bytes] = {}
    withdrawn = [(path, "withdrawn", view) for path, view in _tombstones(corpus)]
    for path, template, view in (*_views(corpus, facts), *milestone_pages(views), *withdrawn):
        page = PageContext(path, corpus, facts, words, publication)
        values, name = view(page), f"{template}.md.j2"
        with faults_named("pages"):
            pages[path] = environment.get_template(name).render(values).encode("utf-8")
    if publication.base:
        pages[FEED] = changes_feed(PageContext(CHANGES_PAGE, corpus, facts, words, publication))
    pages.update(templates.assets)
    pages.update({page.path: _guide_page(page, corpus.site.language, language) for page in corpus.guide})
    pages.update(machine_files(PageContext("", corpus, facts, words, publication)))
    contexts = (PageContext(path, corpus, facts, words, publication) for path in sorted(pages))
    return tuple(Page(context.path, pages[context.path], page_head(context)) for context in contexts)
