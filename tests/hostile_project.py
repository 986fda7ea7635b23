"""A project with a hostile text in every field that takes text, and what was put where."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any

from generator.read.files import FORBIDDEN
from generator.read.yaml_events import read_yaml
from generator.resolve.documents import sentences
from tests.hostile_texts import FAMILIES, Hostile

JOINER = " ⁂ "
"""What stands between the texts of one value."""
DOCUMENTS = "de"
DRAWN = 10
"""Texts in a value of a record's single field, times the scale."""
LISTED = 4
"""Values in a list."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value that was put into a field: of which record type, on the page of which record, and the value."""

    field: str
    page: str
    value: str


def scalar(text: str) -> str:
    """A text as a double-quoted scalar of YAML, all but plain signs of ASCII as escapes."""
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(it) or (it if " " <= it <= "~" else f"\\U{ord(it):08x}") for it in text) + '"'


def as_yaml(value: Any, depth: int = 0) -> str:
    """Mappings, lists and texts as YAML."""
    space = "  " * depth
    if isinstance(value, Mapping):
        lines = (f"{space}{key}:{as_yaml(part, depth + 1)}" for key, part in value.items() if part is not None)
        return ("\n" if depth else "") + "\n".join(lines)
    if isinstance(value, (list, tuple)):
        if not value:
            return " []"
        return "".join(f"\n{space}-" + _item(part, depth) for part in value)
    return f" {scalar(str(value))}"


def _item(part: Any, depth: int) -> str:
    made = as_yaml(part, depth + 1)
    return f" {made.lstrip()}" if isinstance(part, Mapping) else made


def admitted(texts: Sequence[Hostile]) -> tuple[Hostile, ...]:
    """The texts that YAML can bring into a record: the others are refused when the file is read."""
    kept = []
    for item in texts:
        located, findings = read_yaml("x.yml", f"a: {scalar(item.text)}\n")
        if located is not None and not findings and located.value == {"a": item.text}:
            kept.append(item)
    return tuple(kept)


@dataclass(slots=True)
class Maker:
    """Hands texts out in turn, every field from another place of the corpus, and notes where each went."""

    texts: tuple[str, ...]
    scale: int = 1
    placed: list[Placed] = field(default_factory=list)
    turns: dict[str, Iterator[str]] = field(default_factory=dict)
    starts: Iterator[int] = field(default_factory=lambda: count(0, 7))

    def draw(self, field: str, amount: int) -> list[str]:
        """The next texts of a field: each field goes through the whole corpus, and begins elsewhere."""
        if field not in self.turns:
            start = next(self.starts) % len(self.texts)
            self.turns[field] = cycle((*self.texts[start:], *self.texts[:start]))
        return [next(self.turns[field]) for _ in range(amount)]

    def value(self, page: str, field: str, amount: int = DRAWN, told: Callable[[str], bool] = lambda _: True) -> str:
        """A value of several texts; one at least, and no more than may stand there."""
        drawn = self.draw(field, amount * self.scale)
        first = next(place for place, text in enumerate(drawn) if told(text.strip()))
        made = drawn[first].strip()
        for text in drawn[first + 1 :]:
            longer = f"{made}{JOINER}{text}".strip()
            made = longer if told(longer) else made
        self.placed.append(Placed(field, page, made))
        return made

    def noted(self, page: str, field: str, value: str) -> str:
        """A value that was made elsewhere."""
        self.placed.append(Placed(field, page, value))
        return value


def _defined(text: str) -> bool:
    return len(text.split()) <= 60


def _three(text: str) -> bool:
    return len(sentences(text, "en")) <= 3


def _document(maker: Maker, number: int) -> tuple[str, list[dict[str, str]]]:
    """The text of a document, and anchors of passages in it whose words are hostile."""
    page, lines, anchors = f"sources/s-{number}.md", [], []
    for passage in range(4 * LISTED):
        before, words, after = (
            " ".join(JOINER.join(maker.draw(part, 3 * maker.scale)).split()) for part in ("prefix", "quote", "suffix")
        )
        anchor = {"quote": f"{words} ·{passage}·", "prefix": f"{before} ", "suffix": f" {after}"}
        anchors.append({key: " ".join(value.split()) for key, value in anchor.items()})
        lines.append(f"{anchors[-1]['prefix']} {anchors[-1]['quote']} {anchors[-1]['suffix']}")
    lines += [
        "",
        *(maker.noted(page, "document", text) for text in maker.draw("document", DRAWN * maker.scale) if text.strip()),
    ]
    return "\n\n".join(lines) + "\n", anchors


def _anchor(maker: Maker, page: str, owner: str, anchor: Mapping[str, str]) -> dict[str, str]:
    return {key: maker.noted(page, f"{owner}.{key}", value) for key, value in anchor.items()}


def _source(maker: Maker, number: int, sha256: str, anchors: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    page = f"sources/s-{number}.md"

    def told(name: str, amount: int = DRAWN) -> str:
        return maker.value(page, name, amount)

    def listed(made: Callable[[int], Any], amount: int = LISTED) -> list[Any]:
        return [made(place) for place in range(amount)]

    undated = number % 2 == 0
    return {
        "id": f"s-{number}",
        "title": {"de": told("SourceRecord.title")} if number % 3 else told("SourceRecord.title"),
        "kind": "article",
        "publisher": f"p-{number}",
        "authors": listed(lambda _: told("SourceRecord.authors", 3)),
        "language": DOCUMENTS,
        "published": None if undated else "2025-02-20",
        "date_basis": None if undated else "inferred",
        "date_reason": None if undated else told("SourceRecord.date_reason", 2 * DRAWN),
        "undated": told("SourceRecord.undated", 2 * DRAWN) if undated else None,
        "original": "yes" if undated else "no",
        "original_basis": told("SourceRecord.original_basis", 2 * DRAWN) if undated else None,
        "standing": "established",
        "access": "partly-read",
        "access_note": told("SourceRecord.access_note"),
        "summary": told("SourceRecord.summary"),
        "file": f"seeds/s-{number}.txt",
        "sha256": sha256,
        "url": f"https://example.org/{number}",
        "retrieved": "2026-01-01",
        "derived_from": [
            {
                "source": f"s-{number - 1}",
                "how": "copy",
                "certainty": "possible",
                "basis": told("Derivation.basis", 3 * DRAWN),
            }
        ]
        if number > 1 and not undated
        else [],
        "garbles": listed(
            lambda it: {
                **_anchor(maker, page, "Garble", anchors[it]),
                "read_as": told("Garble.read_as", 3),
                "kind": "number",
                "certainty": "low",
                "basis": told("Garble.basis", 3),
                "also": [_anchor(maker, page, "Anchor", anchors[LISTED])] if it == 0 else [],
            }
        ),
        "skipped": listed(
            lambda it: {
                **_anchor(maker, page, "Skip", anchors[LISTED + 1 + it]),
                "reason": "rhetoric",
                "note": told("Skip.note", 3),
            }
        ),
        "translated": listed(
            lambda it: {
                **_anchor(maker, page, "Rendering", anchors[2 * LISTED + 1 + it]),
                "text": told("Rendering.text", 3),
            }
        ),
        "faults": listed(lambda _: {"says": told("Fault.says", 3), "why": told("Fault.why", 3), "kind": "date"}),
        "open_questions": listed(lambda _: told("SourceRecord.open_questions", 3)),
        "note": told("SourceRecord.note"),
    }


def _claim(maker: Maker, number: int, last: int, anchors: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    page = f"claims/c-{number}.md"

    def told(name: str, amount: int = DRAWN) -> str:
        return maker.value(page, name, amount)

    kind = ("prediction", "event", "state")[number % 3]
    cue = anchors[0]["quote"].split(JOINER)[0]
    evidence = _anchor(maker, page, "Evidence", anchors[LISTED + 1])
    told_appearances = [
        {
            "source": f"s-{number}",
            **_anchor(maker, page, "Appearance", anchors[it]),
            "translation": told("Appearance.translation", 4) if it else None,
            "note": told("Appearance.note", 3),
        }
        for it in range(LISTED)
    ]
    return {
        "id": f"c-{number}",
        "statement": {"de": told("ClaimRecord.statement")} if number % 4 == 3 else told("ClaimRecord.statement"),
        "kind": kind,
        "about": [f"e-{number}", f"e-{last}"],
        "voices": [{"who": f"e-{number}", "role": "origin"}, {"who": f"p-{number}", "role": "reported"}],
        "hedge": {"level": "possible", "cue": maker.noted(page, "Hedge.cue", cue)},
        "asserts": {"of": f"e-{number}", "property": f"x-{number}", "value": told("Assertion.value")},
        "tags": [f"x-{number}"],
        "when": "2025-05" if kind == "prediction" else None,
        "when_text": {"de": told("ClaimRecord.when_text", 4 * DRAWN)} if kind == "prediction" else None,
        "undated": told("ClaimRecord.undated", 4 * DRAWN) if kind == "event" else None,
        "condition": told("ClaimRecord.condition"),
        "appearances": [*told_appearances, {"source": "cited", "paraphrase": told("Appearance.paraphrase")}],
        "evidence": [
            {
                "source": f"s-{number}",
                "bearing": "qualifies",
                "paraphrase": told("Evidence.paraphrase"),
                **evidence,
            }
        ],
        "relations": [{"type": "refines", "claim": f"c-{number - 1}", "why": told("Relation.why", DRAWN + 2)}]
        if number > 1
        else [],
        "assessment": {"credibility": 6, "confidence": "low", "why": told("Assessment.why"), "on": "2026-01-01"},
        "resolution": {
            "criteria": told("Resolution.criteria", 4 * DRAWN),
            "due": "2025-05-31",
            "outcome": "did-not-happen",
            "outcome_reason": told("Resolution.outcome_reason", 4 * DRAWN),
            "early": told("Resolution.early", 4 * DRAWN),
            "evidence": [{"source": f"s-{number}", "paraphrase": told("ResolutionEvidence.paraphrase", 4 * DRAWN)}],
            "note": told("Resolution.note", 4 * DRAWN),
        }
        if kind == "prediction"
        else None,
        "open_questions": [told("ClaimRecord.open_questions", 3) for _ in range(LISTED)],
        "note": told("ClaimRecord.note"),
    }


def _brief(maker: Maker, number: int) -> tuple[dict[str, Any], str]:
    page = f"briefs/b-{number}.md"
    words = [
        item
        for item in maker.draw("label", 3 * DRAWN * maker.scale)
        if not set("[]\n|") & set(item) and not FORBIDDEN.search(item) and item.strip()
    ]
    body = "\n\n".join(f"So [[claim:c-{number}|{maker.noted(page, 'label', item.strip())}]] it was." for item in words)
    record = {
        "id": f"b-{number}",
        "title": maker.value(page, "BriefRecord.title"),
        "question": maker.value(page, "BriefRecord.question"),
        "bottom_line": maker.value(page, "BriefRecord.bottom_line", 3 * DRAWN, _three),
        "date": "2026-01-01",
        "claims": {"ids": [f"c-{number}"]},
        "timeline": [f"e-{number}"],
        "open_questions": [maker.value(page, "BriefRecord.open_questions", 3) for _ in range(LISTED)],
    }
    return record, body


def _entity(maker: Maker, number: int) -> dict[str, Any]:
    page = f"entities/e-{number}.md"
    aliases = [
        {"name": maker.value(page, "Alias.name", 3), "note": maker.value(page, "Alias.note", 3)} for _ in range(LISTED)
    ]
    return {
        "id": f"e-{number}",
        "name": maker.value(page, "EntityRecord.name"),
        "dative": maker.value(f"claims/c-{number}.md", "EntityRecord.dative"),
        "kind": "person",
        "description": maker.value(page, "EntityRecord.description"),
        "aliases": aliases,
    }


def _publisher(maker: Maker, number: int) -> dict[str, Any]:
    page, claim = "publishers.md", f"claims/c-{number}.md"
    return {
        "id": f"p-{number}",
        "name": maker.value(page, "PublisherRecord.name"),
        "voice_name": maker.value(claim, "PublisherRecord.voice_name", 2 * DRAWN) if number % 2 else None,
        "dative": None if number % 2 else maker.value(claim, "PublisherRecord.dative", 2 * DRAWN),
        "reliability": "F",
        "owner": maker.value(page, "PublisherRecord.owner"),
        "reason": maker.value(page, "PublisherRecord.reason"),
        "note": maker.value(page, "PublisherRecord.note"),
    }


def _term(maker: Maker, number: int) -> dict[str, Any]:
    page = "glossary.md"
    return {
        "id": f"t-{number}",
        "term": f"{number} {maker.value(page, 'TermRecord.term', 3)}",
        "definition": maker.value(page, "TermRecord.definition", 3, _defined),
        "variants": {"en": [f"{maker.value(page, 'TermRecord.variants', 3)} {number}"]},
        "note": maker.value(page, "TermRecord.note", 3),
    }


def _site(maker: Maker) -> dict[str, Any]:
    each = -(-len(FAMILIES) // maker.scale)
    return {
        "title": maker.value("index.md", "SiteRecord.title", each),
        "question": maker.value("index.md", "SiteRecord.question", each),
        "description": maker.value("index.md", "SiteRecord.description", each),
        "answer": maker.value("index.md", "SiteRecord.answer", each),
        "milestones": [{"on": "2025-03-01", "title": maker.value("views/index.md", "Milestone.title", each)}],
        "labels": {"x-1": maker.value("claims/c-1.md", "SiteRecord.labels", each)},
        "language": "en",
    }


def _git(folder: Path, *arguments: str, **told: str) -> None:
    name, mail = told.get("author", "A"), "a@example.org"
    command = ["git", "-C", str(folder), "-c", f"user.name={name}", "-c", f"user.email={mail}", *arguments]
    day = told.get("day", "2026-01-01T12:00:00Z")
    dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **dates})


def _write(folder: Path, path: str, text: str) -> bytes:
    file, content = folder / path, text.encode("utf-8", "surrogatepass")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return content


def _in_files(folder: Path, kind: str, records: Sequence[Mapping[str, Any]], each: int = 5) -> None:
    for start in range(0, len(records), each):
        _write(folder, f"content/{kind}/{start}.yml", as_yaml(records[start : start + each]).lstrip("\n") + "\n")


def make_project(folder: Path, texts: Sequence[str], size: int, scale: int) -> tuple[Placed, ...]:
    """Writes a project of `size` records of each kind that takes its texts in turn from those given, `scale` times as
    many in a value as else, and commits it twice; tells what was put where."""
    maker, last = Maker(tuple(texts), scale), size
    documents = {number: _document(maker, number) for number in range(1, size + 1)}
    hashes = {
        number: hashlib.sha256(_write(folder, f"seeds/s-{number}.txt", text)).hexdigest()
        for number, (text, _) in documents.items()
    }
    numbers = range(1, size + 1)
    sources = [_source(maker, number, hashes[number], documents[number][1]) for number in numbers]
    sources.append(
        {
            "id": "cited",
            "kind": "report",
            "publisher": "p-1",
            "language": "en",
            "published": "2025-02-20",
            "standing": "primary",
            "summary": "It is not captured.",
        }
    )
    claims = [_claim(maker, number, last, documents[number][1]) for number in numbers]
    _in_files(folder, "sources", sources)
    _in_files(folder, "claims", [{**claim, "statement": f"Before {maker.value('', 'former', 3)}"} for claim in claims])
    _in_files(folder, "entities", [_entity(maker, number) for number in numbers])
    _in_files(folder, "publishers", [_publisher(maker, number) for number in numbers])
    _in_files(folder, "glossary", [_term(maker, number) for number in range(1, 4 * size + 1)])
    for number in numbers:
        record, body = _brief(maker, number)
        _write(folder, f"content/briefs/b-{number}.md", f"---\n{as_yaml(record)}\n---\n{body}\n")
    tombstones = [
        {
            "id": f"gone-{number}",
            "kind": "claim",
            "on": "2026-01-01",
            "reason": maker.value(f"claims/gone-{number}.md", "TombstoneRecord.reason"),
        }
        for number in numbers
    ]
    _write(folder, "content/tombstones.yml", as_yaml(tombstones).lstrip("\n") + "\n")
    waivers = [
        {"rule": "Q006", "target": f"c-{number}", "on": "2026-01-01", "reason": maker.value("", "WaiverRecord.reason")}
        for number in numbers
    ]
    _write(folder, "content/waivers.yml", as_yaml(waivers).lstrip("\n") + "\n")
    _write(folder, "content/site.yml", as_yaml(_site(maker)) + "\n")
    _git(folder, "init", "-q")
    authors = [
        " ".join(item.split()).replace("<", "").replace(">", "").strip(" .,:;'\"\\") or "A"
        for item in maker.draw("author", 2)
    ]
    for turn, author in enumerate(authors):
        if turn:
            _in_files(folder, "claims", claims)
        _git(folder, "add", "-A")
        _git(
            folder,
            "commit",
            "-q",
            "-m",
            "\n\n".join(maker.draw("message", 40)),
            author=author,
            day=f"2026-01-0{turn + 1}T12:00:00Z",
        )
    return tuple(maker.placed)
