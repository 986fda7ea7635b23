"""A corpus as `data/corpus.json` tells it, back to the files of a project."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.authoring.yaml_text import as_yaml
from generator.export.json_values import json_value
from generator.export.shapes import CORPUS_FORMAT, CorpusFile, ExportedBrief

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read."""
FILES = {
    "sources": "content/sources/imported.yml",
    "publishers": "content/publishers/imported.yml",
    "entities": "content/entities/imported.yml",
    "terms": "content/glossary/imported.yml",
    "claims": "content/claims/imported.yml",
}
"""By part of the corpus: the file that its records are written to."""
REQUIRED = {"site": "answer", "entities": "description", "publishers": "reason", "terms": "definition"}
"""Texts that a record must have, and that a corpus of a past day may withhold."""


class ImportRefused(Exception):
    """The file is not a corpus that can be read; the message is for the user."""


def _restored(value: Any, day: str) -> Any:
    """The corpus with a placeholder for every text that it withholds and that a record must have."""
    words = {"en": f"Not known yet on {day}."}

    def filled(part: Any, field: str, withheld: Any) -> Any:
        return {**part, field: words} if isinstance(part, dict) and field in withheld else part

    made = {**value, "site": filled(value.get("site"), REQUIRED["site"], value.get("site_withheld", ()))}
    for name in ("entities", "publishers", "terms"):
        made[name] = [
            {**item, "record": filled(item.get("record"), REQUIRED[name], item.get("withheld", ()))}
            for item in value.get(name, ())
        ]
    return made


def read_corpus(content: bytes) -> CorpusFile:
    """The bytes of a corpus file to the corpus; raises ImportRefused where it is none, or of another version."""
    if len(content) > LARGEST:
        raise ImportRefused(f"the file is larger than {LARGEST // 1024 // 1024} MiB")
    try:
        value = json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ImportRefused(f"the file is not JSON in UTF-8: {error}") from error
    if not isinstance(value, dict) or value.get("format") != CORPUS_FORMAT:
        raise ImportRefused(f'the file is not a corpus: it has no "format": "{CORPUS_FORMAT}"')
    version = str(value.get("version"))
    if version.partition(".")[0] != "1":
        raise ImportRefused(f"the corpus has version {version}; this program reads versions 1.x")
    try:
        return CorpusFile.model_validate(_restored(value, str(value.get("as_of"))))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "/".join(str(part) for part in first["loc"])
        raise ImportRefused(f"{place}: {first['msg']} ({error.error_count()} faults in all)") from error
    except (AttributeError, TypeError) as error:
        raise ImportRefused("a part of the corpus is not a list of records") from error


def as_written(record: BaseModel, language: str) -> Any:
    """A record as authors write it: without what goes without saying, every scalar a text."""
    told = json_value(record, language)
    fields = type(record).model_fields
    plain = {info.alias or name: info.default for name, info in fields.items()}
    return {name: _texts(part) for name, part in told.items() if name not in plain or plain[name] != part}


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_texts(part) for part in value]
    return str(value)


def _brief_files(brief: ExportedBrief, language: str) -> Mapping[str, str]:
    """The files of a brief and its translations, which have the same front matter, by path."""
    path, front_matter = f"content/briefs/{brief.record.id}", as_yaml(as_written(brief.record, language))
    bodies = {f"{path}.md": brief.body, **{f"{path}.{tag}.md": body for tag, body in brief.translations.items()}}
    return {file: f"---\n{front_matter}---\n{body}" for file, body in bodies.items()}


def project_files(corpus: CorpusFile) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files of a project that hold the corpus, by path, and the captured files that it names without their bytes.

    Raises ImportRefused where the text of a captured file has not the SHA-256 that is told of it.
    """
    language = corpus.site.language
    made = {"content/site.yml": as_yaml(as_written(corpus.site, language))}
    for part, path in FILES.items():
        records = [as_written(item.record, language) for item in getattr(corpus, part)]
        if records:
            made[path] = as_yaml(records)
    for path, several in (("content/waivers.yml", corpus.waivers), ("content/tombstones.yml", corpus.tombstones)):
        if several:
            made[path] = as_yaml([as_written(record, language) for record in several])
    for brief in corpus.briefs:
        made.update(_brief_files(brief, language))
    files = {path: text.encode("utf-8") for path, text in made.items()}
    absent = []
    for file in corpus.files:
        if file.text is None:
            absent.append(file.path)
            continue
        content = file.text.encode("utf-8")
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise ImportRefused(f"{file.path} has not the SHA-256 that the corpus tells of it")
        files[file.path] = content
    return dict(sorted(files.items())), tuple(absent)
