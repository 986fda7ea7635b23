"""A build sees that nothing has changed since the last one, and then writes nothing; whatever changed, it builds."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.publish.last_build import FILE
from generator.read.input_seal import input_seal
from tests.conftest import ROOT, overlay

UNCHANGED = "nothing has changed since"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project with a mkdocs.yml of its own."""
    root = overlay(tmp_path / "project")
    shutil.copytree(ROOT / "content" / "guide", root / "content" / "guide")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


def build(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["build", "--project", str(root), "--as-of", "2026-12-01", *more])


def state(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(file.relative_to(root)): (file.stat().st_mtime_ns, file.stat().st_ino)
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def test_an_unchanged_project_is_left_alone(project: Path) -> None:
    """The second build writes no file, and prints the same findings with the same exit code."""
    claims = project / "content" / "claims" / "all.yml"
    claims.write_text(claims.read_text().replace("level: expected, cue: voraussichtlich", "level: stated"))
    first, before = build(project), state(project)
    again = build(project)
    assert first.exit_code == again.exit_code == 1 and UNCHANGED not in first.output
    assert UNCHANGED in again.output and "H001" in first.output
    assert first.stdout.rstrip() == again.stdout.rstrip()
    assert state(project) == before
    for touched in ("site/index.html", "build/docs/index.md"):
        os.utime(project / touched, ns=(1, 1))
        assert UNCHANGED not in build(project).output, touched
        assert UNCHANGED in build(project).output, touched
    (project / "site" / "about" / "index.html").unlink()
    assert UNCHANGED not in build(project).output and (project / "site" / "about" / "index.html").is_file()
    assert UNCHANGED not in build(project, "--language", "en").output
    (project / FILE).write_text("{}")
    assert UNCHANGED not in build(project).output


def committed(root: Path) -> None:
    for arguments in (("init",), ("add", "content"), ("commit", "-m", "first")):
        command = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        subprocess.run(command, check=True, capture_output=True)


def rewritten(path: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text((root / path).read_text("utf-8").replace(old, new), "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a claim": rewritten("content/claims/all.yml", "Nova is fast", "Nova is quick"),
    "a document": rewritten("seeds/nova.txt", "schnell", "flink"),
    "a setting": rewritten("mkdocs.yml", "Claim Briefs", "Other Briefs"),
    "a new file": lambda root: (root / "content" / "claims" / "more.yml").write_text("[]"),
    "a file that went": lambda root: (root / "content" / "briefs" / "nova.md").unlink(),
    "a new name": lambda root: (root / "content" / "claims" / "all.yml").rename(root / "content" / "claims" / "a.yml"),
    "a template": lambda root: (root / "site_templates").mkdir() or (root / "site_templates" / "x.md").write_text("x"),
    "a link": lambda root: (root / "content" / "link").symlink_to("elsewhere"),
    "a commit": committed,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_seen(project: Path, change: Callable[[Path], object]) -> None:
    """Whatever a build follows from, when it changes the hash does; the folder it lies in does not matter."""
    before = input_seal(project, "p", "2026-12-01")
    assert before is not None and before == input_seal(project, "p", "2026-12-01")
    assert before not in (input_seal(project, "p", "2026-12-02"), input_seal(project, "q", "2026-12-01"))
    moved = project.rename(project.with_name("moved"))
    assert input_seal(moved, "p", "2026-12-01") == before
    change(moved)
    assert input_seal(moved, "p", "2026-12-01") not in (before, None)


@pytest.mark.parametrize(
    "setting",
    [
        "hooks: [x.py]",
        "plugins: [search]",
        "site_url: !ENV X",
        "theme: {custom_dir: /x}",
        '"hooks": [x.py]',
        "docs_dir: x",
    ],
)
def test_what_may_follow_from_elsewhere_is_always_built(project: Path, setting: str) -> None:
    """Where the settings may bring in code, variables or files from elsewhere, no build is taken for unchanged."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{setting}\n")
    assert input_seal(project, "p") is None
    inherited = (project / "mkdocs.yml").read_text("utf-8").replace("INHERIT: build/mkdocs.yml", "INHERIT: other.yml")
    (project / "mkdocs.yml").write_text(inherited.replace(setting, ""), "utf-8")
    assert input_seal(project, "p") is None
