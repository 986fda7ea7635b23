"""How to cite a page of the site: as text, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.model.corpus import Brief, Claim
from generator.render.description import state_words
from generator.render.escape import Md, html, preformatted
from generator.render.page import PageContext

LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    }
)  # fmt: skip
"""Braces become commands, for BibTeX counts them even after a backslash."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One way to cite a page: which, and the words to copy."""

    kind: Literal["text", "bibtex", "csl-json"]
    text: str

    @property
    def block(self) -> Md:
        """The words as preformatted HTML for a Markdown page, line by line as they are."""
        lines = []
        for line in self.text.split("\n"):
            words = line.lstrip(" ")
            lines.append("&#32;" * (len(line) - len(words)) + html(words))
        return Md(f'<pre class="cb-cite"><code>{"&#10;".join(lines)}</code></pre>')


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: a key, title, day of issue, day it was seen as it is, language, site, address, and a note."""

    key: str
    title: str
    issued: date
    seen: date
    language: str
    site: str
    address: str
    note: str


def latex(text: str) -> str:
    """A text on one line with the signs of LaTeX escaped; letters of all languages stay (UTF-8)."""
    return " ".join(text.split()).translate(LATEX)


def bibtex(reference: Reference) -> str:
    """The reference as an entry that BibTeX and biblatex both read; the address stays plain, as a `url` is read."""
    fields = {
        "author": "{" + latex(reference.site) + "}",
        "title": "{" + latex(reference.title) + "}",
        "year": str(reference.issued.year),
        "date": reference.issued.isoformat(),
        "url": reference.address,
        "urldate": reference.seen.isoformat() if reference.address else "",
        "langid": reference.language,
        "note": latex(reference.note),
    }
    told = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{reference.key}", *told]) + "\n}"


def csl_json(reference: Reference) -> str:
    """The reference as CSL-JSON (citation-style-language schema 1.0): a list of one item."""

    def parts(day: date) -> dict[str, list[list[int]]]:
        return {"date-parts": [[day.year, day.month, day.day]]}

    item: dict[str, object] = {
        "id": reference.key,
        "type": "webpage",
        "title": reference.title,
        "author": [{"literal": reference.site}],
        "container-title": reference.site,
        "issued": parts(reference.issued),
        "language": reference.language,
    }
    if reference.address:
        item |= {"URL": reference.address, "accessed": parts(reference.seen)}
    if reference.note:
        item["note"] = reference.note
    return json.dumps([item], ensure_ascii=False, indent=2)


def _ways(page: PageContext, pattern: str, reference: Reference) -> tuple[Citation, ...]:
    text = page.words.filled(
        pattern,
        site=reference.site,
        title=reference.title,
        day=page.day(reference.issued),
        address=reference.address,
    ).strip()
    return (
        Citation("text", text),
        Citation("bibtex", bibtex(reference)),
        Citation("csl-json", csl_json(reference)),
    )


def citations(page: PageContext, claim: Claim) -> tuple[Citation, ...]:
    """How to cite a claim's page: text, BibTeX, CSL-JSON. It is dated by the day of the build, for its state is."""
    as_of = page.facts.as_of
    note = page.words.filled("cite.note", id=claim.id, state=state_words(page, claim.id), day=page.day(as_of))
    title, address = page.sentence(claim.id).text, page.address(f"claims/{claim.id}.md")
    site = page.corpus.site.title
    return _ways(
        page, "cite.claim", Reference(f"claim-{claim.id}", title, as_of, as_of, page.language, site, address, note)
    )


def brief_citations(page: PageContext, brief: Brief) -> tuple[Citation, ...]:
    """How to cite a brief: text, BibTeX, CSL-JSON. It is dated by its own day, and was seen on that of the build."""
    as_of = page.facts.as_of
    issued = brief.date.earliest if brief.date and brief.date.earliest else as_of
    title, address = page.name("brief", brief.id), page.address(f"briefs/{brief.id}.md")
    site, language = page.corpus.site.title, page.pick(brief.written.title).language or page.language
    return _ways(page, "cite.brief", Reference(f"brief-{brief.id}", title, issued, as_of, language, site, address, ""))


def citation_rows(ways: tuple[Citation, ...]) -> tuple[tuple[str, Md], ...]:
    """Ways to cite for a template: the name of the form, and the words for a raw <pre>."""
    names = {"text": "Text", "bibtex": "BibTeX", "csl-json": "CSL-JSON"}
    return tuple((names[way.kind], preformatted(way.text)) for way in ways)
