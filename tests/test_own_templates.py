"""What a project lays over the program's own words and templates may be broken: that is told, and never believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.overrides import ORIGINS, recorded_origins
from generator.read.site_templates import laid_over, shaped_files, template_folders, yaml_value
from tests.conftest import checked, overlay


def number(value: object) -> int:
    """A shape that takes numbers alone."""
    return int(str(value))


def folders(tmp_path: Path, ours: bytes, theirs: bytes) -> tuple[Path, Path]:
    """The program's folder and a project's, with one file each."""
    for name, content in (("program", ours), ("project", theirs)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "en.yml").write_bytes(content)
    return tmp_path / "program", tmp_path / "project"


@pytest.mark.parametrize("theirs", [b"words", b"", b"a: [", b"\xff", b"a: 1\na: 2\n"])
def test_a_broken_file_of_a_project_is_left_out(theirs: bytes, tmp_path: Path) -> None:
    """What has not the shape, is empty, is no YAML, not UTF-8 or says something twice leaves the program's own."""
    assert shaped_files(folders(tmp_path, b"1", theirs), "*.yml", number) == {"en.yml": (1,)}


def test_a_sound_file_of_a_project_counts_last(tmp_path: Path) -> None:
    """Both versions are read, the project's after the program's; a byte order mark is none of it."""
    assert shaped_files(folders(tmp_path, b"1", b"\xef\xbb\xbf2"), "*.yml", number) == {"en.yml": (1, 2)}


def test_a_broken_file_of_the_program_is_an_error(tmp_path: Path) -> None:
    """A file that ships broken is no author's fault: it stops at once, with its name."""
    with pytest.raises(ValueError, match=r"^en\.yml cannot be read: "):
        shaped_files(folders(tmp_path, b"words", b"2"), "*.yml", number)


def test_a_broken_text_has_no_value() -> None:
    """All that is wrong with a text is said where its value is asked for."""
    with pytest.raises(ValueError, match=r"^the key 'a' stands here again$"):
        yaml_value("a: 1\na: 2\n", "en.yml")


def test_links_and_hidden_files_of_a_project_are_passed_over(tmp_path: Path) -> None:
    """A link in the project's folder, or a folder that is one, leads to nothing; so does a hidden file."""
    program, project = folders(tmp_path, b"1", b"2")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_bytes(b"3")
    (project / "link.yml").symlink_to(outside / "secret.yml")
    (project / "folder").symlink_to(outside)
    (project / ".hidden.yml").write_bytes(b"4")
    (program / "ours.yml").symlink_to(outside / "secret.yml")
    found = laid_over((program, project), "**/*.yml")
    assert {path: len(versions) for path, versions in found.items()} == {"en.yml": 2, "ours.yml": 1}
    assert laid_over((program, project), "folder/*.yml") == {}


def test_a_folder_of_templates_that_is_a_link_is_none(tmp_path: Path) -> None:
    """Where the project's own folder is a link, only the program's counts."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site_templates").symlink_to(tmp_path / "elsewhere")
    assert len(template_folders(tmp_path, "words")) == 1
    (tmp_path / "site_templates").unlink()
    (tmp_path / "site_templates").mkdir()
    assert template_folders(tmp_path, "words")[1] == tmp_path / "site_templates" / "words"


@pytest.mark.parametrize("content", [b"a: [", b"- words\n", b"words", b"\xff\xfe", b"lexicon/en.yml: {no: such}\n"])
def test_a_broken_record_of_origins_records_nothing(content: bytes, tmp_path: Path) -> None:
    """A record that cannot be read is as none, for the build; the check tells of it."""
    project = overlay(tmp_path)
    file = project / ORIGINS
    file.parent.mkdir()
    file.write_bytes(content)
    assert recorded_origins(project) == {}
    assert [finding.span.path for finding in checked(project).findings] == [ORIGINS]


def test_words_that_are_no_text_are_told(tmp_path: Path) -> None:
    """A lexicon of the project that is not UTF-8 is one finding, and the program's own is used."""
    project = overlay(tmp_path)
    file = project / "site_templates" / "lexicon" / "en.yml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"possible: [m\xffay]\n")
    (finding,) = checked(project).findings
    assert (finding.rule.code, finding.span.path) == ("Y002", "site_templates/lexicon/en.yml")
