"""Writes new files of a project and adds to lists, without ever overwriting or leaving the folder meant."""

from __future__ import annotations

from pathlib import Path

from generator.authoring.yaml_text import line_break
from generator.publish.folder import write_first, write_whole
from generator.read.files import InputFile, clean_text
from generator.read.yaml_events import read_yaml


class Refused(Exception):
    """Why nothing was written, in words for the author."""


def _inside(root: Path, folder: str, name: str) -> Path:
    """The file meant by a name: in `content/<folder>`, however the author wrote the way there."""
    home = root / "content" / folder
    path = Path(name)
    file = home / name if len(path.parts) == 1 else root / path
    if path.is_absolute():
        file = path
    below = file.resolve()
    if not below.is_relative_to(home.resolve()) or any(part.startswith(".") for part in below.parts[-1:]):
        raise Refused(f"{name} is not in content/{folder}/")
    if file.is_symlink():
        raise Refused(f"{name} is a link")
    return below


def write_new(root: Path, folder: str, name: str, text: str) -> str:
    """Writes a text to a new file and returns its path in the project; Refused where the file is there already."""
    ending = ".md" if folder == "briefs" else ".yml"
    endings = (ending,) if folder == "briefs" else (".yml", ".yaml")
    file = _inside(root, folder, name if name.endswith(endings) else name + ending)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_first(file, text.encode("utf-8"))
    except FileExistsError:
        raise Refused(
            f"{file.relative_to(root.resolve())} is there already; name another file, or use --into"
        ) from None
    return file.relative_to(root.resolve()).as_posix()


def append_to(root: Path, folder: str, name: str, item: str) -> str:
    """Adds one item to the list in a file and returns the file's path; Refused where the file holds no plain list.

    Everything that stands in the file stays as it is, comments too; the result is read back before it is written.
    """
    file = _inside(root, folder, name)
    if not file.is_file():
        raise Refused(f"there is no file {name} in content/{folder}/")
    content = file.read_bytes()
    old, _ = clean_text(InputFile(name, content))
    before = read_yaml(name, old)[0] if old is not None else None
    if old is None or before is None or not isinstance(before.value, list) or not before.value:
        raise Refused(f"{name} does not hold a list of records")
    indent = max(before.values[0,].column - 3, 0)
    shifted = "".join(" " * indent + line if line.strip() else line for line in item.splitlines(keepends=True))
    text = old + ("" if old.endswith("\n") else "\n") + "\n" + shifted
    after, findings = read_yaml(name, text)
    if after is None or findings or after.value[:-1] != before.value:
        raise Refused(f"{name} holds its list in a form that cannot be added to; write a new file")
    added = text[len(old) :].replace("\n", line_break(content.decode("utf-8-sig")))
    write_whole(file, content + added.encode(), lasting=True)
    return file.relative_to(root.resolve()).as_posix()
