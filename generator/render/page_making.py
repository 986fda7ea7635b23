"""Pages composed one by one; what is kept of the last build, and follows from the same, is not composed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.templates import Page, Templates
from generator.model.words import Words
from generator.render.asking import Answers, Results, World
from generator.render.environment import faults_named, template_environment
from generator.render.head import page_head
from generator.render.names import Names
from generator.render.page import PageContext

View = Callable[[PageContext], Mapping[str, Any]]
"""What computes the values that a template places."""
SHARED = "_"
"""How the names of templates begin that others take parts from."""


class PageMaker:
    """Makes the pages of one language from a corpus and its facts; without `keeping` each is composed."""

    def __init__(
        self,
        corpus: Corpus,
        facts: Facts,
        templates: Templates,
        words: Words,
        publication: Publication,
        keeping: Keeping | None,
        answers: Answers | None = None,
    ) -> None:
        self._words, self._publication = words, publication
        self._world = World(corpus, facts, {words.language: Names(corpus, words)}, {} if answers is None else answers)
        self._templates = templates.pages
        self._environment = template_environment(templates.pages, self.context("").say)
        place = (publication.base, publication.languages, publication.draw is not None, publication.repository)
        shared = sorted(item for item in templates.pages.items() if item[0].startswith(SHARED))
        grounds = (repr(words), repr(place), repr(shared))
        self._results = Results(self._world, keeping, f"composed {words.language}", *grounds)

    def context(self, path: str) -> PageContext:
        """What views ask while the page at a path is made."""
        return self._world.page(path, self._words, self._publication)

    def composed(self, path: str, template: str, view: View) -> Page:
        """A page as its template shows what its view computes; TemplateFault where that cannot be."""
        return Page(path, *self._composed(self._world, path, template, view))

    def _composed(self, world: World, path: str, template: str, view: View) -> tuple[bytes, str]:
        values = view(world.page(path, self._words, self._publication))
        with faults_named("pages"):
            content = self._environment.get_template(f"{template}.md.j2").render(values)
        return content.encode("utf-8"), page_head(world.page(path, self._words, self._publication))

    def page(self, path: str, template: str, view: View) -> Page:
        """The same page, kept from an earlier build where all that its view asked for has the same answer.

        The view must ask the page it is given, and nothing else.
        """

        def make(world: World) -> tuple[str, str]:
            content, head = self._composed(world, path, template, view)
            return content.decode("utf-8"), head

        content, head = self._results.of(path, template, self._templates.get(f"{template}.md.j2", ""), make=make)
        return Page(path, content.encode("utf-8"), head)

    def settle(self) -> None:
        """After all pages: lets go of what was kept and not asked for."""
        self._results.settle()
