"""Bytes as a file of records: findings with their places, or located values; never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.read.files import InputFile, clean_text
from generator.read.yaml_events import MAX_DEPTH, YamlText, read_yaml
from tests.fuzzing.projects import checked_with, seed_files, told_well

PLACES = (
    "content/claims/fuzzed.yml",
    "content/sources/fuzzed.yml",
    "content/entities/fuzzed.yml",
    "content/publishers/fuzzed.yml",
    "content/glossary/fuzzed.yml",
    "content/site.yml",
    "content/waivers.yml",
    "content/tombstones.yml",
)
"""Where the file may stand: the first byte of an input chooses."""
QUOTING = "\"'|>"
WORDS = (
    "id: ", "- id: nova", "statement: ", "kind: prediction", "about: [nova]", "voices: [{who: daily, role: author}]",
    "draft: yes", "hedge: {level: expected, cue: soll}", "when: 2025-05~",
    "asserts: {of: nova, property: a, value: 1}", "quote: Nova", "? ",
    "appearances:\n    - source: nova-article\n      ", "evidence: []",
    "resolution:\n    criteria: a\n    due: 2025-05-31\n    ",
    "relations: [{type: contradicts, claim: nova-launched}]", "assessment: {credibility: 2, confidence: high}", "&a ",
    "*a", "<<: ", "!!str ", "!a ", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! tag:x\n", "\ufeff", "\u2028", "\u0085",
    "\r", "\r\n", "\0", "\u202e", '"\\ud800"', '"\\x00"', '"\\u2028"', "|2-\n  ", ">+\n ", "{", "}", "[", "]", ": ",
    "# ", "'", '"', "TODO", "~", "null", "\t",
    "derived_from: [{source: nova-report, how: copy, certainty: high, basis: a}]", "sha256: ", "file: seeds/nova.txt",
    "document:\n",
)  # fmt: skip


def _plain(value: Any, depth: int = 0) -> bool:
    """Whether a value is one that records are made of: text, nothing, lists and mappings of these."""
    if isinstance(value, dict):
        return depth < MAX_DEPTH and all(
            isinstance(key, str) and _plain(part, depth + 1) for key, part in value.items()
        )
    if isinstance(value, list):
        return depth < MAX_DEPTH and all(_plain(part, depth + 1) for part in value)
    return value is None or isinstance(value, str)


def _keys_stand_there(read: YamlText, text: str) -> None:
    """The place of a key is where it is written."""
    lines = text.split("\n")
    for loc, span in read.keys.items():
        rest, key = lines[span.line - 1][span.column - 1 :], str(loc[-1])
        begun = rest[:1] in QUOTING or (rest.startswith(key.split(" ")[0].split("\n")[0]) if key else True)
        assert begun or rest[:1] in "&!*", (loc, span, rest)


def try_one(data: bytes) -> None:
    """One file of records: its first byte chooses what kind."""
    path, content = PLACES[data[0] % len(PLACES)] if data else PLACES[0], data[1:]
    text, findings = clean_text(InputFile(path, content))
    assert (text is None) == bool(findings)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    if text is not None:
        lines = len(text.split("\n"))
        read, findings = read_yaml(path, text)
        assert read is not None or findings
        if read is not None:
            assert _plain(read.value)
            _keys_stand_there(read, text)
    told_well(findings, lines)
    told_well(checked_with(path, content).findings, lines)


def seeds() -> Iterator[bytes]:
    """The files of records of all cases."""
    for number, path in enumerate(PLACES):
        folder = path.removeprefix("content/").removesuffix("fuzzed.yml")
        for _, content in seed_files(folder, ".yml" if folder.endswith("/") else ""):
            yield bytes([number]) + content
