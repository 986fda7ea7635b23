"""The pages that the search leads to, each with its texts, its facets and what a result shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.derive.state import known_evidence
from generator.model.corpus import Brief, Claim, Corpus, MarkdownPart, ReferencePart, Source
from generator.model.dates import UncertainDate
from generator.model.records import EntityRecord, PublisherRecord, TermRecord
from generator.render.addresses import page_of
from generator.render.brief_body import shown_body
from generator.render.page import PageContext
from generator.render.plain_text import PlainTexts, Section

LONGEST_DOCUMENT = 20_000
"""Characters of a captured document that its record holds: a result loads the whole record. Quotes lead to the rest."""
YEARS_SHOWN = 3
"""A claim about more years than this is filed under the year in which it was made."""
Texts = Iterable[tuple[str, str]]
"""Texts, each after its language."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A page that can be found: where it is, what it says, its facets as ids by name, its quote after its language.

    Where there is a language and no quote, it is that of title and text, which are not in the page's.
    `label` is the short name that stands beside its title; `claim` is its id where it is one.
    """

    kind: str
    address: str
    title: str
    texts: Texts
    facets: Mapping[str, Iterable[str]]
    detail: str = ""
    quote: tuple[str, str] = ("", "")
    label: str = ""
    claim: str = ""


def _shown(page: PageContext, *locals: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    """The texts as the page shows them."""
    for local in locals:
        shown = page.pick(local)
        if shown.text:
            yield shown.language or page.language, shown.text


def _all(page: PageContext, local: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    """A text in all its languages."""
    for language, text in (local or {}).items():
        yield language or page.corpus.site.language, text


def _years(*dates: UncertainDate | None) -> tuple[str, ...]:
    """The years that the first of the dates lies in that is closed and short enough to be filed."""
    for date in dates:
        if date and date.earliest and date.latest and date.latest.year - date.earliest.year < YEARS_SHOWN:
            return tuple(str(year) for year in range(date.earliest.year, date.latest.year + 1))
    return ()


def _source_words(page: PageContext, source: Source) -> str:
    """Who published a source and when."""
    parts = (page.voice_name(source.written.publisher).name, page.date(source.published))
    return " · ".join(part for part in parts if part)


def _claim_texts(page: PageContext, claim: Claim) -> Iterator[tuple[str, str]]:
    written, corpus = claim.written, page.corpus
    yield page.language, written.ref or ""
    for item in claim.appearances:
        source = corpus.sources[item.written.source]
        yield source.written.language, item.quoted
        yield from _shown(page, item.written.translation, item.written.paraphrase, item.written.note)
        if source.document is not None and item.passage is not None:
            sentence = source.document.around(item.passage)
            for pinned in source.garbles:
                if any(one.start < sentence.end and sentence.start < one.end for one in pinned.passages):
                    yield from _shown(page, pinned.written.read_as)
    yield from _all(page, written.statement)
    yield from _all(page, written.when_text)
    yield from _shown(page, written.condition, written.note)
    for known in known_evidence(corpus, claim, page.facts.as_of):
        yield from _shown(page, known.written.paraphrase)
    yield from _shown(page, *(relation.why for relation in written.relations))
    if written.resolution:
        yield from _shown(page, written.resolution.criteria)
    for id in (*written.about, *(voice.who for voice in written.voices)):
        yield page.language, page.voice_name(id).name


def _claim(page: PageContext, claim: Claim) -> Findable:
    corpus, written = page.corpus, claim.written
    sources = [corpus.sources[item.written.source] for item in claim.appearances]
    quoted = next(((s, item.passage) for s, item in zip(sources, claim.appearances, strict=True) if item.passage), None)
    return Findable(
        kind="claim",
        address=page_of("claim", claim.id),
        title=page.name("claim", claim.id),
        texts=_claim_texts(page, claim),
        facets={
            "entity": written.about,
            "voice": (voice.who for voice in written.voices if voice.role != "ascribed"),
            "tag": written.tags,
            "publisher": (source.written.publisher for source in sources),
            "language": (source.written.language for source in sources),
            "year": _years(claim.when, claim.asserted),
        },
        detail=_source_words(page, quoted[0] if quoted else sources[0]),
        quote=(quoted[0].written.language, quoted[1].text) if quoted else ("", ""),
        label=written.ref or "",
        claim=claim.id,
    )


def _source_texts(page: PageContext, source: Source) -> Iterator[tuple[str, str]]:
    written = source.written
    yield page.language, written.ref or ""
    yield from _all(page, written.title)
    yield from _shown(page, written.summary, written.note)
    yield page.language, " ".join(written.authors)
    for fault in written.faults:
        yield from _shown(page, fault.says, fault.why)
    if source.document is not None:
        yield written.language, source.document.text[:LONGEST_DOCUMENT]


def _brief_texts(page: PageContext, brief: Brief, texts_of: PlainTexts) -> Iterator[tuple[str, str]]:
    yield from _shown(page, brief.written.question, brief.written.bottom_line)
    shown, body = shown_body(page, brief), ""
    for part in shown.parts:
        if isinstance(part, ReferencePart):
            body += part.label or page.name(part.kind, part.id)
        else:
            body += part.text if isinstance(part, MarkdownPart) else "\n\n"
    yield shown.language, texts_of.line(body)


def _brief(page: PageContext, brief: Brief, texts_of: PlainTexts) -> Findable:
    dated = {"entity": brief.written.timeline, "year": _years(brief.date)}
    texts, title = tuple(_brief_texts(page, brief, texts_of)), page.pick(brief.written.title)
    day = page.date(brief.date)
    return Findable("brief", page_of("brief", brief.id), title.text, texts, dated, day, (title.language, ""))


def _source(page: PageContext, source: Source) -> Findable:
    facets = {
        "publisher": (source.written.publisher,),
        "language": (source.written.language,),
        "year": _years(source.published),
    }
    texts, detail, id = tuple(_source_texts(page, source)), _source_words(page, source), source.id
    return Findable("source", page_of("source", id), page.name("source", id), texts, facets, detail)


def _entity(page: PageContext, entity: EntityRecord) -> Findable:
    aliases, id = ((alias.language or page.language, alias.name) for alias in entity.aliases), entity.id
    texts = (*_all(page, entity.name), *aliases, *_shown(page, entity.description))
    return Findable("entity", page_of("entity", id), page.name("entity", id), texts, {"entity": (id,)})


def _term(page: PageContext, term: TermRecord) -> Findable:
    forms = ((language, form) for language, variants in (term.variants or {}).items() for form in variants)
    texts = (*_all(page, term.term), *_shown(page, term.definition, term.note), *forms)
    return Findable("term", page_of("term", term.id), page.name("term", term.id), texts, {})


def _publisher(page: PageContext, publisher: PublisherRecord) -> Findable:
    texts, id = (*_shown(page, publisher.reason, publisher.note), (page.language, publisher.owner or "")), publisher.id
    return Findable("publisher", page_of("publisher", id), page.name("publisher", id), texts, {"publisher": (id,)})


def findable_records(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every record with a page that is worth finding, by its kind and id."""
    kinds = {
        "brief": corpus.briefs, "claim": corpus.claims, "source": corpus.sources, "entity": corpus.entities,
        "term": corpus.terms, "publisher": corpus.publishers,
    }  # fmt: skip
    for kind, records in kinds.items():
        yield from ((kind, id) for id in records)


def findable(page: PageContext, kind: str, id: str, texts_of: PlainTexts) -> Findable:
    """The page of a record as it can be found, from what it asks the page; `texts_of` reads Markdown."""
    corpus = page.corpus
    if kind == "brief":
        return _brief(page, corpus.briefs[id], texts_of)
    if kind == "claim":
        return _claim(page, corpus.claims[id])
    if kind == "source":
        return _source(page, corpus.sources[id])
    if kind == "entity":
        return _entity(page, corpus.entities[id].record)
    if kind == "term":
        return _term(page, corpus.terms[id].record)
    return _publisher(page, corpus.publishers[id].record)


def findable_guide(page: PageContext, texts_of: PlainTexts) -> Iterator[Findable]:
    """The sections of the guide as they can be found."""
    for guide in page.corpus.guide:
        if guide.path.endswith(".md"):
            yield from _guide(page, guide.path, texts_of.sections(guide.content.decode("utf-8", "replace")))


def _guide(page: PageContext, path: str, parts: Sequence[Section]) -> Iterator[Findable]:
    """The sections of a page of the guide, which is in the site's language; the first one stands for the page."""
    language = page.corpus.site.language
    foreign = language if language != page.language else ""
    for number, part in enumerate(parts):
        address = f"{path}#{part.anchor}" if number and part.anchor else path
        detail = parts[0].heading if number else ""
        yield Findable("guide", address, part.heading or path, ((language, part.text),), {}, detail, (foreign, ""))
