"""Inputs that a folder of plain files cannot hold: links."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import checked, overlay


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    """A link among the inputs is one Y011 at the link, and what it points to is not read."""
    project = overlay(tmp_path / "project")
    (tmp_path / "secret.yml").write_text("id: secret\n")
    (project / "content" / "claims" / "linked.yml").symlink_to(tmp_path / "secret.yml")
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y011", "content/claims/linked.yml")]
