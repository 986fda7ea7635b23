"""Links to the place of a record in the repository, where its host lets people edit it."""

from __future__ import annotations

from generator.model.places import Places
from generator.render.escape import Md, html
from generator.render.page import PageContext


def edit_link(page: PageContext, kind: str, places: Places, *loc: str | int) -> Md:
    """A link to the file and line of a record, or of a part of it; nothing where no repository is known.

    `kind` says what is edited, by its words `edit.<kind>`.
    """
    repository = page.publication.repository
    if repository is None:
        return Md("")
    span = places.at(*loc)
    what = page.words.filled(f"edit.{kind}", file=span.path, line=span.line)
    return Md(
        f'<a class="cb-edit" href="{html(repository.file(span.path, span.line))}" rel="noopener nofollow"'
        f' title="{html(what)}" aria-label="{html(what)}">{html(page.words.text("edit.edit"))}</a>'
    )


def edit_line(page: PageContext, kind: str, places: Places) -> Md:
    """The file of a record as it is called in the project, and the link to edit it; the file alone without one."""
    file, link = Md(f"<code>{html(places.at().path)}</code>"), edit_link(page, kind, places)
    return Md(f"{file} · {link}") if link else file
