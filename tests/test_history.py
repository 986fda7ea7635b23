"""What git tells: published ids may not vanish."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import checked, overlay


def _git(project: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", str(project), *identity, *arguments], check=True, capture_output=True)


def _committed(tmp_path: Path) -> Path:
    project = overlay(tmp_path / "project")
    _git(project, "init", "-q")
    _git(project, "add", "-A")
    _git(project, "commit", "-qm", "first")
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
