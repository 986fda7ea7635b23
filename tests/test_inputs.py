"""Inputs that a folder of plain files cannot hold: links, pipes, very large files."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import checked, overlay


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    """A link among the inputs is one Y011 at the link, and what it points to is not read."""
    project = overlay(tmp_path / "project")
    (tmp_path / "secret.yml").write_text("id: secret\n")
    (project / "content" / "claims" / "linked.yml").symlink_to(tmp_path / "secret.yml")
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y011", "content/claims/linked.yml")]


def test_a_pipe_is_refused_unread(tmp_path: Path) -> None:
    """A pipe among the inputs is one Y011, and nothing waits for it."""
    project = overlay(tmp_path / "project")
    os.mkfifo(project / "content" / "claims" / "pipe.yml")
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y011", "content/claims/pipe.yml")]


def test_a_file_over_a_mebibyte_is_refused(tmp_path: Path) -> None:
    """A file larger than 1 MiB is one Y005, and what it may define is missed nowhere."""
    project = overlay(tmp_path / "project")
    entities = project / "content" / "entities" / "all.yml"
    entities.write_text(entities.read_text() + "#" * (1 << 20))
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y005", "content/entities/all.yml")]
