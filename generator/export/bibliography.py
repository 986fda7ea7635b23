"""The sources as references: CSL-JSON and BibTeX; and the collection itself, as a CITATION.cff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import yaml

from generator.derive.facts import Facts
from generator.export.pages import Pages
from generator.model.corpus import Corpus, Source
from generator.model.dates import DatePoint, UncertainDate
from generator.model.source_records import SourceRecord
from generator.render.addresses import web_address
from generator.render.citation import latex
from generator.resolve.dates import date_or_none

CSL_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article-newspaper", "post": "post", "report": "report", "transcript": "speech",
        "dataset": "dataset", "web-page": "webpage",
    }
)  # fmt: skip
"""Kinds of source as the schema of CSL-JSON 1.0.2 calls them."""
BIBTEX_TYPES: Mapping[str, str] = MappingProxyType({"report": "techreport"})
"""The kinds that classical BibTeX has an entry for; all others are `misc`."""
SEVERAL = "mul"


def _title(pages: Pages, source: Source) -> str:
    """The title as printed; a descriptive one in square brackets, as bibliographies write what is not printed."""
    written: SourceRecord = source.written
    if written.title is None:
        name = pages.leading.source_name(source.id)
        return f"[{name.removesuffix(f' ({written.ref})')}]"
    return written.title.get(written.language) or pages.leading.pick(written.title).text


def _address(pages: Pages, source: Source) -> str:
    """Where it was read, else its page here."""
    return web_address(source.written.url or "") or pages.leading.address(f"sources/{source.id}.md")


def _parts(point: DatePoint) -> list[int]:
    day = point.first
    return {"day": [day.year, day.month, day.day], "month": [day.year, day.month]}.get(point.precision, [day.year])


def _issued(value: UncertainDate | None) -> dict[str, Any]:
    """A date as CSL-JSON has it; nothing where it is open or wider than a year, which it cannot say."""
    if value is None or value.begin is None or value.end is None:
        return {}
    ends = [value.begin, value.end] if value.interval else [value.begin]
    if any(end.precision in {"decade", "century"} for end in ends):
        return {}
    rough = any(end.uncertain or end.approximate for end in ends)
    return {"issued": {"date-parts": [_parts(end) for end in ends], **({"circa": True} if rough else {})}}


def csl_items(corpus: Corpus, pages: Pages) -> list[dict[str, Any]]:
    """All sources as items of CSL-JSON, in the order of their ids."""
    items = []
    for id, source in corpus.sources.items():
        written, read_on = source.written, date_or_none(source.written.retrieved)
        address = _address(pages, source)
        seen = {"accessed": {"date-parts": [_parts(read_on.begin)]}} if read_on and read_on.begin and address else {}
        item: dict[str, Any] = {
            "id": id,
            "type": CSL_TYPES[written.kind],
            "title": _title(pages, source),
            "author": [{"literal": name} for name in written.authors],
            "publisher": pages.leading.name("publisher", written.publisher),
            "container-title": pages.leading.name("publisher", written.publisher),
            **_issued(source.published),
            "URL": address,
            **seen,
            "language": "" if written.language == SEVERAL else written.language,
        }
        items.append({name: value for name, value in item.items() if value not in ("", [])})
    return items


def _entry(pages: Pages, source: Source) -> str:
    written, published = source.written, source.published
    address, publisher = _address(pages, source), latex(pages.leading.name("publisher", source.written.publisher))
    kind = BIBTEX_TYPES.get(written.kind, "misc")
    first = published.earliest if published else None
    fields = {
        "author": " and ".join("{" + latex(name) + "}" for name in written.authors) or "{" + publisher + "}",
        "title": "{" + latex(_title(pages, source)) + "}",
        "institution" if kind == "techreport" else "howpublished": publisher,
        "year": str(first.year) if first else "",
        "date": published.text if published else "",
        "url": address,
        "urldate": written.retrieved or "" if address else "",
        "langid": "" if written.language == SEVERAL else written.language,
    }
    told = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@{kind}{{{source.id}", *told]) + "\n}\n"


def bibtex_file(corpus: Corpus, pages: Pages) -> bytes:
    """All sources as entries that BibTeX and biblatex read, in UTF-8; `date` is EDTF, as biblatex takes it."""
    return "\n".join(_entry(pages, source) for source in corpus.sources.values()).encode("utf-8")


def citation_file(corpus: Corpus, facts: Facts, pages: Pages) -> bytes:
    """How to cite the collection, in the Citation File Format 1.2.0. It is dated by the day of the build."""
    site, page = corpus.site, pages.leading
    day: date = facts.as_of
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": page.words.filled("data.cite", site=site.title),
        "type": "dataset",
        "title": site.title,
        "abstract": page.pick(site.description).text,
        "authors": [{"name": site.title}],
        "version": day.isoformat(),
        "date-released": day,
        **({"url": pages.base} if pages.base else {}),
    }
    text: str = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=1000)
    return text.encode("utf-8")
