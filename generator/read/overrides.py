"""What is wrong with a site's own templates, words and lexicons: what cannot be used, and what has aged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import T001, T002, T003
from generator.diagnostics.nearest import nearest
from generator.read.cues import shaped_cues
from generator.read.date_words import shaped_date_words
from generator.read.files import InputFile, clean_text, list_inputs, plain_content
from generator.read.lexicon import shaped_lexicon
from generator.read.site_templates import NEW_SITE, OWN, first_fault, laid_over, packaged, template_folders
from generator.read.words import read_words, shaped_words
from generator.read.yaml_events import YamlText, read_yaml

ORIGINS = f"{OWN}/origins.yml"
"""Where it is recorded from which version each override was made: the SHA-256 of ours, by its path."""
PLACES = ("assets/*", "lexicon/*", "pages/*", "theme/*", "words/*")
"""Where a file can be laid over ours."""
SHAPES: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("lexicon/cues/*.yml", shaped_cues),
    ("lexicon/dates/*.yml", shaped_date_words),
    ("lexicon/*.yml", shaped_lexicon),
    ("words/*/*.yml", shaped_words),
)
HINTS: Mapping[Callable[[Any], Any], str] = MappingProxyType(
    {
        shaped_lexicon: "list words under their kind: `possible: [may, might]`",
        shaped_words: "write a text for each key, as in the program's file",
    }
)
UNASKED = "remove it: the program asks for it nowhere"
RECORD = TypeAdapter(dict[str, str])


def digest(content: bytes) -> str:
    """The SHA-256 of a file, its line ends as LF, since git may change them."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def overridable() -> Mapping[str, Path]:
    """All files of ours that a site can lay its own over, by their path below the folder."""
    files = laid_over((packaged(),))
    return {
        path: versions[-1]
        for path, versions in files.items()
        if not path.startswith(f"{NEW_SITE}/") and any(fnmatchcase(path, place) for place in PLACES)
    }


def recorded_origins(root: Path) -> dict[str, str]:
    """What is recorded of the overrides, by path; nothing where the file is missing or broken (T001 reports that)."""
    content = None if (root / OWN).is_symlink() else plain_content(root / ORIGINS, ORIGINS)[0]
    yaml = read_yaml(ORIGINS, content.decode("utf-8-sig", "replace"))[0] if content is not None else None
    try:
        return RECORD.validate_python(yaml.value if yaml else {})
    except ValueError:
        return {}


def _unread(file: InputFile) -> tuple[YamlText | None, tuple[Diagnostic, ...]]:
    text, findings = clean_text(file)
    if text is None:
        return None, findings
    yaml, findings = read_yaml(file.path, text)
    return (yaml if not findings else None), findings


def _shape_of(path: str) -> Callable[[Any], Any] | None:
    if f"{OWN}/{path}" == ORIGINS:
        return RECORD.validate_python
    return next((shape for pattern, shape in SHAPES if fnmatchcase(path, pattern)), None)


def _unknown_words(yaml: YamlText, path: str, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Texts that the program never asks for: misspelt, or of a version that has gone."""
    page = Path(path).stem
    for key in shaped_words(yaml.value):
        if f"{page}.{key}" not in known:
            where = next(
                (span for loc, span in yaml.keys.items() if ".".join(map(str, loc)) == key), Span(f"{OWN}/{path}")
            )
            above, _, last = f"{page}.{key}".rpartition(".")
            beside = {name.removeprefix(f"{above}.").split(".")[0] for name in known if name.startswith(f"{above}.")}
            best = nearest(last, beside)
            hint = f"write '{best}' if that is meant, else remove it" if best else UNASKED
            yield Diagnostic(T002, where, f"the program has no text '{page}.{key}'", hint)


def _use(file: InputFile, path: str, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What keeps a file of words or a lexicon from being used."""
    shape = _shape_of(path)
    if shape is None:
        if path.endswith((".j2", ".html", ".xml", ".css", ".js")):
            yield from clean_text(file)[1]
        return
    yaml, findings = _unread(file)
    yield from findings
    if yaml is None:
        return
    try:
        shape(yaml.value)
    except ValueError as error:
        words, loc = first_fault(error)
        place = max((part for part in yaml.values if part == loc[: len(part)]), key=len, default=())
        yield Diagnostic(
            T001, yaml.values.get(place, Span(file.path)), f"this cannot be used: {words}", HINTS.get(shape, "")
        )
        return
    if shape is shaped_words:
        yield from _unknown_words(yaml, path, known)


def _age(file: InputFile, path: str, ours: bytes | None, recorded: str | None) -> Iterator[Diagnostic]:
    """Whether ours has changed since the site's own was made from it."""
    if recorded is None:
        if ours is not None and digest(ours) != digest(file.content) and not path.startswith("words/"):
            yield Diagnostic(
                T003, Span(file.path), f"it stands for the program's '{path}', of which version is not known"
            )
    elif ours is None:
        yield Diagnostic(T002, Span(file.path), f"the program has no '{path}' any more: this stands for nothing")
    elif digest(ours) != recorded:
        yield Diagnostic(T002, Span(file.path), f"the program's '{path}' has changed since this was made from it")


def override_findings(root: Path) -> tuple[Diagnostic, ...]:
    """Everything wrong with the site's own `site_templates/`; nothing where the folder is the program's own.

    Findings: T001, T002, T003, those of unclean or broken YAML (Y001 to Y005), and Y011 for links and devices.
    """
    own = len(template_folders(root)) > 1
    files, found = list_inputs(root, OWN) if own or (root / OWN).is_symlink() else ((), ())
    if not own:
        return found
    findings, ours, recorded = list(found), overridable(), recorded_origins(root)
    known = read_words(packaged() / "words")["en"].texts
    for file in files:
        path = file.path.removeprefix(f"{OWN}/")
        unusable = list(_use(file, path, known))
        findings.extend(unusable)
        if not unusable and file.path != ORIGINS:
            packed = ours[path].read_bytes() if path in ours else None
            findings.extend(_age(file, path, packed, recorded.get(path)))
    return tuple(findings)
