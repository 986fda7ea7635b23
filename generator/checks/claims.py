"""Rules on the words of claims: quotes, hedges, and what a claim must say of its dates."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.cue_search import cue_in
from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import D004, H001, H002, H003, H004, Q004, Q005, Q006, R005
from generator.model.choices import DATED
from generator.model.corpus import Claim, Corpus, Source
from generator.model.lexicon import HEDGING, Lexicon
from generator.resolve.quotes import quotes_in

LONGEST_QUOTE = 11
"""Words that may be quoted from a page that is not captured: fewer than twelve."""
FIRM = frozenset({"stated", "confirmed", "presupposed"})


def _cited(source: Source) -> bool:
    """Whether a source is certainly not captured: a hash without its document (S004) leaves that open."""
    return not source.captured and source.written.sha256 is None


def long_quotes(corpus: Corpus) -> Iterator[Diagnostic]:
    """Q004: a quote of twelve words or more from a source that is not captured."""
    claims = [(claim.written, claim.places) for claim in corpus.claims.values()]
    drafts = [(item.written.record, item.written.places) for item in corpus.unfinished if item.written is not None]
    for record, places in (*claims, *drafts):
        words: dict[str, int] = {}
        for quote in quotes_in(record, places):
            source = corpus.sources.get(quote.source)
            words[quote.source] = words.get(quote.source, 0) if quote.continues else 0
            words[quote.source] += len(quote.anchor.quote.split())
            if source and _cited(source) and words[quote.source] > LONGEST_QUOTE:
                message = f"{words[quote.source]} words quoted from {quote.source!r}, which is not captured"
                yield Diagnostic(Q004, quote.span, message, target=record.id)
                words[quote.source] = 0


def wordless_appearances(corpus: Corpus) -> Iterator[Diagnostic]:
    """Q005: an appearance without a quote (captured source) or without a paraphrase (cited source)."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.written.appearances):
            source = corpus.sources.get(item.source)
            if source is None or not (source.captured or _cited(source)):
                continue
            needed = "quote" if source.captured else "paraphrase"
            if getattr(item, needed) is None:
                span = claim.places.at("appearances", number)
                kind = "captured" if source.captured else "cited"
                message = f"{item.source!r} is {kind}, so this appearance needs a `{needed}`"
                yield Diagnostic(Q005, span, message, target=claim.id)


def untranslated_quotes(corpus: Corpus) -> Iterator[Diagnostic]:
    """Q006: a quote in another language than the site's, without a translation into the site's."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.written.appearances):
            source = corpus.sources.get(item.source)
            if source is None or item.quote is None or source.written.language == corpus.site.language:
                continue
            if not item.translation or not {"", corpus.site.language} & set(item.translation):
                span = claim.places.at("appearances", number, "quote")
                message = f"this quote is in {source.written.language!r} and has no translation"
                yield Diagnostic(Q006, span, message, target=claim.id)


def undated_claims(corpus: Corpus) -> Iterator[Diagnostic]:
    """D004: an event, a plan or a prediction with neither `when` nor a reason in `undated`."""
    for claim in corpus.claims.values():
        written = claim.written
        if written.kind in DATED and written.when is None and written.undated is None:
            message = f"this {written.kind} has no date"
            hint = "add `when`, or say in `undated` why it has none"
            yield Diagnostic(D004, claim.places.key("kind"), message, hint, target=claim.id)


def _quotes(claim: Claim, corpus: Corpus) -> Iterator[tuple[int, str, str]]:
    """The quotes of a claim that stand in their documents: number, words, language."""
    for number, item in enumerate(claim.appearances):
        whole = len(item.continued) == len(item.written.continued)
        if item.passage is not None and whole:
            yield number, item.quoted, corpus.sources[item.written.source].written.language


def unhedged_claims(corpus: Corpus, lexicon: Lexicon) -> Iterator[Diagnostic]:
    """H001: a firm hedge level, or the page's own voice, over a quote that hedges or credits somebody else."""
    for claim in corpus.claims.values():
        level = claim.written.hedge.level
        only_author = all(voice.role == "author" for voice in claim.written.voices)
        for number, words, language in _quotes(claim, corpus):
            names = lexicon.names_of(language)
            cue = cue_in(words, (cue for kind in HEDGING for cue in lexicon.of(language, kind)), names)
            credit = cue_in(words, lexicon.of(language, "attributed"), names)
            span = claim.places.at("appearances", number, "quote")
            if cue and level in FIRM:
                message = f"the quote hedges with {cue!r}, but the claim is {level!r}"
                yield Diagnostic(H001, span, message, target=claim.id)
            elif credit and only_author:
                message = f"the quote credits somebody ({credit!r}), but the claim speaks in the page's own voice"
                yield Diagnostic(H001, span, message, "name who is credited under `voices`", target=claim.id)


def misquoted_cues(corpus: Corpus) -> Iterator[Diagnostic]:
    """H002: a cue that no quote of the claim contains."""
    for claim in corpus.claims.values():
        cue = claim.written.hedge.cue
        quotes = [words for _, words, _ in _quotes(claim, corpus)]
        if cue and quotes and not any(cue in words for words in quotes):
            span = claim.places.at("hedge", "cue")
            yield Diagnostic(H002, span, f"{cue!r} does not stand in the quote", target=claim.id)


def cueless_hedges(corpus: Corpus) -> Iterator[Diagnostic]:
    """H003: `expected`, `likely`, `possible` or `regarded` over a captured quote, without the word that says so."""
    for claim in corpus.claims.values():
        hedge = claim.written.hedge
        if hedge.level in HEDGING and hedge.cue is None and any(_quotes(claim, corpus)):
            message = f"the level is {hedge.level!r}, but no cue shows it"
            yield Diagnostic(H003, claim.places.at("hedge", "level"), message, target=claim.id)


def ascribed_by_nobody(corpus: Corpus) -> Iterator[Diagnostic]:
    """H004: a voice to whom words are ascribed, and nobody among the voices who ascribes them."""
    for claim in corpus.claims.values():
        voices = claim.written.voices
        ascribed = [number for number, voice in enumerate(voices) if voice.role == "ascribed"]
        if ascribed and not any(voice.role in {"reported", "author"} for voice in voices):
            span = claim.places.at("voices", ascribed[0], "role")
            publishers = {
                corpus.sources[item.source].written.publisher
                for item in claim.written.appearances
                if item.source in corpus.sources
            }
            who = next(iter(sorted(publishers)), "the-publisher")
            who_is_said = voices[ascribed[0]].who
            message = f"{who_is_said!r} is only said to have said it, and the voices do not name who says so"
            hint = f"add `- {{who: {who}, role: reported}}` under `voices`"
            yield Diagnostic(H004, span, message, hint, target=claim.id)


def parts_without_a_quote(corpus: Corpus) -> Iterator[Diagnostic]:
    """Q005: `continued`, `prefix`, `suffix` or `occurrence` of an appearance or a piece of evidence without a quote."""
    for claim in corpus.claims.values():
        for field in ("appearances", "evidence"):
            for number, item in enumerate(getattr(claim.written, field)):
                given = [name for name in ("continued", "prefix", "suffix", "occurrence") if getattr(item, name, None)]
                told = field == "appearances" and _lacks_quote(claim, corpus, number)
                if given and item.quote is None and not told:
                    span = claim.places.key(field, number, given[0])
                    message = f"`{given[0]}` says more of a quote, but there is no `quote` here"
                    yield Diagnostic(Q005, span, message, "add `quote`, or take it away", target=claim.id)


def _lacks_quote(claim: Claim, corpus: Corpus, number: int) -> bool:
    """Whether an appearance is of a captured source, so that its missing quote is already reported."""
    source = corpus.sources.get(claim.written.appearances[number].source)
    return source is not None and source.captured


def aimless_relations(corpus: Corpus) -> Iterator[Diagnostic]:
    """R005: a relation that names neither a claim nor a source, or both, or a source without `distorts`."""
    for claim in corpus.claims.values():
        for number, item in enumerate(claim.written.relations):
            span = claim.places.at("relations", number)
            if item.claim is None and item.source is None:
                message, hint = "this relation leads nowhere", "add `claim: the-other-claim`"
            elif item.claim is not None and item.source is not None:
                message, hint = "this relation names a claim and a source", "keep `claim`, and take `source` away"
            elif item.source is not None and item.type != "distorts":
                message = f"a relation to a source cannot be {item.type!r}"
                hint = "write `type: distorts` for what the claim adds to it; for all else name a `claim`"
            else:
                continue
            yield Diagnostic(R005, span, message, hint, target=claim.id)
