"""What git tells: published ids may not vanish."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import checked, overlay


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
