"""The tables of claims and of what hangs on them, claim by claim: voices, appearances, evidence, relations, words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.derive.facts import Facts
from generator.export.pages import Pages
from generator.export.record_tables import PAGE, dated, told
from generator.export.tables import Cell, Column, Table, date_columns, id_of, number, position, reference, table
from generator.model.corpus import Claim, Corpus

OWN = reference("claim_id", "The claim.", "claims", True)
SOURCE = reference("source_id", "The source.", "sources", True)
Cells = Mapping[str, Cell]
CLAIM_COLUMNS = (
    id_of("claim"), Column("label", "Its short label from working papers."),
    Column("statement", "What is claimed, without hedge and attribution.", required=True),
    Column("sentence", "The statement with its voices and its hedge.", required=True),
    Column("kind", "What sort of statement it is.", required=True),
    Column("hedge", "How sure the words are.", required=True), Column("hedge_cue", "The word that shows it."),
    Column("state", "What is known of it on the day of the build.", required=True),
    number("days_late", "By how many days it came late."),
    number("witnesses", "How many known independent origins make it.", True),
    number("unknown_origins", "How many of its pages have no origin on record.", True),
    *date_columns("about_time", "The time that it is about"), *date_columns("asserted", "When it was first said"),
    *date_columns("due", "By when it must have come"), *date_columns("occurred", "When it happened"),
    Column("outcome", "How it ended, where that is recorded."), Column("criteria", "How we will know."),
    Column("speaks_of", "The time that an announcement, a delay or a condition speaks of, as written."),
    Column("tags", "The words by which the site sorts it, with blanks between them."),
    Column("condition", "What must hold first."),
    reference("condition_claim_id", "The claim that must hold first.", "claims"),
    reference("asserts_of", "The entity of which it asserts a value.", "entities"),
    Column("asserts_property", "What of it."), Column("asserts_value", "The value."),
    Column("credibility", "Our judgement, from 1 confirmed to 6 cannot be judged, or known-false."),
    Column("confidence", "How firm that judgement is."), Column("assessed", "Its day.", "date"),
    Column("assessment", "What it rests on."), Column("note", "What else readers should know."), PAGE,
)  # fmt: skip


def _row(corpus: Corpus, facts: Facts, pages: Pages, claim: Claim) -> Mapping[str, Cell]:
    written, state, outcome = claim.written, facts.states[claim.id], claim.outcome
    resolution, judged, asserts = written.resolution, written.assessment, written.asserts
    return {
        "id": claim.id, "label": written.ref, "statement": told(pages, written.statement),
        "sentence": pages.leading.sentence(claim.id).text, "kind": written.kind, "hedge": written.hedge.level,
        "hedge_cue": written.hedge.cue, "state": state.name, "days_late": state.days_late,
        "witnesses": len(facts.origins[claim.id].known),
        "unknown_origins": facts.origins[claim.id].unknown_pages, **dated("about_time", claim.when),
        **dated("asserted", claim.asserted), **dated("due", outcome.due if outcome else None),
        **dated("occurred", outcome.occurred if outcome else None),
        "outcome": resolution.outcome if resolution else None,
        "criteria": told(pages, resolution.criteria) if resolution else None,
        "speaks_of": written.speaks_of, "tags": " ".join(written.tags) or None,
        "condition": told(pages, written.condition), "condition_claim_id": written.condition_claim,
        "asserts_of": asserts.of if asserts and asserts.of in corpus.entities else None,
        "asserts_property": asserts.property if asserts else None, "asserts_value": asserts.value if asserts else None,
        "credibility": str(judged.credibility) if judged else None, "confidence": judged.confidence if judged else None,
        "assessed": judged.on if judged else None, "assessment": told(pages, judged.why) if judged else None,
        "note": told(pages, written.note), "page": pages.served("claim", claim.id),
    }  # fmt: skip


def _subjects(claim: Claim) -> Iterator[Cells]:
    for count, entity in enumerate(claim.written.about, start=1):
        yield {"position": count, "entity_id": entity}


def _voices(corpus: Corpus, pages: Pages, claim: Claim) -> Iterator[Cells]:
    for count, voice in enumerate(claim.written.voices, start=1):
        kind = "entity_id" if voice.who in corpus.entities else "publisher_id"
        name = pages.leading.voice_name(voice.who).name
        yield {"position": count, "role": voice.role, "name": name, kind: voice.who}


def _appearances(corpus: Corpus, pages: Pages, claim: Claim) -> Iterator[Cells]:
    for count, item in enumerate(claim.appearances, start=1):
        document, passage = corpus.sources[item.written.source].document, item.passage
        around = document.around(passage).text if document and passage else None
        yield {
            "position": count, "source_id": item.written.source,
            "quote": item.quoted or None, "checked": int(passage is not None),
            "start": passage.start if passage else None, "end": passage.end if passage else None,
            "sentence": around, "translation": told(pages, item.written.translation),
            "paraphrase": told(pages, item.written.paraphrase),
        }  # fmt: skip


def _evidence(pages: Pages, claim: Claim) -> Iterator[Cells]:
    for count, one in enumerate(claim.evidence, start=1):
        yield {
            "position": count, "source_id": one.written.source, "bearing": one.written.bearing,
            "paraphrase": told(pages, one.written.paraphrase), "quote": one.written.quote, **dated("known", one.known),
        }  # fmt: skip


def _shown(pages: Pages, claim: Claim) -> Iterator[Cells]:
    resolution = claim.written.resolution
    for count, end in enumerate(resolution.evidence if resolution else (), start=1):
        yield {"position": count, "source_id": end.source, "paraphrase": told(pages, end.paraphrase)}


def _relations(pages: Pages, claim: Claim) -> Iterator[Cells]:
    for count, link in enumerate(claim.written.relations, start=1):
        yield {
            "position": count, "type": link.type, "other_id": link.claim, "other_source_id": link.source,
            "how": link.how, "step_id": link.step, "why": told(pages, link.why),
        }  # fmt: skip


def _witnesses(facts: Facts, claim: Claim) -> Iterator[Cells]:
    for count, group in enumerate(facts.origins[claim.id].known, start=1):
        for source in group:
            yield {"witness": count, "source_id": source}


def _sentences(pages: Pages, claim: Claim) -> Iterator[Cells]:
    for page in pages.contexts:
        yield {
            "language": page.language, "sentence": page.sentence(claim.id).text,
            "statement": page.pick(claim.written.statement).text, "state": pages.state_words(claim.id)[page.language],
        }  # fmt: skip


def claim_rows(corpus: Corpus, facts: Facts, pages: Pages, claim: Claim) -> dict[str, list[Cells]]:
    """The rows of one claim in every table of CLAIM_TABLES, by its name."""
    hanging: dict[str, Iterator[Cells]] = {
        "subjects": _subjects(claim),
        "voices": _voices(corpus, pages, claim),
        "appearances": _appearances(corpus, pages, claim),
        "evidence": _evidence(pages, claim),
        "outcome_evidence": _shown(pages, claim),
        "relations": _relations(pages, claim),
        "witnesses": _witnesses(facts, claim),
        "sentences": _sentences(pages, claim),
    }
    own: Cells = {"claim_id": claim.id}
    rows: dict[str, list[Cells]] = {name: [{**own, **row} for row in found] for name, found in hanging.items()}
    return {"claims": [_row(corpus, facts, pages, claim)], **rows}


HANGING = (OWN, position("claim"))
KEY = ("claim_id", "position")
SHOWS = Column("paraphrase", "What it shows, in our own words.")
CLAIM_TABLES = (
    Table("claims", "Claims", "Statements that can be checked, with what is known of them on the day of the build.",
          CLAIM_COLUMNS, ("id",)),
    Table("subjects", "Subjects", "What claims are about, the chief thing first.",
          (*HANGING, reference("entity_id", "What it is about.", "entities", True)), KEY),
    Table("voices", "Voices", "On whose word claims rest, nearest the fact first: entities or publishers.",
          (*HANGING, Column("role", "What this voice did with the claim."), Column("name", "Its name."),
           reference("entity_id", "The entity that speaks.", "entities"),
           reference("publisher_id", "The publisher that speaks.", "publishers")), KEY),
    Table("appearances", "Appearances", "Where claims are made, with the words and where they stand.",
          (*HANGING, SOURCE, Column("quote", "The words."),
           Column("checked", "Whether they were found in the captured document.", "boolean", required=True),
           number("start", "Offset of the first character in the document's text, in code points from 0."),
           number("end", "Offset after the last character."),
           Column("sentence", "The whole sentences that the quote touches."),
           Column("translation", "The quote in the site's language."),
           Column("paraphrase", "What the source says, in our own words.")), KEY),
    Table("evidence", "Evidence", "What speaks for or against claims being true.",
          (*HANGING, SOURCE, Column("bearing", "For the claim or against it."), SHOWS,
           Column("quote", "A short quote."), *date_columns("known", "Since when it can be known")), KEY),
    Table("outcome_evidence", "Evidence of outcomes", "What shows how predictions and plans ended.",
          (*HANGING, SOURCE, SHOWS), KEY),
    Table("relations", "Relations", "How claims stand to each other.",
          (*HANGING, Column("type", "How this claim stands to the other."),
           reference("other_id", "The other claim.", "claims"),
           reference("other_source_id", "The source to which the claim adds something.", "sources"),
           Column("how", "What differs."),
           reference("step_id", "The source in which the difference first shows.", "sources"),
           Column("why", "Why they stand so.")), KEY),
    Table("witnesses", "Witnesses",
          "The sources of each claim by known independent origin: each group is one witness.",
          (OWN, number("witness", "The number of the group, from 1.", True), SOURCE), ("claim_id", "source_id")),
    Table("sentences", "Sentences", "Each claim as a sentence in every language of the site.",
          (OWN, Column("language", "The language.", required=True),
           Column("sentence", "The statement with voices and hedge, in that language.", required=True),
           Column("statement", "The statement, in that language where it is translated."),
           Column("state", "The state in words of that language.")), ("claim_id", "language")),
)  # fmt: skip
"""The tables that hold rows of single claims, without them; each after those that it refers to."""


def contradiction_table(facts: Facts) -> Table:
    """Pairs of claims that cannot both be true."""
    rows: list[Cells] = [
        {"claim_id": one, "other_id": other, "subject_id": item.subject or None, "attribute": item.attribute or None}
        for item in facts.contradictions
        for one, other in item.pairs
    ]
    columns = (
        OWN, reference("other_id", "The other claim.", "claims", True),
        reference("subject_id", "What they disagree on.", "entities"), Column("attribute", "What of it."),
    )  # fmt: skip
    about = "Pairs of claims that cannot both be true."
    return table("contradictions", "Contradictions", about, columns, ("claim_id", "other_id"), rows)
