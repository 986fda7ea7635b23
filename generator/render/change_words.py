"""Each change of a claim as one sentence, as Markdown for pages and as plain text for feeds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.derive.change_kinds import Change, ChangeKind
from generator.derive.changes import RecordedChange
from generator.render.escape import Md, html, joined, md
from generator.render.language import Shown
from generator.render.page import PLACE, PageContext, spaced
from generator.resolve.dates import date_or_none

CODES: Mapping[ChangeKind, str] = MappingProxyType(
    {
        "outcome-recorded": "changes.outcome",
        "outcome-changed": "changes.outcome",
        "outcome-withdrawn": "changes.outcome",
        "kind-changed": "claim.kind",
        "hedge-strengthened": "hedges",
        "hedge-weakened": "hedges",
        "hedge-changed": "hedges",
        "voice-added": "claim.role",
        "voice-removed": "claim.role",
        "voice-recast": "claim.role",
        "confidence-raised-with-evidence": "claim.confidence",
        "confidence-raised-without-evidence": "claim.confidence",
        "confidence-lowered": "claim.confidence",
        "assessed": "claim.confidence",
        "assessment-withdrawn": "claim.confidence",
        "credibility-raised": "claim.credibility",
        "credibility-lowered": "claim.credibility",
        "credibility-changed": "claim.credibility",
        "bearing-changed": "changes.bearing",
        "relation-added": "changes.relation",
        "relation-removed": "changes.relation",
        "relation-changed": "changes.relation",
    }
)
"""Kinds whose values are codes, with where the words catalogue has them."""
DATED = frozenset({"due-set", "due-moved", "due-removed", "date-changed"})
SOURCED = frozenset(
    {
        "appearance-added", "appearance-removed", "quote-changed", "translation-changed", "paraphrase-changed",
        "evidence-added", "evidence-removed", "evidence-changed", "bearing-changed",
    }
)  # fmt: skip
OF_CLAIMS = frozenset({"relation-added", "relation-removed", "relation-changed"})
CLOSED = re.compile("[.!?…][”“]$")
"""Quoted words that end a sentence: the sentence around them needs no full stop of its own."""
NAMED = frozenset({"voice-added", "voice-removed", "voice-recast", "subject-added", "subject-removed"})


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of a sentence in both forms."""

    markdown: Md
    plain: str


def _plainly(text: str) -> Told:
    return Told(md(text), text)


def _word(page: PageContext, part: str, code: str) -> str:
    """A code in words; a date among codes as a date; anything unknown as it is written."""
    key = f"{part}.{code}"
    if key in page.words.texts:
        return page.words.text(key)
    return page.date(date_or_none(code)) or code


def _cited(page: PageContext, text: str, language: str) -> Told:
    """Words in quotation marks, with their language marked where one is given."""
    tag = f' lang="{html(language)}"' if language else ""
    return Told(Md(f"<q{tag}>{md(text)}</q>"), page.words.filled("changes.quoted", text=text))


def _shown(page: PageContext, own: Mapping[str, str], other: Mapping[str, str] | str | None) -> Shown:
    """An own text in the page's language, or in one in which it differs from what it is compared with."""
    shown = page.pick(own)
    if not isinstance(other, Mapping) or shown != page.pick(other):
        return shown
    differing = [tag for tag in sorted(own.keys() & other.keys()) if own[tag] != other[tag]]
    return Shown(own[differing[0]], differing[0] or page.corpus.site.language) if differing else shown


def _value(
    page: PageContext, change: Change, value: Mapping[str, str] | str | None, other: Mapping[str, str] | str | None
) -> Told:
    """What stood or stands there, compared with the other: an own text, a quote, a date or codes."""
    if value is None:
        return _plainly(page.words.text("changes.nothing"))
    if not isinstance(value, str):
        shown = _shown(page, value, other)
        return _cited(page, shown.text, shown.language)
    if change.kind in CODES:
        return _plainly(", ".join(_word(page, CODES[change.kind], code) for code in value.split()))
    if change.kind in DATED:
        return _plainly(page.date(date_or_none(value)) or value)
    source = page.corpus.sources.get(change.about)
    return _cited(page, value, source.written.language if source else "")


def _subject(page: PageContext, change: Change) -> Told:
    """What the change concerns inside the claim, linked where it has a page."""
    corpus, id = page.corpus, change.about
    if change.kind in SOURCED and id in corpus.sources:
        return Told(page.link("source", id), page.source_name(id))
    if change.kind in OF_CLAIMS and id in corpus.claims:
        return Told(page.link("claim", id), page.name("claim", id))
    if change.kind in NAMED and (id in corpus.entities or id in corpus.publishers):
        return Told(page.link("voice", id), page.name("voice", id))
    if change.kind == "details-changed":
        return _plainly(page.words.text(f"changes.field.{id}"))
    return _plainly(id)


def change_sentence(page: PageContext, change: Change) -> Told:
    """One change as a sentence: what kind of change it is, what it concerns, what stood and what stands there."""
    values = {
        "about": _subject(page, change),
        "before": _value(page, change, change.before, change.after),
        "after": _value(page, change, change.after, change.before),
    }
    pieces = PLACE.split(page.words.text(f"changes.kind.{change.kind}"))
    if pieces[-1] == "." and len(pieces) > 1 and CLOSED.search(values[pieces[-2]].plain):
        pieces[-1] = ""
    told = [values[piece] if odd % 2 else Told(spaced(piece), piece) for odd, piece in enumerate(pieces)]
    return Told(joined([item.markdown for item in told]), "".join(item.plain for item in told))


def claim_name(page: PageContext, made: RecordedChange) -> Told:
    """The claim that was changed: its sentence as a link where it stands, else its statement as it stood then."""
    id = made.change.claim
    if id in page.corpus.claims:
        return Told(page.link("claim", id), page.name("claim", id))
    shown = page.pick(made.statement)
    if id in page.corpus.tombstones and page.corpus.tombstones[id].record.kind == "claim":
        return Told(page.link("claim", id, shown.text), shown.text)
    return Told(page.marked(shown), shown.text)


def sentences(page: PageContext, made: tuple[RecordedChange, ...]) -> Told:
    """Several changes of one claim as one text."""
    told = [change_sentence(page, item.change) for item in made]
    return Told(joined([item.markdown for item in told], " "), " ".join(item.plain for item in told))
