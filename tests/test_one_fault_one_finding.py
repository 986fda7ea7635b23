"""One fault, one finding: every field name, id and date of a small project, deleted and misspelled one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from generator.diagnostics import Diagnostic, Span
from generator.model.claim_records import BriefRecord
from generator.model.drafts import PublishedId
from generator.model.fields import HoldsDate, RefersTo
from generator.model.marks import marked
from generator.model.spans import Loc
from generator.read import project as reading
from generator.read.project import FOLDERS, FRONT_MATTER, SINGLE_FILES
from tests.conftest import CASES, checked, overlay

BASE = CASES / "_base"
LANGUAGES = {"en", "de"}
HARMLESS_WITHOUT = {
    "asserts": "a claim need not be comparable with others",
    "garbles": "a document need not hold slips",
    "coverage": "a document need not be covered in full",
    "reliability": "a publisher of which too little was read has no grade",
    "named": "an entity counts as named unless it says otherwise",
    "variants": "a term need not have further forms",
    "url": "a source, or a publisher, need not be on the web",
    "de": "a text need not be in every language",
    "en": "a text need not be in every language",
}
"""Fields that may be left out without a word, and why."""
HARMLESS_MISSPELLINGS = {"de": "another language", "en": "another language"}
UNNAMED_IDS = {"content/claims/all.yml:1.id", "content/claims/all.yml:2.id", "content/glossary/all.yml:id"}
"""Ids of records that nothing names: until they are committed, any other id does as well."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a mapping or one item of a list in a file: its path and the offsets of what it is made of."""

    loc: Loc
    key: tuple[int, int] | None
    value: tuple[int, int]
    scalar: bool
    field: tuple[int, int]
    """What goes when it is deleted, with its comma or its line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file with one fault."""

    name: str
    path: str
    text: str
    kind: str
    field: str


def _extent(text: str, start: int, end: int, following: int | None, before: int | None, flow: bool) -> tuple[int, int]:
    """From a field to the next one; for the last one, back to the one before it or to the start of its line."""
    if following is not None:
        return start, following
    end = len(text[:end].rstrip())
    if flow:
        return (before if before is not None else start), end
    line = text.rfind("\n", 0, start) + 1
    return (line, end + 1) if not text[line:start].strip() else (start, end)


def _parts(text: str, node: Any, shift: int, loc: Loc = ()) -> Iterator[Part]:
    children = []
    if isinstance(node, yaml.MappingNode):
        children = [((*loc, key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        children = [((*loc, index), None, value) for index, value in enumerate(node.value)]
    for number, (here, key, value) in enumerate(children):
        first = (key or value).start_mark.index + shift
        later = children[number + 1] if number + 1 < len(children) else None
        following = (later[1] or later[2]).start_mark.index + shift if later else None
        before = children[number - 1][2].end_mark.index + shift if number else None
        end = value.end_mark.index + shift
        span = value.start_mark.index + shift, len(text[:end].rstrip())
        whole = _extent(text, first, end, following, before, bool(node.flow_style))
        yield Part(
            here, (first, key.end_mark.index + shift) if key else None, span, isinstance(value, yaml.ScalarNode), whole
        )
        yield from _parts(text, value, shift, here)


def _misspelled(word: str) -> dict[str, str]:
    """A letter lost, doubled, exchanged, and another word altogether."""
    return {
        "short": word[:-1],
        "doubled": word[0] + word,
        "other": word[:1] + ("x" if word[1:2] != "x" else "y") + word[2:],
        "foreign": "qqqzzz",
    }


def _misdated(text: str) -> dict[str, str]:
    """Days that do not exist and texts that are no dates."""
    return {
        "short": text[:-1],
        "month-13": text[:5] + "13" + text[7:],
        "day-32": text[:-2] + "32",
        "letter": text[:3] + "o" + text[4:],
        "words": "Ende Mai",
    }


def _shape(path: str) -> type[BaseModel]:
    if path in SINGLE_FILES:
        return SINGLE_FILES[path][1]
    folder = path.split("/")[1]
    return BriefRecord if folder == "briefs" else FOLDERS[folder][1]


def _marks(path: str, value: Any) -> tuple[set[Loc], set[Loc]]:
    """Where a file holds ids, and where it holds dates."""
    ids, dates = set(), set()
    items = [((index,), item) for index, item in enumerate(value)] if isinstance(value, list) else [((), value)]
    for start, item in items:
        record = _shape(path).model_validate(item)
        ids |= {(*start, "id")} | {(*start, *loc) for loc, _, _ in marked(record, RefersTo)}
        dates |= {(*start, *loc) for loc, _, _ in marked(record, HoldsDate)}
    return ids, dates


def _faults(path: str, text: str) -> Iterator[Fault]:
    match = FRONT_MATTER.match(text) if path.endswith(".md") else None
    source, shift = (match.group(1), match.start(1)) if match else (text, 0)
    ids, dates = _marks(path, yaml.load(source, yaml.BaseLoader))

    def fault(how: str, part: Part, start: int, end: int, words: str, kind: str) -> Fault:
        name = ".".join(map(str, part.loc))
        field = next(item for item in reversed(part.loc) if isinstance(item, str))
        return Fault(f"{path}:{name}:{how}", path, text[:start] + words + text[end:], kind, field)

    for part in _parts(text, yaml.compose(source), shift):
        if part.key:
            yield fault("delete", part, *part.field, "", "delete")
            for how, word in _misspelled(str(part.loc[-1])).items():
                yield fault(f"name-{how}", part, *part.key, word, "misspell")
        if part.loc in ids | dates:
            written = text[slice(*part.value)]
            for how, word in (_misspelled(written) if part.loc in ids else _misdated(written)).items():
                yield fault(f"value-{how}", part, *part.value, word, "value")
            yield fault("value-delete", part, *part.value, "", "delete")
            if part.key is None:
                yield fault("item-delete", part, *part.field, "", "delete")


def _bracket_faults(path: str, text: str) -> Iterator[Fault]:
    for number, piece in enumerate(text.split("[[")[1:]):
        kind, _, rest = piece.split("]]")[0].partition(":")
        id = rest.split("|")[0]
        for how, word in _misspelled(id).items():
            yield Fault(f"{path}:[[{number}]]:id-{how}", path, text.replace(f":{id}", f":{word}", 1), "value", "id")
        for how, word in _misspelled(kind).items():
            changed = text.replace(f"[[{kind}:", f"[[{word}:", 1)
            yield Fault(f"{path}:[[{number}]]:kind-{how}", path, changed, "misspell", "kind")
        yield Fault(f"{path}:[[{number}]]:id-delete", path, text.replace(f":{id}", ":", 1), "delete", "id")


def _all_faults() -> list[Fault]:
    faults = []
    for file in sorted((BASE / "content").rglob("*.*")):
        path, text = file.relative_to(BASE).as_posix(), file.read_text("utf-8")
        faults += _faults(path, text)
        if path.endswith(".md"):
            faults += _bracket_faults(path, text)
    return faults


FAULTS = tuple(_all_faults())


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small project, to be spoiled and mended."""
    return overlay(tmp_path_factory.mktemp("base"))


def _published(project: Path) -> tuple[PublishedId, ...]:
    corpus = checked(project).corpus
    kinds = {"source": corpus.sources, "claim": corpus.claims, "term": corpus.terms, "brief": corpus.briefs,
             "entity": corpus.entities, "publisher": corpus.publishers}  # fmt: skip
    return tuple(
        PublishedId(kind, id, Span(f"content/{kind}.yml")) for kind, records in sorted(kinds.items()) for id in records
    )


def _findings(project: Path, fault: Fault) -> tuple[Diagnostic, ...]:
    file = project / fault.path
    original = file.read_text("utf-8")
    try:
        file.write_text(fault.text, "utf-8")
        return checked(project).findings
    finally:
        file.write_text(original, "utf-8")


def _harmless(fault: Fault, committed: bool) -> bool:
    if fault.field == "id" and fault.kind == "value":
        return not committed and fault.name.rsplit(":", 1)[0] in UNNAMED_IDS
    if fault.kind == "misspell":
        return fault.field in HARMLESS_MISSPELLINGS
    return fault.kind == "delete" and fault.field in HARMLESS_WITHOUT


def _wrong(fault: Fault, findings: tuple[Diagnostic, ...], committed: bool) -> str:
    """What a fault's findings are not as they should be; empty where all is well."""
    told = "; ".join(f"{item.rule.code} {item.span} {item.message}" for item in findings)
    if len(findings) > 1 or (not findings and not _harmless(fault, committed)):
        return f"{fault.name}: {len(findings)} findings: {told}"
    unhelpful = [item for item in findings if not item.advice or item.span.line < 1 or item.span.column < 1]
    return f"{fault.name}: no hint or no place: {told}" if unhelpful else ""


@pytest.mark.parametrize("committed", [False, True], ids=["new", "committed"])
@pytest.mark.parametrize("path", sorted({fault.path for fault in FAULTS}))
def test_one_fault_is_one_finding(path: str, committed: bool, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is deleted or misspelled, new or already published, is told once, with a place and a hint."""
    published = _published(project) if committed else ()
    monkeypatch.setattr(reading, "published_ids", lambda root, kinds: published)
    wrong = [_wrong(fault, _findings(project, fault), committed) for fault in FAULTS if fault.path == path]
    assert "\n".join(filter(None, wrong)) == ""


def test_the_faults_are_many_and_real() -> None:
    """Every fault changes its file, and there are hundreds of them."""
    assert len(FAULTS) > 500
    assert all(fault.text != (BASE / fault.path).read_text("utf-8") for fault in FAULTS)
