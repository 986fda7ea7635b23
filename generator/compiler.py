"""The passes in order: from a project folder to pages, each pass a plain function from data to data plus findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import check
from generator.checks.waivers import waive
from generator.derive.facts import derive
from generator.diagnostics import Diagnostic, in_order
from generator.diagnostics.catalogue import catalogue
from generator.model.corpus import Corpus
from generator.model.lexicon import Lexicon
from generator.model.publication import NOWHERE, Publication
from generator.model.templates import Page, Templates
from generator.read.project import read_project
from generator.render.site import markup_faults, render
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


def compile_pages(
    checked: Checked,
    templates: Templates,
    as_of: date,
    language: str | None = None,
    publication: Publication = NOWHERE,
) -> tuple[Page, ...]:
    """A sound corpus, as of a day, to all files of the site in one language, the site's own if none is named."""
    facts = derive(checked.corpus, as_of)
    return render(checked.corpus, facts, templates, language or checked.corpus.site.language, publication)
