"""The views of the database: questions that many ask, answered over several tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SqlView:
    """A view: its name, its title and description for people, and its query."""

    name: str
    title: str
    description: str
    query: str


VIEWS = (
    SqlView(
        "quotes",
        "Quotes",
        "Every quote with its claim, its source and who published it.",
        """SELECT a.claim_id, c.sentence AS claim, a.quote, a.translation, a.sentence AS in_sentence, a.checked,
  a.source_id, s.name AS source, p.name AS publisher, s.published, s.url
FROM appearances a
JOIN claims c ON c.id = a.claim_id
JOIN sources s ON s.id = a.source_id
JOIN publishers p ON p.id = s.publisher_id
WHERE a.quote IS NOT NULL
ORDER BY a.source_id, a.start, a.claim_id, a.position""",
    ),
    SqlView(
        "predictions",
        "Predictions and plans",
        "What was foretold, by when it had to come, and what came of it.",
        """SELECT id AS claim_id, statement, kind, hedge, asserted, due, due_latest, outcome, occurred, state, days_late
FROM claims
WHERE kind IN ('prediction', 'plan')
ORDER BY due_latest IS NULL, due_latest, id""",
    ),
    SqlView(
        "claims_by_voice",
        "Claims by voice",
        "How many claims rest on the word of each voice, by role and state.",
        """SELECT v.name AS voice, v.role, c.state, count(*) AS claims
FROM voices v
JOIN claims c ON c.id = v.claim_id
GROUP BY v.name, v.role, c.state
ORDER BY v.name, v.role, c.state""",
    ),
    SqlView(
        "source_origins",
        "Sources and their origins",
        "Every source that was made from others, with the sources at which its lineage begins.",
        """SELECT o.source_id, s.name AS source, o.origin_id, r.name AS origin, r.published AS origin_published
FROM origins o
JOIN sources s ON s.id = o.source_id
JOIN sources r ON r.id = o.origin_id
WHERE o.source_id <> o.origin_id
ORDER BY o.source_id, o.origin_id""",
    ),
    SqlView(
        "changes_on_the_way",
        "What changed on the way",
        "Claims that distort another one, with both statements and the source in which the change first shows.",
        """SELECT r.how, c.id AS claim_id, c.statement, r.other_id, o.statement AS other_statement, r.step_id,
  s.name AS first_seen_in, r.why
FROM relations r
JOIN claims c ON c.id = r.claim_id
JOIN claims o ON o.id = r.other_id
LEFT JOIN sources s ON s.id = r.step_id
WHERE r.type = 'distorts'
ORDER BY r.how, c.id, r.other_id""",
    ),
    SqlView(
        "evidence_for_and_against",
        "Evidence for and against",
        "Everything that speaks for or against a claim, with the reliability of who published it.",
        """SELECT e.claim_id, c.statement, c.state, e.bearing, e.paraphrase, e.source_id, s.name AS source,
  p.reliability, e.known
FROM evidence e
JOIN claims c ON c.id = e.claim_id
JOIN sources s ON s.id = e.source_id
JOIN publishers p ON p.id = s.publisher_id
ORDER BY e.claim_id, e.position""",
    ),
)
"""In the order in which they are made; a view may ask only tables."""
