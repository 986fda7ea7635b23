"""One page in the making: links relative to it, texts with their terms linked, the terms it has used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date as Day
from functools import lru_cache

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate
from generator.model.documents import Passage
from generator.model.fields import ID_PATTERN, by_language
from generator.model.publication import NOWHERE, Publication
from generator.model.words import Words
from generator.render.addresses import page_of, relative, web_address
from generator.render.dates import date_words, day_words
from generator.render.escape import Md, html, md
from generator.render.language import Shown, listed
from generator.render.names import Names
from generator.render.outward import OUTWARD
from generator.render.sentence import Sentence, VoiceName
from generator.render.states import look_of, state_label
from generator.resolve.dates import date_or_none

PLACE = re.compile(r"\{([a-z_]+)\}")
"""A place for a value in the words of the interface."""
LONG_TEXT = 40
"""Words from which on a text in another language than the page's has a note that says so."""
FIRST_TOKEN = 0xE000
"""Stand for values while the words around them are escaped: characters of private use, which mean nothing."""


class PageContext:
    """What templates and page builders ask while one page is written."""

    def __init__(
        self,
        path: str,
        corpus: Corpus,
        facts: Facts,
        words: Words,
        publication: Publication = NOWHERE,
        names: Names | None = None,
    ) -> None:
        self.path = path
        self.publication = publication
        self.corpus = corpus
        self.facts = facts
        self.words = words
        self.names = names or Names(corpus, words)
        self.language = words.language
        self.terms_used: list[str] = []
        self._linked_here: set[str] = set()

    def address(self, path: str) -> str:
        """The absolute address of a page or file in this page's language; empty where the site's is not known."""
        return self.publication.address(path, self.language)

    def section(self) -> str:
        """Begins a section: every term is linked again at its first occurrence."""
        self._linked_here = set()
        return ""

    def say(self, key: str, count: int | None = None, **values: object) -> Md:
        """Words of the interface as Markdown; values that are Markdown already stay so, others are escaped."""
        pattern, names = _pattern(self.words.text(key, count))
        filled = {"count": count, **values}
        for index, name in enumerate(names):
            pattern = Md(pattern.replace(chr(FIRST_TOKEN + index), md_value(filled[name])))
        return pattern

    def pick(self, local: Mapping[str, str] | None) -> Shown:
        """The text in the page's language, or in another one that is then named; words for one that is withheld."""
        return self.names.pick(local)

    def date(self, value: UncertainDate | None) -> str:
        """A date in the page's language."""
        return date_words(value, self.words)

    def day(self, value: Day) -> str:
        """One day in the page's language."""
        return day_words(value, self.words)

    def language_name(self, tag: str) -> str:
        """What a language is called in the page's."""
        return self.names.language(tag)

    def voice_name(self, who: str) -> VoiceName:
        """The name of a voice in the page's language; groups take a plural verb."""
        return self.names.voices[who]

    def sentence(self, claim: str) -> Sentence:
        """A claim as one sentence with its voices and its hedge."""
        return self.names.sentences[claim]

    def source_name(self, id: str) -> str:
        """A source's title, or a descriptive one."""
        return self.names.sources[id]

    def label(self, id: str) -> str:
        """The site's words for what records only name: a property, its value, a tag; a date in words, else the text."""
        labels = self.corpus.site.labels or {}
        if id in labels:
            return self.pick(labels[id]).text
        named = re.fullmatch(ID_PATTERN, id) is not None
        return date_words(date_or_none(id), self.words) or (id.replace("-", " ") if named else id)

    def to(self, page: str) -> Md:
        """The relative address of another page of the site."""
        return Md(relative(self.path, page))

    def name(self, kind: str, id: str) -> str:
        """The name of a record as plain text, in the page's language where it has one there."""
        corpus = self.corpus
        if kind == "claim":
            return self.sentence(id).text
        if kind == "source":
            return self.source_name(id)
        if kind == "term":
            return self.pick(corpus.terms[id].record.term).text
        if kind == "brief":
            return self.pick(corpus.briefs[id].written.title).text
        return self.voice_name(id).name

    def named(self, kind: str, id: str) -> Md:
        """The name of a record as Markdown, with its language marked where that is not the page's."""
        if kind == "claim":
            sentence = self.sentence(id)
            return Md(spaced(sentence.before) + self.marked(sentence.statement) + spaced(sentence.after))
        if kind == "term":
            return self.marked(self.pick(self.corpus.terms[id].record.term))
        if kind == "brief":
            return self.marked(self.pick(self.corpus.briefs[id].written.title))
        return md(self.name(kind, id))

    def translation(self, language: str, local: Mapping[str, str] | None) -> Md:
        """The translation of words in a language; nothing where that is the page's own."""
        return Md("") if language.split("-")[0] == self.language else self.plain(local)

    def only_in(self, languages: Sequence[str]) -> Md:
        """The note that a text is available in these languages only, of which the page's is none."""
        names = tuple(self.language_name(tag) for tag in languages)
        return self.say("parts.only_in", languages=listed(names, self.language))

    def marked(self, shown: Shown) -> Md:
        """A text as Markdown, its language marked where it is not the page's."""
        return Md(f'<span lang="{html(shown.language)}">{md(shown.text)}</span>') if shown.language else md(shown.text)

    def link(self, kind: str, id: str, words: str | None = None) -> Md:
        """A link to a record, by its name or by other words; a voice leads to its entity or publisher."""
        if kind == "voice":
            kind = "entity" if id in self.corpus.entities else "publisher"
        shown = md(words) if words else self.named(kind, id)
        return shown if page_of(kind, id) == self.path else Md(f"[{shown}]({self.to(page_of(kind, id))})")

    def external(self, address: str, words: str | None = None) -> Md:
        """A link out of the site, or the plain address where it is none that a browser should follow."""
        encoded = web_address(address)
        shown = words or address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        if not encoded:
            return md(shown)
        return Md(f'<a href="{html(encoded)}" rel="{OUTWARD}">{html(shown)}</a>')

    def chip(self, claim: str) -> Md:
        """The state of a claim as a chip: sign and words, in its family's colour."""
        state = self.facts.states[claim]
        look = look_of(state)
        return Md(
            f'<span class="cb-chip cb-{look.family}" data-state="{state.name}">'
            f'<span aria-hidden="true">{html(look.sign)}</span> {html(state_label(state, self.words))}</span>'
        )

    def prose(self, local: Mapping[str, str] | None, translate: bool = False) -> Md:
        """An authored text with its terms linked, its language marked where it is not the page's.

        After a long text in another language a note says that there is none in the page's.
        """
        shown = self.pick(local)
        linked = self.with_terms(shown.text, shown.language or self.language)
        if not shown.language or translate:
            return linked
        marked = f'<span lang="{html(shown.language)}">{linked}</span>'
        if len(shown.text.split()) < LONG_TEXT:
            return Md(marked)
        others = by_language(local or {}, self.corpus.site.language).keys() - {shown.language}
        return Md(f'{marked} <span class="cb-meta">{self.only_in((shown.language, *sorted(others)))}</span>')

    def plain(self, local: Mapping[str, str] | None) -> Md:
        """An authored text without links, its language marked where it is not the page's."""
        return self.marked(self.pick(local))

    def term_link(self, term: str, words: str) -> Md:
        """A link to a term's definition at the foot of this page; the first one also makes it appear there."""
        if term not in self.terms_used:
            self.terms_used.append(term)
        return Md(f"[{md(words)}](#def-{term})")

    def fresh_mentions(self, text: str, language: str) -> tuple[tuple[Passage, str], ...]:
        """The terms in a text that this section has not linked yet, with their places."""
        found = []
        for mention in self.facts.terms.mentions(text, language):
            if mention.term not in self._linked_here:
                self._linked_here.add(mention.term)
                found.append((Passage(mention.start, mention.end, text[mention.start : mention.end]), mention.term))
        return tuple(found)

    def with_terms(self, text: str, language: str) -> Md:
        """A plain text with the first occurrence of each term in this section linked."""
        text = " ".join(text.split())
        pieces, position = [], 0
        for passage, term in self.fresh_mentions(text, language):
            pieces.append(spaced(text[position : passage.start]))
            pieces.append(self.term_link(term, passage.text))
            position = passage.end
        pieces.append(spaced(text[position:]))
        return Md("".join(pieces))


@lru_cache(maxsize=2_000)
def _pattern(text: str) -> tuple[Md, tuple[str, ...]]:
    """Words of the interface as Markdown with a token for each place, and the names of the places in order."""
    names: list[str] = []

    def place(match: re.Match[str]) -> str:
        names.append(match[1])
        return chr(FIRST_TOKEN + len(names) - 1)

    return spaced(PLACE.sub(place, text)), tuple(names)


def md_value(value: object) -> Md:
    """A value for the words of the interface: Markdown as it is, anything else escaped."""
    return value if isinstance(value, Md) else spaced(str(value))


def spaced(text: str) -> Md:
    """A piece of a text escaped, with the spaces at its ends kept."""
    if not text.strip():
        return Md(" " if text else "")
    return Md((" " if text[0].isspace() else "") + md(text) + (" " if text[-1].isspace() else ""))
