"""What the search knows of every page of an edition: its words, its facets, and what a result shows."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.keeping import Keeping
from generator.model.progress import Step, counted, unheard
from generator.model.publication import NOWHERE
from generator.model.search import SearchRecord
from generator.model.words import Words
from generator.render.asking import Answers, Results, World
from generator.render.language import language_name
from generator.render.names import Names
from generator.render.page import PageContext
from generator.render.plain_text import PlainTexts
from generator.render.search_names import NAMES_FOLLOW, known_names, names_in
from generator.render.search_pages import Findable, findable, findable_guide, findable_records
from generator.render.states import LOOKS, look_of, state_label

ABOUT_NAMES = frozenset({"entity", "term", "publisher"})
"""The kinds of page whose title is a name and nothing else."""
NAMED = frozenset({"entity", "voice", "publisher"})
"""The facets whose values are records with names."""


def search_languages(corpus: Corpus, language: str) -> tuple[str, ...]:
    """The languages whose words are found by their stems: the edition's own first, then those of the other editions
    and of captured documents."""
    site = corpus.site
    captured = {source.written.language.split("-")[0] for source in corpus.sources.values() if source.captured}
    others = {site.language, *site.also_in, *captured} - {language, "mul"}
    return (language, *sorted(others))


def _address(path: str) -> str:
    """The address of a page of Markdown below the edition's root, as MkDocs publishes it."""
    page, hash_sign, anchor = path.partition("#")
    stem = page.removesuffix(".md")
    folder = posixpath.dirname(stem) if posixpath.basename(stem) in {"index", "README"} else stem
    return f"{folder}/{hash_sign}{anchor}".removeprefix("/")


def _label(page: PageContext, facet: str, id: str) -> str:
    if facet == "kind":
        return page.words.text(f"search.kinds.{id}")
    if facet == "state":
        sign = next(look.sign for name, look in LOOKS.items() if name == id)
        return f"{sign} {page.words.text(f'states.{id}.label')}"
    if facet == "language":
        return language_name(id, page.language) if id != "mul" else page.words.text("names.mul")
    if facet == "tag":
        return page.label(id)
    return page.voice_name(id).name if facet in NAMED else id


def _labelled(page: PageContext, facet: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The values of a facet: each id with its label, in the order of ids."""
    return tuple(f"{id} {_label(page, facet, id)}" for id in sorted(set(ids)))


def _filters(page: PageContext, found: Findable) -> dict[str, tuple[str, ...]]:
    facets: dict[str, Iterable[str]] = {"kind": (found.kind,), **found.facets}
    if found.claim:
        state = page.facts.states[found.claim]
        facets |= {"state": (state.name,), "tone": (look_of(state).family,)}
    if found.quote[0]:
        facets["quoted"] = (found.quote[0],)
    labelled = {name: _labelled(page, name, ids) for name, ids in sorted(facets.items())}
    return {name: values for name, values in labelled.items() if values}


def _meta(page: PageContext, found: Findable, known: frozenset[str]) -> dict[str, str]:
    """What a result shows, and the words that weigh most: the names in a title, or the whole of it where the page is
    about what it names."""
    names = names_in(f"{found.title} {found.label}", known)
    state = page.facts.states[found.claim] if found.claim else None
    shown = {
        "state": f"{look_of(state).sign} {state_label(state, page.words)}" if state else "",
        "quote": found.quote[1],
        "detail": found.detail,
        "names": " ".join(names),
        "named": " ".join((found.title, *names)) if found.kind in ABOUT_NAMES else "",
    }
    return {name: text for name, text in shown.items() if text}


def _words(texts: Iterable[str], names: Iterable[str]) -> str:
    """Texts as one, each once, and after a mark the names and numbers in them."""
    text = " ".join(" ".join(part.split()) for part in dict.fromkeys(texts) if part.strip())
    return " ".join((text, NAMES_FOLLOW, *dict.fromkeys(names))).strip()


def _records_of(
    page: PageContext, found: Findable, languages: Sequence[str], known: frozenset[str]
) -> Iterator[SearchRecord]:
    """The records of a page: in the first of the languages with all its words, in each other with those it holds."""
    own, *others = languages
    address, texts = _address(found.address), tuple(found.texts)
    spoken = [text for _, text in texts if text != found.quote[1]]
    meta = _meta(page, found, known)
    shown = (meta.get("state", ""), meta.get("detail", ""))
    names = [name for text in (*(text for _, text in texts), *shown) for name in names_in(text, known)]
    yield SearchRecord(address, own, found.title, _words(spoken, names), _filters(page, found), meta)
    for language in others:
        foreign = [text for tag, text in texts if tag.split("-")[0] == language and text]
        if foreign:
            yield SearchRecord(address, language, "", _words(foreign, names), {}, {})


def search_records(
    corpus: Corpus,
    facts: Facts,
    words: Words,
    keeping: Keeping | None = None,
    step: Step = unheard,
    answers: Answers | None = None,
) -> tuple[SearchRecord, ...]:
    """A corpus with its facts to the records of the edition in the words' language.

    Every page has one record in the edition's language, with all its words, and one in each further language in which
    it holds any, with those words alone. Records are sorted by address and language; each page's own comes first. The
    step is told how many pages are done. What is kept, and `answers`, as for pages.
    """
    world = World(corpus, facts, {words.language: Names(corpus, words)}, {} if answers is None else answers)
    page, texts_of = world.page("", words, NOWHERE), PlainTexts(keeping)
    named = (*(("entity", id) for id in corpus.entities), *(("term", id) for id in corpus.terms))
    known = known_names(page.name(*record) for record in named)
    languages = search_languages(corpus, words.language)
    grounds = (repr(words), repr(sorted(known)), repr(languages))
    results = Results(world, keeping, f"found {words.language}", *grounds)

    def records_of(record: tuple[str, str]) -> Iterator[SearchRecord]:
        def make(world: World) -> list[Any]:
            asked = world.page("", words, NOWHERE)
            found = _records_of(asked, findable(asked, *record, texts_of), languages, known)
            return [(it.address, it.language, it.title, it.text, it.filters, it.meta) for it in found]

        for address, language, title, text, filters, meta in results.of(*record, make=make):
            told = {name: tuple(values) for name, values in filters.items()}
            yield SearchRecord(address, language, title, text, told, meta)

    everything = [found for record in counted(tuple(findable_records(corpus)), step) for found in records_of(record)]
    for guide in findable_guide(page, texts_of):
        everything += _records_of(page, guide, languages, known)
    texts_of.settle()
    results.settle()
    order = {language: number for number, language in enumerate(languages)}
    return tuple(sorted(everything, key=lambda record: (record.address, order[record.language])))
