"""What a page is called and what it says, in plain words of one line, for those who have not opened it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from generator.model.corpus import Claim
from generator.render.addresses import FOLDERS
from generator.render.cards import state_meaning
from generator.render.page import PageContext
from generator.render.states import state_label
from generator.resolve.dates import date_or_none

LONGEST = 300
"""Characters of a description: results and previews show about half of that."""
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
KINDS = {folder: kind for kind, folder in FOLDERS.items()}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about: the kind of record (`list` for all other pages) and the record's id or the page's name."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Description:
    """A page's title, its description, and its type in the Open Graph protocol."""

    title: str
    text: str
    type: Literal["website", "article"]


def subject_of(page: PageContext) -> Subject:
    """The record that a page shows, by its path; `withdrawn` where it shows that one is no longer there."""
    path = PurePosixPath(page.path)
    folder, name = path.parent.as_posix(), path.stem
    corpus = page.corpus
    records = {"claim": corpus.claims, "source": corpus.sources, "entity": corpus.entities, "brief": corpus.briefs}
    kind = KINDS.get(folder, "")
    if kind and name in records[kind]:
        return Subject(kind, name)
    if kind and name in corpus.tombstones:
        return Subject("withdrawn", name)
    if folder == ".":
        return Subject("list", name)
    return Subject("list", folder if name == "index" else f"{folder}/{name}")


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut after a whole word where it is longer than `longest` characters."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def state_words(page: PageContext, claim: str) -> str:
    """A claim's state as its chip has it, with a capital."""
    label = state_label(page.facts.states[claim], page.words)
    return label[:1].upper() + label[1:]


def _claim_text(page: PageContext, claim: Claim) -> str:
    """A claim's state, what that means, and the first words in which it is made."""
    first = next((item for item in claim.appearances if item.passage is not None), claim.appearances[0])
    return page.words.filled(
        "machine.quoted_claim" if first.passage else "machine.paraphrased_claim",
        quote=shortened(first.quoted, 140) if first.passage else "",
        state=state_words(page, claim.id),
        meaning=state_meaning(page, claim.id),
        source=page.source_name(first.written.source),
    )


def list_title(page: PageContext, name: str) -> str:
    """The title of a page that shows many records, as its heading has it; the site's where it has none."""
    texts, (folder, _, stretch) = page.words.texts, name.partition("/")
    if folder == "timeline" and stretch:
        return page.words.filled("timeline.stretch_title", stretch=page.date(date_or_none(stretch)))
    return texts.get(f"{name}.title") or texts.get(f"lists.{name}.title") or page.corpus.site.title


def _guide_title(page: PageContext) -> str:
    """The first heading of a page of the guide."""
    for guide in page.corpus.guide:
        if guide.path == page.path:
            heading = HEADING.search(guide.content.decode("utf-8", "replace"))
            return heading[1].strip() if heading else ""
    return ""


def described(page: PageContext) -> Description:
    """The description of any page; pages that are no record's and have no words of their own speak for the site."""
    corpus, subject = page.corpus, subject_of(page)
    site, id = corpus.site, subject.id
    if subject.kind == "claim":
        return Description(page.name("claim", id), shortened(_claim_text(page, corpus.claims[id])), "article")
    if subject.kind == "brief":
        text = page.pick(corpus.briefs[id].written.bottom_line).text
        return Description(page.name("brief", id), shortened(text), "article")
    if subject.kind == "source":
        text = page.pick(corpus.sources[id].written.summary).text
        return Description(page.source_name(id), shortened(text), "article")
    if subject.kind == "entity":
        text = page.pick(corpus.entities[id].record.description).text
        return Description(page.name("entity", id), shortened(text), "website")
    if subject.kind == "withdrawn":
        return Description(id, page.words.text("machine.withdrawn"), "website")
    text = page.words.texts.get(f"machine.description.{id}", page.pick(site.description).text)
    return Description(_guide_title(page) or list_title(page, id), shortened(text), "website")
