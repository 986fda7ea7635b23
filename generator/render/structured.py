"""A page's facts for machines: JSON-LD in the vocabulary of schema.org."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.render.addresses import FOLDERS
from generator.render.brief_body import shown_body
from generator.render.description import described, list_title, subject_of
from generator.render.page import PageContext
from generator.render.structured_claims import claim_nodes, site_node, source_node
from generator.render.structured_nodes import Node, iso_date, node

MENDED = str.maketrans(
    {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"},
)
"""Signs that could end a script element or a line of JavaScript, each as JSON's own escape."""


def _glossary(page: PageContext) -> Node:
    set_address = page.address("glossary.md")
    terms = []
    for id, located in page.corpus.terms.items():
        shown = page.pick(located.record.term)
        terms.append(
            node(
                "DefinedTerm",
                name=shown.text,
                termCode=id,
                description=page.pick(located.record.definition).text,
                inDefinedTermSet=set_address,
                url=page.address(f"glossary.md#term-{id}"),
            )
        )
    return node(
        "DefinedTermSet",
        id=set_address,
        name=f"{page.corpus.site.title}: {described(page).title}",
        url=set_address,
        inLanguage=page.language,
        publisher=site_node(page),
        hasDefinedTerm=terms,
    )


def _article(page: PageContext, id: str) -> Node:
    brief = page.corpus.briefs[id]
    written, address = brief.written, page.address(page.path)
    used: dict[str, None] = {}
    for claim in brief.claims:
        record = page.corpus.claims[claim].written
        used |= dict.fromkeys(item.source for item in record.appearances)
        used |= dict.fromkeys(item.source for item in record.evidence)
    return node(
        "Article",
        id=address and f"{address}#article",
        headline=page.name("brief", id),
        abstract=page.pick(written.bottom_line).text,
        description=page.pick(written.question).text,
        datePublished=iso_date(brief.date),
        inLanguage=list(dict.fromkeys([page.language, shown_body(page, brief).language])),
        author=site_node(page),
        publisher=site_node(page),
        url=address,
        mainEntityOfPage=address,
        mentions=[
            node(
                "Claim",
                id=_claim_address(page, claim),
                name=page.sentence(claim).text,
                url=page.address(f"claims/{claim}.md"),
            )
            for claim in brief.claims
        ],
        citation=[source_node(page, source) for source in sorted(used) if source in page.corpus.sources],
    )


def _claim_address(page: PageContext, id: str) -> str:
    address = page.address(f"claims/{id}.md")
    return address and f"{address}#claim"


def _website(page: PageContext) -> Node:
    site = page.corpus.site
    return node(
        "WebSite",
        name=site.title,
        description=page.pick(site.description).text,
        url=page.address("index.md"),
        inLanguage=page.language,
        publisher=site_node(page),
    )


def _breadcrumbs(page: PageContext, kind: str) -> Node:
    folder = FOLDERS[kind]
    steps = (
        (page.corpus.site.title, page.address("index.md")),
        (list_title(page, folder), page.address(f"{folder}/index.md")),
        (described(page).title, page.address(page.path)),
    )
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=number, name=name, item=address)
            for number, (name, address) in enumerate(steps, start=1)
        ],
    )


def structured(page: PageContext) -> tuple[Node, ...]:
    """What a page tells machines, as nodes of JSON-LD; absolute addresses are left out where the site has none."""
    subject = subject_of(page)
    found: list[Node] = []
    if subject.kind == "claim":
        found.append(claim_nodes(page, page.corpus.claims[subject.id]))
    elif subject.kind == "brief":
        found.append(_article(page, subject.id))
    elif page.path == "glossary.md":
        found.append(_glossary(page))
    elif page.path == "index.md":
        found.append(_website(page))
    if subject.kind in FOLDERS and page.publication.base:
        found.append(_breadcrumbs(page, subject.kind))
    return tuple(found)


def json_script(nodes: Sequence[Mapping[str, Any]]) -> str:
    """Nodes as a script element that holds data; nothing in their texts can end it. Empty where there is no node."""
    if not nodes:
        return ""
    whole = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(MENDED)
    return f'<script type="application/ld+json">{text}</script>'
