"""The rules over the corpus, one function each, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.checks import authoring, claims, evidence, sources, texts
from generator.diagnostics import Diagnostic
from generator.model.corpus import Corpus
from generator.model.lexicon import Lexicon

CHECKS: tuple[Callable[[Corpus], Iterable[Diagnostic]], ...] = (
    sources.vanished_ids,
    sources.undated_sources,
    sources.unexplained_dates,
    sources.unnamed_seeds,
    sources.half_snapshots,
    sources.marks_without_document,
    sources.uncovered_sentences,
    sources.unknown_ways,
    sources.baseless_originals,
    sources.shared_addresses,
    sources.unproven_inventions,
    claims.long_quotes,
    claims.wordless_appearances,
    claims.untranslated_quotes,
    claims.undated_claims,
    claims.misquoted_cues,
    claims.cueless_hedges,
    claims.ascribed_by_nobody,
    claims.aimless_relations,
    claims.parts_without_a_quote,
    evidence.uncorroborated,
    evidence.own_witnesses,
    evidence.unread_grounds,
    evidence.unfollowed_predictions,
    evidence.unshown_outcomes,
    evidence.untimely_outcomes,
    evidence.undeclared_contradictions,
    texts.long_definitions,
    texts.shared_variants,
    texts.long_bottom_lines,
    texts.empty_selections,
    texts.misnamed_briefs,
    authoring.unfinished_claims,
    authoring.unwritten_texts,
)


def check(corpus: Corpus, lexicon: Lexicon) -> tuple[Diagnostic, ...]:
    """The findings of every rule over the corpus."""
    plain = [finding for rule in CHECKS for finding in rule(corpus)]
    return (*plain, *claims.unhedged_claims(corpus, lexicon))
