"""The passes in order: from a project folder to pages, each pass a plain function from data to data plus findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.checks.waivers import waive
from generator.derive.facts import derive
from generator.derive.known import known_on
from generator.derive.milestones import milestone_views
from generator.diagnostics import Diagnostic, in_order
from generator.diagnostics.catalogue import catalogue
from generator.model.corpus import Corpus
from generator.model.history import NO_HISTORY, History
from generator.model.lexicon import Lexicon
from generator.model.templates import Page, Templates
from generator.read.project import read_project
from generator.render.notice import as_of_notice
from generator.render.site import FALLBACK, markup_faults, render
from generator.resolve.corpus import resolve


@dataclass(frozen=True, slots=True)
class Checked:
    """A corpus with what was found wrong, and what was found and waived."""

    corpus: Corpus
    findings: tuple[Diagnostic, ...]
    waived: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing forbids a build: warnings do not, errors do."""
        return not any(finding.rule.severity == "error" for finding in self.findings)


def check_project(root: Path, lexicon: Lexicon) -> Checked:
    """A project folder to its corpus and all findings about it; only the first pass touches the disk."""
    drafts, unreadable = read_project(root)
    corpus, unresolved = resolve(drafts)
    refused = check(corpus, lexicon)
    unfit = markup_faults(corpus)
    findings, waived = waive(corpus, (*unreadable, *unresolved, *refused, *unfit), catalogue())
    return Checked(corpus, in_order(findings), in_order(waived))


def notice(checked: Checked, templates: Templates, as_of: date, language: str) -> str:
    """What all pages of a build say where the day lies before something in the corpus; nothing where none is later."""
    words = templates.words.get(language, templates.words[FALLBACK])
    return as_of_notice(checked.corpus, known_on(checked.corpus, as_of), as_of, words)


def compile_pages(
    checked: Checked,
    templates: Templates,
    as_of: date,
    language: str | None = None,
    history: History = NO_HISTORY,
    site_url: str = "",
) -> tuple[Page, ...]:
    """A sound corpus and its history, as of a day, to all files of the site in one language, the site's own if none is
    named; `site_url` is the address at which they will be published."""
    known = known_on(checked.corpus, as_of)
    facts = derive(known, as_of, history)
    views = milestone_views(known, as_of)
    return render(known, facts, templates, language or known.site.language, views, site_url)
