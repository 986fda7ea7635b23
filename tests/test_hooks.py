"""Another repository uses the tool in five lines: by its pre-commit hooks and by its action, run here for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.conftest import ROOT
from tests.repositories import IDENTITY, git

PRE_COMMIT = [sys.executable, "-m", "pre_commit"]
CONFIGURATION = """repos:
  - repo: {tool}
    rev: {rev}
    hooks:
      - id: {hook}
"""
"""The five lines."""
SHIPPED = ("generator", "site_templates", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository of the tool as it stands on disk, and the commit to use."""
    folder = tmp_path_factory.mktemp("tool")
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "the tool")
    return folder, git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository of claims."""
    folder = tmp_path / "claims"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a new site")
    return folder


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """pre-commit installs the tool itself; what that depends on is lent by this environment, so nothing is fetched."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "GIT_"))},
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        **IDENTITY,
    }


def _run(command: list[str], folder: Path, surroundings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)


def _spoil(site: Path) -> None:
    claims = site / "content" / "claims" / "bridge.yml"
    claims.write_text(claims.read_text("utf-8").replace("It will cost 48", "It will cost 49"), "utf-8")


def test_the_hook_stops_a_wrong_quote(tool: tuple[Path, str], site: Path, surroundings: dict[str, str]) -> None:
    """With the five lines a clean site is committed, and a misquotation is not: the finding is shown."""
    configuration = CONFIGURATION.format(tool=tool[0], rev=tool[1], hook="briefs-check")
    assert len(configuration.splitlines()) == 5
    (site / ".pre-commit-config.yaml").write_text(configuration, "utf-8")
    done = _run([*PRE_COMMIT, "install"], site, surroundings)
    assert done.returncode == 0, done.stdout + done.stderr
    _run(["git", "add", "-A"], site, surroundings)
    done = _run([*PRE_COMMIT, "run", "--all-files"], site, surroundings)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    done = _run(["git", "commit", "-q", "-m", "hooks"], site, surroundings)
    assert done.returncode == 0, done.stdout + done.stderr
    _spoil(site)
    done = _run(["git", "commit", "-q", "-a", "-m", "a misquotation"], site, surroundings)
    assert done.returncode == 1
    assert "error[Q001]: this quote is not in source 'gazette-bridge-2024'" in done.stderr
    assert git(site, "log", "-1", "--format=%s").strip() == "hooks"


def test_the_mending_hook_mends(tool: tuple[Path, str], site: Path, surroundings: dict[str, str]) -> None:
    """Keys out of order are put in order, and the commit waits until somebody has seen that."""
    (site / ".pre-commit-config.yaml").write_text(
        CONFIGURATION.format(tool=tool[0], rev=tool[1], hook="briefs-fix"), "utf-8"
    )
    terms = site / "content" / "glossary" / "terms.yml"
    before = terms.read_text("utf-8")
    lines = before.splitlines(keepends=True)
    terms.write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), "utf-8")
    _run(["git", "add", "-A"], site, surroundings)
    done = _run([*PRE_COMMIT, "run"], site, surroundings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert terms.read_text("utf-8") == before


def _filled(value: str, inputs: dict[str, str]) -> str:
    """An expression of the action as the runner would fill it in."""
    for name, text in inputs.items():
        value = value.replace(f"${{{{ inputs.{name} }}}}", text)
    assert "${{" not in value
    return value


@pytest.mark.parametrize("wrong", [False, True], ids=["clean", "misquoted"])
def test_the_action_does_what_it_says(site: Path, tmp_path: Path, wrong: bool) -> None:
    """Its steps, run as the runner runs them after the installation, annotate, compare and build."""
    programs = tmp_path / "claim-briefs" / "bin"
    programs.mkdir(parents=True)
    (programs / "briefs").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', "utf-8")
    (programs / "briefs").chmod(0o755)
    if wrong:
        _spoil(site)
    inputs = {"project": ".", "base": git(site, "rev-parse", "HEAD").strip()}
    summary = tmp_path / "summary.md"
    outputs, codes = [], []
    for step in yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"][2:]:
        values = {name: _filled(value, inputs) for name, value in step["env"].items()}
        surroundings = {
            **os.environ, **values, "PYTHONPATH": str(ROOT), "RUNNER_TEMP": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(summary),
        }  # fmt: skip
        done = _run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], site, surroundings)
        outputs.append(done.stdout)
        codes.append(done.returncode)
    assert codes == ([1, 0, 1] if wrong else [0, 0, 0])
    assert ("::error file=content/claims/bridge.yml,line=" in outputs[0]) == wrong
    assert summary.read_text("utf-8").startswith("## What changed in the claims\n")
    assert (site / "site" / "index.html").is_file() == (not wrong)
