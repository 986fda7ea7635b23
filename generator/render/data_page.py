"""The page that lists the files for other programs, each with what it is."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from generator.model.publication import served_at
from generator.render.cards import few
from generator.render.change_pages import FEED
from generator.render.due_calendar import CALENDAR
from generator.render.escape import Md, html, joined
from generator.render.page import PageContext

DATA_PAGE, FOLDER = "data/index.md", "data"
GUIDE = "guide/data.md"
FILES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("whole", (("corpus.json", "corpus", "corpus.schema.json"), ("claims/", "claim", "claim.schema.json"))),
    ("tables", (("corpus.sqlite", "sqlite", "datasette.json"), ("csv/", "csv", "csv-metadata.json"))),
    (
        "standards",
        (
            ("sources.csl.json", "csl", ""),
            ("sources.bib", "bibtex", ""),
            ("claims.jsonld", "jsonld", ""),
            ("annotations.jsonld", "annotations", ""),
            ("documents/", "documents", ""),
            ("CITATION.cff", "citation", ""),
        ),
    ),
)
"""By group: the files, or folders of files, below data/; the words on each; and the file that describes it."""

TABLES = (
    "aliases", "appearances", "brief_claims", "briefs", "claim_sheet", "claims", "contradictions", "entities",
    "evidence", "garbles", "lineage", "origins", "outcome_evidence", "publishers", "relations", "sentences", "site",
    "sources", "subjects", "terms", "voices", "witnesses",
)  # fmt: skip
"""The tables of the corpus, and the sheet of claims; a test holds them to those that are exported."""


MOST_FILES = 500
"""A folder with more files is not listed to its end."""


def _file(page: PageContext, path: str, words: str) -> Md:
    """A link to a file below data/, which stands once, below the leading language."""
    languages = page.publication.languages
    up = "../" if languages and page.language != languages[0] else ""
    address = posixpath.relpath(f"{up}{FOLDER}/{path}", served_at(DATA_PAGE))
    return Md(f'<a href="{html(address)}"><code>{html(words)}</code></a>')


def _folder(page: PageContext, folder: str) -> Md:
    """Links to all files of a folder."""
    corpus = page.corpus
    held = (id for id, source in corpus.sources.items() if source.passed_on is not None)
    names = {
        "claims/": (f"{id}.json" for id in corpus.claims),
        "documents/": (f"{id}.txt" for id in held),
        "csv/": (f"{name}.csv" for name in TABLES),
    }[folder]
    return joined(few(page, tuple(_file(page, f"{folder}{name}", name) for name in names), MOST_FILES), " · ")


def _row(page: PageContext, path: str, name: str, description: str) -> Mapping[str, Any]:
    """A file, or a folder with its files, in words."""
    folder = path.endswith("/")
    return {
        "path": html(path),
        "file": Md("") if folder else _file(page, path, path),
        "what": page.say(f"data.file.{name}"),
        "description": _file(page, description, description) if description else Md(""),
        "members": _folder(page, path) if folder else Md(""),
    }


def data_view(page: PageContext) -> Mapping[str, Any]:
    """All files for other programs by group; the calendar and the feed stand in each language."""
    living = [{"file": Md(f"[`{CALENDAR}`]({page.to(CALENDAR)})"), "what": page.say("data.file.calendar")}]
    if page.publication.base:
        living.append({"file": Md(f"[`{FEED}`]({page.to(FEED)})"), "what": page.say("data.file.feed")})
    return {
        "title": page.say("data.title"),
        "as_of": page.day(page.facts.as_of),
        "groups": tuple(
            (page.say(f"data.group.{group}"), tuple(_row(page, *entry) for entry in entries))
            for group, entries in FILES
        ),
        "living": tuple(living),
        "guide": page.to(GUIDE) if any(item.path == GUIDE for item in page.corpus.guide) else Md(""),
    }
