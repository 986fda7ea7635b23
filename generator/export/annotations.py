"""All quotes as annotations of their documents (W3C Web Annotation Data Model)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.export.json_values import inside, json_text, list_text, object_text
from generator.export.pages import Pages
from generator.model.corpus import Claim, Corpus, Source
from generator.model.documents import Passage
from generator.render.addresses import web_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ANNOTATIONS = "annotations.jsonld"
DOCUMENTS = "documents"
BESIDE = 32
"""Characters told before and after a quote, by which it is found again where its words occur more than once."""


def document_name(source: str) -> str:
    """The path below data/ of a captured text."""
    return f"{DOCUMENTS}/{source}.txt"


def _quote_selector(source: Source, passage: Passage | None, quote: str) -> dict[str, Any]:
    document = source.document
    if document is None or passage is None:
        return {"type": "TextQuoteSelector", "exact": quote}
    before = document.text[max(0, passage.start - BESIDE) : passage.start]
    after = document.text[passage.end : passage.end + BESIDE]
    if source.passed_on is None:
        before, after = before.lstrip(), after.rstrip()
    found = {"exact": passage.text, "prefix": before, "suffix": after}
    return {"type": "TextQuoteSelector", **{name: words for name, words in found.items() if words}}


def _targets(pages: Pages, corpus: Corpus, source: str, passage: Passage | None, quote: str) -> list[dict[str, Any]]:
    """The passage in the captured text, by its words and its offsets, and by its words on the page it was read at.

    A text that may not be passed on is no target.
    """
    held, found = corpus.sources[source], []
    selector = _quote_selector(held, passage, quote)
    if passage is not None and held.passed_on is not None:
        places = {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
        address = f"{pages.base}data/{document_name(source)}" if pages.base else document_name(source)
        found.append({"source": address, "selector": [selector, places]})
    address = web_address(held.written.url or "")
    return [*found, *([{"source": address, "selector": selector}] if address else [])]


def claim_annotations(corpus: Corpus, pages: Pages, claim: Claim) -> list[dict[str, Any]]:
    """The quotes of a claim as annotations, as `annotation_collection` tells them."""
    made = []
    top = f"{pages.base}data/{ANNOTATIONS}" if pages.base else ""
    for number, item in enumerate(claim.appearances, start=1):
        quote = item.quoted
        if not quote or item.written.source not in corpus.sources:
            continue
        source = item.written.source
        targets = [one for it in item.passages for one in _targets(pages, corpus, source, it, it.text)]
        targets = targets or _targets(pages, corpus, source, None, quote)
        if not targets:
            continue
        bodies: list[Any] = [
            {"type": "TextualBody", "value": page.sentence(claim.id).text, "language": page.language,
             "format": "text/plain", "purpose": "describing"}
            for page in pages.contexts
        ]  # fmt: skip
        address = pages.leading.address(f"claims/{claim.id}.md")
        if address:
            bodies.append({"type": "SpecificResource", "source": address, "purpose": "linking"})
        made.append(
            {
                **({"id": f"{top}#{claim.id}-{number}"} if top else {}),
                "type": "Annotation",
                "motivation": "describing",
                "body": bodies,
                "target": targets[0] if len(targets) == 1 else targets,
            }
        )
    return made


def annotation_collection(title: str, pages: Pages, items: Sequence[str]) -> bytes:
    """A file with every quote as an annotation whose body is the claim, in a collection of one page.

    In: the title of the site, and the annotations as JSON.

    Its target is the captured text, with a TextQuoteSelector and a TextPositionSelector (code points from 0), and the
    page at which the source was read, with a TextQuoteSelector. Without the site's address there are no ids, and the
    texts are named relative to the file.
    """
    address = f"{pages.base}data/{ANNOTATIONS}" if pages.base else ""
    first = [
        *([("id", json_text(f"{address}#page"))] if address else []),
        ("type", json_text("AnnotationPage")),
        ("startIndex", "0"),
        ("items", list_text(items, 1)),
    ]
    whole = [
        ("@context", json_text(CONTEXT)),
        *([("id", json_text(address))] if address else []),
        ("type", json_text("AnnotationCollection")),
        ("label", json_text(title)),
        ("total", str(len(items))),
        *([("first", inside(object_text(first)))] if items else []),
    ]
    return f"{object_text(whole)}\n".encode()


def document_files(corpus: Corpus) -> dict[str, bytes]:
    """The captured texts to which the offsets of annotations belong, by their path below data/."""
    held = {id: source.passed_on for id, source in corpus.sources.items()}
    return {document_name(id): document.text.encode("utf-8") for id, document in held.items() if document is not None}
