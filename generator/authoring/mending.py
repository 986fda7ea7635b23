"""Mends the content: what is safe at once, what a hint proposes where the author agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from generator.authoring.edits import Edit, edited, edits_of, shown_change
from generator.authoring.key_order import in_key_order
from generator.authoring.quote_spelling import respelled_quotes
from generator.diagnostics import Diagnostic
from generator.model.claim_records import BriefRecord
from generator.model.corpus import Corpus
from generator.publish.folder import write_whole
from generator.read.files import list_inputs
from generator.read.project import FOLDERS, SINGLE_FILES

Check = Callable[[], tuple[Corpus, tuple[Diagnostic, ...]]]
MOST_ROUNDS = 20
"""How often what is left may yield new proposals: an id that is mended brings the next fault to light."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding with the change that would mend it: its edits, and the changed lines as a diff."""

    finding: Diagnostic
    edits: tuple[Edit, ...]
    change: str

    @property
    def doubtful(self) -> bool:
        """Whether the change touches evidence, so that nobody may agree to it unseen."""
        return self.finding.fix is not None and self.finding.fix.doubtful


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done: safe changes in words, proposals taken, and those left because nobody agreed."""

    safe: tuple[str, ...]
    taken: int
    left: int


def _texts(root: Path) -> dict[str, str]:
    """The content's files by path, byte for byte as text; those that are no text are left out."""
    texts = {}
    for file in list_inputs(root, "content")[0]:
        try:
            texts[file.path] = file.content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


def _write(root: Path, path: str, text: str) -> None:
    write_whole(root / path, text.encode("utf-8"), lasting=True)


def _shape_of(path: str) -> type[BaseModel] | None:
    folder = path.split("/")[1]
    if path in SINGLE_FILES:
        return SINGLE_FILES[path][1]
    if folder in FOLDERS and path.endswith((".yml", ".yaml")):
        return FOLDERS[folder][1]
    return BriefRecord if folder == "briefs" and path.endswith(".md") else None


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def mend_safely(root: Path, check: Check) -> tuple[str, ...]:
    """Makes the changes that alter nothing that is said, and tells of each file in words.

    Quotes are spelled as in their documents, and the keys of records stand in the order of their record type.
    """
    done = []
    corpus, _ = check()
    texts = _texts(root)
    respelled: dict[str, list[Edit]] = {}
    for fix in respelled_quotes(corpus):
        for edit in edits_of(fix, texts) or ():
            respelled.setdefault(edit.path, []).append(edit)
    for path, edits in sorted(respelled.items()):
        texts[path] = edited(texts[path], edits)
        _write(root, path, texts[path])
        done.append(f"{path}: {_counted(len(edits), 'quote')} spelled as in the document")
    for path, text in sorted(texts.items()):
        shape = _shape_of(path)
        ordered = in_key_order(path, text, shape) if shape is not None else text
        if ordered != text:
            _write(root, path, ordered)
            done.append(f"{path}: keys in order")
    return tuple(done)


def proposals(findings: Iterable[Diagnostic], texts: Mapping[str, str]) -> tuple[Proposal, ...]:
    """The findings that carry a change which still fits the files, each with what it would change."""
    found = []
    for finding in findings:
        edits = edits_of(finding.fix, texts) if finding.fix is not None else None
        if edits:
            paths = sorted({edit.path for edit in edits})
            changes = [
                shown_change(path, texts[path], edited(texts[path], (edit for edit in edits if edit.path == path)))
                for path in paths
            ]
            found.append(Proposal(finding, edits, "\n".join(changes)))
    return tuple(found)


def mend(root: Path, check: Check, agree: Callable[[Proposal], bool]) -> Mended:
    """Mends a project in place: what is safe, then every proposal that `agree` says yes to.

    After each round the project is checked again, for a mended fault may have hidden another.
    """
    safe = mend_safely(root, check)
    taken = left = 0
    refused: set[tuple[str, str, str]] = set()
    for _ in range(MOST_ROUNDS):
        texts = _texts(root)
        accepted: list[Edit] = []
        for proposal in proposals(check()[1], texts):
            key = (proposal.finding.rule.code, proposal.finding.message, proposal.change)
            if key in refused:
                continue
            if agree(proposal):
                accepted += proposal.edits
                taken += 1
            else:
                refused.add(key)
                left += 1
        if not accepted:
            break
        for path in sorted({edit.path for edit in accepted}):
            _write(root, path, edited(texts[path], (edit for edit in accepted if edit.path == path)))
    again = mend_safely(root, check) if taken else ()
    return Mended(tuple(dict.fromkeys((*safe, *again))), taken, left)
