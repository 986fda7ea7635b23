"""Entries of BibTeX and biblatex to references, with what no source can hold."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict, astuple
from types import MappingProxyType

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from generator.extract.reading import limit_myself
from generator.imported.bibtex_entries import BibEntry, entries_of
from generator.imported.bibtex_fields import Fields
from generator.imported.csl_items import nearest_kind
from generator.imported.day_words import language_tag, month_number, names_time, read_date, written_date
from generator.imported.found import Loss, loss
from generator.imported.json_leaves import Said
from generator.imported.latex_words import decoded, plain_address, unknown_commands
from generator.imported.references import Reference
from generator.imported.web_addresses import doi_address, web_address

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "article": "article", "report": "report", "techreport": "report", "online": "web-page",
        "electronic": "web-page", "www": "web-page", "dataset": "dataset",
    }
)  # fmt: skip
"""Types of entry whose meaning a kind of source has."""
NEAREST: Mapping[str, str] = MappingProxyType(
    {"suppperiodical": "article", "inproceedings": "article", "conference": "article", "software": "web-page"}
)
"""Types that no kind of source means, and the kind that comes nearest; `misc` is a page where it has an address."""
HOUSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("journaltitle", "journal", "publisher", "organization", "institution"),
        "report": ("institution", "organization", "publisher", "school"),
        "web-page": ("organization", "publisher", "howpublished", "institution"),
    }
)
"""By kind of source: the fields that name who published it, the best one first."""
OTHERS = ("howpublished", "publisher", "institution", "organization", "school", "journaltitle", "journal", "booktitle")
INHERITED: Mapping[str, str] = MappingProxyType({"title": "booktitle", "subtitle": "booksubtitle"})
"""Fields that an entry inherits by `crossref` under another name; a title never becomes the entry's own."""
RANGE = re.compile(r"(\d{1,2})?\s*\.?\s*([^\W\d]+|\d{1,2})\.?\s*(\d{1,2})?")


def _kind(entry: BibEntry, fields: Fields, addressed: bool) -> tuple[str, bool]:
    name = entry.type
    if name in KINDS:
        return KINDS[name], False
    kind = NEAREST.get(name) or ("web-page" if name in {"misc", "unpublished"} and addressed else "report")
    fields.losses.append(loss(entry.where, f"@{name}", nearest_kind(f"@{name}"[:40], kind)))
    return kind, True


def _authors(fields: Fields) -> tuple[Said, ...]:
    name = "author"
    raw, where = fields.raw(name), fields.place(name)
    found: list[Said] = []
    for person in split_multiple_persons_names(raw):
        if person.strip() == "others":
            fields.losses.append(loss(where, "and others", "further authors are not named"))
            continue
        text = ""
        if not re.fullmatch(r"\s*\{.*\}\s*", person, re.DOTALL):
            try:
                text = decoded(parse_single_name_into_parts(person, strict=False).merge_first_name_first)
            except Exception:
                text = ""
        text = text or decoded(person)
        found += [Said(text, where)] if text else []
    for command in unknown_commands(raw):
        fields.losses.append(loss(where, command, "a command of LaTeX that is not known"))
    if found:
        fields.mark(name)
    return tuple(found)


def _year_and_month(fields: Fields) -> str | None:
    year, month, day = fields.text("year"), fields.text("month"), fields.text("day")
    whole = read_date(year)
    if whole is None or not re.fullmatch(r"\d{4}", whole) or not month:
        return whole
    match = RANGE.fullmatch(month)
    number = month_number(match[2]) if match else None
    if match is None or number is None:
        return whole
    told = day or match[1] or match[3] or ""
    exact = written_date(int(whole), number, int(told) if told.isascii() and told.isdigit() else None)
    if exact is None:
        return whole
    fields.mark("month", *(["day"] if len(exact) == 10 else []))
    return exact


def _published(fields: Fields) -> Said | None:
    if text := fields.date("date"):
        if found := read_date(text):
            where = fields.place("date")
            if names_time(text):
                fields.losses.append(loss(where, text, "records keep the day, not the time"))
            fields.mark("date")
            for name, part in (("year", found[:4]), ("month", str(month_number(found[5:7]) or ""))):
                same = fields.text(name) == part or (name == "month" and str(month_number(fields.text(name))) == part)
                if same:
                    fields.mark(name)
            return Said(found, where)
        fields.lose("date", "not a date that can be read; put it into `published`")
    if found := _year_and_month(fields):
        fields.mark("year")
        return Said(found, fields.place("year"))
    fields.lose("year", "not a date that can be read; put it into `published`")
    return None


def _retrieved(fields: Fields) -> Said | None:
    found = read_date(fields.date("urldate"))
    if found is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        fields.lose("urldate", "not one day; put the day of reading into `retrieved`")
        return None
    fields.mark("urldate")
    return Said(found, fields.place("urldate"))


def _addresses(fields: Fields) -> tuple[Said, ...]:
    found = []
    for name in ("url", "howpublished", "doi", "eprint"):
        text = plain_address(fields.raw(name))
        address = doi_address(text) if name == "doi" else web_address(text) if name != "eprint" else None
        archive = (fields.text("archiveprefix") or fields.text("eprinttype")).casefold()
        if name == "eprint" and archive == "arxiv" and text:
            address = web_address(f"https://arxiv.org/abs/{text}")
            fields.mark(*["archiveprefix", "eprinttype"] if address else [])
        if address:
            found.append(Said(address, fields.place(name)))
            fields.mark(name)
        elif name in {"url", "doi"}:
            fields.lose(name, "not an address of the web")
    return tuple(found)


def _publisher(fields: Fields, kind: str) -> Said | None:
    names = [name for name in dict.fromkeys((*HOUSES.get(kind, ()), *OTHERS)) if fields.text(name)]
    if not names:
        return None
    said = fields.take(names[0])
    for name in names[1:]:
        if said and fields.text(name) == said.text:
            fields.mark(name)
        else:
            fields.lose(name, f"a source has one publisher, here from {names[0]!r}")
    return said


def _title(fields: Fields) -> Said | None:
    title, more = fields.take("title"), fields.take("subtitle")
    if title and more:
        return Said(f"{title.text}: {more.text}", title.where)
    return title or more


def _reference(entry: BibEntry, inherited: Mapping[str, tuple[str, str]], losses: list[Loss]) -> Reference:
    fields = Fields(entry, inherited, losses)
    if inherited:
        fields.mark("crossref")
    addresses = _addresses(fields)
    kind, assumed = _kind(entry, fields, bool(addresses))
    authors, publisher = _authors(fields), _publisher(fields, kind)
    if publisher is None and entry.type == "misc" and not addresses and len(authors) == 1:
        publisher = authors[0]
    if publisher is not None and [item.text for item in authors] == [publisher.text]:
        authors = ()
    names = [name for name in ("langid", "language", "hyphenation") if fields.raw(name)]
    tag = language_tag(fields.text(names[0])) if names else None
    language = Said(tag, fields.place(names[0])) if tag else None
    for name in names:
        if tag and language_tag(fields.text(name)) == tag:
            fields.mark(name)
        else:
            fields.lose(name, "not a language that is known, or another one than told before")
    told = Reference(
        where=entry.where,
        key=entry.key,
        kind=kind,
        assumed=assumed,
        title=_title(fields),
        publisher=publisher,
        authors=authors,
        language=language,
        published=_published(fields),
        retrieved=_retrieved(fields),
        addresses=addresses,
        abstract=fields.take("abstract"),
        notes=tuple(said for name in ("note", "addendum", "annotation", "annote") if (said := fields.take(name))),
    )
    fields.lose_rest()
    return told


def references_of(entries: list[BibEntry], losses: list[Loss]) -> list[Reference]:
    """Entries to references; what a source cannot hold is added to the losses. `crossref` is followed one step."""
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.casefold(), entry)
    found = []
    for entry in entries:
        parent = by_key.get(entry.fields.get("crossref", "").strip().casefold())
        inherited = {}
        if "crossref" in entry.fields and parent is not None and parent is not entry:
            inherited = {
                INHERITED.get(name, name): (value, f"{parent.where}, field {name!r}")
                for name, value in parent.fields.items()
                if name != "crossref"
            }
        found.append(_reference(entry, inherited, losses))
    return found


def main() -> None:
    """Reads BibTeX in UTF-8 from standard input and writes its references and losses as JSON to standard output."""
    limit_myself(int(sys.argv[1]))
    logging.disable(logging.CRITICAL)
    entries, losses = entries_of(sys.stdin.buffer.read().decode("utf-8"))
    references = [asdict(told) for told in references_of(entries, losses)]
    sys.stdout.write(json.dumps({"references": references, "lost": [astuple(item) for item in losses]}))
