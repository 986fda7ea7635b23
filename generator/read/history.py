"""What git says of the content: which ids the last commit publishes, and how the claims stood after each commit."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from generator.diagnostics import Span
from generator.model.claim_records import ClaimRecord
from generator.model.drafts import PublishedId, is_translation
from generator.model.history import NO_HISTORY, History, Revision
from generator.read.draft_claims import is_draft
from generator.read.history_cache import FOLDER, ILLEGIBLE, ClaimsFile, HistoryCache
from generator.read.yaml_events import read_yaml

ID_LINE = re.compile(
    r"^(?P<path>[^\0]+)\0(?P<line>\d+)\0\s*(?:- +)?id: *['\"]?(?P<id>[a-z][a-z0-9-]*)['\"]?\s*(?:#.*)?$"
)
"""An id on a line of its own; no mapping inside a record has a field of that name."""
CLAIMS = "content/claims"
REGULAR = ("100644", "100755")
"""Modes of plain files; links and modules are no claims."""
LATEST = 253_402_300_799
"""The last second of the year 9999."""
SECONDS = 120
"""After this, git is taken to hang."""
LOG = (
    "log", "-z", "--raw", "--reverse", "--no-abbrev", "--no-renames", "--no-color", "--no-show-signature",
    "--first-parent", "--diff-merges=first-parent", "--format=%H %ct", "HEAD", "--", CLAIMS,
)  # fmt: skip
"""First parents only: a merge is one step on the published line, and its own date, not that of a branch which nobody
could read yet, tells when a claim was published."""
SETTINGS = (
    "log.showRoot=true", "log.follow=false", "log.showSignature=false", "diff.relative=false", "diff.renames=false",
    "diff.orderFile=/dev/null", "core.fsmonitor=false", "color.ui=false", "color.grep=false", "grep.column=false",
    "grep.fullName=true", "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
"""What somebody may have set otherwise, for themselves or for this repository, so that git would print something else.
The rest of their settings holds, since these also say which repositories git may trust."""
AS_STORED = MappingProxyType({"GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"})
"""Git reads the commits as everybody has them, and fetches nothing from elsewhere."""


def git_bytes(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """What a git command in the project prints, or None where there is no git or it refuses."""
    settings = (part for setting in SETTINGS for part in ("-c", setting))
    command = ["git", *settings, "-C", str(root), *arguments]
    surroundings = {**os.environ, **AS_STORED}
    try:
        done = subprocess.run(command, input=asked, capture_output=True, check=False, timeout=SECONDS, env=surroundings)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def is_committed(root: Path, folder: str) -> bool:
    """Whether the last commit holds anything of a folder of the project."""
    return bool(_git(root, "ls-tree", "HEAD", "--", folder))


def _git(root: Path, *arguments: str) -> str:
    """The output of a git command in the project, or nothing where there is no git or no repository."""
    return (git_bytes(root, *arguments) or b"").decode("utf-8", "replace")


def _draft_ids(root: Path) -> frozenset[str]:
    """The ids of the claims that HEAD marks as drafts."""
    listed = _git(root, "grep", "-l", "-z", "--full-name", "-E", "draft['\"]?: *['\"]?yes", "HEAD", "--", CLAIMS)
    found = set[str]()
    for name in (name for name in listed.split("\0") if name):
        text = (git_bytes(root, "show", name) or b"").decode("utf-8", "replace")
        located = read_yaml("", text)[0]
        value = located.value if located else None
        items = value if isinstance(value, list) else [value]
        found.update(str(item["id"]) for item in items if is_draft(item) and "id" in item)
    return frozenset(found)


def published_ids(root: Path, kinds: Mapping[str, str]) -> tuple[PublishedId, ...]:
    """The ids at HEAD in the content folders named in `kinds` (folder to kind), without those of drafts;
    none without a repository."""
    found = []
    drafts = _draft_ids(root)
    for folder, kind in sorted(kinds.items()):
        below = f"content/{folder}"
        listed = _git(root, "grep", "-n", "-z", "--full-name", "-E", "^ *(- +)?id: *['\"]?[a-z]", "HEAD", "--", below)
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
        for line in listed.splitlines():
            match = ID_LINE.match(line.removeprefix("HEAD:").removeprefix(prefix))
            if match is None or (kind == "brief" and is_translation(match["path"])):
                continue
            if not (kind == "claim" and match["id"] in drafts):
                found.append(PublishedId(kind, match["id"], Span(match["path"], int(match["line"]))))
    return tuple(sorted(found, key=lambda item: (item.kind, item.id)))


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit with the claims files it changed: the new blob by path, None for a file that went."""

    sha: str
    committed: datetime
    files: Mapping[str, str | None]


def _is_claims_file(path: str, mode: str) -> bool:
    below = path.rpartition(f"{CLAIMS}/")[2]
    hidden = any(part.startswith(".") for part in below.split("/"))
    return mode in REGULAR and path.endswith((".yml", ".yaml")) and not hidden


def _moment(seconds: str) -> datetime:
    """Seconds since 1970 as a moment in UTC; what no calendar can hold becomes the nearest that it can."""
    within = min(max(int(seconds), 0), LATEST) if seconds.isascii() and seconds.isdigit() else 0
    return datetime.fromtimestamp(within, UTC)


def _commits(listed: bytes) -> Iterator[_Commit]:
    """The output of LOG to commits, in its order; each starts with `sha seconds`, then come pairs of entry and path."""
    tokens = iter(listed.decode("utf-8", "surrogateescape").split("\0"))
    sha, seconds, files = "", "", dict[str, str | None]()
    for token in (token.lstrip("\n") for token in tokens):
        if token.startswith(":"):
            _, mode, _, blob, _ = token.split(" ", 4)
            path = next(tokens, "")
            files[path] = blob if _is_claims_file(path, mode) else None
        elif token:
            if sha:
                yield _Commit(sha, _moment(seconds), files)
            (sha, _, seconds), files = token.partition(" "), {}
    if sha:
        yield _Commit(sha, _moment(seconds), files)


def blobs(root: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of blobs, by one process for all; those that the repository lacks are left out."""
    names = sorted(set(wanted))
    asked = "".join(f"{name}\n" for name in names).encode()
    stream = (git_bytes(root, "cat-file", "--batch", asked=asked) or b"") if names else b""
    position = 0
    while position < len(stream):
        header, _, _ = stream[position : position + 200].partition(b"\n")
        position += len(header) + 1
        parts = header.decode("ascii", "replace").split(" ")
        if len(parts) == 3:
            size = int(parts[2])
            yield parts[0], stream[position : position + size]
            position += size + 1


@dataclass(slots=True)
class _Shelf:
    """The claims files as they stand while the commits are walked; an illegible one keeps its last legible version."""

    files: dict[str, ClaimsFile] = field(default_factory=dict)
    illegible: set[str] = field(default_factory=set)

    def take(self, path: str, file: ClaimsFile | None) -> None:
        """Replaces one file, or removes it."""
        self.illegible.discard(path)
        if file is None:
            self.files.pop(path, None)
        elif file.legible:
            self.files[path] = file
        else:
            self.illegible.add(path)

    def claims(self, before: Mapping[str, ClaimRecord]) -> tuple[Mapping[str, ClaimRecord], frozenset[str]]:
        """All claims by id, and the ids that stand as they were before because their text cannot be read."""
        found: dict[str, ClaimRecord] = {}
        for path in sorted(self.files, key=lambda path: (path in self.illegible, path)):
            for id, record in self.files[path].claims.items():
                found.setdefault(id, record)
        kept = {id for file in self.files.values() for id in file.unreadable} - found.keys()
        found.update({id: before[id] for id in kept & before.keys()})
        fresh = {id for path in self.files.keys() - self.illegible for id in self.files[path].claims}
        return MappingProxyType(dict(sorted(found.items()))), frozenset(kept | (found.keys() - fresh))


def read_history(root: Path) -> History:
    """The project's commits that touched claims, as far as HEAD; what is not committed does not count.

    Without git, a repository or a commit, an empty history; in a shallow or partial clone one that is not complete.
    Four git processes at most, however many commits there are.
    """
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip()
    listed = git_bytes(root, *LOG) if shallow else None
    if listed is None:
        return NO_HISTORY
    commits = tuple(_commits(listed))
    # A cache that came with a commit was not made here, and may say anything.
    ours = not is_committed(root, FOLDER.split("/")[0])
    cache = HistoryCache(root if ours else None)
    named = {blob for commit in commits for blob in commit.files.values() if blob}
    read: dict[str, ClaimsFile] = {}
    for name in sorted(named):
        kept = cache.get(name)
        if kept is not None:
            read[name] = kept
    for name, content in blobs(root, named - read.keys()):
        read[name] = cache.put(name, content)
    cache.forget_other_versions()
    shelf, revisions = _Shelf(), list[Revision]()
    before: Mapping[str, ClaimRecord] = {}
    for commit in commits:
        for path, blob in sorted(commit.files.items()):
            shelf.take(path, read.get(blob, ILLEGIBLE) if blob else None)
        before, unreadable = shelf.claims(before)
        revisions.append(Revision(commit.sha, commit.committed, before, unreadable))
    return History(tuple(revisions), complete=shallow == "false" and named <= read.keys())
