"""The passes in order: from a project folder to pages, each pass a plain function from data to data plus findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.checks.waivers import waive
from generator.derive.excerpts import printable
from generator.derive.facts import Facts, derive
from generator.derive.known import known_on
from generator.derive.milestones import MilestoneView, milestone_views
from generator.diagnostics import Diagnostic, by_severity, in_order
from generator.diagnostics.catalogue import catalogue
from generator.export.site_files import data_files
from generator.model.corpus import Corpus
from generator.model.history import NO_HISTORY, History
from generator.model.keeping import Keeping
from generator.model.lexicon import Lexicon
from generator.model.progress import NO_PROGRESS, Progress, Step, unheard
from generator.model.publication import NOWHERE, Publication
from generator.model.search import SearchRecord
from generator.model.templates import Page, Templates
from generator.read.project import read_project
from generator.render.asking import Answers
from generator.render.notice import as_of_notice
from generator.render.search_records import search_records
from generator.render.site import FALLBACK, markup_faults, render, words_for
from generator.resolve.corpus import resolve


@dataclass(frozen=True, slots=True)
class Checked:
    """A corpus with what was found wrong, and what was found and waived."""

    corpus: Corpus
    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing forbids a build: warnings and notes do not, errors do."""
        return not by_severity(self.findings)["error"]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong: notes only tell."""
        return all(finding.rule.severity == "note" for finding in self.findings)


def check_project(
    root: Path,
    lexicon: Lexicon,
    with_drafts: bool = False,
    progress: Progress = NO_PROGRESS,
    keeping: Keeping | None = None,
) -> Checked:
    """A project folder to its corpus and all findings about it; only the first pass touches the disk.

    Claims marked as drafts stay out of the corpus, unless they are asked for and lack nothing.
    """
    with progress.stage("reading the files") as step:
        drafts, unreadable = read_project(root, step, keeping)
    if with_drafts:
        whole = tuple(item.located for item in drafts.unfinished if item.located is not None)
        drafts = replace(drafts, claims=(*drafts.claims, *whole))
    with progress.stage("finding references, dates and quotes"):
        corpus, unresolved = resolve(drafts)
    with progress.stage("applying the rules"):
        refused = check(corpus, lexicon)
        unfit = markup_faults(corpus, keeping)
        findings, waived = waive(corpus, (*unreadable, *unresolved, *refused, *unfit), catalogue())
    return Checked(corpus, in_order(findings), in_order(waived))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole corpus; what of it could be known on a day and may be printed; what follows; the milestones so far; and
    a memo of what was asked of all this."""

    whole: Corpus
    known: Corpus
    facts: Facts
    views: tuple[MilestoneView, ...]
    answers: Answers = field(default_factory=dict, compare=False)


def snapshot(checked: Checked, as_of: date, history: History = NO_HISTORY) -> Snapshot:
    """A sound corpus and its history as of a day, with all that is derived from them."""
    known = known_on(checked.corpus, as_of)
    views = milestone_views(known, as_of)
    return Snapshot(checked.corpus, *printable(known, derive(known, as_of, history)), views)


def notice(shown: Snapshot, templates: Templates, language: str) -> str:
    """What all pages of a build say where the day lies before something in the corpus; nothing where none is later."""
    return as_of_notice(shown.whole, shown.known, shown.facts.as_of, words_for(templates, language))


def compose(
    shown: Snapshot,
    templates: Templates,
    language: str,
    publication: Publication,
    keeping: Keeping | None = None,
    step: Step = unheard,
) -> Iterator[Page]:
    """A snapshot to all pages of the site in one language, one by one; the step is told how many are made."""
    return render(shown.known, shown.facts, templates, language, publication, shown.views, keeping, step, shown.answers)


def compose_data(
    shown: Snapshot, templates: Templates, publication: Publication, keeping: Keeping | None = None
) -> Iterator[Page]:
    """A snapshot to the files for other programs, which hold all languages, one by one."""
    return data_files(shown.known, shown.facts, templates, FALLBACK, publication, keeping, shown.answers)


def compose_records(
    shown: Snapshot, templates: Templates, language: str, keeping: Keeping | None = None, step: Step = unheard
) -> tuple[SearchRecord, ...]:
    """A snapshot to what the search knows of the site's pages in one language."""
    return search_records(shown.known, shown.facts, words_for(templates, language), keeping, step, shown.answers)


def compile_pages(
    checked: Checked,
    templates: Templates,
    as_of: date,
    language: str | None = None,
    publication: Publication = NOWHERE,
    history: History = NO_HISTORY,
) -> tuple[Page, ...]:
    """A sound corpus, as of a day, to all files of the site in one language, the site's own if none is named, in the
    order of their paths.

    The files for other programs come with the leading language alone.
    """
    shown = snapshot(checked, as_of, history)
    told = language or shown.known.site.language
    leads = told == (publication.languages or (told,))[0]
    data = compose_data(shown, templates, publication) if leads else iter(())
    return tuple(sorted((*compose(shown, templates, told, publication), *data), key=lambda page: page.path))
