"""Heads of pages: the policy blesses the theme's own scripts and no others, and stands before everything else."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.editions import Edition
from generator.publish.heads import also_allowing, source_hash, with_head, write_heads
from generator.publish.theme_scripts import inline_scripts, theme_scripts

TEMPLATES = Path(material.__file__).parent / "templates"
KNOWN = theme_scripts([TEMPLATES])
SCOPE = inline_scripts((TEMPLATES / "partials" / "javascripts" / "base.html").read_text("utf-8"))[0]
OPENING = (
    '\n<!doctype html>\n<html lang="en" class="no-js">\n  <head>\n    <meta charset="utf-8">\n    <title>x</title>\n'
)


def scope(base: str) -> str:
    """The theme's first script as a page with this way to the top has it."""
    return re.sub(r"\{\{.*?\}\}", lambda _: base, SCOPE)


def page(*scripts: str) -> str:
    """A page as the theme writes it, with inline scripts in its body."""
    body = "".join(f"<script>{script}</script>" for script in scripts)
    return f"{OPENING}  </head>\n  <body>{body}</body>\n</html>\n"


@pytest.mark.parametrize("base", [".", "..", "../..", "../../..", "/", "/de/", "/claim-briefs/de/"])
def test_the_themes_own_script_is_blessed(base: str) -> None:
    """The script that Material writes at any depth of a site gets its hash, and the page the hash of no other."""
    dressed = with_head(page(scope(base), "alert(1)"), "", KNOWN)
    assert source_hash(scope(base)) in dressed
    assert dressed.count("'sha256-") == 1


@pytest.mark.parametrize(
    "base", ['x",location);alert(1);new URL("', "//evil.example/", "https://evil.example", "javascript:alert(1)", ""]
)
def test_a_value_that_is_no_way_to_the_top_is_not_blessed(base: str) -> None:
    """Only the way to the top of the site may stand where the theme's script has a value."""
    assert "'sha256-" not in with_head(page(scope(base)), "", KNOWN)


@given(st.text())
def test_no_other_script_is_blessed(script: str) -> None:
    """Any text that the theme's templates cannot have written stays without a hash."""
    assert "'sha256-" not in with_head(page(script), "", KNOWN)


@given(st.text(min_size=1))
def test_a_longer_script_is_not_blessed(more: str) -> None:
    """The theme's script with anything before or behind it is another script."""
    assert KNOWN.fullmatch(scope("..") + more) is None
    assert KNOWN.fullmatch(more + scope("..")) is None


def test_no_script_is_allowed_by_its_kind() -> None:
    """Scripts have no `unsafe-inline` and no `unsafe-eval`, and nothing comes from another host."""
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', with_head(page(), "", KNOWN))
    rules = dict(rule.strip().split(" ", 1) for rule in policy[0].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert rules["base-uri"] == rules["object-src"] == "'none'"
    assert "http" not in policy[0] and "*" not in policy[0]


def test_the_policy_stands_behind_the_charset_and_before_the_rest() -> None:
    """Charset, policy, then everything else; the charset lies within the first 1024 bytes."""
    dressed = with_head(page("x"), "<meta name=a>", KNOWN)
    places = [dressed.index(mark) for mark in ("<meta charset", "http-equiv", "<title", "<meta name=a>", "</head>")]
    assert places == sorted(places)
    assert dressed.encode().index(b"charset") < 1024


@pytest.mark.parametrize(
    "foreign",
    [
        "<script>alert(1)</script>",
        "<!doctype html><script>alert(1)</script><head></head>",
        "<html><body><head></body>",
        "<!-- <!doctype html><html><head> --><script>alert(1)</script>",
        "",
    ],
)
def test_in_a_page_that_is_not_the_themes_the_policy_comes_first(foreign: str) -> None:
    """Before whatever an unknown page begins with, the policy already holds."""
    dressed = with_head(foreign, "", KNOWN)
    assert dressed.startswith('<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert dressed.endswith(foreign)


def test_a_pages_description_takes_the_place_of_the_sites() -> None:
    """There is one description in a head: the page's own where it has one."""
    plain = OPENING + '<meta name="description" content="site">\n</head><body><meta name="description" x></body>'
    dressed = with_head(plain, '<meta name="description" content="page">', KNOWN)
    head, _, body = dressed.partition("</head>")
    assert re.findall(r'name="description" content="(\w+)"', head) == ["page"]
    assert 'name="description"' in body
    assert 'content="site"' in with_head(plain, "<meta name=x>", KNOWN)


def test_the_theme_does_not_see_links_to_other_editions() -> None:
    """Links to alternates keep their meaning and escape the theme's selector, which would load sitemaps for them."""
    dressed = with_head(page(), '<link rel="alternate" hreflang="de" href="https://a.example/de/">', KNOWN)
    assert '<link rel="alternate " hreflang="de"' in dressed


def test_the_live_sessions_script_is_allowed_in_its_page() -> None:
    """`also_allowing` adds one hash to the policy and changes nothing else."""
    dressed = with_head(page(scope("..")), "", KNOWN).encode()
    served = also_allowing(dressed, b"wait()")
    assert source_hash("wait()").encode() in served
    assert served.replace(b" " + source_hash("wait()").encode(), b"") == dressed


def test_every_html_file_of_a_staged_site_is_completed(tmp_path: Path) -> None:
    """Pages of all editions get their own part, other files the policy alone, and a second pass is never needed."""
    for name in ("index.html", "a/x/index.html", "de/a/x/index.html", "guide/raw.htm", "404.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page(scope("..")), "utf-8")
    heads = {"a/x.md": "<meta name=own>", "index.md": "<meta name=top>"}
    write_heads(
        tmp_path, [Edition("en", "", "", {}, heads=heads), Edition("de", "", "de", {}, heads=heads)], [TEMPLATES]
    )
    found = {file.relative_to(tmp_path).as_posix(): file.read_text("utf-8") for file in tmp_path.rglob("*.htm*")}
    assert all(text.count("Content-Security-Policy") == 1 for text in found.values())
    assert [name for name, text in sorted(found.items()) if "<meta name=own>" in text] == [
        "a/x/index.html", "de/a/x/index.html",
    ]  # fmt: skip
    assert "<meta name=top>" in found["index.html"]
