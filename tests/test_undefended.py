"""The positive control: on a site without defence the hostile texts run script and disclose files, and we see it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.built_site import in_browser, served
from tests.hostile_texts import CORPUS, FAMILIES, Hostile
from tests.looking import Seen, disclosed, look_at, watched
from tests.proving import THOROUGH, amount
from tests.undefended import undefended_site

pytestmark = in_browser
EACH = 1
"""Texts on a page: more would swallow one another."""
KINDS = {"script": 1, "after": 1, "snippets": 5}
"""Of which families, by how they begin, so many texts each are tried in every run."""


def _first(kind: str, count: int) -> list[Hostile]:
    families = [family for family in FAMILIES if family.startswith(kind)]
    return [item for family in families for item in [it for it in CORPUS if it.family == family][:count]]


PICKED = CORPUS if THOROUGH else tuple(item for kind, count in KINDS.items() for item in _first(kind, count))
"""All texts before a release; in every run some of those that are scripts, and of those that include files."""


@dataclass(frozen=True, slots=True)
class Harm:
    """What a browser saw on the undefended site, and the files that hold a planted secret."""

    seen: Seen
    files: tuple[str, ...]


@pytest.fixture(scope="module")
def harm(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Harm:
    """The undefended site, looked at with the very means by which ours is looked at."""
    site = undefended_site(tmp_path_factory.mktemp("undefended"), PICKED, EACH)
    paths = sorted(f"{file.parent.name}/" for file in site.glob("page-*/index.html"))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with served(site) as address, watched(context) as (page, seen):
        look_at(page, seen, address, paths)
    context.close()
    return Harm(seen, tuple(disclosed(site)))


def test_dozens_of_texts_run_script(harm: Harm) -> None:
    """Of the same texts that do nothing on our site, dozens run their script there, and the browser tells which."""
    assert len(harm.seen.ran) >= amount(24, 300), sorted(harm.seen.ran)


def test_secrets_are_disclosed(harm: Harm) -> None:
    """Texts that include files bring planted secrets into pages and into the search index there."""
    assert len(harm.files) >= amount(1, 10), harm.files
    assert any(name.endswith(".html") for name in harm.files)


def test_elements_appear_that_nobody_wrote(harm: Harm) -> None:
    """The means that compare elements see those of the texts there."""
    names = {shape.split("|")[0] for shapes in harm.seen.shapes.values() for shape in shapes}
    assert {"iframe", "details", "marquee", "video", "input"} <= names


def test_the_corpus_seeks_what_is_planted() -> None:
    """Every run of the control takes at least sixty texts."""
    assert len(PICKED) >= 60
