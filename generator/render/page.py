"""One page in the making: links relative to it, texts with their terms linked, the terms it has used."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.facts import Facts
from generator.model.corpus import Corpus
from generator.model.documents import Passage
from generator.render.addresses import page_of, relative, web_address
from generator.render.dates import date_words
from generator.render.escape import Md, html, md
from generator.render.language import language_name, pick
from generator.render.sentence import claim_sentence, voice_name
from generator.render.states import LOOKS, state_label


class PageContext:
    """What templates and page builders ask while one page is written."""

    def __init__(self, path: str, corpus: Corpus, facts: Facts) -> None:
        self.path = path
        self.corpus = corpus
        self.facts = facts
        self.language = corpus.site.language
        self.terms_used: list[str] = []
        self._linked_here: set[str] = set()

    def section(self) -> str:
        """Begins a section: every term is linked again at its first occurrence."""
        self._linked_here = set()
        return ""

    def to(self, page: str) -> Md:
        """The relative address of another page of the site."""
        return Md(relative(self.path, page))

    def name(self, kind: str, id: str) -> str:
        """The name of a record in the site's language."""
        corpus = self.corpus
        if kind == "claim":
            return claim_sentence(corpus, corpus.claims[id].written)
        if kind == "source":
            return self.source_name(id)
        if kind == "term":
            return pick(corpus.terms[id].record.term, self.language).text
        if kind == "brief":
            return pick(corpus.briefs[id].written.title, self.language).text
        return voice_name(corpus, id)

    def source_name(self, id: str) -> str:
        """A source's title, or a descriptive one: publisher, kind, date, language where foreign, and label."""
        source = self.corpus.sources[id]
        written = source.written
        label = f" ({written.ref})" if written.ref else ""
        if written.title:
            return pick(written.title, self.language).text + label
        kind = written.kind.replace("-", " ")
        published = f" of {date_words(source.published, self.language)}" if source.published else ", undated"
        foreign = written.language.split("-")[0] != self.language
        tongue = f", in {language_name(written.language, self.language)}" if foreign else ""
        return f"{voice_name(self.corpus, written.publisher)}, {kind}{published}{tongue}{label}"

    def link(self, kind: str, id: str, words: str | None = None) -> Md:
        """A link to a record, by its name or by other words; a voice leads to its entity or publisher."""
        if kind == "voice":
            kind = "entity" if id in self.corpus.entities else "publisher"
        if page_of(kind, id) == self.path:
            return md(words or self.name(kind, id))
        return Md(f"[{md(words or self.name(kind, id))}]({self.to(page_of(kind, id))})")

    def external(self, address: str, words: str | None = None) -> Md:
        """A link out of the site, or the plain address where it is none that a browser should follow."""
        encoded = web_address(address)
        shown = words or address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        if not encoded:
            return md(shown)
        return Md(f'<a href="{html(encoded)}" rel="noopener nofollow external">{html(shown)}</a>')

    def chip(self, claim: str) -> Md:
        """The state of a claim as a chip: sign and words, in its family's colour."""
        state = self.facts.states[claim]
        look = LOOKS[state.name]
        return Md(
            f'<span class="cb-chip cb-{look.family}" data-state="{state.name}">'
            f'<span aria-hidden="true">{html(look.sign)}</span> {html(state_label(state))}</span>'
        )

    def prose(self, local: Mapping[str, str] | None, translate: bool = False) -> Md:
        """An authored text with its terms linked, its language marked where it is not the page's."""
        shown = pick(local, self.language)
        linked = self.with_terms(shown.text, shown.language or self.language)
        if shown.language and not translate:
            return Md(f'<span lang="{html(shown.language)}">{linked}</span>')
        return linked

    def plain(self, local: Mapping[str, str] | None) -> Md:
        """An authored text without links, its language marked where it is not the page's."""
        shown = pick(local, self.language)
        if shown.language:
            return Md(f'<span lang="{html(shown.language)}">{md(shown.text)}</span>')
        return md(shown.text)

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
            pieces.append(_spaced(text[position : passage.start]))
            pieces.append(self.term_link(term, passage.text))
            position = passage.end
        pieces.append(_spaced(text[position:]))
        return Md("".join(pieces))


def _spaced(text: str) -> str:
    """A piece of a text escaped, with the spaces at its ends kept."""
    if not text.strip():
        return " " if text else ""
    return (" " if text[0].isspace() else "") + md(text) + (" " if text[-1].isspace() else "")
