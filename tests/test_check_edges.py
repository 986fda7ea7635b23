"""Just inside and just outside of what each rule over the corpus refuses: one small change, and all its findings."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.resolve.coverage import coverage_of
from tests.conftest import CASES, checked, overlay

FILES = {
    "claims": "content/claims/all.yml", "sources": "content/sources/all.yml", "brief": "content/briefs/nova.md",
    "term": "content/glossary/all.yml", "waivers": "content/waivers.yml", "tombstones": "content/tombstones.yml",
}  # fmt: skip
WORDS = " ".join(["word"] * 30)
REPORT = "      paraphrase: It reports the launch.\n"
LATE = "    outcome: late\n    occurred: 2025-06-10\n"
SHOWN = "    evidence:\n      - {source: nova-report, paraphrase: Nova was launched on 10 June 2025.}\n"
FAST = "      quote: Nova ist schnell\n      translation: Nova is fast\n"
SOURCE = """- id: {id}
  kind: report
  publisher: weekly
  language: en
  published: 2025-06-10
  standing: established
  summary: It says so.
  url: https://weekly.example/{id}
  retrieved: 2026-01-01
"""
COPY = SOURCE + "  derived_from:\n    - {{source: {of}, how: copy, certainty: certain, basis: the same words}}\n"
CLAIM = """- id: {id}
  statement: Nova was launched.
  kind: state
  about: [nova]
  voices: [{{who: weekly, role: author}}]
  hedge: {{level: {level}}}
  asserts: {{of: nova, property: {property}, value: {value}}}
  appearances:
    - source: nova-report
      paraphrase: It reports the launch.
"""
LONG = "Laut Quellen wird das Modell Nova voraussichtlich Ende Mai gestartet. Der Start war ein Erfolg."
DAYS = "Am 3. Mai kam es. Am 4. Mai ging es. Am 5. Mai war es weg."
FORETOLD = """- id: zebra
  statement: Nova will be launched.
  kind: prediction
  about: [nova]
  voices: [{who: weekly, role: author}]
  hedge: {level: stated}
  when: 2025-06-01/2025-06-30
  appearances:
    - {source: nova-report, paraphrase: It foretells the launch.}
"""
NOVA = "db6bfe3dd28250e4bf92dadc7744e126e2b5e6d38fdf32a9fe73719d599a303a"
Change = tuple[str, str, str]


def added(file: str, text: str) -> Change:
    """A change that adds a text at the end of a file."""
    return (file, "", text)


def assessed(what: str, evidence: str = "") -> Change:
    """An assessment of the claim that Nova is fast, with evidence."""
    return ("claims", FAST, f"{FAST}  assessment: {{{what}, why: so, on: 2026-01-01}}\n{evidence}")


def original(source: str) -> Change:
    """A source that is known to be the first publication of what it says."""
    line = f"- id: {source}\n"
    return ("sources", line, f"{line}  original: yes\n  original_basis: its own report\n")


def shown(source: str, bearing: str = "supports") -> str:
    """Evidence from a source."""
    return f"  evidence: [{{source: {source}, bearing: {bearing}, paraphrase: It says so.}}]\n"


def dated(outcome: str, due: str = "2025-05-31", when: str = "2025-05-21/2025-05-31", early: str = "") -> list[Change]:
    """The prediction with another outcome, due date and day."""
    return [
        ("claims", LATE, outcome + (f"    early: {early}\n" if early else "")),
        ("claims", "    due: 2025-05-31\n", f"    due: {due}\n"),
        ("claims", "  when: 2025-05-21/2025-05-31\n", f"  when: {when}\n"),
    ]


def came(outcome: str, occurred: str) -> str:
    return f"    outcome: {outcome}\n" + (f"    occurred: {occurred}\n" if occurred else "")


def published(source: str, day: str) -> Change:
    """A source with another date."""
    before = {"nova-article": "2025-02-20\n  standing", "nova-report": "2025-06-10\n  standing"}[source]
    return ("sources", f"  published: {before}", f"  published: {day}\n  standing")


EDGES: dict[str, tuple[list[Change], list[str]]] = {
    # what follows from another finding
    "a sentence that is passed over by a quote that is not there": (
        [("sources", "quote: Der Start war ein Erfolg.", "quote: Ganz andere Worte stehen hier, zyx")],
        ["this quote is not in source 'nova-article'"],
    ),
    # corroboration
    "credibility 2 needs no second origin": ([assessed("credibility: 2, confidence: moderate")], []),
    "credibility 1 on one origin": (
        [assessed("credibility: 1, confidence: moderate")],
        ["credibility 1 (confirmed), but no independent origin is on record for its one source"],
    ),
    "credibility 1 on two pages of unknown origin": (
        [assessed("credibility: 1, confidence: moderate", shown("nova-report"))],
        ["credibility 1 (confirmed), but no independent origin is on record for its 2 sources"]),
    "credibility 1 on one known origin": (
        [assessed("credibility: 1, confidence: moderate", shown("nova-report")), original("nova-article")],
        ["credibility 1 (confirmed), but 1 independent origin is on record for its 2 sources"]),
    "credibility 1 on two known origins": (
        [assessed("credibility: 1, confidence: moderate", shown("nova-report")), original("nova-article"),
         original("nova-report")],
        []),
    "credibility 1 on two originals of one publisher": (
        [assessed("credibility: 1, confidence: moderate", shown("nova-report")), original("nova-article"),
         original("nova-report"), ("sources", "publisher: weekly", "publisher: daily")],
        ["credibility 1 (confirmed), but 1 independent origin is on record for its 2 sources"]),
    "credibility 1 where the second origin contradicts": (
        [assessed("credibility: 1, confidence: moderate", shown("nova-report", "contradicts")),
         original("nova-article"), original("nova-report")],
        ["credibility 1 (confirmed), but 1 independent origin is on record for its one source"],
    ),
    "confidence high where the second origin contradicts": (
        [assessed("credibility: 2, confidence: high", shown("nova-report", "contradicts")), original("nova-article"),
         original("nova-report")],
        []),
    "confidence high on one origin": (
        [assessed("credibility: 2, confidence: high")],
        ["confidence high, but no independent origin is on record for its one source"],
    ),
    "credibility 1 on a source and its copy": (
        [assessed("credibility: 1, confidence: moderate", shown("copy")),
         added("sources", COPY.format(id="copy", of="nova-article"))],
        ["credibility 1 (confirmed), but no independent origin is on record for its 2 sources"],
    ),
    "credibility 1 and confidence high on one origin are one finding": (
        [assessed("credibility: 1, confidence: high")],
        ["credibility 1 (confirmed), but no independent origin is on record for its one source"],
    ),
    "credibility 1 with evidence of an unknown source": (
        [assessed("credibility: 1, confidence: moderate", shown("unknown-page"))],
        ["there is no source 'unknown-page'"],
    ),
    "credibility 1 on one origin, beside a claim with an unknown source": (
        [assessed("credibility: 1, confidence: moderate", shown("unknown-page")),
         ("claims", REPORT, 
          f"{REPORT}  assessment: {{credibility: 1, confidence: moderate, why: so, on: 2026-01-01}}\n")],
        ["there is no source 'unknown-page'",
         "credibility 1 (confirmed), but no independent origin is on record for its one source"]),
    # outcomes
    "a prediction that nobody will judge": (
        [added("claims", FORETOLD)], ["this prediction does not say how and by when it will be judged"]),
    "no outcome yet, and one without evidence": (
        [("claims", LATE + SHOWN, ""),
         added("claims", FORETOLD + "  resolution: {criteria: so, due: 2025-06-30, outcome: happened, "
               "occurred: 2025-06-10}\n")],
        ["the outcome 'happened' rests on no evidence"]),
    "judged by a page without a date": (
        [*dated(came("did-not-happen", "")), ("sources", "  published: 2025-06-10\n", "  undated: nobody says\n")], []),
    "an outcome without its date": (
        dated(came("late", "")), ["the outcome 'late' has no date"]),
    "one that did not happen needs no date": (dated(came("did-not-happen", "")), []),
    "partly without its date": (dated(came("partly", "")), ["the outcome 'partly' has no date"]),
    "happened without its date": (dated(came("happened", "")), ["the outcome 'happened' has no date"]),
    "unresolvable needs no date": (dated(came("unresolvable", "")), []),
    "a date and evidence without an outcome": (
        dated("    occurred: 2025-06-10\n"), ["there is evidence of an end, but no `outcome`"]),
    "evidence without an outcome": (dated(""), ["there is evidence of an end, but no `outcome`"]),
    "evidence without an outcome, before it falls due": (
        dated("", due="2030-01-01"), ["there is evidence of an end, but no `outcome`"]),
    "a date without an outcome": (
        [("claims", LATE + SHOWN, "    occurred: 2025-06-10\n")], ["there is evidence of an end, but no `outcome`"]),
    "neither is no outcome yet": ([("claims", LATE + SHOWN, "")], []),
    "an outcome without evidence": (
        [("claims", LATE + SHOWN, LATE)], ["the outcome 'late' rests on no evidence"]),
    "an outcome without evidence and date": (
        [("claims", LATE + SHOWN, came("late", ""))],
        ["the outcome 'late' has no date", "the outcome 'late' rests on no evidence"]),
    # dates of outcomes
    "late on the day after it fell due": (dated(came("late", "2025-06-01")), []),
    "late on the day it fell due": (dated(came("late", "2025-05-31")), ["it did not happen after it fell due"]),
    "happened on the day it fell due": (dated(came("happened", "2025-05-31")), []),
    "happened on the day after it fell due": (dated(came("happened", "2025-06-01")), ["it happened after it fell due"]),
    "happened in a month that may lie before it fell due": (dated(came("happened", "2025-05/2025-06")), []),
    "late in a month that may lie before it fell due": (
        dated(came("late", "2025-05/2025-06")), ["it did not happen after it fell due"]),
    "partly on the day after it fell due": (dated(came("partly", "2025-06-01")), []),
    "late on an unknown day up to one after it fell due": (
        dated(came("late", "../2025-06-10")), ["it did not happen after it fell due"]),
    "late on an unknown day after one on which it fell due": (dated(came("late", "2025-06-10/..")), []),
    "happened, due on no certain day": (dated(came("happened", "2025-06-10"), due="2025-05-31/.."), []),
    "late, due on no certain day": (
        dated(came("late", "2025-06-10"), due="2025-05-31/.."), ["it did not happen after it fell due"]),
    "happened on the day it was foretold": (
        dated(came("happened", "2025-02-20"), when="2025-02-20/2025-05-31"), []),
    "happened on the day before it was foretold": (
        dated(came("happened", "2025-02-19"), when="2025-02-19/2025-05-31"), ["it happened before it was foretold"]),
    "happened on the first day of its time": (dated(came("happened", "2025-05-21")), []),
    "happened on the day before its time": (
        dated(came("happened", "2025-05-20")), ["it happened before the time it was foretold for"]),
    "happened before its time, with a reason": (dated(came("happened", "2025-05-20"), early="so it was"), []),
    "a reason for early does not excuse lateness": (
        dated(came("happened", "2025-06-01"), early="so it was"), ["it happened after it fell due"]),
    "judged on the day it fell due": ([*dated(came("did-not-happen", "")), published("nova-report", "2025-05-31")], []),
    "judged on the day before it fell due": (
        [*dated(came("did-not-happen", "")), published("nova-report", "2025-05-30")],
        ["it was judged before it fell due"]),
    "judged on the day before it fell due, with a reason": (
        [*dated(came("did-not-happen", ""), early="it is off"), published("nova-report", "2025-05-30")], []),
    "judged of what falls due never": (
        dated(came("did-not-happen", ""), due="2025-05-31/..", when="2025-05-21/.."),
        ["it was judged before it fell due"]),
    "judged by a page without an end of its date": (
        [*dated(came("did-not-happen", ""), due="2030-01-01"), published("nova-report", "2025-05-30/..")], []),
    "judged by one page in time and one too soon": (
        [*dated(came("did-not-happen", "")),
         added("sources", SOURCE.format(id="more").replace("2025-06-10", "2025-05-01")),
         ("claims", SHOWN, SHOWN + "      - {source: more, paraphrase: It says so.}\n")], []),
    "judged by a page without an end of its date and one too soon": (
        [*dated(came("did-not-happen", "")), published("nova-report", "2025-05-30/.."),
         added("sources", SOURCE.format(id="more").replace("2025-06-10", "2025-05-01")),
         ("claims", SHOWN, SHOWN + "      - {source: more, paraphrase: It says so.}\n")],
        ["it was judged before it fell due"]),
    # contradictions
    "a denied claim contradicts nothing": (
        [added("claims", CLAIM.format(id="other", level="denied", property="launch", value="2025-07-01"))], []),
    "another property contradicts nothing": (
        [added("claims", CLAIM.format(id="other", level="stated", property="size", value="2025-07-01"))], []),
    "the same value contradicts nothing but the other": (
        [added("claims", CLAIM.format(id="other", level="stated", property="launch", value="2025-06-10"))],
        ["launch of nova: '2025-06-10' here, '2025-05-21/2025-05-31' in 'nova-launch-late-may'"]),
    "two contradictions of two properties are in order": (
        [added("claims", "".join(
            CLAIM.format(id=f"c-{name}-{value}", level="stated", property=name, value=value)
            for name in ("size", "colour") for value in (1, 2)))],
        ["colour of nova: '2' here, '1' in 'c-colour-1'", "size of nova: '2' here, '1' in 'c-size-1'"]),
    "a contradiction that only the later claim declares": (
        [added("claims", CLAIM.format(id="other", level="stated", property="size", value="1")
               + CLAIM.format(id="another", level="stated", property="size", value="2")
               + "  relations: [{type: contradicts, claim: other, why: so}]\n")], []),
    **{
        f"a contradiction that is declared by {kind}": (
            [added("claims", CLAIM.format(id="other", level="stated", property="size", value="1")
                   + CLAIM.format(id="another", level="stated", property="size", value="2")
                   + f"  relations: [{{type: {kind}, claim: other, why: so}}]\n")], [])
        for kind in ("supersedes", "refines", "distorts")
    },
    "a relation of another kind declares nothing, whichever claim has it": (
        [added("claims", CLAIM.format(id="other", level="stated", property="size", value="1")
               + "  relations: [{type: supports, claim: another, why: so}]\n"
               + CLAIM.format(id="another", level="stated", property="size", value="2"))],
        ["size of nova: '2' here, '1' in 'other'"]),
    "a relation of another kind declares nothing": (
        [added("claims", CLAIM.format(id="other", level="stated", property="size", value="1")
               + CLAIM.format(id="another", level="stated", property="size", value="2")
               + "  relations: [{type: supports, claim: other, why: so}]\n")],
        ["size of nova: '2' here, '1' in 'other'"]),
    # what is still to be written
    "a text that is still to be written": (
        [("claims", "statement: Nova is fast.", "statement: TODO say it")],
        ["`statement` of 'nova-is-fast' is still to be written"]),
    "texts within a record that are still to be written": (
        [("claims", "criteria: Nova can be used by anybody.", "criteria: {en: TODO say it, de: so}"),
         ("sources", "basis: the sense of the sentence", "basis: TODO")],
        ["`garbles[0].basis` of 'nova-article' is still to be written",
         "`resolution.criteria.en` of 'nova-launch-late-may' is still to be written"]),
    # quotes and their words
    "a quote of fifteen words of a captured page": (
        [("claims", "quote: wird das Modell Nova voraussichtlich Ende Mai gestartet", f"quote: {LONG}")], []),
    "a quote of fifteen words of a captured page whose bytes nobody knows": (
        [("claims", "quote: wird das Modell Nova voraussichtlich Ende Mai gestartet", f"quote: {LONG}"),
         ("sources", f"  sha256: {NOVA}\n", "")],
        ["`file` stands here without `sha256`"]),
    "a quote of a page that is not there, and one without its translation": (
        [("claims", FAST, f"      quote: a\n    - source: nova-article\n{FAST}".replace(
            "quote: a\n    - source: nova-article", "quote: Der Start war\n      translation: so\n"
            "    - source: nova-report\n      paraphrase: so\n    - source: nova-article").replace(
            "      translation: Nova is fast\n", ""))],
        ["this quote is in 'de' and has no translation"]),
    "a page that is not there, and one without its words": (
        [("claims", "    - source: nova-report\n" + REPORT,
          "    - {source: gone, paraphrase: so}\n    - {source: nova-report, quote: word}\n")],
        ["'nova-report' is cited, so this appearance needs a `paraphrase`", "there is no source 'gone'"]),
    "a cue that stands in no quote": (
        [("claims", "cue: voraussichtlich", "cue: vielleicht")], ["'vielleicht' does not stand in the quote"]),
    "a quote that credits somebody, in the page's voice and another's": (
        [("claims", "quote: wird das Modell", "quote: Laut Quellen wird das Modell"),
         ("claims", "{who: daily, role: reported}", "{who: daily, role: author}")], []),
    "a quote of eleven words of a cited page": (
        [("claims", REPORT, f"{REPORT}      quote: {WORDS[:54]}\n")], []),
    "a quote of twelve words of a cited page": (
        [("claims", REPORT, f"{REPORT}      quote: {WORDS[:59]}\n")],
        ["12 words quoted from 'nova-report', which is not captured"]),
    "no translation of a quote in the site's language": (
        [("claims", REPORT, f"{REPORT}      quote: word word\n")], []),
    "a translation into another language": (
        [("claims", "      translation: Nova is fast\n", "      translation: {fr: Nova est vite}\n")],
        ["this quote is in 'de' and has no translation"]),
    "a translation into the site's language, by its name": (
        [("claims", "      translation: Nova is fast\n", "      translation: {en: Nova is fast}\n")], []),
    "a paraphrase of a captured page": (
        [("claims", FAST, "      paraphrase: Nova is fast.\n")],
        ["'nova-article' is captured, so this appearance needs a `quote`"]),
    "a cue in a quote that has it": (
        [("claims", "  hedge: {level: stated}\n  appearances:\n    - source: nova-article\n",
          "  hedge: {level: possible, cue: schnell}\n  appearances:\n    - source: nova-article\n")], []),
    "a level possible without a cue": (
        [("claims", "  hedge: {level: stated}\n  appearances:\n    - source: nova-article\n",
          "  hedge: {level: possible}\n  appearances:\n    - source: nova-article\n")],
        ["the level is 'possible', but no cue shows it"]),
    "a level expected without a cue": (
        [("claims", "hedge: {level: expected, cue: voraussichtlich}", "hedge: {level: expected}")],
        ["the level is 'expected', but no cue shows it"]),
    "a level inferred without a cue": (
        [("claims", "  hedge: {level: stated}\n  appearances:\n    - source: nova-article\n",
          "  hedge: {level: inferred}\n  appearances:\n    - source: nova-article\n")], []),
    "a level possible over a page that is not captured": (
        [("claims", "hedge: {level: stated}\n  asserts", "hedge: {level: possible}\n  asserts")], []),
    "presupposed over a quote that hedges": (
        [("claims", "hedge: {level: expected, cue: voraussichtlich}", "hedge: {level: presupposed}")],
        ["the quote hedges with 'voraussichtlich', but the claim is 'presupposed'"]),
    "confirmed over a quote that hedges": (
        [("claims", "hedge: {level: expected, cue: voraussichtlich}", "hedge: {level: confirmed}")],
        ["the quote hedges with 'voraussichtlich', but the claim is 'confirmed'"]),
    "a quote that credits somebody, in another's voice": (
        [("claims", "quote: wird das Modell", "quote: Laut Quellen wird das Modell")], []),
    "a quote that credits somebody, in the page's own voice": (
        [("claims", "quote: wird das Modell", "quote: Laut Quellen wird das Modell"),
         ("claims", "    - {who: unnamed-sources, role: origin}\n    - {who: daily, role: reported}\n",
          "    - {who: daily, role: author}\n")],
        ["the quote credits somebody ('laut'), but the claim speaks in the page's own voice"]),
    # dates of claims and sources
    "an event without a date": (
        [("claims", "  when: 2025-06-10\n", "")], ["this event has no date"]),
    "an event without a date, with a reason": (
        [("claims", "  when: 2025-06-10\n", "  undated: nobody says\n")], []),
    "a source without a date": (
        [("sources", "  published: 2025-06-10\n", "")], ["this source has no date"]),
    "a source without a date, with a reason": (
        [("sources", "  published: 2025-06-10\n", "  undated: nobody says\n")], []),
    "an address without the day it was read": (
        [("sources", "  retrieved: 2026-01-01\n", "")], ["nobody says when it was read"]),
    "an address that nobody read": (
        [("sources", "  retrieved: 2026-01-01\n", "  access: not-obtained\n")], []),
    "an inferred date without a reason": (
        [("sources", "  published: 2025-06-10\n", "  published: 2025-06-10\n  date_basis: inferred\n")],
        ["the date is inferred, but not from what"]),
    "an inferred date with a reason": (
        [("sources", "  published: 2025-06-10\n",
          "  published: 2025-06-10\n  date_basis: inferred\n  date_reason: its number\n")], []),
    "an address that was read in part, without the day": (
        [("sources", "  retrieved: 2026-01-01\n", "  access: partly-read\n")], ["nobody says when it was read"]),
    "no date, though it is inferred": (
        [("sources", "  published: 2025-06-10\n", "  undated: nobody says\n  date_basis: inferred\n")], []),
    # coverage
    "a sentence that is skipped no more, beside a page that is not captured": (
        [added("sources", SOURCE.format(id="a-page")),
         ("sources", "  skipped:\n    - quote: Der Start war ein Erfolg.\n      reason: rhetoric\n", "")],
        ["sentence 2 of 'nova-article' is not covered: \"Der Start war ein Erfolg.\""]),
    "a sentence that is skipped no more": (
        [("sources", "  skipped:\n    - quote: Der Start war ein Erfolg.\n      reason: rhetoric\n", "")],
        ["sentence 2 of 'nova-article' is not covered: \"Der Start war ein Erfolg.\""]),
    "partial coverage asks for nothing": (
        [("sources", "  coverage: complete\n", ""),
         ("sources", "  skipped:\n    - quote: Der Start war ein Erfolg.\n      reason: rhetoric\n", "")], []),
    "the first letter of a sentence covers it": (
        [("claims", "quote: Nova ist schnell", "quote: D"), ("claims", "translation: Nova is fast\n",
          "translation: Nova is fast\n      suffix: as Modell Nova ist\n")], []),
    # marks
    "a garble of a page that is not captured": (
        [added("sources", "  garbles: [{quote: a, read_as: b, kind: number, certainty: high, basis: c}]\n")],
        ["`garbles` speaks of a document, but 'nova-report' has no `file`"]),
    "a passage skipped of a page that is not captured": (
        [added("sources", "  skipped: [{quote: a, reason: rhetoric}]\n")],
        ["`skipped` speaks of a document, but 'nova-report' has no `file`"]),
    "complete coverage of a page that is not captured": (
        [added("sources", "  coverage: complete\n")],
        ["`coverage` speaks of a document, but 'nova-report' has no `file`"]),
    "a translation of a page that is not captured": (
        [added("sources", "  translated: [{quote: a, text: b}]\n")],
        ["`translated` speaks of a document, but 'nova-report' has no `file`"]),
    "two marks of a page that is not captured": (
        [added("sources", "  skipped: [{quote: a, reason: rhetoric}]\n  coverage: complete\n")],
        ["`skipped` speaks of a document, but 'nova-report' has no `file`"]),
    # ways
    "a way that there is not": (
        [("claims", "nova-report\n" + REPORT, "nova-report\n" + REPORT + "      via: [gone]\n")],
        ["there is no source 'gone'"]),
    "a way that the page derives from through another": (
        [("claims", "nova-report\n" + REPORT, "second\n" + REPORT + "      via: [nova-report]\n"),
         added("sources", COPY.format(id="first", of="nova-report") + COPY.format(id="second", of="first"))], []),
    "a way that the page does not derive from": (
        [("claims", "nova-report\n" + REPORT, "nova-report\n" + REPORT + "      via: [nova-article]\n")],
        ["'nova-report' does not derive from 'nova-article'"]),
    "a second way of evidence that the page does not derive from": (
        [("claims", FAST, FAST + "  evidence: [{source: first, bearing: supports, paraphrase: It says so., "
          "via: [nova-report, nova-article]}]\n"),
         added("sources", COPY.format(id="first", of="nova-report"))],
        ["'first' does not derive from 'nova-article'"]),
    # glossary and briefs
    "a definition of sixty words": (
        [("term", "definition: The day from which anybody can use a product.", f"definition: {WORDS} {WORDS}")], []),
    "a definition of sixty-one words": (
        [("term", "definition: The day from which anybody can use a product.", f"definition: {WORDS} {WORDS} word")],
        ["the definition has 61 words"]),
    "a bottom line of three sentences": ([("brief", "bottom_line: It did not.", "bottom_line: One. Two. Three.")], []),
    "a bottom line of four sentences": (
        [("brief", "bottom_line: It did not.", "bottom_line: One. Two. Three. Four.")],
        ["the bottom line has 4 sentences"]),
    "a brief that selects nothing": (
        [("brief", "claims: {about: [nova]}", "claims: {}")], ["no claim is selected"]),
    "a brief about what no claim is about": (
        [("brief", "claims: {about: [nova]}", "claims: {about: [unnamed-sources]}")],
        ["no claim is about or from what is named here"]),
    "a brief from a source": ([("brief", "claims: {about: [nova]}", "claims: {sources: [nova-report]}")], []),
    "a brief about what there is not": (
        [("brief", "claims: {about: [nova]}", "claims: {about: [unknown-thing]}")],
        ["there is no entity 'unknown-thing'"]),
    "a bottom line of three German sentences with dates": (
        [("brief", "bottom_line: It did not.", "bottom_line: {en: It did not., de: " + DAYS + "}")], []),
    "a brief of a claim that there is not": (
        [("brief", "claims: {about: [nova]}", "claims: {ids: [gone]}")], ["there is no claim 'gone'"]),
    "a brief from a source that there is not": (
        [("brief", "claims: {about: [nova]}", "claims: {sources: [gone]}")], ["there is no source 'gone'"]),
    "a brief with another id than its file's name": (
        [("brief", "id: nova\n", "id: nova-too\n")], ["the id 'nova-too' stands in nova.md"]),
    # ids
    "an id that is retired twice": (
        [added("tombstones", 2 * "- {id: gone, kind: claim, reason: so, on: 2026-01-01}\n")],
        ["the tombstone 'gone' is defined twice"]),
    "an id that is retired for another kind of record": (
        [added("tombstones", "- {id: nova-launched, kind: source, reason: so, on: 2026-01-01}\n")], []),
    "an id that is retired and used": (
        [added("tombstones", "- {id: nova-launched, kind: claim, reason: so, on: 2026-01-01}\n")],
        ["the id 'nova-launched' is retired and may not be used again"]),
    "a replacement that was retired in its turn": (
        [added("tombstones", "- {id: gone, kind: claim, reason: so, on: 2026-01-01, replaced_by: went}\n"
               "- {id: went, kind: claim, reason: so, on: 2026-01-01, replaced_by: nova-launched}\n")], []),
    "a replacement of another kind that was retired": (
        [added("tombstones", "- {id: gone, kind: claim, reason: so, on: 2026-01-01, replaced_by: went}\n"
               "- {id: went, kind: source, reason: so, on: 2026-01-01}\n")],
        ["there is no claim 'went'"]),
    "five uses of an id that there is not": (
        [("claims", "about: [nova]", "about: [unknown-thing]")] * 3
        + [("brief", "[[entity:nova|model]]", "[[entity:unknown-thing]] " * 3),
           ("brief", "claims: {about: [nova]}", "claims: {ids: [nova-launched]}")],
        ["there is no entity 'unknown-thing' (and 5 more times)"]),
    "two uses of an id that there is not": (
        [("claims", "about: [nova]", "about: [unknown-thing]")] * 2,
        ["there is no entity 'unknown-thing' (and 1 more time)"]),
    "a voice that is retired": (
        [added("tombstones", "- {id: somebody, kind: entity, reason: so, on: 2026-01-01}\n"),
         ("claims", "{who: weekly, role: author}", "{who: somebody, role: author}")],
        ["the voice 'somebody' is retired"]),
    # dates that are none
    "a date that is none, in a record with a waiver of another rule": (
        [("claims", "  when: 2025-06-10\n", "  when: 2025-06-31\n"),
         added("waivers", "- {rule: H003, target: nova-launched, reason: so, on: 2026-01-01}\n")],
        ["2025-06 has no day 31"]),
    # waivers
    "a waiver of another record": (
        [("claims", "      translation: Nova is fast\n", ""),
         added("waivers", "- {rule: Q006, target: nova-launched, reason: so, on: 2026-01-01}\n")],
        ["Q006 finds nothing in 'nova-launched'", "this quote is in 'de' and has no translation"]),
    "a waiver of all findings of a rule in a record": (
        [("claims", FAST, "      quote: Nova ist schnell\n    - source: nova-article\n      quote: Der Start war\n"),
         added("waivers", "- {rule: Q006, target: nova-is-fast, reason: so, on: 2026-01-01}\n")], []),
    "a waiver of one rule of two in a record": (
        [("claims", "      translation: Nova is fast\n", ""),
         ("claims", "  hedge: {level: stated}\n  appearances:\n    - source: nova-article\n",
          "  hedge: {level: possible}\n  appearances:\n    - source: nova-article\n"),
         added("waivers", "- {rule: Q006, target: nova-is-fast, reason: so, on: 2026-01-01}\n")],
        ["the level is 'possible', but no cue shows it"]),
    "a waiver of another rule in a record with a finding": (
        [("claims", "      translation: Nova is fast\n", ""),
         added("waivers", "- {rule: H003, target: nova-is-fast, reason: so, on: 2026-01-01}\n")],
        ["this quote is in 'de' and has no translation"]),
}  # fmt: skip


def changed(project: Path, changes: list[Change]) -> Path:
    """A project with some changes, each of which must find what it changes."""
    for kind, old, new in changes:
        file = project / FILES[kind]
        text = file.read_text("utf-8") if file.exists() else ""
        assert old in text, f"{old!r} stands nowhere in {kind}"
        file.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    return project


def line_of(project: Path, finding: Diagnostic) -> str:
    """The line that a finding is at."""
    return (project / finding.span.path).read_text("utf-8").split("\n")[finding.span.line - 1]


def captured(project: Path, content: bytes) -> Path:
    """A project whose article has another document."""
    (project / "seeds" / "nova.txt").write_bytes(content)
    return changed(project, [("sources", NOVA, hashlib.sha256(content).hexdigest())])


@pytest.mark.parametrize("name", EDGES)
def test_a_small_change_has_these_findings(name: str, tmp_path: Path) -> None:
    """The valid project with one change has exactly these findings, by their messages in order."""
    changes, expected = EDGES[name]
    project = changed(overlay(tmp_path), changes)
    findings = checked(project).findings
    assert sorted(finding.message for finding in findings) == sorted(expected)
    for finding in findings:
        assert finding.target, finding
        if finding.span.path.startswith("content/") and finding.span.path != FILES["waivers"]:
            above = (project / finding.span.path).read_text("utf-8").split("\n")[: finding.span.line]
            ids = [found[1] for line in above if (found := re.match(r"(?:- )?\{?id: ([\w-]+)", line))]
            assert finding.target == ids[-1], f"a finding in the record {ids[-1]} is about {finding.target}"


SELECTIONS = {
    "{about: [nova]}": "nova-is-fast nova-launch-late-may nova-launched",
    "{sources: [nova-report]}": "nova-launched",
    "{sources: [nova-article]}": "nova-is-fast nova-launch-late-may",
    "{ids: [nova-launched]}": "nova-launched",
    "{ids: [gone, nova-launched]}": "nova-launched",
    "{ids: [nova-launched, nova-is-fast], sources: [nova-article]}": "nova-launched nova-is-fast nova-launch-late-may",
    "{ids: [nova-launched], about: [nova]}": "nova-launched nova-is-fast nova-launch-late-may",
}


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_brief_shows_what_it_selects(selection: str, tmp_path: Path) -> None:
    """Claims that are named come first, as named; then those of entities and sources by their ids, each once."""
    project = changed(overlay(tmp_path), [("brief", "claims: {about: [nova]}", f"claims: {selection}")])
    assert " ".join(checked(project).corpus.briefs["nova"].claims) == SELECTIONS[selection]


DATES = {
    "of a claim": (("claims", "occurred: 2025-06-10", "occurred: 2025/6/10"), "nova-launch-late-may", "2025-06-10"),
    "that is none": (("claims", "occurred: 2025-06-10", "occurred: soon"), "nova-launch-late-may", None),
    "of a waiver": (
        added("waivers", "- {rule: Q006, target: nova-is-fast, reason: so, on: 2026/1/2}\n"), "", "2026-01-02"),
}  # fmt: skip


@pytest.mark.parametrize("name", DATES)
def test_a_date_that_cannot_be_read_is_told_with_its_record_and_mend(name: str, tmp_path: Path) -> None:
    """The finding is about the record, if it has an id, and brings the date that was meant, if there is one."""
    change, target, meant = DATES[name]
    found = next(it for it in checked(changed(overlay(tmp_path), [change])).findings if it.rule.code == "D001")
    assert found.target == target and (found.fix.new if found.fix else None) == meant
    assert found.fix is None or found.fix.places == (found.span,)


@pytest.mark.parametrize(("known", "day"), [("", "2025-06-10"), (", known_from: 2025-07-01", "2025-07-01")])
def test_evidence_counts_from_the_day_it_is_known(known: str, day: str, tmp_path: Path) -> None:
    """Evidence is of the day from which it is said to be known, else of that of its source."""
    evidence = f"  evidence: [{{source: nova-report, bearing: supports, paraphrase: It says so.{known}}}]\n"
    corpus = checked(changed(overlay(tmp_path), [("claims", FAST, FAST + evidence)])).corpus
    (found,) = corpus.claims["nova-is-fast"].evidence
    assert found.known is not None and found.known.text == day
    assert corpus.claims["nova-is-fast"].asserted is not None


def test_a_page_that_is_not_captured_has_no_sentences(tmp_path: Path) -> None:
    """Coverage is of sentences; a page without a document has none."""
    corpus = checked(overlay(tmp_path)).corpus
    assert coverage_of(corpus.sources["nova-report"], corpus) == ()
    rows = coverage_of(corpus.sources["nova-article"], corpus)
    assert [(row.number, row.claims, row.skipped, row.covered) for row in rows] == [
        (1, ("nova-launch-late-may",), False, True), (2, (), True, True), (3, ("nova-is-fast",), False, True),
    ]  # fmt: skip


def test_a_sentence_is_covered_by_claims_of_this_page_alone(tmp_path: Path) -> None:
    """Several claims are told by their ids in order; what another page says of the same words covers nothing here."""
    other = """- id: a-launch
  statement: Nova will be launched.
  kind: state
  about: [nova]
  voices: [{who: daily, role: author}]
  hedge: {level: expected, cue: voraussichtlich}
  appearances:
    - {source: nova-article, quote: Nova voraussichtlich, translation: so}
    - {source: nova-report, paraphrase: It says so.}
    - {source: second, quote: "The second page says much more than that, in one sentence."}
"""
    second = SOURCE.format(id="second") + "  file: seeds/second.txt\n  sha256: {sha256}\n"
    project = changed(overlay(tmp_path), [added("claims", other)])
    content = b"Another sentence stands here, and it is of no interest to anybody, least of all to those who read it. "
    content += b"The second page says much more than that, in one sentence."
    (project / "seeds" / "second.txt").write_bytes(content)
    changed(project, [added("sources", second.format(sha256=hashlib.sha256(content).hexdigest()))])
    found = checked(project)
    assert found.findings == ()
    rows = coverage_of(found.corpus.sources["nova-article"], found.corpus)
    assert [row.claims for row in rows] == [("a-launch", "nova-launch-late-may"), (), ("nova-is-fast",)]
    rows = coverage_of(found.corpus.sources["second"], found.corpus)
    assert [(row.claims, row.covered) for row in rows] == [((), False), (("a-launch",), True)]


def test_sentences_without_a_space_between_them_are_two(tmp_path: Path) -> None:
    """What is quoted up to the full stop covers its own sentence, neither the one before nor the one behind."""
    second = SOURCE.format(id="second").replace("language: en", "language: zh")
    second += "  file: seeds/second.txt\n  sha256: {sha256}\n"
    content = "他来了。她走了。他也走了。".encode()
    appearances = "    - {source: second, quote: 她走了。, translation: She left.}\n"
    appearances += "    - {source: second, quote: nowhere}\n"
    source = added("sources", second.format(sha256=hashlib.sha256(content).hexdigest()))
    project = changed(overlay(tmp_path), [("claims", FAST, FAST + appearances), source])
    (project / "seeds" / "second.txt").write_bytes(content)
    corpus = checked(project).corpus
    rows = coverage_of(corpus.sources["second"], corpus)
    assert [row.claims for row in rows] == [(), ("nova-is-fast",), ()]


def test_a_draft_that_is_built_covers_nothing(tmp_path: Path) -> None:
    """Drafts stand on pages that are built with them, and count for no sentence; what is wrong is told once."""
    draft = ("claims", "- id: nova-is-fast\n", "- id: nova-is-fast\n  draft: yes\n")
    project = changed(overlay(tmp_path), [draft])
    found = checked(project, with_drafts=True)
    assert "nova-is-fast" in found.corpus.claims
    rows = coverage_of(found.corpus.sources["nova-article"], found.corpus)
    assert [row.claims for row in rows] == [("nova-launch-late-may",), (), ()]
    changed(project, [("claims", "  draft: yes\n  statement", "  draft: yes\n  when: soon\n  statement")])
    found = checked(project, with_drafts=True)
    assert [item.rule.code for item in found.findings].count("D001") == 1


def test_what_a_draft_refers_to_is_counted_once(tmp_path: Path) -> None:
    """Wherever its id stands, a draft that is built is no draft beside itself."""
    draft = ("claims", "- id: nova-is-fast\n", "- draft: yes\n  id: nova-is-fast\n")
    about = ("claims", "fast.\n  kind: state\n  about: [nova]", "fast.\n  kind: state\n  about: [zyx]")
    project = changed(overlay(tmp_path), [draft, about])
    found = [item for item in checked(project, with_drafts=True).findings if item.rule.code == "R001"]
    assert [item.message for item in found] == ["there is no entity 'zyx'"]


GARBLE = "      certainty: high\n      basis: the sense of the sentence\n"
ALSO = GARBLE + "      also:\n        - quote: {quote}\n"


def test_all_places_of_a_slip_are_marked_in_their_order(tmp_path: Path) -> None:
    """Its own place and those under `also`, by where they stand in the document."""
    changes = [("sources", GARBLE, ALSO.format(quote="schnell")), ("sources", "quote: gestartet", "quote: Erfolg")]
    also = ALSO.format(quote="schnell")
    changes.append(("sources", also, f"{also}        - quote: gestartet\n"))
    found = checked(changed(overlay(tmp_path), changes))
    (garble,) = found.corpus.sources["nova-article"].garbles
    assert found.findings == () and [item.text for item in garble.passages] == ["gestartet", "Erfolg", "schnell"]


def test_a_further_place_that_is_not_there_is_told_where_it_is_written(tmp_path: Path) -> None:
    """The finding is at the quote under `also`."""
    project = changed(overlay(tmp_path), [("sources", GARBLE, ALSO.format(quote="zyx qqq 4711"))])
    (finding,) = checked(project).findings
    line = line_of(project, finding)
    assert finding.rule.code == "Q001" and line.strip() == "- quote: zyx qqq 4711"
    assert finding.span.column == line.index("zyx") + 1


def test_all_wrong_quotes_of_a_claim_are_told(tmp_path: Path) -> None:
    """The first, and the second too; a quote of a draft that names no source is none."""
    wrong = "    - {source: nova-article, quote: qqq 4711, translation: so}\n" * 2
    found = checked(changed(overlay(tmp_path), [("claims", FAST, FAST + wrong)])).findings
    assert [item.rule.code for item in found].count("Q001") == 2
    draft = "- id: begun\n  draft: yes\n  statement: It is so.\n  appearances: [{quote: qqq 4711}]\n"
    found = checked(changed(overlay(tmp_path / "other"), [added("claims", draft)])).findings
    assert found and all(item.rule.severity != "error" for item in found)


TWICE = {
    "term": "content/glossary/again.yml",
    "brief": "content/briefs/again.md",
}


@pytest.mark.parametrize("kind", TWICE)
def test_an_id_is_given_once(kind: str, tmp_path: Path) -> None:
    """The second record of a kind with an id is told as such."""
    project = overlay(tmp_path)
    (project / TWICE[kind]).write_bytes((project / FILES[kind]).read_bytes())
    told = [item.message for item in checked(project).findings if item.rule.code == "R002"]
    assert len(told) == 1 and told[0].startswith(f"the {kind} ") and told[0].endswith(" is defined twice")


def test_an_entity_by_the_name_of_a_draft_is_missed(tmp_path: Path) -> None:
    """A draft is known as a claim alone."""
    draft = "- id: ghost\n  draft: yes\n  statement: It is so.\n  about: [ghost]\n"
    found = checked(changed(overlay(tmp_path), [added("claims", draft)])).findings
    told = [item.message for item in found if item.rule.code == "R001"]
    assert len(told) == 1 and "ghost" in told[0] and "entity" in told[0]


def test_briefs_are_in_the_order_of_their_ids(tmp_path: Path) -> None:
    """Whatever their files are called."""
    project = overlay(tmp_path)
    brief = (project / FILES["brief"]).read_text("utf-8")
    for name, id in (("a", "zoe"), ("z", "anna")):
        (project / "content" / "briefs" / f"{name}.md").write_text(brief.replace("id: nova", f"id: {id}"), "utf-8")
    assert list(checked(project).corpus.briefs) == ["anna", "nova", "zoe"]


PLACES = b'{"format": 1, "places": [\n{"start": 0, "page": "1"}\n]}\n'


def extracted(project: Path, places: bytes | None) -> Path:
    """The project, its article now extracted from an original, with a file of places or without the one it names."""
    original, told = b"%PDF", places if places is not None else PLACES
    (project / "seeds" / "nova.pdf").write_bytes(original)
    if places is not None:
        (project / "seeds" / "nova.places.json").write_bytes(places)
    text = f"""  document:
    original: seeds/nova.pdf
    sha256: {hashlib.sha256(original).hexdigest()}
    extractor: pypdf 7.1.1
    places: seeds/nova.places.json
    places_sha256: {hashlib.sha256(told).hexdigest()}
  coverage: complete
"""
    return changed(project, [("sources", "  coverage: complete\n", text)])


def test_a_document_knows_that_it_was_extracted_and_its_places(tmp_path: Path) -> None:
    """A text with an original has the places of that."""
    document = checked(extracted(overlay(tmp_path), PLACES)).corpus.sources["nova-article"].document
    assert document is not None and document.extracted and [item.page for item in document.places] == ["1"]


@pytest.mark.parametrize(("places", "code"), [(b"{}", "S007"), (b"\xff", "S007"), (None, "S003")])
def test_places_that_are_none_are_told_where_they_are_named(places: bytes | None, code: str, tmp_path: Path) -> None:
    """A file of places that holds none, is no text, or is not there: one finding about the source, at the field."""
    project = extracted(overlay(tmp_path), places)
    (finding,) = checked(project).findings
    line = line_of(project, finding)
    assert (finding.rule.code, finding.target) == (code, "nova-article") and line.strip().startswith("places:")


def test_a_document_that_moved_is_found_by_its_bytes(tmp_path: Path) -> None:
    """A file that is not there is taken for the first one with the same bytes; the finding is about the source."""
    project = changed(overlay(tmp_path), [("sources", "  file: seeds/nova.txt", "  file: seeds/zyx.txt")])
    (project / "seeds" / "other.txt").write_bytes((project / "seeds" / "nova.txt").read_bytes())
    (finding,) = checked(project).findings
    assert (finding.rule.code, finding.target) == ("S003", "nova-article")
    assert finding.fix is not None and finding.fix.new == "seeds/nova.txt" and finding.fix.places == (finding.span,)


def test_a_document_that_changed_is_told_of_its_source(tmp_path: Path) -> None:
    """At the SHA-256 that its bytes do not have."""
    project = overlay(tmp_path)
    with (project / "seeds" / "nova.txt").open("a") as file:
        file.write("x")
    (finding,) = checked(project).findings
    line = line_of(project, finding)
    assert (finding.rule.code, finding.target) == ("S001", "nova-article") and line.strip().startswith("sha256:")


def test_what_is_no_text_is_told_of_its_source(tmp_path: Path) -> None:
    """A document whose bytes are no UTF-8."""
    project = captured(overlay(tmp_path), b"Nova \xff")
    assert [(item.rule.code, item.target) for item in checked(project).findings] == [("S005", "nova-article")]


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 59 + "."), (61, "x" * 60 + "…")])
def test_a_sentence_that_is_not_covered_is_told_to_its_sixtieth_letter(length: int, shown: str, tmp_path: Path) -> None:
    """Sixty letters are told whole; of longer ones the first sixty, with dots."""
    content = ((CASES / "_base" / "seeds" / "nova.txt").read_text("utf-8") + "\n" + "x" * (length - 1) + ".\n").encode()
    (finding,) = checked(captured(overlay(tmp_path), content)).findings
    assert finding.message == f'sentence 4 of \'nova-article\' is not covered: "{shown}"'
