"""What git tells: published ids may not vanish, and how the claims stood after each commit."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compiler import compile_pages
from generator.derive.changes import changes
from generator.derive.recorded import recorded_days
from generator.model.claim_records import ClaimRecord
from generator.model.history import NO_HISTORY, History
from generator.model.publication import Publication
from generator.model.templates import Page
from generator.read.history import read_history
from generator.read.history_cache import HistoryCache
from generator.read.templates import read_templates
from generator.read.yaml_events import read_yaml
from tests.conftest import ROOT, checked, overlay
from tests.repositories import Repository, git, plain_claim


def _git(project: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(project), *identity, *arguments], check=True, capture_output=True)


def _commit(repository: Path) -> None:
    _git(repository, "init", "-q")
    _git(repository, "add", "-A")
    _git(repository, "commit", "-qm", "first")


def _committed(tmp_path: Path) -> Path:
    project = overlay(tmp_path / "project")
    _commit(project)
    return project


def test_a_renamed_id_is_missed(tmp_path: Path) -> None:
    """An id of the last commit that no record bears any more is one R003 that names the likely new id."""
    project = _committed(tmp_path)
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("id: nova-is-fast", "id: nova-is-faster"))
    found = checked(project).findings
    assert [(item.rule.code, item.target) for item in found] == [("R003", "nova-is-fast")]
    assert "nova-is-faster" in found[0].advice


def test_a_tombstone_settles_it(tmp_path: Path) -> None:
    """A retired id is not missed."""
    project = _committed(tmp_path)
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("id: nova-is-fast", "id: nova-is-faster"))
    tombstone = "id: nova-is-fast\nkind: claim\nreason: Reworded.\non: 2026-01-01\nreplaced_by: nova-is-faster\n"
    (project / "content" / "tombstones.yml").write_text(tombstone)
    assert checked(project).findings == ()


def test_ids_are_known_however_they_are_written(tmp_path: Path) -> None:
    """An id counts as published in an indented list, as a later field, in quotes and with a comment."""
    project = overlay(tmp_path / "project")
    entities = project / "content" / "entities" / "all.yml"
    published = "".join(
        f"{first}\n{second}\n    kind: product\n    description: It is one.\n"
        for first, second in (
            ("  - id: one", "    name: One"),
            ("  - name: Two", "    id: 'two' # the second"),
        )
    )
    more = entities.with_name("more.yml")
    more.write_text(published)
    _commit(project)
    more.unlink()
    assert [(item.rule.code, item.target) for item in checked(project).findings] == [("R003", "one"), ("R003", "two")]


def test_a_brief_keeps_its_address(tmp_path: Path) -> None:
    """A brief that was published and is gone is missed, also in a project that is a folder of its repository."""
    project = overlay(tmp_path / "repository" / "project")
    _commit(project.parent)
    (project / "content" / "briefs" / "nova.md").unlink()
    found = checked(project).findings
    assert [(item.rule.code, item.span.path, item.target) for item in found] == [
        ("R003", "content/briefs/nova.md", "nova")
    ]


FIRST, SECOND, THIRD = "2025-01-01T12:00:00Z", "2025-02-01T12:00:00Z", "2025-03-01T12:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def _stands(history: History) -> list[tuple[str, list[str]]]:
    return [(revision.day.isoformat(), list(revision.claims)) for revision in history.revisions]


def test_the_commits_that_touched_claims_oldest_first(repository: Repository) -> None:
    """Each commit comes with its sha and all claims that then stood; commits that touch no claim are passed over."""
    one = repository.commit(FIRST, {"a.yml": [plain_claim("b"), plain_claim("a")]})
    repository.write("content/site.yml", "title: x")
    repository.commit(SECOND)
    two = repository.commit(THIRD, {"c.yml": [plain_claim("c")]})
    history = read_history(repository.root)
    assert history.complete
    assert [revision.sha for revision in history.revisions] == [one, two]
    assert _stands(history) == [("2025-01-01", ["a", "b"]), ("2025-03-01", ["a", "b", "c"])]
    assert history.revisions[0].claims["a"] == ClaimRecord.model_validate(plain_claim("a"))


def test_the_day_is_the_committers_in_utc(repository: Repository) -> None:
    """Late in the evening west of Greenwich it is the next day already; the author's date does not matter."""
    repository.commit("2025-03-01T23:30:00-0300", {"a.yml": [plain_claim("a")]})
    (revision,) = read_history(repository.root).revisions
    assert revision.moment == "2025-03-02T02:30:00Z"
    assert revision.day == date(2025, 3, 2)


def test_the_id_decides_and_not_the_file(repository: Repository) -> None:
    """A claim that moves to another file is neither added nor withdrawn, and stays recorded since its first commit."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    repository.commit(SECOND, {"a.yml": None, "deep/er/b.yaml": [plain_claim("a")]})
    history = read_history(repository.root)
    assert [item.day for item in changes(history, date(2026, 1, 1))] == [date(2025, 1, 1)]


def test_what_is_not_committed_is_not_recorded(repository: Repository) -> None:
    """Files that are changed, added to the index or new count for nothing before their commit."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    repository.write("content/claims/a.yml", [plain_claim("a"), plain_claim("b")])
    git(repository.top, "add", "-A")
    repository.write("content/claims/c.yml", [plain_claim("c")])
    assert _stands(read_history(repository.root)) == [("2025-01-01", ["a"])]


def test_a_merge_is_one_step_at_its_own_date(repository: Repository) -> None:
    """What was written on a branch counts from the day of its merge, when it was published."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    git(repository.top, "checkout", "-q", "-b", "side")
    repository.commit("2025-01-02T12:00:00Z", {"b.yml": [plain_claim("b")]})
    git(repository.top, "checkout", "-q", "main")
    repository.write("README", "x")
    repository.commit(SECOND)
    git(repository.top, "merge", "-q", "--no-ff", "-m", "merge", "side", day=THIRD)
    assert _stands(read_history(repository.root)) == [("2025-01-01", ["a"]), ("2025-03-01", ["a", "b"])]


def test_a_project_may_be_a_folder_of_its_repository(tmp_path: Path) -> None:
    """Claims beside the project's own folder are not its claims."""
    repository = Repository(tmp_path, "the/project")
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    (tmp_path / "content" / "claims").mkdir(parents=True)
    (tmp_path / "content" / "claims" / "b.yml").write_text(json.dumps(plain_claim("b")))
    repository.commit(SECOND)
    assert _stands(read_history(repository.root)) == [("2025-01-01", ["a"])]


def test_a_refused_record_stands_as_it_last_could_be_read(repository: Repository) -> None:
    """A record that today's schema refuses is no withdrawal: it keeps its last readable form and is named."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a"), plain_claim("b")]})
    repository.commit(SECOND, {"a.yml": [plain_claim("a", hedge={"level": "sure"}), plain_claim("c"), "stray", 7]})
    repository.commit(THIRD, {"a.yml": [plain_claim("a", statement="New."), plain_claim("c")]})
    history = read_history(repository.root)
    assert _stands(history)[1] == ("2025-02-01", ["a", "c"])
    assert [sorted(revision.unreadable) for revision in history.revisions] == [[], ["a"], []]
    told = [(item.day.month, item.change.kind, item.change.claim) for item in changes(history, date(2026, 1, 1))]
    assert told == [
        (3, "reworded", "a"),
        (2, "withdrawn", "b"),
        (2, "added", "c"),
        (1, "added", "a"),
        (1, "added", "b"),
    ]


@pytest.mark.parametrize("broken", ["- id: [", b"\xff\xfe\x00", "a: &b 1\n" * 2 + "\x00", "# " + "x" * (1 << 20)])
def test_an_illegible_file_withdraws_nothing(broken: str | bytes, repository: Repository) -> None:
    """Where a commit left a file that cannot be read at all, its claims stand as before, unless they are elsewhere."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a"), plain_claim("b")]})
    repository.commit(SECOND, {"a.yml": broken, "b.yml": [plain_claim("b", statement="Moved.")]})
    history = read_history(repository.root)
    assert _stands(history)[1] == ("2025-02-01", ["a", "b"])
    assert history.revisions[1].unreadable == {"a"}
    assert history.revisions[1].claims["b"].statement == {"": "Moved."}
    repository.commit(THIRD, {"a.yml": None})
    assert _stands(read_history(repository.root))[2] == ("2025-03-01", ["b"])


def test_links_and_hidden_files_hold_no_claims(repository: Repository) -> None:
    """Only plain .yml and .yaml files that the project itself would read are looked into."""
    repository.write("content/claims/.hidden.yml", [plain_claim("a")])
    repository.write("content/claims/notes.txt", [plain_claim("b")])
    repository.write("elsewhere.yml", [plain_claim("c")])
    (repository.root / "content" / "claims" / "link.yml").symlink_to("../../elsewhere.yml")
    repository.commit(FIRST)
    assert _stands(read_history(repository.root)) == [("2025-01-01", [])]


def test_control_characters_do_not_pass(repository: Repository) -> None:
    """What an escape in YAML writes and no page can hold is read as U+FFFD."""
    text = json.dumps([plain_claim("a", statement="one \u0001 two \u202e three")])
    assert "\\u0001" in text
    repository.commit(FIRST, {"a.yml": text})
    (revision,) = read_history(repository.root).revisions
    assert revision.claims["a"].statement == {"": "one \ufffd two \ufffd three"}


def test_no_calendar_date_stops_the_reading(repository: Repository) -> None:
    """A commit dated beyond every calendar is read, with the last day that there is."""
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    tree, far = git(repository.top, "rev-parse", "HEAD^{tree}"), 10**12
    raw = f"tree {tree}\nauthor A <a@b.c> {far} +0000\ncommitter A <a@b.c> {far} +0000\n\nfar\n"
    (repository.top / "raw").write_text(raw)
    sha = git(repository.top, "hash-object", "-t", "commit", "-w", "--literally", str(repository.top / "raw"))
    git(repository.top, "reset", "-q", "--hard", sha)
    assert _stands(read_history(repository.root))[0][1] == ["a"]


def test_without_git_there_is_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No repository, an empty one, and a machine without git: an empty history that knows it, and no error."""
    (tmp_path / "plain").mkdir()
    assert read_history(tmp_path / "plain") == NO_HISTORY
    repository = Repository(tmp_path / "empty")
    assert read_history(repository.root) == NO_HISTORY
    repository.commit(FIRST, {"a.yml": [plain_claim("a")]})
    monkeypatch.setenv("PATH", str(tmp_path / "plain"))
    assert read_history(repository.root) == NO_HISTORY
    assert not NO_HISTORY.complete


def test_a_repository_without_claims_is_complete_and_empty(repository: Repository) -> None:
    """Where no commit has touched claims, that is known."""
    repository.write("README", "x")
    repository.commit(FIRST)
    history = read_history(repository.root)
    assert (history.revisions, history.complete) == ((), True)


def test_a_shallow_clone_knows_that_it_is_one(repository: Repository, tmp_path: Path) -> None:
    """In a clone cut short nothing counts as added by its first commit, and nothing has a day of recording."""
    foretold = {"kind": "prediction", "resolution": {"criteria": "x", "due": "2026-01-01"}}
    repository.commit(FIRST, {"a.yml": [plain_claim("nova-is-fast", **foretold)]})
    repository.commit(SECOND, {"b.yml": [plain_claim("b")]})
    repository.commit(THIRD, {"c.yml": [plain_claim("c")]})
    git(tmp_path, "clone", "-q", "--depth", "2", repository.top.as_uri(), "short")
    history = read_history(tmp_path / "short")
    assert not history.complete
    assert _stands(history) == [("2025-02-01", ["b", "nova-is-fast"]), ("2025-03-01", ["b", "c", "nova-is-fast"])]
    assert [(item.change.kind, item.change.claim) for item in changes(history, date(2026, 1, 1))] == [("added", "c")]
    corpus = checked(overlay(tmp_path / "project")).corpus
    assert recorded_days(history, corpus.claims) == {}


class Processes:
    """Counts the git processes that the reading of a history starts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.started: list[str] = []
        run = subprocess.run

        def counted(command: list[str], **options: Any) -> Any:
            self.started.append(command[command.index("-C") + 2])
            return run(command, **options)

        monkeypatch.setattr("generator.read.history.subprocess.run", counted)


def _busy_year(repository: Repository, commits: int) -> None:
    for number in range(commits):
        day = (date(2025, 1, 1) + timedelta(days=number)).isoformat()
        repository.commit(f"{day}T12:00:00Z", {"a.yml": [plain_claim("a", statement=f"Version {number}.")]})


def test_a_long_history_takes_as_few_processes_as_a_short_one(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git is asked four times for twenty commits; once they are cached, three times, and no blob is read again."""
    _busy_year(repository, 20)
    git_calls = Processes(monkeypatch)
    first = read_history(repository.root)
    assert git_calls.started == ["rev-parse", "log", "ls-tree", "cat-file"]
    git_calls.started.clear()
    assert read_history(repository.root) == first
    assert git_calls.started == ["rev-parse", "log", "ls-tree"]
    assert len(first.revisions) == 20


LINES = st.sampled_from(
    ["- id: a", "- ", "-", "- |", "- >-", "  b: c", "    d", "- [e,", "f]", '- "g', 'h"', "- 'i", "j'", "# k", "", "  ",
     "---", "...", "%YAML 1.1", "- !!set x", "- &l m", "- *l", "- - n", "  - o", "p: q", "- ? r", "\t", "- {s: t}",
     "\u2028", "- id: a # u", "  id: a", "- <<: v", "  w: |2", " - x", "- y: 'z", "? -", "\ufeff# a", "- a: |\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_items_read_one_by_one_are_those_of_the_file(text: str) -> None:
    """However a file is written, reading it item by item gives what reading it as a whole gives."""
    located, _ = read_yaml("", text)
    reader = HistoryCache(None)
    whole = None if located is None else located.value
    listed = whole if isinstance(whole, list) else [] if whole is None else [whole]
    read = reader.records_in(text)
    assert (None if read is None else [json.loads(item) for item in read]) == (None if located is None else listed)


def test_an_item_that_stays_is_parsed_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve versions of a file that differ in one record cost twelve readings of it and one of the other."""
    parsed: list[str] = []

    def counted(path: str, text: str) -> Any:
        parsed.append(text)
        return read_yaml(path, text)

    monkeypatch.setattr("generator.read.history_cache.read_yaml", counted)
    for number in range(12):
        text = "# Claims\n\n- " + json.dumps(plain_claim("same")) + "\n- "
        repository.commit(FIRST, {"a.yml": text + json.dumps(plain_claim("other", statement=f"Version {number}."))})
    assert len(read_history(repository.root).revisions) == 12
    assert sum("same" in text for text in parsed) == 1
    assert len(parsed) == 13


def _entries(repository: Repository) -> list[Path]:
    return [file for file in (repository.root / ".cache" / "history").rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    "damage", [lambda body: b"", lambda body: body[:-3], lambda body: body.replace(b"Version", b"Wersion"),
               lambda body: b"{}\n[]", lambda body: b"\xff" * 40],
    ids=["emptied", "cut", "altered", "foreign", "noise"],
)  # fmt: skip
def test_a_damaged_cache_is_as_good_as_none(damage: Callable[[bytes], bytes], repository: Repository) -> None:
    """Entries that are not what was written are read anew, and mended."""
    _busy_year(repository, 3)
    first = read_history(repository.root)
    sound = {file: file.read_bytes() for file in _entries(repository)}
    assert len(sound) == 3
    for file, body in sound.items():
        file.write_bytes(damage(body))
    assert read_history(repository.root) == first
    assert {file: file.read_bytes() for file in _entries(repository)} == sound


def test_one_entry_cannot_stand_for_another(repository: Repository) -> None:
    """A sound entry under the name of another blob is ignored."""
    _busy_year(repository, 2)
    first = read_history(repository.root)
    one, two = _entries(repository)
    one.write_bytes(two.read_bytes())
    assert read_history(repository.root) == first


def test_the_cache_may_go_or_be_impossible(repository: Repository) -> None:
    """Deleted, it is made again; where no folder can be made, the history is read without it."""
    _busy_year(repository, 2)
    first = read_history(repository.root)
    shutil.rmtree(repository.root / ".cache")
    assert read_history(repository.root) == first
    shutil.rmtree(repository.root / ".cache")
    (repository.root / ".cache").write_text("a file in its place")
    assert read_history(repository.root) == first


def test_what_other_code_has_cached_is_thrown_away(repository: Repository) -> None:
    """The cache bears the version of the code that reads; folders of other versions go."""
    _busy_year(repository, 1)
    old = repository.root / ".cache" / "history" / "0123456789"
    old.mkdir(parents=True)
    (old / "x").write_text("x")
    read_history(repository.root)
    assert not old.exists()
    assert len(_entries(repository)) == 1


def test_a_cache_that_was_committed_is_not_believed(repository: Repository) -> None:
    """A pull request that brings a cache of its own cannot rewrite the past."""
    _busy_year(repository, 2)
    first = read_history(repository.root)
    for file in _entries(repository):
        body = file.read_bytes().partition(b"\n")[2].replace(b"Version", b"Wersion")
        digest = hashlib.sha256(file.name.encode() + b"\0" + body).hexdigest().encode()
        file.write_bytes(digest + b"\n" + body)
    assert read_history(repository.root) != first, "the forgery is one that the check of the cache alone lets pass"
    repository.commit(THIRD)
    assert read_history(repository.root) == first


def test_two_clones_build_the_same_bytes(tmp_path: Path) -> None:
    """The same commit gives the same pages and the same feed, with a cache or without, whatever lies uncommitted."""
    repository = Repository(tmp_path / "repository")
    overlay(repository.root)
    repository.commit(FIRST)
    claims = repository.root / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("Nova is fast.", "Nova is very fast."))
    repository.commit(SECOND)
    git(tmp_path, "clone", "-q", str(repository.top), "other")
    templates = read_templates(ROOT / "site_templates")

    def built(folder: Path) -> tuple[Page, ...]:
        found = checked(folder)
        history = read_history(folder)
        return compile_pages(found, templates, date(2026, 1, 1), "en", Publication("https://example.org/"), history)

    first = built(repository.root)
    assert built(repository.root) == first
    (tmp_path / "other" / "content" / "guide").mkdir()
    assert built(tmp_path / "other") == first
    assert b"very fast" in next(page.content for page in first if page.path == "feeds/changes.xml")
