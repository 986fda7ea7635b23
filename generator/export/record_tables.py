"""The tables of sources, publishers, entities, terms and briefs, with what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.facts import Facts
from generator.export.pages import Pages
from generator.export.tables import (
    Cell,
    Column,
    Table,
    date_columns,
    id_of,
    number,
    position,
    reference,
    table,
)
from generator.model.corpus import Corpus
from generator.model.dates import UncertainDate

PAGE = Column("page", "Address of its page, relative to the site's.", required=True)
Local = Mapping[str, str] | None


def dated(name: str, value: UncertainDate | None) -> dict[str, Cell]:
    """The cells of the three columns of a date."""
    if value is None:
        return {}
    first, last = value.earliest, value.latest
    return {
        name: value.text,
        f"{name}_earliest": first.isoformat() if first else None,
        f"{name}_latest": last.isoformat() if last else None,
    }


def told(pages: Pages, local: Local) -> str | None:
    """A text in the leading language, or in the one it has; none where there is none or it is withheld."""
    return pages.leading.pick(local).text if local else None


def source_table(corpus: Corpus, facts: Facts, pages: Pages) -> Table:
    """All sources."""
    columns = (
        id_of("source"), Column("label", "Its short label from working papers."),
        Column("name", "Its title, or a descriptive one.", required=True),
        Column("kind", "What sort of document it is."),
        reference("publisher_id", "Who publishes it.", "publishers", True), Column("language", "Its language."),
        *date_columns("published", "When it was published"),
        Column("date_basis", "Whether the document bears the date (stated) or we worked it out (inferred)."),
        Column("known", "The first day on which what it says can be known.", "date"),
        Column("standing", "How near it is to what it tells of."), Column("access", "How much of it we have read."),
        Column("captured", "Whether its document is held and its quotes are checked.", "boolean", required=True),
        Column("file", "The captured file."), Column("sha256", "The SHA-256 of that file."),
        Column("url", "Where it was read."), Column("retrieved", "The day on which it was read there.", "date"),
        Column("coverage", "Whether every sentence of it is dealt with."),
        number("sentences", "How many sentences its document has."),
        number("uncovered", "How many of them no quote touches and no skip explains."),
        number("origins", "How many origins are behind it, itself included where it derives from nothing."),
        Column("summary", "What it says, in our own words."), PAGE,
    )  # fmt: skip
    rows: list[Mapping[str, Cell]] = []
    for id, source in corpus.sources.items():
        written, coverage = source.written, facts.coverage.get(id)
        rows.append(
            {
                "id": id, "label": written.ref, "name": pages.leading.source_name(id), "kind": written.kind,
                "publisher_id": written.publisher, "language": written.language, **dated("published", source.published),
                "date_basis": written.date_basis, "known": source.known.isoformat(), "standing": written.standing,
                "access": written.access, "captured": int(source.captured), "file": written.file,
                "sha256": written.sha256, "url": written.url, "retrieved": written.retrieved,
                "coverage": written.coverage if source.captured else None,
                "sentences": len(coverage) if coverage is not None else None,
                "uncovered": sum(not item.covered for item in coverage) if coverage is not None else None,
                "origins": len(source.roots), "summary": told(pages, written.summary),
                "page": pages.served("source", id),
            }
        )  # fmt: skip
    return table("sources", "Sources", "Documents that the site reads or cites.", columns, ("id",), rows)


def lineage_tables(corpus: Corpus, pages: Pages) -> tuple[Table, Table]:
    """Where sources come from, step by step, and the origins at which their lineage begins."""
    steps: list[Mapping[str, Cell]] = [
        {
            "source_id": id, "position": number, "from_id": step.source, "how": step.how, "certainty": step.certainty,
            "basis": told(pages, step.basis),
        }
        for id, source in corpus.sources.items()
        for number, step in enumerate(source.written.derived_from, start=1)
    ]  # fmt: skip
    roots: list[Mapping[str, Cell]] = [
        {"source_id": id, "origin_id": root} for id, source in corpus.sources.items() for root in source.roots
    ]
    own = reference("source_id", "The source.", "sources", True)
    return (
        table(
            "lineage", "Lineage", "What sources were made from, one step a row.",
            (
                own, position("source"), reference("from_id", "The source that it was made from.", "sources", True),
                Column("how", "In which way."), Column("certainty", "How sure we are of the step."),
                Column("basis", "Why we think so."),
            ),
            ("source_id", "position"), steps,
        ),
        table(
            "origins", "Origins", "The sources at which the lineage of each source begins.",
            (own, reference("origin_id", "An origin behind it; itself, where it has none.", "sources", True)),
            ("source_id", "origin_id"), roots,
        ),
    )  # fmt: skip


def garble_table(corpus: Corpus, pages: Pages) -> Table:
    """Passages that do not say what was meant."""
    rows: list[Mapping[str, Cell]] = []
    for id, source in corpus.sources.items():
        places = [(item.written, passage) for item in source.garbles for passage in item.passages]
        for count, (written, passage) in enumerate(places, start=1):
            rows.append(
                {
                    "source_id": id, "position": count, "quote": passage.text, "start": passage.start,
                    "end": passage.end, "read_as": told(pages, written.read_as), "kind": written.kind,
                    "certainty": written.certainty, "basis": told(pages, written.basis),
                }
            )  # fmt: skip
    columns = (
        reference("source_id", "The source.", "sources", True), position("source"),
        Column("quote", "The words as they stand."), number("start", "Offset of the first character, from 0."),
        number("end", "Offset after the last character."), Column("read_as", "What was meant."),
        Column("kind", "What sort of slip it is."), Column("certainty", "How sure we are of the reading."),
        Column("basis", "Why we read it so."),
    )  # fmt: skip
    about = "Passages that do not say what was meant; they stay as printed."
    return table("garbles", "Garbled passages", about, columns, ("source_id", "position"), rows)


def publisher_table(corpus: Corpus, pages: Pages) -> Table:
    """All publishers."""
    columns = (
        id_of("publisher"), Column("name", "Its name.", required=True), Column("url", "Its site."),
        Column("owner", "Who owns it."), Column("reliability", "Admiralty scale, A to F."),
        Column("reason", "Why it gets this letter."), Column("note", "What else readers should know."), PAGE,
    )  # fmt: skip
    rows: list[Mapping[str, Cell]] = [
        {
            "id": id, "name": pages.leading.name("publisher", id), "url": item.record.url, "owner": item.record.owner,
            "reliability": item.record.reliability, "reason": told(pages, item.record.reason),
            "note": told(pages, item.record.note), "page": pages.served("publisher", id),
        }
        for id, item in corpus.publishers.items()
    ]  # fmt: skip
    return table("publishers", "Publishers", "Who publishes the sources.", columns, ("id",), rows)


def entity_tables(corpus: Corpus, pages: Pages) -> tuple[Table, Table]:
    """All entities, and their other names."""
    rows: list[Mapping[str, Cell]] = []
    aliases: list[Mapping[str, Cell]] = []
    for id, item in corpus.entities.items():
        record = item.record
        rows.append(
            {
                "id": id, "name": pages.leading.name("entity", id), "kind": record.kind,
                "named": int(record.named == "yes"), "description": told(pages, record.description),
                "same_as": " ".join(record.same_as) or None, "page": pages.served("entity", id),
            }
        )  # fmt: skip
        for count, alias in enumerate(record.aliases, start=1):
            aliases.append(
                {
                    "entity_id": id, "position": count, "name": alias.name, "language": alias.language,
                    "since": alias.since, "until": alias.until,
                }
            )  # fmt: skip
    columns = (
        id_of("entity"), Column("name", "Its usual name.", required=True), Column("kind", "What it is."),
        Column("named", "Whether the sources name it.", "boolean"), Column("description", "What it is, in a sentence."),
        Column("same_as", "The same thing elsewhere; addresses, with spaces between them."), PAGE,
    )  # fmt: skip
    alias_columns = (
        reference("entity_id", "The entity.", "entities", True), position("entity"), Column("name", "The other name."),
        Column("language", "The language in which it is used."),
        Column("since", "Since when it has meant this (EDTF)."),
        Column("until", "Until when it meant this (EDTF)."),
    )  # fmt: skip
    about = "Organisations, persons, groups, products and events that claims are about or come from."
    return (
        table("entities", "Names", about, columns, ("id",), rows),
        table("aliases", "Other names", "Other names of entities.", alias_columns, ("entity_id", "position"), aliases),
    )


def term_table(corpus: Corpus, pages: Pages) -> Table:
    """The glossary."""
    columns = (
        id_of("term"), Column("term", "The term.", required=True), Column("definition", "What it means."),
        reference("entity_id", "The entity that it names.", "entities"), Column("reference", "Where to read more."),
        PAGE,
    )  # fmt: skip
    rows: list[Mapping[str, Cell]] = [
        {
            "id": id, "term": pages.leading.name("term", id), "definition": told(pages, item.record.definition),
            "entity_id": item.record.entity, "reference": item.record.reference, "page": pages.served("term", id),
        }
        for id, item in corpus.terms.items()
    ]  # fmt: skip
    return table("terms", "Glossary", "The terms of the site.", columns, ("id",), rows)


def brief_tables(corpus: Corpus, pages: Pages) -> tuple[Table, Table]:
    """All briefs, and which claims they show."""
    columns = (
        id_of("brief"), Column("title", "Its heading.", required=True), Column("question", "What it answers."),
        Column("bottom_line", "The answer."), Column("date", "When it was written or revised.", "date"), PAGE,
    )  # fmt: skip
    rows: list[Mapping[str, Cell]] = [
        {
            "id": id, "title": pages.leading.name("brief", id), "question": told(pages, brief.written.question),
            "bottom_line": told(pages, brief.written.bottom_line), "date": brief.written.date,
            "page": pages.served("brief", id),
        }
        for id, brief in corpus.briefs.items()
    ]  # fmt: skip
    shown: list[Mapping[str, Cell]] = [
        {"brief_id": id, "position": count, "claim_id": claim}
        for id, brief in corpus.briefs.items()
        for count, claim in enumerate(brief.claims, start=1)
    ]
    shown_columns = (
        reference("brief_id", "The brief.", "briefs", True), position("brief"),
        reference("claim_id", "A claim that it shows.", "claims", True),
    )  # fmt: skip
    return (
        table("briefs", "Briefs", "Questions, and what the claims answer.", columns, ("id",), rows),
        table(
            "brief_claims", "Claims of briefs", "Which claims a brief shows, in order.", shown_columns,
            ("brief_id", "position"), shown,
        ),
    )  # fmt: skip
