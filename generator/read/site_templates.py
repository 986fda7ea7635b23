"""Templates, words, styles and lexicons: those of the program, and a site's own laid over them file by file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.read.yaml_events import read_yaml

Shaped = TypeVar("Shaped")

OWN = "site_templates"
"""The folder of a project that is laid over the program's own folder of the same name."""
NEW_SITE = "new_site"
"""What a new site begins with; it is copied as a whole and never laid over."""


def packaged() -> Path:
    """The program's own folder: inside the package where it was installed, beside it in the repository."""
    package = Path(str(files("generator")))
    inside = package / OWN
    return inside if inside.is_dir() else package.parent / OWN


def template_folders(root: Path, below: str = "") -> tuple[Path, ...]:
    """The folders to look in, or the same folder `below` each: the program's first, then the project's own, if any."""
    first, own = packaged(), root / OWN
    if not own.is_dir() or own.is_symlink() or own.resolve() == first.resolve():
        return (first / below,)
    return (first / below, own / below)


def laid_over(folders: tuple[Path, ...], pattern: str = "**/*") -> Mapping[str, tuple[Path, ...]]:
    """The plain files that match below the folders, by their path there, sorted; of each all versions, the last counts.

    Hidden files are passed over. So are links in a project's own folder: they could lead anywhere. The program's own
    may be links, as some installers make them.
    """
    found: dict[str, tuple[Path, ...]] = {}
    for number, folder in enumerate(folders):
        for file in folder.glob(pattern):
            path = file.relative_to(folder)
            linked = any((folder / part).is_symlink() for part in (path, *path.parents))
            if file.is_file() and not (number and linked) and not any(part.startswith(".") for part in path.parts):
                found[path.as_posix()] = (*found.get(path.as_posix(), ()), file)
    return dict(sorted(found.items()))


def yaml_value(text: str, name: str) -> Any:
    """The value of a YAML text; ValueError where it cannot be read."""
    yaml, findings = read_yaml(name, text)
    if yaml is None or findings:
        raise ValueError("; ".join(finding.message for finding in findings) or "it is empty")
    return yaml.value


def shaped_files(
    folders: tuple[Path, ...], pattern: str, shape: Callable[[Any], Shaped]
) -> dict[str, tuple[Shaped, ...]]:
    """All versions of YAML files that match, by path, as `shape` makes them of their values; the last one counts.

    What `shape` refuses (by ValueError) is left out where a project brings it, since the check reports it; of a file
    that ships with the program it raises ValueError.
    """
    found: dict[str, tuple[Shaped, ...]] = {}
    for path, versions in laid_over(folders, pattern).items():
        for file in versions:
            try:
                value = shape(yaml_value(file.read_bytes().decode("utf-8-sig"), path))
            except ValueError as error:
                if file.is_relative_to(folders[0]):
                    raise ValueError(f"{path} cannot be read: {error}") from error
                continue
            found[path] = (*found.get(path, ()), value)
    return found


def first_fault(error: ValueError) -> tuple[str, tuple[str | int, ...]]:
    """What is wrong in words, and where in the value."""
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        text = str(fault["msg"])
        return text[:1].lower() + text[1:], tuple(part for part in fault["loc"] if isinstance(part, (str, int)))
    return str(error), ()
