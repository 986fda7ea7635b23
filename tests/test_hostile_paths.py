"""Inputs that are no plain files, and names that not every system keeps: refused, never followed, never waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from generator.read.files import MAX_INPUT_BYTES, list_inputs
from tests.conftest import ROOT, checked, findings_text, overlay

SECRET = "planted-secret"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small valid project, with a folder of secrets beside it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.yml").write_text(f"- id: {SECRET}\n")
    return overlay(tmp_path / "project")


def _found(project: Path) -> list[tuple[str, str]]:
    """Codes and paths of all findings; nothing of the secret, and nothing that a terminal would obey, is shown."""
    told = checked(project)
    shown = findings_text(told)
    assert SECRET not in shown and all(line.isprintable() for line in shown.split("\n"))
    return [(item.rule.code, item.span.path) for item in told.findings]


LINKED = (
    "content/entities/x.yml",
    "content/x.yml",
    "content/entities/deep",
    "content/deeper",
    "content/guide",
    "seeds/x.txt",
    "seeds/folder",
    "site_templates",
    "mkdocs.yml",
    "content/claims/x.yml",
    "content/briefs/x.md",
)


@pytest.mark.parametrize("place", LINKED)
@pytest.mark.parametrize("target", ["file", "folder", "itself", "nowhere", "root"])
def test_a_link_is_refused_and_not_followed(project: Path, place: str, target: str) -> None:
    """A link to a file, a folder, itself, nothing or the root of the disk is one Y011, wherever it stands."""
    link, outside = project / place, project.parent / "outside"
    link.parent.mkdir(exist_ok=True)
    where = {
        "file": outside / "secret.yml",
        "folder": outside,
        "itself": link,
        "nowhere": Path("no"),
        "root": Path("/"),
    }
    link.symlink_to(where[target])
    assert _found(project) == [("Y011", place)]


@pytest.mark.parametrize("folder", ["content", "seeds"])
def test_a_folder_of_inputs_that_is_a_link_is_refused(project: Path, folder: str) -> None:
    """`content/` and `seeds/` themselves may not be links."""
    (project / folder).rename(project.parent / "outside" / folder)
    (project / folder).symlink_to(project.parent / "outside" / folder)
    assert ("Y011", folder) in _found(project)
    assert list_inputs(project, folder)[0] == ()


@pytest.mark.parametrize("place", ["content/entities/x.yml", "content/x", "seeds/x.txt", "content/guide/x.png"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_no_file_is_refused(project: Path, place: str, kind: str) -> None:
    """Pipes, sockets and devices are Y011; nothing waits for them."""
    file = project / place
    file.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(file.parent)
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(file.name)
        finally:
            os.chdir(here)
    else:
        try:
            os.mknod(file, 0o020644, os.makedev(1, 5))
        except PermissionError:
            file.symlink_to("/dev/zero")  # only root makes devices; others reach them by links
    assert _found(project) == [("Y011", place)]


STEMS = ("con", "CON", "prn", "aux", "nul", "com1", "lpt9", "COM¹", "nul .x", "conin$")
ODD = (
    *STEMS,
    "a:b",
    "a*b",
    "a?b",
    'a"b',
    "a<b",
    "a>b",
    "a|b",
    "a\\b",
    "a\nb",
    "a\rb",
    "a\tb",
    "a\x1b[31mb",
    "a\x7fb",
    "a\x85b",
    "a\u202eb",
    "a\u2066b",
    "a\u200bb",
    "a\u2028b",
    "a\ufeffb",
    "a\u00a0b",
    "a\U000e0041b",
    "a\x07b",
)


@pytest.mark.parametrize("folder", ["content/entities", "seeds"])
@pytest.mark.parametrize("name", ODD)
def test_a_name_that_not_every_system_keeps_is_refused(project: Path, folder: str, name: str) -> None:
    """Names of devices, signs of other systems and unprintable letters are Y012, and are shown escaped."""
    (project / folder / f"{name}.yml").write_text("# nothing\n")
    assert "Y012" in {code for code, path in _found(project) if path.startswith(f"{folder}/")}


@pytest.mark.parametrize("name", ["x.", "x ", "x.yml.", "x.yml ", "x..", ". .", "x .", "con", "aux.d", "a:b", "a\nb"])
def test_an_odd_name_of_a_folder_is_refused(project: Path, name: str) -> None:
    """Folders are held to the same names as files."""
    folder = project / "content" / "entities" / name
    folder.mkdir()
    hidden = name.startswith(".")
    assert [code for code, _ in _found(project)] == ([] if hidden else ["Y012"])


def test_a_name_that_is_no_text_is_refused(project: Path) -> None:
    """A name of bytes that are not UTF-8 is Y012, shown escaped, and is no trouble for any report."""
    with open(os.fsencode(project / "content" / "entities") + b"/\xff\xfe.yml", "wb") as file:  # noqa: PTH123
        file.write(b"# nothing\n")
    assert _found(project) == [("Y012", "content/entities/\\udcff\\udcfe.yml")]
    for form in ("text", "json", "github", "gitlab", "sarif"):
        command = [sys.executable, "-m", "generator", "check", "--project", str(project), "--format", form]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
        assert done.returncode == 1 and b"Traceback" not in done.stderr, done.stderr


TWINS = (
    ("A.yml", "a.yml"),
    ("größe.yml", "gro\u0308ße.yml"),
    ("GRÖSSE.yml", "größe.yml"),
    ("x.yml", "X.yml"),
    ("\u212bx.yml", "\u00e5x.yml"),
    ("\ufb01.yml", "fi.yml"),
)


@pytest.mark.parametrize("twins", TWINS)
def test_names_that_some_systems_take_for_one_are_refused(project: Path, twins: tuple[str, str]) -> None:
    """Two names that differ only in case or in how letters are composed are one Y012 that names both."""
    for name in twins:
        (project / "content/entities" / name).write_text("# nothing\n")
    found = checked(project).findings
    assert [item.rule.code for item in found] == ["Y012"]
    assert found[0].related[0].span.path == f"content/entities/{min(twins)}"


def test_what_lies_too_deep_is_refused_unread(project: Path) -> None:
    """Folders nested 200 deep and names of 255 bytes are Y012 once, where the path gets too long."""
    deep = project / "content/entities" / "/".join(["deep"] * 200)
    deep.mkdir(parents=True)
    (deep / "x.yml").write_text("- &a b\n")
    (project / "content/entities" / ("n" * 251 + ".yml")).write_text("- &a b\n")
    assert [code for code, _ in _found(project)] == ["Y012", "Y012"]


@pytest.mark.parametrize("place", ["content/entities/all.yml", "seeds/huge.txt", "content/guide/huge.png"])
def test_a_file_of_gigabytes_is_not_read(project: Path, place: str) -> None:
    """A sparse file of 8 GiB is one Y005 and never in memory."""
    (project / place).parent.mkdir(exist_ok=True)
    with (project / place).open("ab") as file:
        file.truncate(8 << 30)
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y005", place)]
    assert "over 64 MiB" in found[0].message and MAX_INPUT_BYTES == 64 << 20


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file")])
def test_a_file_that_cannot_be_opened_is_a_finding(
    project: Path, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that vanishes, or that nobody may read, is one Y011, and what it may define is missed nowhere."""
    opened = os.open

    def fail(path: os.PathLike[str] | str, *others: int, **named: int) -> int:
        if str(path).endswith("entities/all.yml"):
            raise error
        return opened(path, *others, **named)

    monkeypatch.setattr(os, "open", fail)
    found = checked(project).findings
    assert [(item.rule.code, item.span.path) for item in found] == [("Y011", "content/entities/all.yml")]
    assert str(project) not in found[0].message


def test_a_folder_that_cannot_be_listed_is_a_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that nobody may list is Y011, not silently empty."""
    listed = os.scandir

    def fail(path: str) -> object:
        if str(path).endswith("entities"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", fail)
    assert ("Y011", "content/entities") in _found(project)


def test_hard_links_are_plain_files(project: Path) -> None:
    """A second name of a file in the project is a file like any other."""
    os.link(project / "content/site.yml", project / "content/entities/site-again.yml")
    assert {code for code, _ in _found(project)} == {"Y006"}


def test_a_folder_with_the_ending_of_a_file_is_a_folder(project: Path) -> None:
    """A folder named `x.yml` is looked into and not read."""
    (project / "content/entities/x.yml").mkdir()
    assert _found(project) == []
