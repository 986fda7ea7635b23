"""A project folder to drafts: every input file is read once, every fault of reading is listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import B001, Y008, Y010
from generator.diagnostics.nearest import did_you_mean
from generator.model.claim_records import BriefRecord, ClaimRecord
from generator.model.drafts import (
    BriefDraft,
    BriefTranslation,
    Drafts,
    GuidePage,
    SeedFile,
    UnfinishedClaim,
    Unread,
    is_translation,
)
from generator.model.fields import ID_PATTERN
from generator.model.keeping import Keeping
from generator.model.places import Located, Places
from generator.model.progress import Step, counted, unheard
from generator.model.records import EntityRecord, PublisherRecord, SiteRecord, TermRecord, TombstoneRecord, WaiverRecord
from generator.model.source_records import SourceRecord
from generator.model.spans import SpanPacker
from generator.read.draft_claims import draft_claim, is_draft
from generator.read.files import InputFile, clean_text, list_inputs
from generator.read.history import published_ids
from generator.read.kept_yaml import KeptYaml
from generator.read.mkdocs_settings import settings_findings
from generator.read.overrides import override_findings
from generator.read.record_places import split_places
from generator.read.shapes import shaped
from generator.read.yaml_events import MAX_FINDINGS, too_many

FOLDERS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "sources": ("source", SourceRecord),
    "publishers": ("publisher", PublisherRecord),
    "entities": ("entity", EntityRecord),
    "glossary": ("term", TermRecord),
    "claims": ("claim", ClaimRecord),
}
SINGLE_FILES: Mapping[str, tuple[str, type[BaseModel]]] = {
    "content/site.yml": ("site", SiteRecord),
    "content/waivers.yml": ("waiver", WaiverRecord),
    "content/tombstones.yml": ("tombstone", TombstoneRecord),
}
GUIDE_FILES = (".md", ".png", ".jpg", ".jpeg", ".gif", ".webp")
"""What is published as it stands: nothing that a browser would run, for it would come from the site itself."""
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n?", re.DOTALL | re.MULTILINE)
SITE_HINT = "add it, with `title`, `question`, `description`, `answer` and `language`"
WORD = re.compile(r"[\w./-]+")
MOST_WORDS = 2 << 20
"""How far an unread file is searched for the words that it may define."""


class _Reading:
    """What has been read so far of one project."""

    def __init__(self, yaml: KeptYaml) -> None:
        self.yaml, self.packer = yaml, SpanPacker()
        self.records: dict[str, list[Located[Any]]] = {}
        self.briefs: list[BriefDraft] = []
        self.translations: list[BriefTranslation] = []
        self.unfinished: list[UnfinishedClaim] = []
        self.guide: list[GuidePage] = []
        self.findings: list[Diagnostic] = []
        self.words: set[str] = set()
        self.nameless: set[str] = set()
        self.kinds: set[str] = set()

    def give_up(self, kind: str, words: str | None, value: Any = None) -> None:
        """Remember what an unread file or a broken record may have defined."""
        self.kinds.add(kind)
        texts = [words[:MOST_WORDS]] if words is not None else list(_scalars(value))
        self.words.update(word for text in texts for word in WORD.findall(text))
        id = value.get("id") if isinstance(value, dict) else None
        if words is None and not (isinstance(id, str) and re.fullmatch(ID_PATTERN, id)):
            self.nameless.add(kind)
            if kind in {"entity", "publisher"}:
                self.nameless.add("voice")

    def miss(self, path: str) -> None:
        """Remember that a file which is there was not read at all: any record of its kind may stand in it."""
        kinds = {**{f"content/{name}": kind for name, (kind, _) in FOLDERS.items()}, "content/briefs": "brief"}
        kind = SINGLE_FILES[path][0] if path in SINGLE_FILES else kinds.get("/".join(path.split("/")[:2]), "unknown")
        self.give_up(kind, None)

    def full(self, before: int, kind: str, text: str) -> bool:
        """Whether a file has all the findings that one may have since there were so many; then its rest is given up."""
        if len(self.findings) - before < MAX_FINDINGS:
            return False
        del self.findings[before + MAX_FINDINGS :]
        self.findings.append(too_many(self.findings[-1].span))
        self.give_up(kind, text)
        return True


def _scalars(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _scalars(part)
    elif isinstance(value, list):
        for part in value:
            yield from _scalars(part)


def _read_records(reading: _Reading, file: InputFile, kind: str, shape: type[BaseModel]) -> None:
    text, findings = clean_text(file)
    reading.findings.extend(findings)
    if text is None:
        reading.give_up(kind, file.content.decode("utf-8", "replace"))
        return
    yaml, findings = reading.yaml.read(file.path, text)
    reading.findings.extend(findings)
    if yaml is None:
        reading.give_up(kind, text)
        return
    if yaml.value is None:
        return
    items = yaml.value if isinstance(yaml.value, list) else [yaml.value]
    places = split_places(file, text, yaml, reading.packer)
    spoiled = {finding.span.line for finding in findings}
    before = len(reading.findings)
    for value, place in zip(items, places, strict=True):
        if reading.full(before, kind, text):
            return
        lines = {span.line for span in (*place.values.values(), *place.keys.values())} if spoiled else set()
        if kind == "claim" and is_draft(value):
            unfinished, found = draft_claim(value, place)
            reading.findings.extend(found)
            if unfinished is not None:
                reading.unfinished.append(replace(unfinished, written=None) if spoiled & lines else unfinished)
            continue
        located, found = shaped(shape, value, place) if not spoiled & lines else (None, ())
        reading.findings.extend(found)
        if located is None:
            reading.give_up(kind, None, value)
        else:
            reading.records.setdefault(kind, []).append(located)
    reading.full(before, kind, text)


def _read_brief(reading: _Reading, file: InputFile) -> None:
    """A brief, or the translation of one, which defines nothing: whatever cannot be read of it leaves nothing open."""
    text, findings = clean_text(file)
    reading.findings.extend(findings)
    match = FRONT_MATTER.match(text) if text is not None else None
    if text is not None and match is None:
        reading.findings.append(Diagnostic(B001, Span(file.path), "this brief has no front matter between --- lines"))
    yaml, findings = reading.yaml.read(file.path, match.group(1), lines_before=1) if match else (None, ())
    reading.findings.extend(findings)
    if text is None or match is None or yaml is None or findings:
        if not is_translation(file.path):
            reading.give_up("brief", text if text is not None else "")
        return
    places, body = Places(dict(yaml.values), dict(yaml.keys)), text[match.end() :]
    line = text.count("\n", 0, match.end()) + 1
    if is_translation(file.path):
        reading.translations.append(BriefTranslation(Located(yaml.value, places), body, line))
        return
    located, found = shaped(BriefRecord, yaml.value, places)
    reading.findings.extend(found)
    if located is None:
        reading.give_up("brief", None, yaml.value)
        return
    reading.briefs.append(BriefDraft(located, body, line, yaml.value))


def _read_content(reading: _Reading, file: InputFile) -> None:
    parts = file.path.split("/")
    folder, yaml_file = parts[1] if len(parts) > 2 else "", file.path.endswith((".yml", ".yaml"))
    if file.path in SINGLE_FILES:
        _read_records(reading, file, *SINGLE_FILES[file.path])
    elif folder == "guide" and file.path.lower().endswith(GUIDE_FILES):
        reading.guide.append(GuidePage("/".join(parts[1:]), file.content))
    elif folder in FOLDERS and yaml_file:
        _read_records(reading, file, *FOLDERS[folder])
    elif folder == "briefs" and file.path.endswith(".md"):
        _read_brief(reading, file)
    else:
        known = [*FOLDERS, "briefs", "guide"]
        hint = did_you_mean(folder, known) if folder and folder not in known else ""
        if folder in FOLDERS:
            hint = "records are written in .yml files"
        elif folder == "briefs":
            hint = "briefs are written in .md files"
        elif folder == "guide":
            hint = "the guide holds Markdown (.md) and pictures (.png, .jpg, .gif, .webp)"
        reading.findings.append(Diagnostic(Y010, Span(file.path), "no kind of record is read from this file", hint))
        reading.give_up("unknown", file.content.decode("utf-8", "replace"))


def _read_seeds(root: Path) -> tuple[tuple[SeedFile, ...], tuple[Diagnostic, ...]]:
    files, findings = list_inputs(root, "seeds")
    seeds = []
    for file in files:
        try:
            text: str | None = file.content.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        seeds.append(SeedFile(file.path, hashlib.sha256(file.content).hexdigest(), text))
    return tuple(seeds), findings


def read_project(
    root: Path, step: Step = unheard, keeping: Keeping | None = None
) -> tuple[Drafts, tuple[Diagnostic, ...]]:
    """The project below `root` as drafts, with all findings of families Y, T and B001; touches only the disk.

    The step is told how many files are read; with `keeping`, YAML is taken from there where its text is the same.
    """
    reading = _Reading(KeptYaml(keeping))
    files, findings = list_inputs(root, "content")
    reading.findings.extend(findings)
    for finding in findings:
        reading.miss(finding.span.path)
    for file in counted(files, step):
        _read_content(reading, file)
    reading.yaml.settle()
    seeds, findings = _read_seeds(root)
    reading.findings.extend((*findings, *override_findings(root), *settings_findings(root)))
    records = reading.records
    sites = records.get("site", [])
    if not sites and "site" not in reading.kinds:
        reading.findings.append(
            Diagnostic(Y008, Span("content/site.yml"), "the project has no content/site.yml", SITE_HINT)
        )
    for site in sites[1:]:
        reading.findings.append(Diagnostic(Y008, site.places.at(), "a project has one site", "write one record"))
    drafts = Drafts(
        site=sites[0] if sites else None,
        sources=tuple(records.get("source", ())),
        publishers=tuple(records.get("publisher", ())),
        entities=tuple(records.get("entity", ())),
        terms=tuple(records.get("term", ())),
        claims=tuple(records.get("claim", ())),
        briefs=tuple(reading.briefs),
        waivers=tuple(records.get("waiver", ())),
        tombstones=tuple(records.get("tombstone", ())),
        seeds=seeds,
        guide=tuple(reading.guide),
        published=published_ids(root, {name: kind for name, (kind, _) in FOLDERS.items()} | {"briefs": "brief"}),
        unread=Unread(frozenset(reading.words), frozenset(reading.nameless), frozenset(reading.kinds)),
        unfinished=tuple(sorted(reading.unfinished, key=lambda item: item.id)),
        translations=tuple(reading.translations),
    )
    return drafts, tuple(reading.findings)
