"""Completes every built page: first in its head the content security policy, last its own part; links that lead out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from generator.model.progress import Step, counted, unheard
from generator.model.publication import served_at
from generator.publish.editions import Edition
from generator.publish.folder import files_below, naming
from generator.publish.theme_scripts import inline_scripts, theme_scripts
from generator.render.outward import say_outward

HTML_FILES = (".html", ".htm", ".xhtml")
HEAD_START = re.compile(
    r"\s*<!doctype html>\s*(?:<html[^<>]*>\s*)?<head[^<>]*>\s*(?:<meta charset=[^<>]*>)?", re.IGNORECASE
)
"""How a page of the theme begins; in any other page the policy stands before everything."""
DESCRIPTION = re.compile(r'[ \t]*<meta name="description"[^<>]*>\n?')
ALTERNATE, ALTERNATE_UNSEEN = 'rel="alternate"', 'rel="alternate "'
"""Material's script asks for a sitemap beside every link[rel=alternate], on other hosts too. The space means nothing
to HTML, where rel is a set of words, and keeps the link from its sight."""
SCRIPTS = "script-src 'self' 'wasm-unsafe-eval'"
REST = (
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
)


def source_hash(script: str) -> str:
    """What stands for an inline script in a policy (Content Security Policy Level 3): its SHA-256 in Base64."""
    normal = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(normal.encode('utf-8')).digest()).decode('ascii')}'"


def policy_element(page: str, known: re.Pattern[str]) -> str:
    """The element with a page's policy: hashes for exactly those of its inline scripts that `known` matches whole."""
    hashes = sorted({source_hash(script) for script in inline_scripts(page) if known.fullmatch(script)})
    policy = "; ".join(["default-src 'none'", " ".join([SCRIPTS, *hashes]), *REST])
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


def with_head(page: str, own: str, known: re.Pattern[str]) -> str:
    """A page with its policy as the first element of its head, and with its own part at the head's end.

    A page's own description takes the place of the site's.
    """
    policy, start = policy_element(page, known), HEAD_START.match(page)
    if start is None:
        return f'<!doctype html><meta charset="utf-8">{policy}\n{page}'
    own = own.replace(ALTERNATE, ALTERNATE_UNSEEN)
    head, closing, rest = page[start.end() :].partition("</head>")
    if own:
        head = DESCRIPTION.sub("", head) if 'name="description"' in own else head
        head = f"{head.rstrip()}\n{own}\n"
    return f"{page[: start.end()]}\n{policy}{head}{closing}{rest}"


def also_allowing(page: bytes, script: bytes) -> bytes:
    """A finished page whose policy allows one more inline script: that of the live session."""
    allowed = f"{SCRIPTS} {source_hash(script.decode('utf-8'))}".encode()
    return page.replace(SCRIPTS.encode(), allowed, 1)


def write_heads(
    staged: Path,
    editions: Iterable[Edition],
    theme: Iterable[Path],
    standing: frozenset[str] = frozenset(),
    step: Step = unheard,
) -> None:
    """Writes policy, own part and what links out say of themselves into every HTML file below `staged`; those
    `standing` have all that already.

    `theme` are the folders of the theme's templates.

    A folder that a project lays over the theme is not among them: scripts of its own belong into files.
    """
    known = theme_scripts(theme)
    own = {
        str(staged / edition.folder / (served_at(path) + "index.html")): head
        for edition in editions
        for path, head in edition.heads.items()
    }
    found = (entry.path for entry in files_below(str(staged)) if entry.name.endswith(HTML_FILES))
    files = [file for file in found if file not in standing]
    for file in counted(files, step):
        page = Path(file).read_bytes().decode("utf-8")
        with naming(file):
            Path(file).write_bytes(say_outward(with_head(page, own.get(file, ""), known)).encode("utf-8"))
