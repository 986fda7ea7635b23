"""One claim that a foreign file tells of, put together as a draft: what is told, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.authoring.language_guess import guess_language
from generator.imported.assumed import assumed_words
from generator.imported.judging import Judged
from generator.imported.naming import Naming
from generator.imported.quoting import quote_fault
from generator.imported.told import Piece, Pieces, Told
from generator.imported.verdicts import bearing_of, verdict_words
from generator.model.choices import DATED, FORETELLING
from generator.model.fields import text_in
from generator.model.source_records import Anchor
from generator.resolve.dates import date_or_none

ENOUGH = 40
"""Characters of a statement whose language is worth guessing."""


def _once(several: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items without those that say the same as one before them."""
    found: dict[str, dict[str, Any]] = {}
    for item in several:
        found.setdefault(repr(item), item)
    return list(found.values())


class ClaimDraft:
    """One claim while it is put together."""

    def __init__(self, naming: Naming, told: Told) -> None:
        self.naming, self.told = naming, told
        self.claim = naming.judge(told.claim)
        self.statement = self.claim.text("claim_statement")
        self.language = self.claim.text("claim_language") or self._guessed()
        self.assumed: list[str] = []
        self.pages: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])

    def _guessed(self) -> str:
        guess = guess_language(self.statement) if len(self.statement) >= ENOUGH else None
        return guess or self.naming.language

    def text(self, name: str) -> dict[str, str] | None:
        """A text of the claim, in its language."""
        words = self.claim.text(name)
        return self.naming.local(words, self.language) if words else None

    def quote(self, got: Judged, part: str, source: str) -> str:
        """A quote that may stand: few words of a page that is not captured, or words of a captured one."""
        piece = got.pieces.get(f"{part}_quote")
        if piece is None:
            return ""
        fault = quote_fault(self.naming.corpus, source, Anchor(quote=piece.text))
        if fault is None:
            return piece.text
        self.naming.lose([piece], fault)
        return ""

    def subjects(self) -> list[str]:
        """The entities that it is about."""
        found = []
        for got in map(self.naming.judge, self.told.subjects):
            if {"subject_name", "subject_id"} & got.pieces.keys():
                found.append(self.naming.entity(got, "subject", "organisation"))
            else:
                self.naming.lose(got.pieces.values(), "a subject without a name")
        return list(dict.fromkeys(found))

    def voices(self) -> list[dict[str, str]]:
        """Who speaks, as told."""
        found = []
        for got in map(self.naming.judge, self.told.voices):
            if {"voice_name", "voice_id"} & got.pieces.keys():
                found.append({"who": self.naming.voice(got), "role": got.text("voice_role") or "origin"})
            else:
                left = (piece for name, piece in got.pieces.items() if name != "voice_role" or piece.where)
                self.naming.lose(left, "a voice without a name")
        return [dict(item) for item in dict.fromkeys(tuple(voice.items()) for voice in found)]

    def appearance(self, pieces: Pieces) -> dict[str, Any] | None:
        """Where it is made; None where no page is told of."""
        got = self.naming.judge(pieces)
        language = got.text("appearance_language") or self.language
        source = self.naming.source(got, "source", language)
        if source is None:
            kept = ("source_", "appearance_said")
            left = [piece for name, piece in got.pieces.items() if not name.startswith(kept)]
            self.naming.lose(left, "an appearance without its page")
            return None
        words = got.text("appearance_paraphrase") or self.statement
        note, said = got.text("appearance_note"), got.text("appearance_said")
        if said and self._published(source) != said:
            note = f"{note} {self.naming.words['said_on']} {said}.".strip()
        return {
            "source": source,
            "quote": self.quote(got, "appearance", source),
            "translation": self.naming.local(got.text("appearance_translation")),
            "paraphrase": self.naming.local(words, language),
            "note": self.naming.local(note),
        }

    def _published(self, source: str) -> str:
        made = self.naming.made.get(("sources", source))
        known = self.naming.corpus.sources.get(source)
        return str(made.get("published", "") if made else known.written.published if known else "")

    def evidence(self, pieces: Pieces) -> dict[str, Any] | None:
        """A reviewer's verdict: the page that gives it, what it says for or against the claim, and why."""
        got = self.naming.judge(pieces)
        language = got.text("evidence_language") or got.text("review_language") or self.language
        source = self.naming.source(got, "review", language)
        names = ("verdict", "rating", "best", "worst")
        verdict, rating, best, worst = (got.text(f"evidence_{name}") for name in names)
        composed = verdict_words(verdict, rating, best, worst, got.text("evidence_explanation"))
        words = got.text("evidence_paraphrase")
        if words and composed:
            composed = f"{words} {composed}"
        told = [piece for name, piece in got.pieces.items() if name.startswith("evidence_")]
        if source is None or not (words or composed):
            self.naming.lose(told, "a verdict without its page" if source is None else "a verdict without words")
            return None
        bearing = got.text("evidence_bearing") or bearing_of(verdict, rating, best, worst)
        if not bearing:
            self.assumed.append(f"`evidence.{source}.bearing`")
        return {
            "source": source,
            "bearing": bearing or "qualifies",
            "paraphrase": self.naming.local(composed or words, language),
            "quote": self.quote(got, "evidence", source),
        }

    def assume(self, name: str, value: Any) -> Any:
        """A value that the file does not tell, noted as such."""
        self.assumed.append(f"`{name}`")
        return value

    def made_elsewhere(self, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The review itself as the place where the claim stands: of no other one anything is told."""
        day = next((it["appearance_said"] for it in self.told.appearances if "appearance_said" in it), None)
        said = self.naming.judge({"appearance_said": day} if day else {}).text("appearance_said")
        if day and not evidence and said:
            self.naming.lose([day], "the day of a claim of which no page is told")
        words = self.naming.local(self.statement, self.language) if self.statement else None
        note = self.naming.local(f"{self.naming.words['said_on']} {said}.") if said else None
        return [{"source": item["source"], "paraphrase": words, "note": note} for item in evidence[:1]]

    def publisher(self, source: str) -> str:
        """Who publishes a page."""
        made = self.naming.made.get(("sources", source))
        return str(made["publisher"] if made else self.naming.corpus.sources[source].written.publisher)

    def first_subject(self, voices: list[dict[str, str]]) -> list[str]:
        """Who speaks, where nothing is said to be spoken of."""
        made, known = self.naming.made, self.naming.corpus.entities
        found = [it["who"] for it in voices if it["who"] in known or ("entities", it["who"]) in made][:1]
        if not found and voices:
            who = voices[0]["who"]
            house, there = made.get(("publishers", who)), self.naming.corpus.publishers.get(who)
            names = house["name"] if house else there.record.name if there else {"": who}
            name = text_in(names, self.naming.language)
            pieces = {"subject_name": Piece(name, "")}
            found = [self.naming.entity(self.naming.judge(pieces), "subject", "organisation")]
        return self.assume("about", found) if found else []

    def resolution(self, kind: str) -> dict[str, Any]:
        """How and by when it is judged; of what is foretold the last day of its time, where nothing else is told."""
        due, criteria = self.claim.text("claim_due"), self.text("claim_criteria")
        if kind in FORETELLING:
            when = date_or_none(self.claim.text("claim_when") or None)
            due = due or (when.latest.isoformat() if when and when.latest else "")
            criteria = criteria or self.naming.local(assumed_words(self.language)["criteria"], self.language)
        ends = {"criteria": criteria, "due": due}
        return {name: part for name, part in ends.items() if part}

    def read_pages(self) -> None:
        """Reads where it is made and what bears on it: publishers come before voices, which may be the same."""
        evidence = [item for item in map(self.evidence, self.told.evidence) if item]
        self.pages = (_once([item for item in map(self.appearance, self.told.appearances) if item]), evidence)

    def record(self) -> Mapping[str, Any]:
        """The draft, with what was assumed in an open question, so that nobody can finish it unread."""
        voices, about = self.voices(), self.subjects()
        appearances, evidence = self.pages
        if not appearances:
            appearances = self.made_elsewhere(evidence)
            voices += [{"who": self.publisher(item["source"]), "role": "reported"} for item in appearances]
        for item in (*appearances, *evidence):
            for name in [name for name, part in item.items() if not part or part == {self.naming.language: ""}]:
                del item[name]
        if not voices and appearances:
            voices = [{"who": self.assume("voices", self.publisher(appearances[0]["source"])), "role": "author"}]
        about = about or self.first_subject(voices)
        claim, words = self.claim, self.naming.words
        kind = claim.text("claim_kind") or self.assume("kind", "state")
        level = claim.text("claim_hedge") or self.assume("hedge", "stated")
        cue = {"cue": claim.text("claim_cue")} if "claim_cue" in claim.pieces else {}
        undated = self.text("claim_undated")
        if kind in DATED and "claim_when" not in claim.pieces and undated is None:
            undated = self.naming.local(assumed_words(self.language)["when"], self.language)
        questions = [self.naming.judge({"claim_open_question": piece}) for piece in self.told.questions]
        asked = [self.naming.local(got.text("claim_open_question")) for got in questions if got.pieces]
        if self.assumed:
            asked.append(self.naming.local(f"{words['todo']} {', '.join(self.assumed)}"))
        return {
            "id": self.naming.fresh_id("claims", claim.text("claim_id"), self.statement, "claim"),
            "draft": "yes",
            "ref": claim.text("claim_ref"),
            "statement": self.text("claim_statement"),
            "kind": kind,
            "about": about,
            "voices": voices,
            "hedge": {"level": level, **cue},
            "when": claim.text("claim_when"),
            "undated": undated,
            "condition": self.text("claim_condition"),
            "appearances": appearances,
            "evidence": evidence,
            "resolution": self.resolution(kind),
            "open_questions": asked,
            "note": self.text("claim_note"),
        }
