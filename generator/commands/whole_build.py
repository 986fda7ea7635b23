"""A build from the files to the site, after it was seen that something has changed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from generator.commands.options import CLEAN, FINDINGS, UNUSABLE
from generator.model.keeping import Keeping
from generator.progress.line import finish
from generator.progress.stages import Stages
from generator.publish.build_lock import BuildHeld, BuildLock
from generator.publish.cluster import ClusterError, cluster_workers
from generator.publish.disk_faults import fault_told
from generator.publish.last_build import write_last_build
from generator.publish.leftovers import NotOurs, building
from generator.publish.mkdocs_site import PublishError, publish
from generator.publish.page_store import PAGES, PageStore
from generator.publish.page_workers import local_workers
from generator.publish.rendered_pages import RenderedPages
from generator.render.environment import TemplateFault
from generator.report import summary
from generator.steps import checked_project, findings_text, languages_of, require_project, write_docs

STAYS = "the last site stays"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be built: a project as of a day, in which language and with drafts or not, and on which cluster; the
    seal of the program, and that of all that the build follows from, where there is one."""

    root: Path
    as_of: date
    language: str | None
    drafts: bool
    scheduler: str | None
    program: str
    inputs: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a build: its exit code, the last line for the user, and whether there is a new site."""

    code: int
    told: str
    site: bool = False


def built(wish: Wish, stages: Stages) -> Outcome:
    """Checks a project, writes its pages and publishes them, while no other process does."""
    require_project(wish.root)
    try:
        with building(wish.root, BuildLock(wish.root, finish)):
            return _built(wish, stages)
    except (BuildHeld, NotOurs) as error:
        return Outcome(UNUSABLE, f"error: {error}\n{STAYS}")
    except OSError as error:
        return Outcome(UNUSABLE, f"error: {fault_told(error, wish.root)}\n{STAYS}")


def _built(wish: Wish, stages: Stages) -> Outcome:
    root, as_of, program = wish.root, wish.as_of, wish.program
    with closing(PageStore(root / PAGES)) as store:
        keeping = Keeping(store, program)
        checked = checked_project(root, wish.drafts, stages, keeping)
        printed = findings_text(checked, root)
        click.echo(printed, nl=False)
        if not checked.sound:
            return Outcome(FINDINGS, f"{summary(checked.findings, len(checked.waived))}; nothing was built")
        try:
            address, languages = wish.scheduler, languages_of(checked, wish.language)
            with cluster_workers(address, program, finish) if address else local_workers() as workers:
                editions, written, known = write_docs(root, checked, as_of, languages, keeping, stages=stages)
                with stages.stage("publishing with MkDocs"):
                    rendered = RenderedPages(store, workers, program)
                    publish(root, as_of, root / "site", editions, rendered, progress=stages)
        except (ClusterError, PublishError, TemplateFault) as error:
            return Outcome(UNUSABLE, f"error: {error}\n{STAYS}")
    told = f"built site/ as of {as_of}: {len(known.claims)} claims, {len(known.sources)} sources"
    code = CLEAN if checked.clean else FINDINGS
    with stages.stage("noting what was built"):
        write_last_build(root, wish.inputs, printed, told, code)
    return Outcome(code, f"{told}, {written}", site=True)
