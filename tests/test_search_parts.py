"""Many records are dealt out to several bundles of the search: one change touches one, and a reader sees no seam."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.compiler import compose_records, snapshot
from generator.model.search import SearchRecord
from generator.publish import search_bundles
from generator.publish.search_bundles import CONTENTS, place_bundles
from generator.read.templates import read_templates
from tests.built_site import DAY, in_browser, served
from tests.conftest import ROOT, checked

QUERIES = (
    "GPT-5", "launching", "Serverressourcen", "Serverressourcen provisioning", "voraussichtliche", "C17",
    "68 days late", '"voraussichtlich Ende Mai offiziell"', "Hosting-Bereitstellung", "zzzz", "GPT-9", "aqwerty",
    "Microsoft GPT-9", "hosting set-up", "Micros", "GPT-4", "Orion", "December 2024",
    "OpenAI expected", '"Mai Ende voraussichtlich"', "",
)  # fmt: skip


def records(count: int) -> tuple[SearchRecord, ...]:
    """Records that share words, and each have one of their own."""
    return tuple(SearchRecord(f"claims/{n:03}/", "en", f"Claim {n}", f"common word{n}", {}, {}) for n in range(count))


def directory(site: Path) -> dict[str, Any]:
    """What the browser is told of the bundles of the edition's own language."""
    found: dict[str, Any] = json.loads((site / "search" / "search.json").read_bytes())["bundles"][0]
    return found


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The addresses of the records of every bundle that is made, of at most twenty."""
    found: list[list[str]] = []
    plain = search_bundles.indexed

    def noting(part: Any, step: Any) -> Any:
        found.append([record.address for record in part])
        return plain(part, step)

    monkeypatch.setattr(search_bundles, "LARGEST", 20)
    monkeypatch.setattr(search_bundles, "indexed", noting)
    return found


def placed(root: Path, told: tuple[SearchRecord, ...]) -> Path:
    site = root / "site"
    shutil.rmtree(site, ignore_errors=True)
    (site / "search").mkdir(parents=True)
    place_bundles(root, site, told, "en")
    return site


def test_one_change_touches_one_bundle(tmp_path: Path, made: list[list[str]]) -> None:
    """Every record is in exactly one bundle, and one that changes is indexed again with those of its own alone."""
    told = records(70)
    placed(tmp_path, told)
    addresses = [address for part in made for address in part]
    assert len(made) == 4 and sorted(addresses) == [record.address for record in told]
    first = len(made)
    placed(tmp_path, (replace(told[0], text="other words"), *told[1:]))
    assert len(made) == first + 1 and told[0].address in made[-1]


def test_what_somebody_touched_is_made_again(tmp_path: Path, made: list[list[str]]) -> None:
    """A file of the site is the same as that of the cache; whoever writes into it does not write into the next site."""
    told = records(70)
    site = placed(tmp_path, told)
    before = {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    (site / "search" / "en" / "pagefind.js").write_bytes(b"alert(1)")
    count = len(made)
    site = placed(tmp_path, told)
    assert {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()} == before
    assert len(made) == count + 1
    for kept in (tmp_path / search_bundles.CACHE).iterdir():
        (kept / CONTENTS).write_bytes(b"[{}")
    site = placed(tmp_path, told)
    assert {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_only_the_first_bundle_brings_the_program(tmp_path: Path, made: list[list[str]]) -> None:
    """The others hold what is to be searched, and nothing is loaded twice."""
    search = placed(tmp_path, records(70)) / "search"
    assert made
    files = sorted(file.relative_to(search).as_posix() for file in search.rglob("*") if file.is_file())
    program = [path for path in files if path.endswith((".js", ".pagefind"))]
    assert program == ["en/pagefind.js", "en/wasm.en.pagefind"]
    assert {path.split("/")[1] for path in files if path.endswith(".pf_meta")} >= {"1", "2", "3"}


def test_names_of_records_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two bundles have a name in common, the second writes the record in another way until they do not."""

    def colliding(part: Any, step: Any) -> Any:
        names = {record.address.lstrip("./"): f"en_{len(record.address.partition('claims')[0])}" for record in part}
        return {"pagefind.js": b""}, {address: f"{name}{address[-4:]}" for address, name in names.items()}

    monkeypatch.setattr(search_bundles, "indexed", colliding)
    told = tuple(replace(record, address=f"claims/{n}/same/") for n, record in enumerate(records(2)))
    monkeypatch.setattr(search_bundles, "_parts", lambda found: [[record] for record in found])
    site = placed(tmp_path, told)
    assert directory(site)["ids"] == ["en_0ame/", "en_2ame/"]
    assert directory(site)["parts"] == [0, 1]


@pytest.fixture(scope="module")
def parted(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site, its search dealt out to many bundles."""
    root = tmp_path_factory.mktemp("parted")
    shutil.copytree(site, root / "site", copy_function=os.link)
    shown = snapshot(checked(ROOT), date.fromisoformat(DAY))
    told = compose_records(shown, read_templates(ROOT / "site_templates"), "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_bundles, "LARGEST", 60)
        (root / "site" / "search" / "search.json").unlink()
        place_bundles(root, root / "site", told, "en")
    assert max(directory(root / "site")["parts"]) >= 3
    with served(root / "site") as address:
        yield address


def _found(page: Page, address: str) -> list[list[int]]:
    """What the search finds for every query: the places of the pages, in all languages."""
    page.goto(f"{address}404.html")
    found: list[list[int]] = page.evaluate(
        """async (queries) => {
            const { Engine } = await import(new URL("assets/search-engine.js", location.href).href);
            const engine = await Engine.open(), found = [];
            for (const query of queries) found.push(await engine.findEverywhere(query));
            return found;
        }""",
        list(QUERIES),
    )
    return found


class TestInBrowser:
    """What a reader sees."""

    pytestmark = in_browser

    def test_bundles_find_together_what_one_finds(self, browser: Browser, address: str, parted: str) -> None:
        """Every query leads to the same pages, however many bundles there are; the program is loaded once."""
        with browser.new_context() as context:
            page = context.new_page()
            whole = _found(page, address)
            loaded: list[str] = []
            page.on("request", lambda request: loaded.append(request.url))
            parts = _found(page, parted)
        assert sum(map(bool, whole)) >= len(QUERIES) - 6
        assert [sorted(places) for places in parts] == [sorted(places) for places in whole]
        programs = [url for url in loaded if url.endswith((".pagefind", "pagefind.js"))]
        folders = {url.split("/")[-2] for url in programs}
        assert len(programs) == len(set(programs)) == 2 * len(folders)
