"""Writes the examples of the guide's page of rules, and the data of `briefs explain`, from the case folders.

The words about each rule are written by hand in content/guide/rules.md. Below them a comment names the case that is
wrong (`<!-- example: CASE -->`) and, where the small valid project does not show what is right, the case that is
(`<!-- example: CASE, right: CASE -->`). Everything after that comment is written by this module.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path

from generator.diagnostics.catalogue import catalogue
from tests.conftest import CASES, ROOT, overlay

GUIDE = ROOT / "content" / "guide" / "rules.md"
BOOK = ROOT / "generator" / "authoring" / "rule_book.json"
SECTION = re.compile(r"^## (?P<code>[A-Z]\d{3}): (?P<summary>.+)$", re.MULTILINE)
MARKER = re.compile(r"^<!-- example: (?P<wrong>[a-z0-9-]+)(?:, right: (?P<right>[a-z0-9-]+))? -->$", re.MULTILINE)
BULLET = re.compile(r"^- (Refuses|Why|Mend): (.+(?:\n  .+)*)$", re.MULTILINE)
CONTEXT = 2
LONGEST = 14
WIDEST = 100


@dataclass(frozen=True)
class Extract:
    """A piece of a file: its path and its lines, or a word about it where there are none to show."""

    path: str
    text: str
    about: str = ""


@dataclass(frozen=True)
class Entry:
    """All that is said of a rule: the words by hand, and the example."""

    code: str
    refuses: str
    why: str
    mend: str
    wrong: tuple[Extract, ...]
    found: str
    right: tuple[Extract, ...]


def _visible(content: bytes) -> str:
    """A file's text with what cannot be seen written out."""
    text = content.decode("utf-8", "backslashreplace")
    return "".join(c if c == "\n" or c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _files(project: Path) -> dict[str, Path]:
    return {
        file.relative_to(project).as_posix(): file
        for folder in ("content", "seeds", "site_templates", "incoming")
        for file in sorted((project / folder).rglob("*"))
        if file.is_symlink() or file.is_file()
    }


def _shown(lines: list[str]) -> str:
    """Lines without their common indentation, the middle of many left out."""
    cut = lines if len(lines) <= LONGEST else [*lines[: LONGEST - 3], "…", *lines[-2:]]
    short = [line if len(line) <= WIDEST else f"{line[:WIDEST]}…" for line in cut]
    return textwrap.dedent("\n".join(short)).strip("\n")


def _pieces(one: list[str], other: list[str]) -> tuple[str, str]:
    """What differs between two files, with a few lines around it."""
    groups = list(SequenceMatcher(None, one, other, autojunk=False).get_grouped_opcodes(CONTEXT))
    spans = [((group[0][1], group[-1][2]), (group[0][3], group[-1][4])) for group in groups[:2]]
    left = [line for number, (span, _) in enumerate(spans) for line in (["…"] * bool(number)) + one[slice(*span)]]
    right = [line for number, (_, span) in enumerate(spans) for line in (["…"] * bool(number)) + other[slice(*span)]]
    return _shown(left), _shown(right)


def _whole(path: str, file: Path | None) -> Extract:
    if file is None:
        return Extract(path, "", "there is no such file")
    if file.is_symlink():
        return Extract(path, "", f"a symbolic link to {file.readlink()}")
    if b"\0" in file.read_bytes() or path.endswith(".pdf"):
        return Extract(path, "", f"a {path.rpartition('.')[2].upper()} file of {file.stat().st_size:,} bytes")
    return Extract(path, _shown(_visible(file.read_bytes()).split("\n")))


def _extracts(wrong: Path, right: Path) -> Iterator[tuple[Extract, Extract]]:
    """The files in which two projects differ, as pieces: of the wrong one, of the right one."""
    one, other = _files(wrong), _files(right)
    for path in sorted({*one, *other}):
        here, there = one.get(path), other.get(path)
        if here is None or there is None or here.is_symlink():
            yield _whole(path, here), _whole(path, there)
        elif here.read_bytes() != there.read_bytes():
            pieces = _pieces(_visible(here.read_bytes()).split("\n"), _visible(there.read_bytes()).split("\n"))
            yield Extract(path, pieces[0]), Extract(path, pieces[1])


def entry(code: str, section: str, scratch: Path) -> Entry:
    """A section of the guide as an entry, with its example worked out in a scratch folder."""
    marker = MARKER.search(section)
    assert marker, f"{code} names no example: add <!-- example: CASE --> below its words"
    words = {name: re.sub(r"\n  ", " ", text) for name, text in BULLET.findall(section[: marker.start()])}
    assert set(words) == {"Refuses", "Why", "Mend"}, f"{code} lacks one of Refuses, Why and Mend"
    wrong = overlay(scratch / code / "wrong", CASES / marker["wrong"])
    right = overlay(scratch / code / "right", CASES / marker["right"] if marker["right"] else None)
    pairs = list(_extracts(wrong, right))
    found = (CASES / marker["wrong"] / "expected.txt").read_text("utf-8").rstrip("\n")
    assert f"[{code}]" in found, f"{marker['wrong']} does not fire {code}"
    return Entry(
        code, words["Refuses"], words["Why"], words["Mend"],
        tuple(pair[0] for pair in pairs), found, tuple(pair[1] for pair in pairs),
    )  # fmt: skip


def _fenced(extract: Extract) -> str:
    kind = {"yml": "yaml", "md": "markdown"}.get(extract.path.rsplit(".", 1)[-1], "text")
    return (
        f"`{extract.path}`:\n\n```{kind}\n{extract.text}\n```"
        if extract.text
        else f"`{extract.path}`: {extract.about}."
    )


def _wrapped(finding: str) -> str:
    """A finding in lines that fit a page."""
    lines = []
    for line in finding.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        lines += textwrap.wrap(line, WIDEST, subsequent_indent=f"{indent}    ", break_on_hyphens=False) or [""]
    return "\n".join(lines)


def _example(one: Entry) -> str:
    parts = ["Wrong:", *map(_fenced, one.wrong), "The check says:", f"```text\n{_wrapped(one.found)}\n```"]
    return "\n\n".join([*parts, "Right:", *map(_fenced, one.right)])


def book(scratch: Path) -> tuple[str, str]:
    """The page of rules and the data of `briefs explain`, as they should be."""
    text = GUIDE.read_text("utf-8")
    heads = list(SECTION.finditer(text))
    assert [head["code"] for head in heads] == sorted(catalogue(), key=[h["code"] for h in heads].index)
    made, entries = [text[: heads[0].start()]], []
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        section = text[head.start() : end]
        one = entry(head["code"], section, scratch)
        marker = MARKER.search(section)
        assert marker
        entries.append(one)
        made.append(f"{section[: marker.end()]}\n\n{_example(one)}\n\n")
    ordered = sorted(entries, key=lambda one: one.code)
    data = {one.code: {key: value for key, value in asdict(one).items() if key != "code"} for one in ordered}
    return "".join(made).rstrip("\n") + "\n", json.dumps(data, ensure_ascii=False, indent=1) + "\n"
