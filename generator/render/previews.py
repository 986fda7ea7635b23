"""Which pictures the links to pages show: one for each brief, one for each state of a claim, one for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.state import State
from generator.model.publication import Preview
from generator.render.description import shortened, subject_of
from generator.render.page import PageContext
from generator.render.states import look_of, plain_state, state_words_of

FOLDER = "assets/previews"
WIDTH, HEIGHT = 1200, 630
"""In pixels: what the Open Graph protocol's readers show without cropping."""


def _state_preview(page: PageContext, state: State) -> Preview:
    label = state_words_of(state, page.words, "label")
    return Preview(
        kicker=page.words.text("machine.preview.claim"),
        headline=label[:1].upper() + label[1:],
        text=state_words_of(state, page.words, "meaning"),
        foot=page.corpus.site.title,
        family=look_of(state).family,
    )


def _state_path(state: State) -> str:
    return f"{FOLDER}/state-{state.name}{'-denied' if state.denied else ''}.png"


def _brief_preview(page: PageContext, id: str) -> Preview:
    brief = page.corpus.briefs[id]
    return Preview(
        kicker=page.words.text("machine.preview.brief"),
        headline=page.name("brief", id),
        text=shortened(page.pick(brief.written.question).text, 150),
        foot=f"{page.corpus.site.title} · {page.date(brief.date)}",
        family="site",
    )


def _site_preview(page: PageContext) -> Preview:
    site = page.corpus.site
    return Preview("", site.title, shortened(page.pick(site.question).text, 200), "", "site")


def preview_of(page: PageContext) -> tuple[str, Preview]:
    """The path of a page's picture on the site, and what is on it."""
    subject = subject_of(page)
    if subject.kind == "claim":
        state = plain_state(page.facts.states[subject.id])
        return _state_path(state), _state_preview(page, state)
    if subject.kind == "brief":
        return f"{FOLDER}/brief-{subject.id}.png", _brief_preview(page, subject.id)
    return f"{FOLDER}/site.png", _site_preview(page)


def previews(page: PageContext) -> Iterator[tuple[str, Preview]]:
    """All pictures of the site in the page's language, by path."""
    for state in sorted(set(map(plain_state, page.facts.states.values())), key=_state_path):
        yield _state_path(state), _state_preview(page, state)
    for id in page.corpus.briefs:
        yield f"{FOLDER}/brief-{id}.png", _brief_preview(page, id)
    yield f"{FOLDER}/site.png", _site_preview(page)
