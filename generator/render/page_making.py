"""Pages composed one by one; what is kept of the last build, and follows from the same, is not composed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import from_json, to_json

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping, key_of
from generator.model.publication import Publication
from generator.model.templates import Page, Templates
from generator.model.words import Words
from generator.render.asking import Question, Watched
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
    ) -> None:
        self._corpus, self._facts, self._words, self._publication = corpus, facts, words, publication
        self._templates = templates.pages
        self._names = Names(corpus, words)
        self._environment = template_environment(templates.pages, self.context("").say)
        self._keeping = keeping
        self._shelf = f"composed {words.language}"
        self._watched = Watched(corpus, facts, self._names)
        self._grounds = self._told(keeping) if keeping else ""

    def _told(self, keeping: Keeping) -> str:
        """Everything that all pages follow from, besides the corpus, its facts and their own templates."""
        at = self._publication
        shared = [(name, text) for name, text in self._templates.items() if name.startswith(SHARED)]
        place = (at.base, at.languages, at.draw is not None, at.repository)
        told = (repr(self._words), repr(place), repr(sorted(shared)))
        return key_of(keeping.program, self._corpus.site.language, *told).hex()

    def context(self, path: str) -> PageContext:
        """What views ask while the page at a path is made."""
        return PageContext(path, self._corpus, self._facts, self._words, self._publication, self._names)

    def composed(self, path: str, template: str, view: View) -> Page:
        """A page as its template shows what its view computes; TemplateFault where that cannot be."""
        return self._composed(self.context(path), self.context(path), template, view)

    def _composed(self, page: PageContext, head: PageContext, template: str, view: View) -> Page:
        values = view(page)
        with faults_named("pages"):
            content = self._environment.get_template(f"{template}.md.j2").render(values).encode("utf-8")
        return Page(page.path, content, page_head(head))

    def page(self, path: str, template: str, view: View) -> Page:
        """The same page, kept from an earlier build where all that its view asked for has the same answer.

        The view must ask the page it is given, and nothing else.
        """
        keeping = self._keeping
        if keeping is None:
            return self.composed(path, template, view)
        key = key_of(self._grounds, path, template, self._templates.get(f"{template}.md.j2", ""))
        kept = keeping.store.get(self._shelf, key)
        if kept is not None:
            asked, seal, content, head = from_json(kept)
            if self._watched.seal(map(_question, asked)) == seal:
                return Page(path, content.encode("utf-8"), head)
        watched = self._watched
        watched.begin()
        told = (path, watched.corpus, watched.facts, self._words, self._publication, watched.names)
        page = self._composed(PageContext(*told), PageContext(*told), template, view)
        asked = watched.asked()
        result = [asked, watched.seal(asked), page.content.decode("utf-8"), page.head]
        keeping.store.put(self._shelf, key, to_json(result))
        return page

    def settle(self) -> None:
        """After all pages: lets go of what was kept and not asked for."""
        if self._keeping is not None:
            self._keeping.store.settle(self._shelf)


def _question(told: list[Any]) -> Question:
    name, key = told
    return name, tuple(key) if isinstance(key, list) else key
