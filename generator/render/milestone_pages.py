"""The pages of the milestones: a list of them, and for each the world as it stood on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.derive.milestones import MilestoneView, StateChange
from generator.render.cards import article_order, state_summary
from generator.render.escape import Md, joined
from generator.render.page import PageContext
from generator.render.timelines import timeline_view

FOLDER = "views"
WAITED = frozenset({"due", "overdue"})
View = Callable[[PageContext], Mapping[str, Any]]


def _path(view: MilestoneView) -> str:
    return f"{FOLDER}/{view.day.isoformat()}.md"


def _then(page: PageContext, view: MilestoneView) -> PageContext:
    """The page as it would speak on the day of a milestone; its links lead to the pages of this build."""
    texts = {**page.words.texts, "parts.axis_today": page.words.text("views.axis_day")}
    return PageContext(page.path, view.corpus, view.facts, replace(page.words, texts=texts))


def _titles(page: PageContext, view: MilestoneView) -> tuple[Md, ...]:
    return tuple(page.plain(title) for title in view.titles)


def _link(page: PageContext, view: MilestoneView) -> Md:
    return Md(f"[{page.day(view.day)}]({page.to(_path(view))})")


def _sizes(view: MilestoneView) -> Mapping[str, int]:
    return {"claims": len(view.corpus.claims), "sources": len(view.corpus.sources)}


def views_view(page: PageContext, views: Sequence[MilestoneView]) -> Mapping[str, Any]:
    """The list of all milestones, the earliest first, each with the counts of its states."""
    return {
        "title": page.words.text("views.title"),
        "views": tuple(
            {
                "link": _link(page, view),
                "titles": _titles(page, view),
                "states": state_summary(_then(page, view), view.corpus.claims),
                "appeared": len(view.appeared),
                "changed": len(view.changed),
                **_sizes(view),
            }
            for view in views
        ),
    }


def _reason(page: PageContext, change: StateChange) -> Md:
    """Why a state changed: what superseded the claim, the evidence that came to it, or that its time came."""
    newer = [id for id in change.after.superseded_by if id not in change.before.superseded_by]
    if newer:
        links = joined([page.link("claim", id) for id in newer], "; ")
        return page.say("views.because_superseded", claims=links)
    if change.after.name in WAITED:
        return page.say(f"views.because_{change.after.name}")
    fresh = [id for id in change.after.because if id not in change.before.because] or list(change.after.because)
    if not fresh:
        return Md("")
    return page.say("views.because_sources", sources=joined([page.link("source", id) for id in fresh], "; "))


def _changes(page: PageContext, views: Sequence[MilestoneView], number: int) -> Iterator[Mapping[str, Any]]:
    view = views[number]
    then = _then(page, view)
    changed = {change.claim: change for change in view.changed}
    for id in article_order(then, changed):
        change = changed[id]
        yield {
            "link": then.link("claim", change.claim),
            "before": _then(page, views[number - 1]).chip(change.claim),
            "after": then.chip(change.claim),
            "reason": _reason(then, change),
        }


def _foretold(then: PageContext, id: str) -> Mapping[str, Any]:
    outcome = then.corpus.claims[id].outcome
    return {
        "link": then.link("claim", id),
        "chip": then.chip(id),
        "due": then.date(outcome.due) if outcome else "",
        "happened": then.date(outcome.occurred) if outcome else "",
    }


def view_view(page: PageContext, views: Sequence[MilestoneView], number: int) -> Mapping[str, Any]:
    """The world as of one milestone: what had been said, what changed, the predictions, the timeline."""
    view = views[number]
    then = _then(page, view)
    return {
        "title": page.words.filled("views.day_title", day=page.day(view.day)),
        "titles": _titles(page, view),
        "states": state_summary(then, view.corpus.claims),
        "since": page.day(views[number - 1].day) if number else "",
        "appeared": tuple(
            {"link": then.link("claim", id), "chip": then.chip(id)} for id in article_order(then, view.appeared)
        ),
        "changed": tuple(_changes(page, views, number)),
        "predictions": tuple(_foretold(then, id) for id in view.predictions),
        "timeline": timeline_view(then, view.facts.timeline),
        "previous": _link(page, views[number - 1]) if number else Md(""),
        "next": _link(page, views[number + 1]) if number + 1 < len(views) else Md(""),
        "index": page.to(f"{FOLDER}/index.md"),
        **_sizes(view),
    }


def milestone_pages(views: Sequence[MilestoneView]) -> Iterator[tuple[str, str, View]]:
    """The list of milestones and a page for each: path, template, and what computes its content."""
    yield f"{FOLDER}/index.md", "views", lambda page: views_view(page, views)
    for number, view in enumerate(views):
        yield _path(view), "view", lambda page, number=number: view_view(page, views, number)  # type: ignore[misc]
