"""Serves the site and rebuilds it when an input is saved; a faulty input leaves the last good site on screen."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import click
from mkdocs.livereload import LiveReloadServer

from generator.compiler import Snapshot, compose_data
from generator.model.keeping import Keeping
from generator.model.publication import Publication
from generator.model.templates import Page, Templates
from generator.progress.line import finish
from generator.progress.stages import Stages
from generator.publish.build_lock import BuildHeld, BuildLock
from generator.publish.disk_faults import fault_told
from generator.publish.editions import Edition
from generator.publish.heads import also_allowing
from generator.publish.leftovers import NotOurs, building
from generator.publish.mkdocs_site import PublishError, publish, renew_search
from generator.publish.page_store import PAGES, PageStore
from generator.publish.page_workers import local_workers
from generator.publish.rendered_pages import RenderedPages
from generator.read.input_seal import program_seal
from generator.render.environment import TemplateFault
from generator.steps import checked_project, languages_of, require_project, show_findings, write_docs

POLLING_SECONDS = 0.1
SETTLING_SECONDS = 0.05
"""How long to wait for further saves before building: editors save one file in one go."""
WATCHED = ("content", "seeds", "site_templates", "mkdocs.yml")


class PolicyAwareServer(LiveReloadServer):
    """The server of MkDocs, whose script that waits for the next build the pages' own policy would stop."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        served: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        script = served[served.rindex(b"<script>") + len(b"<script>") : served.rindex(b"</script>")]
        return also_allowing(served, script)


class Session:
    """What a live session keeps from one build to the next: its pages, composed and rendered, the files for other
    programs, and the search that is being made."""

    def __init__(self, rendered: RenderedPages, lock: BuildLock, keeping: Keeping | None = None) -> None:
        self.rendered, self.lock, self.keeping = rendered, lock, keeping
        self._searching: threading.Thread | None = None
        self._data: tuple[tuple[str, ...], tuple[Page, ...]] = (), ()

    def data(
        self, shown: Snapshot, templates: Templates, publication: Publication, keeping: Keeping | None
    ) -> tuple[Page, ...]:
        """The files for other programs, made anew only when a record has come or gone: no reader waits for them."""
        records = (*shown.known.claims, *shown.known.sources, str(shown.facts.as_of))
        if self._data[0] != records:
            self._data = records, tuple(compose_data(shown, templates, publication, keeping))
        return self._data[1]

    def settle(self) -> None:
        """Waits until the search of the last build is there, so that the next one does not take its folder away."""
        if self._searching is not None:
            self._searching.join()

    def search_later(self, root: Path, editions: tuple[Edition, ...]) -> None:
        """Makes the search beside the session: an edited claim is on screen before it can be found.

        The lock of the build is held until that is done.
        """

        def make() -> None:
            try:
                renew_search(root, root / "site", editions)
            except PublishError as error:
                finish(f"error: {error}")
            except OSError as error:
                finish(f"error: {fault_told(error, root)}\nthe search stays as it was")
            finally:
                self.lock.release()

        self.lock.acquire()
        self._searching = threading.Thread(target=make)
        self._searching.start()


def rebuild(root: Path, as_of: date, session: Session, language: str | None) -> bool:
    """Checks and builds one language, the leading one if none is named; its search follows.

    False where findings, MkDocs, the disk or another build forbid it; that is then shown.
    """
    try:
        with building(root, session.lock):
            return _rebuild(root, as_of, session, language)
    except (BuildHeld, NotOurs, PublishError, TemplateFault) as error:
        finish(f"error: {error}\nthe last good site stays on screen")
    except OSError as error:
        finish(f"error: {fault_told(error, root)}\nthe last good site stays on screen")
    return False


def _rebuild(root: Path, as_of: date, session: Session, language: str | None) -> bool:
    stages = Stages()
    checked = checked_project(root, stages=stages, keeping=session.keeping)
    show_findings(checked, root)
    if not checked.sound:
        finish("the last good site stays on screen")
        return False
    editions, written, _ = write_docs(
        root, checked, as_of, languages_of(checked, language)[:1], session.keeping, session.data, stages
    )
    session.settle()
    with stages.stage("publishing with MkDocs"):
        publish(root, as_of, root / "site", editions, session.rendered, search_later=True, progress=stages)
    session.search_later(root, editions)
    finish(f"built: {written}")
    return True


def serve_project(root: Path, as_of: date, port: int, language: str | None) -> None:
    """Builds, serves on this machine only, and watches until interrupted; raises UsageError without a first site."""
    require_project(root)
    lock = BuildLock(root, finish)
    try:
        with building(root, lock):
            store = PageStore(root / PAGES)
    except (BuildHeld, NotOurs) as error:
        raise click.UsageError(str(error)) from error
    with closing(store), local_workers() as workers:
        program = program_seal()
        session = Session(RenderedPages(store, workers, program), lock, Keeping(store, program))
        _serve(root, as_of, port, language, session)


def _serve(root: Path, as_of: date, port: int, language: str | None, session: Session) -> None:
    if not rebuild(root, as_of, session, language) and not (root / "site" / "index.html").is_file():
        raise click.UsageError("there is no site to show yet: mend the findings above first")
    site = str((root / "site").resolve())

    def once_more() -> None:
        rebuild(root, as_of, session, language)

    server = PolicyAwareServer(once_more, "127.0.0.1", port, site, polling_interval=POLLING_SECONDS)
    server.build_delay = SETTLING_SECONDS
    for name in WATCHED:
        if (root / name).exists():
            server.watch(str((root / name).resolve()), recursive=True)
    click.echo(f"serving http://127.0.0.1:{port}/ (stop with Ctrl-C)", err=True)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    finally:
        server.shutdown()
