"""What proves a pack: every file has its hash, every quote stands in its document, and nothing else is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.authoring.corpus_import import ImportRefused, read_corpus
from generator.export.json_values import json_bytes, json_value
from generator.export.shapes import CorpusFile, ExportedClaim
from generator.publish.pack_file import FORMAT, MANIFEST, PackRefused, manifest_of, sha256, unzipped, zipped
from generator.resolve.normalise import normalise

CORPUS = "data/corpus.json"


@dataclass(frozen=True, slots=True)
class PackReport:
    """What was found in a pack: its brief and day, how many files and quotes were held against what they must be, how
    many quotes could not be, since their document may not be passed on, the SHA-256 of its manifest, and every fault in
    words."""

    brief: str
    as_of: str
    files: int
    quotes: int
    unproven: int
    digest: str
    faults: tuple[str, ...]


def _manifest(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    if MANIFEST not in files:
        raise PackRefused(f"it has no {MANIFEST}")
    try:
        told = json.loads(files[MANIFEST].decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise PackRefused(f"{MANIFEST} is not JSON: {error}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("sha256"), dict):
        raise PackRefused(f"{MANIFEST} is not that of a pack")
    if str(told.get("version")).partition(".")[0] != "1":
        raise PackRefused(f"the pack has version {told.get('version')}; this program reads versions 1.x")
    return told


def _hash_faults(files: Mapping[str, bytes], told: Mapping[str, Any]) -> Iterator[str]:
    wanted: Mapping[str, Any] = told["sha256"]
    for path in sorted({*wanted, *files} - {MANIFEST}):
        if path not in files:
            yield f"{path} is missing"
        elif path not in wanted:
            yield f"{path} is not in the manifest"
        elif sha256(files[path]) != wanted[path]:
            claim = path.removeprefix("data/claims/").removesuffix(".json")
            whose = f" (claim {claim})" if path.startswith("data/claims/") else ""
            yield f"{path}{whose} was changed: its SHA-256 is not that of the manifest"
    about = {name: value for name, value in told.items() if name not in {"format", "version", "sha256"}}
    if manifest_of(files, about) != files[MANIFEST]:
        yield f"{MANIFEST} is not what its files make of it: it, or one of them, was changed"


def _quote_faults(claim: ExportedClaim, corpus: CorpusFile, texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the quotes of one claim, the words as recorded held against the document."""
    documents = {item.record.id: item.derived.document for item in corpus.sources if item.record.reprint == "whole"}
    id = claim.record.id
    places = claim.derived.appearances
    if len(places) != len(claim.record.appearances):
        yield f"claim {id}: its appearances are not those of its record"
        return
    for written, place in zip(claim.record.appearances, places, strict=True):
        path = documents.get(written.source)
        if path is None or written.quote is None:
            continue
        text = texts.get(path)
        quotes = [written.quote, *(part.quote for part in written.continued)]
        passages = [*([place.passage] if place.passage else []), *place.continued]
        if text is None:
            yield f"claim {id}: its document {path} is not in the pack"
        elif len(passages) != len(quotes) or any(text[it.start : it.end] != it.text for it in passages):
            yield f"claim {id}: its quote does not stand at its place in {path}"
        elif any(
            normalise(it.text).text.strip() != normalise(quote).text.strip()
            for it, quote in zip(passages, quotes, strict=True)
        ):
            yield f"claim {id}: the words at its place in {path} are not its quote"


def _content_faults(files: Mapping[str, bytes], corpus: CorpusFile) -> Iterator[str]:
    language = corpus.site.language
    texts = {item.path: files[item.path].decode("utf-8", "replace") for item in corpus.files if item.path in files}
    for source in corpus.sources:
        path = source.record.file
        if path is not None and path in files and source.record.sha256 and sha256(files[path]) != source.record.sha256:
            yield f"{path} is not the document that was captured for source {source.record.id}"
    for claim in corpus.claims:
        yield from _quote_faults(claim, corpus, texts)
        own = f"data/claims/{claim.record.id}.json"
        told = json.loads(files[own]) if own in files else None
        if not isinstance(told, dict) or told.get("claim") != json_value(claim, language):
            yield f"{own} (claim {claim.record.id}) does not say what {CORPUS} says"


def verified(content: bytes) -> PackReport:
    """The bytes of a pack to what proves it, or speaks against it. Raises PackRefused where it is no pack at all.

    Offline, and without writing anything: hashes prove that nothing was changed since the manifest was made, quotes
    that every claim still rests on its document, and the bytes as a whole that nothing is hidden between the files.
    """
    files = unzipped(content)
    told = _manifest(files)
    faults = list(_hash_faults(files, told))
    quotes = unproven = 0
    try:
        corpus = read_corpus(files.get(CORPUS, b""))
        faults += _content_faults(files, corpus)
        kept = {item.record.id for item in corpus.sources if item.record.reprint != "whole"}
        found = [it for claim in corpus.claims for it in claim.derived.appearances if it.passage is not None]
        unproven = sum(item.source in kept for item in found)
        quotes = len(found) - unproven
        if json_bytes(json_value(corpus, corpus.site.language)) != files[CORPUS]:
            faults.append(f"{CORPUS} is not written as this program writes it")
    except (ImportRefused, ValueError, RecursionError) as error:
        faults.append(f"{CORPUS}, or a claim beside it, cannot be read: {error}")
    if not faults and zipped(files) != content:
        faults.append("the pack holds bytes that belong to none of its files")
    about = (str(told.get("brief", "")), str(told.get("as_of", "")))
    return PackReport(*about, len(files), quotes, unproven, sha256(files[MANIFEST]), tuple(dict.fromkeys(faults)))
