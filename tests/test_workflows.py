"""What runs on a code host is pinned, asks for little, and is clean to the linters, here and in new sites."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Context

from generator.cli import main
from tests.conftest import ROOT

PROGRAMS = Path(sys.executable).parent
NEW_SITE = ROOT / "site_templates" / "new_site"
REPOSITORIES = [ROOT, NEW_SITE]
WORKFLOWS = [file for root in REPOSITORIES for file in sorted((root / ".github" / "workflows").glob("*.yml"))]
USES = re.compile(r"^\s*(?:- )?uses: (?P<action>\S+)@(?P<commit>\S+)(?P<comment>.*)$", re.MULTILINE)
ZIZMOR = ("--persona", "pedantic", "--offline", "--no-progress", "--no-config")
SCHEMAS = {
    "github-workflows": [".github/workflows/*.yml"],
    "github-actions": ["action.yml"],
    "dependabot": [".github/dependabot.yml"],
    "github-issue-forms": [".github/ISSUE_TEMPLATE/[!c]*.yml"],
    "github-issue-config": [".github/ISSUE_TEMPLATE/config.yml"],
    "gitlab-ci": [".gitlab-ci.yml"],
}
"""By the name of a schema in check-jsonschema: the files that must keep to it."""
BAD = """name: Bad
on: pull_request_target
jobs:
  bad:
    runs-on: ubuntu-99
    steps:
      - uses: actions/checkout@v1
      - run: echo ${{ github.event.pull_request.title }}
"""


def _named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(PROGRAMS / program), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _loaded(file: Path) -> Any:
    """YAML as text: `on` stays a word."""
    return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)


def _files(root: Path, patterns: list[str]) -> list[Path]:
    return sorted(file for pattern in patterns for file in root.glob(pattern))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A workflow with faults that each linter knows."""
    file = tmp_path / ".github" / "workflows" / "bad.yml"
    file.parent.mkdir(parents=True)
    file.write_text(BAD, "utf-8")
    return file


def test_there_are_three_workflows_in_both() -> None:
    """A new site has the workflows that this repository has, except for those that audit and release the program."""
    found = [{file.stem for file in _files(root, [".github/workflows/*.yml"])} for root in REPOSITORIES]
    assert found == [{"check", "due", "publish", "audit", "release"}, {"check", "due", "publish"}]


@pytest.mark.parametrize("root", REPOSITORIES, ids=["here", "new-site"])
def test_zizmor_finds_nothing(root: Path) -> None:
    """The security linter has nothing to say in its pedantic mood, of workflows, action and update rules."""
    done = _run("zizmor", *ZIZMOR, root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr
    assert "suppressed" not in done.stdout
    assert done.stderr.count("completed") >= 4


@pytest.mark.parametrize("file", WORKFLOWS, ids=_named)
def test_actionlint_finds_nothing(file: Path) -> None:
    """Syntax, expressions, contexts and types of a workflow are right."""
    done = _run("actionlint", "-shellcheck=", "-pyflakes=", file)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_the_linters_find_faults(bad: Path) -> None:
    """The same commands fail for a workflow that is dangerous and wrong."""
    assert "dangerous-triggers" in _run("zizmor", *ZIZMOR, bad.parents[2]).stdout
    assert 'label "ubuntu-99" is unknown' in _run("actionlint", "-shellcheck=", "-pyflakes=", bad).stdout
    broken = bad.with_name("broken.yml")
    broken.write_text("on: push\njobs: none\n", "utf-8")
    assert _run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", broken).returncode == 1


@pytest.mark.parametrize("root", REPOSITORIES, ids=["here", "new-site"])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_keep_to_their_schemas(root: Path, schema: str) -> None:
    """Workflows, action, update rules, issue forms and GitLab's file are of the form that their hosts publish."""
    files = _files(root, SCHEMAS[schema])
    if root == NEW_SITE and schema == "github-actions":
        assert files == [], "a site of claims is no action"
        return
    assert files
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    done = _run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *transform, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actions_are_pinned_alike() -> None:
    """Every action is named by its commit, its version beside it, and by the same commit wherever it is used."""
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in [*WORKFLOWS, ROOT / "action.yml"]:
        for match in USES.finditer(file.read_text("utf-8")):
            assert re.fullmatch(r"[0-9a-f]{40}", match["commit"]), f"{_named(file)}: {match['action']}"
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", match["comment"]), f"{_named(file)}: {match['action']}"
            pins.setdefault(match["action"], set()).add((match["commit"], match["comment"]))
    assert len(pins) >= 7
    assert {action: pinned for action, pinned in pins.items() if len(pinned) > 1} == {}


def _steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in _loaded(file)["jobs"].values():
        yield from job.get("steps", [])


@pytest.mark.parametrize("file", WORKFLOWS, ids=_named)
def test_a_workflow_asks_for_little(file: Path) -> None:
    """No rights but those that a job names, a limit of time for each, no credentials left behind, no secret."""
    workflow = _loaded(file)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in file.read_text("utf-8")
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        assert int(job["timeout-minutes"]) <= 60, name
        assert all("${{" not in step.get("run", "") for step in job["steps"]), f"{name}: a value in a script"
    for step in _steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("root", REPOSITORIES, ids=["here", "new-site"])
def test_a_pull_request_may_only_read(root: Path) -> None:
    """What runs a stranger's code has no right to write, and starts for pull requests alone."""
    workflow = _loaded(root / ".github" / "workflows" / "check.yml")
    assert set(workflow["on"]) == {"pull_request"}
    assert {right for job in workflow["jobs"].values() for right in job["permissions"].items()} == {
        ("contents", "read")
    }


@pytest.mark.parametrize("root", REPOSITORIES, ids=["here", "new-site"])
def test_no_job_that_may_write_runs_our_code(root: Path) -> None:
    """Where a token may write, sign or deploy, nothing is checked out and nothing is installed."""
    for file in _files(root, [".github/workflows/*.yml"]):
        for job in _loaded(file)["jobs"].values():
            if "write" in job["permissions"].values():
                done = " ".join(step.get("uses", "") + step.get("run", "") for step in job["steps"])
                assert not re.search(r"checkout|make |pip |briefs ", done)


COMMAND = re.compile(r"(?:^|[\s-])(?:\.venv/bin/)?briefs (?P<arguments>[^|>&\n]*)")


def _scripts(root: Path) -> Iterator[str]:
    for file in _files(root, [".github/workflows/*.yml"]):
        yield from (step["run"] for step in _steps(file) if "run" in step)
    for job in _loaded(root / ".gitlab-ci.yml").values():
        if isinstance(job, dict):
            yield from job.get("script", [])


@pytest.mark.parametrize("root", REPOSITORIES, ids=["here", "new-site"])
def test_the_commands_are_those_of_a_person(root: Path) -> None:
    """Every `briefs` command in a workflow is one that the command line takes, with options that it has."""
    found = set()
    for script in _scripts(root):
        for match in COMMAND.finditer(script):
            name, *arguments = match["arguments"].split()
            found.add(name)
            command = main.get_command(Context(main), name)
            assert command is not None, name
            known = {option for parameter in command.params for option in parameter.opts}
            assert {part for part in arguments if part.startswith("--")} <= known, script
    assert found >= {"check", "diff", "due"}


ISSUE = """set -eu
gh() { echo "gh $*" >> "$CALLS"; case "$*" in "issue list"*) printf '%s' "$OPEN";; esac; }
"""


@pytest.mark.parametrize(
    ("listed", "already", "calls"),
    [
        ("", "", []),
        ("", "7", ["issue close 7"]),
        ("## nova\n", "7", ["issue edit 7 --body-file due.md"]),
        ("## nova\n", "", ["label create due", "issue create --title Predictions that fall due"]),
    ],
    ids=["nothing", "nothing-any-more", "again", "new"],
)
def test_one_issue_is_opened_changed_or_closed(listed: str, already: str, calls: list[str], tmp_path: Path) -> None:
    """Whatever is due, there is never more than one issue, and none where nothing is due."""
    steps = _steps(ROOT / ".github" / "workflows" / "due.yml")
    script = next(step["run"] for step in steps if "gh issue" in step.get("run", ""))
    (tmp_path / "due.md").write_text(listed, "utf-8")
    log = tmp_path / "calls"
    surroundings = {"CALLS": str(log), "OPEN": already, "PATH": "/usr/bin:/bin"}
    bash = shutil.which("bash") or "bash"
    done = subprocess.run([bash, "-c", ISSUE + script], cwd=tmp_path, env=surroundings, check=False)
    assert done.returncode == 0
    made = log.read_text("utf-8").splitlines()[1:]
    assert len(made) == len(calls)
    for line, call in zip(made, calls, strict=True):
        assert line.startswith(f"gh {call}")
